"""What a tenant's people said of earlier messages, blended into what the model says of a new one.

A nearest-neighbour memory beside the model: nothing is trained. Each lesson is compared with the message in the
light view and, where the model has it, in the encoder's; the nearer it is, the more of the probability goes to what
the lesson says. Plain numpy; it knows no tenant and no database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.features import BLOCK_WEIGHTS, hashes_by_block, tokens
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.model import Model
from invekto.chat_analysis.normalise import fold

MOST_LESSONS = 1000  # the newest; comparing with so many takes about five milliseconds
_MOST_NEIGHBOURS = 5  # of those near enough, so that a crowd of faint likenesses is no argument
_ENCODED_AT_ONCE = 100  # texts; of a long memory the rest is compared in the light view until its turn comes
_WORTH_ENCODING = 0.08  # in the light view; below it the encoder's view could hardly make them alike enough
_SAME = 0.98  # the very words: the lesson decides

# Likeness → how much of the probability a lesson takes. Messages of the corpora of likeness 0.3 mean the same as
# often as not, those of 0.5 in five cases of six; without the encoder the scale is a narrower one. A lesson never
# claims more than that, so a wrong one cannot pull far.
_BOTH_VIEWS = ((0.30, 0.40, 0.50, 0.65, 1.0), (0.0, 0.35, 0.60, 0.80, 0.90))
_LIGHT_VIEW = ((0.22, 0.35, 0.45, 0.60, 1.0), (0.0, 0.35, 0.60, 0.80, 0.90))


@dataclass(frozen=True, slots=True)
class Lesson:
    """``intent``: what the message is; None where it is only known not to be ``wrong``."""

    text: str
    intent: str | None
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Recall:
    """Of one message, per class: what its neighbours claim, and what they deny. ``weight``: all claims together.
    ``same``: they were said of these very words."""

    claims: Floats
    denials: Floats
    weight: float
    same: bool = False

    def blend(self, probabilities: Floats) -> Floats:
        """Never more than 1 in sum, as before."""
        mixed = probabilities * (1.0 - self.weight)
        total = float(self.claims.sum())
        if total > 0:
            mixed = mixed + self.claims * (self.weight / total)
        return np.asarray(mixed * (1.0 - self.denials), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A text as it is compared: ``key`` is its folded words, ``values`` of unit length, by ascending ``hashes``."""

    key: str
    hashes: npt.NDArray[np.uint32]
    values: Floats


