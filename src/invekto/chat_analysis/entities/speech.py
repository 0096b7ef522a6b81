"""A message that speaks of days: what was found in it, and whether it looks back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from invekto.chat_analysis.entities.patterns import Pattern


@dataclass(frozen=True, slots=True)
class DayFound:
    """``start`` and ``end`` are places in the folded text; ``first`` is the first of ``days`` days.

    ``loose`` days ("salı") are one of many that the words would fit; a clock that has passed moves them on.
    """

    start: int
    end: int
    first: date
    days: int
    grain: str
    reason: str
    loose: bool = False
    weekday: int | None = None
    dated: bool = False  # by its number in the month
    monthless: bool = False  # and no month was said with it

    def names_same(self, other: DayFound) -> bool:
        """Whether both can name one day: "15 mart cumartesi", "Wednesday the 9th"."""
        if self.days != 1 or other.days != 1:
            return False
        if other.loose:
            return other.weekday == self.first.weekday()
        return self.first == other.first or (self.loose and self.weekday == other.first.weekday())


@dataclass(frozen=True, slots=True)
class Speech:
    text: str
    today: date

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def years_away(self, match: re.Match[str]) -> int | None:
        """By how many years the words just before move a month or date: "geçen yıl mart", "seneye mayısta"."""
        said = _YEAR_BEFORE.search(self.text, max(0, match.start() - 20), match.start())
        return None if said is None else -1 if said["last"] else 1

    def past(self, match: re.Match[str]) -> bool:
        """Whether words of something done stand near, before the next clause begins."""
        after = _CLAUSE.split(self.text[match.end() : match.end() + 60], maxsplit=1)[0]
        before = self.text[max(0, match.start() - 24) : match.start()]
        return _DONE.search(after) is not None or _DONE_BEFORE.search(before) is not None


_YEAR_BEFORE = Pattern(
    r"\b(?:(?P<last>(?:gecen|evvelki) (?:yil|sene)(?:nin|ki)?|last year(?: in)?)|"
    r"(?:seneye|(?:gelecek|onumuzdeki) (?:yil|sene)(?:nin)?|next year(?: in)?))\s$"
)
_DONE = Pattern(
    r"\b(?:verdi(?:m|k|gim\w*)|vermi(?:stim|stik)|al(?:dim|dik|mistim|digim\w*)|siparis (?:ettim|gectim|verdim)|"
    r"gelmedi|gel(?:ecek|mis|mesi gerek)ti\w*|geldi|gonder(?:dim|dik|mistim|diniz)|yapti(?:rdim|m|rmistim)|"
    r"oldu(?:m|k)?|yolladi(?:m|k|niz)|kargola\w*|teslim\b|yatir(?:dim|mistim)|odedim|gectim|cek(?:tir|il)di\w*|"
    r"gecmis|basvurdum|(?:i |we )?(?:ordered|bought|received|paid|returned)|was delivered|ago|arrived)\b"
)
_DONE_BEFORE = Pattern(
    r"\b(?:placed|ordered|bought|sent|delivered|paid|since|shipped)(?: (?:it|this))?(?: on)? $"
)
_CLAUSE = Pattern(r"[\n.?!;]|\b(?:ama|fakat|but)\b")
