"""May this text of a model's be used? Only if it says what the facts say, no more and no less.

``check_reply`` judges a reply told in other words: the figures, dates, codes, links and states of the plain text
must all be there, with the same values and in the same order; nothing may be negated, promised or claimed that was
not; and its words must be those of the plain text, each once, in their order and meaning the same
(``forms.same_told``), beside kind phrases (``courtesy``) and words that tell nothing (``harmless``). These lists are
closed: a new way to invent something fails for its words, without anybody having thought of it.

``check_summary`` judges a summary for colleagues: shorter, so that facts may be missing, but none may be new, and no
word either that nobody said (``summing``).

Both are pure. Whoever is refused loses nothing: the plain text is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from invekto.agent_ai.llm.guard import beside, saying, summing
from invekto.agent_ai.llm.guard.beside import bare
from invekto.agent_ai.llm.guard.courtesy import without_courtesies
from invekto.agent_ai.llm.guard.finding import BLANK, find, folded
from invekto.agent_ai.llm.guard.forms import (
    person_of,
    same_stem,
    same_told,
    time_of,
    ways_differ,
)
from invekto.agent_ai.llm.guard.harmless import HARMLESS, YOURS
from invekto.agent_ai.llm.guard.reading import WORD, Read, Word, read
from invekto.chat_analysis.services import is_name

__all__ = ["Refusal", "check_reply", "check_summary"]

_LONGER = 1.5  # times the plain text …
_ROOM = 160  # … and so many characters for a greeting
_SUMMARY = 400  # characters
_LOOSE = frozenset({"about", "seems", "may be"})  # to be more careful than the facts is allowed
_MARKUP = re.compile(r"```|\*\*|^#|\]\(|<\w+|\{|\}|\[[^\]]*_\d+\]", re.MULTILINE)
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_]+")
# Signs that say something by themselves: pictures, arrows, crossed-out and invisible letters, digits in circles.
_SPEAKING = ("S", "C", "Mn", "Me", "Nl", "No")
_OPEN = frozenset({"open", "not open"})
# Words that go with what follows them: "your parcel", "we are open", "on Monday", "to" between two facts.
_IN_PASSING = re.compile(
    r"your (?:orders?|parcels?|packages?|items?|tracking|delivery)(?!\w)|we(?:'re| are) (?:open|closed)(?!\w)"
    rf"|(?:on|at) {BLANK}|(?<={BLANK} )to {BLANK}"
)
_YOURS_TR = "|".join(sorted(YOURS["tr"]))
_JOINED = {
    "tr": re.compile(
        rf"(?<!\w)(?:(?:ve|ile|ila) (?:{_YOURS_TR})(?!\w)|(?:{_YOURS_TR})(?: ?[,.;!–-]| (?:ve|ile|ila)(?!\w)))"
    ),
    "en": re.compile(r"(?!)"),
}
_BOUND = re.compile(r"(?<!\w)(?:ile|icin|hakkinda|with|for|of)(?!\w)")
_FRIENDLY = frozenset("\n😊🙏")
_KINDS = {  # fact → the reason that is told
    "money": "price",
    "percent": "price",
    "date": "date",
    "year": "date",
    "month": "date",
    "weekday": "date",
    "relative": "date",
    "time": "date",
    "link": "link",
    "placeholder": "placeholder",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """``reason`` is one word for the record; ``about`` may repeat the text and is for tests and nobody's log."""

    reason: str
    about: str = ""


def check_reply(text: str, *, plain: str, language: str, allowed: Iterable[str] = ()) -> Refusal | None:
    """``plain``: the facts, in words, in ``language`` (tr or en). ``allowed``: names the text may use besides.

    None: the text may be sent in the plain text's place.
    """
    if refusal := _form(text, plain, longest=int(len(plain) * _LONGER) + _ROOM):
        return refusal
    said, known = (read(without_courtesies(one, language), language) for one in (text, plain))
    return (
        _same_order(said, known)
        or _claims(said, known)
        or _polarity(said, known, language)
        or _questions(said, known)
        or _words(said, known, language, allowed)
        or _times(said, known, language)
        or _ways(said, known, language)
        or _names_in_order(said, known)
        or _persons(said, known)
        or _aligned(said, known, language, allowed)
    )


