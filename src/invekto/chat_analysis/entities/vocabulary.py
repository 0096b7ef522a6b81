"""How people write days, months and parts of the day, folded, with their usual slips and shortenings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

DAYS = {
    "pazartesi": 0, "pazartsi": 0, "pazrtesi": 0, "pazertesi": 0, "paztesi": 0, "pzartesi": 0, "pztesi": 0,
    "pztsi": 0, "ptesi": 0, "pzt": 0, "pazarertesi": 0,
    "sali": 1, "sli": 1,
    "carsamba": 2, "carsmba": 2, "carsanba": 2, "crsamba": 2, "csamba": 2, "carsaba": 2, "carssmba": 2,
    "crsmba": 2, "crs": 2, "cars": 2, "carsmaba": 2, "carsambya": 2,
    "persembe": 3, "persmbe": 3, "persenbe": 3, "prsembe": 3, "persebe": 3, "persmebe": 3, "prsmbe": 3,
    "psembe": 3, "prs": 3, "pers": 3, "persmbeye": 3, "perrsembe": 3,
    "cuma": 4, "cmua": 4,
    "cumartesi": 5, "cumartsi": 5, "cumrtesi": 5, "cmrtesi": 5, "cmartesi": 5, "cumaertesi": 5, "ctesi": 5,
    "cumertesi": 5, "cmrts": 5, "cmt": 5, "cumt": 5, "cumartes": 5,
    "pazar": 6, "pzr": 6, "paazr": 6,
    "monday": 0, "mondey": 0, "mon": 0, "tuesday": 1, "tuseday": 1, "tues": 1, "tue": 1, "wednesday": 2,
    "wensday": 2, "wednsday": 2, "wednesd": 2, "wed": 2, "thursday": 3, "thurday": 3, "thrusday": 3,
    "thursd": 3, "thurs": 3, "thur": 3, "thu": 3, "friday": 4, "firday": 4, "fri": 4, "saturday": 5,
    "saterday": 5, "satuday": 5, "sunday": 6, "sundy": 6, "wendesday": 2, "teusday": 1,
}  # fmt: skip
MONTHS = {
    "ocak": 1, "subat": 2, "sbt": 2, "mart": 3, "nisan": 4, "mayis": 5, "haziran": 6, "hazran": 6,
    "temmuz": 7, "temuz": 7, "agustos": 8, "agstos": 8, "austos": 8, "eylul": 9, "eylu": 9, "ekim": 10,
    "kasim": 11, "aralik": 12, "arlik": 12,
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
TURKISH_MONTHS = frozenset(list(MONTHS)[: list(MONTHS).index("january")])
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

RELATIVE = {
    "bugun": 0, "bgun": 0, "bugn": 0, "bgn": 0, "bu gun": 0, "today": 0, "2day": 0,
    "yarin": 1, "tomorroww": 1, "tomm": 1, "tomoz": 1, "yrn": 1, "yarn": 1, "yairn": 1, "tomorrow": 1,
    "tomorow": 1, "tommorow": 1,
    "tommorrow": 1, "tomorrw": 1, "tmrw": 1, "tmr": 1, "tmw": 1, "2moro": 1,
    "obur gun": 2, "oburgun": 2, "obursu gun": 2, "obursugun": 2, "oburku gun": 2, "yarindan sonra": 2,
    "yarindan sonraki gun": 2, "day after tomorrow": 2, "the day after tomorrow": 2, "ertesi gun": 1,
    "haftaya bugun": 7, "haftaya yarin": 8, "dun": -1, "yesterday": -1, "last night": -1, "evvelsi gun": -2,
    "evvelki gun": -2, "onceki gun": -2, "day before yesterday": -2,
}  # fmt: skip

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
NEXT_WEEK = (
    r"(?:haftaya|hftaya|gelecek hafta|onumuzdeki hafta|oburki hafta|obur hafta|bi(?:r)? (?:da|son)\w*ki hafta|"
    r"sonraki hafta|next week)(?:ki|ya|nin|n)?"
)
LAST_WEEK = r"(?:gecen hafta(?:ki|nin)?|last week)"
THIS_WEEK = r"(?:bu hafta(?:nin|ki)?(?!\s?son)|this week(?!end))"

# Hours from and to; sabah 08-12, and so on, as everywhere in the product.
PARTS = {
    "sabah": (8, 12), "sabahtan": (8, 12), "sabahleyin": (8, 12), "sbh": (8, 12), "sabh": (8, 12),
    "oglen": (12, 14), "oglene": (12, 14), "ogln": (12, 14), "oylen": (12, 14), "ogle": (12, 14),
    "ogleyin": (12, 14), "oglen arasi": (12, 14),
    "ogle arasi": (12, 14),
    "ogleden sonra": (12, 18), "oglenden sonra": (12, 18), "ogledensonra": (12, 18),
    "ogledn sonra": (12, 18), "ogleden snra": (12, 18), "ogleden sonraya": (12, 18),
    "ogleden once": (8, 12), "oglenden once": (8, 12),
    "aksamustu": (16, 19), "aksam ustu": (16, 19), "aksamuzeri": (16, 19), "aksam uzeri": (16, 19),
    "ikindi": (16, 19), "aksama dogru": (16, 19),
    "aksam": (18, 22), "aksamleyin": (18, 22), "aksm": (18, 22),
    "morning": (8, 12), "mornin": (8, 12), "noon": (12, 14), "lunchtime": (12, 14), "midday": (12, 14),
    "afternoon": (12, 18), "aftrnoon": (12, 18), "afternon": (12, 18), "arvo": (12, 18), "mornng": (8, 12),
    "evning": (18, 22),
    "oglen sonra": (12, 18), "ogleden sonr": (12, 18), "oglden sonra": (12, 18), "sabahdan": (8, 12),
    "aksamdan": (18, 22), "evening": (18, 22), "tonight": (18, 22),
}  # fmt: skip

# The night is no part of the day that anybody is given; it tells which hour is meant ("gece 11").
NIGHTS = ("gece", "gecenin", "geceleyin", "gecesi", "geceki", "night", "at night")
LATEST_OF_NIGHT = 5  # "gece 12" to "gece 5" belong to the next date; later hours are before midnight

# Ramazan and Kurban bayramı: the first day and how many; the day before each is its arefe.
_RAMADAN = ((2024, 4, 10), (2025, 3, 30), (2026, 3, 20), (2027, 3, 9), (2028, 2, 26), (2029, 2, 14),
            (2030, 2, 4), (2031, 1, 24))  # fmt: skip
_SACRIFICE = ((2024, 6, 16), (2025, 6, 6), (2026, 5, 27), (2027, 5, 16), (2028, 5, 5), (2029, 4, 24),
              (2030, 4, 13), (2031, 4, 2))  # fmt: skip
FEASTS: dict[str, list[tuple[date, int]]] = {
    "ramazan": [(date(*day), 3) for day in _RAMADAN],
    "kurban": [(date(*day), 4) for day in _SACRIFICE],
}


def by_length(names: Iterable[str]) -> str:
    """Names as alternatives of an expression, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))
