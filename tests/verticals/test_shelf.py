"""Which product the words name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from invekto.verticals.ecommerce.shelf import named


def shelf(*keys: str) -> list[Any]:
    return [SimpleNamespace(product_key=key) for key in keys]


@pytest.mark.parametrize("color", ["vizon", "fuşya", "turkuaz", "mürdüm", "siyah", "açık", "dark"])
def test_a_colour_or_a_shade_alone_names_nothing(color: str) -> None:
    rows = shelf("vizon dark elbise", "fusya acik kazak", "turkuaz murdum siyah canta")
    assert named(f"{color} var mı", rows) == []


@pytest.mark.parametrize(("said", "name"), [("somon", "somon fileto"), ("gümüş", "gumus yuzuk")])
def test_a_thing_that_lends_its_colour_is_what_is_sold(said: str, name: str) -> None:
    assert named(f"{said} var mı", shelf(name, "siyah canta")) == [name]
