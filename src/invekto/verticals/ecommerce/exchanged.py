"""What came and what was wanted, where a message names both: "mavi istemiştim siyah geldi"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from invekto.core.folding import fold


@dataclass(frozen=True, slots=True)
class Named:
    """A size or a colour at ``start`` to ``end`` of the message."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Exchanged:
    """In the order of mention; both empty where nothing is said to have come."""

    came: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


class _Said(Enum):
    CAME = "came"
    WANTS = "wants"  # now
    WISHED = "wished"  # when it was ordered
    BOUGHT = "bought"  # what came, or what should have


# Verbs stand behind the thing in Turkish, before it in English. In folded words.
_AFTER = re.compile(
    r"\b(?:(?P<came>gel(?:di|mis|iyor|en|ince)\w*|cik(?:ti|mis|an)\w*|(?:gonder|yolla|yollan|gonderil|atil|at|koy|ver)"
    r"(?:di|mis|dig|mistin|il)\w*|ulas(?:ti|mis)\w*|came|arrived|is too|was too)"
    r"|(?P<wants>isti?y[eo]\w*|istiyom|isterim|istesem|olsun|alayim|alalim|alabilir\w*|lazim|degis\w*"
    r"|gonder(?!di|mis|il)\w*|yolla(?!di|mis|n)\w*|please|instead(?! of))"
    r"|(?P<wished>iste(?:mis|di|dig)\w*|siparis\w*|sec(?:mis|ti|tig)\w*|ol(?:acak|mali|sun is)\w*|bekli\w*"
    r"|bekler\w*|yerine|diye|demis\w*|yaz(?:mis|di|iyor)\w*)"
    r"|(?P<bought>al(?:mis|di|dig)\w*))\b"
)
_BEFORE = re.compile(
    r"\b(?:(?P<came>got|received?|sent|came in|given|gave)|(?P<wants>want|need|prefer|like|exchange for|change to)"
    r"|(?P<wished>ordered|wanted|asked for|chose|selected|instead of|expected|supposed)|(?P<bought>bought))\b"
)
# "40 beden, bu küçük geldi": what comes behind is about the thing at hand, which was not named.
_OTHER_THING = re.compile(r"[.;!?\n]|,\s*(?=bu\w*\b)|\bbu(?:nlar)?\b", re.IGNORECASE)


def contrast(text: str, named: Sequence[Named]) -> Exchanged:
    """``named`` in the order of mention. What is wanted now stands above what was ordered."""
    said: list[_Said | None] = []
    for place, one in enumerate(named):
        begin = named[place - 1].end if place else 0
        end = named[place + 1].start if place + 1 < len(named) else len(text)
        said.append(
            _first(_OTHER_THING.split(text[one.end : end], maxsplit=1)[0]) or _last(text[begin : one.start])
        )
    for place in range(len(named) - 2, -1, -1):  # "mavi 42 istemiştim": one verb for both
        between = fold(text[named[place].end : named[place + 1].start]).split()
        if said[place] is None and len(between) <= 1:
            said[place] = said[place + 1]
    if _Said.CAME not in said:
        return Exchanged()
    for kind in (_Said.WANTS, _Said.WISHED, _Said.BOUGHT):
        wanted = _those(kind, named, said)
        if wanted:
            return Exchanged(_those(_Said.CAME, named, said), wanted)
    return Exchanged(_those(_Said.CAME, named, said), ())


def _those(kind: _Said, named: Sequence[Named], said: Sequence[_Said | None]) -> tuple[str, ...]:
    found = (one.value for one, verb in zip(named, said, strict=True) if verb is kind)
    return tuple(dict.fromkeys(found))


def _first(words: str) -> _Said | None:
    found = _AFTER.search(fold(words))
    return _Said(found.lastgroup) if found and found.lastgroup else None


def _last(words: str) -> _Said | None:
    found = [match.lastgroup for match in _BEFORE.finditer(fold(words)) if match.lastgroup]
    return _Said(found[-1]) if found else None
