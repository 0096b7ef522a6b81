"""What is kept of rows that cannot be read, of every provider alike."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from invekto.integrations.carriers.contract import By
from invekto.integrations.providers.aras import payloads as aras
from invekto.integrations.providers.aside import LONGEST, as_text, is_whole, kept
from invekto.integrations.providers.hepsiburada.pushes import HepsiburadaPushes
from invekto.integrations.providers.trendyol.reading import read_rows
from tests.integrations.trendyol_peer import PAYLOADS


def nobody(_: str) -> bool:
    return False


def bad_package(**changes: Any) -> str:
    row = json.loads((PAYLOADS / "shipped.json").read_text(encoding="utf-8"))["content"][0]
    (bad,) = read_rows([copy.deepcopy(row) | {"packageTotalPrice": -5} | changes]).bad_rows
    return bad.payload


def test_what_is_too_long_is_json_all_the_same_and_says_so() -> None:
    told = json.loads(bad_package(note="x" * 30_000))
    assert told["not kept"] == "too long"
    assert told["length"] > LONGEST
    assert told["begins"].startswith("{")
    assert json.loads(kept("x" * 30_000, is_secret=nobody, kind="line"))["kind"] == "line"


def test_only_what_was_kept_whole_is_read_again() -> None:
    assert is_whole(kept({"a": 1}, is_secret=nobody))
    assert not is_whole(kept({"a": "x" * 30_000}, is_secret=nobody))
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert json.loads(kept(deep, is_secret=nobody)) == {"not kept": "nested too deeply"}
    assert is_whole('{"cut": "off')  # its reader says what is wrong with it


def test_what_may_not_be_kept_is_left_out_however_deep_it_stands() -> None:
    assert "11111111111" not in bad_package(invoice={"IdentityNumber": "11111111111"})


def test_a_nul_is_left_out_and_a_written_backslash_is_none() -> None:
    assert json.loads(as_text({"a": "x\x00y", "b": "x\\u0000y"})) == {"a": "xy", "b": "x\\u0000y"}
    row = {"MUSTERI_OZEL_KODU": "R1", "DURUM_KODU": "99", "DEVIR_NEDENI": "x\\u0000y\x00"}
    (bad,) = aras.read_rows({"QueryResult": {"Whatever": [row]}}, ["R1"], By.REFERENCE).bad_rows
    assert json.loads(bad.payload)["DEVIR_NEDENI"] == "x\\u0000y"


def test_a_push_that_is_nested_too_deeply_is_refused() -> None:
    deep = b'{"a":' * 800 + b"1" + b"}" * 800
    with pytest.raises(ValueError, match="nested too deeply"):
        HepsiburadaPushes().split(deep, path="packages/1/intransit")
