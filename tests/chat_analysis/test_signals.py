from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.signals import b2b_evidence, is_urgent, speaks_of_abroad
from tests.chat_analysis.conftest import NOW

BULK = Path(__file__).parent / "bulk"


def lines(name: str) -> list[str]:
    return (BULK / name).read_text(encoding="utf-8").splitlines()


def evidence(text: str) -> tuple[str, ...]:
    folded = fold(text)
    quantities = find_entities(text, folded, now=NOW, zone=ZoneInfo("Europe/Istanbul")).get("quantity", [])
    return b2b_evidence(text, folded, quantities)


@pytest.mark.parametrize("text", lines("buyers.txt"))
def test_a_bulk_buyer_is_recognised_in_their_own_words(text: str) -> None:
    found = evidence(text)
    assert found
    assert all(words in text for words in found)
    assert evidence(fold(text).text)


@pytest.mark.parametrize("text", lines("others.txt"))
def test_a_household_or_a_seller_is_no_bulk_buyer(text: str) -> None:
    assert evidence(text) == ()


def test_a_trade_alone_does_not_make_a_bulk_buyer_of_one_who_asks_for_a_paper() -> None:
    assert evidence("esnafım ben, aldığım terazinin faturasını kesin") == ()
    assert evidence("esnafım ben, faturalı 40 tabak lazım")


def test_two_cartons_are_bulk_unless_one_of_them_is_only_missing() -> None:
    assert evidence("2 koli alsam kaça olur")
    assert evidence("2 koli gelecekti biri gelmedi") == ()


@pytest.mark.parametrize(
    "text", ["toptan 100 adet " * 256, "yüz yirmi " * 400, "a" * 4096, "20 kalem " * 455]
)
def test_a_very_long_message_is_answered(text: str) -> None:
    assert isinstance(evidence(text[:4096]), tuple)


def test_hurry_and_abroad_are_heard() -> None:
    assert is_urgent(fold("ACİL cevap yazın"))
    assert not is_urgent(fold("haftaya bakarız"))
    assert speaks_of_abroad(fold("Almanya'dan geleceğim"))
    assert not speaks_of_abroad(fold("Bursa'dan geleceğim"))
