"""The ground every room stands on: tenancy, users, clock, jobs, events, secrets, audit, texts."""
