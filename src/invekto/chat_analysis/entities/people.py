"""Doctors and companies by their names."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims, Taken
from invekto.chat_analysis.entities.names import FIRST_NAMES
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.places import PROVINCES
from invekto.chat_analysis.normalise import Folded


def _fold(text: str) -> str:
    # The characters of names fold one to one, so places stay; a dictionary of letters is enough.
    return text.translate(_LETTERS).lower()


_LETTERS = str.maketrans("çğıöşüÇĞİÖŞÜIâîûéäß’", "cgiosuCGIOSUIaiueas'")


_UPPER = "A-ZÇĞİÖŞÜ"
_TITLE = r"(?:(?:prof|do[cç]|op|uzm|yrd|dr|dt|dkt|dok[dt]or|doctor|hekim|di[sş] hekimi|surgeon)\b\.?\s?){1,4}"
# After a title the next word, and a capitalised one behind it, are a name: "Prof. Dr. Nihat Tan".
_TITLED = Pattern(
    rf"(?<!\w)(?P<title>(?i:{_TITLE}))(?P<name>[^\W\d_]{{3,20}})(?P<more>(?:\s[{_UPPER}][^\W\d_]{{1,20}}){{0,2}})"
)
_CALLED = Pattern(
    r"(?P<name>\b[^\W\d_]{3,20}(?:\s[^\W\d_]{3,20})?)\s(?P<call>hocam?|hoca'?\w{0,5}|han[iı]m'?\w{0,5}|"
    r"bey'?\w{0,5}|doktor\w{0,5}|dr\b)",
    re.IGNORECASE,
)
# Words that follow a title or stand before "hoca" and are no names.
_NO_NAME = frozenset(
    """bey hanim hoca hocam arkadas arkadaslara ile icin var yok mi mu musait bugun yarin kim hangi randevu
    randevusu kontrol  merhaba selam slm tamam peki evet hayir sayin degerli sevgili canim iyi
    gunler gun aksamlar doktor dis kadin erkek bu su  one for about who said told will does can any
    the and appointment available your our is to speak come back yet please  bir bi cok ama sizin
    bizim benim onun tesekkurler tesekkur sagolun gunaydin evden disci estetik cerrah cilt muayene
    nasil  ne zaman nerede gelen olan dedi demis bakar bakti yapti yapan yapacak ozel hangisi hala
    pazartesi sali carsamba persembe  cuma cumartesi pazar sabah aksam anestezi temel amerikada
    uzman aile ilk yeni eski diger baska ayni left""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Who is only a "hanım" or "bey" is a doctor when one goes to them.
_TREATS = Pattern(
    r"^\W{0,2}(?:\w+ ){0,3}(?:gel(?:mek|ecek|sem|di|mis)\w*|gorun\w*|muayene\w*|randevu\w*|kontrol\w*|"
    r"yap(?:iyor|mis|acak|ti|iyo|sin)\w*|bak(?:iyor|mis|acak|ti|iyo|sin)\w*|"
    r"musait\w*|calis\w*|tedavi\w*|ameliyat\w*|cek(?:ti|sin|ecek)\w*|izin\w*|burada\w*|orda\w*|hangi (?:gun"
    r"|saat)\w*|gor(?:sun|ecek)\w*|tercih\w*|olsun|istiyo\w*|girecek\w*|hangi)\b"
)
_NOT_TREATS = Pattern(
    r"^\W{0,2}(?:\w+ ){0,2}(?:yonlendir|tavsiye|oner|methet|gonderdi|bahset|yazdi|aradi|selam|abla|"
    r"teyze)\w*"
)

