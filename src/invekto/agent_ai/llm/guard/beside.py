"""What stands beside what in a summary: a figure only beside the words it stood beside, and a word only of those it
was said of.

"200 TL ödedim, 150 TL iade edildi" holds the same figures and words as its contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from invekto.agent_ai.llm.guard import summing
from invekto.agent_ai.llm.guard.finding import Fact, find

_PART = re.compile(r"[^.!?;,\n(–—]+")
_NEXT = re.compile(r"(?:and|but|while|ve|ama|fakat|ancak|ise)")
_ANY_COUNT = ("", "piece")  # "2 tişört" and "2 adet" are the same two


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words up to a verb or a stop, and the facts among them. ``items``: either, as they follow each other."""

    items: tuple[str | Fact, ...]
    is_denied: bool
    is_question: bool

    @property
    def words(self) -> list[str]:
        return [one for one in self.items if isinstance(one, str)]


def bare(kind: str, value: tuple[object, ...]) -> tuple[object, ...]:
    if kind == "number" and len(value) > 1 and value[1] in _ANY_COUNT:
        return (kind, value[0])
    return (kind, *value)


def moved(text: str, source: str) -> str | None:
    """The first word of ``text`` beside a figure that ``source`` has elsewhere, or with a "no" for its "yes"."""
    known = list(_stretches(source))
    codes = {bare(fact.kind, fact.value) for one in known for fact in _facts(one) if fact.kind == "code"}
    for stretch in _stretches(text):
        for place, fact in enumerate(stretch.items):
            # Of a single order the whole talk is about.
            if isinstance(fact, str) or (fact.kind == "code" and len(codes) == 1):
                continue
            for side in (stretch.items[:place][::-1], stretch.items[place + 1 :]):
                if word := _stranger(fact, side, stretch, known):
                    return word
    return None


def _facts(stretch: _Stretch) -> list[Fact]:
    return [one for one in stretch.items if isinstance(one, Fact)]


def _has(stretch: _Stretch, fact: Fact) -> bool:
    return any(bare(one.kind, one.value) == bare(fact.kind, fact.value) for one in _facts(stretch))


def _stranger(
    fact: Fact, side: tuple[str | Fact, ...], stretch: _Stretch, known: list[_Stretch]
) -> str | None:
    """Of the words from ``fact`` on, up to the first that tells it from other figures: one it did not stand beside."""
    for word in side:
        if isinstance(word, Fact):
            return None
        if summing.tells_nothing(word):
            continue
        told = [one for one in known if _says(one, word)]
        theirs = [one for one in told if _has(one, fact)]
        if not theirs:
            return word
        if not stretch.is_question and all(
            one.is_denied != stretch.is_denied for one in theirs if not one.is_question
        ):
            return word
        # "39 beden küçük, 40 beden büyük": "beden" stands beside both, so look further.
        if not any(_facts(one) and not _has(one, fact) for one in told):
            return None
    return None


def _stretches(text: str) -> Iterator[_Stretch]:
    facts, view = find(text, "")
    facts = [one for one in facts if one.kind not in ("range", "state")]
    for part in _PART.finditer(view):
        begun: list[str | Fact] = []
        inside = [one for one in facts if part.start() <= one.start < part.end()]
        items: list[tuple[int, str | Fact]] = [(one.start, one) for one in inside]
        items += [
            (part.start() + match.start(), match.group().split("'")[0])
            for match in summing.WORD.finditer(part.group())
        ]
        for _, item in sorted(items, key=lambda item: item[0]):
            begun.append(item)
            if isinstance(item, str) and (_NEXT.fullmatch(item) or summing.VERB.fullmatch(item)):
                yield _stretch(begun)
                begun = []
        if begun:
            yield _stretch(begun)


def _stretch(items: list[str | Fact]) -> _Stretch:
    words = [one for one in items if isinstance(one, str)]
    return _Stretch(tuple(items), summing.is_denied(words), summing.is_question(words))


