"""``python -m benchmarks.wishes``: learn again how much each trait counts when a message is cut into wishes.

Prints the two rows of ``chat_analysis/wish_weights.py``. Takes some minutes: one writer per vertical is left out
of a model, and that writer's messages, alone and joined, teach where one wish ends and the next begins.
``--rows N`` tries it with N messages of each kind and vertical, in a minute; what it prints then is worth nothing.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from invekto.chat_analysis import wishes
from invekto.chat_analysis.cache import training_rows
from invekto.chat_analysis.corpus import Example, vertical_examples
from invekto.chat_analysis.features import tokens
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.marks import Marked
from invekto.chat_analysis.model import Model
from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.reading import read
from invekto.chat_analysis.training import train

_LEFT_OUT = {"dental": "voices_c", "ecommerce": "voices_c", "aesthetic": "voices_d"}
_EVERYDAY = "everyday"  # short messages; also left out
_NO_WISH = wishes.NO_WISH | {"complaint"}
_JOINED, _READ_IN_FULL = 4500, 650  # joined messages per vertical, and how many of them teach about parts
_LONGEST = 11  # words of a message that is joined
_WEIGHT_OF_JOINED = 1.3
_OFTEN_CUT = 0.4  # odds from which a message teaches about parts
_TURKISH = (
    " ayrıca ",
    " bir de ",
    " bide ",
    " bi de ",
    " bu arada ",
    " ve ",
    " ve ",
    " ama ",
    " peki ",
    " sonra ",
)
_ENGLISH = (" also ", " and ", " and ", " btw ", " and also ", " but ", " then ")
_SIGNS = (" ", " ", " ", " ", ", ", ",", ". ", "? ", "\n")

Doubles = npt.NDArray[np.float64]
Loss = Callable[[Doubles], tuple[float, Doubles]]
Row = TypeVar("Row", Example, Marked)


@dataclass(frozen=True, slots=True)
class Made:
    """``cuts``: characters at which another wish begins; ``intents``: of the messages joined."""

    text: str
    cuts: list[int]
    intents: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wishes")
    parser.add_argument("--rows", type=int, help="try it with so many messages of each kind and vertical")
    most: int | None = parser.parse_args().rows
    models, made = {}, {}
    for vertical in _LEFT_OUT:
        models[vertical] = _model_without(vertical, most)
        made[vertical] = list(_messages(vertical, random.Random(5), most))
    cut = _learn_cuts([row for name, model in models.items() for row in _places(model, made[name])])
    print("CUT", np.round(cut, 3).tolist())
    weights = cut.astype(np.float32)
    part = _learn_parts([row for name, model in models.items() for row in _parts(model, made[name], weights)])
    print("PART", np.round(part, 3).tolist())


def _left_out(vertical: str, row: Example | Marked) -> bool:
    return row.voice in (_LEFT_OUT[vertical], _EVERYDAY)


def _model_without(vertical: str, most: int | None) -> Model:
    def kept(rows: Sequence[Row]) -> list[Row]:
        return _some([row for row in rows if not _left_out(vertical, row)], most)

    rows = training_rows(vertical)
    return train(kept(rows.examples), borrowed=kept(rows.borrowed), marked=kept(rows.marked))


def _some(rows: Sequence[Row], most: int | None) -> list[Row]:
    """All of them, or ``most`` at the most, from all over."""
    return list(rows if most is None else rows[:: max(1, math.ceil(len(rows) / most))])


def _messages(vertical: str, chance: random.Random, most: int | None) -> Iterator[Made]:
    examples = _some([row for row in vertical_examples(vertical) if _left_out(vertical, row)], most)
    for row in examples:
        yield Made(row.text, [], [row.intent])
    short = [row for row in examples if row.intent not in _NO_WISH and len(row.text.split()) <= _LONGEST]
    for _ in range(most or _JOINED):
        chosen = chance.sample(short, 3 if chance.random() < 0.12 else 2)
        languages = {row.language or "tr" for row in chosen}
        if len(languages) == 1 and all(a.intent != b.intent for a, b in itertools.pairwise(chosen)):
            yield _join(chosen, _TURKISH if languages == {"tr"} else _ENGLISH, chance)


def _join(chosen: list[Example], words: tuple[str, ...], chance: random.Random) -> Made:
    text, cuts = "", []
    for number, row in enumerate(chosen):
        more = row.text.strip()
        if number:
            joint = chance.choice(words if chance.random() < 0.45 else _SIGNS)
            if chance.random() < 0.8:
                text = text.rstrip(".!? ")
            cuts.append(len(text) + (joint[0] in ",.?\n"))
            text += joint
            if chance.random() < 0.7:
                more = more[0].lower() + more[1:]
        text += more
    return Made(text, cuts, [row.intent for row in chosen])


def _places(model: Model, made: list[Made]) -> Iterator[tuple[Floats, Doubles]]:
    """Traits of every place of a message, and which of them are true joints."""
    for one in made:
        folded = fold(one.text)
        words = tokens(folded)
        if not wishes.FEWEST_WORDS <= len(words) <= wishes.MOST_WORDS:
            continue
        votes = model.run_votes([word.text for word in words])
        places = wishes.places_of(one.text, folded, words, votes, least=-np.inf)
        inside, rows = wishes.traits(places, words, votes, model, 0, len(words))
        starts = [folded.span(word.start, word.end)[0] for word in words]
        true = np.isin(places.ends[inside], np.searchsorted(starts, one.cuts)).astype(float)
        if len(inside) and (true.any() or not one.cuts):
            yield rows, true


def _learn_cuts(messages: list[tuple[Floats, Doubles]]) -> Doubles:
    """A choice among a message's places and none of them."""
    traits = np.vstack([rows for rows, _ in messages]).astype(float)
    true = np.concatenate([which for _, which in messages])
    sizes = np.array([len(which) for _, which in messages])
    starts, owner = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    several = np.add.reduceat(true, starts) > 0

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        odds = np.exp(np.clip(traits @ weights, -40, 40))
        every = 1 + np.add.reduceat(odds, starts)
        right = np.where(several, np.add.reduceat(odds * true, starts), 1)
        slope = odds / every[owner] - np.where(several[owner], odds * true / right[owner], 0)
        return float(np.log(every / right).sum() + weights @ weights / 2), traits.T @ slope + weights

    return _least(loss, traits.shape[1])


