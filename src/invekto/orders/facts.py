"""Is what a customer says about an order's owner true? Pure comparisons, strict on purpose.

A wrong yes shows a stranger's order; a wrong no costs one more question. So nothing is matched by
similarity, a first name alone proves nothing, and whoever names somebody else is not the owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from invekto.core.folding import fold
from invekto.integrations.models import CachedOrder

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d[\d ().-]*")
# What people write around a name or a district.
# fmt: off
_NOISE = frozenset({
    "ben", "benim", "ad", "adi", "adim", "adima", "isim", "ismi", "ismim", "soyad", "soyadi", "soyadim", "bey",
    "hanim", "bay", "bayan", "sayin", "adina", "uzerine", "kayitli", "ilce", "ilcesi", "ilcem", "semt",
    "sehir", "il", "siparis", "siparisim", "my", "name", "is", "i", "am", "the", "on", "mr", "mrs",
    "ms", "dr", "in", "district", "order",
})
# What they write around a name alone. A closed list: any other word could be one more name that is tried.
_FILLER = _NOISE | frozenset({
    "olarak", "verdim", "verdi", "verdik", "verildi", "vermis", "vermistim", "vermistik", "aldim", "aldik", "etti",
    "ettim", "siparisi", "siparisimi", "siparisim", "siparisin", "siparisler", "siparislerim", "kayit", "kaydi",
    "kaydim", "adiyla", "adinda", "adindaki", "adli", "isimli", "ismiyle", "isminde", "soyad", "soyadiyla", "soyisim",
    "soyismi", "soyismim", "uzerinden", "uzerimde", "uzerinde", "alici", "alicisi", "sahibi", "musteri", "olmali",
    "olacak", "geciyor", "gorunuyor", "yaziyor", "yazdim", "yazmistim", "tam", "bu", "ve", "evet", "merhaba", "selam",
    "tabii", "tabi", "tesekkurler", "esim", "esimin", "annem", "annemin", "babam", "babamin", "kardesim",
    "kardesimin", "kizim", "kizimin", "oglum", "oglumun", "arkadasim",
    # endings behind an apostrophe: Örnekoğlu'nun, Örnekoğlu'ya
    "nin", "nun", "in", "un", "ya", "ye", "yi", "yu", "dan", "den", "yla", "yle", "a", "e", "u",
    "it", "was", "ordered", "placed", "by", "under", "for", "full", "surname", "last", "first", "hello", "hi", "yes",
    "and", "this", "mine", "wife", "husband",
})
# fmt: on
# How a name, a district or a phone's end is introduced beside other words, in folded letters.
_NAME_FOLLOWS = re.compile(
    r"\b(?:ad(?:im)?(?: ve)? soyad(?:im)?|isim soyisim|adim|ismim|my (?:full )?name is|my name's)[\s:;=-]+"
)
_NAME_PRECEDES = re.compile(r"\b([^\W\d_]+(?:[ ]+[^\W\d_]+){1,3})[ ]+(?:adina|adiyla|ismiyle)\b")
_DISTRICT_FOLLOWS = re.compile(r"\b(?:ilcem|ilcesi|(?:my )?district(?: is)?)[\s:;=-]+([^\W\d_]+)")
_END_FOLLOWS = re.compile(
    r"\b(?:son (?:dort|4) (?:hane|rakam)\w*|last (?:four|4)(?: digits)?)\D{0,16}(\d{4})\b(?!\d)"
)
# Words of the question itself: where they begin, what was said of the owner ends.
_QUESTION = re.compile(
    r"(?:siparis|kargo|paket|urun|teslim|takip|ner[ed]|gel|gonder|cik|ulas|bak|durum|order|parcel|package|deliver"
    r"|track|arriv)\w*|ne|zaman|hani|kac|where|when|what|has|please|lutfen|rica"
)
_MOST_NAMES = 4  # words of one person's name
_MIDDLE_NAMES = 2  # that the platform leaves out
_FEWEST_DIGITS = 4  # of a phone's end
_WHOLE_NUMBER = 10  # digits
_SHORTEST_NAME = 2  # letters; initials prove nothing


@dataclass(frozen=True, slots=True)
class Facts:
    """What the customer said. ``answer``: their own words when asked for one more fact, as they came."""

    name: str = ""
    district: str = ""
    phone: str = ""  # E.164, or only the last digits
    tax_number: str = ""
    answer: str = ""


class Verdict(Enum):
    PROVEN = "proven"
    WRONG = "wrong"
    NOTHING_SAID = "nothing_said"  # nothing that this order could be compared with


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    fact: str = ""  # which fact proved it


def said_beside(text: str) -> Facts:
    """What a message that asks for an order says of its owner in plain words: "adım Elif Demir", "ilçem Bornova".

    Only what is introduced as such: it counts as offered, and a wrong one as a wrong try. A first name alone is
    no offer.
    """
    folded = fold(text)
    district, end = _DISTRICT_FOLLOWS.search(folded), _END_FOLLOWS.search(folded)
    return Facts(
        name=_introduced_name(folded),
        district=district.group(1) if district else "",
        phone=end.group(1) if end else "",
    )


def _introduced_name(folded: str) -> str:
    found: list[str] = []
    if match := _NAME_FOLLOWS.search(folded):
        for word in re.findall(r"[^\W\d_]+|[^\s]", folded[match.end() :])[:_MOST_NAMES]:
            if not word.isalpha() or _QUESTION.fullmatch(word):
                break
            found.append(word)
    elif match := _NAME_PRECEDES.search(folded):
        for word in reversed(match.group(1).split()):
            if len(found) == _MOST_NAMES or _QUESTION.fullmatch(word):
                break
            found.insert(0, word)
    return " ".join(found) if len(_name_words(" ".join(found))) > 1 else ""


def judge(facts: Facts, row: CachedOrder) -> Judgement:
    """One true fact proves; a full name that is not the owner's speaks against everything else."""
    found: dict[str, bool | None] = {
        "name": _name_is(facts.name, row) if facts.name else None,
        "district": _district_is(facts.district, row) if facts.district else None,
        "phone": _phone_is(facts.phone, row) if facts.phone else None,
        "tax_number": _tax_number_is(facts.tax_number, row) if facts.tax_number else None,
    }
    if found["name"] is False and len(_name_words(facts.name)) >= 2:
        return Judgement(Verdict.WRONG)
    for fact, right in found.items():
        if right:
            return Judgement(Verdict.PROVEN, fact)
    if facts.answer and (fact_in_answer := _proof_in(facts.answer, row)):
        return Judgement(Verdict.PROVEN, fact_in_answer)
    said_wrong = any(right is False for right in found.values()) or bool(facts.answer and askable(row))
    return Judgement(Verdict.WRONG if said_wrong else Verdict.NOTHING_SAID)


