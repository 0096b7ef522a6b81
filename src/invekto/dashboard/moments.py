"""Moments, durations, failures and names as people write them, in Turkish and English."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from invekto.core.texts import text
from invekto.messaging.services import failure_in_words

_WEEK = 7  # days within which a weekday alone says which day is meant


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """ "14:05"."""
    return f"{moment.astimezone(zone):%H:%M}"


def full(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """ "23 Kas 2026 Pzt 14:05", for hovering and for screen readers."""
    local = moment.astimezone(zone)
    return text(
        "moment-full",
        language,
        day=str(local.day),
        month=text(f"moment-month-short-{local.month}", language),
        year=str(local.year),
        weekday=text(f"moment-weekday-short-{local.isoweekday()}", language),
        time=f"{local:%H:%M}",
    )


def short(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """As little as tells moments apart in a list: "14:05", "Dün", "Pzt", "23 Kas", "23.11.2025"."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (today - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return text("moment-yesterday", language)
    if 1 < days < _WEEK:
        return text(f"moment-weekday-short-{local.isoweekday()}", language)
    return day_month(moment, now, zone, language)


def coming(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """ "09:00" today, "Yarın 09:00", "Pzt 09:00", "23 Kas 09:00"."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        day_in_words = text("moment-tomorrow", language)
    elif 1 < days < _WEEK:
        day_in_words = text(f"moment-weekday-short-{local.isoweekday()}", language)
    else:
        day_in_words = day_month(moment, now, zone, language)
    return f"{day_in_words} {local:%H:%M}"


def day_month(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """ "23 Kas", or "23.11.2025" in another year."""
    local = moment.astimezone(zone)
    if local.year != now.astimezone(zone).year:
        return f"{local:%d.%m.%Y}"
    month = text(f"moment-month-short-{local.month}", language)
    return text("moment-day-month", language, day=str(local.day), month=month)


def day(on: date, today: date, language: str) -> str:
    """For the line between two days: "Bugün", "Dün", "23 Kasım Pazartesi", with the year if it is another."""
    days = (today - on).days
    if days in (0, 1):
        return text("moment-today" if days == 0 else "moment-yesterday", language)
    parts = {
        "day": str(on.day),
        "month": text(f"moment-month-{on.month}", language),
        "weekday": text(f"moment-weekday-{on.isoweekday()}", language),
    }
    if on.year == today.year:
        return text("moment-day", language, **parts)
    return text("moment-day-year", language, year=str(on.year), **parts)


def long_day(now: datetime, zone: ZoneInfo, language: str) -> str:
    """Today as the head of a page: "24 Kasım 2026 Salı"."""
    on = now.astimezone(zone).date()
    return text(
        "moment-day-year",
        language,
        day=str(on.day),
        month=text(f"moment-month-{on.month}", language),
        weekday=text(f"moment-weekday-{on.isoweekday()}", language),
        year=str(on.year),
    )


def span(length: timedelta, language: str) -> str:
    """The two largest units: "21 sa 14 dk", "14 dk", "2 gün 3 sa"; less than a minute is "1 dk"."""
    minutes = max(1, int(length.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        name, values = "days", {"days": str(days), "hours": str(hours)}
        return text(f"moment-span-{name}" if hours else "moment-span-days-only", language, **values)
    if hours:
        return text(
            "moment-span-hours" if minutes else "moment-span-hours-only",
            language,
            hours=str(hours),
            minutes=str(minutes),
        )
    return text("moment-span-minutes", language, minutes=str(minutes))


def initials(name: str) -> str:
    """ "Elif Demir" → "ED"; a phone number or nothing → "#"."""
    words = [word for word in name.split() if word[0].isalpha()]
    words = [
        word for word in words if not (word.endswith(".") and len(word) > 2)
    ] or words  # titles: Dt., Op. Dr.
    if not words:
        return "#"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.replace("i", "İ").upper()


def failure(code: int | None, language: str) -> str:
    """Why a message did not arrive, or a number stands still, and what to do about it."""
    return text("message-failed-unknown", language) if code is None else failure_in_words(code, language)
