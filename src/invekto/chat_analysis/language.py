"""Which language a message is in: Turkish, English or German by their small words, others by their script.

A message that says nothing about its language ("ok", an emoji, a number, a brand, a link) keeps the language
of the conversation, so one such message never flips it. Grammar tells more than names of things: "hotel
transfer var mı" is Turkish with English goods in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from invekto.chat_analysis.language_words import (
    ENGLISH,
    ENGLISH_GRAMMAR,
    GERMAN,
    GERMAN_GRAMMAR,
    NAMES_TOO,
    POLITE,
    TURKISH,
    TURKISH_GRAMMAR,
    TURKISH_TOO,
)
from invekto.chat_analysis.normalise import Folded

DEFAULT = "tr"

_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# Links, addresses and codes are in no language.
_NO_WORDS = re.compile(
    r"(?<=\bthank )you\b|\b(?:https?://|www\.)\S{1,400}|\S{1,64}@\S{1,120}|\b\w{1,40}\.(?:com|net|org|de|gl"
    r"|ly|tr)\b\S{0,200}|\b\w{0,20}\d\w{0,20}\b"
)
# Letters that only Turkish has, of those compared; ö, ü and ç are German or French too.
_TURKISH_ONLY = re.compile("[ğışİĞŞ]")
_GERMAN_ONLY = re.compile("[äßÄ]")
_SHARED = re.compile("[öüçÖÜÇ]")

_TURKISH_ENDING = re.compile(
    r"(?:yor(?:um|sun|uz|lar|musunuz|dum|du)?|iyo|uyo|iniz|unuz|inizi|unuzu|nizi|ler|lar|lari|leri|lerin|"
    r"larin|mis|mus|dim|dum|tim|tum|dik|duk|"
    r"ecek|acak|ecegim|acagim|icem|icam|ucam|caz|cez|mek|mak|siniz|sunuz|misiniz|musunuz|mediniz|madiniz|"
    r"den|dan|nin|nun|imi|umu|dir|tir|meli|"
    r"mali|ince|arak|erek|sem|sam|sek|sak|lim|elim|alim|mem|mam|medi|madi|mez|maz|dik|digi|dugu|imiz|umuz|"
    r"nda|nde|ndan|nden|siz|suz|lik|luk|ligi|"
    r"sini|sine|yim|yiz|abilir|ebilir|iyor|uyor|irsa|erse|arsa|tirdi|dirdi|kten|ktan|sana|sene)$"
)
_ENGLISH_ENDING = re.compile(r"(?:ing|tion|ould|ight|n't|'s|'ll|'ve|'re|'m|ness|ment|ough|ally|tly|able)$")
_GERMAN_ENDING = re.compile(
    r"(?:ung|ungen|keit|heit|lich|liche|lichen|isch|schen|chen|tion(?:en)?|iert|ieren|ehen|eren|aben|"
    r"ommen)$"
)
_NOT_TURKISH = re.compile("[qwx]|sh$|th|ph|ck|oo|ee")

_GRAMMAR, _THING, _COURTESY, _ENDING = 1.5, 0.8, 0.3, 0.8
# What a message must bring against the language of the conversation before it changes: about two words
# that are not politeness.
_SWITCH = 1.6


def detect(text: str, folded: Folded, previous: str | None = None) -> str:
    """ISO 639-1 code. ``previous`` is the conversation's language so far; it stands when nothing speaks."""
    letters = len(_LETTER.findall(text))
    for code, script in _SCRIPTS:
        written = len(script.findall(text)) if letters else 0
        if written * 2 > letters and (written > 1 or previous is None):
            return code
    scores = _scores(text, folded)
    kept = scores.get(previous, 0.0) if previous else 0.0
    best = max(scores, key=lambda code: scores[code])
    if previous is None:
        return best if scores[best] > 0 else DEFAULT
    if best == previous or scores[best] < _SWITCH or scores[best] - kept < _SWITCH / 2:
        return previous
    return best


def _scores(text: str, folded: Folded) -> dict[str, float]:
    turkish = 1.2 * min(3, len(_TURKISH_ONLY.findall(text)))
    german = 1.0 * min(2, len(_GERMAN_ONLY.findall(text)))
    english = 0.0
    perhaps: dict[str, float] = {}
    named: dict[str, float] = {}
    for match in _WORD.finditer(_NO_WORDS.sub(" ", folded.text)):
        word = match.group()
        if word in POLITE:
            code = POLITE[word]
            turkish += _COURTESY * (code == "tr")
            english += _COURTESY * (code == "en")
            german += _COURTESY * (code == "de")
            continue
        tr, en, de = _worth(word)
        if word in TURKISH_TOO:
            perhaps = {code: perhaps.get(code, 0.0) + worth for code, worth in (("en", en), ("de", de))}
            continue
        if word in NAMES_TOO:
            named = {code: named.get(code, 0.0) + worth for code, worth in (("en", en), ("de", de))}
            continue
        turkish, english, german = turkish + tr, english + en, german + de
    if not turkish:
        english, german = english + perhaps.get("en", 0.0), german + perhaps.get("de", 0.0)
    # "Can Er" is a person; "can I" has another English word beside it.
    english += named.get("en", 0.0) if english > _COURTESY else 0.0
    german += named.get("de", 0.0) if german > _COURTESY else 0.0
    if turkish or german:
        shared = 0.4 * min(3, len(_SHARED.findall(text)))
        turkish, german = turkish + shared * (turkish > 0), german + shared * (german > 0)
    return {"tr": turkish, "en": english, "de": german}


@lru_cache(maxsize=8192)
def _worth(word: str) -> tuple[float, float, float]:
    """What a word says for Turkish, English and German."""
    turkish = _GRAMMAR if word in TURKISH_GRAMMAR else _THING if word in TURKISH else 0.0
    english = _GRAMMAR if word in ENGLISH_GRAMMAR else _THING if word in ENGLISH else 0.0
    german = _GRAMMAR if word in GERMAN_GRAMMAR else _THING if word in GERMAN else 0.0
    if turkish or english or german or len(word) < 4:
        return turkish, english, german
    if len(word) > 4 and _TURKISH_ENDING.search(word) and not _NOT_TURKISH.search(word):
        return _ENDING, 0.0, 0.0
    if _ENGLISH_ENDING.search(word):
        return 0.0, 0.5, 0.0
    if len(word) > 5 and _GERMAN_ENDING.search(word):
        return 0.0, 0.0, 0.6
    return 0.0, 0.2 if _NOT_TURKISH.search(word) else 0.0, 0.0
