"""Days, weeks, months and feasts in Turkish and English speech.

The future is preferred: "salı" is the coming Tuesday. Words of something done near the day ("salı günü
verdim", "geçen salı") make it look back. Each find says in a few words why it is the day it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from invekto.chat_analysis.entities.kinds import CALENDAR, MONTH, NUMBER, WEEKDAY
from invekto.chat_analysis.entities.numerals import SMALL_NUMBER, number_of
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.speech import DayFound, Speech
from invekto.chat_analysis.entities.vocabulary import (
    DAY_NAMES,
    DAYS,
    FEASTS,
    MONTHS,
    RELATIVE,
    TURKISH_MONTHS,
    by_length,
)

_DAY = by_length(DAYS)
_MONTH = by_length(MONTHS)
_TR_MONTH = by_length(TURKISH_MONTHS)
_EN_MONTH = by_length(set(MONTHS) - TURKISH_MONTHS)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_NUM = rf"\d{{1,2}}|{SMALL_NUMBER}"
_CASE = (
    r"(?:'?(?:ye|ya|e|a|i|yi|de|da|den|dan|te|ta|ten|tan|nin|in|ki|ku|deki|daki|si|sine|sinde|leyin|lari|"
    r"leri|yse|ysa|ydi|gunu|gunune|gunku)){0,2}"
)
# "15'inde", "3'üne", "17si": a day of the month with what is hung on it.
_OF = r"'?\s?(?:si|su|i|u)(?:n(?:de|da|den|dan|e|a|i|u))?"
_DAY_WORD = r"(?:\s(?:gunune|gunu|gune|gununde|gunleri))?"
_NEXT_WEEK = (
    r"(?:haftaya|hftaya|gelecek hafta|onumuzdeki hafta|oburki hafta|obur hafta|bi(?:r)? (?:da|son)\w*ki hafta|"
    r"sonraki hafta|next week)(?:ki|ya|nin|n)?"
)
_LAST_WEEK = r"(?:gecen hafta(?:ki|nin)?|last week)"
_THIS_WEEK = r"(?:bu hafta(?:nin|ki)?(?!\s?son)|this week(?!end))"
_WEEKS_ON = (
    rf"(?:(?P<weeks>{_NUM})\s?(?:hafta|hft)\s?sonra(?:ki|sinin|si)?|in (?P<in_weeks>{_NUM}) weeks(?: on)?)"
)
_UNIT = {"gun": 1, "day": 1, "hafta": 7, "hft": 7, "week": 7}


def _relative(match: re.Match[str], speech: Speech) -> DayFound:
    word = re.sub(r"\s+", " ", match["word"])
    offset = RELATIVE[word]
    return _one(match, speech.today + timedelta(days=offset), f"{_days_away(offset)} {speech.today}")


def _iso(match: re.Match[str], _: Speech) -> DayFound | None:
    try:
        return _one(match, date.fromisoformat(match["iso"]), "a full date")
    except ValueError:
        return None


def _date(match: re.Match[str], speech: Speech) -> DayFound | None:
    groups = match.groupdict()
    written, month = groups["day"], groups["month"]
    day = _ORDINALS.get(written) or number_of(written)
    number = int(month) if month.isdigit() else MONTHS[month]
    year = groups.get("year")
    try:
        if year:
            return _one(match, date(int(year) + (2000 if len(year) == 2 else 0), number, day), "a full date")
        found = date(speech.today.year, number, day)
        past = speech.past(match)
        if found < speech.today and not past:
            return _one(match, date(found.year + 1, number, day), f"the next one from {speech.today}")
        if found > speech.today and past:
            return _one(match, date(found.year - 1, number, day), f"the last one before {speech.today}")
    except ValueError:
        return None  # there is no such day
    return _one(match, found, f"in the year of {speech.today}")


def _day_of_month(match: re.Match[str], speech: Speech) -> DayFound | None:
    day = number_of(match["day"])
    past = speech.past(match)
    step = -1 if past else 1
    month = speech.today.replace(day=1)
    if match.groupdict().get("ahead"):
        month = _months_on(month, 1)
    for _ in range(4):
        try:
            found = month.replace(day=day)
        except ValueError:
            found = None
        if found is not None and (found <= speech.today if past else found >= speech.today):
            return _one(match, found, f"the {'last' if past else 'next'} {day}th from {speech.today}")
        month = _months_on(month, step)
    return None


def _weekday(match: re.Match[str], speech: Speech) -> DayFound:
    day = DAYS[match["name"]]
    which = match["which"] or match["after"] or ""
    name = DAY_NAMES[day]
    weeks = match["weeks"] or match["in_weeks"]
    if weeks:
        first = speech.monday + timedelta(days=7 * number_of(weeks) + day)
        return _one(match, first, f"{name} of the week {number_of(weeks)} weeks after {speech.today}", day)
    if re.fullmatch(rf"{_NEXT_WEEK}|gelecek|next", which):
        first = speech.monday + timedelta(days=7 + day)
        return _one(match, first, f"{name} of the next calendar week after {speech.today}", day)
    if re.fullmatch(_LAST_WEEK, which):
        first = speech.monday + timedelta(days=day - 7)
        return _one(match, first, f"{name} of the calendar week before {speech.today}", day)
    if re.fullmatch(_THIS_WEEK, which):
        return _one(match, speech.monday + timedelta(days=day), f"{name} of the week of {speech.today}", day)
    ahead = (day - speech.today.weekday()) % 7
    if which in ("gecen", "last") or (not which and speech.past(match)):
        back = (speech.today.weekday() - day - 1) % 7 + 1
        return _one(match, speech.today - timedelta(days=back), f"the last {name} before {speech.today}", day)
    found = _one(match, speech.today + timedelta(days=ahead), f"the coming {name} from {speech.today}", day)
    return DayFound(found.start, found.end, found.first, 1, "day", found.reason, True, day)


def _days_between(match: re.Match[str], speech: Speech) -> DayFound:
    low, high = DAYS[match["low"]], DAYS[match["high"]]
    first = speech.today + timedelta(days=(low - speech.today.weekday()) % 7)
    if match["next"]:
        first = speech.monday + timedelta(days=7 + low)
    reason = f"from the coming {DAY_NAMES[low]} to {DAY_NAMES[high]}, from {speech.today}"
    return DayFound(*match.span(), first, (high - low) % 7 + 1, "day", reason)


def _week(match: re.Match[str], speech: Speech) -> DayFound:
    offset, words = 7, "next"
    if match["last"]:
        offset, words = -7, "last"
    elif match["this"]:
        offset, words = 0, "this"
    first = speech.monday + timedelta(days=offset)
    return DayFound(*match.span(), first, 7, "week", f"{words} calendar week, seen from {speech.today}")


def _weekend(match: re.Match[str], speech: Speech) -> DayFound:
    said = match["which"] or ""
    saturday = speech.monday + timedelta(days=5)
    if said.startswith(("gelecek", "next", "haftaya", "bir", "bi ", "sonraki")):
        saturday += timedelta(days=7)
    elif said in ("gecen ", "last "):
        saturday -= timedelta(days=7)
    return DayFound(*match.span(), saturday, 2, "day", f"Saturday and Sunday, seen from {speech.today}")


def _start_of_week(match: re.Match[str], speech: Speech) -> DayFound:
    ahead = -speech.today.weekday() % 7
    return _one(
        match, speech.today + timedelta(days=ahead or (7 if match["ahead"] else 0)), "the coming Monday", 0
    )


def _month(match: re.Match[str], speech: Speech) -> DayFound:
    offset = 0 if match["this"] else -1 if match["last"] else 1
    first = _months_on(speech.today.replace(day=1), offset)
    return _whole_month(match, first, speech)


def _named_month(match: re.Match[str], speech: Speech) -> DayFound:
    first = date(speech.today.year, MONTHS[match["month"]], 1)
    past = speech.past(match)
    if past and first > speech.today:
        first = first.replace(year=first.year - 1)
    elif not past and _months_on(first, 1) <= speech.today:
        first = first.replace(year=first.year + 1)
    return _whole_month(match, first, speech)


def _whole_month(match: re.Match[str], first: date, speech: Speech) -> DayFound:
    days = (_months_on(first, 1) - first).days
    return DayFound(*match.span(), first, days, "month", f"the whole month, seen from {speech.today}")


_FIRST_DAYS = ("bas", "ilk", "early", "beginning", "start", "first")
_MIDDLE_DAYS = ("ort", "mid")


def _third_of_month(match: re.Match[str], speech: Speech) -> DayFound:
    """The first seven days, seven in the middle, or the last seven; the nearest that is not over."""
    groups = match.groupdict()
    first, step = speech.today.replace(day=1), 1
    if groups.get("month"):
        first, step = first.replace(month=MONTHS[groups["month"]]), 12
    if groups.get("ahead"):
        first = _months_on(first, 1)
    for _ in range(2):
        which = groups["which"]
        last = (_months_on(first, 1) - first).days - 7
        offset = 0 if which.startswith(_FIRST_DAYS) else 11 if which.startswith(_MIDDLE_DAYS) else last
        begin = first + timedelta(days=offset)
        if begin + timedelta(days=7) > speech.today:
            break
        first = _months_on(first, step)
    return DayFound(*match.span(), begin, 7, "week", f"seven days of the month, seen from {speech.today}")


def _distance(match: re.Match[str], speech: Speech) -> DayFound | None:
    said = match["n"] or match["in_n"] or match["ago_n"]
    if said == "a few":
        return None
    amount = 2 if said == "a couple of" else number_of(said) or 1  # "a week ago"
    unit = (match["unit"] or match["in_unit"] or match["ago_unit"]).rstrip("s")
    back = match["way"] == "once" or match["ago"] in ("ago", "before")
    signed = -amount if back else amount
    named = {"gun": "days", "hafta": "weeks", "hft": "weeks", "ay": "months"}.get(unit, f"{unit}s")
    words = f"{amount} {named} {'before' if back else 'after'} {speech.today}"
    if unit in ("ay", "month"):
        return _one(match, _months_on(speech.today, signed), words)
    if amount * _UNIT[unit] > 3660:
        return _one(match, speech.today, "too far to count")
    return _one(match, speech.today + timedelta(days=signed * _UNIT[unit]), words)


def _feast(match: re.Match[str], speech: Speech) -> DayFound | None:
    """Around the next Ramazan or Kurban bayramı: its eve, one of its days, all of it, or the week after."""
    kind = match["kind"]
    coming = sorted(feast for name in FEASTS if kind in (None, name) for feast in FEASTS[name])
    for first, days in coming:
        if first + timedelta(days=days + (7 if match["after"] else 0)) <= speech.today:
            continue
        named = f"the feast that begins on {first}"
        if match["eve"]:
            return _one(match, first - timedelta(days=1), f"the day before {named}")
        if match["nth"]:
            return _one(match, first + timedelta(days=number_of(match["nth"]) - 1), f"a day of {named}")
        if match["after"]:
            return DayFound(*match.span(), first + timedelta(days=days), 7, "week", f"the week after {named}")
        if match["before"]:
            return DayFound(*match.span(), first - timedelta(days=7), 7, "week", f"the week before {named}")
        return DayFound(*match.span(), first, days, "day", f"the days of {named}")
    return None


def _new_year(match: re.Match[str], speech: Speech) -> DayFound:
    first = date(speech.today.year + 1, 1, 1)
    if match["after"]:
        return DayFound(*match.span(), first + timedelta(days=1), 7, "week", "the week after New Year's Day")
    if match["before"]:
        return DayFound(*match.span(), first - timedelta(days=7), 7, "week", "the week before New Year's Day")
    if match["eve"]:
        return _one(match, first - timedelta(days=1), "the last day of the year")
    return _one(match, first, "the coming New Year's Day")


def _one(match: re.Match[str], day: date, reason: str, weekday: int | None = None) -> DayFound:
    return DayFound(*match.span(), day, 1, "day", reason, weekday=weekday)


def _days_away(offset: int) -> str:
    return {0: "the day of", 1: "the day after", -1: "the day before"}.get(
        offset, f"{abs(offset)} days {'after' if offset > 0 else 'before'}"
    )


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or that month's last; never outside what a date can hold."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9998 * 12)
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


_Reader = Callable[[re.Match[str], Speech], DayFound | None]
# In this order: what is read first keeps its characters.
_READERS: tuple[tuple[Pattern, _Reader, int], ...] = tuple(
    (Pattern(pattern), reader, kinds)
    for pattern, reader, kinds in (
        (rf"\b(?:(?P<next>{_NEXT_WEEK}) )?(?P<low>{_DAY})(?:'?(?:den|dan|ten|tan))\s(?P<high>{_DAY})'?(?:ye|ya|a|e)"
         rf"(?: kadar)?\b", _days_between, WEEKDAY),
        (rf"\b(?:(?P<next>{_NEXT_WEEK}) )?(?P<low>{_DAY}) (?:to|through|until|ile|-) (?P<high>{_DAY})"
         rf"(?: arasi)?\b", _days_between, WEEKDAY),
        (r"(?<![\d.,/:-])(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>20\d{2})(?![\d-])", _date, MONTH | NUMBER),
        (r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b", _iso, NUMBER),
        # "saat 10.10" and "cuma 10.10" are clocks, and left to those who read them.
        (r"(?<![\d.,/:])(?<!saat )(?<!sabah )(?<!aksam )(?<!bugun )(?<!yarin )(?<!at )(?<!cuma )(?<!tesi )"
         r"(?<!sali )(?<!samba )(?<!sembe )(?<!pazar )(?<!gunu "
         r")(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"
         r"(?![\d/:]|[.,]\d|\s?(?:tl|lira|cm|kg|yildiz|gb|€|\$|₺|inch|puan|mi\b|im\b|oran|olcek|kadar|litre|kilo|"
         r"doz))", _date, MONTH | NUMBER),
        (
            rf"\b(?!on (?:{_EN_MONTH}))(?P<day>{_NUM})\s?(?:st|nd|rd|th)?'?(?:i|si|u|su)?\s?(?:of "
            rf")?(?P<month>{_MONTH}){_CASE}"

         rf"{_DAY_WORD}(?:\s(?P<year>20\d\d))?\b", _date, MONTH | NUMBER),
        (rf"\b(?P<day>{by_length(_ORDINALS)}) of (?P<month>{_EN_MONTH})\b", _date, MONTH | NUMBER),
        (rf"\b(?P<month>{_EN_MONTH})\s(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|"
            rf"\d)\b", _date, MONTH | NUMBER),
        (rf"\b(?P<month>{_TR_MONTH})(?:in|un)?\s(?P<day>\d{{1,2}})(?![\d:.]\d|\d)(?:{_OF})?\b"
         r"(?!\s(?:kisi|adet|tane|seans|kilo|gun))", _date, MONTH | NUMBER),
        (rf"\b(?P<month>{_TR_MONTH})(?:in|un)\s(?P<day>{SMALL_NUMBER}){_OF}\b", _date, MONTH | NUMBER),
        (rf"\b(?P<month>{_TR_MONTH})(?:'?(?:in|un))?\s?(?P<which>bas|ort|son)(?:i|u|a|asi|larinda|unda|inda|lari|una|ina|uda|"
         r"asinda|asina|larina|lara)\b(?! degil)", _third_of_month, MONTH | CALENDAR),
        (rf"\b(?P<month>{_TR_MONTH})(?:'?(?:in|un))?\s(?P<which>ilk|son) hafta(?:si|sina|sinda|"
            rf"larinda)?\b", _third_of_month, MONTH | CALENDAR),
        (r"\b(?:(?P<ahead>gelecek|onumuzdeki) )?(?:bu )?ay(?:in)?\s(?P<which>ilk|son) hafta(?:si|sina|"
            r"sinda)\b", _third_of_month, MONTH | CALENDAR),
        (rf"\b(?:the )?(?P<which>early|mid|late|end of|beginning of|start of|first week of|last week of)[ -]"
         rf"(?P<month>{_EN_MONTH})\b", _third_of_month, MONTH | CALENDAR),
        (r"\b(?:(?P<ahead>gelecek|onumuzdeki) )?(?:bu )?ay(?:in)?\s?(?P<which>bas|ort|son)"
         r"(?:i|u|a|asi|larinda|unda|inda|lari|una|ina|uda|asinda|asina)\b", _third_of_month, MONTH | CALENDAR),
        (rf"\b(?:(?P<ahead>gelecek|onumuzdeki) )?(?:bu "
            rf")?ayin\s(?P<day>{_NUM})(?:{_OF})?\b", _day_of_month, CALENDAR | NUMBER),
        (r"\b(?:on )?the (?P<day>\d{1,2})(?:st|nd|rd|th)\b", _day_of_month, CALENDAR | NUMBER),
        (r"\b(?:yarindan sonraki gun|yarindan sonra)\b|\b(?:the )?day after tomorrow\b", lambda m, s: _one(
            m, s.today + timedelta(days=2), f"2 days after {s.today}"), CALENDAR),
        (rf"\b(?P<word>{by_length(RELATIVE)})(?:'?(?:ki|ku|ye|ya|e|a|i|in|un|da|de|den|dan)){{0,2}}\b",
         _relative, CALENDAR),
        (r"\b(?P<which>(?:bu|gelecek|onumuzdeki|gecen|haftaya|bir? dahaki|sonraki|this|next|last|the) |)"
         r"(?:hafta ?son(?!r)\w{0,8}|haftasn\w{0,4}|weekend)\b", _weekend, CALENDAR),
        (rf"\b(?:(?:(?P<which>{_NEXT_WEEK}|{_LAST_WEEK}|{_THIS_WEEK}|onumuzdeki|gelecek|gecen|bu|next|this|last|"
         rf"coming|bi(?:r)? dahaki)|{_WEEKS_ON})\s(?:on )?)?(?P<name>{_DAY}){_CASE}{_DAY_WORD}"
         rf"(?:\s(?P<after>{_NEXT_WEEK}))?\b", _weekday, WEEKDAY),
        (r"\b(?P<n>" + _NUM + r")\s?(?P<unit>gun|hafta|hft|ay)\s?(?P<way>sonra|once)(?:ki|sina|si|ya|ye)?\b"
         rf"|\bin (?P<in_n>{_NUM}|a) (?P<in_unit>days?|weeks?|months?)\b"
         rf"|\b(?P<ago_n>{_NUM}|a couple of|a few|a) (?P<ago_unit>days?|weeks?|months?) (?P<ago>ago|later|from now|"
         rf"before)\b",
         _distance, CALENDAR),
        (r"\b(?P<ahead>(?:haftaya|gelecek|onumuzdeki) )?hafta(?:nin)?\s?bas(?:i|inda|ina|"
            r"indan)\b", _start_of_week, CALENDAR),
        (rf"\b(?:(?P<last>{_LAST_WEEK})|(?P<this>{_THIS_WEEK})|{_NEXT_WEEK})\b", _week, CALENDAR),
        (r"\b(?:(?P<this>bu ay|this month)|(?P<last>gecen ay|last month)|"
         r"(?:onumuzdeki|gelecek|bir? dahaki|sonraki|oburki) ay|next month)(?:ki|in|a|da|"
         r"dan)?\b(?!in)", _month, CALENDAR),
        (rf"\b(?P<month>{_TR_MONTH})(?:'?(?:da|de|ta|te|dan|den|tan|ten|a kadar|e kadar)\b|\s(?:gibi|icinde|"
            rf"boyunca)\b|\sayi(?:n(?:i|da|a|in|dan))?\b"
         r"(?:\sicinde)?)", _named_month, MONTH),
        (rf"\b(?:in|during|until|by|this|next) (?P<month>{_EN_MONTH})\b", _named_month, MONTH),
        (r"\b(?:(?P<kind>ramazan|kurban)\s)?(?:(?P<eve>ar[ei]fe)(?:\s?gunu|ye|de)?|bayram(?:in)?\s"
         r"(?P<nth>\d|ilk|iki|uc)\.?\s?(?:nci |inci |uncu )?gun\w*|bayram(?:i|in)?(?:dan|ndan) (?:hemen )?"
         r"(?:(?P<after>sonra\w*)|(?P<before>once\w*))|bayram(?:da|inda))\b", _feast, CALENDAR),
        (r"\b(?:yil ?basi(?:n(?:da|dan))?|new year(?:'?s)?)(?:\s(?:(?P<after>sonra\w*)|(?P<before>once\w*)|"
         r"(?P<eve>gecesi|eve|aksami)))?\b", _new_year, CALENDAR),
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


# One look that spares the many when a message names no day at all.
_ANY_DAY = Pattern(
    rf"\d|hafta|weekend|week|month|\bay(?:a|da|dan|in|inda)?\b|\bayi|\bdays?\b|\bgun|bayram|arefe|arife|yil ?basi|"
    rf"new year|tomorrow|"
    rf"\b(?:{_DAY}|{_MONTH}|{by_length(RELATIVE)})"
)


def find_days(text: str, today: date, kinds: int = ~0) -> list[DayFound]:
    """Every day or stretch of days named in a folded text, in its order.

    ``today`` is the customer's; ``kinds`` are those of the text's words, where they are known.
    """
    if _ANY_DAY.search(text) is None:
        return []
    text = _NO_DAYS.sub(lambda match: "_" * len(match.group()), text)
    speech = Speech(text, today)
    found: list[DayFound] = []
    for pattern, reader, needed in _READERS:
        if kinds & needed:
            found.extend(_read(pattern, reader, speech, found))
    if _NO_DAY.search(text) is None and (found or _SPEAKS_OF_DAYS.search(text)):
        found.extend(_read(_BARE_DAY, _day_of_month, speech, found))
    found.sort(key=lambda day: day.start)
    return [day for day in found if not _repeats(day, found)]


def _repeats(day: DayFound, found: list[DayFound]) -> bool:
    """A weekday that only confirms the date just named: "13 feb? a friday i think"."""
    return day.loose and any(
        not other.loose and other.names_same(day) and 4 < day.start - other.end < 24 for other in found
    )


def _read(pattern: Pattern, reader: _Reader, speech: Speech, found: list[DayFound]) -> Iterator[DayFound]:
    taken = list(found)
    for match in pattern.finditer(speech.text):
        start, end = match.span()
        if any(start < day.end and day.start < end for day in taken):
            continue
        day = reader(match, speech)
        if day is not None:
            yield day
