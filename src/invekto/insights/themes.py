"""What was not understood, grouped by what it is about: by its words and by the encoder's nearness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.services import sentence_vectors
from invekto.core.folding import fold
from invekto.insights.asked import Question
from invekto.insights.words import LONGEST, Word, content_words, may_be_shown

Matrix = npt.NDArray[np.float32]

# The tree of all pairs is made of the most frequent messages; the others go where they are nearest.
_IN_TREE = 2000
_BATCH = 512
_VOCABULARY = 1500
# How alike two groups are on average to be joined, and a message and a group's middle to belong together; of that
# likeness _OF_WORDS is common words, the rest the encoder's. Found on invented themes among the corpora's strays.
_NEAR = 0.28
_NEAR_ENOUGH = 0.4
_OF_WORDS = 0.35
_SMALLEST = 3  # messages
# Among a handful of messages the word that most have in common is what they are about, not a word of every day.
_ENOUGH_TO_COMPARE = 500
_LABEL_WORDS = 4
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """``words``: what it is about, the most telling first. ``near``: the intent most of it was nearly taken for."""

    name: str
    words: tuple[str, ...]
    questions: tuple[Question, ...]
    near: str | None

    @property
    def customers(self) -> int:
        return len({question.customer for question in self.questions})


@dataclass(frozen=True, slots=True)
class Grouped:
    """Largest group first. ``short``: messages that say too little to be about anything; ``alone``: like no other."""

    groups: tuple[Group, ...]
    short: int
    alone: int


@dataclass(slots=True)
class _Text:
    stems: tuple[str, ...]
    words: tuple[Word, ...]
    questions: list[Question]


def group(questions: Sequence[Question], known: frozenset[str] = frozenset()) -> Grouped:
    """The same groups for the same messages. ``known``: words of names that must not stand on a label."""
    texts: dict[str, _Text] = {}
    short = 0
    for question in questions:
        words = tuple(word for word in content_words(question.text) if may_be_shown(word, known))
        if not words:
            short += 1
            continue
        key = fold(question.text[:LONGEST])
        texts.setdefault(key, _Text(tuple(word.stem for word in words), words, [])).questions.append(question)
    # Frequent ones first; the text itself settles the rest, whatever order the messages came in.
    ordered = [texts[key] for key in sorted(texts, key=lambda key: (-len(texts[key].questions), key))]
    if not ordered:
        return Grouped((), short, 0)
    space = _Space(ordered)
    members = _members(ordered, space)
    fewest = min(2, len({question.customer for question in questions}))
    groups = []
    for places in members:
        own = [ordered[place] for place in places]
        asked = [question for text in own for question in text.questions]
        if len(asked) >= _SMALLEST and len({question.customer for question in asked}) >= fewest:
            groups.append(_group(own, asked, space))
    groups.sort(key=lambda found: (-len(found.questions), found.name))
    grouped = sum(len(found.questions) for found in groups)
    return Grouped(tuple(groups), short, len(questions) - short - grouped)


class _Space:
    """Where messages lie: the encoder's view and the weighted words side by side, of length one."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self.size = len(texts)
        self.spread = Counter(stem for text in texts for stem in set(text.stems))
        common = sorted(self.spread, key=lambda stem: (-self.spread[stem], stem))[:_VOCABULARY]
        self._column = {stem: place for place, stem in enumerate(common)}

    def weight(self, stem: str) -> float:
        return log((1 + max(self.size, _ENOUGH_TO_COMPARE)) / (1 + self.spread[stem])) + 1

    def vectors(self, texts: Sequence[_Text]) -> Matrix:
        words = np.zeros((len(texts), len(self._column)), dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in set(text.stems):
                if stem in self._column:
                    words[row, self._column[stem]] = self.weight(stem)
        words = _unit(words)
        meant = sentence_vectors([text.questions[0].text[:LONGEST] for text in texts])
        if meant is None:
            return words
        return np.hstack(
            [words * np.float32(_OF_WORDS**0.5), _unit(meant) * np.float32((1 - _OF_WORDS) ** 0.5)]
        )


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _members(texts: Sequence[_Text], space: _Space) -> list[list[int]]:
    in_tree = texts[:_IN_TREE]
    vectors = space.vectors(in_tree)
    labels = _tree(vectors)
    members: list[list[int]] = [[] for _ in range(int(labels.max()) + 1)]
    for place, label in enumerate(labels):
        members[int(label)].append(place)
    centres = _unit(np.stack([vectors[places].mean(axis=0) for places in members]))
    for start in range(_IN_TREE, len(texts), _BATCH):
        likeness = space.vectors(texts[start : start + _BATCH]) @ centres.T
        nearest = likeness.argmax(axis=1)
        for row, label in enumerate(nearest):
            if likeness[row, label] >= _NEAR_ENOUGH:
                members[int(label)].append(start + row)
    return members


def _tree(vectors: Matrix) -> npt.NDArray[np.int64]:
    """A label per row: what is joined step by step, the two nearest groups first, until none are near."""
    if len(vectors) == 1:
        return np.zeros(1, dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = np.clip(1 - vectors @ vectors.T, 0, 2).astype(np.float64)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), method="average")
    return np.asarray(fcluster(tree, t=1 - _NEAR, criterion="distance"), dtype=np.int64) - 1


def _group(texts: Sequence[_Text], asked: Sequence[Question], space: _Space) -> Group:
    in_group: Counter[str] = Counter()
    customers: dict[str, set[object]] = {}
    shown: dict[str, Counter[str]] = {}
    places: dict[str, list[int]] = {}
    for text in texts:
        for place, word in enumerate(text.words):
            shown.setdefault(word.stem, Counter())[word.shown] += len(text.questions)
            places.setdefault(word.stem, []).append(place)
        for stem in set(text.stems):
            in_group[stem] += len(text.questions)
            customers.setdefault(stem, set()).update(question.customer for question in text.questions)
    total = len(asked)
    fewest = min(2, len({question.customer for question in asked}))
    # A word that one customer alone uses may be about that customer.
    usable = [stem for stem in in_group if len(customers[stem]) >= fewest] or list(in_group)

    def telling(stem: str) -> tuple[float, str]:
        return (-(in_group[stem] / total) * space.weight(stem), stem)

    best = sorted(usable, key=telling)[:_LABEL_WORDS]
    words = tuple(_plainest(shown[stem]) for stem in best)
    frequent = [stem for stem in best[:2] if in_group[stem] >= total / 4] or best[:1]
    in_order = sorted(frequent, key=lambda stem: (sum(places[stem]) / len(places[stem]), stem))
    return Group(" ".join(_plainest(shown[stem]) for stem in in_order), words, tuple(asked), _near(asked))


def _plainest(shown: Counter[str]) -> str:
    """The shortest of the usual forms: it has the fewest endings."""
    usual = [word for word in shown if shown[word] * 3 >= max(shown.values())]
    return min(usual, key=lambda word: (len(word), -shown[word], word))


def _near(asked: Sequence[Question]) -> str | None:
    intent, count = Counter(question.intent for question in asked).most_common(1)[0]
    return intent if intent != OUT_OF_SCOPE and count > len(asked) * _MOSTLY else None