_FORM = (
    r"(?:Ltd\.?(?:\s?[SŞ]ti)?\.?|A\.?\s?[SŞ]\.?|[SŞ]ti\.?|San\.?|Tic\.?|GmbH|Inc\.?|LLC|Corp\.?|Limited|"
    r"B\.?V\.?|Koop\.?|Holding)(?!\w)"
)
_TRADE = (
    r"(?:Elektronik|Lojistik|Mimarl[iı]k|Tekstil|Tar[iı]m|G[iı]da|Mak[iı]na|Makine|[İI]n[sş]aat|Turizm|"
    r"Otomotiv|Mobilya|K[iı]rtasiye|"
    r"Yap[iı]|Kimya|Medikal|Ambalaj|Enerji|Yaz[iı]l[iı]m|Bili[sş]im|Dan[iı][sş]manl[iı]k|Reklam|Matbaa|"
    r"Nakliyat|Otel|Hotel|Cafe|Kafe|"
    r"Restoran|Market|Eczane|Eczanesi|Koleji|Okullar[iı]|Ma[gğ]azac[iı]l[iı]k|Ticaret|Sanayi|Trading|"
    r"Textiles?|Logistics|Group|Consulting|Solutions|Giyim|"
    r"Ayakkab[iı]|Kozmetik|Organizasyon|Butik|Boutique|Plastik|Metal|Peyzaj|Emlak|Sigorta|Hirdavat|"
    r"H[iı]rdavat|Oyuncak|Ofis|Anaokulu|Kre[sş]i?|Otelcilik|M[uü]hendislik|Restaurant|Restoran[ıi]?|Lokantas[ıi]|Travel|Tours?|Kuyumculuk|"
    r"Vakf[ıi]|Derne[gğ]i|[ÜU]niversitesi|Lisesi|Okulu|(?:D[uü][gğ][uü]n|Spor|G[uü]zellik) Salonu|Salonu|"
    r"Kuaf[oö]r[uü]?|Belediyesi|Hastanesi|"
    r"Klini[gğ]i|Poliklini[gğ]i|Pastanesi|F[ıi]r[ıi]n[ıi]|F[ıi]r[ıi]nc[ıi]l[ıi]k|Oto|Yedek Par[cç]a|Foods?|Fashion|"
    r"Design|Studios?|Clinic|School|"
    r"Yay[ıi]nc[ıi]l[ıi]k|Yay[ıi]nlar[ıi]|Ajans[ıi]?|Medya|Dan[ıi][sş]manl[ıi]k|E[gğ]itim|Kurs[ıiu]|Akademi|Temizlik|G[uü]venlik|Sa[gğ]l[ıi]k|"
    r"Deri|Hal[ıi]|Perde|Z[uü]caciye|[CÇ]i[cç]ek[cç]ilik|[CÇ]eyiz|Tuhafiye|Petrol|Madencilik|Denizcilik|Havac[ıi]l[ıi]k|Savunma|"
    r"Gayrimenkul|Elektrik|Bilgisayar|Teknoloji(?:leri)?|Technologies|Technology|Software|Apart|Resort|Suites?|Spa|Kooperatifi|Oda[sş][ıi]|"
    r"Partners|Brothers|Sons|Store|Shop)(?!\w)"
)
_NAME_WORD = rf"(?:[{_UPPER}0-9&][\w&'.-]{{0,24}}|ve|and|&)"
_COMPANY = Pattern(
    rf"(?<![\w.])(?P<head>[{_UPPER}][\w&-]{{0,24}}(?:\s{_NAME_WORD}){{0,4}}?\s)(?P<tail>(?:{_FORM}|"
    rf"{_TRADE})(?:\s(?:{_FORM}|{_TRADE}|ve\b)){{0,6}})"
)
_LOWER_FORM = Pattern(
    r"(?<![\w.])(?P<name>(?:[^\W\d_]{2,20}\s){1,4}(?:ltd|san|tic|a\.[sş]|gmbh|llc|inc|"
    r"[sş]ti)\b\.?(?:\s?(?:ltd|san|ve|tic|a\.?[sş]|[sş]ti)\b\.?){0,5})",
    re.IGNORECASE,
)
_TITLE_CUE = Pattern(
    r"\b(?:unvan\w*|firma (?:adi\w*|ismi\w*|unvani\w*)|sirket (?:adi\w*|ismi\w*|unvani\w*)|firmamiz\w*|"
    r"sirketimiz\w*|company(?: name)?|fatura (?:adi|unvani)\w*)"
    r"\s?(?:is|:|=|-|,)?\s{1,2}(?P<name>[^\n,.;:?!]{3,60})"
)
_NOT_STARTS = frozenset(
    """merhaba selam sayin kargo fatura faturayi firma sirket adi unvan vkn vergi no mail tel benim bizim
    size biz icin the our from my hi hello and to can please""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# "Ankara Cafe nerede", "Güzel Organizasyon olmuş": a place or a word of praise before a trade names nobody.
_NO_HEADS = frozenset(_fold(province) for province in PROVINCES) | frozenset(
    """guzel iyi buyuk kucuk yeni ozel butik en bu bir hangi super harika kotu yerli yakin merkez online dogal organik
    tam kendi sizin bizim onun acil ucretsiz devlet""".split()  # noqa: SIM905
)
_LEGAL = Pattern(_FORM)
_AFTER_NAME = Pattern(
    r"\s(?:adina|adiyla|olarak|olacak|icin|vergi|vkn|no\b|tax|olsun|kesin|kesil|ve adres|lutfen|please|"
    r"unvanli|diye|seklinde|and the|faturasi|fatura)\b"
)


def find_doctor(text: str, claims: Claims) -> None:
    """Names with a title, and those called hoca, hanım or bey whom one is treated by."""
    taken = Taken(len(text))
    for match in _TITLED.finditer(text):
        name = _bare(match["name"])
        if _fold(name) in _NO_NAME or (_fold(name) not in FIRST_NAMES and not match["name"][0].isupper()):
            continue
        more = match["more"] if match["name"][0].isupper() else ""
        words = [word for word in f"{name}{more}".split() if _fold(word) not in _NO_NAME]
        end = match.end("name") + len(more)
        _add("doctor", (match.start(), end), " ".join(words), claims, taken)
    for match in _CALLED.finditer(text):
        words = match["name"].split()
        call, name = _fold(match["call"]), words[-1]
        if _fold(name) in _NO_NAME or (_fold(name) not in FIRST_NAMES and not name[0].isupper()):
            continue
        after = _fold(text[match.end() : match.end() + 48])
        if call.startswith(("hanim", "bey")) and (_NOT_TREATS.match(after) or not _TREATS.match(after)):
            continue
        both = len(words) == 2 and words[0][0].isupper() and _fold(words[0]) in FIRST_NAMES
        start = match.start() if both else match.end("name") - len(name)
        _add("doctor", (start, match.end("name")), " ".join(words) if both else name, claims, taken)


def _add(name: str, place: tuple[int, int], value: str, claims: Claims, taken: Taken) -> None:
    if not taken.free(*place):
        return
    taken.take(*place)
    if claims.free(*place):
        claims.add(name, *place, value[0].upper() + value[1:])


def _bare(name: str) -> str:
    return name.split("'")[0].split("’")[0]


def find_company(
    text: str, folded: Folded, begins: Beginnings, claims: Claims, *, may_be_lower: bool = True
) -> None:
    """Names that end in a legal form or a trade, and what is given as a company's title."""
    taken = Taken(len(text))
    for pattern in (_COMPANY, _LOWER_FORM) if may_be_lower else (_COMPANY,):
        for match in pattern.finditer(text):
            start, end = match.span()
            words = text[start:end].split()
            while words and (_fold(words[0]).strip(",.:") in _NOT_STARTS):
                start = text.index(words[1], start + 1) if len(words) > 1 else end
                words = words[1:]
            if len(words) == 2 and _fold(words[0]) in _NO_HEADS and not _LEGAL.search(words[1]):
                continue
            if len(words) >= 2:
                _claim_company(text, start, end, claims, taken)
    for match in begins.matches(_TITLE_CUE):
        name = match["name"]
        cut = _AFTER_NAME.search(name)
        length = cut.start() if cut else len(name)
        start, end = folded.span(match.start("name"), match.start("name") + length)
        words = text[start:end].split()
        if (
            words
            and len(words) <= 4
            and words[0][0].isupper()
            and _fold(words[-1]) not in ("var", "yok", "mi")
        ):
            _claim_company(text, start, end, claims, taken)


def _claim_company(text: str, start: int, end: int, claims: Claims, taken: Taken) -> None:
    value = text[start:end].strip()
    if not taken.free(start, end) or not claims.free(start, start + len(value)):
        return
    taken.take(start, start + len(value))
    claims.add("company", start, start + len(value), value)
