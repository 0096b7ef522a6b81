"""What a summary adds to a talk: words that nobody said, a "no" that was a "yes", something done that was asked for.

A summary is read in clauses: in Turkish the verb at its end says whether all of it is so or not. "İade etmek
istemiyorum değişim olsun" is two of them, the first denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from invekto.agent_ai.llm.guard import saying
from invekto.agent_ai.llm.guard.forms import same_stem, time_of
from invekto.agent_ai.llm.guard.harmless import COMMON, HARMLESS

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_PIECE = re.compile(r"[^.!?;:,\n(–—]+")

# What a report needs besides the words of those it reports: who, asks, says, about. Nothing a customer could have
# done, have, or been told.
_TR = """
musteri\\w* kisi(?:yle|nin|ye|yi)? iste\\w* isti\\w* talep talebi\\w* rica sor(?:uyor|du|mus|mak|dug|uldu)\\w*
soru(?:su|sunu|lari)? soyl\\w+ belirt\\w+ yaz(?:di|iyor|mis|dig)\\w* bildir(?:di|iyor|mis) aktar(?:di|iyor)
anlat(?:ti|iyor) ogrenmek gorusmek konusmak hakkinda ilgili iliskin konu\\w* bilgi\\w* durum\\w* cevap\\w* yanit\\w*
icin ile ve veya ya da de ki mi mu bir bu su sunu bunu o onu gibi ayrica hem ama fakat
m[iu](?:y[iu][mz]|s[iu]n[iu]z) kendi kendisi olarak olan olup oldugu\\w*
olma\\w* etm[aei]\\w* ediyor ettig\\w* edilmesi\\w* edilmek yapmak yapilmasi\\w* almak vermek son nolu numara\\w* ne
nasil nerede neden kadar temsilci\\w* degil
"""
_EN = """
customers? wants? wanted would like likes to ask(?:s|ed|ing)? about says? said saying writes? wrote talk speak with
person someone the a an is are was were be been being has have had and or but of in on for from at by it its he she
his her their they them that this which where when what how if whether requests? requested regarding still also who
not does do did order orders number
"""
_NEUTRAL = re.compile(rf"(?:{'|'.join((_TR + _EN).split())})")
_WANTING = re.compile(r"(?<!\w)(?:iste(?:di|mi|me)?|isti|talep|rica|want|would like|request)\w*")
_ASKING = re.compile(r"(?<!\w)(?:sor(?:uyor|du|mus)|ask(?:s|ed|ing)?(?!\w)|whether)\w*")  # neither yes nor no
# Beyond what replies say: how customers deny in a hurry, and what takes a wish back.
_DENIED = re.compile(
    r"(?<!\w)(?:\w{2,}(?:m[iu]yo|m[iu]c[ae]|m[ae]ye?ce)\w*|(?!tamam|hamam)\w{2,}m[ae]m|\w{2,}m[ae]sin(?:lar|ler)?"
    r"|\w{2,}m[ae]y[ae]c[ae]\w*|(?!tamam)\w{2,}m[ae]m[ae]\w*|vazgec\w+|gerek kalma\w+)(?!\w)"
)
_NUMBERED = frozenset(
    {"siparis", "takip", "telefon", "tel", "kargo", "fis", "fatura", "hesap", "order", "tracking"}
)
VERB = re.compile(
    r"(?:\w+(?:[iu]yo(?:r\w*|m|n|z)?|(?:di|du|ti|tu)(?:m|n|k|niz|nuz|lar|ler)?|(?:mis|mus)(?:im|sin|iz|ler|lar|tir)?"
    r"|[ae]c[ae][gk](?:im|iz|lar|ler|siniz|siniz)?|[iu]?c[ae][mk]|m[ae]z(?:lar|ler)?|s[iu]n(?:lar|ler)?"
    r"|[ae]bilir\w*|m[ae]m)|degil\w*|yok\w*|var(?:dir|mis)?|lazim|gerek|hayir|but|ama|fakat|ancak)"
)
_ENDINGS = re.compile(
    r"(?:l[ae]r|s?[iu](?:m|n|miz|niz)?|m|n|miz|niz|[nd]?[iu]n|[yn]?[iu]|[yn]?[ae]|n?[dt][ae]n?|y?l[ae]|l[iu]k?|s[iu]z"
    r"|m[ae]k?|[iu]yor|m[iu]yor|m[ae]|[dt][iu]k?|m[iu]s|y?[ae]c[ae][gk]|[aeiu]r|z|[ae]bil|[ae]m|[dt][iu]g|s[iu]n|y?ip"
    r"|y?[ae]n|[iu]l|t?[iu]r|sin[ae]?|um|uz|iz){0,5}"
)
_STEM = 3
_EN_ENDING = re.compile(r"(?:ing|ed|es|s|d)$")


@dataclass(frozen=True, slots=True)
class _Clause:
    words: tuple[str, ...]
    is_denied: bool
    is_wish: bool
    is_question: bool


@dataclass(frozen=True, slots=True)
class Added:
    """``reason`` as in a refusal; ``about``: the word."""

    reason: str
    about: str


def added(text: str, *, source: str, customers: str, free: frozenset[str]) -> Added | None:
    """The first thing in ``text`` that ``source`` does not say; all are views (``finding.find``).

    ``customers``: what the customer said of it, whose yes and no count. ``free``: folded names it may use.
    """
    known, own = list(_clauses(source)), list(_clauses(customers))
    for clause in _clauses(text):
        for word in clause.words:
            if word in free or _NEUTRAL.fullmatch(word):
                continue
            theirs = [one for one in known if _says(one, word)]
            if not theirs:
                return Added("word", word)
            if clause.is_question:
                continue
            heard = [one for one in own if _says(one, word)] or theirs
            # Of what somebody wants their last word counts.
            counted = heard[-1:] if clause.is_wish else heard
            if not _is_weak(word) and all(one.is_denied != clause.is_denied for one in counted):
                return Added("negation", word)
            if _is_new_time(word, theirs):
                return Added("status", word)
    return None


def _clauses(view: str) -> Iterator[_Clause]:
    for piece in _PIECE.findall(view):
        words: list[str] = []
        for match in WORD.finditer(piece):
            words.append(match.group())
            if VERB.fullmatch(words[-1].split("'")[0]):
                yield _clause(words)
                words = []
        if words:
            yield _clause(words)


def _clause(words: list[str]) -> _Clause:
    bare = tuple(word.split("'")[0] for word in words)
    return _Clause(bare, is_denied(words), bool(_WANTING.search(" ".join(words))), is_question(words))


def is_denied(words: list[str]) -> bool:
    told = " ".join(words)
    return bool(saying.negations(told, "tr") or _DENIED.search(told)) or any(
        saying.negations(word, "en")
        and not (word == "no" and (place == len(words) - 1 or words[place - 1] in _NUMBERED))
        for place, word in enumerate(words)
    )


def is_question(words: list[str]) -> bool:
    return bool(_ASKING.search(" ".join(words)))


def tells_nothing(word: str) -> bool:
    """Of a report's own words, or a noun of every talk."""
    return _NEUTRAL.fullmatch(word) is not None or _is_weak(word)


