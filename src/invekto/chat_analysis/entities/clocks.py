"""Times of day as people say them: "15.30", "3 buçukta", "5'e çeyrek var", "akşam 6 gibi", "half past two"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Taken
from invekto.chat_analysis.entities.numerals import SMALL_NUMBER, number_of
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.vocabulary import LATEST_OF_NIGHT, NIGHTS, PARTS, by_length

_NUM = rf"\d{{1,2}}|{SMALL_NUMBER}"
# "3'te", "3'teki", "3'teydi", "3'ten", "3'e".
_ENDING = r"(?:\s?'?(?:[dt][ae](?:ki\w{0,8}|yd?i\w{0,4})?|[dt][ae]n|y?[ae]|y?[iu]|lar))"
_AT = rf"{_ENDING}?"
# What says that a bare "10'da" is a time: someone comes, is there, opens or closes.
_DOING = (
    r"\s(?:gel|ol(?:sa|ur|abil)|var\b|bos|musait|uygun|ulas|cik|kapa|kapan|acil|acik|aciyo|ord|bura|gir|ugra|bekl|"
    r"gorus|randevu|yetis|mesai|iyi|gibi|ara(?:yin|r|s)|basl|bit|is(?:im|ten))"
)
_UNITS = (
    r"(?!\s?(?:tl|lira|₺|adet|tane|kisi|gun|hafta|ay(?:lik)?\b|yil|kere|kez\b|defa|tablet|hap\b|seans|taksit|numara|beden|kilo|kg|cm|mm|ml|dis\b"
    r"|saat|dk|"
    r"dakika|bin\b|yuz\b|milyon|yas|paket|koli|kutu|seri|duzine|cift|puan|yildiz|people|persons?|pieces|days?|"
    r"weeks?|months?|hours?|minutes?|mins?|years?|sessions?|euro|dollars?|pounds?|%|x\b|/|-))"
)
_CLOCK = Pattern(
    # 14-16 arası, 2 ile 4 arası, 10'dan 12'ye kadar, from 2 to 4
    rf"(?<![\w.,:/])(?:saat\s)?(?P<low>\d{{1,2}})(?:[:.](?P<low_minute>[0-5]\d))?\s?(?:-|ile|ila|ve|and)\s?"
    rf"(?P<high>\d{{1,2}})(?:[:.](?P<high_minute>[0-5]\d))?\s?(?:(?:saatleri\s)?aras\w*|(?<=:\d\d)\b)"
    rf"|\bbetween (?P<en_low>\d{{1,2}}) and (?P<en_high>\d{{1,2}})(?:\s?(?P<en_meridiem>am|pm))?\b"
    rf"|\bfrom (?P<from_low>\d{{1,2}}) (?:to|until) (?P<from_high>\d{{1,2}})(?:\s?(?P<from_meridiem>am|pm))?\b"
    # 15:30, 15.30'da, 3:30 pm
    r"|(?<![\w.,:/])(?:(?P<saat>saat|at)\s?)?(?P<hour>\d{1,2})(?P<sign>[:.])(?P<minute>[0-5]\d)(?![\d%]|[./,:]\d|"
    rf"\s?(?:tl|lira|₺|€|\$|gb|kg|cm|mm|m\b|euro|inch|puan))(?:\s?(?P<meridiem>am|pm)\b)?{_AT}\b"
    r"|\bsaat\s(?P<spaced>\d{1,2})\s(?P<spaced_minute>[0-5]\d)\b"
    r"|(?<![\w.,:/])(?P<english>\d{1,2})\s?(?P<english_meridiem>am|pm|a\.m|p\.m|o'?clock)\b"
    # 5'e çeyrek var, 5i 10 geçe, quarter past five, half past 2
    rf"|(?<![\w.,:/])(?:saat\s)?(?P<rel>{_NUM})\s?'?(?P<rel_way>y?[eai]|y?u)\s(?P<rel_minute>ceyrek|\d{{1,2}}|bes|on|yirmi|"
    r"yirmi bes)\s(?P<rel_word>var|kala|gece|geciyor|gecerken)\b(?:\sgibi)?"
    rf"|\b(?:at )?(?:a )?(?P<past_minute>quarter|half|ten|twenty|five|\d{{1,2}}) (?P<past_way>past|to|after) "
    rf"(?P<past_hour>{_NUM})\b(?:\s?(?P<past_meridiem>am|pm)\b)?"
    # üç buçuk, 3 buçukta, 3bucuk
    rf"|(?<![\w.,:/])(?:saat\s)?(?P<half>{_NUM})\s?(?:bucu[kg]|bcuk|bucuq)(?:{_ENDING}\b|\b{_UNITS})"
    r"|\b(?:saat )?(?P<noon_half>yarim)(?:da|a)\b(?! (?:kal|birak|kes))"
    # saat 9, saat üçte, at 3
    rf"|\b(?:saat(?:i|e)?\s?|(?:at|around|about|by|till|until) "
    rf")(?P<plain>{_NUM})(?![\d:%])(?:\s?uc)?{_AT}\b{_UNITS}"
    # 11'de, 10 da, dokuza
    rf"|(?<![\w.,:/])(?P<suffixed>{_NUM})\s?'?(?:[dt][ae](?:n|ki\w{{0,8}})?|y?[ae])\b"
    # 6 gibi, 3 civarı, 5 sularında
    rf"|(?<![\w.,:/])(?P<about>{_NUM})(?:\s(?:gibi|civari\w*|sularinda)|\s?ish)\b"
    # sabahın 6'sında, gecenin üçünde
    rf"|(?<=in )\b(?P<of_part>{_NUM}|dord)\s?'?(?:s[iu]|[iu])n(?:d[ae]|[ae])\b"
    # a number alone, right after a day or a part of one: "akşam 8", "cuma 5"
    rf"|(?<![\w.,:/'])(?P<bare>{_NUM})(?![\w.,:/']|\.\d){_UNITS}"
)
_PART = Pattern(
    rf"\b(?P<this>bu |this |in the |at |dun |ayni )?(?P<part>{by_length((*PARTS, *NIGHTS))})"
    r"(?:(?:ki|lari|leri|in|a|e|i|si)?\b(?:\sgunu)?|$)"
)
# "iyi akşamlar", "sabah sabah", "sabahtan beri", "akşam yemeği", "her sabah" are no times.
_NO_PART_BEFORE = Pattern(r"\b(?:iyi|hayirli|good|guzel|mutlu|her|every|sabah|tunaydin|iyi bir|gunaydin)\s?$")
# "3 gece kalacağız" counts nights, and "5'i 10 geçe" folds to one.
_NO_NIGHT_BEFORE = Pattern(r"(?:\d|\b(?:ceyrek|bes|on|yirmi|bir|iki|uc|per|each|a|one|first|last))\s?$")
_NO_PART_AFTER = Pattern(r"^(?:\s?(?:beri|aksam(?:a)?\b(?! \d)|yemeg|kahvalti|namaz|ezan|sabah\b)|\slari\b)")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said. ``certain`` when its half of the day was said with it; ``until`` ends a range.

    ``needs`` tells what must stand beside it to be a time at all.
    """

    start: int
    end: int
    hour: int
    minute: int
    grain: str
    certain: bool = False
    until: tuple[int, int] | None = None
    needs: str = ""

    def within(self, part: str | None) -> time:
        """An hour without sabah or akşam falls into 08-20; with one, into its half of the day."""
        return time(self._on_the_clock(self.hour, part), self.minute)

    def finish(self, part: str | None) -> time | None:
        """The end of a range, after its beginning."""
        if self.until is None:
            return None
        hour = self._on_the_clock(self.until[0], part)
        return time(hour % 24, self.until[1])

    def _on_the_clock(self, hour: int, part: str | None) -> int:
        if part in NIGHTS:
            return hour if self.certain else hour % 12 + (0 if self.is_after_midnight() else 12)
        means_later_under = 8 if part is None else 12 if PARTS[part][0] >= 12 else 0
        later = not self.certain and 1 <= hour < means_later_under
        return hour + 12 if later else hour

    def is_after_midnight(self) -> bool:
        """Whether an hour of the night belongs to the next date."""
        return not self.certain and (self.hour == 12 or self.hour <= LATEST_OF_NIGHT)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day as said; ``day`` is how many days from today it names by itself ("bu akşam")."""

    start: int
    end: int
    name: str
    day: int | None

    @property
    def is_night(self) -> bool:
        return self.name in NIGHTS


def find_parts(begins: Beginnings) -> list[Part]:
    text, parts = begins.text, []
    for match in begins.matches(_PART):
        if _NO_PART_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        if _NO_PART_AFTER.match(text[match.end() : match.end() + 12]):
            continue
        if match["part"] in NIGHTS and _NO_NIGHT_BEFORE.search(
            text, max(0, match.start() - 8), match.start()
        ):
            continue
        this = (match["this"] or "").strip()
        # "dün akşam" is two words with a meaning each; the day is found as a day.
        start = match.start("part") if this in ("dun", "ayni") else match.start()
        day = 0 if this in ("bu", "this") or match["part"] == "tonight" else None
        parts.append(Part(start, match.end(), match["part"], day))
    return parts


def find_clocks(begins: Beginnings, others: Taken) -> Iterator[Clock]:
    """Times of day that overlap none of ``others``, which are days and parts of days."""
    for match in begins.matches(_CLOCK):
        if not others.free(*match.span()):
            continue
        clock = _read(match, begins.text)
        if clock is not None and clock.hour <= 23 and clock.minute <= 59:
            yield clock


def _read(match: re.Match[str], text: str) -> Clock | None:
    start, end = match.span()
    if (low := match["low"] or match["en_low"] or match["from_low"]) is not None:
        high = match["high"] or match["en_high"] or match["from_high"]
        meridiem = match["en_meridiem"] or match["from_meridiem"]
        begin, finish = (_meridiem(int(hour), meridiem) for hour in (low, high))
        if begin > 23 or finish > 24:
            return None
        minutes = int(match["low_minute"] or 0), int(match["high_minute"] or 0)
        grain = "minute" if any(minutes) else "hour"
        return Clock(start, end, begin, minutes[0], grain, bool(meridiem), (finish % 24, minutes[1]), "range")
    if match["hour"]:
        hour, minute, meridiem = int(match["hour"]), int(match["minute"]), match["meridiem"]
        needs = "" if match["sign"] == ":" or match["saat"] or hour > 9 else "near"
        return _exact(start, end, hour, minute, meridiem, needs)
    if match["spaced"]:
        return _exact(start, end, int(match["spaced"]), int(match["spaced_minute"]), None)
    if match["english"]:
        meridiem = match["english_meridiem"].replace(".", "")
        return _exact(start, end, int(match["english"]), 0, meridiem if meridiem in ("am", "pm") else None)
    if match["rel"]:
        minute = 15 if match["rel_minute"] == "ceyrek" else number_of(match["rel_minute"])
        to = match["rel_word"] in ("var", "kala")
        return _around(start, end, number_of(match["rel"]), minute, to, None)
    if match["past_hour"]:
        written = match["past_minute"]
        minute = {"quarter": 15, "half": 30}.get(written) or number_of(written)
        hour = number_of(match["past_hour"])
        return _around(start, end, hour, minute, match["past_way"] == "to", match["past_meridiem"])
    if match["noon_half"]:
        return Clock(start, end, 12, 30, "minute", certain=True)
    if match["half"]:
        return Clock(start, end, number_of(match["half"]), 30, "minute")
    if match["plain"]:
        return Clock(start, end, number_of(match["plain"]), 0, "hour")
    if match["of_part"]:
        hour = 4 if match["of_part"] == "dord" else number_of(match["of_part"])
        return Clock(start, end, hour, 0, "hour", needs="beside")
    if match["about"]:
        needs = "near" if not match["about"].isdigit() else ""
        return Clock(start, end, number_of(match["about"]), 0, "hour", needs=needs)
    if match["suffixed"]:
        doing = match["suffixed"].isdigit() and _SUFFIXED_DOING.match(text[match.start() : end + 14])
        return Clock(start, end, number_of(match["suffixed"]), 0, "hour", needs="" if doing else "near")
    return Clock(start, end, number_of(match["bare"]), 0, "hour", needs="beside")


_SUFFIXED_DOING = Pattern(rf"\d{{1,2}}\s?'?(?:te|ta|de|da)(?:ki\w{{0,8}})?{_DOING}")


def _exact(
    start: int, end: int, hour: int, minute: int, meridiem: str | None, needs: str = ""
) -> Clock | None:
    if meridiem and not 1 <= hour <= 12:
        return None
    grain = "minute" if minute else "hour"
    return Clock(start, end, _meridiem(hour, meridiem), minute, grain, meridiem is not None, needs=needs)


def _around(start: int, end: int, hour: int, minute: int, to: bool, meridiem: str | None) -> Clock | None:
    """So many minutes to or past an hour; the half of the day is that of the whole hour."""
    if not 1 <= hour <= 12 or not 1 <= minute <= 59:
        return None
    whole = _meridiem(hour, meridiem)
    if meridiem is None and hour < 8:
        whole += 12
    total = (whole * 60 + (-minute if to else minute)) % (24 * 60)
    return Clock(start, end, total // 60, total % 60, "minute", certain=meridiem is not None or hour < 8)


def _meridiem(hour: int, meridiem: str | None) -> int:
    return hour if meridiem is None else hour % 12 + (12 if meridiem == "pm" else 0)
