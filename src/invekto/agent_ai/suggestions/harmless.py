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


def for_everybody(text: str, names: Iterable[str]) -> str | None:
    """``text`` without the name in its greeting; None when it still leads to a person: a name, number or link, or a
    moment that was theirs.

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
    return None if _OWN_MOMENT.search(fold(told)) else told
