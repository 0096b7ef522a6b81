"""Who is asked for what, and how long the longest messages take."""

from __future__ import annotations

from time import process_time

import pytest

from invekto.chat_analysis.analyser import Analyser
from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.normalise import fold
from tests.chat_analysis.conftest import ISTANBUL, NOW

_TIMES_LONGER = 4
_MOST = 2.0  # of what grows with the length alone; what grows with its square would take four times as long


def test_a_clinic_is_not_asked_for_what_shops_sell(clinic: Analyser, shop: Analyser) -> None:
    text = "yastık lekeli geldi, kırmızı ve 38 beden"
    assert set(shop.analyze(text, now=NOW).entities) == {"product", "color", "size", "return_reason"}
    assert clinic.analyze(text, now=NOW).entities == {}


def test_a_clinics_times_and_prices_are_found_as_everywhere(clinic: Analyser) -> None:
    found = clinic.analyze("dolgu 1500 tl mi, yarın 3te gelsem", now=NOW).entities
    assert set(found) == {"treatment", "money", "datetime"}


_PIECES = """saat |telefon |3 |5 mart |xl |100 tl |5 x |aksam 8 |siyah |ankara |dolgu |sabah |90 b |gece 3te |haftaya |
36'si |Dr. Ali |3-5 mart |yanlis urun |1-|tl 5 yerine |'"""


@pytest.mark.parametrize("piece", _PIECES.replace("\n", "").split("|"))
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    whole = (piece * 4096)[:4096]
    part = whole[: len(whole) // _TIMES_LONGER]
    _seconds(whole)  # the rules are compiled and the words known
    assert any(_seconds(whole) <= _MOST * _TIMES_LONGER * max(_seconds(part), 0.0005) for _ in range(5))


def _seconds(text: str) -> float:
    """CPU time, the shortest of three."""
    folded = fold(text)
    took = []
    for _ in range(3):
        begin = process_time()
        find_entities(text, folded, now=NOW, zone=ISTANBUL)
        took.append(process_time() - begin)
    return min(took)
