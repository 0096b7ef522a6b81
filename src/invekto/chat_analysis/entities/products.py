"""What is sold, by its everyday noun: "gömleklerden" is a gömlek, "wine glasses" a wine glass."""

from __future__ import annotations

from functools import cache, lru_cache

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.product_nouns import (
    BARE_ONLY,
    COMPOUNDS,
    ENGLISH,
    ENGLISH_COMPOUNDS,
    ENGLISH_DOUBTFUL,
    FOR,
    HEADS,
    NOT_ALONE,
    SPELLINGS,
    TURKISH_NAMES,
)
from invekto.chat_analysis.entities.words import Lexicon, Word
from invekto.chat_analysis.normalise import Folded, fold_text

# Other words that only look like a noun with an ending: kötü, salı, kodu, matı.
_NO_PRODUCT = frozenset(
    """kotu kotuydu kotuymus kotusu sali saliya salidan salida salisi kodu kodunu kodum kodumu koda kodun kodunuz
    sana sale sala salim salin halim haline halinde halini halden halde ayni aynisi aynisini aynisindan masal masali
    montaj montaji kuma kumas kumasi kuman matim beste bezdim bezdik keplerin kasem kasesi tava tavam tabagi polise
    polisi kurki tulu perdah kapuska postala postalar postali topa ekmegi kurusu miniz yelegen borum bota botu
    tableti tabletim fanim kupon kuponu kuponum ceketin ayaga topu topum jelin kepe padi lense bluza bere bereye
    kitaba dolabi tabla sale salama pile pilin kasti saza sazi kupeye""".split()  # noqa: SIM905 - a page of quotes would hide the words
) - frozenset(
    {
        "tava",
        "tabagi",
        "botu",
        "bota",
        "tableti",
        "tabletim",
        "ceketin",
        "kitaba",
        "dolabi",
        "kupeye",
        "bere",
        "bereye",
        "pilin",
        "kasesi",
    }
)
# Nouns that are as often spoken of without being sold: only among words of the shop.
_DOUBTFUL = {
    "telefon": "telefon",
    "bilgisayar": "bilgisayar",
    "araba": "araba",
    "mouse": "mouse",
    "drone": "drone",
}
_SHOP = Pattern(
    r"\b(?:siparis\w*|iade\w*|degisim\w*|stok\w*|bozu[kl]\w*|kiri[kl]\w*|calism\w*|acilm\w*|adet|tane|satin|aldigim\w*|"
    r"aldim|geldi|gelmedi|gelen|model\w*|garanti\w*|fiyat\w*|kac para|ne kadar|var mi|kaldi mi|pil|ekran\w*|sarj\w*|"
    r"cizik\w*|hasarli|renk\w*|order\w*|return\w*|refund|stock|broken?|arrived|bought|buy|sell|price|size|strap|"
    r"delivered|delivery|ship\w*|exchange|available|defective|missing)\b"
)
# "telefonla arayın", "telefon numaram", "arabayla gelirim": no goods.
_SPOKEN = Pattern(
    r"\b(?:telefonla|telefon (?:numara|no\b|ac|et|gorusme|hatti|rehber)\w*|telefon\w* (?:mesaj|ara|bak|cevap|ulas|sms|"
    r"kod|link|gel\w* (?:mesaj|kod|sms))\w*|cep telefon\w* (?:numara|no)\w*|(?:telefon|araba|arac)\w* (?:uym|olm)\w*|"
    r"telefon(?:um|umuz|unuz)?\w{0,3}[ :]{1,2}\+?[\d(]|araba(?:yla|mla|m\b|yi)|bilgisayar\w* "
    r"(?:gir|bak|yap)\w*)"
)
_WATCH = Pattern(
    r"\b(?:(?:aldigim|aldigimiz|siparis ettigim|bu|kol|akilli|duvar|masa|erkek|kadin|bayan|gelen) saat\w*"
    r"|saat\w{0,4} (?:bozul\w*|geldi|gelmedi|calism\w*|kirik\w*|kordon\w*|siparis\w*|cizik\w*|var mi|"
    r"modeli\w*|orijinal\w*))"
)
_NO_PRODUCT_AFTER = Pattern(
    r"(?:\w{0,3}\s(?:odasi|yeri|sitesi|merkezi|sira\w*|numara\w*|gibi (?:konus|ol|sis|dur)\w*|"
    r"yatir\w*|botoks\w*|epilasyon\w*|ameliyat\w*|arad[iı]\w*|tirnag\w*|isareti|kullan[iı]m[iı])\b)"
)
_ITS_OWN = Pattern(r"\s(?:renk\b|rengi\w*|renkte\w*|alti\b)")
_NEVER_MIND = Pattern(
    r"\b(?:masaya yatir|mumla ara|kitap gibi|disci koltug|koltuk alt|kol kanat|ayak tirnag)\w*"
)


