"""The example messages themselves: enough of them, and none twice in other clothes."""

from __future__ import annotations

import pytest

from invekto.chat_analysis.corpus import Example, vertical_examples, verticals
from invekto.chat_analysis.diversity import diversity, near_duplicates


@pytest.mark.parametrize("vertical", verticals())
def test_every_intent_has_enough_different_messages(vertical: str) -> None:
    assert [one for one in diversity(vertical_examples(vertical)) if one.messages < one.wanted] == []


@pytest.mark.parametrize("vertical", verticals())
def test_no_message_stands_twice_in_other_words_order_or_spelling(vertical: str) -> None:
    found = [(a.text, b.text) for a, b in near_duplicates(vertical_examples(vertical))]
    assert found == []


@pytest.mark.parametrize("vertical", verticals())
def test_intents_are_written_by_many_and_in_both_languages(vertical: str) -> None:
    for one in diversity(vertical_examples(vertical)):
        assert one.first_words > 0.4, one
        assert 0.1 < one.english < 0.35, one
        assert one.vocabulary > 0.3, one
        assert one.words[2] >= 2 * one.words[0], one


def test_the_lint_finds_what_it_is_for() -> None:
    rows = [
        Example("kargom nerede kaldı acaba", "order_status"),
        Example("acaba KARGOM nerde kaldi", "order_status"),
        Example("acaba kargom nerede kaldi", "order_status"),
        Example("kargom nerede kaldı acaba", "complaint"),
    ]
    assert list(near_duplicates(rows)) == [(rows[0], rows[2])]
