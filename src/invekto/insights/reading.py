"""Customers' messages out of exported chats, understood in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from invekto.chat_analysis.services import Analyser, Analysis
from invekto.core.folding import fold
from invekto.insights.asked import OUT_OF_SCOPE, Question
from invekto.insights.business import Business
from invekto.insights.chat_export import Chat, ChatMessage

_BATCH = 256
# What people write again and again is short; only that is worth remembering.
_REMEMBERED = 120  # characters
_MOST_REMEMBERED = 50_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Read:
    """``wordless``: messages of customers in which nobody typed anything."""

    questions: list[Question]
    wordless: int


def customers_messages(chats: Sequence[Chat], business: Business) -> list[ChatMessage]:
    """A chat exported twice counts once: the same words of the same person in the same minute of another file."""
    ours = {fold(name) for name in business.names}
    elsewhere: set[int] = set()
    found: list[ChatMessage] = []
    for chat in chats:
        here: set[int] = set()
        for message in chat.messages:
            if fold(message.sender) in ours:
                continue
            mark = hash((fold(message.sender), message.at.replace(second=0), message.text))
            if mark in elsewhere:
                continue
            here.add(mark)
            found.append(message)
        elsewhere |= here
    return found


def understand(messages: Sequence[ChatMessage], analyser: Analyser, progress: Progress) -> Read:
    """Every message with words. ``progress`` hears how many of how many are done."""
    written = [message for message in messages if _says_something(message.text)]
    remembered: dict[str, _Wish] = {}
    questions: list[Question] = []
    for start in range(0, len(written), _BATCH):
        batch = written[start : start + _BATCH]
        for message, wish in zip(batch, _wishes(batch, analyser, remembered), strict=True):
            questions.append(
                Question(
                    text=message.text,
                    at=message.at,
                    customer=fold(message.sender),
                    intent=wish.intent,
                    confidence=wish.confidence,
                    clear=wish.clear,
                    others=wish.others,
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


def _wishes(
    batch: Sequence[ChatMessage], analyser: Analyser, remembered: dict[str, _Wish]
) -> Iterator[_Wish]:
    new = list(dict.fromkeys(message.text for message in batch if message.text not in remembered))
    # The moment matters to dates in the messages, which nobody asks for here.
    analyses = analyser.analyze_many(new, now=datetime.now(UTC)) if new else []
    here = {text: _wish(analysis) for text, analysis in zip(new, analyses, strict=True)}
    for message in batch:
        yield here[message.text] if message.text in here else remembered[message.text]
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
            if guess.confidence >= analysis.threshold and guess.intent != OUT_OF_SCOPE
        ),
    )


def _says_something(text: str) -> bool:
    return any(character.isalnum() or ord(character) > 0x2000 for character in text)
