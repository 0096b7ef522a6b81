"""How the outside world behaves here: webhooks' delay, order, repetition and loss; dates that are misread."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from invekto.sandbox.models import Switch

NAME = "webhooks"
REMEMBERED = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Behaviour:
    """``delay_ms`` before each further status; ``drop``: statuses that never come (delivered, read)."""

    delay_ms: int = 0
    shuffle: bool = False
    duplicate: bool = False
    drop: tuple[str, ...] = ()
    trendyol_dates_shifted: bool = False  # Trendyol reads the dates of a query three hours off


_known: tuple[float, Behaviour] | None = None


def behaviour() -> Behaviour:
    global _known
    if _known is None or time.monotonic() - _known[0] > REMEMBERED:
        stored = Switch.objects.filter(name=NAME).values_list("value", flat=True).first() or {}
        _known = (time.monotonic(), Behaviour(**stored | {"drop": tuple(stored.get("drop", ()))}))
    return _known[1]


def change(**values: Any) -> Behaviour:
    """Set some of the switches, leave the others."""
    global _known
    _known = None
    wanted = replace(behaviour(), **values)
    Switch.objects.update_or_create(name=NAME, defaults={"value": asdict(wanted)})
    _known = None
    return wanted


KEYS = {field.name for field in fields(Behaviour)}
