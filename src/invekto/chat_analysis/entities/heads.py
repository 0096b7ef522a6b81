"""With which three letters a match of an expression can begin, read off the expression itself.

Most rules can begin at few words of a message; knowing which spares asking them at every letter.
"""

from __future__ import annotations

import re
import string

_ANY = "\0"  # whatever letter
LENGTH = 3
DIGIT = "0"  # stands for all ten
_ALL_DIGITS = frozenset("0123456789")
_EMPTY = frozenset({""})
_WIDEST_CLASS = 12  # a class of more letters is any letter
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*),?\d*\})\??")
_NAMED_GROUP = re.compile(r"\?P<\w+>")

Heads = frozenset[str]


def heads_of(source: str) -> Heads | None:
    r"""The first three letters, or fewer when any may follow; None when a match may begin anywhere.

    Some may be named with which no match begins ("{1,2}" is read as one or more); none is left out.
    Every match must begin where a word does: behind ``\b`` or a look back that refuses ``\w``.
    """
    reader = _Reader(source)
    found, anchored = reader.alternatives()
    if not anchored or reader.place < len(source):
        return None
    if any(not head[:1].isalnum() for head in found):
        return None
    return frozenset(head.partition(_ANY)[0] for head in found)


class _Reader:
    """Reads the expressions of these rooms: no flags inside, no references back."""

    def __init__(self, source: str) -> None:
        self.source, self.place = source, 0

    def alternatives(self) -> tuple[Heads, bool]:
        """What the alternatives up to the group's end begin with, and whether all begin at a word."""
        found, anchored = self._sequence()
        while self._here() == "|":
            self.place += 1
            others, also = self._sequence()
            found, anchored = found | others, anchored and also
        return found, anchored

    def _sequence(self) -> tuple[Heads, bool]:
        found, anchored = _EMPTY, False
        while self._here() not in ("", "|", ")"):
            following, begins_word = self._item()
            # What stands before may be nothing, so an anchor behind it does not hold it.
            anchored = anchored or (begins_word and found == _EMPTY)
            found = _joined(found, self._repeated(following))
        return found, anchored

    def _item(self) -> tuple[Heads, bool]:
        sign = self.source[self.place]
        self.place += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._letters(), False
        if sign == "\\":
            return self._escaped()
        if sign in "^$":
            return _EMPTY, False
        return frozenset({_ANY if sign == "." else _plain(sign)}), False

    def _group(self) -> tuple[Heads, bool]:
        begin = self.place
        look = self.source[begin : begin + 3]
        if look.startswith("?:"):
            self.place += 2
        elif named := _NAMED_GROUP.match(self.source, begin):
            self.place = named.end()
        elif look in ("?<!", "?<="):
            self.place += 3
        elif look.startswith(("?=", "?!")):
            self.place += 2
        found, anchored = self.alternatives()
        inside = self.source[begin : self.place]
        self.place += 1
        if look == "?<!":
            return _EMPTY, inside.startswith((r"?<![\w", r"?<!\w"))
        if look.startswith(("?=", "?!", "?<=")):
            return _EMPTY, False
        return found, anchored

    def _escaped(self) -> tuple[Heads, bool]:
        sign = self.source[self.place]
        self.place += 1
        if sign == "b":
            return _EMPTY, True
        return frozenset({{"d": DIGIT, "s": " "}.get(sign, _ANY if sign.isalpha() else sign)}), False

    def _letters(self) -> Heads:
        end = self.source.index("]", self.place + 1)
        inside = self.source[self.place : end]
        self.place = end + 1
        allowed = re.compile(f"[{inside}]")
        letters = frozenset(_plain(sign) for sign in string.printable if allowed.match(sign))
        return letters if len(letters) <= _WIDEST_CLASS else frozenset({_ANY})

    def _repeated(self, item: Heads) -> Heads:
        """The item as often as the sign behind it says."""
        quantifier = _QUANTIFIER.match(self.source, self.place)
        if quantifier is None:
            return item
        self.place = quantifier.end()
        sign = quantifier.group()[0]
        more = item if sign == "?" else item | _joined(item, item | _joined(item, item))
        may_lack = sign in "*?" or quantifier.group(1) == "0"
        return more | _EMPTY if may_lack else more

    def _here(self) -> str:
        return self.source[self.place : self.place + 1]


def _plain(sign: str) -> str:
    return DIGIT if sign in _ALL_DIGITS else sign


def _joined(before: Heads, after: Heads) -> Heads:
    return frozenset(
        (head + following)[:LENGTH]
        for head in before
        for following in (after if len(head) < LENGTH else ("",))
    )
