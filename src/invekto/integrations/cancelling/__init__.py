"""Cancelling at a platform what was not handed to a carrier yet."""
