"""A message understood: what the model, the rules and a tenant's lessons say of it, put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from invekto.chat_analysis import encoder
from invekto.chat_analysis.analysis import Analysis, Entity, Guess, Limits, Signals
from invekto.chat_analysis.corpus import EMERGENCY, OUT_OF_SCOPE, WHOLESALE
from invekto.chat_analysis.emergency import Dangers, find_dangers
from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.explain import explain
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.marks import B2B, RED_FLAG
from invekto.chat_analysis.memory import Lesson, Memory, Recall, see
from invekto.chat_analysis.model import Model, Scores
from invekto.chat_analysis.reading import Read, read
from invekto.chat_analysis.reviews import hints_at_review, only_wants_news, threatens_review
from invekto.chat_analysis.sentiment import sentiment
from invekto.chat_analysis.signals import (
    Learnt,
    b2b_evidence,
    buys_in_bulk,
    is_calm,
    is_danger,
    is_for_home,
    is_surely_danger,
    is_urgent,
    mood,
    offers_to_us,
    speaks_of_abroad,
    threatens,
)
from invekto.chat_analysis.wishes import find_parts, wish_class

_ALWAYS_TO_A_PERSON = frozenset({"human_request", EMERGENCY})
# What the rules found is as good as certain; a missed emergency costs more than a false one.
_RULE_CONFIDENCE = 0.99
_LIKELY_EMERGENCY = 0.8
# Something not served, said in hurry or anger, needs a person; the rest of it does not.
_UPSET = -0.4
_NEVER_TAUGHT_AWAY = frozenset({"human_request", "opt_out"})
# Where a person serves the wish anyway, a wrong guess costs a glance: they read the words. So from here on such a
# wish is taken up rather than asked about. Above it, of the first two writers of benchmarks/heldout, 2 to 6 in a
# hundred are taken wrongly, and even of the least sure (up to 0.8) three in four are right; below it, one in two.
FOR_PEOPLE = 0.7
_CONTESTED = 0.01  # under the limit
# What is remembered this clearly of the whole message goes before what its parts look like.
_CLEARLY_REMEMBERED = 0.5
_RANKED = 5
# In other languages nobody wrote examples: there the light view knows no word, and the encoder speaks alone.
_TAUGHT = frozenset({"tr", "en"})
# Fewer words may be none of those that were learnt, and then the line of dangers lies low whatever they say.
_ENOUGH_TO_DISMISS = 9
_FOREIGN_DOUBT = 0.5  # what is said in them may well be served here
_LANGUAGE_SHOWS = 3  # words; fewer may be of any language ("yüz bin")
_NO_DANGERS = Dangers([], "")
_NOTHING_SAID = (Guess(OUT_OF_SCOPE, 1.0, (0, 0)),)


class Analyser:
    """Understands the messages of one vertical. Holds no state of a conversation; safe to share between
    threads."""

    def __init__(self, vertical: str, model: Model) -> None:
        self.vertical = vertical
        self.threshold = model.threshold
        # Judgements are kept with it: they are of what this very model said.
        self.version = "-".join(filter(None, (vertical, model.version, model.key)))
        self._model = model
        self._clinic = EMERGENCY in model.classes

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent this vertical knows."""
        return self._model.classes

    def limits(
        self,
        threshold: float | None,
        thresholds: Mapping[str, float] | None = None,
        for_people: Collection[str] = (),
    ) -> Limits:
        """What a confidence must reach: per intent what ``thresholds`` says, else ``threshold``, else the model's own.

        ``for_people``: intents that end with a person whatever is said. Where a limit is the model's own, the first
        wish of a message needs less to be one of them. An emergency is held back by no tenant's wish for certainty:
        for it a limit counts only below the model's, and below 0.8.
        """
        general = self.threshold if threshold is None else threshold
        own = {name: limit for name, limit in (thresholds or {}).items() if name != EMERGENCY}
        if self._clinic:
            own[EMERGENCY] = min(general, self.threshold, _LIKELY_EMERGENCY)
        lower = {} if threshold is not None else dict.fromkeys(for_people, min(general, FOR_PEOPLE))
        return Limits(general, own, lower)

    def memory(self, lessons: Sequence[Lesson], *, grown_from: Memory | None = None) -> Memory:
        """Lessons, newest first, ready for ``analyze``. ``grown_from``: an earlier one, whose work is reused."""
        return Memory(lessons, self._model, encoder.encode, grown_from=grown_from)

    def analyze(
        self,
        text: str,
        *,
        now: datetime,
        timezone: str = "Europe/Istanbul",
        previous_language: str | None = None,
        threshold: float | None = None,
        thresholds: Mapping[str, float] | None = None,
        for_people: Collection[str] = (),
        memory: Memory | None = None,
    ) -> Analysis:
        """What one message means. Any text gives an answer, none an exception.

        ``now`` is aware; words like "tomorrow" are read in ``timezone``. ``previous_language`` is the
        conversation's language so far; it stands when the message does not speak for itself. Under its intent's
        limit (``limits``) the answer is to be asked about or handed over. ``memory``: what the tenant's people
        said of earlier messages.
        """
        return self.analyze_many(
            [text],
            now=now,
            timezone=timezone,
            previous_language=previous_language,
            threshold=threshold,
            thresholds=thresholds,
            for_people=for_people,
            memory=memory,
        )[0]

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        now: datetime,
        timezone: str = "Europe/Istanbul",
        previous_language: str | None = None,
        threshold: float | None = None,
        thresholds: Mapping[str, float] | None = None,
        for_people: Collection[str] = (),
        memory: Memory | None = None,
    ) -> list[Analysis]:
        """As ``analyze`` for messages that do not depend on each other, faster per message."""
        limits = self.limits(threshold, thresholds, for_people)
        return [
            self._analyse(one, now, ZoneInfo(timezone), previous_language, limits, memory)
            for one in read(texts, self._model)
        ]

    def _analyse(
        self,
        one: Read,
        now: datetime,
        zone: ZoneInfo,
        previous_language: str | None,
        limits: Limits,
        memory: Memory | None,
    ) -> Analysis:
        text, folded, words, scores, model = one.text, one.folded, one.words, one.scores, self._model
        order = scores.margins
        entities = find_entities(text, folded, now=now, zone=zone, sells_goods=not self._clinic)
        language = detect(text, folded, previous_language)
        learnt = dict(zip(model.signals, scores.signals.tolist(), strict=True))
        foreign = language not in _TAUGHT and len(words) >= _LANGUAGE_SHOWS
        if self._clinic and model.uses_encoder and foreign:
            learnt[RED_FLAG] = float(model.danger(encoder.encode([text]))[0])
        calm = is_calm(learnt)
        asked = self._clinic and (not calm or len(words) < _ENOUGH_TO_DISMISS)
        dangers = find_dangers(folded) if asked else _NO_DANGERS
        flags = dangers.flags
        ranking = self._ranking(order, scores.probabilities, len(text)) if words else _NOTHING_SAID
        wishes = self._wishes(one) if words else ()
        if self._buys_for_home(one, entities, learnt):
            ranking, wishes = _without(WHOLESALE, ranking), tuple(w for w in wishes if w.intent != WHOLESALE)
        if not flags and (ranking[0].intent == EMERGENCY or is_danger(learnt)):
            rest = self._rest(one, dangers.left, limits) if language in _TAUGHT else None
            if rest is not None:
                calm, learnt[RED_FLAG] = True, -1.0
                if ranking[0].intent == EMERGENCY:
                    ranking = tuple(guess for guess in rest or ranking if guess.intent != EMERGENCY)
                wishes = tuple(wish for wish in wishes if wish.intent != EMERGENCY)
        # What nobody taught is out of scope in any other language, and says nothing against a danger.
        elsewhere = language in _TAUGHT and _is_clearly_elsewhere((wishes or ranking)[0], self.threshold)
        if flags or is_surely_danger(learnt):
            span = (flags[0].start, flags[0].end) if flags else (0, len(text))
            first = Guess(EMERGENCY, _RULE_CONFIDENCE, span)
            ranking = (first, *(_at_most(guess, 0.01) for guess in ranking if guess.intent != EMERGENCY))
            wishes = (first, *(wish for wish in wishes if wish.intent != EMERGENCY))
        elif wishes and ranking[0].intent == EMERGENCY != wishes[0].intent:
            wishes = (ranking[0], *wishes)  # seen in the whole message, in none of its parts
        red_flag = (
            bool(flags)
            or is_danger(learnt, elsewhere=elsewhere)
            or (not calm and _is_emergency((wishes or ranking)[0], limits))
        )
        # Nobody teaches away an emergency, or the way to a person or out of our messages.
        first = (wishes or ranking)[0]
        sure = first.confidence >= limits.of(first.intent)
        recalled = None
        if memory and not red_flag and not (sure and first.intent in _NEVER_TAUGHT_AWAY):
            recalled = self._recall(memory, one)
        if recalled is not None:
            order = recalled.blend(scores.probabilities)
            taught = self._model.classes[int(order.argmax())]
            if sure and not recalled.same and taught != first.intent:
                # What was said of other words stands against what is as good as certain: for a person to decide.
                order = np.minimum(order, max(limits.of(taught) - _CONTESTED, 0.0))
            ranking = self._ranking(order, order, len(text))
            wishes = _with_memory(wishes, ranking[0], recalled.weight)
            red_flag = _is_emergency((wishes or ranking)[0], limits)
        weights = model.token_weights(words, *one.rows.row(one.number), order)
        wishes = wishes or ranking[:1]
        if foreign and wishes[0].intent == OUT_OF_SCOPE:
            wishes = (_at_most(wishes[0], _FOREIGN_DOUBT), *wishes[1:])
        best = wishes[0]
        evidence = self._bulk_evidence(one, entities, learnt, best.intent)
        in_words = sentiment(text, folded)
        felt, urgent = mood(learnt, in_words), is_urgent(folded)
        if red_flag:
            felt = min(felt, 0.0)  # whoever is in pain is not pleased
        if news_wanted := only_wants_news(folded):
            felt = max(felt, 0.0)
        return Analysis(
            text=text,
            intent=best.intent,
            confidence=best.confidence,
            intents=wishes,
            language=language,
            sentiment=felt,
            negative_review_signal=not news_wanted
            and threatens(learnt, threatens_review(folded), in_words < 0 or hints_at_review(folded)),
            entities=entities,
            signals=Signals(
                b2b=bool(evidence),
                b2b_evidence=evidence,
                urgent=urgent or red_flag,
                red_flag=red_flag,
                foreign_patient=self._clinic
                and (best.intent == "foreign_patient" or (language != "tr" and speaks_of_abroad(folded))),
            ),
            explanation=explain(text, folded, words, weights),
            handoff=best.confidence < limits.of_first(best.intent)
            or best.intent in _ALWAYS_TO_A_PERSON
            or (best.intent == OUT_OF_SCOPE and (urgent or foreign or felt <= _UPSET)),
            limits=limits,
            ranking=ranking,
            version=self.version,
        )

    def _rest(self, one: Read, left: str, limits: Limits) -> tuple[Guess, ...] | None:
        """What a message is without the stretches that report no present trouble, if no danger is in that.

        The model knows words, not what denies them: of "kanama yok" it hears the bleeding. None: there was no such
        stretch, or the rest is dangerous by itself. Empty: nothing else is said.
        """
        text, folded = one.text, one.folded
        words = [
            word for word in one.words if left[word.start : word.end] == folded.text[word.start : word.end]
        ]
        if len(words) == len(one.words):
            return None
        if not any(word.text.isalnum() for word in words):
            return ()
        said = " ".join(text[slice(*folded.span(word.start, word.end))] for word in words)
        rows = self._model.light_rows([[word.text for word in words]])
        scores = self._model.score(rows, lambda asked: encoder.encode([said] * len(asked)))[0]
        learnt = dict(zip(self._model.signals, scores.signals.tolist(), strict=True))
        ranking = self._ranking(scores.margins, scores.probabilities, len(text))
        return None if is_danger(learnt) or _is_emergency(ranking[0], limits) else ranking

    def _bulk_evidence(
        self, one: Read, entities: Mapping[str, list[Entity]], learnt: Learnt, intent: str
    ) -> tuple[str, ...]:
        """The words of one who buys in bulk, none for others: a shop's word, and not a supplier's."""
        if WHOLESALE not in self._model.classes or offers_to_us(one.folded):
            return ()
        evidence = b2b_evidence(one.text, one.folded, entities.get("quantity", []))
        if not (buys_in_bulk(learnt, bool(evidence)) or intent == WHOLESALE):
            return ()
        if not evidence and B2B in self._model.signals:
            spoke = self._model.signal_weights(B2B, one.words, *one.rows.row(one.number))
            evidence = tuple(part.text for part in explain(one.text, one.folded, one.words, spoke))
        return evidence or (one.text.strip(),)

    def _buys_for_home(self, one: Read, entities: Mapping[str, list[Entity]], learnt: Learnt) -> bool:
        """A few pieces are counted, and nothing is said of trade: "2 tane tişört almak istiyorum" is no bulk."""
        quantities = entities.get("quantity", [])
        if WHOLESALE not in self._model.classes or not is_for_home(quantities):
            return False
        return not (buys_in_bulk(learnt, False) or b2b_evidence(one.text, one.folded, quantities))

    def _recall(self, memory: Memory, one: Read) -> Recall | None:
        def sentence() -> Floats | None:
            return self._model.project(encoder.encode([one.text]))[0] if self._model.uses_encoder else None

        return memory.recall(see(one.text, self._model), sentence)

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

    def _ranking(self, order: Floats, probabilities: Floats, length: int) -> tuple[Guess, ...]:
        """The first by ``order``, which need not be the probabilities: those of near margins are equal."""
        best_first = sorted(range(len(order)), key=lambda i: float(order[i]), reverse=True)
        return tuple(
            Guess(self._model.classes[i], float(probabilities[i]), (0, length)) for i in best_first[:_RANKED]
        )


