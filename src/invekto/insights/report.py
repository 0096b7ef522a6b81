"""What customers ask: intents by how often they are asked, and what is asked beyond them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from invekto.agent_ai.wording import vertical_text
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.services import known_words
from invekto.core import texts
from invekto.insights.asked import COURTESIES, Counted, Hour, Question, When, count_intents
from invekto.insights.examples import Example, choose
from invekto.insights.themes import Group, group

_MONTH = 30  # days
_PROPOSED = 5
# A theme is worth an intent of its own from here on: so many messages, and so much of what was not understood.
_WORTH_MESSAGES = 3
_WORTH_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Ranked:
    """``clear`` of the ``count`` messages were above the threshold, from ``clear_customers``; the others are guesses.

    ``share``: of all messages with words, from 0 to 1. ``examples`` are of the clear ones, ``guesses`` of the others.
    """

    intent: str
    count: int
    share: float
    customers: int
    clear: int
    clear_customers: int
    when: When
    examples: tuple[Example, ...]
    guesses: tuple[Example, ...]

    @property
    def sure(self) -> float:
        return self.clear / max(self.count, 1)

    @property
    def unsure(self) -> int:
        return self.count - self.clear


@dataclass(frozen=True, slots=True)
class Theme:
    """``per_month``: how many messages an intent for it would cover. ``near``: the known intent it may belong to."""

    name: str
    words: tuple[str, ...]
    count: int
    customers: int
    per_month: int
    near: str | None
    proposed: bool
    when: When
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """``count`` messages, of which the themes were made from the newest ``below`` + ``outside``.

    ``below``: under the threshold; ``outside``: likelier none of the intents than any. No theme has those that
    are too ``short`` to be about anything or stand ``alone``.
    """

    count: int
    below: int
    outside: int
    short: int
    alone: int
    when: When


@dataclass(frozen=True, slots=True)
class Report:
    """``first`` and ``last`` are the days read, both included; ``messages`` are customers' messages with words."""

    vertical: str
    threshold: float
    first: date
    last: date
    messages: int
    wordless: int
    customers: int
    when: When
    ranked: tuple[Ranked, ...]
    courtesies: tuple[Ranked, ...]
    unclear: Unclear
    themes: tuple[Theme, ...]

    @property
    def proposals(self) -> tuple[Theme, ...]:
        return tuple(theme for theme in self.themes if theme.proposed)

    def to_dict(self) -> dict[str, Any]:
        """The public form of ``invekto feedback --format json``."""
        return {
            "vertical": self.vertical,
            "threshold": round(self.threshold, 3),
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "messages": {
                "with_words": self.messages,
                "without_words": self.wordless,
                "customers": self.customers,
                **_when(self.when),
            },
            "intents": [_ranked(row) for row in self.ranked],
            "courtesies": [_ranked(row) for row in self.courtesies],
            "below_threshold": {
                "count": self.unclear.count,
                "under_threshold": self.unclear.below,
                "none_of_the_intents": self.unclear.outside,
                "too_short": self.unclear.short,
                "ungrouped": self.unclear.alone,
                **_when(self.unclear.when),
                "themes": [_theme(theme) for theme in self.themes],
            },
            "next_intents": [
                {"name": theme.name, "messages_per_month": theme.per_month, "count": theme.count}
                for theme in self.proposals
            ],
        }


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of. ``asked``: messages to choose examples from, by intent; ``unclear``: to be grouped.

    ``names`` must not be seen in anything that is shown.
    """

    vertical: str
    threshold: float
    first: date
    last: date
    messages: int
    wordless: int
    customers: int
    counted: Mapping[str, Counted]
    asked: Mapping[str, Sequence[Question]]
    unclear: Sequence[Question]
    names: frozenset[str] = field(default_factory=frozenset)
    times: Mapping[Hour, int] = field(default_factory=dict)
    unclear_count: int | None = None  # where ``unclear`` holds only the newest of them


def of_questions(
    questions: Sequence[Question], *, vertical: str, threshold: float, wordless: int, names: Iterable[str]
) -> Material:
    """Of messages that are all at hand; there is at least one."""
    asked: dict[str, list[Question]] = {}
    for question in questions:
        if question.clear:
            asked.setdefault(question.intent, []).append(question)
    days = [question.at.date() for question in questions]
    return Material(
        vertical=vertical,
        threshold=threshold,
        first=min(days),
        last=max(days),
        messages=len(questions),
        wordless=wordless,
        customers=len({question.customer for question in questions}),
        counted=count_intents(questions),
        asked=asked,
        unclear=[question for question in questions if not question.clear],
        names=known_words(names),
        times=Counter(hour_of(question.at) for question in questions),
    )


def build(material: Material, *, examples: int) -> Report:
    guessed: dict[str, list[Question]] = {}
    for question in material.unclear:
        guessed.setdefault(question.intent, []).append(question)
    rows = [
        _rank(counted, guessed.get(counted.intent, ()), material, examples)
        for counted in material.counted.values()
        if counted.intent != OUT_OF_SCOPE
    ]
    rows.sort(key=lambda row: (-row.count, row.intent))
    found = group(material.unclear, material.names)
    outside = sum(question.intent == OUT_OF_SCOPE for question in material.unclear)
    return Report(
        vertical=material.vertical,
        threshold=material.threshold,
        first=material.first,
        last=material.last,
        messages=material.messages,
        wordless=material.wordless,
        customers=material.customers,
        when=When.of(material.times, material.first, material.last),
        ranked=tuple(row for row in rows if row.intent not in COURTESIES),
        courtesies=tuple(row for row in rows if row.intent in COURTESIES),
        unclear=Unclear(
            count=len(material.unclear) if material.unclear_count is None else material.unclear_count,
            below=len(material.unclear) - outside,
            outside=outside,
            short=found.short,
            alone=found.alone,
            when=_when_asked(material.unclear, material),
        ),
        themes=_themes(found.groups, material, examples),
    )


def wish_words(vertical: str, intent: str, language: str) -> str:
    """The intent in plain words: "Siparişinin nerede olduğunu soruyor"."""
    message_id = vertical_text(vertical, "wish", intent)
    return texts.text(message_id, language) if texts.has_text(message_id, language) else intent


def hour_of(at: datetime) -> Hour:
    return at.date(), at.hour


def _rank(counted: Counted, guessed: Sequence[Question], material: Material, examples: int) -> Ranked:
    return Ranked(
        intent=counted.intent,
        count=counted.count,
        share=counted.count / max(material.messages, 1),
        customers=counted.customers,
        clear=counted.clear,
        clear_customers=counted.clear_customers,
        when=When.of(counted.times, material.first, material.last),
        examples=choose(material.asked.get(counted.intent, ()), examples, material.names),
        guesses=choose(guessed, examples, material.names),
    )


def _themes(groups: Sequence[Group], material: Material, examples: int) -> tuple[Theme, ...]:
    days = max((material.last - material.first).days + 1, _MONTH)
    enough = max(_WORTH_MESSAGES, len(material.unclear) * _WORTH_SHARE)
    worth = [found for found in groups if found.near is None and len(found.questions) >= enough]
    proposed = set(map(id, worth[:_PROPOSED]))
    return tuple(
        Theme(
            name=found.name,
            words=found.words,
            count=len(found.questions),
            customers=found.customers,
            per_month=round(len(found.questions) * _MONTH / days),
            near=found.near,
            proposed=id(found) in proposed,
            when=_when_asked(found.questions, material),
            examples=choose(found.questions, examples, material.names),
        )
        for found in groups
    )


def _when_asked(questions: Iterable[Question], material: Material) -> When:
    times = Counter(hour_of(question.at) for question in questions)
    return When.of(times, material.first, material.last)


def _when(when: When) -> dict[str, Any]:
    return {
        "hours": list(when.hours),
        "weekdays": list(when.weekdays),
        "weeks": [{"from": monday.isoformat(), "count": count} for monday, count in when.weeks],
    }


def _ranked(row: Ranked) -> dict[str, Any]:
    return {
        "intent": row.intent,
        "count": row.count,
        "share": round(row.share, 4),
        "customers": row.customers,
        "above_threshold": round(row.sure, 4),
        "examples": [example.text for example in row.examples or row.guesses],
        **_when(row.when),
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "name": theme.name,
        "words": list(theme.words),
        "count": theme.count,
        "customers": theme.customers,
        "messages_per_month": theme.per_month,
        "near_intent": theme.near,
        "proposed": theme.proposed,
        "examples": [example.text for example in theme.examples],
        **_when(theme.when),
    }
