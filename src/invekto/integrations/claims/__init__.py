"""Returns that customers opened at a platform."""