def _is_clearly_elsewhere(first: Guess, threshold: float) -> bool:
    return first.intent != EMERGENCY and first.confidence >= threshold


def _is_emergency(first: Guess, limits: Limits) -> bool:
    return first.intent == EMERGENCY and first.confidence >= limits.of(EMERGENCY)


def _with_memory(wishes: tuple[Guess, ...], taught: Guess, weight: float) -> tuple[Guess, ...]:
    """The parts' wishes after the memory spoke of the whole message; none: the whole message's own stands."""
    if not wishes or weight < _CLEARLY_REMEMBERED or wishes[0].intent == taught.intent:
        return wishes
    if any(wish.intent == taught.intent for wish in wishes):
        return (taught, *(wish for wish in wishes if wish.intent != taught.intent))
    return ()


def _without(intent: str, ranking: tuple[Guess, ...]) -> tuple[Guess, ...]:
    """Ruled out by other means: what was given to it is the others'."""
    left = 1 - sum(guess.confidence for guess in ranking if guess.intent == intent)
    others = [guess for guess in ranking if guess.intent != intent]
    if not others:
        return ranking
    return tuple(
        Guess(guess.intent, min(guess.confidence / max(left, 1e-3), 1.0), guess.span) for guess in others
    )


def _at_most(guess: Guess, confidence: float) -> Guess:
    return Guess(guess.intent, min(guess.confidence, confidence), guess.span)
