"""The pages: each view asks, and shows."""
