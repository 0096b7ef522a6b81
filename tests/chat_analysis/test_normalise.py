from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invekto.chat_analysis.normalise import fold, fold_text, turkish_lower


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("IŞIK", "isik"),
        ("İSTANBUL", "istanbul"),
        ("KARGOM NERDE KALDI", "kargom nerde kaldi"),
        ("çğıöşü ÇĞİÖŞÜ", "cgiosu cgiosu"),
        ("nerdeeeee kaldıııı!!!!", "nerde kaldi!"),
        ("saat dikkat", "saat dikkat"),
        ("1000000 tl", "1000000 tl"),
        ("kar\u200bgom", "kargom"),
        ("a\u0308pfel", "apfel"),
        ("👍🏽", "👍"),
        ("a\0b", "a b"),
        ("\ud800", ""),
    ],
)
def test_many_spellings_become_one(written: str, folded: str) -> None:
    assert fold_text(written) == folded


def test_lower_case_keeps_the_two_turkish_letters_i_apart() -> None:
    assert turkish_lower("IŞIK İZMİR") == "ışık izmir"


def test_a_folded_stretch_points_at_the_customers_own_words() -> None:
    text = "Selam 👋🏽, SİPARİŞİMMMM  nerde?"
    folded = fold(text)
    at = folded.text.index("siparisim")
    start, end = folded.span(at, at + len("siparisim"))
    assert text[start:end].startswith("SİPARİŞİM")


@given(st.text(max_size=200))
def test_every_folded_character_has_a_place_in_the_message(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert folded.origin == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)
