"""Several wishes in one message: where one ends and the next begins, and what each of them is.

Most such messages have no punctuation. So every place between two words is weighed: by the signs and joining
words there, by how often a message ends with the word before it and begins with the word after it, and by what
the light view says of the two sides. Only the parts that this settles on are read in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from invekto.chat_analysis.corpus import EMERGENCY, OUT_OF_SCOPE
from invekto.chat_analysis.features import Token
from invekto.chat_analysis.light import Floats, RunVotes
from invekto.chat_analysis.model import Model, Scores
from invekto.chat_analysis.normalise import Folded
from invekto.chat_analysis.reading import Read
from invekto.chat_analysis.wish_weights import CUT, PART
from invekto.chat_analysis.wish_words import (
    ASKED,
    BEFORE_AFTER,
    COURTESY,
    ENDED,
    JOIN_OPENERS,
    LEADS_ON,
    LEANING,
    OTHERWISE,
    RULED_OUT,
    STRONG_JOIN,
    STRONG_SIGNS,
    WANTED,
    WEAK_JOIN,
)

# Two words can hold two wishes ("adres? fiyat?"), and the first hundred say them all.
FEWEST_WORDS, MOST_WORDS = 3, 100
_MOST_PARTS = 4

_CUT, _PART = np.array(CUT, dtype=np.float32), np.array(PART, dtype=np.float32)
# Chosen on the half of multi.jsonl that was looked at: splitting one wish is worse than missing a second.
_LEAST_ODDS = 1.6  # that a message is cut at all, before its parts are read in full
_LEAST_WANTED, _LEAST_UNSAID = -0.3, 0.4  # log odds of a part that asks or wants, and of one that does not
_ANGRY = (
    0.8  # anger beside a wish is its reason or its mood, unless this sure and set apart by a joining word
)
_OUTSIDE_DOUBT = 0.8
_FORM_TRAITS = 13
_LEAST_FORM = -2.4  # places that look less like a joint are not weighed: 3 % of the true ones, 60 % of all

# The order in which wishes are served (intents.md): emergencies, then acts, then questions, then complaints.
_ACTS = frozenset(
    {
        "appointment_booking", "appointment_reschedule", "appointment_cancel", "return_request",
        "product_exchange", "invoice_request", "order_cancel", "opt_out", "human_request",
    }
)  # fmt: skip
# These accompany a wish and are none beside it.
NO_WISH = frozenset({"greeting", "thanks", "affirm", "deny", OUT_OF_SCOPE})

# Of each of these a message wants one: the parts name its reason or its way, the whole says which.
_ALTERNATIVES = (
    frozenset({"appointment_booking", "appointment_reschedule", "appointment_cancel"}),
    frozenset({"return_request", "product_exchange", "order_cancel"}),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens from ``first`` up to ``end`` carry ``intent``."""

    intent: str
    confidence: float
    first: int
    end: int


# First token, token after the last, log odds of the best cut beside it, whether a strong joining word is there.
Cut = tuple[int, int, float, bool]


def wish_class(intent: str) -> int:
    """Lower is served earlier."""
    if intent == EMERGENCY:
        return 0
    if intent in _ACTS:
        return 1
    return 3 if intent == "complaint" else 2


@dataclass(frozen=True, slots=True)
class Places:
    """Where a message could be cut: the part before ends at token ``ends``, the next begins at ``begins``
    (joining words between them belong to neither). ``form`` has a row per place."""

    ends: npt.NDArray[np.intp]
    begins: npt.NDArray[np.intp]
    form: Floats


_WANTED_TRAIT, SET_APART = 4, 15  # among a part's traits
_JOINED = 4  # the trait of a place that says: a strong joining word
_GROUPS = 3  # nothing, a weak sign or word, a strong one


