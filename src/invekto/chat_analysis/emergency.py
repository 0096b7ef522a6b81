"""Red flags: trouble after which a clinic's person must be told at once, found by rule before any model.
Each rule is one danger of the taxonomy. Its parts are looked for in the folded text, near each other but in
any order, since people in pain do not build sentences. Rules name what is happening, not what might: "can it
make me blind" is a question for the treatment, "I cannot see" is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from invekto.chat_analysis.normalise import Folded

_NEAR = 70  # characters between the parts of one rule


@dataclass(frozen=True, slots=True)
class RedFlag:
    """``start`` and ``end`` are characters of the original message."""

    danger: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    danger: str
    parts: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None = None


def _rule(danger: str, *parts: str, unless: str | None = None) -> _Rule:
    return _Rule(
        danger,
        tuple(re.compile(rf"\b(?:{part})") for part in parts),
        re.compile(rf"\b(?:{unless})") if unless else None,
    )


_SWELLING = (
    r"sis(?:ti|tim|mis|lik|ligi|iyor|iyo|ip|en|in|mesi|me|kin|\b)|sisli|davul gibi|"
    r"swell\w*|swollen|puffed"
)
_MOUTH_OR_BODY = (
    r"dudag\w*|dudak\w*|burun|burnu\w*|cild\w*|cilt\w*|deri\w*|teni\w*|yuzu\w*|yanag\w*|yanak\w*|bolge\w*|"
    r"alni\w*|cene\w*|dolgu\w*|lips?|nose|skin|face|cheeks?|filler"
)

_RULES: tuple[_Rule, ...] = (
    _rule(
        "breathing",
        r"(?:nefe?s\w*|soluk|solug\w*)",
        r"(?:al(?:a)?m[aiu]\w*|alami\w*|daral\w*|darli\w*|kesil\w*|tikan\w*|cikm\w*|yetm\w*|gucluk|"
        r"gucluyle|zor\w*)",
        unless=r"(?:gulmek\w*|fiyat\w*|burun (?:ameliyat|estetig)\w*|rinoplasti)",
    ),
    _rule("breathing", r"bogul(?:uyo\w*|acak\w*|mak uzere)|boga[zs]\w* (?:\w+ )?(?:tikan\w*|kapan\w*|"
    r"sis\w*)"),
    _rule(
        "breathing",
        r"(?:can'?t|cannot|can not|couldn'?t|unable to|hard to|difficult to|trouble|difficulty|problems?|"
        r"struggling to)"
        r" (?:\w+ )?(?:breath\w*|swallow\w*)|short(?:ness)? of breath|choking|"
        r"throat (?:is |feels |keeps )?(?:closing|swelling|swollen|tight)",
    ),
    _rule("swallowing", r"yutkunam\w*|yutam[iua]\w*|yut(?:kun)?ma\w* (?:\w+ )?(?:zor\w*|guc\w*)|"
    r"yutkunurken zor\w*"),
    _rule(
        "spreading swelling",
        _SWELLING,
        r"(?:ates(?:im|i|imiz|ler|leniyo\w*|lendi\w*|li)?\b|titre\w*|3[89](?:[.,]\d)?\s?(?:derece|c\b|ates)|"
        r"fever\w*|chills|temperature)",
    ),
    _rule(
        "spreading swelling",
        _SWELLING,
        r"(?:yayil\w*|boynu\w*|boyna|gozu\w* (?:\w+ )?(?:kapan\w*|acilm\w*|acam\w*)|goze (?:dogru|kadar|"
        r"vur)\w*|"
        r"spread\w*|neck|eye (?:is )?(?:shut|clos\w*))",
    ),
    _rule(
        "bleeding",
        r"(?:kana(?:ma\w*|di\w*|yan|yip)\b|kani?yo\w*|kan (?:gel\w*|ak\w*)|kan\b|kani\b|kanim\b)",
        r"(?:dur(?:m(?:uyo\w*|adi\w*|az|ak bilm\w*|aya\w*)|dura?m[ai]\w*)|kesilm[ei]\w*|dinm[ei]\w*|"
        r"oluk oluk|fiskir\w*|saat(?:tir|lerdir|ten beri)|sabahtan beri|dunden beri|gunlerdir)",
    ),
    _rule(
        "bleeding",
        r"bleed\w*",
        r"(?:stop\w*|hours?|still|heav\w*|a lot|non ?stop|since|all night|soak\w*)",
    ),
    _rule(
        "knocked-out tooth",
        r"dis(?:i|im|imi|ini|in|ler|leri|lerim|)\b",
        r"(?:(?:yerinden|kokuyle|kokunden|koku ile|komple|tamamen|butun|oldugu gibi) (?:\w+ )?"
        r"(?:cik\w*|firla\w*|sokul\w*|kop\w*|ayril\w*|dus\w*|geldi)|firla(?:di|yip|mis)|avuc\w*|"
        r"(?:elimde|elinde|elime|eline|sut\w* (?:icin\w*|icind\w*|koy\w*))\b)",
        r"(?:dus(?:tu|tum|up|unce|erken|me|mus)|carp\w*|kaza\w*|yumruk\w*|top|darbe\w*|bisiklet\w*|"
        r"merdiven\w*|vur\w*|"
        r"yerinden|kokuyle|kokunden|sut\w* (?:icin\w*|koy\w*)|spor\w*|mac\w*|kafa\w*|park\w*)",
        unless=r"(?:rüya|ruya\w*|protez\w*|kaplama\w*|gecici)",
    ),
    _rule(
        "knocked-out tooth",
        r"(?:knock\w*|punched|kicked|hit|fell|fall|crash\w*|accident)",
        r"(?:(?:tooth|teeth) (?:\w+ ){0,3}(?:out|milk|hand)|(?:knocked|popped|came|"
        r"fell) (?:\w+ ){0,3}out|tooth in milk|"
        r"lost (?:a|his|her|my) (?:front )?tooth)",
    ),
    _rule(
        "vision",
        r"(?:gozu?m?\w*|gorus\w*|gorme\w*|gore\w*|goru\w*)",
        r"(?:gorm[uei]\w*|goremi\w*|goremed\w*|bulan\w*|karardi\w*|karar[iu]yo\w*|kayb\w*|kor ol(?:du|"
        r"uyo|dum)\w*|"
        r"cift gor\w*|gitti|perde in\w*|acam\w*|acilmiyo\w*)",
        r"(?:dolgu\w*|botoks\w*|botox|iğne\w*|igne\w*|enjek\w*|islem\w*|ameliyat\w*|operasyon\w*|"
        r"lazer\w*|anestezi\w*|"
        r"sonra\w*|birden\w*|aniden|su an\w*|simdi|acil|gormuyo\w*|goremiyo\w*|bulan[iu]k gor\w*|"
        r"gorme kayb\w*)",
        unless=r"(?:yorum\w* gorem\w*|fotograf\w* gorem\w*|mesaj\w* gor\w*|fiyat\w* gor\w*|olur mu\w*|"
        r"eder mi|riski)",
    ),
    _rule(
        "vision",
        r"(?:(?:can'?t|cannot|couldn'?t) see (?:\w+ ){0,4}(?:eyes?|anything|well|properly|clearly|out)|"
        r"(?:blur\w*|doubl\w*|los\w*|loss of|no|foggy|dark) (?:\w+ ){0,3}(?:vision|sight|eyesight)|"
        r"(?:vision|sight|eyesight) (?:\w+ ){0,4}(?:gone|blur\w*|los\w*|doubl\w*|dark\w*|foggy|weird)|"
        r"(?:going|went|gone) blind|see(?:ing)? (?:double|blurr?y))",
        unless=r"(?:can it|could it|is there a risk|risk of)",
    ),
    _rule(
        "skin colour",
        _MOUTH_OR_BODY,
        r"(?:beyazladi\w*|beyazlas(?:ti|iyo)\w*|beyazli?yo\w*|bembeyaz|beyaz (?:oldu|kesildi|bir leke)|"
        r"siyahlas\w*|siyahladi\w*|simsiyah|karardi|karariyo\w*|kararmaya|mavi(?:lesti|lesiyo|msi|\b)\w*|"
        r"masmavi|"
        r"mosmor\w*|gri(?:les\w*|\b)|turn\w* (?:\w+ )?(?:white|blue|black|gr[ae]y|purple|pale)|"
        r"(?:is|are|went|gone|looks?|become|became) (?:\w+ )?(?:white|blue|black|gr[ae]y|pale)|blanch\w*)",
        r"(?:dolgu\w*|filler\w*|enjek\w*|inject\w*|igne\w*|hyal\w*|botoks\w*|botox|islem\w*|uygulama\w*|"
        r"iplik\w*|"
        r"thread\w*|lazer\w*|laser|ameliyat\w*|surgery|operation)",
        unless=r"(?:ne kadar surede gecer|beyazlatma\w*)",
    ),
    _rule(
        "allergic reaction",
        r"(?:alerji\w*|allerji\w*|allerg\w*|anafil\w*|anaph\w*|kurdesen\w*|hives)",
        r"(?:reaksiyon\w*|reaction\w*|oldu\w*|yapti(?!r)\w*|gecir\w*|basla\w*|kabar\w*|dokuntu\w*|dokul\w*|"
        r"sis\w*|kasin\w*|"
        r"kizar\w*|rash\w*|swell\w*|swollen|itch\w*|sok\w*|shock|all over)",
        unless=r"(?:daha once\w*|gecmis\w*|yillar once|cocuk(?:ken|lug)\w*|onceki|ever had|"
        r"in the past|years ago|history|"
        r"yapar mi|olur mu\w*|olursa|riski|sorun olur|var mi|before the|is it safe|testi\w*|can i)",
    ),
    _rule(
        "allergic reaction",
        r"dil(?:im|i)\b (?:\w+ )?(?:sis\w*|buyu\w*)|tongue (?:\w+ )?(?:swell\w*|swollen)|"
        r"(?:her yeri\w*|vucudu\w*|butun vucu\w*) (?:\w+ )?(?:kabar\w*|dokul\w*|dokuntu\w*|kurdesen\w*)",
    ),
    _rule("unconscious", r"bilinc\w* (?:\w+ )?(?:kapa\w*|kayb\w*|yok|gitti)|bayil(?:acag\w*|acak\w*|mak uzere)|"
    r"fainted|(?:about to|going to) faint|passed out|unconscious"),
    _rule(
        "swallowed",
        r"(?:yuttu\w*|yutmus\w*|yutuver\w*|yuttum|swallowed|inhaled|soluk borusu\w*)",
        r"(?:parca\w*|implant\w*|vida\w*|kaplama\w*|dolgu\w*|protez\w*|dis(?:i|imi|ini|im)?\b|braket\w*|tel\w*|"
        r"piece|screw|crown|filling|tooth|bracket|wire)",
    ),
    _rule("self-harm", r"intihar\w*|kendimi oldur\w*|canima kiy\w*|yasamak istemiyorum|olmek istiyorum|suicid\w*|"
    r"kill myself|end my life"),
)  # fmt: skip


def red_flags(folded: Folded) -> list[RedFlag]:
    """Every danger the message reports, in the order of the rules."""
    found = []
    for rule in _RULES:
        if rule.unless is not None and rule.unless.search(folded.text):
            continue
        place = _nearby(folded.text, rule.parts)
        if place is not None:
            found.append(RedFlag(rule.danger, *folded.span(*place)))
    return found


def _nearby(text: str, parts: Sequence[re.Pattern[str]]) -> tuple[int, int] | None:
    """The tightest stretch around one match of the first part that holds a match of every part."""
    for anchor in parts[0].finditer(text):
        start, end = anchor.span()
        for part in parts[1:]:
            window = max(0, anchor.start() - _NEAR)
            match = part.search(text, window, anchor.end() + _NEAR)
            if match is None:
                break
            start, end = min(start, match.start()), max(end, match.end())
        else:
            return (start, end)
    return None
