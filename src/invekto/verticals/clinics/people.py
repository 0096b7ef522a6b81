"""For whom an appointment is wanted, in the customer's words: a relation, a name, a doctor's name.

Everything here is pure and reads folded text; names keep the spelling they were written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from invekto.appointments.services import DoctorHours
from invekto.chat_analysis.services import is_name
from invekto.core.folding import fold

SELF, CHILD, SPOUSE, PARENT, SIBLING, OTHER = "self", "child", "spouse", "parent", "sibling", "other"

# Of a child one always writes as its parent; of others only what says that the visit is for them.
_CHILD = re.compile(
    r"\b(?:kizim\w*|oglum\w*|oglan\w{0,4}|cocugum\w*|cocuklar\w*|bebegim\w*|ufakl\w*|"
    r"my (?:\w+ year old )?(?:son|daughter|child|kid|kids|baby|boy|girl))\b"
)
_OTHERS = {
    SPOUSE: r"esim|kocam|karim|hanimim|nisanlim",
    PARENT: r"annem|babam|kaynanam|kayinvalidem|kayinpederim|buyukannem|dedem|anneannem|babaannem",
    SIBLING: r"kardesim|ablam|abim|agabeyim",
    OTHER: r"arkadasim|komsum|yegenim|kuzenim|torunum|teyzem|amcam|dayim|halam|calisanim|misafirim",
}
_FOR_OTHERS = {
    relation: re.compile(
        rf"\b(?:(?:{words})(?:a|e|ya|ye|n[iı]n|in|un|na|ne)\b|(?:{words}) (?:\w+ ){{0,2}}(?:icin|adina)\b|"
        rf"^(?:{words})$)"
    )
    for relation, words in _OTHERS.items()
}
_ENGLISH = {
    SPOUSE: re.compile(r"\b(?:for )?my (?:wife|husband|partner|fiancee?)\b"),
    PARENT: re.compile(r"\b(?:for )?my (?:mother|father|mum|mom|dad|parents?|grandmother|grandfather)\b"),
    SIBLING: re.compile(r"\b(?:for )?my (?:sister|brother)\b"),
    OTHER: re.compile(r"\bfor (?:my|a) (?:friend|colleague|neighbou?r|cousin|nephew|niece|aunt|uncle)\b"),
}
_SELF = re.compile(
    r"\b(?:kendim\w*|kendi adima|bana|benim icin|benim adima|for me|for myself|it s me|myself)\b"
)

_WORD = r"[^\W\d_][^\W\d_'’.-]{0,24}[^\W\d_]"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}})"
_SAID = (
    re.compile(rf"\b(?:ad[ıi]m|ismim|isim soyisim|hastan[ıi]n ad[ıi]|ad)\s*[:=]?\s+{_NAME}", re.I),
    re.compile(rf"\b(?:ad[ıi]|ismi)\s*[:=]?\s+{_NAME}", re.I),
    re.compile(
        rf"\b(?:my name is|his name is|her name is|their name is|name is|name:|i am called)\s+{_NAME}", re.I
    ),
    re.compile(rf"\b{_NAME} ad[ıi]na\b", re.I),
)
# More than one who comes: a second one named beside the first, or a number of people.
_KIN = "|".join(("kizim|oglum|cocugum|bebegim", *_OTHERS.values()))
_KIN_EN = "wife|husband|partner|mother|father|mum|mom|dad|son|daughter|sister|brother|friend|kid|child"
_SEVERAL = re.compile(
    rf"\b(?:bir? ?de|ayrica|hem de|yaninda|ustelik|and|also|plus) (?:\w+ ){{0,2}}(?:{_KIN})\w*|"
    rf"\b(?:{_KIN})\w* (?:icin |adina )?(?:de|da)\b(?! (?:gel|yanimda|beraber))|"
    rf"\b(?:ben|kendim|kendime|benim) (?:icin )?(?:ve|ile|hem)(?: de)? (?:{_KIN})\w*|"
    rf"\b(?:{_KIN})\w* (?:ile|ve) (?:ben|bana|benim|kendim|kendime)\b|"
    rf"\bhem (?:ben\w*|bana|kendi\w*|(?:{_KIN})\w*) (?:\w+ ){{0,3}}hem\b|"
    rf"\b(?:{_KIN})\w* (?:icin )?ve (?:{_KIN})\w*|"
    r"\b(?:iki|uc|dort|bes|[2-9]) ?(?:kisi|hasta|cocu[kg]|karde[sk])\w*|\b(?:iki|uc)miz\w*|\bucumuz\w*|"
    r"\b(?:iki|2) (?:ayri )?randevu\w*|"
    rf"\b(?:me|myself|i) and my (?:{_KIN_EN})s?\b|\bmy (?:{_KIN_EN}) (?:and (?:i|me|myself|my)|too|as well)\b|"
    rf"\b(?:and|also) (?:\w+ ){{0,3}}for my (?:{_KIN_EN})|\b(?:both|two|three) of us\b|"
    r"\b(?:two|three|2|3) (?:people|persons|patients|appointments|of us)\b"
)
# "kızım Elif", "my son Tom": only a capital makes the next word a name.
_BESIDE = re.compile(
    r"\b(?:k[ıi]z[ıi]m|o[ğg]lum|[çc]ocu[ğg]um|bebe[ğg]im|e[şs]im|kocam|kar[ıi]m|annem|babam|karde[şs]im|ablam|abim|"
    r"arkada[şs][ıi]m|[Mm]y (?:son|daughter|wife|husband|mother|father|sister|brother|friend)),? "
    r"(?P<name>[A-ZÇĞİÖŞÜ][^\W\d_]{1,20}(?: [A-ZÇĞİÖŞÜ][^\W\d_]{1,20})?)",
)
# "Ben Ayşe Demir": a capital makes the next word a name, or its being one.
_I_AM = re.compile(rf"\b(?:[Bb]en(?:im)?|BEN|I['’]?m|I am|[Tt]his is)[,:]? {_NAME}")
_BETWEEN_NAMES = re.compile(r"[,;&+/\n]|\s(?:ve|ile|and)\s")
_SURNAME = re.compile(r"\bsoyad(?:[ıi]|[ıi]m|[ıi]s[ıi])?\s*[:=]?\s*", re.I)
# Words that no name holds; folded. Where one stands a name has ended, or there was none.
_NO_NAME = frozenset(
    """icin adina randevu randevusu istiyorum istiyoruz lutfen olsun olacak bir bu o ve ile ben biz sen siz var
    yok evet hayir tamam peki merhaba selam bey hanim yas yasinda yasindayim dis disi disim tedavi muayene kontrol
    dolgu implant kanal botoks yarin bugun sali pazartesi carsamba persembe cuma cumartesi pazar haftaya hafta
    sabah aksam ogle ogleden saat sonra once gun gunu the for and please appointment is my to would like want need
    on at in book a an i he she yes no ok okay hello hi tomorrow today monday tuesday wednesday thursday friday
    saturday sunday next week alabilir miyim mi mu ne nasil nerede kac fiyat fiyati kadar ucret bilmiyorum emin
    degil degilim geri vazgectim iptal kendim esim kizim oglum cocugum annem babam yazin yazar
    misiniz alin almak
    gelmek gelecek telefon numaram numarasi tesekkurler tesekkur sagolun
    farketmez farketmiyor fark etmez etmiyor onemli dr dt doktor doktorum hekim hekimim
    hoca hocam herhangi kimse olursa
    olur olabilir olurmu olurmus uygun musait bilirsiniz bilir siz sizde taksit taksitle taksitli kartla kredi
    nakit odeme sigorta sgk indirim yapiyormusunuz varmi yokmu mumkun mumkunse belki henuz daha simdi zaten ayni yine
    tekrar acil agri agriyor agrim implant kaplama temizlik cekim protez botox dolgusu diger baska hepsi ikisi any
    anyone whoever matter doesn't doesnt either same not sure how much""".split()  # noqa: SIM905
)
_VERB = re.compile(r"(?:[aeiou]r[iu]m|yor\w{0,3}|[ae]ca[gk]\w*|[ae]ce[gk]\w*|[dt][iu]m|m[iu]siniz|bilir\w*)$")
_LONGEST_NAME = 60
_TITLES = frozenset("dr dt prof doc op uzm dis hekimi doktor hocam hoca bey hanim".split())  # noqa: SIM905


