"""How good the engine is on messages it has not seen: for a vertical's model, or trained on any data set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from invekto.chat_analysis import encoder
from invekto.chat_analysis.analyser import Analyser
from invekto.chat_analysis.cache import vertical_model
from invekto.chat_analysis.corpus import OUT_OF_SCOPE, CorpusError, Example, read_examples
from invekto.chat_analysis.model import Model
from invekto.chat_analysis.reading import read

_BINS = 15
_PAIRS = 15
# Enough single messages for a stable 99th percentile, without doubling the time of a large set.
_TIMED = 1000
_SHOWN_LABELS = 8  # in a sentence
# Dates in the messages are read from here; no intent depends on it.
_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Confusion:
    """``count`` messages of ``intent`` were taken for ``taken_for``."""

    intent: str
    taken_for: str
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Shares in [0, 1], times in milliseconds and seconds.

    ``in_scope_accuracy`` is over the messages that have a served intent; ``oos_recall`` and
    ``oos_precision`` are None when neither the test nor the answers hold an out-of-scope message.
    ``ece`` is the expected calibration error over 15 bins, of the answers that have a confidence of their own:
    "none of these" among them where that is a learnt intent, not where it only means that nothing fitted.
    Times are those of the intents alone. ``train_s`` is None for a model from the cache.
    """

    messages: int
    accuracy: float
    macro_f1: float
    in_scope_accuracy: float
    oos_recall: float | None
    oos_precision: float | None
    ece: float
    p50_ms: float
    p99_ms: float
    messages_per_s: float
    train_s: float | None
    confusion: tuple[Confusion, ...]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Said:
    """``confidence``: None for a message that was refused because nothing fitted."""

    intent: str
    confidence: float | None


def evaluate_vertical(vertical: str, path: Path, *, cache_dir: Path) -> Evaluation:
    """What a vertical's customers would be answered. Raises CorpusError, UnknownVertical, TrainingFailed."""
    test = read_examples(path)
    model = vertical_model(vertical, cache_dir=cache_dir)
    texts = [example.text for example in test]
    rate = _rate(model, texts)
    answers = Analyser(vertical, model).analyze_many(texts, now=_NOW)
    said = [_Said(one.intent, one.confidence) for one in answers]
    return _evaluate(model, test, said, rate=rate, train_s=None)


def evaluate_split(train: Path, test: Path, *, oos_label: str | None = None) -> Evaluation:
    """Train on one file, judge on another. ``oos_label`` is the files' name for "none of these"; without it that is
    what an intent called ``out_of_scope`` means.

    As the analyser answers: "none of these" is an intent like the others where the training file has examples
    enough of it. Where it has few or none, a message that looks like nothing that was learnt is refused as well.
    Raises CorpusError.
    """
    learnt, judged = read_examples(train), read_examples(test)
    labels = {example.intent for example in (*learnt, *judged)}
    if oos_label is not None and oos_label not in labels:
        known = sorted(labels)
        more = f" and {len(known) - _SHOWN_LABELS} more" if len(known) > _SHOWN_LABELS else ""
        raise CorpusError(
            f'--oos: no message of {train} or {test} has the intent "{oos_label}". '
            f"They have {', '.join(known[:_SHOWN_LABELS])}{more}."
        )
    if oos_label not in (None, OUT_OF_SCOPE) and OUT_OF_SCOPE in labels:
        raise CorpusError(
            f'--oos: {train} or {test} has messages of the intent "{OUT_OF_SCOPE}" besides those of "{oos_label}", '
            "and both would mean: none of these. Give one of the two another name."
        )
    return evaluate_examples(learnt, judged, oos_label=oos_label)


def evaluate_examples(
    train: Sequence[Example],
    test: Sequence[Example],
    *,
    oos_label: str | None = None,
    borrowed: Sequence[Example] = (),
) -> Evaluation:
    # The training libraries are heavy; who only analyses or evaluates a cached model never loads them.
    from invekto.chat_analysis.training import train as train_model

    if oos_label is not None:
        train = [_renamed(example, oos_label) for example in train]
        test = [_renamed(example, oos_label) for example in test]
    if len({example.intent for example in train}) < 2:
        raise CorpusError("There is nothing to tell apart: the messages to learn from have one intent only.")
    started = perf_counter()
    model = train_model(train, borrowed=borrowed)
    seconds = perf_counter() - started
    rate = _rate(model, [example.text for example in test])
    none_of_these = oos_label is not None or any(one.intent == OUT_OF_SCOPE for one in (*train, *test))
    said = _said_of_whole(model, test, may_refuse=none_of_these)
    result = _evaluate(model, test, said, rate=rate, train_s=round(seconds, 2))
    if oos_label is None:
        return result
    return replace(
        result,
        confusion=tuple(
            Confusion(_shown(pair.intent, oos_label), _shown(pair.taken_for, oos_label), pair.count)
            for pair in result.confusion
        ),
    )


