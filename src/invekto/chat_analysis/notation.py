"""A notation for what people write, so that a rule reads as words and not as a regular expression.

``nefes* ~ (alam*/daral*), boğuluyor*`` is one of two phrases: a word that begins with "nefes", up to three words,
a word that begins with "alam" or "daral"; or a word that begins with "boguluyor". Commas part phrases, ``(a/b)``
are choices, ``(a/b)?`` may be missing, as may the last letter of ``ab?``; ``*`` stands for any letters, ``~`` for
up to three words. Phrases are folded when they are read, as messages are: Turkish letters may be written here and
match however they are typed. Of a word of six letters or more the vowels may be missing, since they are what
hurried fingers leave out ("fskryo"); its first letter and the last vowel before ``*`` stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from invekto.chat_analysis.normalise import fold_text

Span = tuple[int, int]

_SIGN = re.compile(r"[(/]|\)\??|~|[^\s()/~]+")
_WORD = re.compile(r"\w+")
_APART = r"\W+"
# Possessive, so that a long word or a run of signs is never gone through twice.
_UP_TO_THREE_WORDS = r"(?:[\w']++[^\w']++){0,3}?"
_KEY = 2  # letters by which a word is looked up
_LONG = 6
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """``keys`` are the first letters of all words a phrase may begin with; None looks at every word.

    A ``setting`` (which treatment, when) counts wherever it stands, also in a question or an old story.
    """

    pattern: re.Pattern[str]
    keys: frozenset[str] | None
    setting: bool = False

    def matches(self, word: str) -> bool:
        return self.pattern.fullmatch(word) is not None


class Page:
    """A folded message opened for many searches: only where a phrase may begin is it tried."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._written = text
        self._starts: dict[str, list[int]] = {}
        self._found: dict[Phrases, list[Span]] = {}
        for word in _WORD.finditer(text):
            self._starts.setdefault(word.group()[:_KEY], []).append(word.start())

    def find(self, phrases: Phrases) -> list[Span]:
        """Where the phrases stand, remembered until something is blanked."""
        if phrases not in self._found:
            self._found[phrases] = self._search(phrases)
        return self._found[phrases]

    def _search(self, phrases: Phrases) -> list[Span]:
        text = self._written if phrases.setting else self.text
        keys = self._starts if phrases.keys is None else phrases.keys & self._starts.keys()
        if not keys:
            return []
        match = phrases.pattern.match
        return sorted(m.span() for key in keys for start in self._starts[key] if (m := match(text, start)))

    def blank(self, places: Sequence[Span]) -> None:
        if not places:
            return
        letters = list(self.text)
        for start, end in places:
            letters[start:end] = " " * (end - start)
        self.text = "".join(letters)
        self._found.clear()


@lru_cache(maxsize=1024)
def phrases(*sources: str, raw: str = "", setting: bool = False) -> Phrases:
    """One pattern for all the phrases, beside ``raw``, a regular expression over folded text."""
    written = [part.strip() for source in sources for part in source.split(",")]
    read = [_Reader(part).sequence() for part in written if part]
    patterns = [pattern for pattern, _, _ in read] + ([raw] if raw else [])
    keys = None if raw else frozenset(key for _, some, _ in read for key in some)
    return Phrases(re.compile(rf"(?:{'|'.join(patterns)})(?!\w)"), keys, setting)


_Read = tuple[str, frozenset[str], bool]  # pattern, keys it may begin with, whether it may be missing


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, written: str) -> None:
        self._tokens = _SIGN.findall(fold_text(written))
        self._place = 0

    def sequence(self) -> _Read:
        pattern, apart, keys, first = "", "", frozenset[str](), True
        while self._place < len(self._tokens) and self._tokens[self._place] not in ("/", ")", ")?"):
            sign = self._tokens[self._place]
            self._place += 1
            if sign == "~":
                pattern, apart = f"{pattern}{apart}{_UP_TO_THREE_WORDS}", ""
                continue
            piece, some, missing = self._choices() if sign == "(" else _word(sign)
            if not missing:
                pattern, apart = pattern + apart + piece, _APART
            elif apart:
                pattern += f"(?:{apart}{piece})?"
            else:
                pattern += f"(?:{piece}{_APART})?"
            if first:
                keys, first = keys | some, missing
        return pattern, keys, False

    def _choices(self) -> _Read:
        choices = [self.sequence()]
        while (sign := self._tokens[self._place]) == "/":
            self._place += 1
            choices.append(self.sequence())
        self._place += 1
        pattern = f"(?:{'|'.join(pattern for pattern, _, _ in choices)})"
        return pattern, frozenset(key for _, some, _ in choices for key in some), sign == ")?"


def _word(written: str) -> _Read:
    fixed = written.split("*")[0]
    if "?" in written or len(fixed) < _LONG or not fixed.isalpha():
        pattern = re.escape(written).replace(r"\*", r"\w*").replace(r"\?", "?")
        return pattern, frozenset({_first_word(written)[:_KEY]}), False
    # Before an ending the last vowel is a part of it: "kaldiram*" is not "kaldirma".
    last = (
        max((i for i, c in enumerate(fixed) if c in _VOWELS), default=0) if written != fixed else len(fixed)
    )
    letters = [f"{c}?" if 0 < i < last and c in _VOWELS else c for i, c in enumerate(fixed)]
    key = fixed[:_KEY]
    keys = {key}
    if fixed[1] in _VOWELS:
        keys.add(fixed[0] + next((c for c in fixed[1:] if c not in _VOWELS), ""))
    return "".join(letters) + re.escape(written[len(fixed) :]).replace(r"\*", r"\w*"), frozenset(keys), False


def _first_word(written: str) -> str:
    """Up to the first sign that parts words for the reader of a message: "can't" is found at "can"."""
    match = re.match(r"\w+", written)
    if match is None:
        raise ValueError(f"{written!r} begins with no letter")
    return match.group()