def _says(clause: _Clause, word: str) -> bool:
    return any(same(word, other) for other in clause.words)


def _is_new_time(word: str, theirs: list[_Clause]) -> bool:
    forms = {other for one in theirs for other in one.words if same(word, other)}
    times = {time_of(other) for other in forms} - {None}
    time = time_of(word)
    return word not in forms and time is not None and bool(times) and time not in times


def _is_weak(word: str) -> bool:
    """Nouns of every talk, said with yes and no alike."""
    return (
        word in HARMLESS["tr"]
        or word in COMMON
        or any(len(one) > _STEM + 2 and same_stem(word, one) for one in _NOUNS)
    )


_NOUNS = ("siparis", "paket", "urunu", "kargo", "teslimat", "adres", "numara")


def same(word: str, other: str) -> bool:
    if word == other or same_stem(word, other):
        return True
    if _EN_ENDING.sub("", word) == _EN_ENDING.sub("", other):
        return len(min(word, other, key=len)) > _STEM
    one, two = _plain(word), _plain(other)
    common = next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    return any(
        _ENDINGS.fullmatch(one[stem:]) and _ENDINGS.fullmatch(two[stem:]) for stem in range(_STEM, common + 1)
    )


def _plain(word: str) -> str:
    """ "Gidiyor" is a form of "gitmek"."""
    return f"git{word[3:]}" if word.startswith("gid") else word
