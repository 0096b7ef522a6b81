"""The lines of WhatsApp's exports: how one begins, and what stands there that nobody typed.

Android writes ``12.03.2026 14:05 - Name: text``, an iPhone ``[12.03.2026 14:05:33] Name: text``. Date and clock
follow the phone's region, the words that WhatsApp puts in follow its language; Turkish and English are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

MARK = "\u200e"  # an iPhone puts it before everything that nobody typed
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_CLEAN = _INVISIBLE | _SPACES

_HALF = r"a\.? ?m\.?|p\.? ?m\.?|öö|ös"  # Turkish puts it before the hour
_MOMENT = (
    r"(?P<first>\d{1,4})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{2,4})\.?(?:,| saat| at)? {1,2}"
    rf"(?:(?P<before>{_HALF}) )?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second_hand>\d{{2}}))?"
    rf"(?: ?(?P<after>{_HALF}))?"
)
_PHONES = {
    "iphone": re.compile(rf"\[{_MOMENT}\] ?(?P<rest>.*)", re.IGNORECASE),
    "android": re.compile(rf"{_MOMENT} [-–] (?P<rest>.*)", re.IGNORECASE),
}
_LONGEST_NAME = 100
_LONGEST_NOTICE = 400
_QUOTES = re.compile('["“”„«»]')
_SENDER = re.compile(rf"(?P<name>[^:\n][^\n]{{0,{_LONGEST_NAME}}}?):(?: (?P<text>.*))?$")


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a message. ``fields`` are the date's numbers as they stand; ``hour`` is of 24.

    ``rest`` still holds iPhones' marks. ``american``: as people in the United States write a date.
    """

    phone: str
    fields: tuple[int, int, int]
    dotted: bool
    american: bool
    hour: int
    minute: int
    second: int
    rest: str


def clean(line: str) -> str:
    """Without the marks of direction and with plain spaces; an iPhone's own mark stays."""
    return line if line.isascii() else line.translate(_CLEAN)


def read_start(line: str, phone: str | None = None) -> Start | None:
    """``line`` is cleaned. ``phone``: what the file came from, once that is known."""
    bare = line.lstrip(MARK)
    if not bare[:2].strip("[ ")[:1].isdigit():
        return None
    for name, pattern in _PHONES.items():
        if phone in (None, name) and (match := pattern.match(bare)):
            return _start(name, match)
    return None


