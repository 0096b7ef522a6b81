"""What a stored message was taken for: what the burst it came in meant goes before its own meaning.

In Python for one message, in SQL for many; both read what ``engine.reading`` stores with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

# Of a row ``m`` of messages.
INTENT: LiteralString = "coalesce(m.analysis -> 'together' ->> 'intent', m.analysis ->> 'intent')"
CONFIDENCE: LiteralString = (
    "coalesce(m.analysis -> 'together' ->> 'confidence', m.analysis ->> 'confidence')::float8"
)
THRESHOLD: LiteralString = (
    "coalesce(m.analysis -> 'together' ->> 'threshold', m.analysis ->> 'threshold', '0')::float8"
)
IN_BURST: LiteralString = "m.analysis ? 'together'"
IS_UNDERSTOOD: LiteralString = (
    "(jsonb_typeof(m.analysis -> 'intent') = 'string'"
    " AND jsonb_typeof(m.analysis -> 'confidence') = 'number')"
)
IS_TAPPED: LiteralString = "coalesce(m.analysis ? 'tapped', false)"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message was taken for when it was answered. Shares in [0, 1]."""

    intent: str
    confidence: float
    threshold: float
    tapped: bool


def understood(analysis: Mapping[str, Any] | None) -> Understood | None:
    """None: nothing was."""
    own = dict(analysis or {})
    whole = own | dict(own.get("together") or {})
    confidence = whole.get("confidence")
    if not whole.get("intent") or not isinstance(confidence, int | float):
        return None
    threshold = float(whole.get("threshold") or 0)
    return Understood(str(whole["intent"]), float(confidence), threshold, bool(own.get("tapped")))
