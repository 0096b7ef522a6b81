"""Whether anything is missing of what a platform holds, hour by hour, and reading again what is (ADR 16)."""
