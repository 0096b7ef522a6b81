"""What an analysis carries: the values that other rooms read and the public contract prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from invekto.chat_analysis.corpus import OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Guess:
    """``confidence`` is in [0, 1]; compare only guesses of the same analyser version.

    ``span`` is the half-open range of characters of the message that carried it.
    """

    intent: str
    confidence: float
    span: tuple[int, int]

    def to_dict(self) -> dict[str, Any]:
        return {"intent": self.intent, "confidence": round(self.confidence, 4), "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Entity:
    """``text`` is the customer's own words at ``start`` to ``end``; ``value`` is what they mean.

    ``reason`` is why a value that could have been another was chosen, such as which of many Tuesdays.
    """

    text: str
    start: int
    end: int
    value: str | dict[str, str] | dict[str, int | str]
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The contract's four keys, and ``reason`` only where there is one."""
        printed = {"text": self.text, "start": self.start, "end": self.end, "value": self.value}
        return printed if self.reason is None else printed | {"reason": self.reason}


@dataclass(frozen=True, slots=True)
class Signals:
    """``b2b_evidence`` are the customer's words; ``red_flag`` means a person must be told now."""

    b2b: bool = False
    b2b_evidence: tuple[str, ...] = ()
    urgent: bool = False
    red_flag: bool = False
    foreign_patient: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "b2b": self.b2b,
            "b2b_evidence": list(self.b2b_evidence),
            "urgent": self.urgent,
            "red_flag": self.red_flag,
            "foreign_patient": self.foreign_patient,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of the message and its share, in [0, 1], of what spoke for the chosen intent."""

    text: str
    start: int
    end: int
    weight: float

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "start": self.start, "end": self.end, "weight": round(self.weight, 3)}


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares in [0, 1]: what a confidence must reach before it is acted upon, ``own`` by intent, else ``general``.

    ``for_people``: of intents that end with a person whatever is said, the lower limit of a message's first wish.
    """

    general: float
    own: Mapping[str, float] = field(default_factory=dict)
    for_people: Mapping[str, float] = field(default_factory=dict)

    def of(self, intent: str) -> float:
        """For what is answered without a person, added to another answer, or breaks off an open question."""
        return self.own.get(intent, self.general)

    def of_first(self, intent: str) -> float:
        """For the first wish of a message that stands by itself."""
        return self.own.get(intent, self.for_people.get(intent, self.general))


@dataclass(frozen=True, slots=True)
class Analysis:
    """One message, understood. ``intents`` are the wishes found in it, the one to serve first.

    ``limits``: what the confidence of each wish must reach; a second wish has a limit of its own.
    ``sentiment`` is in [-1, 1]; ``language`` is ISO 639-1; ``ranking`` holds the likeliest intents of the
    whole message with their confidences, best first, for a question between two or three of them.
    """

    text: str
    intent: str
    confidence: float
    intents: tuple[Guess, ...]
    language: str
    sentiment: float
    negative_review_signal: bool
    entities: Mapping[str, list[Entity]]
    signals: Signals
    explanation: tuple[Evidence, ...]
    handoff: bool
    limits: Limits
    ranking: tuple[Guess, ...]
    version: str

    @property
    def threshold(self) -> float:
        """The limit that applied to the first intent."""
        return self.limits.of_first(self.intent)

    def alternatives(self, n: int = 3) -> list[Guess]:
        """The ``n`` likeliest intents a customer can be asked about; never ``out_of_scope``."""
        return [guess for guess in self.ranking if guess.intent != OUT_OF_SCOPE][:n]

    def to_dict(self) -> dict[str, Any]:
        """The public contract of ``invekto analyze``, ready for JSON."""
        return {
            "text": self.text,
            "intent": self.intent,
            "confidence": round(self.confidence, 4),
            "intents": [guess.to_dict() for guess in self.intents],
            "language": self.language,
            "sentiment": round(self.sentiment, 3),
            "negative_review_signal": self.negative_review_signal,
            "entities": {
                name: [entity.to_dict() for entity in found] for name, found in self.entities.items()
            },
            "signals": self.signals.to_dict(),
            "explanation": [part.to_dict() for part in self.explanation],
            "handoff": self.handoff,
        }
