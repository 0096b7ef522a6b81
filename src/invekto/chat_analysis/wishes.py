"""Several wishes in one message: where one ends and the next begins, and what each of them is.

Most such messages have no punctuation. So the places where one could end are the signs and joining words, and
those places between two words where the light view changes its mind most. The light view alone chooses among
them, since it costs a tenth of a millisecond; only the parts it settles on are read in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.features import Token
from invekto.chat_analysis.light import Floats, RunVotes
from invekto.chat_analysis.model import Model, Scores
from invekto.chat_analysis.normalise import Folded

# Nobody puts two wishes into fewer words, and the first hundred say them all.
FEWEST_WORDS, MOST_WORDS = 4, 100
_MOST_PARTS = 3
_MOST_PLACES = 5
_SHORTEST_PART = 3  # words; fewer say no wish by themselves
_LEAST_GAIN = 0.4  # what a part must say for its wish, in margins, before it is read in full

# The order in which wishes are served (intents.md): emergencies, then acts, then questions, then complaints.
_ACTS = frozenset(
    {
        "appointment_booking", "appointment_reschedule", "appointment_cancel", "return_request",
        "product_exchange", "invoice_request", "order_cancel", "opt_out", "human_request",
    }
)  # fmt: skip
# These accompany a wish and are none beside it.
_NO_WISH = frozenset({"greeting", "thanks", "affirm", "deny", OUT_OF_SCOPE})

_JOINS = re.compile(
    r"(?:ve|ayrica|ayriyeten|birde|bide|hem|ama|fakat|peki|yaninda|sonra|onun disinda|bir de|bi de|bu arada|"
    r"and|also|plus|btw|besides|but|then|another thing|by the way)$"
)
# "iade degil degisim": what is named only to be ruled out.
_RULED_OUT = re.compile(
    r"(?:degil|demedim|demiyorum|istemiyorum|don't|dont|not|no need)$|(?:don|didn|doesn)$"
)
_SIGNS = frozenset(".!?;,:+&-/)")


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens from ``first`` up to ``end`` carry ``intent``."""

    intent: str
    confidence: float
    first: int
    end: int


def wish_class(intent: str) -> int:
    """Lower is served earlier."""
    if intent == "emergency":
        return 0
    if intent in _ACTS:
        return 1
    return 3 if intent == "complaint" else 2


def find_parts(
    text: str,
    folded: Folded,
    words: Sequence[Token],
    model: Model,
    read: Callable[[Sequence[tuple[int, int]]], Sequence[Scores]],
    *,
    sure: float,
) -> tuple[Part, ...]:
    """The wishes of a message in the order of mention, when there are several; else none.

    ``read`` scores ranges of tokens in full. ``sure``: the confidence that each part must reach by itself.
    """
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return ()
    ranges = _ranges(text, folded, words, model)
    if len(ranges) < 2:
        return ()
    parts: list[Part] = []
    for (first, end), scores in zip(ranges, read(ranges), strict=True):
        intent = model.classes[scores.best]
        if intent in _NO_WISH or scores.confidence < sure:
            continue
        if any(_RULED_OUT.match(word.text) for word in words[first:end]):
            continue
        if parts and parts[-1].intent == intent:
            last = parts[-1]
            parts[-1] = Part(intent, max(last.confidence, scores.confidence), last.first, end)
        elif all(part.intent != intent for part in parts):
            parts.append(Part(intent, scores.confidence, first, end))
    # Anger beside a wish is its reason or its mood.
    parts = [part for part in parts if part.intent != "complaint"]
    return tuple(parts) if len(parts) > 1 else ()


def _ranges(text: str, folded: Folded, words: Sequence[Token], model: Model) -> list[tuple[int, int]]:
    votes = model.run_votes([word.text for word in words])
    places = [0, *_places(text, folded, words, model, votes), len(words)]
    runs = [
        run
        for run in combinations(places, 2)
        if run == (0, len(words)) or _length(words[run[0] : run[1]]) >= _SHORTEST_PART
    ]
    margins = votes.margins(runs) * model.scales + model.intercepts
    light = dict(
        zip(
            runs,
            zip(margins.max(axis=1).clip(-1.0).tolist(), margins.argmax(axis=1).tolist(), strict=True),
            strict=True,
        )
    )
    best, chosen = light[0, len(words)][0], [(0, len(words))]
    for count in range(1, _MOST_PARTS):
        for inner in combinations(places[1:-1], count):
            spans = list(pairwise([0, *inner, len(words)]))
            if any(span not in light for span in spans):
                continue
            found = [light[span] for span in spans]
            if any(a[1] == b[1] for a, b in pairwise(found)):
                continue
            # Each further part must pay for itself.
            total = sum(value for value, _ in found) - _LEAST_GAIN * (len(spans) - 1)
            if total > best:
                best, chosen = total, spans
    return chosen


def _length(words: Sequence[Token]) -> int:
    return sum(word.text.isalnum() for word in words)


def _places(text: str, folded: Folded, words: Sequence[Token], model: Model, votes: RunVotes) -> list[int]:
    """Token numbers at which a new wish may begin."""
    last = len(words) - 1
    by_form = {
        i
        for i in range(1, len(words))
        if words[i - 1].text in _SIGNS
        or _JOINS.match(words[i].text)
        or (i < last and _JOINS.match(f"{words[i].text} {words[i + 1].text}"))
        or "\n" in text[_origin_end(folded, words[i - 1]) : _origin(folded, words[i])]
    }
    changes = _changes(votes.margins([(i, i + 1) for i in range(len(words))]) * model.scales)
    order = sorted(range(1, len(words)), key=lambda i: -(changes[i] + (1.0 if i in by_form else 0.0)))
    return sorted(order[:_MOST_PLACES])


def _origin(folded: Folded, word: Token) -> int:
    return folded.span(word.start, word.end)[0]


def _origin_end(folded: Folded, word: Token) -> int:
    return folded.span(word.start, word.end)[1]


def _changes(votes: Floats) -> Floats:
    """How much it pays to change the wish before each word, as far as single words tell."""
    before = np.vstack([np.zeros((1, votes.shape[1]), dtype=np.float32), np.cumsum(votes, axis=0)])
    after = before[-1] - before
    return np.asarray(before.max(axis=1) + after.max(axis=1) - before[-1].max(), dtype=np.float32)