@cache
def _lexicon() -> Lexicon:
    """All names but the English plurals, made on first use."""
    names = {fold_text(name): name for name in TURKISH_NAMES if name not in NOT_ALONE or name in BARE_ONLY}
    heads = [(head, fold_text(head), possessed, fold_text(possessed)) for head, possessed in HEADS.items()]
    for purpose in FOR:
        written = fold_text(purpose)
        for head, folded_head, possessed, folded_possessed in heads:
            if purpose != head:
                name = f"{purpose} {possessed}"
                names.setdefault(f"{written} {folded_head}", name)
                names[f"{written} {folded_possessed}"] = name
    names |= {name: name for name in COMPOUNDS} | ENGLISH_COMPOUNDS | _DOUBTFUL
    names |= {f"{name}s": value for name, value in ENGLISH_COMPOUNDS.items()}
    names |= {f"{name}es": value for name, value in ENGLISH_COMPOUNDS.items() if name.endswith(("ss", "sh"))}
    return Lexicon(names | SPELLINGS, slips_from=8)


_BARE_ONLY = frozenset(fold_text(name) for name in BARE_ONLY)


def find_product(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """One entity per noun; a compound ("koltuk örtüsü") before the nouns it is made of."""
    text, words = begins.text, begins.words
    index, seen = 0, set[str]()
    while index < len(words):
        if not _may_name(words[index].text):
            index += 1
            continue
        name, used = _named(begins, index)
        last = words[index + used - 1]
        if name is not None and name not in seen and not _part_of_another(words, index, last):
            place = folded.span(words[index].start, last.end)
            if (
                claims.free(*place)
                and not _NO_PRODUCT_AFTER.match(text, last.end)
                and not _NEVER_MIND.match(text, words[index].start)
                and not (index and _NEVER_MIND.match(text, words[index - 1].start))
            ):
                seen.add(name)
                claims.add("product", *place, name, exclusive=False)
        index += used


@lru_cache(maxsize=16384)
def _may_name(word: str) -> bool:
    """Whether a name of something sold may begin with that word."""
    return not word.isdigit() and (
        word.startswith("saat") or _lexicon().begins(word) or english_noun(word) is not None
    )


def _named(begins: Beginnings, index: int) -> tuple[str | None, int]:
    words, text = begins.words, begins.text
    word = words[index].text
    if word in _NO_PRODUCT or word.isdigit():
        return None, 1
    named = _lexicon().at(words, index, text)
    if named is not None:
        used = named.after - named.first
        last = words[named.after - 1]
        if not named.bare and last.text in (
            f"{named.name.rpartition(' ')[2]}{ending}" for ending in ("li", "lu")
        ):
            return None, used  # "çikolatalı" tells of another thing
        if named.bare and _ITS_OWN.match(text, last.end):
            return None, used  # "krem rengi", "koltuk altı"
        if used > 1:
            return named.value, used
        if named.name in _BARE_ONLY and not named.bare:
            return None, 1
        if named.name in _DOUBTFUL and (not begins.says(_SHOP) or begins.says(_SPOKEN)):
            return None, 1
        return named.value, 1
    if word.startswith("saat"):
        return ("saat" if begins.says(_WATCH) else None), 1
    english = english_noun(word)
    if english in ENGLISH_DOUBTFUL and not begins.says(_SHOP):
        return None, 1
    return english, 1


def _part_of_another(words: list[Word], index: int, last: Word) -> bool:
    """The "çerçevesi" of "aynanın çerçevesi" is no second thing."""
    if index == 0 or not last.text.endswith(("i", "u", "mi", "mu")):
        return False
    whole = words[index - 1].text
    if not whole.endswith(("in", "un")) or _lexicon().single(last.text) is None:
        return False
    owner = _lexicon().single(whole)
    return owner is not None and not owner[1]


def names_product(begins: Beginnings, index: int) -> bool:
    """Whether a thing that is sold begins at that word."""
    return index < len(begins.words) and _named(begins, index)[0] is not None


@lru_cache(maxsize=8192)
def english_noun(word: str) -> str | None:
    """The singular of an English noun of the shop; None for other words."""
    if word in ENGLISH:
        return word
    for ending, instead in (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe")):
        if word.endswith(ending) and (singular := word[: len(word) - len(ending)] + instead) in ENGLISH:
            return singular
    return None
