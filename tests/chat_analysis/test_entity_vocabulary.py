"""What people write about each entity, in files of one message a line: ``message => value | value``.

Nothing after the arrow means that nothing may be found. Now is Wednesday 5 March 2025, ten in the morning.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from invekto.chat_analysis.entities.finder import find_entities, find_without_looking_first
from invekto.chat_analysis.normalise import fold, fold_text
from tests.chat_analysis.conftest import ISTANBUL, NOW

ROWS = Path(__file__).parent / "entities"
_STEPS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_GRAINS = {
    "m": "minute", "h": "hour", "H": "hour", "d": "day", "D": "day", "w": "week", "M": "month", "p": "part_of_day",
}  # fmt: skip


def rows() -> Iterator[tuple[str, str, list[Any]]]:
    for path in sorted(ROWS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            text, arrow, values = line.partition(" =>")
            assert arrow, line
            said = [value.strip() for value in values.split("|") if value.strip()]
            yield path.stem, text, [_value(path.stem, value) for value in said]


def _value(name: str, written: str) -> Any:
    if name == "quantity":
        amount, unit = written.split()
        return {"amount": int(amount), "unit": unit}
    if name == "money":
        amount, currency = written.split()
        return {"amount": amount, "currency": currency}
    if name == "return_reason":
        reason, _, direction = written.partition(":")
        return {"reason": reason} | ({"direction": direction} if direction else {})
    if name == "datetime":
        return _time(*written.split())
    return fold_text(written) if name in ("product", "treatment", "company") else written


def _time(kind: str, first: str, rest: str = "") -> dict[str, str]:
    """``d 03-06``, ``D 03-08 03-10``, ``h 03-06 15``, ``m 03-06 15:30``, ``p 03-06 8-12``, ``w``, ``M 04``."""
    if kind == "M":
        begin, end = _moment(f"{first}-01"), _moment(f"{int(first) + 1:02}-01")
    elif kind == "D":
        begin, end = _moment(first), _moment(rest)
    elif kind in "Hp":
        low, high = (timedelta(hours=int(hour)) for hour in rest.split("-"))
        begin, end = _moment(first) + low, _moment(first) + high
    else:
        hour, _, minute = rest.partition(":")
        begin = _moment(first) + timedelta(hours=int(hour or 0), minutes=int(minute or 0))
        end = begin + _STEPS[kind]
    return {"from": begin.isoformat(), "to": end.isoformat(), "grain": _GRAINS[kind]}


def _moment(day: str) -> datetime:
    written = day if len(day) > 5 else f"{NOW.year}-{day}"
    return datetime.fromisoformat(written).replace(tzinfo=ISTANBUL)


@pytest.mark.parametrize(("name", "text", "expected"), list(rows()))
def test_exactly_what_is_meant_is_found(name: str, text: str, expected: list[Any]) -> None:
    found = find_entities(text, fold(text), now=NOW, zone=ISTANBUL).get(name, [])
    for entity in found:
        assert text[entity.start : entity.end] == entity.text
    values = [entity.value for entity in found]
    if name in ("product", "treatment", "company"):
        values = [fold_text(str(value)) for value in values]
    assert values == expected


def test_looking_first_where_an_entity_can_be_changes_nothing() -> None:
    for _, text, _ in rows():
        folded = fold(text)
        assert find_entities(text, folded, now=NOW, zone=ISTANBUL) == find_without_looking_first(
            text, folded, now=NOW, zone=ISTANBUL
        ), text
