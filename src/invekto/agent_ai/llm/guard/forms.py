"""Forms of one word, and what an ending says by itself: when something happens, and which way it goes. Folded words.

"Gecikebilir" and "gecikti" are one word and two facts, as "Ankara'dan" and "Ankara'ya" are.
"""

from __future__ import annotations

import re

_STEM = 4  # letters two forms of a Turkish word have in common at least
_SHORTEST = 3  # … where the endings are known ones
_ENDING = 7  # letters of a Turkish word's endings at most

# The first that fits; a form that tells no time (an infinitive, "ulaşır") has none.
_TIMES = (
    ("may", re.compile(r"[ae]bil\w*$")),
    ("will", re.compile(r"[ae]ca[gk]\w*$|ece[gk]\w*$")),
    ("now", re.compile(r"[iu]yor\w*$|m[ae]kt[ae]\w*$")),
    ("done", re.compile(r"(?:di|du|ti|tu|mis|mus)(?:k|m|n|niz|nuz|ler|lar|tir)?$")),
)
_WAYS = (
    ("from", re.compile(r"(?:n?[dt][ae]n)$")),
    ("at", re.compile(r"(?:n?[dt][ae](?:ki|dir)?)$")),
    ("to", re.compile(r"(?:[yn]?[ae])$")),
    ("of", re.compile(r"(?:n?[iu]n)$")),
    ("it", re.compile(r"(?:[yn]?[iu])$")),
    ("with", re.compile(r"(?:y?l[ae])$")),
)


# What a word may gain or lose and still tell the same: plural, possession, object, "is".
_SAME = re.compile(r"[kgpb]?(?:at)?(?:l[ae]r)?(?:s?[iu])?(?:(?:n|y)?[iu])?(?:n?[iu]n)?(?:[dt][iu]r)?")
_ALIKE = ({"yalniz", "yalnizca", "sadece"}, {"only", "just"}, {"business", "working"})
_PERSONS = (
    ("you", re.compile(r"n[iu]z(?:[iuae]|d[ae]n?|[iu]n|l[ae]|d[iu]r)?$")),
    (
        "we",
        re.compile(r"(?:[rygl][iu]z|m[iu]z(?:[iuae]|d[ae]n?|[iu]n|l[ae])?|m[iu]s[iu]z|[dt][iu]k|s[ae]k)$"),
    ),
    ("I", re.compile(r"(?:yor|c[ae]g|[dt]|m[iu]s|bilir)[iu]m$")),
)


def same_told(word: str, other: str, language: str) -> bool:
    """Stricter than ``same_stem``: neither who, whose, when, whether nor which way may differ."""
    if word == other or any(word in one and other in one for one in _ALIKE):
        return True
    if language == "en":
        return word in (f"{other}s", f"{other}es") or other in (f"{word}s", f"{word}es")
    common = _common(word, other)
    return (
        common >= _SHORTEST
        and person_of(word) == person_of(other)
        and all(_SAME.fullmatch(one[common:]) is not None for one in (word, other))
    )


def person_of(word: str) -> str | None:
    """Who does it, or whose it is, as the ending tells: you, we or I; None: somebody else."""
    return next((name for name, form in _PERSONS if form.search(word)), None)


def same_stem(word: str, other: str) -> bool:
    """Two forms of one Turkish word: a common beginning, and no more than endings after it."""
    common = _common(word, other)
    if common < _STEM or len(word) - common > _ENDING or len(other) - common > _ENDING:
        return False
    # The last letter may soften before an ending ("kitap", "kitabı"); more of the stem may not differ.
    return common >= min(len(word), len(other)) * 0.6


def time_of(word: str) -> str | None:
    return next((name for name, form in _TIMES if form.search(word)), None)


def way_of_ending(ending: str) -> str | None:
    """What follows a name's apostrophe."""
    return next((name for name, form in _WAYS if form.fullmatch(ending)), None)


def ways_differ(word: str, other: str) -> bool:
    """Two forms of one word without an apostrophe: "şubeye", "şubede". Only from, at and to count."""
    one, two = _way(word, _common(word, other)), _way(other, _common(word, other))
    return one is not None and two is not None and one != two


def _way(word: str, common: int) -> str | None:
    """``common``: letters shared with the other form: a bare "firma" goes nowhere."""
    for name, form in _WAYS[:2]:
        if (match := form.search(word)) and match.end() > common - 2 and match.start() >= _STEM - 1:
            return name
    return "to" if _WAYS[2][1].fullmatch(word[common:]) else None


def _common(word: str, other: str) -> int:
    common = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        common += 1
    return common
