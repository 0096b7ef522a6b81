"""Which words carried a decision."""

from __future__ import annotations

from collections.abc import Sequence

from invekto.chat_analysis.analysis import Evidence
from invekto.chat_analysis.features import Token
from invekto.chat_analysis.normalise import Folded

_MOST = 4
_LONGEST = 100  # characters; a word of a hundred thousand must not stand in the answer once more


def explain(
    text: str, folded: Folded, words: Sequence[Token], weights: Sequence[float]
) -> tuple[Evidence, ...]:
    """The words that spoke most for the chosen intent, in the order of the message."""
    total = sum(weight for weight in weights if weight > 0)
    if total <= 0:
        return ()
    strongest = sorted(range(len(words)), key=lambda i: weights[i], reverse=True)[:_MOST]
    parts = []
    for i in sorted(strongest):
        if weights[i] > 0:
            start, end = folded.span(words[i].start, words[i].end)
            end = min(end, start + _LONGEST)
            parts.append(Evidence(text[start:end], start, end, weights[i] / total))
    return tuple(parts)
