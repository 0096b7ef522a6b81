"""How the outside world behaves here: webhooks' delay, order, repetition and loss; dates that are misread."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from invekto.sandbox.models import Switch

NAME = "webhooks"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """``delay_ms`` before each further status; ``drop``: statuses that never come (sent, delivered, read).

    ``single``: every status in a POST of its own; otherwise those that wait share one.
    """

    delay_ms: int = 0
    shuffle: bool = False
    duplicate: bool = False
    single: bool = False
    drop: tuple[str, ...] = ()
    trendyol_dates_shifted: bool = False  # Trendyol reads the dates of a query three hours off
    trendyol_tier: str = "unlimited"  # how much its sellers list; calls a minute follow from it
    hepsiburada_zoned: bool = False  # moments end with Z and have seven digits of a second, as some do there
    yurtici_cool_down: bool = False  # the same key within a minute is turned away


def behaviour() -> Behaviour:
    return read(Switch.objects.filter(name=NAME).values_list("value", flat=True).first() or {})


def read(stored: dict[str, Any]) -> Behaviour:
    """What is stored under ``NAME``."""
    return Behaviour(**stored | {"drop": tuple(stored.get("drop", ()))})


def change(**values: Any) -> Behaviour:
    """Set some of the switches, leave the others."""
    wanted = replace(behaviour(), **values)
    Switch.objects.update_or_create(name=NAME, defaults={"value": asdict(wanted)})
    return wanted


KEYS = {field.name for field in fields(Behaviour)}
