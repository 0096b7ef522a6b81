"""Customers' messages out of exported chats, understood in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.services import Analyser, Analysis, Memory
from invekto.core.folding import fold
from invekto.insights.asked import Question
from invekto.insights.business import Business
from invekto.insights.chat_export import Chat, ChatMessage

_BATCH = 256
# What people write again and again is short; only that is worth remembering.
_REMEMBERED = 120  # characters
_MOST_REMEMBERED = 50_000
_LONGEST = 4096  # characters that are understood of a message; our own numbers are sent no more
_SAME_TALK = timedelta(hours=1)  # what is said later than this answers no question

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """By whom messages are understood: the analyser alone, or with a tenant's limits and lessons as in its threads."""

    analyser: Analyser
    threshold: float | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    for_people: frozenset[str] = frozenset()
    memory: Memory | None = None

    @property
    def general_limit(self) -> float:
        return self.analyser.limits(self.threshold).general

    def read(self, texts: Sequence[str]) -> list[Analysis]:
        # The moment matters to dates in the messages, which nobody asks for here.
        return self.analyser.analyze_many(
            texts,
            now=datetime.now(UTC),
            threshold=self.threshold,
            thresholds=self.thresholds,
            for_people=self.for_people,
            memory=self.memory,
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """A customer's message; ``is_reply`` as in ``Question``."""

    message: ChatMessage
    is_reply: bool


@dataclass(frozen=True, slots=True)
class Read:
    """``wordless``: messages of customers in which nobody typed anything."""

    questions: list[Question]
    wordless: int


def customers_messages(chats: Sequence[Chat], business: Business) -> list[Heard]:
    """A chat exported twice counts once: the same words of the same person in the same minute of another file."""
    ours = {fold(name) for name in business.names}
    elsewhere: set[int] = set()
    found: list[Heard] = []
    for chat in chats:
        here: set[int] = set()
        asked: datetime | None = None  # our question that is the last word so far
        for message in chat.messages:
            if fold(message.sender) in ours:
                asked = message.at if "?" in message.text else None
                continue
            is_reply = asked is not None and message.at - asked < _SAME_TALK
            asked = None
            mark = hash((fold(message.sender), message.at.replace(second=0), message.text))
            if mark in elsewhere:
                continue
            here.add(mark)
            found.append(Heard(message, is_reply))
        elsewhere |= here
    return found


def understand(messages: Sequence[Heard], reader: Reader, progress: Progress) -> Read:
    """Every message with words. ``progress`` hears how many of how many are done, and may raise to end it."""
    written = [heard for heard in messages if _says_something(heard.message.text)]
    progress(0, len(written))
    remembered: dict[str, _Wish] = {}
    questions: list[Question] = []
    for start in range(0, len(written), _BATCH):
        batch = written[start : start + _BATCH]
        texts = [heard.message.text[:_LONGEST] for heard in batch]
        for heard, wish in zip(batch, _wishes(texts, reader, remembered), strict=True):
            message = heard.message
            questions.append(
                Question(
                    text=message.text,
                    at=message.at,
                    customer=fold(message.sender),
                    intent=wish.intent,
                    confidence=wish.confidence,
                    clear=wish.clear,
                    others=wish.others,
                    is_reply=heard.is_reply,
                )
            )
        progress(len(questions), len(written))
    return Read(questions, len(messages) - len(written))


@dataclass(frozen=True, slots=True)
class _Wish:
    intent: str
    confidence: float
    clear: bool
    others: tuple[str, ...]


def _wishes(texts: Sequence[str], reader: Reader, remembered: dict[str, _Wish]) -> Iterator[_Wish]:
    new = list(dict.fromkeys(text for text in texts if text not in remembered))
    analyses = reader.read(new) if new else []
    here = {text: _wish(analysis) for text, analysis in zip(new, analyses, strict=True)}
    for text in texts:
        yield here[text] if text in here else remembered[text]
    if len(remembered) < _MOST_REMEMBERED:
        remembered.update((text, wish) for text, wish in here.items() if len(text) <= _REMEMBERED)


def _wish(analysis: Analysis) -> _Wish:
    return _Wish(
        intent=analysis.intent,
        confidence=analysis.confidence,
        clear=analysis.confidence >= analysis.threshold and analysis.intent != OUT_OF_SCOPE,
        others=tuple(
            guess.intent
            for guess in analysis.intents[1:]
            if guess.confidence >= analysis.limits.of(guess.intent) and guess.intent != OUT_OF_SCOPE
        ),
    )


def _says_something(text: str) -> bool:
    return any(character.isalnum() or ord(character) > 0x2000 for character in text)
