"""When a shop is open: its week, the public holidays of Turkey and their eves, and its own days off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from invekto.agent_ai.public_holidays import PublicHolidays
from invekto.agent_ai.working_hours import WorkingHours

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tenants import TenantKit

ISTANBUL = ZoneInfo("Europe/Istanbul")
DAILY = {"mon-sun": "09:00-12:00,12:30-19:00"}
DAY = timedelta(days=1)
# The first days of the feasts as the Diyanet gives them: Ramazan (three days), Kurban (four days).
FEASTS = {
    2026: (date(2026, 3, 20), date(2026, 5, 27)),
    2027: (date(2027, 3, 9), date(2027, 5, 16)),
    2028: (date(2028, 2, 26), date(2028, 5, 5)),
    2029: (date(2029, 2, 14), date(2029, 4, 24)),
    2030: (date(2030, 2, 4), date(2030, 4, 13)),
    2031: (date(2031, 1, 24), date(2031, 4, 2)),
    2032: (date(2032, 1, 14), date(2032, 3, 22)),
}
NATIONAL = ((1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29))


@pytest.fixture
def hours(make_tenant: Callable[..., TenantKit]) -> WorkingHours:
    kit = make_tenant(settings={"working_hours": DAILY, "holidays": ["2026-12-31"]})
    found = WorkingHours.of(kit.tenant)
    assert found is not None
    return found


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + DAY * offset for offset in range(366)][: 365 + (year % 4 == 0)]


@pytest.mark.parametrize("year", FEASTS)
def test_a_year_has_its_national_days_and_both_feasts_and_no_other(year: int) -> None:
    ramazan, kurban = FEASTS[year]
    free = {date(year, *day) for day in NATIONAL}
    free |= {ramazan + DAY * offset for offset in range(3)} | {kurban + DAY * offset for offset in range(4)}
    public = PublicHolidays.load()
    assert {day for day in days_of(year) if public.is_free(day)} == free
    assert {day for day in days_of(year) if public.is_free_from_noon(day)} == {
        ramazan - DAY,
        kurban - DAY,
        date(year, 10, 28),
    }


def test_a_feast_comes_after_twelve_moons() -> None:
    """Against typing errors: 354 or 355 days lie between two feasts of the same name, 68 between the two."""
    public = PublicHolidays.load()
    for feasts in (public.ramazan, public.kurban):
        gaps = [(later - earlier).days for earlier, later in pairwise(feasts)]
        assert set(gaps) <= {353, 354, 355}
    assert {(k - r).days for r, k in zip(public.ramazan, public.kurban, strict=True)} <= {67, 68, 69}


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        ((2026, 11, 24), ["09:00-12:00", "12:30-19:00"]),
        ((2026, 10, 28), ["09:00-12:00", "12:30-13:00"]),  # the eve of the Republic Day
        ((2027, 3, 8), ["09:00-12:00", "12:30-13:00"]),  # the eve of the Ramazan feast
        ((2027, 3, 9), []),
        ((2027, 5, 19), []),  # the feast's fourth day, and a national day
        ((2029, 4, 23), []),  # a national day, and the eve of the Kurban feast
        ((2026, 12, 31), []),  # the shop's own
    ],
)
def test_the_doors_open_as_the_day_allows(
    hours: WorkingHours, day: tuple[int, int, int], spans: list[str]
) -> None:
    assert [str(span) for span in hours.spans(date(*day))] == spans


def test_an_eve_sends_people_home_at_one(hours: WorkingHours) -> None:
    assert hours.is_open(datetime(2026, 3, 19, 12, 59, tzinfo=ISTANBUL))
    assert not hours.is_open(datetime(2026, 3, 19, 13, 0, tzinfo=ISTANBUL))
    after_the_feast = datetime(2026, 3, 23, 9, 0, tzinfo=ISTANBUL)
    assert hours.next_opening(datetime(2026, 3, 19, 13, 0, tzinfo=ISTANBUL)) == after_the_feast


def test_a_shop_that_closes_at_midnight_closes_at_one_on_an_eve(
    make_tenant: Callable[..., TenantKit],
) -> None:
    night = WorkingHours.of(make_tenant(settings={"working_hours": {"mon-sun": "18:00-24:00"}}).tenant)
    whole = WorkingHours.of(make_tenant(settings={"working_hours": {"mon-sun": "00:00-24:00"}}).tenant)
    assert night is not None
    assert whole is not None
    eve = date(2026, 10, 28)
    assert night.spans(eve) == ()
    assert [str(span) for span in whole.spans(eve)] == ["00:00-13:00"]