def check_summary(
    text: str, *, source: str, customers: str | None = None, allowed: Iterable[str] = ()
) -> Refusal | None:
    """``source``: all that was said, in whatever languages, oldest first; ``customers``: of it, what the customer
    said (None: all). None: the summary may be shown.
    """
    if refusal := _form(text, source, longest=_SUMMARY):
        return refusal
    said, known = read(text, ""), read(source, "")
    have = {bare(kind, value) for kind, value in known.order}
    for kind, value in said.order:
        if kind != "state" and bare(kind, value) not in have:
            return Refusal(_reason(kind, value), f"{kind} {value}")
    states = {value for kind, value in known.order if kind == "state"}
    for kind, value in said.order:
        # A summary may name a wish by its noun; that something was done must have been said.
        if kind == "state" and value not in states:
            return Refusal("status", str(value[0]))
    return (
        _claims(said, known)
        or _names(text, source, allowed)
        or _added(said, known, source, customers, allowed)
    )


def _added(
    said: Read, known: Read, source: str, customers: str | None, allowed: Iterable[str]
) -> Refusal | None:
    _, own = find(source if customers is None else customers, "")
    free = frozenset(word for name in allowed for word in WORD.findall(folded(name)))
    found = summing.added(said.view, source=known.view, customers=own, free=free)
    if found:
        return Refusal(found.reason, found.about)
    if moved := beside.moved(said.raw, known.raw) or beside.parted(said.raw, known.raw):
        return Refusal("order", moved)
    if somebody := beside.somebody_else(said.raw, known.raw):
        return Refusal("who", somebody)
    return None


def _reason(kind: str, value: tuple[object, ...]) -> str:
    if kind == "state":
        return "status"
    return _KINDS.get(str(value[0]) if kind == "range" else kind, "number")


def _form(text: str, known: str, *, longest: int) -> Refusal | None:
    if not text.strip():
        return Refusal("empty")
    if len(text) > longest:
        return Refusal("length", str(len(text)))
    if match := _MARKUP.search(text):
        return Refusal("placeholder" if match.group().endswith("]") else "form", match.group())
    for sign in set(text) - set(known) - _FRIENDLY:
        # A currency is read with its amount, which says more precisely what is wrong.
        if unicodedata.category(sign).startswith(_SPEAKING) and unicodedata.category(sign) != "Sc":
            return Refusal("form", repr(sign))
    return None


def _same_order(said: Read, known: Read) -> Refusal | None:
    if said.order == known.order:
        return None
    new = [one for one in said.order if one not in known.order]
    if new:
        kind, value = new[0]
        return Refusal(_reason(kind, value), f"{kind} {value}")
    missing = [one for one in known.order if one not in said.order]
    return Refusal("missing", str(missing[0])) if missing else Refusal("order")


def _polarity(said: Read, known: Read, language: str) -> Refusal | None:
    if saying.negations(said.view, language) != saying.negations(known.view, language):
        return Refusal("negation")
    mine, theirs = set(saying.hedges(said.view)), set(saying.hedges(known.view))
    if lost := theirs - mine:
        return Refusal("hedge", f"lost {min(lost)}")
    if new := mine - theirs - _LOOSE:
        return Refusal("hedge", f"new {min(new)}")
    return None


def _claims(said: Read, known: Read) -> Refusal | None:
    if new := saying.promises(said.view) - saying.promises(known.view):
        return Refusal("promise", min(new))
    if new := saying.medical(said.view) - saying.medical(known.view):
        return Refusal("medical", min(new))
    return None


def _questions(said: Read, known: Read) -> Refusal | None:
    """Asking is offering."""
    return Refusal("question") if said.raw.count("?") > known.raw.count("?") else None


def _words(said: Read, known: Read, language: str, allowed: Iterable[str]) -> Refusal | None:
    free = _free(language, allowed) | YOURS[language]
    for word in said.words:
        if (
            word.text not in free
            and not _is_passing(said, word, language)
            and not any(
                _same(word.text, other, language) or same_told(word.text, other, language)
                for other in known.every
            )
        ):
            return Refusal("word", word.text)
    return None


def _free(language: str, allowed: Iterable[str]) -> frozenset[str]:
    return HARMLESS[language] | {word for name in allowed for word in WORD.findall(folded(name))}


def _times(said: Read, known: Read, language: str) -> Refusal | None:
    """What may happen has not happened: a word keeps its tense, where the plain text gives it one."""
    if language != "tr":
        return None
    for word in said.every - known.every - HARMLESS["tr"]:
        time = time_of(word)
        theirs = {time_of(other) for other in known.every if same_stem(word, other)} - {None}
        if time and theirs and time not in theirs:
            return Refusal("status", word)
    return None


def _ways(said: Read, known: Read, language: str) -> Refusal | None:
    """From Ankara to İzmir is not from İzmir to Ankara, and on the way to a branch is not at the branch."""
    for word in said.words:
        theirs = {other.way for other in known.words if other.text == word.text} - {None}
        if word.way and theirs and word.way not in theirs:
            return Refusal("order", word.text)
    if language != "tr":
        return None
    for one in said.every - known.every - HARMLESS["tr"]:
        if any(same_stem(one, other) and ways_differ(one, other) for other in known.every):
            return Refusal("order", one)
    return None


