"""The room's door: load an analyser, analyse messages, mask what is personal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from invekto.chat_analysis import encoder
from invekto.chat_analysis.analysis import Analysis, Entity, Evidence, Guess, Signals
from invekto.chat_analysis.cache import TrainingFailed, vertical_model
from invekto.chat_analysis.corpus import OUT_OF_SCOPE, CorpusError, UnknownVertical, verticals
from invekto.chat_analysis.emergency import red_flags
from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.explain import explain
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.masking import mask_personal
from invekto.chat_analysis.model import Model, Scores
from invekto.chat_analysis.reading import Read, read
from invekto.chat_analysis.sentiment import sentiment, threatens_review
from invekto.chat_analysis.signals import b2b_evidence, is_urgent, speaks_of_abroad
from invekto.chat_analysis.wishes import find_parts, wish_class

__all__ = [
    "Analyser",
    "Analysis",
    "CorpusError",
    "Entity",
    "Evidence",
    "Guess",
    "Signals",
    "TrainingFailed",
    "UnknownVertical",
    "load_analyser",
    "mask_personal",
    "verticals",
]

_EMERGENCY = "emergency"
_WHOLESALE = "wholesale_inquiry"
_ALWAYS_TO_A_PERSON = frozenset({"human_request", _EMERGENCY})
# What the rules found is as good as certain; a missed emergency costs more than a false one.
_RULE_CONFIDENCE = 0.99
# Something not served, said in hurry or anger, needs a person; the rest of it does not.
_UPSET = -0.4
_RANKED = 5
_NOTHING_SAID = (Guess(OUT_OF_SCOPE, 1.0, (0, 0)),)


class Analyser:
    """Understands the messages of one vertical. Holds no state of a conversation; safe to share between
    threads."""

    def __init__(self, vertical: str, model: Model) -> None:
        self.vertical = vertical
        self.threshold = model.threshold
        self.version = f"{vertical}-{model.version}"
        self._model = model
        self._clinic = _EMERGENCY in model.classes

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent this vertical knows."""
        return self._model.classes

    def analyze(
        self,
        text: str,
        *,
        now: datetime,
        timezone: str = "Europe/Istanbul",
        previous_language: str | None = None,
        threshold: float | None = None,
    ) -> Analysis:
        """What one message means. Any text gives an answer, none an exception.

        ``now`` is aware; words like "tomorrow" are read in ``timezone``. ``previous_language`` is the
        conversation's language so far; it stands when the message does not speak for itself. Under
        ``threshold``, by default the model's own, the answer is to be asked about or handed over.
        """
        return self.analyze_many(
            [text], now=now, timezone=timezone, previous_language=previous_language, threshold=threshold
        )[0]

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        now: datetime,
        timezone: str = "Europe/Istanbul",
        previous_language: str | None = None,
        threshold: float | None = None,
    ) -> list[Analysis]:
        """As ``analyze`` for messages that do not depend on each other, faster per message."""
        return [
            self._analyse(one, now, ZoneInfo(timezone), previous_language, threshold)
            for one in read(texts, self._model)
        ]

    def _analyse(
        self,
        one: Read,
        now: datetime,
        zone: ZoneInfo,
        previous_language: str | None,
        threshold: float | None,
    ) -> Analysis:
        text, folded, words, scores, model = one.text, one.folded, one.words, one.scores, self._model
        weights = model.token_weights(words, *one.rows.row(one.number), scores.margins)
        entities = find_entities(text, folded, now=now, zone=zone)
        language = detect(text, folded, previous_language)
        flags = red_flags(folded) if self._clinic else []
        ranking = self._ranking(scores, len(text)) if words else _NOTHING_SAID
        wishes = self._wishes(one) if words else ()
        if flags:
            first = Guess(_EMERGENCY, _RULE_CONFIDENCE, (flags[0].start, flags[0].end))
            ranking = (first, *(_at_most(guess, 0.01) for guess in ranking if guess.intent != _EMERGENCY))
            wishes = (first, *(wish for wish in wishes if wish.intent != _EMERGENCY))
        elif wishes and ranking[0].intent == _EMERGENCY != wishes[0].intent:
            wishes = (ranking[0], *wishes)  # seen in the whole message, in none of its parts
        wishes = wishes or ranking[:1]
        best = wishes[0]
        limit = self.threshold if threshold is None else threshold
        # A shop's word only, and not in the mouth of one who wants something else than to buy.
        sells_in_bulk = _WHOLESALE in model.classes and best.intent != OUT_OF_SCOPE
        evidence = b2b_evidence(text, folded, entities.get("quantity", [])) if sells_in_bulk else ()
        mood, urgent = sentiment(text, folded), is_urgent(folded)
        red_flag = bool(flags) or (best.intent == _EMERGENCY and best.confidence >= limit)
        return Analysis(
            text=text,
            intent=best.intent,
            confidence=best.confidence,
            intents=wishes,
            language=language,
            sentiment=mood,
            negative_review_signal=threatens_review(folded),
            entities=entities,
            signals=Signals(
                b2b=bool(evidence) or best.intent == _WHOLESALE,
                b2b_evidence=evidence,
                urgent=urgent or red_flag,
                red_flag=red_flag,
                foreign_patient=self._clinic
                and (best.intent == "foreign_patient" or (language != "tr" and speaks_of_abroad(folded))),
            ),
            explanation=explain(text, folded, words, weights),
            handoff=best.confidence < limit
            or best.intent in _ALWAYS_TO_A_PERSON
            or (best.intent == OUT_OF_SCOPE and (urgent or mood <= _UPSET)),
            threshold=limit,
            ranking=ranking,
            version=self.version,
        )

    def _wishes(self, one: Read) -> tuple[Guess, ...]:
        """The wishes of a message that holds several, the one to serve first before the others; else none."""
        text, folded, words = one.text, one.folded, one.words

        def score(ranges: Sequence[tuple[int, int]]) -> list[Scores]:
            spans = [folded.span(words[first].start, words[end - 1].end) for first, end in ranges]
            rows = self._model.light_rows([[word.text for word in words[first:end]] for first, end in ranges])
            return self._model.score(
                rows, lambda asked: encoder.encode([text[slice(*spans[i])] for i in asked])
            )

        parts = find_parts(one, self._model, score)
        return tuple(
            Guess(part.intent, part.confidence, folded.span(words[part.first].start, words[part.end - 1].end))
            for part in sorted(parts, key=lambda part: wish_class(part.intent))
        )

    def _ranking(self, scores: Scores, length: int) -> tuple[Guess, ...]:
        order = sorted(range(len(scores.margins)), key=lambda i: float(scores.margins[i]), reverse=True)
        return tuple(
            Guess(self._model.classes[i], float(scores.probabilities[i]), (0, length))
            for i in order[:_RANKED]
        )


def _at_most(guess: Guess, confidence: float) -> Guess:
    return Guess(guess.intent, min(guess.confidence, confidence), guess.span)


@lru_cache(maxsize=16)
def load_analyser(vertical: str, *, cache_dir: Path) -> Analyser:
    """The analyser of a vertical, from the cache or trained now (some seconds); one object per process.

    Raises UnknownVertical, CorpusError, TrainingFailed, or OSError when ``cache_dir`` cannot be written.
    """
    model = vertical_model(vertical, cache_dir=cache_dir)
    if model.uses_encoder:
        encoder.encode([""])  # load it now rather than under the first message
    return Analyser(vertical, model)