def askable(row: CachedOrder) -> tuple[str, ...]:
    """Facts that this order can be compared with."""
    return tuple(
        fact
        for fact, is_known in (
            ("name", len(set(_owner_words(row))) >= 2),
            ("district", bool(row.district)),
            ("phone", bool(row.customer_phone)),
        )
        if is_known
    )


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text)) if word not in _NOISE]


def _owner_words(row: CachedOrder) -> list[str]:
    return [word for word in _WORD.findall(row.customer_key) if len(word) >= _SHORTEST_NAME]


def _name_words(text: str, owner: Sequence[str] = ()) -> list[str]:
    """The words that may be names. "Bay" is a way to address somebody, and a surname."""
    return [word for word in _WORD.findall(fold(text)) if word in owner or word not in _FILLER]


def _name_is(text: str, row: CachedOrder) -> bool | None:
    """None: the order shows no full name. Middle names may be left out, on either side.

    One answer says one name: what is more than the owner's stands between the first and the last of them.
    """
    owner = _owner_words(row)
    if len(set(owner)) < 2:
        return None
    said = [word for word in _name_words(text, owner) if word in owner or not _is_place(word, row)]
    more = [word for word in said if word not in owner]
    if not more:
        return {owner[0], owner[-1]} <= set(said)
    is_whole = set(owner) <= set(said) and (said[0], said[-1]) == (owner[0], owner[-1])
    return is_whole and len(more) <= _MIDDLE_NAMES


_PLACE_ENDINGS = frozenset({"", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "li", "lu"})


def _is_place(word: str, row: CachedOrder) -> bool:
    """The order's own city or district, written beside the name: no other name that is tried."""
    places = _WORD.findall(fold(f"{row.city} {row.district}"))
    return any(word.startswith(place) and word[len(place) :] in _PLACE_ENDINGS for place in places)


def _district_is(text: str, row: CachedOrder) -> bool | None:
    """The district and nothing but it; the city beside it does no harm."""
    district = _WORD.findall(fold(row.district))
    if not district:
        return None
    city = set(_WORD.findall(fold(row.city))) - set(district)
    if district == ["merkez"] and not city <= set(_words(text)):
        return False  # half the provinces have a Merkez: it takes the city to mean one
    return [word for word in _words(text) if word not in city] == district


def _phone_is(text: str, row: CachedOrder) -> bool | None:
    if not row.customer_phone:
        return None
    digits = _bare(text)
    if len(digits) >= _WHOLE_NUMBER:
        digits = digits.lstrip("0")  # 0532… and 0090532… are how people write +90532…
    return len(digits) >= _FEWEST_DIGITS and row.customer_phone.endswith(digits)


def _tax_number_is(text: str, row: CachedOrder) -> bool | None:
    known = (row.order_data_json.get("invoice") or {}).get("tax_number")
    return None if not known else "".join(text.split()) == known


def _proof_in(answer: str, row: CachedOrder) -> str | None:
    if _name_is(answer, row):
        return "name"
    if _district_is(answer, row):
        return "district"
    runs = [run for run in _DIGITS.findall(answer) if _bare(run) != row.external_order_id]
    # Several numbers in one answer are guesses.
    if len(runs) == 1 and _phone_is(runs[0], row):
        return "phone"
    return None


def _bare(run: str) -> str:
    return "".join(char for char in run if char.isascii() and char.isdigit())
