"""Sizes as sold."""

from __future__ import annotations

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.words import ENDINGS
from invekto.chat_analysis.normalise import Folded

_LETTER = r"(?:[2-6]\s?x?l|[2-5]?x{1,4}[sl]|[sml]|s/m|m/l|l/xl|xs/s)"
_LETTER_SIZE = Pattern(
    rf"(?<![\w'/])(?P<letters>{_LETTER}|standart|std|tek ebat|one size|free size)(?P<case>(?:'[a-z]{{1,8}})?)"
    rf"(?![\w'/])"
)
_WORD_SIZE = Pattern(
    r"(?<!too )(?<!very )(?<!so )(?<!bit )\b"
    r"(?P<word>x-?large|xx-?large|x-?small|small|smal|medium|medyum|large|larg|larch|lardj)(?P<case>(?:i|"
    r"in|e|den|si|dan|a|li|imis)?)\b"
)
# "a small hotel", "too small": no size as sold.
_SMALL_THING = Pattern(
    r"^(?! (?:size|beden|one|please|pls|var|olsun|mi|mu|in |is |and|or|kaldi|ne |ise|gel|yok|stok|bir|bi|iki|uc|dort|"
    r"ve|da|de|tane|adet|iste\w*|istiyo\w*|al[ad]\w*|alic\w*|lutfen|gonder\w*|mevcut|bulun\w*)) [a-z]{3,}(?! size)"
)
_WORDS = {
    "small": "S", "smal": "S", "medium": "M", "medyum": "M", "large": "L", "larg": "L", "larch": "L", "lardj": "L",
    "xlarge": "XL", "xxlarge": "XXL", "xsmall": "XS",
}  # fmt: skip
_SIZE_CUE_AFTER = Pattern(
    r"^\s?(?:'?\w{0,3}\s)?(?:beden|size|bden|bedn|bdn|numara|no\b|numra|olur mu|var ?mi|kaldi|varsa|"
    r"ol(?:sun|acak|cak|arak)|"
    r"al(?:mis|dim|ayim|sam|icam|iyim)\w*|giy\w*|istiyo\w*|istemi\w*|gonder\w*|gel(?:di|mis)|ye degis\w*|"
    r"yap\w*|bol|dar|"
    r"kucuk|buyuk|please|pls|lutfen|oluyo\w*|olur|bana|in stock|left|available|fits?|bulun\w*|stok\w*|boy\b)"
)
_SIZE_CUE_BEFORE = Pattern(
    r"(?:\b(?:beden\w*|size|in|numara\w*|no|bir|bi|ise|tane|adet|ve|and|or|mi|veya|yada|ya da|\d)|"
    r",)\s?:?\s?$"
)
_NUMBER_SIZE = Pattern(
    r"(?<![\w.,/])(?P<n>\d{1,3}(?:[.,]5|(?P<half>\s?(?:bucu[kg]|bcuk)))?)\s?(?:'?(?:si|i|u|luk|lik)\s)?(?:numara|nmr\b|numra|numro|nmara|"
    r"beden|bedn|bden)\w*(?!\s(?:cek|buyuk|kucuk|dar|bol|fark|asagi|yukari|dusu|alt|ust))"
    r"|(?<![\w.,/])(?P<no>\d{2}(?:[.,]5)?)\s?no\b"
)
_NUMBER_SIZE_BEFORE = Pattern(
    r"\b(?:numara(?:m|si|sini|yi)?|beden(?:im|i|ini)?|size|sizes|eu|no|ayak numaram?|in|boots in|taking)\s?:?\s?"
    r"(?P<n>\d{2}(?:[.,]5)?)(?![\w.,:/'-]|\s?(?:tl|lira|adet|gun|seans|days?|weeks?|hours?|minutes?|mins?|"
    r"months?|%|"
    r"euro|dollars?|pieces|pcs|ile|years?|haftada?))"
)
_BARE_SIZE = Pattern(
    r"(?<![\w.,:/#'+-])(?P<n>(?:1[6-9]|[2-5]\d)(?:[.,]5)?)(?P<case>\s?'?(?:si|sini|y?i|y?u|unu|ini|e|a|ye|ya|"
    r"den|dan|lik|luk|li)?(?:n[ei])?)"
    r"(?![\w%:/]|[.,-]\d|\s?(?:tl|lira|₺|€|adet|tane|gun|hafta|ay\b|cm|kg|kilo|yas|dk|dakika|saat|cift|paket|koli|"
    r"kisi|seans|taksit|x\b|x\d|derece|milyon|bin\b|days?|weeks?|hours?|minutes?|mins?|months?|years?|pcs|"
    r"pieces|people|"
    r"euro|dollars?|pounds?))"
)
# "36'sı var mı", "38 i alabilir miyim", "42'ye değiştirmek": its own number of a thing just spoken of.
_ONE_OF_SEVERAL = Pattern(
    r"\s?'?(?:[ny]?[iu]|s[iu](?:n[iu])?|y?[ae]|luk|lik|[iu]n[iu])\s(?:de |da |hala |hemen |acaba )?(?:var ?m[iu]|"
    r"yok m[iu]|"
    r"kaldi|kalm[ia]\w*|mevcut|bulun\w*|stok\w*|al(?:abil|ayim|mak|sam|acag|icam|aca)\w*|iste(?!m)\w*|isti\w*|"
    r"degis\w*|gonder(?:in|ir|eb|sen)\w*|gelecek m[iu]|gelir m[iu]|tuken\w*|bit(?:ti|mis)\w*|ol(?:ur|sun)\b)"
)
_SIZE_NUMBER = r"(?:1[6-9]|[2-5]\d)(?:[.,]5)?"
# "39 yerine 40 istiyorum", "36'yı 38 ile değiştirmek": two numbers of shoes or clothes, one for the other.
_INSTEAD = Pattern(
    rf"(?<![\w.,:/#+'-])(?P<given>{_SIZE_NUMBER})(?: yerine | ile |\s?'?(?:y?[iu]|s[iu]n[iu]|[dt][ae]n) (?:ile )?)"
    rf"(?P<wanted>{_SIZE_NUMBER})(?:\s?'?(?:y?[iuea]|s[iu](?:n[iu])?))? (?:ile |numara |no )?"
    r"(?:iste\w*|isti\w*|degis\w*|gonder\w*|al(?:abil|ayim|mak|sam|acag|icam)\w*|ol(?:sun|ur|acak|cak)\w*|yolla\w*|"
    r"rica\w*|var m[iu])"
)
# "40 küçük geldi, 41 istiyorum".
_DOES_NOT_FIT = Pattern(
    rf"(?<![\w.,:/#+'-])(?P<n>{_SIZE_NUMBER})\s?'?(?:n?[iu]|s[iu])? (?:de |da )?(?:cok |biraz |bana |bir az |baya )?"
    r"(?:kucuk|buyuk|dar|bol|siki) (?:gel|ol|kal|gld)\w*"
)
_HALF = Pattern(r"\s?(?:bucu[kg]|bcuk)$")
_CLOTHES = Pattern(
    r"\b(?:ayakkabi|bot\b|cizme|terlik|sandalet|spor ayakkabi|sneaker|pantolon|kot\b|sort|etek|elbise|gomlek|ceket|"
    r"mont|kaban|tulum|takim|tayt|jean|trenckot|kemer|shoe|boots?\b|sneakers|dress|trousers|jeans|beden|numara|"
    r"size|yuzuk|topuklu|babet|loafer|sutyen|mayo|bikini|bluz|tisort|t-?shirt|kazak|hirka|esofman|abiye)"
)
_BODY = Pattern(r"(?<![\w.,])(?P<band>(?:[6-9]\d|1[0-2]\d))\s?-?(?P<cup>[a-h])(?![\w'])")
_AREA = Pattern(
    r"(?<![\w.,])(?P<a>\d{2,3})(?:\s?(?:x|\*|×)|\s?'?y?(?:e|"
    r"a))\s?(?P<b>\d{2,3})(?:\s?x\s?(?P<c>\d{1,3}))?(?:\s?cm)?(?!\w)"
)
_HEIGHT = Pattern(r"(?<![\w.,])(?P<n>\d{2,3})\s?cm\b(?!\s?(?:boy\w*|uzun|kisa|topuk))")
_AGE = Pattern(
    r"(?<![\w.,])(?P<low>\d{1,2})\s?(?:-|/|ile)\s?(?P<high>\d{1,2})\s?(?P<unit>yas|ay|years?|months?)(?:lik"
    r"|indan|ina|a|i)?\b"
)
_ONE_AGE = Pattern(
    r"(?<![\w.,-])(?P<n>\d{1,2}) (?P<unit>yas)(?:lik)? (?=beden|boy|icin (?:beden|tulum|elbise)|elbise|"
    r"tulum|mont|takim|kiz|erkek|kaldi|var mi|olsun)"
)
_PERSONS = Pattern(
    r"\b(?P<which>(?:cift|tek|iki|bir bucuk|\d{1,2}) kisilik|battal boy|king size|queen size)\b"
)
_PERSON_WORDS = {
    "cift kisilik": "çift kişilik", "tek kisilik": "tek kişilik", "iki kisilik": "çift kişilik",
    "bir bucuk kisilik": "bir buçuk kişilik",
}  # fmt: skip
_BEDDING = Pattern(
    r"\b(?:nevresim|carsaf|yorgan|battaniye|pike|yatak|alez|uyku seti|hali|masa|duvet|bedding)"
)


