"""Short messages that steer a flow instead of answering it: out, back, anew, the other one, one moment.

Each is a closed list of words: a message steers only when it holds nothing else, for "siparişi iptal edin" is a
wish and "iptal" alone is not.
"""

from __future__ import annotations

import re
from enum import Enum

from invekto.agent_ai.contract import Turn
from invekto.core.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Steer(Enum):
    CANCEL = "cancel"
    BACK = "back"
    RESTART = "restart"
    MENU = "menu"
    OTHER = "other"
    MOMENT = "moment"
    UNKNOWN = "unknown"  # "bilmiyorum": a refusal to answer, not an answer


def _words(page: str) -> frozenset[str]:
    return frozenset(page.split())


_FILLER = _words("""
    ya yaa yok hayir no tamam peki evet ok pardon affedersiniz kusura bakma bakmayin lutfen artik simdi simdilik o bu
    onu bunu su zaman neyse ben biz abi hocam canim hani yani de da ki a an the please sorry then now it that this
    oh well hmm um let us lets me i want to ama cok oldu olsun an
    sagol sagolun saol saolun tesekkur tesekkurler ederim ederiz tesekkurederim tsk tskler eyvallah thanks thank you
""")
_CANCEL = _words("""
    vazgectim vazgectik vazgec vazgeciyorum vazgecelim bosver bosverin bosverelim iptal gerekmez gerekmiyor
    istemiyorum istemiyoruz kalsin birak birakalim cikis kapat kapatalim nevermind cancel stop exit quit forget abort
""")
_CANCEL_FILLER = _words("et edin edelim ettim about")
_BACK = _words("geri geriye onceki oncekine back previous")
_BACK_FILLER = _words("""
    don donelim donmek donebilir istiyorum al alalim soru soruya sorudan adim adima bir go take question step one
    can we mi miyiz miyim gel gelelim
""")
_RESTART = _words("basa bastan restart")
_RESTART_FILLER = _words("""
    en don donelim donmek donebilir al alalim alabilir basla baslayalim baslamak baslayabilir istiorum istiyorum
    mi miyiz miyim tekrar yeniden start over begin beginning from again go back to
""")
_MENU = _words("menu menuye menuyu menuyle anamenu")
_MENU_FILLER = _words(
    "ana don donelim goster gosterir gormek gorebilir misin misiniz miyim istiyorum main back show me go"
)
_OTHER = _words("""
    oteki otekisi otekini otekine oburu oburunu obur diger digeri digerini digerine other another
""")
_OTHER_FILLER = _words("degil olan urun siparis olani one not is i mean item order demek istedim dedim")
_MOMENT = _words("""
    dakika dk dakka saniye sn bekle bekleyin bekler bekleyiniz bakiyorum bakayim bakacagim bakicam
    moment minute second wait
""")
_MOMENT_FILLER = _words("""
    bir bi iki 1 2 misin misiniz hemen yaziyorum yazacagim one just a checking check looking hold on
""")
_UNKNOWN = _words("""
    bilmiyorum bilmiyom bilmem hatirlamiyorum hatirlamiyom unuttum bulamadim bulamiyorum bulamiyom yanimda
    fikrim know remember forgot idea find emin
""")
_UNKNOWN_FILLER = _words("""
    degil degilim hic numara numarasi numarami numarayi siparis ki nerden nerde yazdigini don t dont do not can cant
    cannot don't can't don’t can’t no have the number maalesef anda suan bende ne
    isim ismi ismini adi adini ad soyad soyadi soyadini soyismi ilce ilceyi ilcesi ilcesini telefon telefonu hangi
    kimin adina hangisi name district
""")
_PHRASES = {
    Steer.CANCEL: re.compile(
        r"\b(?:siparis|randevu)\w* (?:iptal |iade )?etmey?in(?:iz)?\b|\b(?:iptal |iade |degisim )?etmey?in(?:iz)?\b"
        r"|\b(?:bos ver\w*|gerek (?:yok|kalmadi)|never mind|no longer|not anymore"
        r"|(?:iade|degisim|iptal|randevu)\w* (?:etmiyorum|istemiyorum|yapmayacagim|etmeyecegim))"
    ),
    Steer.RESTART: re.compile(
        r"\b(?:start (?:over|again)|begin again|from the (?:start|beginning)|yeniden basla\w*)\b"
    ),
    Steer.BACK: re.compile(r"\b(?:go back|bir (?:once|geri)\w*|onceki (?:soru|adim)\w*)"),
}
_LISTS: tuple[tuple[Steer, frozenset[str], frozenset[str]], ...] = (
    (Steer.OTHER, _OTHER, _OTHER_FILLER),
    (Steer.RESTART, _RESTART, _RESTART_FILLER),
    (Steer.MENU, _MENU, _MENU_FILLER),
    (Steer.BACK, _BACK, _BACK_FILLER),
    (Steer.CANCEL, _CANCEL, _CANCEL_FILLER),
    (Steer.UNKNOWN, _UNKNOWN, _UNKNOWN_FILLER),
    (Steer.MOMENT, _MOMENT, _MOMENT_FILLER),
)


