"""May this text of a model's be used? Only if it says what the facts say, no more and no less.

``check_reply`` judges a reply told in other words: the figures, dates, codes, links and states of the plain text
must all be there, with the same values and in the same order; nothing may be negated, promised or claimed that was
not; and every word must come from the plain text or be one of those that tell nothing (``harmless``). The list is
closed: a new way to invent something fails for its words, without anybody having thought of it.

``check_summary`` judges a summary for colleagues: shorter, so that facts may be missing, but none may be new, and no
word either that nobody said (``summing``).

Both are pure. Whoever is refused loses nothing: the plain text is used.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from invekto.agent_ai.llm.guard import saying, summing
from invekto.agent_ai.llm.guard.finding import BLANK, find, folded
from invekto.agent_ai.llm.guard.forms import same_stem, time_of, way_of_ending, ways_differ
from invekto.agent_ai.llm.guard.harmless import HARMLESS
from invekto.chat_analysis.services import is_name

__all__ = ["Refusal", "check_reply", "check_summary"]

_LONGER = 1.5  # times the plain text …
_ROOM = 160  # … and so many characters for a greeting
_SUMMARY = 400  # characters
_LOOSE = frozenset({"about", "seems", "may be"})  # to be more careful than the facts is allowed
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")  # of any script: none but ours is on a list
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_MARKUP = re.compile(r"```|\*\*|^#|\]\(|<\w+|\{|\}|\[[^\]]*_\d+\]", re.MULTILINE)
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_]+")
# Signs that say something by themselves: pictures, arrows, crossed-out and invisible letters, digits in circles.
_SPEAKING = ("S", "C", "Mn", "Me", "Nl", "No")
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


@dataclass(frozen=True, slots=True)
class _Word:
    """Folded, without what follows an apostrophe. ``place``: how many facts and states stand before it; ``way``:
    from where, where to, as its ending after the apostrophe or the word before it tells."""

    text: str
    place: int
    way: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """``order``: facts and states as they follow each other, each run of the same once. ``words``: what is left
    beside them; ``every``: those of the states, too."""

    order: list[tuple[str, tuple[object, ...]]]
    view: str
    words: list[_Word]
    every: frozenset[str]
    raw: str


def _read(text: str, language: str) -> _Read:
    facts, view = find(text, language)
    said = saying.states(view)
    anchors = [(fact.start, fact.kind, fact.value) for fact in facts]
    anchors += [(one.start, "state", (one.name,)) for one in said]
    anchors.sort(key=lambda anchor: anchor[0])
    runs = [list(run) for _, run in groupby(anchors, key=lambda anchor: anchor[1:])]
    starts = [run[0][0] for run in runs]
    rest = view
    for one in said:
        rest = rest[: one.start] + BLANK * (one.end - one.start) + rest[one.end :]
    return _Read(
        order=[(run[0][1], run[0][2]) for run in runs],
        view=view,
        words=[
            _Word(match.group().split("'")[0], bisect(starts, match.start()), _way(match, rest, language))
            for match in _WORD.finditer(rest)
        ],
        every=frozenset(word.split("'")[0] for word in _WORD.findall(view)),
        raw=text,
    )


def _way(match: re.Match[str], text: str, language: str) -> str | None:
    if language == "en":
        before = text[: match.start()].split()
        return before[-1] if before and before[-1] in ("from", "to") else None
    _, _, ending = match.group().partition("'")
    return way_of_ending(ending) if ending else None


def check_reply(text: str, *, plain: str, language: str, allowed: Iterable[str] = ()) -> Refusal | None:
    """``plain``: the facts, in words, in ``language`` (tr or en). ``allowed``: names the text may use besides.

    None: the text may be sent in the plain text's place.
    """
    if refusal := _form(text, plain, longest=int(len(plain) * _LONGER) + _ROOM):
        return refusal
    said, known = _read(text, language), _read(plain, language)
    return (
        _same_order(said, known)
        or _claims(said, known)
        or _polarity(said, known, language)
        or _questions(said, known, language)
        or _words(said, known, language, allowed)
        or _times(said, known, language)
        or _ways(said, known, language)
        or _names_in_order(said, known)
        or _in_place(said, known, language)
    )


def check_summary(
    text: str, *, source: str, customers: str | None = None, allowed: Iterable[str] = ()
) -> Refusal | None:
    """``source``: all that was said, in whatever languages, oldest first; ``customers``: of it, what the customer
    said (None: all). None: the summary may be shown.
    """
    if refusal := _form(text, source, longest=_SUMMARY):
        return refusal
    said, known = _read(text, ""), _read(source, "")
    have = {_bare(kind, value) for kind, value in known.order}
    for kind, value in said.order:
        if kind != "state" and _bare(kind, value) not in have:
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
    said: _Read, known: _Read, source: str, customers: str | None, allowed: Iterable[str]
) -> Refusal | None:
    _, own = find(source if customers is None else customers, "")
    free = frozenset(word for name in allowed for word in _WORD.findall(folded(name)))
    found = summing.added(said.view, source=known.view, customers=own, free=free)
    return Refusal(found.reason, found.about) if found else None


def _reason(kind: str, value: tuple[object, ...]) -> str:
    if kind == "state":
        return "status"
    return _KINDS.get(str(value[0]) if kind == "range" else kind, "number")


def _bare(kind: str, value: tuple[object, ...]) -> tuple[object, ...]:
    """In a summary "2 tişört" and "2 adet" are the same two."""
    return (kind, value[0]) if kind == "number" else (kind, *value)


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


def _same_order(said: _Read, known: _Read) -> Refusal | None:
    if said.order == known.order:
        return None
    new = [one for one in said.order if one not in known.order]
    if new:
        kind, value = new[0]
        return Refusal(_reason(kind, value), f"{kind} {value}")
    missing = [one for one in known.order if one not in said.order]
    return Refusal("missing", str(missing[0])) if missing else Refusal("order")


def _polarity(said: _Read, known: _Read, language: str) -> Refusal | None:
    if saying.negations(said.view, language) != saying.negations(known.view, language):
        return Refusal("negation")
    mine, theirs = set(saying.hedges(said.view)), set(saying.hedges(known.view))
    if lost := theirs - mine:
        return Refusal("hedge", f"lost {min(lost)}")
    if new := mine - theirs - _LOOSE:
        return Refusal("hedge", f"new {min(new)}")
    return None


def _claims(said: _Read, known: _Read) -> Refusal | None:
    if new := saying.promises(said.view) - saying.promises(known.view):
        return Refusal("promise", min(new))
    if new := saying.medical(said.view) - saying.medical(known.view):
        return Refusal("medical", min(new))
    return None


def _questions(said: _Read, known: _Read, language: str) -> Refusal | None:
    """Asking is offering; only a question that holds nothing may be new ("başka bir sorunuz olursa …")."""
    if "?" in known.raw:
        return None if said.raw.count("?") <= known.raw.count("?") else Refusal("question")
    for sentence in _SENTENCE.findall(said.raw):
        words = _WORD.findall(folded(sentence))
        if sentence.rstrip().endswith("?") and not set(words) <= HARMLESS[language]:
            return Refusal("question", sentence.strip())
    return None


def _words(said: _Read, known: _Read, language: str, allowed: Iterable[str]) -> Refusal | None:
    free = HARMLESS[language] | {word for name in allowed for word in _WORD.findall(folded(name))}
    for word in said.words:
        if word.text not in free and not any(_same(word.text, other, language) for other in known.every):
            return Refusal("word", word.text)
    return None


def _times(said: _Read, known: _Read, language: str) -> Refusal | None:
    """What may happen has not happened: a word keeps its tense, where the plain text gives it one."""
    if language != "tr":
        return None
    for word in said.every - known.every - HARMLESS["tr"]:
        time = time_of(word)
        theirs = {time_of(other) for other in known.every if same_stem(word, other)} - {None}
        if time and theirs and time not in theirs:
            return Refusal("status", word)
    return None


def _ways(said: _Read, known: _Read, language: str) -> Refusal | None:
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


def _in_place(said: _Read, known: _Read, language: str) -> Refusal | None:
    """What is said of one fact must not be said of another: words stay between the facts they stood between.

    A name may pass one of them: "kargoda (Aras Kargo)" is "Aras Kargo ile kargoda".
    """
    names = set(_capitals(known.raw))
    for word in said.words:
        if word.text in HARMLESS[language]:
            continue
        reach = 1 if word.text in names else 0
        places = [other.place for other in known.words if _same(word.text, other.text, language)]
        if places and all(abs(place - word.place) > reach for place in places):
            return Refusal("order", word.text)
    return None


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


def _names_in_order(said: _Read, known: _Read) -> Refusal | None:
    """Names keep their order, so that two products or two parcels cannot change places."""
    capitals = set(_capitals(known.raw))
    # By their first place on both sides: "kargo" may stand there in small letters before "Aras Kargo" does.
    names = list(dict.fromkeys(word.text for word in known.words if word.text in capitals))
    order = list(dict.fromkeys(word.text for word in said.words if word.text in names))
    if order == names:
        return None
    return Refusal("name", f"{order} ≠ {names}")


def _names(text: str, source: str, allowed: Iterable[str]) -> Refusal | None:
    known = {word.split("'")[0] for part in (source, *allowed) for word in _WORD.findall(folded(part))}
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