def is_sized(word: str) -> bool:
    """Whether what the word names is sold in sizes that are numbers: shoes, trousers, rings."""
    return _CLOTHES.match(word) is not None


def find_size(text: str, folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """As sold: "38", "XL", "2-3 yaş", "200x220". A lone letter or number counts only beside a word of size."""
    for match in begins.matches(_AGE):
        unit = "yaş" if match["unit"].startswith(("yas", "year")) else "ay"
        _add(match.span(), f"{match['low']}-{match['high']} {unit}", folded, claims)
    for match in begins.matches(_ONE_AGE):
        _add(match.span(), f"{match['n']} yaş", folded, claims)
    bedding = begins.says(_BEDDING)
    for match in begins.matches(_AREA):
        third = f"x{match['c']}" if match["c"] else ""
        if bedding or any(sign in match.group() for sign in "x*×"):
            _add(match.span(), f"{match['a']}x{match['b']}{third}", folded, claims)
    for match in begins.matches(_PERSONS) if bedding else ():
        said = match["which"]
        _add(match.span(), _PERSON_WORDS.get(said, said.replace("kisilik", "kişilik")), folded, claims)
    clothes = begins.says(_CLOTHES)
    for match in begins.matches(_HEIGHT) if clothes else ():
        _add(match.span(), f"{match['n']} cm", folded, claims)
    for match in begins.matches(_BODY):
        _add(match.span(), f"{match['band']}{match['cup'].upper()}", folded, claims)
    for pattern in (_NUMBER_SIZE, _NUMBER_SIZE_BEFORE):
        for match in begins.matches(pattern):
            group = "n" if match["n"] else "no"
            written = match[group].replace(",", ".")
            _add(match.span(group), _HALF.sub(".5", written), folded, claims)
    _find_letters(text, folded, begins, claims)
    _find_bare(folded, begins, claims, clothes)


def _find_letters(text: str, folded: Folded, begins: Beginnings, claims: Claims) -> None:
    read = folded.text
    for match in begins.matches(_WORD_SIZE):
        word = match["word"].replace("-", "").replace(" ", "")
        if not _SMALL_THING.match(read[match.end() : match.end() + 16]):
            _add(match.span("word"), _WORDS[word], folded, claims)
    shouts = text.isupper()
    for match in begins.matches(_LETTER_SIZE):
        if match["case"] and match["case"].lstrip("'") not in ENDINGS:
            continue
        letters = match["letters"].replace(" ", "")
        start, end = folded.span(*match.span("letters"))
        # A capital letter alone in a message not all in capitals is a size: "biri M biri L".
        capital = text[start:end].isupper() and not shouts and text[end : end + 1] != "."
        sure = len(letters) > 1 or capital
        cued = _SIZE_CUE_AFTER.match(read[match.end() : match.end() + 24]) or _SIZE_CUE_BEFORE.search(
            read[max(0, match.start() - 12) : match.start()]
        )
        if sure or (cued and not match["case"]):
            _add(match.span("letters"), _STANDARD.get(letters, letters.upper()), folded, claims)


_STANDARD = dict.fromkeys(("std", "standart", "onesize", "freesize", "tekebat"), "standart")


def _find_bare(folded: Folded, begins: Beginnings, claims: Claims, clothes: bool) -> None:
    """ "41 var mı", "40 please", "haki şort 34 ya da 36": numbers where clothes and sizes are spoken of.

    Elsewhere only what is asked for as one of several: "36'sı var mı", "38 i alabilir miyim", "39 yerine 40".
    """
    for match in begins.matches(_INSTEAD):
        for group in ("given", "wanted"):
            _add(match.span(group), match[group].replace(",", "."), folded, claims)
    for match in begins.matches(_DOES_NOT_FIT):
        _add(match.span("n"), match["n"].replace(",", "."), folded, claims)
    sized = clothes or "size" in claims.found
    for match in begins.matches(_BARE_SIZE):
        if sized or (match["case"] and _ONE_OF_SEVERAL.match(folded.text, match.end("n"))):
            _add(match.span("n"), match["n"].replace(",", "."), folded, claims)


def _add(place: tuple[int, int], value: str, folded: Folded, claims: Claims) -> None:
    start, end = folded.span(*place)
    if claims.free(start, end):
        claims.add("size", start, end, value)
