"""Whether words once written to one customer may be shown for another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from invekto.chat_analysis.services import is_name, known_words, mask_customer
from invekto.core.folding import fold

# "Merhaba Elif Hanım, kargonuz …": who is greeted by name is greeted without it.
_GREETING = re.compile(
    r"^(?P<greeting>merhaba(?:lar)?|selam(?:lar)?|iyi (?:günler|gunler|akşamlar|aksamlar)|günaydın|gunaydin|hello|hi)"
    r"(?P<name>(?:[ ,]+[^\W\d_]+){1,3}?)(?P<title> (?:hanım|hanim|bey))?(?P<rest>\s*[,.!:\n👋🙏]|\s*$)",
    re.IGNORECASE,
)
# Somebody else who is greeted: a capital after the greeting, in the middle of a sentence.
_GREETS_SOMEBODY = re.compile(
    r"^(?i:merhaba(?:lar)?|selam(?:lar)?|iyi \w+|günaydın|gunaydin|hello|hi|hey|dear|sayın|sayin)[ ,]+[A-ZÇĞİÖŞÜ]\w"
)
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){4,}")
# A day of the calendar, or an hour of a day that is near or of somebody's appointment: theirs, and over soon. Opening
# hours and periods name neither. In folded words.
_HOUR = r"(?:\d{1,2}[:.]\d{2}\b|saat \d|\d ?[ap]\.?m\b)"
_OWN_MOMENT = re.compile(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b\d{1,2}\.? (?:ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik)\w*\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december) \d{1,2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    rf"|\b(?:bugun|yarin|randevunuz\w*|today|tomorrow|your \w* ?appointment)\b.*?{_HOUR}"
)

# What is so with one person: how it stands with their own matter, what was said of their body, what they alone pay.
# Rules ("randevunuzu değiştirebilirsiniz", "kargonuz 3 günde gelir") name no state. In folded words.
_HAS_HAPPENED = r"\w+(?:[dt][iu]|m[iu]s|[iu]yor|aca[gk]|ece[gk])(?:t[iu]r|d[iu]r|n[iu]z|k|lar|ler)?\b"
_OWN_STATE = re.compile(
    r"\b(?:randevu|iade|siparis|kargo|paket|fatura|odeme|para|talep|taleb|degisim|urun|hesab|tedavi|kayd)\w*n[iu]z\w*"
    rf"\b.*?\b(?:{_HAS_HAPPENED}|hazir\w*|yolda\w*|subede\w*)"
    r"|\b\w*(?:oldu|kullandi|yaptirdi|gecirdi)(?:g|k)\w*n[iu]z\w*"
    r"|\b(?:size|sizin)\b.*(?:\d|%|indirim)"
    r"|\b(?:test|tahlil|sonuc|rontgen|biyopsi|tansiyon|muayene|film)\w*n[iu]z\w*"
    r"|\b(?:hiv|hepatit\w*|antibiyotik\w*|antibiotic\w*|recete\w*|prescri\w*|ilac\w*|doz\w*|hamile\w*|gebe\w*"
    r"|pregnan\w*|emzir\w*|kan sulandir\w*|tahlil\w*|kanser\w*|cancer|diyabet\w*|diabet\w*|negatif|pozitif)\b"
    r"|\b(?:endise\w*|merak) etmeyin\b|\bicin[iu]z rahat\b|\b(?:sislik|agri|kanama|morluk|kizariklik)\w* normal\w*"
    r"|\byour (?:order|refund|return|parcel|appointment|test|result|payment|treatment|money)\w*\b.*?"
    r"\b(?:is|was|has|have|were|are)\b"
    r"|\b(?:since|because|as) you\b|\bfor you\b.*\d|\bdon.?t worry\b"
)


def for_everybody(text: str, names: Iterable[str]) -> str | None:
    """``text`` without the name in its greeting; None when it still leads to a person: a name, number or link, a
    moment or a price that was theirs, how it stood with their order or their body.

    ``names``: of the customer it was written to. Too much is refused rather than too little.
    """
    known = known_words(names)
    greeted = _GREETING.match(text.strip())
    told = text.strip()
    if greeted and all(is_name(fold(word), known) for word in re.findall(r"[^\W\d_]+", greeted["name"])):
        told = greeted["greeting"] + greeted["rest"] + told[greeted.end() :]
    if _GREETS_SOMEBODY.match(told):
        return None
    # A digit run may be an order, a parcel or a telephone; a price of five figures is refused with it.
    if _LONG_NUMBER.search(told) or "{{" in told or mask_customer(told, known) != told:
        return None
    plain = fold(told)
    return None if _OWN_MOMENT.search(plain) or _OWN_STATE.search(plain) else told
