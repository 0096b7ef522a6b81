"""What a text says beyond its figures: states, negations, limits, promises, and claims no machine may make.

Patterns are for folded text. A state's negation is a state of its own and stands before it, so that "teslim
edilemedi" is never read as "teslim edildi". What is done and what will be done are two states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    name: str
    start: int
    end: int


def _compiled(patterns: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?<!\w)(?:{pattern})")) for name, pattern in patterns.items())


_NO = r"(?:m[ae](?:di|mis|z|yacak|yecek|k|si)|m[iu]yor)\w*"
_DONE = r"(?:di|du|ti|tu|mis|mus)(?:k|m|n|niz|nuz|ler|lar|tir)?(?!\w)"
_WILL = r"(?:[ae]ca[gk]|ece[gk])\w*"
_EN_BE = r"(?:was|were|is|are|has been|have been|been|got|already)"
_EN_NOT = r"(?:not|n't|never|cannot|couldn't|wasn't|isn't|hasn't|haven't|aren't|won't|could not be|unable to)"

_STATES = _compiled(
    {
        # Turkish: where a parcel is.
        "not shipped": rf"kargoya (?:henuz |daha )?(?:veril|teslim edil){_NO}|gonderil{_NO}|yola cik{_NO}"
        r"|kargoda degil\w*",
        "not delivered": rf"teslim ed(?:il)?e?{_NO}|teslim edileme\w*|ulas(?:tiril)?a?{_NO}"
        rf"|teslim alinama\w*",
        "will be shipped": rf"kargoya (?:veril{_WILL}|verilir)|gonderil{_WILL}|yola cik{_WILL}",
        "will be delivered": rf"teslim ed(?:il)?{_WILL}|teslim edilir|ulas(?:tiril)?{_WILL}|ulasir\w*",
        "delivered": rf"teslim (?:edil{_DONE}|et{_DONE}|alin{_DONE}|al{_DONE})|ulas(?:tiril)?{_DONE}"
        rf"|eline? gec{_DONE}",
        "at pick-up point": r"teslim noktasi\w*|subede bekl\w+|sizi bekl\w+",
        "out for delivery": r"dagitim\w*",
        "shipped": rf"kargoda(?:dir|ydi)?(?!\w)|kargoya veril{_DONE}|yola cik{_DONE}|yolda\w{{0,4}}(?!\w)"
        rf"|gonderil{_DONE}",
        "preparing": r"hazirlan(?:iyor|makta)\w*|hazirlik\w*",
        "prepared": rf"hazirlan{_DONE}|hazir(?:dir)?(?!\w)",
        "received": r"(?:siparis\w* )?al(?:di|in(?:di|mis)|mis)\w*",
        "payment awaited": r"onaylanmasi\w* bekl\w+|odeme\w* bekl\w+",
        "delayed": r"gecik\w+|aksam?a\w*|rotar\w*",
        "lost": r"kayb\w+|kayip\w*",
        "damaged": r"hasar\w*|kirik|kirilm\w+|yirtik",
        # … and what becomes of the order and the money.
        "not cancelled": rf"iptal (?:ed(?:il)?e?{_NO}|olma\w+)",
        "will be cancelled": rf"iptal (?:ed(?:il)?(?:{_WILL}|i?yor\w*|ilir|ebilir\w*|er\w*)|olacak)"
        rf"|iptal\w* isleme al\w+",
        "cancelled": rf"iptal (?:ed(?:il)?{_DONE}|et{_DONE}|oldu\w*|edilen)",
        "not returned": rf"iade (?:ed(?:il)?e?{_NO}|alin?m?a?{_NO}|kabul ed\w*m\w+|yok\w*)",
        "will be returned": rf"iade (?:ed(?:il)?(?:{_WILL}|i?yor\w*|ilir|ebilir\w*|er\w*)|al(?:in)?{_WILL}"
        rf"|alir\w*)",
        "returned": rf"iade (?:ed(?:il)?{_DONE}|et{_DONE}|alin{_DONE}|onaylan{_DONE}|talebi\w* (?:onaylan"
        rf"|al)\w*)",
        "money back": r"(?:para|ucret|tutar|odeme|bedel)\w* (?:\w+ ){0,2}(?:iade|geri)\w*",
        "exchanged": r"degis(?:tir|im)\w*(?: (?:yap|ed)\w+)?",
        "rejected": r"redd\w+|kabul edilme\w+|onaylanma\w+",
        "approved": rf"onaylan{_DONE}|kabul ed(?:il)?{_DONE}",
        "invoiced": r"fatura\w* (?:kes|gonder|duzenle|ilet)\w+",
        "refunded": r"hesab\w+ (?:yat|gec|aktar)\w+|karti\w+ (?:yat|gec|yansi)\w+",
        "handed over": r"(?:ilet|aktar|yonlendir|bildir)\w*(?:di|du|ti|tu|yor|ecek|acak)\w*",
        "booked": r"randevu\w* (?:\w+ )?(?:olustur|al|ayarla|onayla|yaz)\w*(?:di|du|ti|tu)\w*",
        # What a business is and has.
        "not free": r"ucretli\w*|ucretsiz (?:degil|olma)\w*",
        "free": r"ucretsiz\w*|bedava\w*|ucret (?:alin?m|odeme?m)\w+",
        "not open": r"acik degil\w*|kapal[ia]\w*",
        "open": r"aci[kg]\w{0,6}(?!\w)",
        "there is not": r"yok(?:tur|mus|sa)?(?!\w)|bulunm[au]\w+|mevcut degil\w*|kalma\w+|tuken\w+",
        "there is": r"var(?:dir|mis)?(?!\w)|mevcut\w*",
        "not done": r"yap(?:il)?(?:m[iau]|am)\w+",
        "done by us": r"yap(?:iyoruz|ilir|abiliriz|ilabilir|ariz|ilmakta\w*|iliyor)(?!\w)",
        # English.
        "not shipped ": rf"{_EN_NOT} (?:yet )?(?:been )?(?:shipped|dispatched|sent)|{_EN_NOT} on (?:its"
        rf"|the) way",
        "not delivered ": rf"{_EN_NOT} (?:yet )?(?:be |been )?(?:deliver(?:ed)?|arrive[d]?)",
        "will be shipped ": r"(?:will|to) (?:be )?(?:ship(?:ped)?|dispatch(?:ed)?)",
        "will be delivered ": r"(?:will|to) (?:be )?(?:deliver(?:ed)?|arrive)|arrives(?!\w)",
        "delivered ": rf"{_EN_BE} (?:\w+ly )?delivered|delivered(?: on)?(?!\w)|has arrived|arrived(?!\w)",
        "at pick-up point ": r"pick-?up point|waiting for you",
        "out for delivery ": r"out for delivery",
        "shipped ": rf"{_EN_BE} (?:shipped|dispatched|sent|on (?:its|the) way)|on (?:its|the) way"
        rf"|(?:shipped|dispatched)(?!\w)",
        "preparing ": r"being prepared|preparing",
        "prepared ": r"ready(?!\w)|prepared(?!\w)",
        "received ": r"(?:have )?received(?!\w)",
        "payment awaited ": r"waiting for approval|awaiting (?:approval|payment)",
        "delayed ": r"late(?!\w)|delay\w*",
        "lost ": r"lost(?!\w)|missing(?!\w)",
        "damaged ": r"damage\w*|broken|torn",
        "not cancelled ": rf"{_EN_NOT} (?:be |been )?cancel\w+",
        "will be cancelled ": r"(?:will|can|to) (?:be )?cancel\w*",
        "cancelled ": r"cancell?ed(?!\w)",
        "not returned ": rf"{_EN_NOT} (?:be |been )?return\w*",
        "will be returned ": r"(?:will|can|to) (?:be )?return\w*",
        "returned ": r"returned(?!\w)",
        "money back ": r"refund\w*|money back|reimburs\w+",
        "exchanged ": r"exchang\w+|replac\w+",
        "rejected ": r"reject\w+|declin\w+|refus\w+",
        "approved ": r"approved(?!\w)|accepted(?!\w)",
        "not free ": rf"{_EN_NOT} free",
        "free ": r"free(?!\w)|no (?:charge|cost|fee)\w*",
        "not open ": rf"{_EN_NOT} open|closed(?!\w)",
        "open ": r"open(?!\w)|opened(?!\w)",
        "not available ": rf"{_EN_NOT} (?:available|in stock)|unavailable|out of stock|sold out",
        "available ": r"available(?!\w)|in stock",
    }
)
# A text may not lose one of these either: without it an estimate becomes a promise.
_HEDGES = _compiled(
    {
        "about": r"tahmin\w*|yaklasik\w*|ortalama|bekleni\w+|beklenmekte\w*|estimat\w*|approximat\w*"
        r"|about(?!\w)|around(?!\w)"
        r"|roughly|expected|civari\w*|muhtemel\w*|olasi(?!\w)|likely",
        "seems": r"gorun(?:uyor|mekte)\w*|appears?(?!\w)|seems?(?!\w)",
        "not yet": r"henuz|yet(?!\w)",
        "only": r"yalniz(?:ca)?(?!\w)|sadece|only(?!\w)|just(?!\w)",
        "may be": r"olmayabilir\w*|olabilir(?!\w)|may(?!\w)|might(?!\w)",
        "or more": r"(?:ve )?uzeri\w*|or more|over(?!\w)|at least|en az|asgari|minimum",
        "or less": r"(?:ve )?alti(?:nda\w*)?(?!\w)|or less|under(?!\w)|at most|en fazla|azami|maximum"
        r"|up to",
        "after": r"sonra(?!ki)\w*|after(?!\w)",
        "before": r"once(?:sinde|ki)?(?!\w)|before(?!\w)|kadar(?!\w)|until(?!\w)",
        "except": r"haric\w*|disinda(?!\w)|except(?!\w)",
    }
)
_PROMISES = _compiled(
    {
        "certain": r"kesin(?:likle|lesti|dir)?(?!\w)|mutlaka|garanti\w*|yuzde yuz|soz veri\w+"
        r"|supheniz olmasin|emin ol\w+"
        r"|kusku\w*|muhakkak|definit\w+|certain\w*|guarante\w+|for sure|surely|promis\w+|absolutely"
        r"|without fail|rest assured"
        r"|no doubt|undoubtedly|assur\w+|ensur\w+",
        "at once": r"hemen(?!\w)|derhal|aninda|en kisa (?:surede|zamanda)|birazdan|az sonra|cok yakinda"
        r"|immediately"
        r"|right away|straight away|at once|as soon as possible|asap|shortly|in a moment|very soon",
        "at the latest": r"en gec(?!\w)|at the latest|no later than|within(?!\w)",
        "no worry": r"merak etme\w*|endise\w*|icin\w* rahat|sorun (?:yok|olma\w+|cikma\w+)|sorunsuz\w*"
        r"|don't worry"
        r"|do not worry|no problem|nothing to worry",
        "compensation": r"telafi\w*|tazmin\w*|hediye\w*|kupon\w*|indirim\w*|kampanya\w*|compensat\w+"
        r"|gift\w*|voucher\w*"
        r"|coupon\w*|discount\w*|promo\w*",
    }
)
_MEDICAL = _compiled(
    {
        "painless": r"agrisiz\w*|acisiz\w*|aci(?:ma|mi|maz)\w*|agri\w* (?:ol|hisset|duy)\w*m\w+"
        r"|painless\w*|no pain|pain-?free"
        r"|won't hurt|doesn't hurt|does not hurt",
        "safe": r"risksiz\w*|guvenli\w*|zararsiz\w*|yan etki\w*|tehlikesiz\w*|tehlikeli degil\w*"
        r"|safe(?!\w)|safely|risk-?free"
        r"|harmless\w*|side effect\w*",
        "result": r"kalici\w*|iz kalma\w*|izsiz\w*|iyiles\w+|sonuc (?:garanti|alir|alacak)\w*"
        r"|mukemmel sonuc\w*|basari oran\w*"
        r"|permanent\w*|scar\w*|heal\w*|cure\w*|success rate\w*|perfect result\w*",
        "advice": r"antibiyotik\w*|agri kesici\w*|ilac\w*|ilaci\w*|parol(?!\w)|doz\w*|kullanabilirsiniz"
        r"|icebilirsiniz"
        r"|antibiotic\w*|painkiller\w*|medicine\w*|medication\w*|ibuprofen|paracetamol|dose\w*",
        "judgement": r"uygunsunuz|size uygun\w*|adaysiniz|normaldir|normal bir|gecer(?!\w)|gecici\w*"
        r"|teshis\w*|tani(?:niz|si)\w*"
        r"|hastali\w+|enfeksiyon\w*|suitable|good candidate|is normal|diagnos\w+|infection\w*",
        "praise": r"en iyi\w*|lider\w*|mucize\w*|tek (?:klinik|merkez|adres)\w*|essiz\w*|benzersiz\w*"
        r"|best(?!\w)|leading(?!\w)"
        r"|miracle\w*|unique\w*|number one",
    }
)
_NEGATED_TR = re.compile(
    r"(?<!\w)(?:\w{2,}(?:m[ae](?:di|mis|z(?!eme|le)|yacak|yecek|yan|yen|dig|yin)|[ai]?m[iu]yor)\w*"
    r"|degil\w*|yok(?:tur|mus|sa)?|hayir|asla|hicbir\w*|haric"
    r"|\w{3,}s[iu]z(?:dir|lik\w*)?)(?!\w)"
)
_NEGATED_EN = re.compile(
    r"(?<!\w)(?:not|no|never|none|nobody|nothing|cannot|without|unable|neither|nor|unavailable"
    r"|\w+n't)(?!\w)"
)
_FORMS = re.compile(r"(?:temiz|namaz|kiz|omuz|havuz|yildiz|deniz)")


def states(view: str) -> list[Said]:
    """In the order in which they stand; where two begin at one place the first pattern counts."""
    return _read(view, _STATES)


def hedges(view: str) -> list[str]:
    return [said.name for said in _read(view, _HEDGES)]


def promises(view: str) -> frozenset[str]:
    return frozenset(said.name for said in _read(view, _PROMISES))


def medical(view: str) -> frozenset[str]:
    return frozenset(said.name for said in _read(view, _MEDICAL))


def negations(view: str, language: str) -> int:
    pattern = _NEGATED_EN if language == "en" else _NEGATED_TR
    return sum(not _FORMS.fullmatch(match.group()) for match in pattern.finditer(view))


def _read(view: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> list[Said]:
    found: list[Said] = []
    left = view
    for name, pattern in patterns:
        found += [Said(name.strip(), *match.span()) for match in pattern.finditer(left)]
        left = pattern.sub(lambda match: "\ufffc" * len(match.group()), left)
    return sorted(found, key=lambda said: said.start)
