"""Where days, weeks, months and feasts are named in Turkish and English speech."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Taken
from invekto.chat_analysis.entities.days import (
    not_before,
    read_date,
    read_dates_between,
    read_day_after_tomorrow,
    read_day_of_month,
    read_days_between,
    read_distance,
    read_feast,
    read_iso,
    read_month,
    read_named_month,
    read_new_year,
    read_relative,
    read_start_of_week,
    read_third_of_month,
    read_week,
    read_weekday,
    read_weekend,
    rest_of_month,
)
from invekto.chat_analysis.entities.kinds import CALENDAR, MONTH, NUMBER, WEEKDAY
from invekto.chat_analysis.entities.numerals import SMALL_NUMBER
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.speech import DayFound, Speech
from invekto.chat_analysis.entities.vocabulary import (
    DAYS,
    LAST_WEEK,
    MONTHS,
    NEXT_WEEK,
    ORDINALS,
    RELATIVE,
    THIS_WEEK,
    TURKISH_MONTHS,
    by_length,
)

_DAY = by_length(DAYS)
_MONTH = by_length(MONTHS)
_TR_MONTH = by_length(TURKISH_MONTHS)
_EN_MONTH = by_length(set(MONTHS) - TURKISH_MONTHS)
_NUM = rf"\d{{1,2}}|{SMALL_NUMBER}"
_CASE = (
    r"(?:'?(?:ye|ya|e|a|i|yi|de|da|den|dan|te|ta|ten|tan|nin|in|ki|ku|deki|daki|si|sine|sinde|leyin|lari|"
    r"leri|yse|ysa|ydi|gunu|gunune|gunku)){0,2}"
)
# "15'inde", "3'üne", "17si": a day of the month with what is hung on it.
_OF = r"'?\s?(?:si|su|i|u)(?:n(?:de|da|den|dan|e|a|i|u))?"
_DAY_WORD = r"(?:\s(?:gunune|gunu|gune|gununde|gunleri))?"
_WEEKS_ON = (
    rf"(?:(?P<weeks>{_NUM})\s?(?:hafta|hft)\s?sonra(?:ki|sinin|si)?|in (?P<in_weeks>{_NUM}) weeks(?: on)?)"
)

_Reader = Callable[[re.Match[str], Speech], DayFound | None]
# In this order: what is read first keeps its characters.
_READERS: tuple[tuple[Pattern, _Reader, int], ...] = tuple(
    (Pattern(pattern), reader, kinds)
    for pattern, reader, kinds in (
        (rf"\b(?:(?P<next>{NEXT_WEEK}) )?(?P<low>{_DAY})(?:'?(?:den|dan|ten|tan))\s(?P<high>{_DAY})'?(?:ye|ya|a|e)"
         rf"(?: kadar)?\b", read_days_between, WEEKDAY),
        (rf"\b(?:(?P<next>{NEXT_WEEK}) )?(?P<low>{_DAY})(?: (?:to|through|until|ile) |\s?-\s?)(?P<high>{_DAY})"
         rf"(?: arasi)?\b", read_days_between, WEEKDAY),
        (rf"(?<![\w.,/:])(?P<low>{_NUM})(?:\s?-\s?| ile | ila | to )(?P<high>{_NUM})(?:st|nd|rd|th)?\s"
         rf"(?P<month>{_MONTH}){_CASE}(?:\saras\w*)?\b", read_dates_between, MONTH),
        (rf"(?<![\w.,/:])(?P<low>{_NUM})\s(?P<low_month>{_TR_MONTH})(?:'?(?:[dt][ae]n)| ile| ila|\s?-)\s?"
         rf"(?P<high>{_NUM})\s(?P<month>{_TR_MONTH}){_CASE}(?:\s(?:kadar|aras\w*))?\b", read_dates_between, MONTH),
        (rf"\b(?P<month>{_EN_MONTH})\s(?P<low>\d{{1,2}})\s?(?:-|to)\s?(?P<high>\d{{1,2}})(?![\d:.]\d|\d)\b",
         read_dates_between, MONTH),
        (r"(?<![\w.,/:-])(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>20\d{2})(?![\d-])", read_date, MONTH | NUMBER),
        (r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b", read_iso, NUMBER),
        # "saat 10.10" and "cuma 10.10" are clocks, and left to those who read them.
        (r"(?<![\w.,/:])(?<!saat )(?<!sabah )(?<!aksam )(?<!bugun )(?<!yarin )(?<!at )(?<!cuma )(?<!tesi )"
         r"(?<!sali )(?<!samba )(?<!sembe )(?<!pazar )(?<!gunu "
         r")(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"
         r"(?![\d/:]|[.,]\d|\s?(?:tl|lira|cm|kg|yildiz|gb|€|\$|₺|inch|puan|k\b|bin\b|milyon|mi\b|im\b|oran|olcek|kadar|litre|kilo|"
         r"doz))", read_date, MONTH | NUMBER),
        (
            rf"\b(?!on (?:{_EN_MONTH}))(?P<day>{_NUM})\s?(?:st|nd|rd|th)?'?(?:i|si|u|su)?\s?(?:of "
            rf")?(?P<month>{_MONTH}){_CASE}"

         rf"{_DAY_WORD}(?:\s(?P<year>20\d\d))?\b", read_date, MONTH | NUMBER),
        (rf"\b(?P<day>{by_length(ORDINALS)}) of (?P<month>{_EN_MONTH})\b", read_date, MONTH | NUMBER),
        (rf"\b(?P<month>{_EN_MONTH})\s(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|"
            rf"\d)\b", read_date, MONTH | NUMBER),
        (rf"\b(?P<month>{_TR_MONTH})(?:in|un)?\s(?P<day>\d{{1,2}})(?![\d:.]\d|\d)(?:{_OF})?\b"
         r"(?!\s(?:kisi|adet|tane|seans|kilo|gun))", read_date, MONTH | NUMBER),
        (rf"\b(?P<month>{_TR_MONTH})(?:in|un)\s(?P<day>{SMALL_NUMBER}){_OF}\b", read_date, MONTH | NUMBER),
        (rf"\b(?P<month>{_TR_MONTH})(?:'?(?:in|un))?\s?(?P<which>bas|ort|son)(?:i|u|a|asi|larinda|unda|inda|lari|una|ina|uda|"
         r"asinda|asina|larina|lara)\b(?! degil)", read_third_of_month, MONTH | CALENDAR),
        (rf"\b(?P<month>{_TR_MONTH})(?:'?(?:in|un))?\s(?P<which>ilk|son) hafta(?:si|sina|sinda|"
            rf"larinda)?\b", read_third_of_month, MONTH | CALENDAR),
        (r"\b(?:(?P<ahead>gelecek|onumuzdeki) )?(?:bu )?ay(?:in)?\s(?P<which>ilk|son) hafta(?:si|sina|"
            r"sinda)\b", read_third_of_month, MONTH | CALENDAR),
        (rf"\b(?:the )?(?P<which>early|mid|late|end of|beginning of|start of|first week of|last week of)[ -]"
         rf"(?P<month>{_EN_MONTH})\b", read_third_of_month, MONTH | CALENDAR),
        (r"\b(?:(?P<ahead>gelecek|onumuzdeki) )?(?:bu )?ay(?:in)?\s?(?P<which>bas|ort|son)"
         r"(?:i|u|a|asi|larinda|unda|inda|lari|una|ina|uda|asinda|asina)\b", read_third_of_month, MONTH | CALENDAR),
        (rf"\b(?:(?P<ahead>gelecek|onumuzdeki) )?(?:bu "
            rf")?ayin\s(?P<day>{_NUM})(?:{_OF})?\b", read_day_of_month, CALENDAR | NUMBER),
        (r"\b(?:on )?the (?P<day>\d{1,2})(?:st|nd|rd|th)\b", read_day_of_month, CALENDAR | NUMBER),
        (r"\b(?:yarindan sonraki gun|yarindan sonra)\b|\b(?:the )?day after tomorrow\b",
         read_day_after_tomorrow, CALENDAR),
        (rf"\b(?P<word>{by_length(RELATIVE)})(?:'?(?:ki|ku|ye|ya|e|a|i|in|un|da|de|den|dan)){{0,2}}\b",
         read_relative, CALENDAR),
        (r"\b(?P<which>(?:bu|gelecek|onumuzdeki|gecen|haftaya|bir? dahaki|sonraki|this|next|last|the) |)"
         r"(?:hafta ?son(?!r)\w{0,8}|haftasn\w{0,4}|weekend)\b", read_weekend, CALENDAR),
        (rf"\b(?:(?:(?P<which>{NEXT_WEEK}|{LAST_WEEK}|{THIS_WEEK}|onumuzdeki|gelecek|gecen|bu|next|this|last|"
         rf"coming|bi(?:r)? dahaki)|{_WEEKS_ON})\s(?:on )?)?(?P<name>{_DAY}){_CASE}{_DAY_WORD}"
         rf"(?:\s(?P<after>{NEXT_WEEK}))?\b", read_weekday, WEEKDAY),
        (r"\b(?P<n>" + _NUM + r")\s?(?P<unit>gun|hafta|hft|ay)\s?(?P<way>sonra|once)(?:ki|sina|si|ya|ye)?\b"
         rf"|\bin (?P<in_n>{_NUM}|a) (?P<in_unit>days?|weeks?|months?)\b"
         rf"|\b(?P<ago_n>{_NUM}|a couple of|a few|a) (?P<ago_unit>days?|weeks?|months?) (?P<ago>ago|later|from now|"
         rf"before)\b",
         read_distance, CALENDAR),
        (r"\b(?P<ahead>(?:haftaya|gelecek|onumuzdeki) )?hafta(?:nin)?\s?bas(?:i|inda|ina|"
            r"indan)\b", read_start_of_week, CALENDAR),
        (rf"\b(?:(?P<last>{LAST_WEEK})|(?P<this>{THIS_WEEK})|{NEXT_WEEK})\b", read_week, CALENDAR),
        (r"\b(?:(?P<this>bu ay|this month)|(?P<last>gecen ay|last month)|"
         r"(?:onumuzdeki|gelecek|bir? dahaki|sonraki|oburki) ay|next month)(?:ki|in|a|da|"
         r"dan)?\b(?!in)", read_month, CALENDAR),
        (rf"\b(?P<month>{_TR_MONTH})(?:'?(?:da|de|ta|te|dan|den|tan|ten|a kadar|e kadar)\b|\s(?:gibi|icinde|"
            rf"boyunca)\b|\sayi(?:n(?:i|da|a|in|dan))?\b"
         r"(?:\sicinde)?)", read_named_month, MONTH),
        (rf"\b(?:in|during|until|by|this|next) (?P<month>{_EN_MONTH})\b", read_named_month, MONTH),
        (r"\b(?:(?P<kind>ramazan|kurban)\s)?(?:(?P<eve>ar[ei]fe)(?:\s?gunu|ye|de)?|bayram(?:in)?\s"
         r"(?P<nth>\d|ilk|iki|uc)\.?\s?(?:nci |inci |uncu )?gun\w*|bayram(?:i|in)?(?:dan|ndan) (?:hemen )?"
         r"(?:(?P<after>sonra\w*)|(?P<before>once\w*))|bayram(?:da|inda))\b", read_feast, CALENDAR),
        (r"\b(?:yil ?basi(?:n(?:da|dan))?|new year(?:'?s)?)(?:\s(?:(?P<after>sonra\w*)|(?P<before>once\w*)|"
         r"(?P<eve>gecesi|eve|aksami)))?\b", read_new_year, CALENDAR),
    )
)  # fmt: skip
# "pazar filesi", "salı pazarı", "mayıs sıkıntısı", "eylül adında": names of days that name no day.
_NO_DAYS = Pattern(
    rf"\b(?:(?:{_DAY}) pazari(?:nda|na|ndan)?|pazar (?:mali|filesi|yeri\w*|kahvaltisi|arabasi|tezgahi)|"
    rf"cuma namaz\w*|cuma(?:niz|lar|miz)?\w* mubarek|(?:hayirli|iyi|mutlu|guzel) (?:{_DAY})lar\w*|cuma hutbe\w*|mart "
    rf"kedi\w*|"
    rf"cumhuriyet|mayis sikintisi|(?:{_MONTH}) (?:adinda|adli|isimli|hanim\w*|abla|bey)|"
    r"black friday|efsane cuma\w*|muhtesem cuma\w*|dunya\w*|kara cuma\w*)\b"
)
# "17si", "24 üne" alone are days when the message speaks of days at all.
_BARE_DAY = Pattern(rf"(?<![\w.,:/'])(?P<day>\d{{1,2}})(?P<ending>{_OF})(?!\w|\s(?:ceyrek|bes|on|yirmi|\d))")
_SPEAKS_OF_DAYS = Pattern(r"\b(?:randevu\w*|tarih\w*|gun(?:u|e|ler\w*)?|ne zaman\w*|musait\w*|ayin)\b")
_NO_DAY = Pattern(r"\b(?:beden|numara|size|stok\w*|adet|tane|renk|kilo|tl|lira)\b")

# "ayın 20'sinden sonra", "15 marttan itibaren", "after the 20th".
_FROM_THEN_ON = Pattern(r"\s(?:(?P<next>(?:hemen )?sonra(?:si|sinda|sina|ya)?)|itibaren)\b")
_LEAVING = ("dan", "den", "tan", "ten")
_AFTER = "after "
_LOOKED_BACK = 4
_CONFIRMS_FROM, _CONFIRMS_TO = 5, 23  # characters between a date and the weekday that only confirms it


def find_days(begins: Beginnings, today: date, kinds: int = ~0) -> list[DayFound]:
    """Every day or stretch of days named in a folded text, in its order.

    ``today`` is the customer's; ``kinds`` are those of the text's words, where they are known.
    """
    text = _hide_what_names_no_day(begins)
    search = _Search(begins, Speech(text, today), Taken(len(text)), [])
    for pattern, reader, needed in _READERS:
        if kinds & needed:
            search.read(pattern, reader)
    if not begins.says(_NO_DAY) and (search.found or begins.says(_SPEAKS_OF_DAYS)):
        search.read(_BARE_DAY, read_day_of_month)
    found: list[DayFound] = []
    named: DayFound | None = None
    for day in sorted(search.found, key=lambda day: day.start):
        if _repeats(day, found[-_LOOKED_BACK:]):
            continue
        if found and _contradicts(day, found[-1], text):
            found[-1] = replace(found[-1], end=day.end)
            continue
        if day.monthless and named is not None:
            day = not_before(day, named)
        elif day.dated and not day.monthless and day.first >= today:
            named = day
        found.append(_from_then_on(day, text))
    return found


def _hide_what_names_no_day(begins: Beginnings) -> str:
    letters = list(begins.text)
    for match in begins.matches(_NO_DAYS):
        letters[match.start() : match.end()] = "_" * len(match.group())
    return "".join(letters)


@dataclass(slots=True)
class _Search:
    begins: Beginnings
    speech: Speech
    taken: Taken
    found: list[DayFound]

    def read(self, pattern: Pattern, reader: _Reader) -> None:
        """What a reader makes of what is still free. A day that does not exist ("31 nisan") names no month either."""
        for match in self.begins.matches(pattern, self.speech.text):
            start, end = match.span()
            if self.taken.free(start, end):
                self.taken.take(start, end)
                if (day := reader(match, self.speech)) is not None:
                    self.found.append(day)


def _repeats(day: DayFound, before: list[DayFound]) -> bool:
    """A weekday that only confirms the date just named: "13 feb? a friday i think"."""
    return day.loose and any(
        not other.loose and other.names_same(day) and _CONFIRMS_FROM <= day.start - other.end <= _CONFIRMS_TO
        for other in before
    )


def _contradicts(day: DayFound, named: DayFound, text: str) -> bool:
    """A weekday right behind a date that falls on another: the date counts."""
    return (
        day.loose
        and named.dated
        and named.days == 1
        and not named.names_same(day)
        and not text[named.end : day.start].strip(" ,()")
    )


def _from_then_on(day: DayFound, text: str) -> DayFound:
    """The rest of the month where a date is only its beginning."""
    if not day.dated:
        return day
    if text[day.end - 3 : day.end] in _LEAVING and (on := _FROM_THEN_ON.match(text, day.end)):
        return rest_of_month(day, day.start, on.end(), skips=1 if on["next"] else 0)
    if text.endswith(_AFTER, 0, day.start):
        return rest_of_month(day, day.start - len(_AFTER), day.end, skips=1)
    return day
