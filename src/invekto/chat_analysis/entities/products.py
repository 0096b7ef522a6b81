"""What is sold, by its everyday noun: "gömleklerden" is a gömlek, "wine glasses" a wine glass."""

from __future__ import annotations

import re
from functools import lru_cache

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.product_nouns import COMPOUNDS, ENGLISH, TURKISH
from invekto.chat_analysis.normalise import Folded

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_ENDINGS = frozenset(
    """i u e a si su yi yu ye ya ni nu in un nin nun de da te ta den dan ten tan nden ndan nde nda ne na le la yle
    yla ler lar leri lari lere lara lerde larda lerden lardan lerin larin leriniz lariniz im um m imi umu imin
    umun ime uma mi mu iniz unuz niz nuz inizi unuzu imiz umuz lerim larim lerimi larimi ine una ini unu inin
    unun inde unda inden undan sine suna sini sunu sinde sindan sinden li lu lik luk lerle larla siz ki deki daki
    cik cuk ydi dir ymis imle umla mi mdan mden leriyle lariyla sinin sunun ciniz ydu idi mis""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Other words that only look like a noun with an ending: kötü, salı, kodu, mati.
_NO_PRODUCT = frozenset(
    """kotu kotuydu kotuymus sali saliya salidan salida kodu kodunu kodum sana sale sala salim halim haline
    halinde halini halden halde ayni aynisi aynisini aynisindan masal masali montaj montaji kuma kumas matim""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Softened before a vowel: çorab-ı, gömleğ-i, tabağ-a.
_HARD = {"b": "p", "g": "k", "d": "t", "c": "c"}
# A noun that is also a word of time or manner is a product only beside one of these.
_WATCH = re.compile(
    r"(?:(?:aldigim|aldigimiz|siparis ettigim|bu|kol|akilli|duvar|masa|erkek|kadin|bayan|gelen) saat\w*"
    r"|saat\w{0,4} (?:bozul\w*|geldi|gelmedi|calism\w*|kirik\w*|kordon\w*|siparis\w*|cizik\w*|var mi|"
    r"modeli\w*|orijinal\w*))"
)
_NO_PRODUCT_AFTER = re.compile(
    r"^(?:\w*\s(?:renk\b|rengi\w*|renkte\w*)|\w{0,3}\s(?:odasi|yeri|sitesi|merkezi|sira\w*)\b)"
)


def find_product(folded: Folded, claims: Claims) -> None:
    """One entity per noun; a compound ("koltuk örtüsü") before the nouns it is made of."""
    text = folded.text
    words = list(_WORD.finditer(text))
    index, seen = 0, set[str]()
    watch = "saat" in text and _WATCH.search(text) is not None
    while index < len(words):
        name, used = _named(words, index, watch)
        if name is not None and name not in seen:
            place = folded.span(words[index].start(), words[index + used - 1].end())
            if claims.free(*place) and not _NO_PRODUCT_AFTER.match(
                text[words[index + used - 1].end() :][:24]
            ):
                seen.add(name)
                claims.add("product", *place, name, exclusive=False)
        index += used


def _named(words: list[re.Match[str]], index: int, watch: bool) -> tuple[str | None, int]:
    word = words[index].group()
    if index + 1 < len(words) and words[index + 1].start() - words[index].end() == 1:
        following = words[index + 1].group()
        if word in _FIRST_OF_TWO and (pair := _compound(word, following)) is not None:
            return pair, 2
    if word in _NO_PRODUCT:
        return None, 1
    if word.startswith("saat"):
        return ("saat" if watch else None), 1
    return _noun(word), 1


@lru_cache(maxsize=8192)
def _noun(word: str) -> str | None:
    return TURKISH.get(word) or _with_ending(word, TURKISH) or english_noun(word)


_FIRST_OF_TWO = frozenset(name.partition(" ")[0] for name in COMPOUNDS)


def _compound(word: str, following: str) -> str | None:
    both = f"{word} {following}"
    return COMPOUNDS.get(both) or _with_ending(both, COMPOUNDS) or _english_pair(word, following)


def _english_pair(word: str, following: str) -> str | None:
    singular = following[:-2] if following.endswith(("sses", "shes", "ches")) else following.removesuffix("s")
    return COMPOUNDS.get(f"{word} {singular}")


def _with_ending(word: str, names: dict[str, str]) -> str | None:
    """The name that the word is with a Turkish ending, longest first; None when it is no such thing."""
    for length in range(len(word) - 1, max(2, len(word) - 8), -1):
        if word[length:] not in _ENDINGS:
            continue
        stem = word[:length]
        if stem in names:
            return names[stem]
        if length < 4:
            continue
        hard = stem[:-1] + _HARD.get(stem[-1], stem[-1])
        if hard in names and word[length] in "aeiu":
            return names[hard]
    return None


def english_noun(word: str) -> str | None:
    """The singular of an English noun of the shop; None for other words."""
    if word in ENGLISH:
        return word
    for ending, instead in (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe")):
        if word.endswith(ending) and (singular := word[: len(word) - len(ending)] + instead) in ENGLISH:
            return singular
    return None
