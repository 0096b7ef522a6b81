"""Is what a customer says about an order's owner true? Pure comparisons, strict on purpose.

A wrong yes shows a stranger's order; a wrong no costs one more question. So nothing is matched by
similarity, a first name alone proves nothing, and whoever names somebody else is not the owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from invekto.core.folding import fold
from invekto.integrations.models import CachedOrder

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d[\d ().-]*")
# fmt: off
_RELATIVES = (
    "esim", "annem", "babam", "kardesim", "abim", "agabeyim", "ablam", "teyzem", "halam", "dayim", "amcam", "yengem",
    "enistem", "kuzenim", "dedem", "babaannem", "anneannem", "kayinvalidem", "kayinpederim", "nisanlim", "gelinim",
    "damadim", "yegenim", "torunum", "kizim", "oglum",
)
# What people write around a name. A closed list: any other word could be one more name that is tried.
FILLER = frozenset(f"{one}{ending}" for one in _RELATIVES for ending in ("", "in", "un")) | frozenset({
    "ben", "benim", "ad", "adi", "adim", "adima", "isim", "ismi", "ismim", "soyad", "soyadi", "soyadim", "bey",
    "hanim", "bay", "bayan", "sayin", "adina", "uzerine", "kayitli", "ilce", "ilcesi", "ilcem", "semt",
    "sehir", "il", "siparis", "siparisim", "my", "name", "is", "i", "am", "the", "on", "mr", "mrs",
    "ms", "in", "district", "order",
    "olarak", "verdim", "verdi", "verdik", "verildi", "vermis", "vermistim", "vermistik", "aldim", "aldik", "etti",
    "ettim", "siparisi", "siparisimi", "siparisin", "siparisler", "siparislerim", "kayit", "kaydi",
    "kaydim", "adiyla", "adinda", "adindaki", "adli", "isimli", "ismiyle", "isminde", "soyadiyla", "soyisim",
    "soyismi", "soyismim", "uzerinden", "uzerimde", "uzerinde", "alici", "alicisi", "sahibi", "musteri", "olmali",
    "olacak", "geciyor", "gorunuyor", "yaziyor", "yazdim", "yazmistim", "tam", "bu", "ve", "evet", "merhaba", "selam",
    "tabii", "tabi", "tesekkurler", "arkadasim", "ait",
    # titles
    "dr", "doktor", "av", "avukat", "prof", "doc", "uzm", "op", "ecz", "eczaci", "muh", "muhendis", "ogretmen",
    # endings behind an apostrophe: Örnekoğlu'nun, Örnekoğlu'na; I'm, it's
    "nin", "nun", "un", "ya", "ye", "yi", "yu", "dan", "den", "yla", "yle", "a", "e", "u", "na", "ne", "nda",
    "nde", "ndan", "nden", "m", "s",
    "it", "was", "ordered", "placed", "by", "under", "for", "full", "surname", "last", "first", "hello", "hi", "yes",
    "and", "this", "mine", "wife", "husband", "mother", "father", "sister", "brother",
})
# What people write around a district. No word that introduces a name: Fatih, Nilüfer and Eyüp are first names too.
_SAYS_PLACE = frozenset({
    "ilce", "ilcesi", "ilcem", "ilcemiz", "semt", "il", "ili", "sehir", "adres", "adresim", "adresi", "teslimat",
    "oturuyorum", "yasiyorum", "district", "live", "address",
})
_BESIDE_PLACE = _SAYS_PLACE | frozenset({
    "kayitli", "siparis", "siparisim", "my", "is", "the", "in", "order", "merhaba", "selam", "evet", "yes", "turkiye",
    "turkey", "tesekkurler",
})
_OF_ONESELF = frozenset({"ben", "benim", "i"})  # "benim ilçem Fatih" is a district; "benim, Fatih" is a person
# fmt: on
# What people write around a phone or a tax number, in folded letters.
_BESIDE_DIGITS = re.compile(
    r"(?:telefon|numara|hane|rakam|digit|vergi)\w*|tel|telim|telin|tlf|cep|cebim|gsm|hat|hattim|hattin|no|nolu|vkn|tc"
    r"|son|sonu|sondaki|dort|bitiyor|biten|ile|phone|number|mobile|tax|end|ends|ending|four|with|are|takip|kargo"
    r"|eski|yeni|artik|cevap|verin|verir|misiniz|musunuz|acaba|bilgi|alabilir|miyim|istiyorum|bekliyorum"
)
# Words of the question itself: where they begin, what was said of the owner ends.
QUESTION = re.compile(
    r"(?:siparis|kargo|paket|urun|teslim|takip|ner[ed]|gel|gonder|cik|ulas|bak|durum|order|parcel|package|deliver"
    r"|track|arriv)\w*|ne|zaman|hani|kac|where|when|what|has|please|lutfen|rica"
)
_MIDDLE_NAMES = 1  # that the platform leaves out; two more words are as easily a second person
_FEWEST_DIGITS = 4  # of a phone's end
_WHOLE_NUMBER = 10  # digits
_SHORTEST_NAME = 2  # letters; initials prove nothing
_SURE_STEM = 5  # letters, before an ending without an apostrophe counts as one: Hande is not "in Han"
_GREETING = re.compile(
    r"\b(?:iyi (?:gunler|aksamlar|geceler|calismalar)|gunaydin|kolay gelsin|(?:cok )?tesekkur ederim)\b"
)
_SPLIT_OGLU = re.compile(r"(?<=[^\W\d_]{2}) oglu\b")  # dictation writes "Örnek oğlu"
# Whoever puts one of these between two parts of a name names two people.
_TWO_NAMES = re.compile(
    r"[^\w\s'’.-]|\b(?:ve|veya|yada|ya|da|de|or|and|degil|not|ile|mi|mu|ama|but|oglu|kizi|esi)\b"
)
_ENGLISH_QUESTION = re.compile(r"(?:is|was) (?:it|this|that|the|my)\b")
# In "son 4 hanesi" the 4 is no number that is tried.
_COUNTED = re.compile(r"\b(?:son|last) 4\b|\b4 (?:hane|rakam|digit)\w*")
_NEIGHBOURHOOD = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)? (?:mah|mh|mahallesi)\b")
_APOSTROPHE_ENDING = re.compile(r"['’](?:da|de|ta|te|dan|den|tan|ten|in|un|nin|nun)\b")
_LOCATIVES = ("", "da", "de", "ta", "te")
_SHORT_CITIES = {
    "afyon": "afyonkarahisar",
    "antep": "gaziantep",
    "maras": "kahramanmaras",
    "urfa": "sanliurfa",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the customer said. ``answer``: their own words when asked for one more fact, as they came.

    ``bare``: the words of a message that asks for an order, in which a name may stand unannounced.
    """

    name: str = ""
    district: str = ""
    phone: str = ""  # E.164, or only the last digits
    tax_number: str = ""
    answer: str = ""
    bare: str = ""


