"""Order numbers and tracking codes as platforms write them."""

from __future__ import annotations

import re

_LONGEST = 40
_NOT_IN_NUMBERS = re.compile(r"[\W_]+")


def plain_number(text: str) -> str:
    """As a platform writes it: "#1020 304 050" → "1020304050"; "" when nothing is left."""
    return _NOT_IN_NUMBERS.sub("", text.replace("\x00", "")).upper()[:_LONGEST]