def places_of(
    text: str,
    folded: Folded,
    words: Sequence[Token],
    votes: RunVotes,
    *,
    least: float = _LEAST_FORM,
    weights: Floats = _CUT,
) -> Places:
    """All places that look at least a little like a joint, in order."""
    texts = [word.text for word in words]
    says = [any(char.isalnum() for char in one) for one in texts]
    ending, beginning = (edge.tolist() for edge in votes.edges())
    broken = "\n" in text.strip()
    ends, begins, rows = [], [], []
    at = 1
    while at < len(texts):
        joined, begin = _joins(texts, at)
        here = at
        at = max(begin, at + 1)
        if begin >= len(texts) or not any(says[:here]) or not any(says[begin:]) or not says[here]:
            continue
        if LEANING.fullmatch(texts[begin]):
            continue
        if OTHERWISE.fullmatch(texts[begin]):
            joined = 2
        last = here - 1
        while not says[last]:
            last -= 1
        if _joins(texts, 0)[1] > last:  # nothing but "bu arada" before
            continue
        signs = set(texts[last + 1 : here])
        newline = broken and "\n" in text[_end(folded, words[last]) : _begin(folded, words[here])]
        number = texts[last].isdigit() and not newline
        strong_sign = (bool(signs & STRONG_SIGNS) and not number) or newline
        weak_sign = bool(signs) and not strong_sign and not number
        group = 2 if strong_sign or joined == 2 else 1 if weak_sign or joined == 1 else 0
        rows.append(
            [
                group == 0, group == 1, group == 2,
                "?" in signs, joined == 2, joined == 1, newline,
                ending[last], beginning[begin],
                *_word_form(texts[last], group == 0),
            ]
        )  # fmt: skip
        ends.append(here)
        begins.append(begin)
    form = np.array(rows, dtype=np.float32).reshape(len(rows), _FORM_TRAITS)
    likely = form @ weights[:_FORM_TRAITS] > least
    return Places(
        np.array(ends, dtype=np.intp)[likely], np.array(begins, dtype=np.intp)[likely], form[likely]
    )


@lru_cache(maxsize=8192)
def _word_form(word: str, alone: bool) -> tuple[bool, bool, bool, bool]:
    leads_on = bool(LEADS_ON.fullmatch(word))
    return bool(ASKED.fullmatch(word)), bool(ENDED.fullmatch(word)), leads_on, leads_on and alone


def _joins(texts: Sequence[str], at: int) -> tuple[int, int]:
    """How strongly the words from ``at`` on join (0, 1, 2), and the token after them."""
    strength = 0
    if texts[at] not in JOIN_OPENERS:
        return 0, at
    while at < len(texts):
        two = f"{texts[at]} {texts[at + 1]}" if at + 1 < len(texts) else ""
        if two and STRONG_JOIN.fullmatch(two):
            strength, at = 2, at + 2
        elif STRONG_JOIN.fullmatch(texts[at]):
            strength, at = 2, at + 1
        elif two and WEAK_JOIN.fullmatch(two):
            strength, at = max(strength, 1), at + 2
        elif WEAK_JOIN.fullmatch(texts[at]) and not _is_after(texts, at):
            strength, at = max(strength, 1), at + 1
        elif strength and not texts[at].isalnum():
            at += 1
        else:
            break
    return strength, at


def _is_after(texts: Sequence[str], at: int) -> bool:
    """ "lazerden sonra", "iki gun sonra": a time, not a joint."""
    return texts[at] == "sonra" and (at == 0 or bool(BEFORE_AFTER.fullmatch(texts[at - 1])))