def _renamed(example: Example, oos_label: str) -> Example:
    return replace(example, intent=OUT_OF_SCOPE) if example.intent == oos_label else example


def _shown(intent: str, oos_label: str) -> str:
    return oos_label if intent == OUT_OF_SCOPE else intent


def _said_of_whole(model: Model, test: Sequence[Example], *, may_refuse: bool) -> list[_Said]:
    """Each message taken as one: files of this kind hold one intent a message."""
    return [
        _Said(OUT_OF_SCOPE, None)
        if may_refuse and one.scores.scope < model.scope_threshold
        else _Said(model.classes[one.scores.best], one.scores.confidence)
        for one in read([example.text for example in test], model)
    ]


def _evaluate(
    model: Model, test: Sequence[Example], answers: Sequence[_Said], *, rate: float, train_s: float | None
) -> Evaluation:
    texts = [example.text for example in test]
    said = [answer.intent for answer in answers]
    true = [example.intent for example in test]
    right = np.array([a == b for a, b in zip(said, true, strict=True)])
    served = np.array([intent != OUT_OF_SCOPE for intent in true])
    refused = np.array([intent == OUT_OF_SCOPE for intent in said])
    sure = [
        (one.confidence, hit)
        for one, hit in zip(answers, right.tolist(), strict=True)
        if one.confidence is not None
    ]
    times = _single_times(model, texts[:_TIMED])
    mistakes = Counter((a, b) for a, b in zip(true, said, strict=True) if a != b)
    return Evaluation(
        messages=len(test),
        accuracy=_share(right),
        macro_f1=_macro_f1(true, said),
        in_scope_accuracy=_share(right[served]) if served.any() else 0.0,
        oos_recall=_share(refused[~served]) if (~served).any() else None,
        oos_precision=_share(~served[refused]) if refused.any() else None,
        ece=calibration_error([confidence for confidence, _ in sure], [hit for _, hit in sure]),
        p50_ms=round(float(np.percentile(times, 50)), 2),
        p99_ms=round(float(np.percentile(times, 99)), 2),
        messages_per_s=round(rate, 1),
        train_s=train_s,
        confusion=tuple(Confusion(a, b, count) for (a, b), count in mistakes.most_common(_PAIRS)),
    )


def _rate(model: Model, texts: Sequence[str]) -> float:
    """How many messages a second one core manages, given all at once, with what it needs loaded but none read yet."""
    if model.uses_encoder:
        encoder.encode([""])  # a first message may not need it
    list(read(texts[:1], model))
    started = perf_counter()
    list(read(texts, model))
    return len(texts) / (perf_counter() - started)


def _single_times(model: Model, texts: Sequence[str]) -> list[float]:
    times = []
    for text in texts:
        started = perf_counter()
        list(read([text], model))
        times.append((perf_counter() - started) * 1000)
    return times


def _share(hits: Any) -> float:
    return round(float(np.mean(hits)), 4)


def _macro_f1(true: Sequence[str], said: Sequence[str]) -> float:
    """Mean over the intents of the test; an intent that is only answered lowers the others by its
    mistakes."""
    hits = Counter(a for a, b in zip(true, said, strict=True) if a == b)
    asked, answered = Counter(true), Counter(said)
    scores = [2 * hits[intent] / (asked[intent] + answered[intent]) for intent in asked]
    return round(sum(scores) / len(scores), 4)


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error: how far confidence and truth lie apart, over 15 bins of equal width."""
    if not confidences:
        return 0.0
    confidence, hit = np.array(confidences), np.array(right, dtype=float)
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    error = sum(
        abs(float(hit[bins == b].mean() - confidence[bins == b].mean())) * float(np.mean(bins == b))
        for b in np.unique(bins)
    )
    return round(error, 4)