def parted(text: str, source: str) -> str | None:
    """A word of ``text`` told of one that ``source`` tells another of: "kazak küçük, pantolon büyük" are two things."""
    lines = [list(_stretches(line)) for line in source.splitlines()]
    for stretch in _stretches(text):
        telling = [one for one in stretch.words if not summing.tells_nothing(one) and not _who(one)]
        for one, other in combinations(telling, 2):
            with_one, with_other = (
                [(n, part) for n, line in enumerate(lines) for part in line if _says(part, word)]
                for word in (one, other)
            )
            if any(part in with_other for part in with_one):
                continue
            # Said in one breath, and the second word of something that is not told of here.
            if {n for n, _ in with_one} & {n for n, _ in with_other} and all(
                _others(part, telling) for _, part in with_other
            ):
                return other
    return None


def _others(stretch: _Stretch, words: list[str]) -> bool:
    """Whether it tells of something that is not among ``words``."""
    return any(
        not summing.tells_nothing(word) and not any(summing.same(word, one) for one in words)
        for word in stretch.words
    )


def _says(stretch: _Stretch, word: str) -> bool:
    return any(summing.same(word, other) for other in stretch.words)


_KIN = {
    "mother": r"anne(?!anne)\w{0,8}|mothers?|mom|mum",
    "father": r"baba(?!anne)\w{0,8}|fathers?|dad",
    "spouse": r"esi(?:m\w{0,6}|n[ei]\w{0,3}|yle)?|kocam?\w{0,5}|karim\w{0,4}|nisanli\w{0,6}|sevgili(?:m|s)\w{0,5}"
    r"|wife|husband|spouse|partner",
    "child": r"kizi\w{0,6}|og(?:lu|lan)\w{0,6}|cocu[kg]\w{0,6}|bebe[kg]\w{0,6}|torun\w{0,6}|son|daughter|child(?:ren)?"
    r"|kids?|baby",
    "sibling": r"kardes\w{0,7}|abla(?:m|s)\w{0,5}|(?:abi|agabey)(?:m|s)\w{0,5}|sister|brother|siblings?",
    "other": r"teyze\w{0,6}|amca\w{0,6}|dayi\w{0,6}|hala(?:m|s)\w{0,5}|dede\w{0,6}|nine(?:m|s)\w{0,5}|\w*anneanne\w*"
    r"|babaanne\w*|yegen\w{0,6}|kuzen\w{0,6}|kayin\w+|gelin(?:im|i)\w{0,4}|damad\w+|komsu\w{0,6}"
    r"|arkadasi(?:m(?!iz)\w{0,4}|n\w{0,4})|friends?|cousin|aunt|uncle|grand\w+",
}
_WHO = {name: re.compile(form) for name, form in _KIN.items()}
_OWN = re.compile(
    r"\w{2,}(?:y[iu]m|yorum|yom|[dt][iu]m|m[iu]s[iu]m|[ae]c[ae][gk][iu]m|[aeiu]r[iu]m|[iu]c[ae]m|[iu]m)"
)


def somebody_else(text: str, source: str) -> str | None:
    """The first word of ``text`` said of the customer that was said of another ("annem hamile"), or the reverse."""
    known = [(stretch, _people(stretch)) for stretch in _stretches(source)]
    for stretch in _stretches(text):
        people = _people(stretch)
        for word in stretch.words:
            if summing.tells_nothing(word) or _who(word):
                continue
            heard = [
                (one.is_denied == stretch.is_denied, who, other)
                for one, who in known
                for other in one.words
                if summing.same(word, other)
            ]
            # "Annem geldi, babam gelmedi": of whom it is denied says nothing about who came.
            is_alike = any(alike for alike, _, _ in heard) and not stretch.is_question
            theirs = [(who, other) for alike, who, other in heard if alike or not is_alike]
            if not theirs:
                continue
            if all(who for who, _ in theirs) and not any(who & people for who, _ in theirs):
                return word
            if (
                people
                and not any(who & people for who, _ in theirs)
                and all(_OWN.fullmatch(other) for _, other in theirs)
            ):
                return word
    return None


def _people(stretch: _Stretch) -> frozenset[str]:
    return frozenset(who for word in stretch.words if (who := _who(word)))


def _who(word: str) -> str | None:
    return next((name for name, form in _WHO.items() if form.fullmatch(word)), None)
