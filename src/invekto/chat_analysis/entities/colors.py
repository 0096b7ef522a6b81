"""Colours of goods, with their shades; not those of teeth, bruises and figures of speech."""

from __future__ import annotations

from functools import cache

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.products import names_product
from invekto.chat_analysis.entities.words import Lexicon, Named, Word
from invekto.chat_analysis.normalise import Folded, fold_text

_BASE = [
    "siyah",
    "beyaz",
    "kırmızı",
    "mavi",
    "lacivert",
    "yeşil",
    "sarı",
    "turuncu",
    "mor",
    "pembe",
    "gri",
    "kahverengi",
    "bej",
    "bordo",
    "haki",
    "fuşya",
    "lila",
    "turkuaz",
    "eflatun",
    "antrasit",
    "füme",
    "ekru",
    "vizon",
]
_SHADES = "açık koyu pastel neon kirli soft parlak mat uçuk canlı fosforlu toz şeker".split()  # noqa: SIM905
# Colours that are said without "renk".
_PLAIN = {
    **{name: name for name in _BASE},
    **{f"{shade} {name}": f"{shade} {name}" for shade in _SHADES for name in _BASE},
    "kahve rengi": "kahverengi", "kahverenk": "kahverengi", "açık kahve": "açık kahverengi",
    "koyu kahve": "koyu kahverengi", "sütlü kahve": "sütlü kahve", "acı kahve": "acı kahve",
    "mürdüm": "mürdüm", "indigo": "indigo", "leopar": "leopar", "saks": "saks", "nefti": "nefti",
    "petrol mavisi": "petrol mavisi", "bebek mavisi": "bebek mavisi", "bebe mavisi": "bebek mavisi",
    "buz mavisi": "buz mavisi", "gece mavisi": "gece mavisi", "saks mavisi": "saks mavisi",
    "gök mavisi": "gök mavisi", "deniz mavisi": "deniz mavisi", "parlement mavisi": "parlement mavisi",
    "saks mavi": "saks mavisi", "bebe mavi": "bebek mavisi", "buz mavi": "buz mavisi",
    "su yeşili": "su yeşili", "zümrüt yeşili": "zümrüt yeşili", "çağla yeşili": "çağla yeşili",
    "fıstık yeşili": "fıstık yeşili", "mint yeşili": "mint yeşili", "petrol yeşili": "petrol yeşili",
    "zeytin yeşili": "zeytin yeşili", "çimen yeşili": "çimen yeşili", "yağ yeşili": "yağ yeşili",
    "nil yeşili": "nil yeşili", "asker yeşili": "asker yeşili", "adaçayı yeşili": "adaçayı yeşili",
    "limon sarısı": "limon sarısı", "hardal sarısı": "hardal sarısı", "civciv sarısı": "civciv sarısı",
    "pudra pembesi": "pudra pembesi", "toz pembesi": "toz pembe", "şeker pembesi": "şeker pembe",
    "bebek pembesi": "bebek pembesi", "pudra pembe": "pudra pembesi", "gül kurusu": "gül kurusu",
    "gülkurusu": "gül kurusu", "nar çiçeği": "nar çiçeği", "narçiçeği": "nar çiçeği",
    "vişne çürüğü": "vişne çürüğü", "bal köpüğü": "bal köpüğü", "yavruağzı": "yavruağzı",
    "yavru ağzı": "yavruağzı", "şarap kırmızısı": "şarap kırmızısı", "ateş kırmızısı": "ateş kırmızısı",
    "kan kırmızısı": "kan kırmızısı", "kırık beyaz": "kırık beyaz", "kemik beyazı": "kemik beyazı",
    "gri melanj": "gri melanj", "inci beyazı": "inci beyazı", "ten rengi": "ten rengi", "rose gold": "rose gold",
    "off white": "kırık beyaz", "light blue": "açık mavi", "dark blue": "lacivert", "navy blue": "lacivert",
    "baby blue": "bebek mavisi", "sky blue": "gök mavisi", "royal blue": "saks mavisi",
    "light grey": "açık gri", "dark grey": "koyu gri", "light gray": "açık gri", "dark gray": "koyu gri",
    "light green": "açık yeşil", "dark green": "koyu yeşil", "olive green": "zeytin yeşili",
    "mint green": "mint yeşili", "light pink": "açık pembe", "hot pink": "fuşya", "dark brown": "koyu kahverengi",
    "light brown": "açık kahverengi", "dark red": "bordo", "navy": "lacivert", "burgundy": "bordo",
    "maroon": "bordo", "turquoise": "turkuaz", "beige": "bej", "khaki": "haki", "lilac": "lila",
    "black": "siyah", "white": "beyaz", "red": "kırmızı", "blue": "mavi", "green": "yeşil", "yellow": "sarı",
    "pink": "pembe", "purple": "mor", "grey": "gri", "gray": "gri", "brown": "kahverengi",
    "siyh": "siyah", "siyahh": "siyah", "syah": "siyah", "beyz": "beyaz", "beyas": "beyaz", "kirmzi": "kırmızı",
    "krmizi": "kırmızı", "lacivrt": "lacivert", "kahverngi": "kahverengi", "yesl": "yeşil", "pmbe": "pembe",
}  # fmt: skip
# Things that lend their colour: only with "renk", or right before what is sold.
_LENT = {
    "krem": "krem", "petrol": "petrol", "altın": "altın", "taba": "taba", "mint": "mint", "rose": "rose",
    "cream": "krem", "somon": "somon", "hardal": "hardal", "camel": "camel", "kamel": "camel", "silver": "gümüş",
    "gümüş": "gümüş", "tarçın": "tarçın", "orange": "turuncu", "nude": "nude", "çağla": "çağla", "pudra": "pudra",
    "kiremit": "kiremit", "taş": "taş", "kum": "kum", "kemik": "kemik", "mercan": "mercan", "gold": "gold",
    "şampanya": "şampanya", "leylak": "leylak", "lavanta": "lavanta", "bakır": "bakır", "bronz": "bronz",
    "inci": "inci", "kavun içi": "kavun içi", "vişne": "vişne", "zeytin": "zeytin", "kahve": "kahverengi",
    "çikolata": "çikolata", "bal": "bal", "sedef": "sedef", "şarap": "şarap", "toprak": "toprak", "gök": "gök",
    "karamel": "karamel", "cappucino": "cappucino", "safir": "safir", "yakut": "yakut", "zümrüt": "zümrüt",
    "sage": "sage", "coral": "mercan", "ivory": "fildişi", "fildişi": "fildişi", "charcoal": "antrasit",
    "olive": "zeytin yeşili", "lavender": "lavanta", "mustard": "hardal", "peach": "şeftali", "şeftali": "şeftali",
}  # fmt: skip
# Materials and food: only with "renk"; a "gümüş kolye" is made of silver.
_ONLY_WITH_RENK = frozenset(
    """altın gümüş taş kum kemik bakır bronz inci zeytin kahve çikolata bal sedef şarap toprak gök karamel safir
    yakut peach şeftali lavanta olive kehribar""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Lent colours that are hardly ever the thing itself in a shop of clothes.
_RARELY_THINGS = frozenset(
    {"nude", "taba", "camel", "mint", "gold", "kiremit", "pudra", "somon", "mercan", "rose"}
)

_FOLDED_ONLY_WITH_RENK = frozenset(fold_text(name) for name in _ONLY_WITH_RENK)

_RENK = Pattern(r"\s(?:ren[kg]\w*|olan\w*|color\w*|colour\w*|one\b|ones\b)")
# "mavi tik", "sarı sayfa", "kırmızı et", "black friday": these colour nothing that is bought.
_IDIOM_AFTER = Pattern(
    r"[a-z']*\s(?:tik\w*|sayfa\w*|esya\w*|friday|liste\w*|kart\w*|out\b|okuz\w*|cizgi(?:m|mi|miz|yi)\b|bayrak\w*|hat\b|"
    r"isik\b|isik yak\w*|light\b|pasaport\w*|dizi\b|yaka\w*|nokta\w*|et\b|alan\b|bolge\w*|pazar\b|ekran\b|soyl\w*|"
    r"(?:yedi|cevab\w*|edil\w*|ver\w*)\b|list\b|flag\w*|card\w*|alert\w*|alarm\w*|kod\b|noktal\w*|lekele?r?\w*|oldu\b|"
    r"oldum\b|mahalle\w*|mah\b|sokak\w*|sk\b|cadde\w*|cad\b|apartman\w*|sitesi|hastane\w*|kod\w*|lira\b|altin\w*|"
    r"ve otesi|panjur\w*|meat|tape|lie|house|spots?|hair|eye|teeth|tooth|fillings?|and swollen|et yi\w*|cay\b|"
    r"dolgu\w*|enerji|otobus\w*|kanat\w*|dis(?:ler)?\b|patch\w*|cheese|surmek|surdum|hali\b(?= gelmis))"
)
_IDIOM_BEFORE = Pattern(r"\b(?:kara|yuzu|bankasi|turn\w* |went |go )\s?$")
# Said of one's own body, where no goods are named.
_BODY = Pattern(
    r"\b(?:dis(?:ler)?(?:im|imi|imin|imde|iniz|imizin)\w*|dis et\w*|diset\w*|yuzum\w*|goz(?:um|ler)\w*|goz ?alt\w*|"
    r"dudag(?:im|imi|in)\w*|cild(?:im|imi|in)\w*|sac(?:im|lar)\w*|tirnag(?:im)\w*|burn(?:um|un)\w*|yanag(?:im)\w*|"
    r"kas(?:im|lar)\w*|dilim\w*|morar\w*|morluk\w*|sis(?:ti|lik|me)\w*|kizarik\w*|teeth|tooth|gums?|skin|swollen|bruis\w*|"
    r"lips?|dikis(?:ler)?im\w*|yara(?:m|si)?\b|islem(?:den|in)? (?:sonra|yer)\w*|dolgu yer\w*)"
)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(_PLAIN | _LENT, slips_from=8)


@cache
def _lent() -> Lexicon:
    return Lexicon(_LENT)


def is_color(word: str) -> bool:
    """Whether a word of a folded text is a colour, with or without an ending."""
    return _lexicon().single(word) is not None


def find_color(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    text, words = begins.text, begins.words
    body: bool | None = None
    for named in _lexicon().find(words, text):
        first, last = words[named.first], words[named.after - 1]
        after = text[last.end : last.end + 24]
        start, end = folded.span(first.start, _end_of_name(named, last))
        if not claims.free(start, end) or last.text in ("more", "reddi", "moral", "taze"):
            continue
        if _IDIOM_AFTER.match(text, last.end) or _IDIOM_BEFORE.search(
            text, max(0, first.start - 12), first.start
        ):
            continue
        if named.name == "saks" and not named.bare:  # saksı
            continue
        thing = names_product(begins, named.after) or names_product(begins, named.after + 1)
        if _is_lent(named) and not _colours(named, thing, after):
            continue
        if not thing:
            if body is None:
                body = begins.says(_BODY) and not any(
                    names_product(begins, index) for index in range(len(words))
                )
            if body:
                continue
        claims.add("color", start, end, named.value)


def _is_lent(named: Named) -> bool:
    return (
        _lent().single(named.name) is not None and named.after - named.first == 1
    ) or named.name == "kavun ici"


def _colours(named: Named, thing: bool, after: str) -> bool:
    """Whether a thing lends its colour here: "krem renk", "krem halı", "nude olsun"."""
    if not named.bare:
        return False
    if _RENK.match(after):
        return True
    return (thing and named.name not in _FOLDED_ONLY_WITH_RENK) or named.value in _RARELY_THINGS


def _end_of_name(named: Named, last: Word) -> int:
    """Without the ending: the colour in "siyahı" is "siyah"."""
    shown = named.name.rpartition(" ")[2]
    return last.start + len(shown) if not named.bare and last.text.startswith(shown) else last.end
