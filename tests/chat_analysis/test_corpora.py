"""The lint of the example messages: enough of them, unlike each other, and none twice in other clothes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from invekto.chat_analysis.corpus import Example, vertical_examples, verticals
from invekto.chat_analysis.diversity import corpus_problems, diversity, near_duplicates


@pytest.mark.parametrize("vertical", verticals())
def test_the_example_messages_pass_their_lint(vertical: str) -> None:
    assert corpus_problems(vertical_examples(vertical)) == []


def test_a_message_again_in_other_order_or_spelling_is_refused() -> None:
    rows = [
        Example("kargom nerede kaldı acaba", "order_status"),
        Example("acaba KARGOM nerde kaldi", "order_status"),
        Example("acaba kargom nerede kaldi", "order_status"),
        Example("kargom nerede kaldı acaba", "complaint"),
    ]
    assert list(near_duplicates(rows)) == [(rows[0], rows[2])]
    said = "order_status: 'acaba kargom nerede kaldi' says again 'kargom nerede kaldı acaba'"
    assert said in corpus_problems(rows)


def test_a_message_of_signs_alone_is_refused_when_it_stands_there_again() -> None:
    rows = [Example(text, "affirm") for text in ("👍", "evet 👍", "👌", "👍🏼", " 👍 ", "?!", "? !", "", "")]
    assert list(near_duplicates(rows)) == [(rows[0], rows[3]), (rows[0], rows[4]), (rows[5], rows[6])]
    assert list(near_duplicates([rows[0], replace(rows[0], intent="thanks")])) == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (["kargo nerede kaldı", "iade etmek istiyorum"], "2 messages, 350 are wanted"),
        (["kargo geldi", "kargo gelmedi", "kargo bozuk"], "0.33 of its messages begin differently"),
        (["kargo geldi mi"], "0.00 of its messages are English"),
        (["ne ne ne ne", "ne ne"], "0.17 different words per word"),
        (["bir iki", "üç dört"], "nearly all have 2 to 2 words"),
    ],
)
def test_an_intent_of_one_hand_is_refused_and_told_why(rows: list[str], problem: str) -> None:
    assert f"order_status: {problem}" in corpus_problems([Example(row, "order_status", "tr") for row in rows])


def test_an_intent_that_nothing_is_wrong_with_has_no_problem() -> None:
    (sound,) = (one for one in diversity(vertical_examples("dental")) if one.intent == "emergency")
    assert sound.problems() == []
    assert len(replace(sound, messages=1, english=0.9).problems()) == 2


def test_the_developers_check_shows_the_figures_when_asked() -> None:
    command = [sys.executable, "-m", "invekto.cli", "check", "--diversity"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for vertical in verticals():
        assert vertical in shown
        for one in diversity(vertical_examples(vertical)):
            assert f"{one.intent:<24}{one.messages:>9}{one.first_words:>12.2f}" in shown
