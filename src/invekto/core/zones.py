"""Time zones as people and machines name them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LONGEST_NAME = 64  # characters; the longest there is has 32


def zone_named(name: str) -> ZoneInfo | None:
    """None for what is no zone's name, also where it is the path of a file or a folder."""
    if len(name) > LONGEST_NAME:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