def steering(text: str, own_words: frozenset[str] = frozenset()) -> Steer | None:
    """What the message does to the flow, when it does nothing else. ``own_words``: answers at this question."""
    words = _WORD.findall(fold(text))
    if not words:
        return None
    for steer, phrase in _PHRASES.items():
        rest = phrase.sub(" ", fold(text))
        if rest != fold(text) and not set(_WORD.findall(rest)) - _FILLER - _CANCEL - _BACK_FILLER:
            return steer
    said = set(words)
    for steer, those, around in _LISTS:
        if said & (those - own_words) and not said - those - around - _FILLER:
            return steer
    return None


def leaves(text: str) -> bool:
    """The message begins by dropping what was open: "boşverin, fatura istiyorum"."""
    words = _WORD.findall(fold(text))[:2]
    joined = "".join(words[:2])
    return bool(words) and (
        words[0] in _CANCEL - {"iptal", "cancel", "stop", "istemiyorum"} or joined in {"bosver", "nevermind"}
    )


_LIKELY_THANKS = 0.5
_THANKS = re.compile(r"\b(?:sagol\w*|saol\w*|tesekkur\w*|tsk\w*|eyvallah|eyv|thanks|thank you|thx|ty)\b")


def says_thanks(turn: Turn) -> bool:
    """Nothing but thanks: of so few words the analysis is seldom quite sure."""
    wish = turn.wish
    if wish.intent != "thanks" or wish.tapped:
        return False
    return turn.understood or (wish.confidence >= _LIKELY_THANKS and bool(_THANKS.search(fold(turn.text))))


_DENIED_BEFORE = re.compile(r"(\S+)\s+(?:degil(?:di|mis)?|kalsin|kalacak|haric|disinda)\b")
_DENIED_AFTER = re.compile(r"\b(?:not|keep|except)\s+(?:the\s+|my\s+)?(\S+)")


def denied(text: str) -> frozenset[str]:
    """Words taken back, folded: "39 değil 40" denies 39, "not the 39" and "39 kalsın" as well."""
    folded = fold(text)
    found = [*_DENIED_BEFORE.findall(folded), *_DENIED_AFTER.findall(folded)]
    return frozenset(word.strip(".,;:!?") for word in found)


def heard(turn: Turn, name: str) -> list[str]:
    """The values of the entity ``name`` that the customer did not take back; a button's value alone."""
    if name in turn.wish.slots:
        return [turn.wish.slots[name]]
    taken_back = denied(turn.text)
    return [
        entity.value
        for entity in turn.analysis.entities.get(name, ())
        if isinstance(entity.value, str) and not taken_back & {fold(entity.text), fold(entity.value)}
    ]


def last_heard(turn: Turn, name: str) -> str | None:
    """The last of ``heard``: who corrects themselves says the right one last."""
    values = heard(turn, name)
    return values[-1] if values else None


_MENDS = re.compile(
    r"\b(?:yok|hayir|degil\w*|pardon|yanlis\w*|olacakti|aslinda|no|not|sorry|actually|meant|kalsin|haric|sadece|yalniz|only|just|keep)\b"
)


def mends(text: str) -> bool:
    """The words take something back: what they name takes its place."""
    return _MENDS.search(fold(text)) is not None
