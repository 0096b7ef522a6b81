"""Files of marked messages: read whole, and refused with the line that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from invekto.chat_analysis.corpus import CorpusError, verticals
from invekto.chat_analysis.marks import (
    ANGRY,
    B2B,
    BAD_REVIEW,
    PLEASED,
    RED_FLAG,
    marked_examples,
    read_marked,
)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("{", "not valid JSON"),
        ('["nefes alamıyorum"]', '"text" is missing'),
        ('{"text": 3, "b2b": true}', '"text" is missing'),
        ('{"text": "selam", "red_flag": "yes"}', "true or false"),
        ('{"text": "selam", "mood": "sad"}', '"mood" is one of'),
        ('{"text": "selam"}', "has no mark"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "voice.jsonl"
    path.write_text(f'{{"text": "iyi", "b2b": false}}\n\n{row}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=complaint) as error:
        read_marked(path)
    assert "line 3" in str(error.value)


def test_a_mood_says_two_things_and_a_threat_a_third(tmp_path: Path) -> None:
    path = tmp_path / "voice.jsonl"
    row = {"text": "yorumlarda görüşürüz", "mood": "negative", "negative_review": True, "lang": "tr"}
    path.write_text(json.dumps(row), encoding="utf-8")
    (one,) = read_marked(path)
    assert one.marks == {BAD_REVIEW: True, ANGRY: True, PLEASED: False}
    assert (one.language, one.voice) == ("tr", "voice")


def test_clinics_learn_dangers_from_each_other_and_shops_learn_none() -> None:
    said = {name: {signal for one in marked_examples(name) for signal in one.marks} for name in verticals()}
    assert RED_FLAG in said["dental"] & said["aesthetic"]
    assert RED_FLAG not in said["ecommerce"]
    assert B2B in said["ecommerce"]
    assert B2B not in said["dental"]
    texts = {one.text for one in marked_examples("dental") if RED_FLAG in one.marks}
    assert texts == {one.text for one in marked_examples("aesthetic") if RED_FLAG in one.marks}


def test_no_message_is_marked_twice_over() -> None:
    for name in verticals():
        texts = [one.text for one in marked_examples(name)]
        assert len(texts) - len(set(texts)) <= 0.002 * len(texts)
