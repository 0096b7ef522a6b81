"""A few messages that show best what is meant: masked, unlike each other, from different customers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zlib import crc32

from invekto.chat_analysis.services import known_words, mask_customer
from invekto.insights.asked import Question
from invekto.insights.words import content_words

_LONGEST = 160  # characters
_READ = 2000  # of a message; what is shown of it stands far before
_TOO_ALIKE = 0.5  # share of common words
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Example:
    """``text`` is masked. ``place``: the conversation, if it is one of ours."""

    text: str
    place: UUID | None


def choose(questions: Iterable[Question], limit: int, known: frozenset[str]) -> tuple[Example, ...]:
    """The most telling first, and the same ones for the same messages. ``known``: words of names not to be seen."""
    if limit < 1:
        return ()
    ordered = sorted(questions, key=_least_telling)[:_LOOKED_AT]
    full = [question for question in ordered if len(content_words(question.text)) > 1]
    # "The blue one" tells nobody what was asked before it.
    telling = [question for question in full if not question.is_reply] or full or ordered
    chosen: list[Question] = []
    for strict in (True, False):
        for question in telling:
            if len(chosen) == limit:
                break
            if question not in chosen and (not strict or _adds(question, chosen)):
                chosen.append(question)
    shown: dict[str, Example] = {}
    for question in chosen:
        text = mask(question.text, known | known_words(question.names))
        shown.setdefault(text, Example(text, question.place))
    return tuple(shown.values())


def _least_telling(question: Question) -> tuple[bool, bool, float, int, datetime]:
    """Of one wish, said by itself, surely understood; the rest as good as by chance, the same in every run."""
    sure = round(question.confidence, 2) if question.clear else 0.0
    return question.is_reply, bool(question.others), -sure, crc32(question.text.encode()), question.at


def mask(text: str, known: frozenset[str]) -> str:
    """One line without anything that leads to a person."""
    line = " ".join(mask_customer(text[:_READ], known).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _adds(question: Question, chosen: Sequence[Question]) -> bool:
    own = _stems(question.text)
    return all(
        question.customer != other.customer and _overlap(own, _stems(other.text)) < _TOO_ALIKE
        for other in chosen
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)
