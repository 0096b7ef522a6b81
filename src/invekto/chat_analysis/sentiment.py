"""Mood by a small lexicon of words and phrases, with negation, irony, capitals and exclamation marks."""

from __future__ import annotations

import re
from functools import lru_cache
from math import tanh

from invekto.chat_analysis.features import tokens
from invekto.chat_analysis.mood_words import BAD, BAD_PHRASES, GOOD, GOOD_PHRASES, THANKS
from invekto.chat_analysis.normalise import Folded
from invekto.chat_analysis.reviews import threatens_review

__all__ = ["sentiment", "threatens_review"]

_LONGEST = 14
_GOOD = {**GOOD, **THANKS}
_PHRASES = tuple(
    [(re.compile(pattern), worth) for pattern, worth in GOOD_PHRASES.items()]
    + [(re.compile(pattern), -worth) for pattern, worth in BAD_PHRASES.items()]
)
_TURNED = re.compile(r"^(?:degil\w*|yok|hic|not|no|never|isn't|wasn't|don't|didn't|diyemem)$")
_TURNED_ENDING = re.compile(
    r"(?:medim|madim|medik|madik|miyorum|muyorum|mem|mam|memis|mamis|medi|madi|siz|suz)$"
)
_KEPT_FROM = re.compile(r"^(?:kalm(?:adi|iyo)\w*|olm(?:adi|iyo)\w*)$")
_QUESTION = re.compile(
    r"\?|\b(?:mi|mu|misiniz|musunuz|miyim|miyiz|midir|mudur|nasil|ne kadar|kac|var ?mi|rica|can|could|would|do you|"
    r"how|when|lutfen|please|olurum|olur|olurdu|olursa|olsa|would)\b"
)
# What goes wrong beside a word of praise makes the praise bitter: "harika, yine ertelenmiş".
_BITTER = re.compile(
    r"\(!\)|🙄|😒|\b(?:yine|ertelen\w*|gecik\w*|kayboldu\w*|kaybol\w*|gelmedi\w*|gundur|haftadir|aydir|"
    r"bekli\w*|bekled\w*|bozul\w*|"
    r"lost|again(?=\W|$)|late again|waiting|cancelled|canceled|nobody|broke|missing|third time|bravo size|"
    r"tebrikler size|helal size)\b"
)
_BITTER_START = re.compile(
    r"^\W*(?:aa+ |ay |oh |ooh |vay |wow |ya |ne )?(?:harika|super|guzel|ne guzel|bravo|tebrik\w*|helal|"
    r"great|fantastic|wonderful|perfect|nice|brilliant|amazing|well done|lovely)\b"
)
_PRAISES_TOO = re.compile(r"\b(?:thank|thanks|tesekkur\w*|sagol\w*|iyi ki|memnun\w*|mutlu\w*|saglik)\b")
_OPPOSED = re.compile(r"\b(?:ama|fakat|ancak|but|however)\b")


def sentiment(text: str, folded: Folded) -> float:
    """From -1, furious, to 1, delighted; 0 when the words say nothing."""
    good, bad = _words(folded)
    for pattern, worth in _PHRASES:
        if pattern.search(folded.text):
            good, bad = good + max(worth, 0.0), bad + max(-worth, 0.0)
    if good and _is_bitter(folded.text):
        good, bad = 0.0, bad + 1.2
    if good and _QUESTION.search(folded.text):
        good *= 0.4  # "memnun olurum", "teşekkürler, adresiniz nedir?" are manners
    score = good - bad
    if good and bad and _OPPOSED.search(folded.text):
        score -= 0.4  # what comes after "but" is meant
    if score < 0:
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) >= 12 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters):
            score *= 1.3
        score *= 1.0 + 0.1 * min(5, text.count("!"))
    if threatens_review(folded):
        score = min(score, 0.0) - 1.2
    return round(tanh(score / 2.0), 3)


def _words(folded: Folded) -> tuple[float, float]:
    """What the single words are worth, the good and the bad apart; a negation beside one turns it."""
    words = [token.text for token in tokens(folded)]
    good = bad = 0.0
    for place, word in enumerate(words):
        value = _worth(word)
        if place + 1 < len(words):
            pair = f"{word} {words[place + 1]}"
            value = _GOOD.get(pair, 0.0) - BAD.get(pair, 0.0) or value
        if not value:
            continue
        near = words[max(0, place - 2) : place] if word in _ENGLISH_WORDS else words[place + 1 : place + 3]
        turned = any(_TURNED.match(other) or (value > 0 and _KEPT_FROM.match(other)) for other in near)
        if turned or (value > 0 and _TURNED_ENDING.search(word)):
            value *= -0.7
        good, bad = good + max(value, 0.0), bad + max(-value, 0.0)
    return good, bad


def _is_bitter(text: str) -> bool:
    if "(!)" in text:
        return True
    if _PRAISES_TOO.search(text):
        return False
    return _BITTER_START.match(text) is not None and _BITTER.search(text) is not None


@lru_cache(maxsize=8192)
def _worth(word: str) -> float:
    """By the longest known beginning of the word; below zero when it is a bad one."""
    if word.startswith(_NO_MOOD):
        return 0.0
    for length in range(min(len(word), _LONGEST), 0, -1):
        # A beginning of four letters is a word of its own only: "bad", not "badem".
        if length <= 4 and length != len(word):
            continue
        beginning = word[:length]
        if beginning in _GOOD or beginning in BAD:
            return _GOOD.get(beginning, 0.0) - BAD.get(beginning, 0.0)
    return 0.0


# Begin like a word of mood, and are a shop or a town.
_NO_MOOD = ("supermarket", "guzelbahce", "guzelyurt")
_ENGLISH_WORDS = frozenset(
    """thank thanks great perfect perfectly love loved amazing awesome excellent happy nice good best
    wonderful fantastic beautiful pleased impressed satisfied recommend helpful friendly bad broken
    worst terrible late""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
