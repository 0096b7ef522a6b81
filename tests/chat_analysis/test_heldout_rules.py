"""What the rules reach on two sets of messages written by strangers to them: see benchmarks/heldout/README.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from invekto.chat_analysis.emergency import red_flags
from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.signals import b2b_evidence
from tests.chat_analysis.conftest import NOW

HELDOUT = Path(__file__).parents[2] / "benchmarks/heldout"


def recall_and_precision(name: str, label: str, says: Callable[[str], bool]) -> tuple[float, float]:
    rows = [json.loads(line) for line in (HELDOUT / name).read_text(encoding="utf-8").splitlines()]
    said = [(row[label], says(row["text"])) for row in rows]
    both = said.count((True, True))
    return both / sum(is_so for is_so, _ in said), both / sum(says_so for _, says_so in said)


def is_danger(text: str) -> bool:
    return bool(red_flags(fold(text)))


def is_bulk(text: str) -> bool:
    folded = fold(text)
    found = find_entities(text, folded, now=NOW, zone=ZoneInfo("Europe/Istanbul"))
    return bool(b2b_evidence(text, folded, found.get("quantity", [])))


def test_dangers_are_missed_no_more_often_than_measured() -> None:
    recall, precision = recall_and_precision("redflags.jsonl", "red_flag", is_danger)
    assert recall >= 0.925  # 0.933 measured; nearly all of it was seen; 0.84 on messages that were not
    assert precision >= 0.93  # 0.946


def test_bulk_buyers_are_recognised_as_often_as_measured() -> None:
    recall, precision = recall_and_precision("b2b.jsonl", "b2b", is_bulk)
    assert recall >= 0.9  # 0.908 measured; 1.00 on the half that was seen, 0.82 on the other
    assert precision >= 0.92  # 0.937
