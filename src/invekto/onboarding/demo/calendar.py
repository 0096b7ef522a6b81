"""The demo's days are counted from the moment of its seed, in the tenants' own time zone."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from invekto.orders.wording import day

ZONE = ZoneInfo("Europe/Istanbul")
_DAY = re.compile(r"\{day([+-]\d+)\}")
_STEP = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def data(name: str) -> str:
    """A file of the demo's own."""
    return resources.files("invekto.onboarding.demo").joinpath("data", name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(data(name))
    return loaded


def local(now: datetime, days: int, clock: time) -> datetime:
    """``clock`` on the day ``days`` after today (negative: before)."""
    return datetime.combine(now.astimezone(ZONE).date() + timedelta(days=days), clock, ZONE)


def span(text: str) -> timedelta:
    """ "13h 40m" → a length of time."""
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in _STEP.findall(text)})


def dated(text: str, now: datetime, language: str) -> str:
    """``{day-1}`` → yesterday's date in words."""

    def shown(match: re.Match[str]) -> str:
        return day(now + timedelta(days=int(match[1])), language=language, zone=ZONE)

    return _DAY.sub(shown, text)
