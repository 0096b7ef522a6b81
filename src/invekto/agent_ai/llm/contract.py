"""What a provider of language models does for us: one question, one answer, and two kinds of failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """``text`` as the model wrote it. Tokens as the provider counted them; None: it did not say."""

    text: str
    input_tokens: int | None
    output_tokens: int | None


class ModelError(Exception):
    """No usable answer. ``reason`` is a word for the record, never the provider's own: it may repeat ours."""

    def __init__(self, reason: str, *, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds  # the pause the provider asks for


class TryAgainLater(ModelError):
    """Refused for the moment (rate limit, overload, no connection): nothing was charged, it may work later."""


class Refused(ModelError):
    """A key, model or request the provider does not take: nothing was charged, it would fail again."""


class AnswerLost(ModelError):
    """The question may have been answered and charged; the answer did not reach us, or cannot be read."""


class Model(Protocol):
    def ask(self, system: str, question: str, *, most_tokens: int, timeout: float) -> Answer:
        """``timeout``: seconds for everything. Raises TryAgainLater, Refused or AnswerLost."""
        ...
