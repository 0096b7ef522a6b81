"""Scenarios: conversations written down in YAML, played against the sandbox, and what differed."""