class Memory:
    """Lessons ready to be compared with. Immutable; ``grown_from`` reuses the work of an earlier one."""

    def __init__(
        self,
        lessons: Sequence[Lesson],
        model: Model,
        encode: Callable[[Sequence[str]], Floats],
        *,
        grown_from: Memory | None = None,
    ) -> None:
        """``lessons``: newest first. Of those with the same words the newest counts. ``encode``: as the encoder's."""
        self._model = model
        old = grown_from if grown_from is not None and grown_from._model is model else None
        known: dict[str, _Seen] = old._known if old else {}
        kept: dict[str, tuple[Lesson, _Seen]] = {}
        for lesson in lessons[:MOST_LESSONS]:
            seen = known.get(lesson.text) or see(lesson.text, model)
            if len(seen.hashes) and _teaches(lesson, model):
                kept.setdefault(seen.key, (lesson, seen))
        self.lessons = tuple(lesson for lesson, _ in kept.values())
        self._known: dict[str, _Seen] = {lesson.text: seen for lesson, seen in kept.values()}
        self._place = {key: place for place, key in enumerate(kept)}
        self._claims, self._denials = _classes(self.lessons, model)
        rows = [seen for _, seen in kept.values()]
        self._lengths = np.array([len(row.hashes) for row in rows], dtype=np.intp)
        flat = np.concatenate([row.hashes for row in rows]) if rows else np.zeros(0, dtype=np.uint32)
        self._vocabulary, self._columns = np.unique(flat, return_inverse=True)
        self._values = np.concatenate([row.values for row in rows]) if rows else np.zeros(0, dtype=np.float32)
        self._row_of = np.repeat(np.arange(len(rows)), self._lengths)
        self._vectors: dict[str, Floats] = self._encoded(encode, old._vectors if old else {})
        self._sentences, self._has_sentence = self._stacked()

    def __len__(self) -> int:
        return len(self.lessons)

    @property
    def is_complete(self) -> bool:
        """Every lesson is compared in all views that the model has."""
        return not self._model.uses_encoder or len(self._vectors) == len(self.lessons)

    def recall(self, text: _Seen, sentence: Callable[[], Floats | None]) -> Recall | None:
        """None: nothing is near enough. ``text``: from ``see``; ``sentence``: asked for only where it could matter."""
        if not len(text.hashes) or not self.lessons:
            return None
        same = self._place.get(text.key)
        if same is not None:  # whoever said it of these very words said it of this message
            return replace(self._claimed(np.array([same]), np.array([_SAME])), same=True)
        weights = self._weights(self._light(text), sentence)
        near = np.flatnonzero(weights > 0)
        if not len(near):
            return None
        near = near[np.argsort(-weights[near], kind="stable")][:_MOST_NEIGHBOURS]
        return self._claimed(near, weights[near])

    def _claimed(self, lessons: npt.NDArray[np.intp], weights: npt.NDArray[Any]) -> Recall:
        claims, denials = (np.zeros(len(self._model.classes), dtype=np.float32) for _ in range(2))
        for lesson, weight in zip(lessons, weights, strict=True):
            for told, of in ((claims, self._claims), (denials, self._denials)):
                if (intent := of[lesson]) >= 0:
                    told[intent] = 1.0 - (1.0 - told[intent]) * (1.0 - weight)
        return Recall(claims, denials, float(1.0 - np.prod(1.0 - claims)))

    def _weights(self, light: Floats, sentence: Callable[[], Floats | None]) -> Floats:
        weights = np.interp(light, *_LIGHT_VIEW)
        asks = self._has_sentence.any() and light.max() >= _WORTH_ENCODING
        projected = sentence() if asks else None
        if projected is not None:
            length = max(float(np.linalg.norm(projected)), 1e-9)
            both = (light + self._sentences @ projected / length) / 2
            weights = np.where(self._has_sentence, np.interp(both, *_BOTH_VIEWS), weights)
        return np.asarray(weights, dtype=np.float32)

    def _light(self, text: _Seen) -> Floats:
        places = np.searchsorted(self._vocabulary, text.hashes)
        inside = places < len(self._vocabulary)
        inside[inside] = self._vocabulary[places[inside]] == text.hashes[inside]
        wanted = np.zeros(len(self._vocabulary), dtype=np.float32)
        wanted[places[inside]] = text.values[inside]
        products = self._values * wanted[self._columns]
        return np.bincount(self._row_of, products, len(self.lessons)).astype(np.float32)

    def _encoded(
        self, encode: Callable[[Sequence[str]], Floats], known: dict[str, Floats]
    ) -> dict[str, Floats]:
        """By text: vectors of unit length in the model's own space; some may still be missing."""
        if not self._model.uses_encoder:
            return {}
        vectors = {lesson.text: known[lesson.text] for lesson in self.lessons if lesson.text in known}
        missing = [lesson.text for lesson in self.lessons if lesson.text not in vectors][:_ENCODED_AT_ONCE]
        if missing:
            projected = self._model.project(encode(missing))
            lengths = np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-9)
            vectors |= dict(zip(missing, np.asarray(projected / lengths, dtype=np.float32), strict=True))
        return vectors

    def _stacked(self) -> tuple[Floats, npt.NDArray[np.bool_]]:
        width = self._model.projection.shape[1] if self._model.uses_encoder else 0
        stacked = np.zeros((len(self.lessons), width), dtype=np.float32)
        there = np.zeros(len(self.lessons), dtype=bool)
        for place, lesson in enumerate(self.lessons):
            if lesson.text in self._vectors:
                stacked[place], there[place] = self._vectors[lesson.text], True
        return stacked, there


def see(text: str, model: Model) -> _Seen:
    """The text's features, those that the model has never met among them: a tenant's own words are such."""
    words = [token.text for token in tokens(fold(text))]
    if not words:
        return _Seen("", np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float32))
    values: list[npt.NDArray[np.float64]] = []
    hashes: list[npt.NDArray[np.uint32]] = []
    rarest = float(model.idf.max()) if len(model.idf) else 1.0
    for block, weight in zip(hashes_by_block(words), BLOCK_WEIGHTS, strict=True):
        unique, counts = np.unique(np.array(block, dtype=np.uint32), return_counts=True)
        if not len(unique):
            continue
        places = np.minimum(np.searchsorted(model.hashes, unique), len(model.hashes) - 1)
        idf = np.where(model.hashes[places] == unique, model.idf[places], rarest)
        block_values = (1.0 + np.log(counts)) * idf
        hashes.append(unique)
        values.append(block_values * (weight / np.linalg.norm(block_values)))
    every, inverse = np.unique(np.concatenate(hashes), return_inverse=True)
    summed = np.bincount(inverse, np.concatenate(values), len(every))
    return _Seen(" ".join(words), every, np.asarray(summed / np.linalg.norm(summed), dtype=np.float32))


def _teaches(lesson: Lesson, model: Model) -> bool:
    return (lesson.intent or lesson.wrong) in model.classes


def _classes(lessons: Sequence[Lesson], model: Model) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The class each lesson claims and the one it denies; -1: none."""
    number = {name: place for place, name in enumerate(model.classes)}
    claims = [number.get(lesson.intent or "", -1) for lesson in lessons]
    denials = [-1 if lesson.intent else number.get(lesson.wrong or "", -1) for lesson in lessons]
    return np.array(claims, dtype=np.intp), np.array(denials, dtype=np.intp)
