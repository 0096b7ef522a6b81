"""Texts read in lots: folded, cut into words, scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from invekto.chat_analysis import encoder
from invekto.chat_analysis.features import Token, tokens
from invekto.chat_analysis.light import LightRows
from invekto.chat_analysis.model import Model, Scores
from invekto.chat_analysis.normalise import Folded, fold

# Enough messages to share the work, few enough that their features stay in the processor's own memory.
_TOGETHER = 256


@dataclass(frozen=True, slots=True)
class Read:
    """One message; its features are row ``number`` of ``rows``."""

    text: str
    folded: Folded
    words: list[Token]
    scores: Scores
    rows: LightRows
    number: int


def read(texts: Sequence[str], model: Model) -> Iterator[Read]:
    """The messages in their order. The encoder is asked only for those that the light view leaves open."""
    for start in range(0, len(texts), _TOGETHER):
        some = texts[start : start + _TOGETHER]
        folded = [fold(text) for text in some]
        words = [tokens(one) for one in folded]
        rows = model.light_rows([[word.text for word in one] for one in words])
        scores = model.score(rows, partial(_sentences, some))
        for number, text in enumerate(some):
            yield Read(text, folded[number], words[number], scores[number], rows, number)


def _sentences(texts: Sequence[str], asked: Sequence[int]) -> encoder.Matrix:
    return encoder.encode([texts[i] for i in asked])
