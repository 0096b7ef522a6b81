"""Why something is sent back, and where a customer says they come from."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded

# In this order: a reason that names a fault of ours comes before a change of mind.
_REASONS: tuple[tuple[dict[str, str], re.Pattern[str]], ...] = (
    (
        {"reason": "wrong_item"},
        re.compile(
            r"\b(?:yanlis (?:urun|beden|renk|model|numara|siparis|sey)\w*|(?:baska|farkli) (?:urun|renk|"
            r"beden|model|sey)\w* "
            r"(?:gel|gond|yolla|cik)\w*|yanlis (?:gel|gond|yolla)\w*|wrong (?:item|product|size|colou?r|"
            r"order|one))\b"
        ),
    ),
    (
        {"reason": "damaged"},
        re.compile(
            r"\b(?:kirik (?:gel|cik)\w*|kirilmis|hasarli|yirtik|delik|ezik|ezilmis|patlak|patlamis|"
            r"bozuk (?:gel|cik)\w*|"
            r"calismiyor\w*|lekeli|damaged|broken|torn|cracked|dead on arrival|doesn'?t work|not working|"
            r"defective)\b"
        ),
    ),
    (
        {"reason": "size", "direction": "small"},
        re.compile(
            r"\b(?:kucuk (?:gel|ol|kal)\w*|dar (?:gel|ol|kal)\w*|sikti|sikiyor|kisa (?:gel|kal)\w*|"
            r"too (?:small|tight|short)|"
            r"sigm(?:adi|iyor|adim)|olmadi ustume kucuk)\b"
        ),
    ),
    (
        {"reason": "size", "direction": "large"},
        re.compile(
            r"\b(?:buyuk (?:gel|ol|kal)\w*|bol (?:gel|ol|kal)\w*|uzun (?:gel|kal)\w*|too (?:big|large|"
            r"loose|long))\b"
        ),
    ),
    (
        {"reason": "size"},
        re.compile(r"\b(?:ust\w*e? olmadi|bana olmadi|beden\w* (?:uymadi|olmadi|tutmadi)|(?:did|"
        r"does)n'?t fit)\b"),
    ),
    (
        {"reason": "quality"},
        re.compile(
            r"\b(?:kalitesiz\w*|kalitesi\w* (?:kotu|berbat|dusuk)|sokul\w*|soldu|tuylen\w*|cekti|bozuldu|"
            r"defolu|"
            r"poor quality|bad quality|cheap quality|fell apart|stopped working|faded|shrunk)\b"
        ),
    ),
    (
        {"reason": "color"},
        re.compile(r"\b(?:reng\w* (?:farkli|begenm\w*|degisik|baska|uymadi|tutmadi)|"
        r"colou?r (?:is )?(?:different|not))\b"),
    ),
    (
        {"reason": "late"},
        re.compile(r"\b(?:gec (?:gel|kal)\w*|gecikti\w*|gecikme\w*|yetismedi|too late|arrived late)\b"),
    ),
    (
        {"reason": "changed_mind"},
        re.compile(r"\b(?:vazgec\w*|begenm(?:edim|edi|iyorum)|fikrim\w* degis\w*|istemiyorum artik|"
        r"changed my mind|"
                   r"don'?t (?:like|want|need) it|didn'?t like)\b"),
    ),
)  # fmt: skip

_CHANNELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("instagram", re.compile(r"\b(?:instagram\w*|insta(?:dan|da|gram)?|ig)\b")),
    ("facebook", re.compile(r"\b(?:facebook\w*|face(?:den|te))\b")),
    ("tiktok", re.compile(r"\b(?:tik ?tok\w*)\b")),
    ("youtube", re.compile(r"\b(?:you ?tube\w*)\b")),
    ("google", re.compile(r"\b(?:google\w*|googledan|internetten|haritalar\w*)\b")),
    ("referral", re.compile(
        r"\b(?:(?:arkadas|kuzen|abla|abi|komsu|teyze|anne|kardes|es|tanidik|"
        r"hasta)\w* (?:\w+ )?(?:tavsiye|oner|yonlendir|"
        r"memnun)\w*|tavsiye(?:yle| ile|si)\w*|referans\w*|(?:friend|sister|colleague|"
        r"cousin)s? (?:\w+ )?recommend\w*|"
        r"recommended (?:by|you))\b")),
    ("walk_in", re.compile(r"\b(?:tabela\w*|onunden gec\w*|yoldan gec\w*|walked (?:by|past))\b")),
)  # fmt: skip
_SAW = re.compile(
    r"\b(?:gor(?:dum|duk|up|mustum)|bul(?:dum|duk|up)|ulas(?:tim|iyorum)|yaziyorum|geliyorum|geldim|"
    r"takip (?:ed|et)\w*|"
    r"reklam\w*|tavsiye\w*|oner\w*|yonlendir\w*|referans\w*|sayfa\w*|video\w*|memnun\w*|gec(?:erken|"
    r"iyordum)|tabela\w*|"
    r"saw|found|follow\w*|ad\b|ads\b|recommend\w*|from|past|by)\b"
)
_CHANNEL_REACH = 40


def find_return_reason(folded: Folded, claims: Claims) -> None:
    """The first reason that fits; the caller knows whether something is being returned at all."""
    for value, pattern in _REASONS:
        match = pattern.search(folded.text)
        if match:
            claims.add("return_reason", *folded.span(*match.span()), dict(value), exclusive=False)
            return


def find_channel(folded: Folded, claims: Claims) -> None:
    """Only where the customer says that they came that way, not every mention of an application."""
    for channel, pattern in _CHANNELS:
        match = pattern.search(folded.text)
        if match and _SAW.search(
            folded.text, max(0, match.start() - _CHANNEL_REACH), match.end() + _CHANNEL_REACH
        ):
            claims.add("channel", *folded.span(*match.span()), channel, exclusive=False)
            return