def _persons(said: Read, known: Read) -> Refusal | None:
    """Who cancels, pays or got it is not told by the state's name: "iptal edersiniz" is no "iptal ederiz"."""
    mine, theirs = (
        [key for key, _ in groupby((name, person_of(words)) for name, words in one.states)]
        for one in (said, known)
    )
    # A business may say of itself that it is open.
    mine, theirs = (
        [(name, None if person == "we" and name in _OPEN else person) for name, person in one]
        for one in (mine, theirs)
    )
    if [key for key, _ in groupby(mine)] != [key for key, _ in groupby(theirs)]:
        return Refusal("status", "who")
    return None


def _aligned(said: Read, known: Read, language: str, allowed: Iterable[str]) -> Refusal | None:
    """Word for word the same is told, and between the same facts: nothing is dropped ("alıcıya", "kargo"), said of
    something else, or done by somebody else.

    A name may pass one fact: "kargoda (Aras Kargo)" is "Aras Kargo ile kargoda".
    """
    # A "not yet" is a limit and must be there anyway; it may stand inside a state ("kargoya henüz verilmedi").
    free = _free(language, allowed) | YOURS[language] | {"henuz", "yet"}
    names = set(_capitals(known.raw))
    mine, theirs = _telling(said, language, free), _telling(known, language, free)
    for word, other in zip(mine, theirs, strict=False):
        if not same_told(word.text, other.text, language):
            is_moved = any(same_told(word.text, one.text, language) for one in theirs)
            return Refusal("order" if is_moved else "word", word.text)
        if abs(word.place - other.place) > (1 if other.text in names else 0):
            return Refusal("order", word.text)
    if len(mine) != len(theirs):
        longer = max(mine, theirs, key=len)
        return Refusal("word" if longer is mine else "missing", longer[min(len(mine), len(theirs))].text)
    if len(_JOINED[language].findall(said.view)) > len(_JOINED[language].findall(known.view)):
        return Refusal("word", "joined")  # "siparişiniz ve kargo ücretsiz"
    bound, theirs_bound = (Counter(_BOUND.findall(one.view)) for one in (said, known))
    if bound - theirs_bound and theirs_bound - bound:
        return Refusal("word", "instead")  # "Ayşe ile", "Ayşe için"
    return None


def _telling(text: Read, language: str, free: frozenset[str]) -> list[Word]:
    return [word for word in text.words if word.text not in free and not _is_passing(text, word, language)]


def _is_passing(text: Read, word: Word, language: str) -> bool:
    return language == "en" and _IN_PASSING.match(text.view, word.start) is not None


def _same(word: str, other: str, language: str) -> bool:
    """Two forms of one word."""
    if word == other:
        return True
    if language == "tr":
        return same_stem(word, other)
    return word in (f"{other}s", f"{other}es") or other in (f"{word}s", f"{word}es")


def _capitals(text: str) -> list[str]:
    """Words with a capital in the middle of a sentence, folded, without what follows an apostrophe."""
    found = []
    for match in _CAPITAL.finditer(text):
        before = text[: match.start()].rstrip(" \t\"'“‘(•-–")
        if (
            match.group()[0].isupper()
            and before
            and before[-1] not in ".!?\n…"
            and text[match.start() - 1] != "'"
        ):
            found.append(folded(match.group()))
    return found


def _names_in_order(said: Read, known: Read) -> Refusal | None:
    """Names keep their order, so that two products or two parcels cannot change places."""
    capitals = set(_capitals(known.raw)) - YOURS["tr"]
    # By their first place on both sides: "kargo" may stand there in small letters before "Aras Kargo" does.
    names = list(dict.fromkeys(word.text for word in known.words if word.text in capitals))
    order = list(dict.fromkeys(word.text for word in said.words if word.text in names))
    if order == names:
        return None
    return Refusal("name", f"{order} ≠ {names}")


def _names(text: str, source: str, allowed: Iterable[str]) -> Refusal | None:
    known = {word.split("'")[0] for part in (source, *allowed) for word in WORD.findall(folded(part))}
    inside, (_, view) = set(_capitals(text)), find(text, "")
    for match in _CAPITAL.finditer(text):
        word = folded(match.group())
        if not match.group()[0].isupper() or view[match.start()] == BLANK:
            continue
        if (
            word not in known
            and (word in inside or is_name(word))
            and not any(same_stem(word, one) for one in known)
        ):
            return Refusal("name", match.group())
    return None
