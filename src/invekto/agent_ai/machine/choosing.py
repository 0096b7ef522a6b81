"""Which of several things does the customer mean: a title, its words, "the second", "the other one"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from invekto.agent_ai.machine.slots import Option
from invekto.agent_ai.machine.words import denied
from invekto.core.folding import fold

ALL = "all"  # the option that is all the others together: never "the other one"
_WORD = re.compile(r"[^\W_]+")
_NTH = (
    re.compile(r"(?:1|ilk(?:i|ini)?|birinci(?:si|sini)?|first)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:2|ikinci(?:si|sini)?|second)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:3|ucuncu(?:su|sunu)?|third)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:4|dorduncu(?:su|sunu)?|fourth)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:5|besinci(?:si|sini)?|fifth)(?: one| olan| urun| siparis)?"),
)
# Around the name of one thing that is chosen: "kazak olan", "the blue one".
_AROUND_WORDS = """
    olan olani olanini icin o bu su onu bunu ya yok hayir pardon aslinda sadece yalniz istiyorum demek istedim dedim
    urun urunu siparis siparisi siparisim siparisimi the one ones a an i mean meant no not only just please lutfen
"""
_AROUND = frozenset(_AROUND_WORDS.split())
_COUNTS = {"iki": "2", "uc": "3", "dort": "4", "bes": "5", "two": "2", "three": "3", "four": "4", "five": "5"}
_SO_MANY = re.compile(
    r"(?:her )?(?P<count>[2-9]|iki|uc|dort|bes)(?: ?(?:tane|parca|urun)?(?:si|su|sini|sunu|unu|u)| (?:tane|parca|urun))"
    r"(?: ?de| ?da)?(?: (?:iade|degissin|degisim|olsun|edicem|edecegim|istiyorum))*"
    r"|all (?:of )?(?:the )?(?P<all>two|three|four|five)(?: of them)?"
)
_SOFT = {"k": "g", "p": "b", "t": "d"}  # before an ending that begins with a vowel: "tunik", "tuniği"
_LAST = re.compile(r"(?:son(?:uncu(?:su)?|daki|uncusunu)?|last)(?: one| olan)?")


def chosen(text: str, options: Sequence[Option]) -> Option | None:
    """The one that ``text`` names and no other; also by its place in the list that was shown."""
    folded = fold(text).strip(" .!?")
    for place, option in enumerate(options):
        if folded in (fold(option.title), fold(option.value)):
            return option
        if place < len(_NTH) and _NTH[place].fullmatch(folded):
            return option
    every = next((option for option in options if option.value == ALL), None)
    if every is not None and _is_every(folded, len(options) - 1):
        return every
    if options and _LAST.fullmatch(folded):
        return next((option for option in reversed(options) if option.value != ALL), None)
    return named(text, options)


def _is_every(folded: str, count: int) -> bool:
    """ "3 tanesi de", "ikisi de", of as many as there are."""
    found = _SO_MANY.fullmatch(folded)
    return found is not None and _COUNTS.get(said := found["count"] or found["all"], said) == str(count)


def named(text: str, options: Sequence[Option]) -> Option | None:
    """By words that belong to one option alone: "siyah olan", "elbise", with endings or without."""
    taken_back = denied(text)
    said = set(_WORD.findall(fold(text))) - taken_back
    return _best(said, options) or _left_over(taken_back, options)


def named_alone(text: str, options: Sequence[Option]) -> Option | None:
    """``named``, when the words name it and say nothing else."""
    option = named(text, options)
    if option is None:
        return None
    own = set(_WORD.findall(fold(f"{option.title} {option.words} {option.value}")))
    rest = set(_WORD.findall(fold(text))) - _AROUND
    return option if rest and all(any(_same(word, one) for one in own) for word in rest) else None


def _left_over(taken_back: Collection[str], options: Sequence[Option]) -> Option | None:
    """ "Not the shorts": of two things the other."""
    single = [option for option in options if option.value != ALL]
    gone = _best(taken_back, options) if taken_back else None
    left = [option for option in single if option is not gone]
    return left[0] if gone in single and len(left) == 1 else None


def _best(said: Collection[str], options: Sequence[Option]) -> Option | None:
    scores = [
        sum(any(_same(word, own) for word in said) for own in _telling(place, options))
        for place in range(len(options))
    ]
    best = max(scores, default=0)
    return options[scores.index(best)] if best and scores.count(best) == 1 else None


def _telling(place: int, options: Sequence[Option]) -> set[str]:
    """Words of one option; what every option has tells nothing."""
    own = [set(_WORD.findall(fold(f"{one.title} {one.words} {one.value}"))) for one in options]
    shared = set.intersection(*own) if len(own) > 1 else set()
    return own[place] - shared


def _same(said: str, own: str) -> bool:
    if len(own) < 3 or own.isdigit():
        return said == own
    soft = own[:-1] + _SOFT.get(own[-1], own[-1])
    return said.startswith((own, soft)) or (len(said) >= 4 and own.startswith(said))