def _start(phone: str, match: re.Match[str]) -> Start | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["before"] or match["after"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") or half == "ös" else 0)
    second = int(match["second_hand"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Start(
        phone=phone,
        fields=(int(match["first"]), int(match["second"]), int(match["third"])),
        dotted=match["mark"] == ".",
        american=match["mark"] == "/" and len(match["third"]) == 2 and half[:1] in ("a", "p"),
        hour=hour,
        minute=minute,
        second=second,
        rest=match["rest"],
    )


def moment(start: Start, *, day_first: bool) -> datetime | None:
    """The phone's own clock, without a zone; none when there is no such day."""
    first, second, third = start.fields
    if first > 31:
        year, month, day = start.fields
    else:
        year, month, day = (third, second, first) if day_first else (third, first, second)
    try:
        return datetime(  # noqa: DTZ001 - the file does not say where the phone was
            year + 2000 if year < 100 else year, month, day, start.hour, start.minute, start.second
        )
    except ValueError:
        return None


# What WhatsApp writes in a chat by itself. An iPhone sets the chat's name before it, as if that had said it.
_ENCRYPTED = re.compile(
    r"""mesajlar(?:\ ve\ aramalar)?\ (?:artık\ )?uçtan\ uca|bu\ sohbete\ gönderdiğiniz\ mesajlar\b.*uçtan\ uca
    |messages\ (?:and\ calls\ are|you\ send\ to\ this\ (?:chat|group)).*encrypted""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_NOTICE = re.compile(
    r"""(?:.*\bgüvenlik\ kodu(?:nuz)?\b.*\bdeğişti|your\ security\ code\ with|.*\bsecurity\ code\b.*\bchanged
    |.*\bgrubu(?:nu)?\ (?:oluşturdu(?:nuz)?|kurdu)\b|.*\bcreated\ (?:group|this\ group)\b
    |.*\b(?:kişisini|sizi|kişiyi)\ (?:ekledi|çıkardı)\.?$|.*\bgruba\ eklendi|.*\bgruptan\ (?:ayrıldı|çıkarıldı)
    |.*\bdavet\ bağlantısı(?:nı|yla)?\b.*\b(?:katıldı|sıfırladı)|.*\bjoined\ using\ (?:this\ group's|a\ group)
    |.*\bgrup(?:\ |\w*\ )?(?:adını|açıklamasını|simgesini|ayarlarını|resmini|konusunu)\b.*\b(?:değiştirdi|sildi)
    |.*\bchanged\ (?:the\ (?:subject|group)|this\ group's|the\ settings|their\ phone\ number)
    |.*\b(?:added|removed)\ (?:you|\+?[\d\ ]{7,})\.?$
    |.*\btelefon\ numarasını\ (?:değiştirdi|.*olarak\ değiştirdi)
    |.*\b(?:süreli|kaybolan)\ mesajlar\w*\b.*\b(?:açtı|açtınız|kapattı|kapattınız|değiştirdi|ayarladı|güncelledi)
    |.*\bdisappearing\ messages\b
    |bu\ kişiyi\ (?:engellediniz|engelini)|you\ (?:blocked|unblocked)\ this\ (?:contact|business)
    |bu\ (?:işletme|sohbet)\b.*\b(?:meta|güvenli\ bir\ hizmet|işletme\ hesabı)\b
    |this\ (?:business|chat)\b.*\b(?:uses\ a\ secure\ service|business\ account|is\ with\ a)
    |.*\bis\ a\ contact\.?$|.*\b(?:artık\ yönetici|bir\ mesajı?\ sabitledi)|.*\bpinned\ a\ message
    |.*\bgrup\ yöneticisi\ (?:oldu|değil)|you're\ now\ an\ admin)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# The whole message: a picture that was left out, a call, a place, something deleted.
_NOT_WORDS = re.compile(
    r"""<?(?:medya|görüntü|video|ses|belge|gif|çıkartma|sticker|fotoğraf|resim|dosya|kişi\ kartı
        |video\ notu|sesli\ mesaj)\ dahil\ edilmedi>?
    |<?medya\ çıkarıldı>?
    |<?(?:media|image|video|audio|document|gif|sticker|contact\ card|video\ note|voice\ message)\ omitted>?
    |bu\ mesaj(?:\ silindi|ı\ sildiniz|.*\btarafından\ silindi)\.?
    |(?:this\ message\ was\ deleted|you\ deleted\ this\ message)(?:\ by\ .*)?\.?
    |(?:cevapsız|yanıtsız)?\ ?(?:sesli|görüntülü)\ arama(?:,.*|\.)?
    |(?:missed\ )?(?:voice|video|group)\ call(?:,.*|\.)?
    |(?:(?:canlı\ )?konum|(?:live\ )?location):?\ (?:https?://\S+|paylaşıldı|shared)|konum:.*\bhttps?://\S+|location:.*\bhttps?://\S+
    |(?:anket|poll):.*|null
    |(?:bu\ )?mesaj(?:ı)?\ bekleniyor.*|waiting\ for\ this\ message.*
    |.*\btek\ seferlik\b.*(?:mesaj|medya).*|.*\bview\ once\b.*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_BY_THE_PHONE_ITSELF = re.compile(r"bu mesajı sildiniz\.?|you deleted this message\.?", re.IGNORECASE)
_FILE = (
    r"(?:<(?:attached|ekli): [^<>]+>|<[^<>]+\.\w{2,5} (?:eklendi|attached)>"
    r"|^[^\n<>]{1,250}?\.\w{2,5} \((?:dosya ekli|dosya eklendi|file attached)\))"
)
_ATTACHED = re.compile(rf"{MARK}?{_FILE}", re.IGNORECASE | re.MULTILINE)
_EDITED = re.compile(rf" ?{MARK}?<(?:bu mesaj düzenlendi|this message was edited)\.?>$", re.IGNORECASE)
_TURKISH = re.compile(r"uçtan uca|dahil edilmedi|mesaj silindi|mesajı sildiniz|dosya ekli|düzenlendi>")
_ENGLISH = re.compile(
    r"end-to-end|omitted\b|message was deleted|deleted this message|file attached|attached:|was edited>"
)
_TURKISH_LETTER = re.compile("[ğĞşŞıİ]")


def is_notice(words: str) -> bool:
    """An iPhone's mark makes it sure; without one only what nobody would type counts."""
    begin = words[:_LONGEST_NOTICE]
    if _ENCRYPTED.match(begin.lstrip(MARK)):
        return True
    return begin.startswith(MARK) and _NOTICE.match(begin.lstrip(MARK)) is not None


def split_sender(rest: str) -> tuple[str | None, str]:
    """The name and what it said; without a name it is a notice."""
    match = _SENDER.match(rest)
    begin = rest[:_LONGEST_NOTICE]  # the patterns of notices go through what they read many times
    if match is None or _ENCRYPTED.match(begin):
        return None, rest
    if len(_QUOTES.findall(match["name"])) % 2 and _NOTICE.match(begin):
        return None, rest  # the colon stands in a group's name
    name = match["name"].replace(MARK, "").strip().lstrip("~").strip()
    return (name, match["text"] or "") if name else (None, rest)


def deleted_by_owner(words: str) -> bool:
    """Whoever this stands with holds the phone that exported the chat."""
    return len(words) <= _LONGEST_NOTICE and bool(
        _BY_THE_PHONE_ITSELF.fullmatch(words.replace(MARK, "").strip())
    )


def typed_words(body: str) -> str:
    """What a person typed of a message: captions stay; files, marks and messages that are gone leave nothing."""
    if is_notice(body):
        return ""
    words = _EDITED.sub("", body) if body.endswith(">") else body
    if ">" in words or ")" in words:
        words = _ATTACHED.sub("", words)
    if MARK in words:  # "caption ‎image omitted"
        typed, _, own = words.rpartition(MARK)
        words = typed if _is_put_in(own.strip()) else words
    words = words.replace(MARK, "").strip()
    return "" if _is_put_in(words) else words


def _is_put_in(words: str) -> bool:
    return len(words) <= _LONGEST_NOTICE and _NOT_WORDS.fullmatch(words) is not None


def turkish_or_english(text: str) -> str:
    """What the phone was set to, by WhatsApp's own words; where it said nothing, what the people wrote."""
    turkish, english = len(_TURKISH.findall(text)), len(_ENGLISH.findall(text))
    if turkish == english:
        return "tr" if _TURKISH_LETTER.search(text) else "en"
    return "tr" if turkish > english else "en"
