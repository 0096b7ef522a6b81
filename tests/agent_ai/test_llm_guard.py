"""What a language model may say in our place, and what it may not: a table of texts, accepted and refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from invekto.agent_ai.llm.guard import check_reply, check_summary

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "guard_texts.yaml").read_text(encoding="utf-8")
)
# Ours, reworded without harm; what of them is refused stands apart in the file.
HONEST: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "honest_rewordings.yaml").read_text(encoding="utf-8")
)
REWORDED = [(group, text) for group in HONEST for text in group["honest"]]
GOOD = [(group, text) for group in TABLE for text in group["good"]]
BAD = [(group, reason, text) for group in TABLE for reason, texts in group["bad"].items() for text in texts]


def _check(group: dict[str, Any], text: str) -> str | None:
    if "source" in group:
        refusal = check_summary(text, source=group["source"], allowed=group.get("allowed", ()))
    else:
        refusal = check_reply(text, plain=group["plain"], language=group["language"])
    return refusal.reason if refusal else None


def test_the_table_is_large_enough() -> None:
    assert len(GOOD) >= 40
    assert len(BAD) >= 100
    assert len(REWORDED) >= 40


@pytest.mark.parametrize(("group", "text"), REWORDED, ids=[text[:50] for _, text in REWORDED])
def test_honest_rewordings_of_our_own_texts_are_used(group: dict[str, Any], text: str) -> None:
    assert _check(group, group["plain"]) is None
    assert _check(group, text) is None


@pytest.mark.parametrize("group", TABLE, ids=lambda group: group["name"])
def test_the_facts_themselves_pass(group: dict[str, Any]) -> None:
    if "plain" in group:
        assert _check(group, group["plain"]) is None


@pytest.mark.parametrize(("group", "text"), GOOD, ids=[text[:50] for _, text in GOOD])
def test_it_says_the_same(group: dict[str, Any], text: str) -> None:
    assert _check(group, text) is None


@pytest.mark.parametrize(
    ("group", "reason", "text"), BAD, ids=[f"{why}: {text[:50]}" for _, why, text in BAD]
)
def test_it_does_not_say_the_same(group: dict[str, Any], reason: str, text: str) -> None:
    assert _check(group, text) == reason


@pytest.mark.parametrize("group", [one for one in TABLE if "plain" in one], ids=lambda group: group["name"])
def test_no_digit_may_change_or_vanish(group: dict[str, Any]) -> None:
    plain = group["plain"]
    for place, sign in enumerate(plain):
        if sign.isdigit():
            # "9:00" is 09:00 and "49,9" is 49,90: a nought may go.
            for other in (str((int(sign) + 1) % 10), *([""] if sign != "0" else [])):
                assert _check(group, plain[:place] + other + plain[place + 1 :]) is not None, place


@pytest.mark.parametrize(
    "group", [group for group in TABLE if "plain" in group], ids=lambda group: str(group["name"])
)
def test_the_plain_text_itself_and_with_a_kind_word_is_never_refused(group: dict[str, Any]) -> None:
    kind = "Elbette, paylaşıyorum. " if group["language"] == "tr" else "Of course, happy to help. "
    assert _check(group, group["plain"]) is None
    assert _check(group, kind + group["plain"]) is None