def relation_in(folded: str) -> str | None:
    """Who is meant, where the words say so."""
    if _CHILD.search(folded):
        return CHILD
    for patterns in (_FOR_OTHERS, _ENGLISH):
        for relation, pattern in patterns.items():
            if pattern.search(folded):
                return relation
    return SELF if _SELF.search(folded) else None


def several_in(folded: str) -> bool:
    """The words speak of more than one person who comes."""
    return _SEVERAL.search(folded) is not None


def names_answered(text: str) -> str | None:
    """A reply to "who comes?", of one or more: "Ayşe Şahin ve Fatma Şahin"."""
    found = [name_answered(part) for part in _BETWEEN_NAMES.split(text) if part.strip()]
    names = [name for name in found if name]
    return ", ".join(names)[:_LONGEST_NAME] if names and len(names) == len(found) else None


def name_said(text: str) -> str | None:
    """A patient's name given as such: "adım Ayşe Yılmaz", "kızım Elif için", "Mehmet Kaya adına", "ayşe kaya"."""
    said = _introduced(text)
    return name_answered(text) if said is None and is_whole_name(text) else said


def _introduced(text: str) -> str | None:
    plain = _SURNAME.sub("", text)
    for pattern in (*_SAID, _BESIDE):
        for match in pattern.finditer(plain):
            words = list(_name_words(match["name"].split(), from_end=pattern is _SAID[-1]))
            if words:
                return " ".join(words)[:_LONGEST_NAME]
    for match in _I_AM.finditer(plain):
        words = list(_name_words(match["name"].split(), from_end=False))
        written_so = match["name"].split()[0][0].isupper()
        if words and (written_so or (len(words) > 1 and is_name(fold(words[0])))):
            return " ".join(words)[:_LONGEST_NAME]
    return None


