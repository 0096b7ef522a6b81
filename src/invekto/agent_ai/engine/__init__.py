"""The dialogue engine: what to do with what a customer wrote, and doing it exactly once."""
