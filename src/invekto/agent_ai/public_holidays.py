"""The public holidays of Turkey; dates and their sources are in ``public_holidays.yaml``.

A table of our own: the ``holidays`` library knows the same dates, but loads every country of the world
(a third of a second in front of somebody's first answer) and holds back the version of python-dateutil.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict

NOON = time(13)  # when a holiday begins on its eve

_RAMAZAN, _KURBAN = timedelta(days=3), timedelta(days=4)
_DAY = timedelta(days=1)


class PublicHolidays(BaseModel):
    """Law 2429: the days that return each year, and the two feasts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    every_year: frozenset[str]  # "MM-DD"
    half_days: frozenset[str]
    ramazan: tuple[date, ...]
    kurban: tuple[date, ...]

    @classmethod
    @cache
    def load(cls) -> Self:
        text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
        return cls.model_validate(yaml.safe_load(text))

    def is_free(self, day: date) -> bool:
        return f"{day:%m-%d}" in self.every_year or any(
            first <= day < first + length for first, length in self._feasts()
        )

    def is_free_from_noon(self, day: date) -> bool:
        """The eve of a feast or of the Republic Day; that it may be free altogether is not looked at."""
        return f"{day:%m-%d}" in self.half_days or any(day == first - _DAY for first, _ in self._feasts())

    def _feasts(self) -> list[tuple[date, timedelta]]:
        return [(first, _RAMAZAN) for first in self.ramazan] + [(first, _KURBAN) for first in self.kurban]
