from __future__ import annotations

import pytest

from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.notation import Page, phrases


def found(written: str, text: str) -> list[str]:
    page = Page(fold(text).text)
    return [page.text[start:end] for start, end in page.find(phrases(written))]


def test_turkish_letters_in_a_phrase_match_however_they_are_typed() -> None:
    for typed in ("göğsüm sıkışıyor", "GÖĞSÜM SIKIŞIYOR", "gogsum sikisiyor"):
        assert found("göğs* sıkış*", typed) == ["gogsum sikisiyor"]


def test_a_phrase_has_choices_gaps_endings_and_words_that_may_be_missing() -> None:
    assert found("nefes* ~ (alam*/daral*)", "nefesim çok fena daralıyor") == ["nefesim cok fena daraliyor"]
    assert found("nefes* ~ alam*", "nefes bir iki üç dört alamıyorum") == []
    assert found("kan (çok)? aktı", "kan aktı, kan çok aktı") == ["kan akti", "kan cok akti"]
    assert found("aktı (çok)?", "aktı") == ["akti"]
    assert found("lips?", "lip lips lipo") == ["lip", "lips"]
    assert found("diş", "dişçi dişi diş") == ["dis"]
    assert found("can't see", "I can't see") == ["can't see"]


def test_long_words_may_lack_vowels_but_not_the_one_before_the_ending() -> None:
    assert found("fışkırıyo*", "kan fşkryo") == ["fskryo"]
    assert found("kaldıram*", "kaş kaldırma") == []


def test_blanking_leaves_the_length_and_hides_all_but_settings() -> None:
    page = Page("dolgu oldum dudak sisti")
    page.blank([(0, 11)])
    assert len(page.text) == 23
    assert page.find(phrases("dolgu")) == []
    assert page.find(phrases("dolgu", setting=True)) == [(0, 5)]


def test_a_phrase_that_begins_with_no_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with no letter"):
        phrases("*yor")