def traits(
    places: Places, words: Sequence[Token], votes: RunVotes, model: Model, first: int, end: int
) -> tuple[npt.NDArray[np.intp], Floats]:
    """The places inside the run from ``first`` to ``end``, and a row of traits for each."""
    inside = np.flatnonzero((places.ends > first) & (places.begins < end))
    if not len(inside):
        return inside, np.zeros((0, 0), dtype=np.float32)
    count = len(inside)
    left = [(first, int(stop)) for stop in places.ends[inside]]
    right = [(int(start), end) for start in places.begins[inside]]
    margins = votes.margins([(first, end), *left, *right]) * model.scales + model.intercepts
    served = np.array([name not in NO_WISH for name in model.classes])
    wish = np.where(served, margins, -np.inf).max(axis=1)
    chatter = np.where(served, -np.inf, margins).max(axis=1)
    over = np.clip(wish - chatter, -1, 1)
    best = np.where(served, margins, -np.inf).argmax(axis=1)
    value = np.clip(wish, -1.0, 1.5)
    whole, a, b = 0, slice(1, 1 + count), slice(1 + count, None)
    one = np.arange(count)
    apart = np.minimum(
        margins[a][one, best[a]] - margins[b][one, best[a]],
        margins[b][one, best[b]] - margins[a][one, best[b]],
    )
    says = np.cumsum([0, *(word.text.isalnum() for word in words)])
    shortest = np.minimum(says[places.ends[inside]] - says[first], says[end] - says[places.begins[inside]])
    form = places.form[inside]
    light = np.column_stack(
        [
            value[a] + value[b] - value[whole],
            np.minimum(value[a], value[b]),
            np.minimum(over[a], over[b]),
            np.clip(apart, -1, 2),
        ]
    )
    group = form[:, :_GROUPS]
    rows = np.column_stack(
        [
            form,
            (light[:, None, :] * group[:, :, None]).reshape(count, -1),
            best[a] == best[b],
            shortest <= 1,
            (shortest <= 1) * group[:, 2],
            shortest == 2,
            (shortest == 2) * group[:, 2],
            np.full(count, value[whole]),
            np.full(count, np.log(says[end] - says[first] + 1.0)),
        ]
    ).astype(np.float32)
    return inside, rows


def find_parts(
    one: Read,
    model: Model,
    read: Callable[[Sequence[tuple[int, int]]], Sequence[Scores]],
) -> tuple[Part, ...]:
    """The wishes of a message in the order of mention, when there are several; else none.

    ``read`` scores ranges of tokens in full.
    """
    text, folded, words, whole = one.text, one.folded, one.words, one.scores
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return ()
    cuts = cuts_of(text, folded, words, model, one.rows.row(one.number)[0])
    if len(cuts) < 2:
        return ()
    ranges = [(first, end) for first, end, _, _ in cuts]
    parts: list[Part] = []
    found = candidates(cuts, words, model, whole, read(ranges))
    for (intent, confidence, row), (first, end) in zip(found, ranges, strict=True):
        # "Gelmezse iade" wants without a word of wanting.
        wanted = row[_WANTED_TRAIT] or OTHERWISE.fullmatch(words[first].text)
        least = _LEAST_WANTED if wanted else _LEAST_UNSAID
        if intent in NO_WISH or np.array(row, dtype=np.float32) @ _PART < least:
            continue
        if intent == "complaint" and not (row[SET_APART] and confidence > _ANGRY):
            continue
        if any(RULED_OUT.match(word.text) for word in words[first:end]):
            continue
        if parts and parts[-1].intent == intent:
            last = parts[-1]
            parts[-1] = replace(last, confidence=max(last.confidence, confidence), end=end)
        elif all(part.intent != intent for part in parts):
            parts.append(Part(intent, confidence, first, end))
    parts = _one_of_alternatives(parts, model.classes[whole.best])
    return tuple(parts) if len(parts) > 1 else ()


def _one_of_alternatives(parts: list[Part], whole: str) -> list[Part]:
    for group in _ALTERNATIVES:
        rivals = [part for part in parts if part.intent in group]
        if len(rivals) > 1:
            meant = next((part for part in rivals if part.intent == whole), None)
            if meant is None and whole in group:
                return []  # seen in the whole message, in none of its parts
            meant = meant or max(rivals, key=lambda part: part.confidence)
            parts = [part for part in parts if part is meant or part not in rivals]
    return parts


