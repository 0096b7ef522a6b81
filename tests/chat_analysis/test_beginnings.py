"""With what a match can begin, and that asking only there finds the same."""

from __future__ import annotations

import pytest

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.heads import heads_of
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.words import words_of


@pytest.mark.parametrize(
    ("source", "heads"),
    [
        (r"\bkargo\w*", {"kar"}),
        (r"\b(?:at|elden) geldi", {"at ", "eld"}),
        (r"\b(?:cok )?dar\b", {"cok", "dar"}),
        (r"\b[km]or\b", {"kor", "mor"}),
        (r"(?<![\w.])\d{1,2}\s?tl", {"000", "00t", "00 ", "0 t", "0tl"}),
        (r"\bx{1,4}l", {"xl", "xxl", "xxx"}),
        (r"\bgo(?!l)\w*", {"go"}),
        (r"(?<=\w )\bbey\b", {"bey"}),
        (r"\b(?P<unit>ay|yil)(?:dir)?\b|\bgun", {"ay", "ayd", "yil", "gun"}),
    ],
)
def test_the_first_letters_are_read_off_an_expression(source: str, heads: set[str]) -> None:
    assert heads_of(source) == heads


@pytest.mark.parametrize(
    "source", [r"kargo", r"\b\w+ dar", r"\b(?:cok )?\w+", r"\bmi\b|su", r"\b#\d", r"^\s?var"]
)
def test_what_may_begin_anywhere_has_no_first_letters(source: str) -> None:
    assert heads_of(source) is None


def test_a_rule_is_found_where_the_expression_alone_finds_it_in_order_and_without_overlap() -> None:
    text = "3 kutu var, 12 kutu yok; 3kutu 31 kutuluk kutu"
    pattern = Pattern(r"\b\d{1,2} ?kutu(?: \w+, 12)?|\bkutu\b")
    begins = Beginnings(text, words_of(text))
    found = [match.span() for match in begins.matches(pattern)]
    assert found == [match.span() for match in pattern.finditer(text)]
    assert len(found) == 5
    assert begins.first(Pattern(r"\bkutul\w*")) is not None
    assert not begins.says(Pattern(r"\bkoli"))
