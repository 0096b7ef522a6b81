"""Durations as people write them: 30m, 24h, 7d, 1h30m."""

from __future__ import annotations

import re
from datetime import timedelta

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}  # seconds
_WHOLE = re.compile(r"(?:\d+(?:\.\d+)?[smhdw])+")
_PART = re.compile(r"(\d+(?:\.\d+)?)([smhdw])")


def parse(text: str) -> timedelta | None:
    """None when ``text`` is no duration, or longer than ten years."""
    cleaned = text.replace(" ", "").lower() if isinstance(text, str) else ""
    if len(cleaned) > 40 or not _WHOLE.fullmatch(cleaned):
        return None
    seconds = sum(float(amount) * UNITS[unit] for amount, unit in _PART.findall(cleaned))
    return timedelta(seconds=seconds) if seconds <= 10 * 366 * 86_400 else None