def candidates(
    cuts: Sequence[Cut], words: Sequence[Token], model: Model, whole: Scores, read: Sequence[Scores]
) -> list[tuple[str, float, list[float]]]:
    """For each part its intent, its confidence, and the traits by which it is judged a wish or not."""
    found = []
    texts_of = [[word.text for word in words[first:end]] for first, end, _, _ in cuts]
    asks = ["?" in texts or any(map(_is_asked, texts)) for texts in texts_of]
    wants = [asked or any(map(_is_wanted, texts)) for asked, texts in zip(asks, texts_of, strict=True)]
    for number, ((_, _, logit, strong), scores) in enumerate(zip(cuts, read, strict=True)):
        intent, confidence = _served(scores, model)
        asked, wanted = asks[number], wants[number]
        in_whole = float(whole.probabilities[model.classes.index(intent)])
        sure = np.log(max(confidence, 1e-3) / max(1 - confidence, 1e-2))
        found.append(
            (
                intent,
                confidence,
                [
                    1.0, sure, min(logit, 6.0), asked, wanted, number == 0,
                    np.log(max(in_whole, 1e-3)), model.classes.index(intent) == whole.best,
                    whole.confidence, intent == "complaint", intent == EMERGENCY, intent in _ACTS,
                    intent in _ACTS and not wanted, number == 0 and not wanted,
                    model.classes[scores.best] in NO_WISH,
                    strong, strong and wanted, strong and intent == "complaint",
                    asked and number > 0, strong * np.log(max(in_whole, 1e-3)),
                    wanted and sum(wants) > 1, asked and sum(asks) > 1, sum(asks) > asked and not asked,
                ],
            )
        )  # fmt: skip
    return found


def _is_asked(word: str) -> bool:
    return _word_form(word, True)[0]


@lru_cache(maxsize=8192)
def _is_wanted(word: str) -> bool:
    return bool(WANTED.fullmatch(word))


def _served(scores: Scores, model: Model) -> tuple[str, float]:
    """A part that is joined to a wish is seldom out of scope: unless that is sure, the best wish stands."""
    best = scores.best
    sure = model.classes[best] != OUT_OF_SCOPE or scores.confidence > _OUTSIDE_DOUBT
    if sure or len(model.classes) < 2:
        return model.classes[best], scores.confidence
    second = int(np.argsort(scores.margins)[-2])
    return model.classes[second], float(scores.probabilities[second]) / max(1 - scores.confidence, 1e-3)


def cuts_of(
    text: str,
    folded: Folded,
    words: Sequence[Token],
    model: Model,
    known: npt.NDArray[np.intp] | None = None,
    *,
    weights: Floats = _CUT,
    least_odds: float = _LEAST_ODDS,
) -> list[Cut]:
    """The parts, each with the logit of the better of its cuts."""
    votes = model.run_votes([word.text for word in words], known)
    places = places_of(text, folded, words, votes, weights=weights)
    done: list[Cut] = []
    open_: list[Cut] = [(0, len(words), -9.0, False)]
    while open_:
        first, end, before, strong = open_.pop()
        cut = None
        if len(open_) + len(done) + 1 < _MOST_PARTS:
            inside, rows = traits(places, words, votes, model, first, end)
            if len(inside):
                logits = rows @ weights
                if np.exp(np.minimum(logits, 30.0)).sum() > least_odds:
                    cut, logit = inside[logits.argmax()], float(logits.max())
        if cut is None:
            done.append((first, _without_courtesy(words, first, end), before, strong))
        else:
            before, strong = max(before, logit), strong or bool(places.form[cut, _JOINED])
            open_ += [
                (int(places.begins[cut]), end, before, strong),
                (first, int(places.ends[cut]), before, strong),
            ]
    return done


def _without_courtesy(words: Sequence[Token], first: int, end: int) -> int:
    last = end
    while last > first and (COURTESY.fullmatch(words[last - 1].text) or not words[last - 1].text.isalnum()):
        last -= 1
    return end if last == first or all(not word.text.isalnum() for word in words[last:end]) else last


def _begin(folded: Folded, word: Token) -> int:
    return folded.span(word.start, word.end)[0]


def _end(folded: Folded, word: Token) -> int:
    return folded.span(word.start, word.end)[1]