def _parts(model: Model, made: list[Made], weights: Floats) -> Iterator[tuple[list[float], bool, float]]:
    """Traits of a part, whether its wish is one of the message's, and how much it teaches."""
    joined = [one for one in made if len(one.intents) > 1][:_READ_IN_FULL]
    single = [one for one in made if len(one.intents) == 1 and one.intents[0] not in wishes.NO_WISH]
    for one in (*single, *joined):
        folded = fold(one.text)
        words = tokens(folded)
        if not wishes.FEWEST_WORDS <= len(words) <= wishes.MOST_WORDS:
            continue
        cuts = wishes.cuts_of(one.text, folded, words, model, weights=weights, least_odds=_OFTEN_CUT)
        if len(cuts) < 2:
            continue
        spans = [folded.span(words[first].start, words[end - 1].end) for first, end, _, _ in cuts]
        whole, *scores = (
            found.scores for found in read([one.text, *(one.text[slice(*s)] for s in spans)], model)
        )
        for intent, _, row in wishes.candidates(cuts, words, model, whole, scores):
            if intent not in wishes.NO_WISH and (intent != "complaint" or row[wishes.SET_APART]):
                yield row, intent in one.intents, _WEIGHT_OF_JOINED if len(one.intents) > 1 else 1.0


def _learn_parts(parts: list[tuple[list[float], bool, float]]) -> Doubles:
    traits = np.array([row for row, _, _ in parts], dtype=float)
    true = np.array([right for _, right, _ in parts], dtype=float)
    counts = np.array([weight for _, _, weight in parts])

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        odds = traits @ weights
        miss = counts * (1 / (1 + np.exp(-odds)) - true)
        surprise = counts * (np.logaddexp(0, odds) - true * odds)
        return float(surprise.sum() + weights @ weights / 2), traits.T @ miss + weights

    return _least(loss, traits.shape[1])


def _least(loss: Loss, size: int) -> Doubles:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 800})
    return np.asarray(found.x)


if __name__ == "__main__":
    main()
