"""How well messages of strangers are understood: intents, several wishes, dangers, bulk buyers and moods.

The sets in ``heldout`` were written apart from the messages that are learned from, by other writers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import django
import numpy as np

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.evaluate import evaluate_vertical
from invekto.chat_analysis.services import Analysis, load_analyser
from invekto.core.env import cache_dir

HELDOUT = Path(__file__).parent / "heldout"
VERTICALS = ("ecommerce", "dental", "aesthetic")
WRITERS = ("", "_b", "_c", "_d")

_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Between these two nobody is angry or pleased.
_NEUTRAL_BELOW = 0.25


def rows(name: str) -> list[dict[str, Any]]:
    lines = (HELDOUT / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read(found: list[dict[str, Any]], vertical: str | None = None) -> list[Analysis]:
    """The analyses of the rows, each by its own vertical or all by one."""
    return [
        load_analyser(vertical or row["vertical"], cache_dir=cache_dir()).analyze(row["text"], now=_NOW)
        for row in found
    ]


def measure() -> str:
    return "\n\n".join([_intents(), _at_the_default(), _wishes(), _signals(), _speed()])


def _intents() -> str:
    lines = [
        "| set | messages | macro-F1 | in-scope accuracy | out-of-scope recall | calibration error |",
        "|---|---|---|---|---|---|",
    ]
    for vertical in VERTICALS:
        for writer in WRITERS:
            name = vertical + writer
            found = evaluate_vertical(vertical, HELDOUT / f"{name}.jsonl", cache_dir=cache_dir())
            lines.append(
                f"| {name} | {found.messages} | {found.macro_f1:.3f} | {found.in_scope_accuracy:.3f} | "
                f"{found.oos_recall or 0:.3f} | {found.ece:.3f} |"
            )
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Acted:
    """At a vertical's default threshold: ``sure`` of the ``messages`` reach it, ``mistaken`` of those wrongly;
    ``answered`` of the sure ones by the bot itself, ``wrong`` of those wrongly.
    """

    messages: int
    sure: int
    mistaken: int
    answered: int
    wrong: int


def acted(vertical: str, people: Collection[str], writers: Sequence[str] = WRITERS) -> Acted:
    """``people``: intents that people serve, however sure the bot is."""
    found = [row for writer in writers for row in rows(vertical + writer)]
    analyses = read(found, vertical)
    sure = [
        (one, one.intent == row["intent"])
        for one, row in zip(analyses, found, strict=True)
        if one.confidence >= one.threshold
    ]
    answered = [right for one, right in sure if one.intent not in {*people, OUT_OF_SCOPE}]
    mistaken = sum(not right for _, right in sure)
    return Acted(len(found), len(sure), mistaken, len(answered), answered.count(False))


@dataclass(frozen=True, slots=True)
class Routed:
    """Of ``messages``: ``asked`` what they mean, ``asked_before`` if one limit held for all; ``taken`` as a wish that a
    person serves, ``misled`` of those wrongly, ``newly`` and ``newly_misled`` only since less is enough for them.
    """

    messages: int
    asked_before: int
    asked: int
    taken: int
    misled: int
    newly: int
    newly_misled: int


def routed(vertical: str, for_people: Collection[str], writers: Sequence[str] = WRITERS) -> Routed:
    """At the default limits. Emergencies, which none of them holds back, are left out."""
    found = [row for writer in writers for row in rows(vertical + writer)]
    analyser = load_analyser(vertical, cache_dir=cache_dir())
    analyses = analyser.analyze_many([row["text"] for row in found], now=_NOW, for_people=for_people)
    asked_before = asked = 0
    taken, newly = [], []
    for one, row in zip(analyses, found, strict=True):
        if one.signals.red_flag:
            continue
        surely = one.confidence >= one.limits.of(one.intent)
        asked_before += not surely
        asked += one.confidence < one.threshold
        if one.intent in for_people and one.confidence >= one.threshold:
            taken.append(one.intent == row["intent"])
            newly += [] if surely else taken[-1:]
    return Routed(
        len(found), asked_before, asked, len(taken), taken.count(False), len(newly), newly.count(False)
    )


def _at_the_default() -> str:
    # Who serves an intent is known to the whole product only, which is put together here but asks no database.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
    os.environ.setdefault("INVEKTO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    os.environ.setdefault("INVEKTO_ENV", "test")
    django.setup()
    from invekto.agent_ai.engine.served import always_to_person, for_people

    lines = [
        "| set | understood surely enough | of those wrong | answered by the bot itself | of those wrong |",
        "|---|---|---|---|---|",
    ]
    for vertical in VERTICALS:
        for name, writers in (*((vertical + one, (one,)) for one in WRITERS), (f"{vertical}, all", WRITERS)):
            found = acted(vertical, always_to_person(vertical), writers)
            lines.append(
                f"| {name} | {found.sure / found.messages:.1%} | {found.mistaken / found.sure:.1%} | "
                f"{found.answered / found.messages:.1%} | {found.wrong / found.answered:.1%} |"
            )
    lines += [
        "",
        "| set | asked what is meant: with one limit for all | now | taken to a person's wish | of those wrong "
        "| only now | of those wrong |",
        "|---|---|---|---|---|---|---|",
    ]
    for vertical in VERTICALS:
        for name, writers in ((f"{vertical}, {vertical}_b", ("", "_b")), (f"{vertical}_c, _d", ("_c", "_d"))):
            sent = routed(vertical, for_people(vertical), writers)
            lines.append(
                f"| {name} | {sent.asked_before} of {sent.messages} | {sent.asked} | {sent.taken} | {sent.misled} | "
                f"{sent.newly} | {sent.newly_misled} |"
            )
    return "\n".join(lines)


def _wishes() -> str:
    return "\n".join(_wishes_of(name) for name in ("multi", "multi_c", "multi_e"))


def _wishes_of(name: str) -> str:
    found = wish_figures(name)
    return (
        f"Several wishes ({name}): {found.seen} of {found.several} messages with several were seen to hold several, "
        f"{found.exact} exactly; {found.split} of {found.singles} with one were split."
    )


@dataclass(frozen=True, slots=True)
class WishFigures:
    """``several`` messages hold several wishes: ``seen`` of them so, ``exact`` with the right ones; of the
    ``singles``, which hold one, ``split`` were taken to hold several."""

    several: int
    seen: int
    exact: int
    singles: int
    split: int


def wish_figures(name: str) -> WishFigures:
    found = rows(name)
    several = seen = exact = split = 0
    for row, analysis in zip(found, read(found), strict=True):
        wanted = {wish["intent"] for wish in row["intents"]}
        said = {wish.intent for wish in analysis.intents}
        if len(wanted) > 1:
            several += 1
            seen += len(said) > 1
            exact += said == wanted
        else:
            split += len(said) > 1
    return WishFigures(several, seen, exact, len(found) - several, split)


# Set, the vertical by which it is read (None: each row's own), and what of it is judged.
SIGNALS = (
    *((f"redflags{writer}", None, "red_flag") for writer in ("", "_c", "_d", "_e")),
    *((f"b2b{writer}", "ecommerce", "b2b") for writer in ("", "_c", "_d", "_e")),
    *((f"mood{writer}", "ecommerce", "negative_review") for writer in ("", "_c", "_d", "_e")),
)


@dataclass(frozen=True, slots=True)
class SignalFigures:
    """``carriers``: how many messages carry the signal; ``mood``: the share of right signs, of mood sets only."""

    carriers: int
    precision: float
    recall: float
    mood: float | None = None


def signal_figures(name: str, vertical: str | None, label: str) -> SignalFigures:
    found = rows(name)
    analyses = read(found, vertical)
    true = [bool(row[label]) for row in found]
    said = [
        one.negative_review_signal if label == "negative_review" else bool(getattr(one.signals, label))
        for one in analyses
    ]
    right = sum(a and b for a, b in zip(true, said, strict=True))
    mood = None
    if label == "negative_review":
        signs = [_sign(one.sentiment) == row["sentiment"] for one, row in zip(analyses, found, strict=True)]
        mood = float(np.mean(signs))
    return SignalFigures(sum(true), right / max(sum(said), 1), right / max(sum(true), 1), mood)


def _signals() -> str:
    lines = ["| set | signal | carry it | precision | recall | mood's sign |", "|---|---|---|---|---|---|"]
    for name, vertical, label in SIGNALS:
        found = signal_figures(name, vertical, label)
        mood = "" if found.mood is None else f"{found.mood:.3f}"
        lines.append(
            f"| {name} | {label} | {found.carriers} | {found.precision:.3f} | {found.recall:.3f} | {mood} |"
        )
    return "\n".join(lines)


def _sign(value: float) -> str:
    if abs(value) < _NEUTRAL_BELOW:
        return "neutral"
    return "positive" if value > 0 else "negative"


def _speed() -> str:
    lines = [
        "| vertical | one message: intents p50 / p99 ms | everything p50 / p99 ms | messages/s: intents | everything |",
        "|---|---|---|---|---|",
    ]
    for vertical in VERTICALS:
        name = HELDOUT / f"{vertical}_b.jsonl"
        found = evaluate_vertical(vertical, name, cache_dir=cache_dir())
        analyser = load_analyser(vertical, cache_dir=cache_dir())
        texts = [row["text"] for row in rows(f"{vertical}_b")]
        analyser.analyze_many(texts, now=_NOW)
        times = []
        for text in texts:
            started = perf_counter()
            analyser.analyze(text, now=_NOW)
            times.append((perf_counter() - started) * 1000)
        started = perf_counter()
        analyser.analyze_many(texts, now=_NOW)
        rate = len(texts) / (perf_counter() - started)
        p50, p99 = np.percentile(times, [50, 99])
        lines.append(
            f"| {vertical} | {found.p50_ms} / {found.p99_ms} | {p50:.1f} / {p99:.1f} | "
            f"{found.messages_per_s:.0f} | {rate:.0f} |"
        )
    return "\n".join(lines)