def is_whole_name(text: str) -> bool:
    """Nothing but a first name that is one and a surname: "ayşe kaya"."""
    words = text.split()
    return 2 <= len(words) <= 4 and is_name(fold(words[0].strip(".,!"))) and name_answered(text) is not None


def name_answered(text: str) -> str | None:
    """A reply to "who is it for?": bare words that can be a name, or a name given as such."""
    if (said := _introduced(text)) is not None:
        return said
    words = [word.strip(".,!:;") for word in text.split()]
    if not 1 <= len(words) <= 4 or not all(re.fullmatch(_WORD, word) for word in words):
        return None
    folded = [fold(word) for word in words]
    if any(word in _NO_NAME or _VERB.search(word) for word in folded):
        return None
    if len(words) == 1 and not (words[0][0].isupper() or is_name(folded[0])):
        return None  # "hmm"
    return " ".join(_capital(word) for word in words)[:_LONGEST_NAME]


def _name_words(words: Sequence[str], *, from_end: bool) -> Iterable[str]:
    kept: list[str] = []
    for word in reversed(words) if from_end else words:
        if (
            fold(word) in _NO_NAME
            or _VERB.search(fold(word))
            or (kept and kept[0][0].isupper() and not word[0].isupper())
        ):
            break
        kept.append(word)
    return [_capital(word) for word in (reversed(kept) if from_end else kept)]


def _capital(word: str) -> str:
    first = {"i": "İ", "ı": "I"}.get(word[0], word[0].upper())
    return first + word[1:]


def doctor_named(said: str, doctors: Sequence[DoctorHours]) -> DoctorHours | None:
    """The one whose name holds every word that was said; None for a stranger, or where two could be meant."""
    words = set(fold(said).replace(".", " ").split()) - _TITLES
    fitting = [one for one in doctors if words and words <= set(fold(one.name).replace(".", " ").split())]
    return fitting[0] if len(fitting) == 1 else None
