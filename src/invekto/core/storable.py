"""What PostgreSQL keeps as text."""

from __future__ import annotations


def storable(text: str) -> str:
    """Without a NUL, and without half of a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