class Verdict(Enum):
    PROVEN = "proven"
    WRONG = "wrong"
    TRIED = "tried"  # words that may be a name, and not the owner's: counted, and not held against them
    NOTHING_SAID = "nothing_said"  # nothing that this order could be compared with


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    fact: str = ""  # which fact proved it


def judge(facts: Facts, row: CachedOrder) -> Judgement:
    """One true fact proves; a name that is not the owner's speaks against everything else."""
    found: dict[str, bool | None] = {
        "name": name_is(facts.name, row) if facts.name else None,
        "district": _district_is(facts.district, row) if facts.district else None,
        "phone": _phone_offered(facts, row) if facts.phone else None,
        "tax_number": _tax_number_is(facts.tax_number, row) if facts.tax_number else None,
    }
    if found["name"] is False and _is_anothers(facts.name, row):
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
            ("name", len(set(owner_words(row))) >= 2),
            ("district", bool(row.district)),
            ("phone", bool(row.customer_phone)),
        )
        if is_known
    )


def whole_numbers_only(text: str) -> str:
    """Without numbers that are shorter than a phone's, however many zeros stand before them."""
    return _DIGITS.sub(
        lambda run: run.group() if len(_bare(run.group()).lstrip("0")) >= _WHOLE_NUMBER else " ", text
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(_SPLIT_OGLU.sub("oglu", _GREETING.sub(" ", fold(text))))


def owner_words(row: CachedOrder) -> list[str]:
    return [word for word in _words(row.customer_key) if len(word) >= _SHORTEST_NAME]


def name_words(text: str, owner: Sequence[str] = ()) -> list[str]:
    """The words that may be names. "Bay" is a way to address somebody, and a surname, which stands last."""
    words = _words(text)
    is_surname = len(words) > 1 and words[-1] == "bay"
    said = [_without_ending(word, owner) for word in words if word in owner or word not in FILLER]
    return [*said, "bay"] if is_surname and "bay" not in owner else said


def _without_ending(word: str, owner: Sequence[str]) -> str:
    """The owner's surname in the genitive, which many write without an apostrophe: "Örnekoğlunun".

    Only behind a vowel: Öztekin is no genitive of Öztek.
    """
    surname = owner[-1] if owner else ""
    is_sure = len(surname) >= _SURE_STEM and surname[-1] in "aeiou"
    return surname if is_sure and word in (f"{surname}nin", f"{surname}nun") else word


def _is_anothers(name: str, row: CachedOrder) -> bool:
    """A name that is not the owner's: a full one, or one word that does not belong to theirs."""
    said = name_words(name)
    return len(said) >= 2 or any(word not in owner_words(row) for word in said)


def name_is(text: str, row: CachedOrder) -> bool | None:
    """None: the order shows no full name. A middle name may be left out, on either side.

    One answer says one name: what is more than the owner's stands between the first and the last of them.
    """
    owner = owner_words(row)
    if len(set(owner)) < 2:
        return None
    said = [word for word in name_words(text, owner) if word in owner or not _is_place(word, row)]
    more = [word for word in said if word not in owner]
    if not more:
        return {owner[0], owner[-1]} <= set(said)
    if _sounds_alike(said, owner):
        return " ".join(said) in " ".join(_words(text))  # not "Ali ve Can"
    is_whole = [word for word in said if word in owner] == owner
    is_around = (said[0], said[-1]) == (owner[0], owner[-1])
    return is_whole and is_around and len(more) <= _MIDDLE_NAMES and not _names_two(text, owner)


def _sounds_alike(said: Sequence[str], owner: Sequence[str]) -> bool:
    """Dictation writes "Ali Can" for "Alican". The surname has to be whole: Ali Cankaya is somebody else."""
    return said[-1] == owner[-1] and "".join(said[:-1]) == "".join(owner[:-1])


def _names_two(text: str, owner: Sequence[str]) -> bool:
    """Is there more than a middle name between the owner's first name and surname: "Ali, Veli Örnek"?"""
    folded = fold(text.replace("\n", ";"))  # a line for each name
    between = folded[folded.find(owner[0]) : folded.rfind(owner[-1])]
    # "Ali, brother of Veli Örnek": only initials and endings may stand between.
    is_said = any(word in FILLER and len(word) > 1 for word in _words(between))
    return is_said or bool(_TWO_NAMES.search(between))


_PLACE_ENDINGS = frozenset({"", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "li", "lu"})


def _is_place(word: str, row: CachedOrder) -> bool:
    """The order's own city or district, written beside the name: no other name that is tried."""
    places = _WORD.findall(fold(f"{row.city} {row.district}"))
    return any(word.startswith(place) and word[len(place) :] in _PLACE_ENDINGS for place in places)


def _district_is(text: str, row: CachedOrder) -> bool | None:
    """The district and nothing but it; the city and a neighbourhood beside it do no harm."""
    district = _WORD.findall(fold(row.district))
    if not district:
        return None
    city = set(_WORD.findall(fold(row.city))) - set(district)
    words = _place_words(text)
    if district == ["merkez"] and not city <= set(words):
        return False  # half the provinces have a Merkez: it takes the city to mean one
    beside = _BESIDE_PLACE | city | (_OF_ONESELF if _says_place(words, row) else frozenset())
    # Dictation writes "Büyük çekmece".
    return _is_with_ending("".join(word for word in words if word not in beside), "".join(district))


def _place_words(text: str) -> list[str]:
    plain = _APOSTROPHE_ENDING.sub("", _GREETING.sub(" ", fold(text)))
    return [_SHORT_CITIES.get(word, word) for word in _WORD.findall(_NEIGHBOURHOOD.sub("", plain))]


def _says_place(words: Sequence[str], row: CachedOrder) -> bool:
    return not _SAYS_PLACE.isdisjoint(words) or not set(_WORD.findall(fold(row.city))).isdisjoint(words)


def _is_first_name(answer: str, row: CachedOrder) -> bool:
    """Nilüfer of Nilüfer, who is asked for one more fact, may have said her first name."""
    words = _place_words(answer)
    return not _says_place(words, row) and not set(words).isdisjoint(owner_words(row))


def _is_with_ending(said: str, place: str) -> bool:
    endings = _LOCATIVES if len(place) >= _SURE_STEM else ("",)
    return said in [f"{place}{ending}" for ending in endings]


def _phone_offered(facts: Facts, row: CachedOrder) -> bool | None:
    is_right = _phone_is(facts.phone, row)
    return is_right and _is_only_digits(facts.answer, row, is_whole=len(_bare(facts.phone)) >= _WHOLE_NUMBER)


def _phone_is(text: str, row: CachedOrder) -> bool | None:
    if not row.customer_phone:
        return None
    digits = _beside_the_order(_bare(text), row)
    if len(digits) >= _WHOLE_NUMBER:
        digits = digits.lstrip("0")  # 0532… and 0090532… are how people write +90532…
        # Zeros before the last four digits do not make a whole number of them.
        return len(digits) >= _WHOLE_NUMBER and row.customer_phone.endswith(digits)
    return len(digits) >= _FEWEST_DIGITS and row.customer_phone.endswith(digits)


def _beside_the_order(digits: str, row: CachedOrder) -> str:
    """Without the order's own numbers, and without what is a part of them: they are no secret of the owner's."""
    for known in filter(None, (row.external_order_id, row.tracking_code)):
        digits = digits.removeprefix(known)
        if len(digits) < _WHOLE_NUMBER and (known.endswith(digits) or known.startswith(digits)):
            return ""
    return digits


def _tax_number_is(text: str, row: CachedOrder) -> bool | None:
    known = (row.order_data_json.get("invoice") or {}).get("tax_number")
    return None if not known else _bare(text) == _bare(known) != ""


def _proof_in(answer: str, row: CachedOrder) -> str | None:
    if is_guess(answer):
        return None
    if name_is(answer, row):
        return "name"
    if _district_is(answer, row) and not _is_first_name(answer, row):
        return "district"
    return _proof_in_digits(answer, row)


def is_guess(answer: str) -> bool:
    """A question whether this is the owner; "where is it?" behind a fact is none."""
    folded = fold(answer)
    if _ENGLISH_QUESTION.match(folded):
        return True
    return folded.endswith("?") and not any(map(QUESTION.fullmatch, _WORD.findall(folded)))


def _proof_in_digits(answer: str, row: CachedOrder) -> str | None:
    found = (_bare(run) for run in _DIGITS.findall(_COUNTED.sub(" ", fold(answer))))
    runs = [run for run in found if _beside_the_order(run, row)]
    # Several numbers in one answer are guesses.
    if len(runs) != 1:
        return None
    if _tax_number_is(runs[0], row) and _is_only_digits(answer, row, is_whole=True):
        return "tax_number"
    is_whole = len(_beside_the_order(runs[0], row)) >= _WHOLE_NUMBER
    return "phone" if _phone_is(runs[0], row) and _is_only_digits(answer, row, is_whole=is_whole) else None


def _is_only_digits(answer: str, row: CachedOrder, *, is_whole: bool) -> bool:
    """Nothing beside the digits makes them something else (a price, a year) or names somebody else.

    A whole number is no price: only two unknown words in a row, which may be a name, speak against it.
    """
    known = [
        word in FILLER
        or word in owner_words(row)
        or _is_place(word, row)
        or any(pattern.fullmatch(word) for pattern in (_BESIDE_DIGITS, QUESTION))
        for word in _words(answer)
    ]
    if is_whole:
        return not any(not one and not after for one, after in pairwise(known))
    return all(known)


def _bare(run: str) -> str:
    return "".join(char for char in run if char.isascii() and char.isdigit())
