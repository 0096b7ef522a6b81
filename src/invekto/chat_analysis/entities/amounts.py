"""How many and for how much: quantities of goods, and money with or without its currency."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.colors import is_color
from invekto.chat_analysis.entities.goods import is_sized
from invekto.chat_analysis.entities.numerals import NUMBER_WORDS, number_of
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.products import english_noun, names_product
from invekto.chat_analysis.entities.vocabulary import by_length
from invekto.chat_analysis.normalise import Folded

_UNITS = {
    "adet": "piece", "adt": "piece", "adetlik": "piece", "tane": "piece", "tne": "piece", "parca": "piece",
    "ad": "piece", "cift": "piece", "cft": "piece", "takim": "piece", "pcs": "piece", "pieces": "piece",
    "piece": "piece", "units": "piece", "unit": "piece", "pairs": "piece", "pair": "piece",
    "paket": "pack", "pkt": "pack", "packs": "pack", "pack": "pack", "packets": "pack", "packet": "pack",
    "poset": "pack", "kutu": "pack", "boxes": "pack", "box": "pack",
    "koli": "carton", "kasa": "carton", "karton": "carton", "cartons": "carton",
    "carton": "carton", "cases": "carton",
    "aded": "piece", "sise": "piece", "kavanoz": "piece", "rulo": "piece", "bottles": "piece", "bottle": "piece",
    "jars": "piece", "jar": "piece", "rolls": "piece", "items": "piece", "set": "piece", "sets": "piece",
    "cuval": "pack", "torba": "pack", "teneke": "pack", "bags": "pack", "sandik": "carton", "palet": "carton",
    "dz": "dozen", "duz": "dozen", "dzn": "dozen", "duzune": "dozen", "duzine": "dozen", "dozens": "dozen",
    "dozen": "dozen",
    "seri": "series", "series": "series",
}  # fmt: skip
_COUNT = rf"\d{{1,3}}\s?bin(?:\s\d{{3}})?|\d{{1,3}}k|\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}}|{NUMBER_WORDS}"
_QUANTITY = Pattern(
    rf"(?<![\w.,'/:])(?P<count>{_COUNT})(?:\s?-\s?\d{{1,4}}| kusur| civari| kadar)?\s?'?(?:er\s|ar\s|ser\s|sar\s|"
    rf"s(?:er|ar)?\s|x\s)?"
    rf"(?P<unit>{by_length(_UNITS)})(?P<ending>i|e|u|si|su|in|ini|den|ten|lik|luk|dan|tan|m|miz|ye|ya|ler|lar|leri|lari|lerden|lardan|sini|sunu|sinin|sinden|"
    r"de|da|deki|daki|li|lu|imiz|lere)?\b"
    rf"|\b(?P<article>half a|a|an|another|yarim) (?P<article_unit>dozen|pair|pack|box|carton|duzine)\b"
    r"|\b(?:adet|adt|miktar|qty|quantity)\w{0,3}\s?[:=]?\s?(?P<after_unit>\d{1,5})(?![\w.,]\d|\s?(?:tl|lira|gun|ay\b|yas))"
    r"|(?<![\w.,])x\s?(?P<times>\d{1,3})(?![\w.,])|(?<![\w.,x])(?P<times_before>\d{1,3})\s?x(?=\s(?!\d)|$)"
    r"|\b(?:bundan|sundan|ondan|bunlardan|sunlardan|onlardan|modelden|urunden|renkten) (?P<of_this>\d{1,3}|iki|uc|"
    r"dort|bes|alti|on)"
    r"(?=\s(?:al|iste|ist|gonder|sipari|olsun|yolla|lazim|ver|ayir)|\s?$)"
    r"|\b(?P<of_these>\d{1,3}|one|two|three|four|five|six|ten) (?:of|more of) (?:these|those|them|this|each)\b"
    r"|\b(?P<couple>a couple) (?:of )?(?:more )?(?P<couple_of>[a-z]{3,})"
    r"|(?<![\w.,])(?P<part>\d{1,2})'?(?:i|u|si|su)(?= (?:de |da )?(?:kirik|kirilmis|eksik|bozuk|catlak|yirtik|defolu|"
    r"hasarli|yanlis))"
    rf"|\b(?P<big>duzinelerce|yuzlerce)\b"
)
# "100'lük paketten 3 tane": three packs, whatever is in them.
_OF_PACKS = Pattern(r"(?:'?l[iu]k\s)?(paket|koli|kutu|seri)(?:ten|den|lerden)\s$")
# "1 düzinesi ne kadar" asks for the price of a unit; "2 parça takım" and "6 kişilik" tell what a set is.
_NOT_GOODS = Pattern(
    r"^\s?(?:taksit|kisi|gun\b|ay\b|yil|saat|dakika|seans|yastik yuzu|soru|sey\b|gecik\w*|donem\w*|(?:sanci|gorm|"
    r"gordu)\w*|araba|telefon konus)"
)
_A_SET = Pattern(r"(?:li|lik)?\s(?:\w+ ){0,2}(?:takim|set)\w*")
_PRICE_OF_ONE = Pattern(r"^\s(?:ne kadar|kac para|kac tl|kaca|fiyat)")
# Counted without a unit: "11 çıktı paketten", "25 hoodies", "10 S and 15 M".
_COUNTED = Pattern(
    r"(?<![\w.,'/:#+-])(?P<count>\d{1,4})\s(?:(?P<came>(?:eksik |fazla )?(?:cikti|geldi|gelmis|eksik)\b)"
    r"|(?:x{0,3}[sml]|x{1,3}l)\b(?=\s(?:and|ve|,)|\s?,|\s?$)"
    r"|(?:(?:black|white|red|blue|navy|grey|gray|green|pink|large|small|more|of|of the|wine|coffee) "
    r")?(?P<noun>[a-z]{3,12}s)\b)"
)
_OF_A_PACK = Pattern(r"\b(?:paket\w*|adet\w*|cift\w*|koli\w*|duzine\w*|kutu\w*)\b")

_AMOUNT = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_CURRENCIES = {
    "tl": "TRY", "tele": "TRY", "lira": "TRY", "liraya": "TRY", "liradan": "TRY", "liralik": "TRY",
    "lirayi": "TRY", "liram": "TRY", "liraydi": "TRY", "liras": "TRY", "lra": "TRY", "try": "TRY",
    "kagit": "TRY", "tlye": "TRY", "tlden": "TRY", "tllik": "TRY", "tlydi": "TRY", "tlm": "TRY", "tlmi": "TRY",
    "papel": "TRY", "turkish lira": "TRY", "₺": "TRY",
    "euro": "EUR", "eur": "EUR", "avro": "EUR", "yuro": "EUR", "euros": "EUR", "euroya": "EUR",
    "euroluk": "EUR", "€": "EUR",
    "dolar": "USD", "usd": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "dolara": "USD", "dolarlik": "USD",
    "sterlin": "GBP", "sterling": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP",
    "£": "GBP",
}  # fmt: skip
_WORD_CURRENCY = by_length(name for name in _CURRENCIES if name[0].isalpha())
_THOUSAND = (
    r"(?P<scale>bin|k|milyon|m)(?:\s(?P<rest>\d{3}|(?:bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz)?\s?yuz))?"
)
_MONEY = Pattern(
    rf"(?<![\w.,])(?:(?P<sign>[₺€$£]|tl|usd|eur|gbp)\s?(?P<after>{_AMOUNT})(?![\w])|(?P<before>{_AMOUNT}|"
    rf"{NUMBER_WORDS})\s?(?:{_THOUSAND}\s?)?(?P<name>[₺€$£]|(?:{_WORD_CURRENCY})\b))"
)
_LOW_END = Pattern(rf"(?<![\w.,:/-])(?P<amount>{_AMOUNT})\s?(?:-|ile|ila)\s?$")
# "2000-2500 arası bütçem var".
_PLAIN_RANGE = Pattern(
    r"(?<![\w.,:/#+'-])(?P<low>\d[\d.]{2,8})\s?(?:-|ile|ila)\s?(?P<high>\d[\d.]{2,8})(?![\w.]|,\d) aras\w*"
)
# A price without its currency: written as one ("1.250,50", "7bin", "bin beş yüze"), or spoken of as one.
_PLAIN = Pattern(
    rf"(?<![\w.,:/#+'-])(?:(?P<digits>{_AMOUNT})\s?(?:{_THOUSAND}(?:(?<=bin)|(?<=milyon)|(?<=yuz)|(?<=\d)|(?!\w))(?!'?s))?"
    rf"|(?P<words>{NUMBER_WORDS}))"
    r"(?P<ending>\s?'?(?:lira|l[iu]k|ye|ya|e|a|den|dan|ten|tan|yi|yu|i|u|mus|mis)?)(?![\w%]|[.,/:]\d|-\d)"
)
_WRITTEN_AS_MONEY = Pattern(
    r"^(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,6},\d{2}|\d{1,3}(?:,\d{3})+\.\d{2}|\d{2,6}\.[05]0|"
    r"\d{2,6}\.9[09])$"
)
_NO_MONEY_AFTER = Pattern(
    r"^\s?(?:adet|adt|tane|cift|takim|paket|koli|kutu|seri\b|duzine|parca|kisi|gun|hafta|ay\b|yil|seans|taksit|"
    r"numara|nolu|no\b|beden|kilo|kg|gr\b|gram|cm|mm|ml|litre|metre|mt\b|m2|km|dk|dakika|saat|kere|defa|kez|graft|"
    r"greft|dis\b|unite|cc|watt|mah|volt|puan|yildiz|takipci|pcs|pieces|days|people|grafts?|times|stars?|"
    r"ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|model|yas|li\b|lu\b|%|x\b|x\d|"
    r"ile biten|haneli|hane|ref|grlik|daire|sokak|sk\b|cad|mah)"
)
_NO_MONEY_BEFORE = Pattern(
    r"(?:\b(?:siparis|order|takip|no|numara\w*|kod\w*|tc|tel|sayfa|saat|at|beden|size|model|kat|daire|posta kodu|"
    r"number|barkod|blok|kapi|hanesi|ending|version|in|yil\w*|ref|id|pin|sifre)|#)\s?[:.]?\s?$"
)
_PRICE_AFTER = Pattern(
    r"^\W{0,3}(?:(?:mi|mu|ne|diye|dis basi|tane\w*|toplam|icin|pesin|nakit|kalan|hesab\w*)\s){0,2}"
    r"(?:de(?:mis|di|diniz|nmis|missiniz|mistiniz)\w*|dey\w*|istiyo\w*|isten\w*|istemis\w*|birak\w*|"
    r"tut(?:tu|ar|uyo|mus)\w*|"
    r"kampanya\w*|indirim\w*|ode\w+|odu\w+|cek(?:il|ti|mis|ild)\w*|kes(?:il|mis|ti)\w*|yat(?:ir|ti)\w*|"
    r"gonder(?:dim|ecegim)\w*|"
    r"fiyat\w*|ucret\w*|yaz(?:iyo|mis|iyor)\w*|goster\w*|gozuk\w*|gorun\w*|havale|eft|iade|borc\w*|cikar\w*"
    r"|cikiyo\w*|yap(?:in|ar|san|alim)\w*|"
    r"ver(?:dim|diler|iyor|ir|ecek|mis|sem|eyim)\w*|sat(?:iyo|ili)\w*|al(?:dim|mis|iyo|miss)\w*|olmaz|"
    r"butce\w*|civari|"
    r"(?:mi|mu) (?:tuta|dis|tam|toplam|oluyo|eder|yapar|olur|son)\w*|eder|ediyo\w*|dus(?:mus|er|tu)\w*|"
    r"pahali|ucuz|cok|fazla|az)\b"
)
_PRICE_AFTER_SOFT = Pattern(r"^\W{0,3}(?:olsun|olur mu|olursa|olsa|olmaz mi|yapalim|anlas\w*|son)\b")
_PRICE_BEFORE = Pattern(
    r"\b(?:tutar\w*|toplam\w*|fiyat\w*|ucret\w*|butce\w*|borc\w*|kapora\w*|indirim\w*|pesin|nakit|odedigim|total|"
    r"price|cost|paid|charged|budget|deposit|depozito\w*|taksit\w* toplam\w*|taksit(?:le|te)|"
    r"seansi|tanesi|adedi|birim|kargo dahil)"
    r"\s?(?:is |was |of |de |da |mi |tam |olarak |en fazla |max )?[:=]?\s?$"
)
# "1000 yerine 800 olsun": one price for another.
_INSTEAD_BEFORE = Pattern(r"\b\d{3,6}(?:\s?(?:tl|lira))? yerine\s$")
_INSTEAD_AFTER = Pattern(
    r"\s?yerine \d{3,6}(?:\s?(?:tl|lira|₺|euro)|\s(?:\w+ )?(?:ol(?:sun|ur|sa)|ode|yap|birak|ver|cek|kes|yat))"
)
_PRICE_WORDS = Pattern(
    r"\b(?:tl|lira\w*|fiyat\w*|ucret\w*|ode\w*|kampanya\w*|indirim\w*|pahali|ucuz\w*|pazarlik\w*|birak\w*|kac para|"
    r"tutar\w*|tuttu|butce\w*|kapora\w*|duzine\w*|nakit|havale\w*|euro|price|cost)\b|[₺€$£]"
)
_LEAST_WITHOUT_A_WORD = 20


def find_money(folded: Folded, claims: Claims) -> None:
    for match in _MONEY.finditer(folded.text):
        start, end = folded.span(*match.span())
        amount = _amount(match["after"] or match["before"], match["scale"], match["rest"])
        if amount is not None and claims.free(start, end):
            currency = _CURRENCIES[match["sign"] or match["name"]]
            _add_low_end(folded, claims, match, currency)
            claims.add("money", start, end, {"amount": f"{amount:.2f}", "currency": currency})


def _add_low_end(folded: Folded, claims: Claims, high: re.Match[str], currency: str) -> None:
    """The other end of "250-300 tl"."""
    low = _LOW_END.search(folded.text, max(0, high.start() - 16), high.start())
    if low is None or (amount := _decimal(low["amount"])) is None:
        return
    place = folded.span(*low.span("amount"))
    if claims.free(*place):
        claims.add("money", *place, {"amount": f"{amount:.2f}", "currency": currency})


def find_plain_money(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """Prices said without a currency are in lira: "650'ye bırak", "2 bin 400 müş", "1.250,50"."""
    text = folded.text
    speaks_of_prices = _PRICE_WORDS.search(text) is not None
    for match in begins.matches(_PLAIN):
        start, end = folded.span(match.start(), match.end() - len(match["ending"]))
        written = match["digits"] or match["words"]
        amount = _amount(written, match["scale"], match["rest"])
        if amount is None or amount < _LEAST_WITHOUT_A_WORD or not claims.free(start, end):
            continue
        before, after = text[max(0, match.start() - 32) : match.start()], text[match.end() : match.end() + 44]
        if _NO_MONEY_AFTER.match(after) or _NO_MONEY_BEFORE.search(before):
            continue
        if _is_price(match, before, after, speaks_of_prices):
            claims.add("money", start, end, {"amount": f"{amount:.2f}", "currency": "TRY"})
    for match in begins.matches(_PLAIN_RANGE) if speaks_of_prices else ():
        for group in ("low", "high"):
            place, amount = folded.span(*match.span(group)), _decimal(match[group])
            if amount is not None and claims.free(*place):
                claims.add("money", *place, {"amount": f"{amount:.2f}", "currency": "TRY"})


def _is_price(match: re.Match[str], before: str, after: str, speaks_of_prices: bool) -> bool:
    ending = match["ending"].strip(" '")
    dear = match["words"] is None and number_of(re.sub(r"\D", "", match["digits"])) >= 100
    if match["digits"] and _WRITTEN_AS_MONEY.match(match["digits"]):
        return True
    if match["scale"] and match["scale"] != "m":
        return True
    if match["words"]:
        large = re.search(r"yuz|bin|milyon", match["words"]) is not None and match["words"] not in (
            "yuz",
            "bin",
        )
        return large and (bool(ending) or _PRICE_AFTER.match(after) is not None or speaks_of_prices)
    if len(match["digits"]) >= 5 and "." not in match["digits"]:
        return _PRICE_BEFORE.search(before) is not None or (
            bool(ending) and _PRICE_AFTER.match(after) is not None
        )
    if dear and (
        _INSTEAD_AFTER.match(after)
        or (_INSTEAD_BEFORE.search(before) and (_PRICE_AFTER.match(after) or _PRICE_AFTER_SOFT.match(after)))
    ):
        return True
    if _PRICE_BEFORE.search(before) or (ending in ("luk", "lik", "lira") and dear):
        return True
    if not dear:
        return ending != "" and _PRICE_AFTER.match(after) is not None and speaks_of_prices
    return _PRICE_AFTER.match(after) is not None or (
        _PRICE_AFTER_SOFT.match(after) is not None and (speaks_of_prices or ending in ("ye", "ya", "e", "a"))
    )


def _amount(written: str, scale: str | None, rest: str | None) -> Decimal | None:
    amount = _decimal(written) if written[0].isdigit() else Decimal(number_of(written))
    if amount is None or scale is None:
        return amount
    amount *= 1_000_000 if scale in ("milyon", "m") else 1000
    return amount + number_of(rest) if rest else amount


def _decimal(written: str) -> Decimal | None:
    """A Turkish or English amount: of dots and commas, the last one followed by one or two digits is
    decimal."""
    decimal = re.search(r"[.,](\d{1,2})$", written)
    whole = re.sub(r"\D", "", written[: decimal.start()] if decimal else written)
    try:
        return Decimal(f"{whole}.{decimal.group(1)}" if decimal else whole)
    except InvalidOperation:
        return None


def find_quantity(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """Goods wanted or owned; not heads, prices, instalments or dates."""
    text = folded.text
    for match in begins.matches(_QUANTITY):
        if match["big"] or (match["couple"] and english_noun(match["couple_of"]) is None):
            continue
        amount, unit = _counted(match)
        begin, finish = match.span()
        packs = _OF_PACKS.search(text[max(0, begin - 16) : begin])
        if packs and unit == "piece":
            unit = _UNITS[packs.group(1)]
        after = text[finish : finish + 24]
        if match["unit"] == "parca" and _A_SET.match(after):
            continue
        if match["ending"] and _PRICE_OF_ONE.match(after):
            continue
        start, end = folded.span(begin, finish)
        if amount and not _NOT_GOODS.match(after) and claims.free(start, end):
            value: dict[str, int | str] = {"amount": amount, "unit": unit}
            claims.add("quantity", start, end, value)
    for match in begins.matches(_COUNTED):
        if match["came"] and (len(match["count"]) > 2 or not begins.says(_OF_A_PACK)):
            continue
        if match["noun"] and english_noun(match["noun"]) is None:
            continue
        start, end = folded.span(*match.span("count"))
        if int(match["count"]) and claims.free(start, end):
            pieces: dict[str, int | str] = {"amount": int(match["count"]), "unit": "piece"}
            claims.add("quantity", start, end, pieces)
    _find_counted_things(folded, begins, claims)


# Numbers that say which, when or how long, though a thing is named after them.
_NO_COUNT_BEFORE = Pattern(
    r"(?:\b(?:no|nolu|numara\w*|beden\w*|size|saat|model|iphone|samsung|galaxy|kat|daire|sk|sokak|order|siparis|in|"
    r"at|en az|gunde|"
    r"ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik)|[#.,:/x+-]|\d'?\s?y?(?:a|e)\s)\s?$"
)
_COUNTS = frozenset(
    """iki uc dort bes alti yedi sekiz dokuz on yirmi otuz elli two three four five six seven eight nine ten twelve
    twenty thirty fifty""".split()  # noqa: SIM905
)
# "iki siyah alayım", "3 siyah 2 beyaz": so many of a colour of what was spoken of.
_GOES_ON = Pattern(
    r"\s?(?:$|[,.]|\d|ve\b|bir\b|iki\b|uc\b|al(?:ayim|abil|mak|sam|acag|icam)\w*|iste\w*|isti\w*|gonder\w*|olsun)"
)
_SIZED_FROM, _SIZED_TO = 16, 60  # "38 ayakkabı" is a size


def _find_counted_things(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """ "2 kazak", "iki siyah gömlek", "150 mont": a number right before what is sold, or before its colour."""
    text, words = begins.text, begins.words
    for index, word in enumerate(words[:-1]):
        if not (word.text in _COUNTS or (word.text.isdigit() and len(word.text) <= 4)):
            continue
        following = words[index + 1]
        if text[word.end : following.start] != " " or following.text.startswith("saat"):
            continue
        thing = index + 1
        if is_color(following.text):
            thing += 1
        coloured = thing > index + 1 and _GOES_ON.match(text, following.end) is not None
        if not (coloured or names_product(begins, thing)) or _NO_COUNT_BEFORE.search(
            text, max(0, word.start - 12), word.start
        ):
            continue
        amount = number_of(word.text)
        if (
            word.text.isdigit()
            and _SIZED_FROM <= amount <= _SIZED_TO
            and (coloured or is_sized(words[thing].text))
        ):
            continue
        place = folded.span(word.start, word.end)
        if amount and claims.free(*place):
            pieces: dict[str, int | str] = {"amount": amount, "unit": "piece"}
            claims.add("quantity", *place, pieces)


def _counted(match: re.Match[str]) -> tuple[int, str]:
    for group in ("after_unit", "times", "times_before", "of_this", "of_these", "part"):
        if match[group]:
            return number_of(match[group]), "piece"
    if match["couple"]:
        return 2, "piece"
    if match["article"]:
        unit = _UNITS[match["article_unit"]]
        # Whole numbers only: half a dozen is six pieces.
        return (6, "piece") if match["article"] in ("half a", "yarim") and unit == "dozen" else (1, unit)
    written = match["count"]
    if written[0].isdigit() and written.endswith("k"):
        amount = int(written[:-1]) * 1000
    elif written.isdigit() or "bin" not in written:
        amount = int(re.sub(r"\D", "", written)) if written[0].isdigit() else number_of(written)
    else:
        amount = number_of(written)
    return amount, _UNITS[match["unit"]]
