"""What a message says besides its wish: danger, a bulk buyer, a threat, a mood, hurry, a patient from abroad.

The first four are found twice: by rules, which name their words, and by lines learnt from marked messages
(``marks``), which hear what no list of words holds. Where the two are weighed against each other the numbers were
chosen on benchmarks/heldout: redflags, b2b, mood and their ``_c``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from invekto.chat_analysis.marks import ANGRY, B2B, BAD_REVIEW, PLEASED, RED_FLAG
from invekto.chat_analysis.normalise import Folded
from invekto.chat_analysis.wholesale import b2b_evidence, is_for_home, offers_to_us

__all__ = [
    "b2b_evidence",
    "buys_in_bulk",
    "is_calm",
    "is_danger",
    "is_for_home",
    "is_surely_danger",
    "is_urgent",
    "mood",
    "offers_to_us",
    "speaks_of_abroad",
    "threatens",
]

# A missed danger costs more than a false alarm: four in a hundred of what only sounds like one are taken for one.
_DANGER, _SURE_DANGER, _NO_DANGER = -0.2, 0.2, -0.8
# Where the message clearly wishes something else, it must be more likely than not.
_DANGER_ELSEWHERE = 0.0
_BULK_WORDS, _BULK = 0.6, 0.15
_THREAT_WORDS, _THREAT = 0.4, -0.1
_SURE_THREAT = 0.3  # without a word of a review or of bad mood; what is only rare looks a little like one
_MOOD_WORDS, _NO_MOOD = 1.0, 0.0
_FAINT = 0.2  # neither angry nor pleased

Learnt = Mapping[str, float]

_URGENT = re.compile(
    r"\b(?:acil\w*|ivedi\w*|hemen|derhal|bir an once|biran once|cok acele|acele\w*|yetismesi|yetisir|bugune|"
    r"urgent\w*|asap|immediately|right now|emergency|as soon as possible)\b"
)
_ABROAD = re.compile(
    r"\b(?:yurt ?disin\w*|almanya\w*|hollanda\w*|belcika\w*|avusturya\w*|isvicre\w*|ingiltere\w*|"
    r"fransa\w*|isvec\w*|"
    r"norvec\w*|danimarka\w*|amerika\w*|dubai\w*|katar\w*|kuveyt\w*|rusya\w*|azerbaycan\w*|irak\w*|"
    r"abroad|overseas|germany|netherlands|holland|belgium|austria|switzerland|england|united kingdom|"
    r"london|france|"
    r"paris|sweden|norway|denmark|ireland|dublin|italy|spain|usa|america|canada|australia|dubai|qatar|kuwait|"
    r"saudi\w*|russia|my country|fly(?:ing)? (?:in|to|from|over)|flights?|airport|hotel|transfer|interpreter|"
    r"havaliman\w*|havalan\w*|ucak\w* bilet\w*|tercuman\w*)\b"
)


def is_urgent(folded: Folded) -> bool:
    return _URGENT.search(folded.text) is not None


def speaks_of_abroad(folded: Folded) -> bool:
    """Living or coming from abroad: one of the two signals of a foreign patient, language is the other."""
    return _ABROAD.search(folded.text) is not None


def is_danger(learnt: Learnt, *, elsewhere: bool = False) -> bool:
    """``elsewhere``: the model is sure of another wish than an emergency."""
    return learnt.get(RED_FLAG, -1.0) >= (_DANGER_ELSEWHERE if elsewhere else _DANGER)


def is_surely_danger(learnt: Learnt) -> bool:
    """So sure that the message is an emergency whatever else it asks."""
    return learnt.get(RED_FLAG, -1.0) >= _SURE_DANGER


def is_calm(learnt: Learnt) -> bool:
    """So sure that there is no danger that even words of danger mean something else."""
    return learnt.get(RED_FLAG, 0.0) <= _NO_DANGER


def buys_in_bulk(learnt: Learnt, has_words: bool) -> bool:
    """``has_words``: whether the rules found words of bulk, corporate or resale buying."""
    return learnt.get(B2B, -1.0) + _BULK_WORDS * has_words >= _BULK


def threatens(learnt: Learnt, has_words: bool, is_hinted: bool) -> bool:
    """Threatens or announces a bad review or a complaint; ``has_words`` as the rules hear it. What is learnt
    needs a hint in the words (``reviews.hints_at_review``, or a word of bad mood): nobody is to be comforted for
    "beraber yaptırsam" or for having come by an advert.
    """
    if not has_words and not is_hinted:
        return learnt.get(BAD_REVIEW, -1.0) >= _SURE_THREAT
    return learnt.get(BAD_REVIEW, -1.0) + _THREAT_WORDS * has_words >= _THREAT


def mood(learnt: Learnt, words: float) -> float:
    """From -1, furious, to 1, delighted; ``words`` is the same by the lexicon alone.

    What is learnt decides between the three moods, the words how strong it is.
    """
    if ANGRY not in learnt or PLEASED not in learnt:
        return words
    angry = learnt[ANGRY] - _MOOD_WORDS * (words if words < 0 else words / 2)
    pleased = learnt[PLEASED] + _MOOD_WORDS * (words if words > 0 else words / 2)
    strength = max(angry, pleased) - _NO_MOOD
    if strength < 0:
        return round(max(-_FAINT, min(_FAINT, words)), 3)
    # A mood without a word for it is a mild one.
    strength = min(1.0, max(_FAINT + 0.06 + 0.3 * strength, abs(words)))
    return round(-strength if angry > pleased else strength, 3)
