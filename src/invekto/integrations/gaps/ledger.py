"""The hours of an account as they were last compared, and what is kept of each: one statement for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from invekto.integrations.models import IntegrationAccount, OrderCheck

HOUR = timedelta(hours=1)

# Trendyol's list counts what was verified, though it is no order yet, and not what awaits its payment.
_HOURS = """
SELECT h.hour, coalesce(kept.n, 0), coalesce(c.aside, 0), coalesce(c.looks, 0), coalesce(c.tries, 0),
  coalesce(c.is_open, false), c.told
FROM generate_series(%(since)s::timestamptz, %(until)s::timestamptz - interval '1 hour', interval '1 hour') AS h (hour)
LEFT JOIN (
  SELECT date_bin('1 hour', modified_at, 'epoch') AS hour, count(*) AS n FROM orders_cache
  WHERE tenant_id = %(tenant)s AND account_id = %(account)s AND modified_at >= %(since)s AND modified_at < %(until)s
    AND NOT (order_status = 'awaiting' AND order_data_json ->> 'platform_status' <> 'Verified')
  GROUP BY 1
) AS kept USING (hour)
LEFT JOIN order_checks AS c ON c.tenant_id = %(tenant)s AND c.account_id = %(account)s AND c.hour = h.hour
ORDER BY 1
"""
_WRITE = """
INSERT INTO order_checks AS c (
  id, tenant_id, account_id, hour, told, kept, aside, missing, looks, tries, is_open, checked_at, filled_at
)
SELECT gen_random_uuid(), %(tenant)s, %(account)s, f.hour, f.told, f.kept, f.aside, f.missing, f.looks, f.tries,
  f.is_open, %(now)s, CASE WHEN f.is_filled THEN %(now)s END
FROM unnest(
  %(hour)s::timestamptz[], %(told)s::int[], %(kept)s::int[], %(aside)s::int[], %(missing)s::int[],
  %(looks)s::int[], %(tries)s::int[], %(is_open)s::bool[], %(is_filled)s::bool[]
) AS f (hour, told, kept, aside, missing, looks, tries, is_open, is_filled)
ON CONFLICT (tenant_id, account_id, hour) DO UPDATE SET
  told = coalesce(excluded.told, c.told), kept = excluded.kept, aside = excluded.aside,
  missing = c.missing + excluded.missing, looks = excluded.looks, tries = excluded.tries,
  is_open = excluded.is_open, checked_at = excluded.checked_at,
  filled_at = coalesce(excluded.filled_at, c.filled_at)
"""
_FOUND = """
INSERT INTO order_checks AS c (
  id, tenant_id, account_id, hour, kept, aside, missing, looks, tries, is_open, checked_at
)
SELECT gen_random_uuid(), %(tenant)s, %(account)s, date_bin('1 hour', m.at, 'epoch'), 0, 0, count(*), 0, 0, true,
  %(now)s
FROM unnest(%(moments)s::timestamptz[]) AS m (at) GROUP BY 4
ON CONFLICT (tenant_id, account_id, hour) DO UPDATE SET
  missing = c.missing + excluded.missing, is_open = true, checked_at = excluded.checked_at
"""


@dataclass(frozen=True, slots=True)
class Hour:
    start: datetime
    kept: int
    aside: int = 0
    looks: int = 0
    tries: int = 0
    is_open: bool = False
    told: int | None = None
    missing: int = 0  # to be added to what was found missing before
    is_filled: bool = False

    @property
    def end(self) -> datetime:
        return self.start + HOUR

    @property
    def expected(self) -> int:
        """What the platform may say without anything new being wrong."""
        return max(self.told or 0, self.kept) if self.is_open else self.kept + self.aside


@dataclass(frozen=True, slots=True)
class Gap:
    """Something is missing between these, and is being filled."""

    since: datetime
    until: datetime


def floor_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def hours(account: IntegrationAccount, since: datetime, until: datetime) -> list[Hour]:
    """Inside the scope; both ends at whole hours."""
    with connection.cursor() as cursor:
        cursor.execute(
            _HOURS, {"tenant": account.tenant_id, "account": account.id, "since": since, "until": until}
        )
        return [Hour(*row) for row in cursor.fetchall()]


def write(account: IntegrationAccount, found: Sequence[Hour], *, now: datetime) -> None:
    """Inside the scope."""
    if not found:
        return
    columns = ("told", "kept", "aside", "missing", "looks", "tries", "is_open", "is_filled")
    values = {column: [getattr(one, column) for one in found] for column in columns}
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            values
            | {
                "tenant": account.tenant_id,
                "account": account.id,
                "now": now,
                "hour": [one.start for one in found],
            },
        )


def note_found(account: IntegrationAccount, moments: Iterable[datetime], *, now: datetime) -> None:
    """Rows of these moments were missing, and are not any more; their hours stay open until all is read."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FOUND,
            {"tenant": account.tenant_id, "account": account.id, "now": now, "moments": list(moments)},
        )


def open_gaps(account_ids: Iterable[UUID] | None = None) -> dict[UUID, list[Gap]]:
    """Of each account of the tenant that has any, neighbouring hours as one; inside the scope. One query."""
    rows = OrderCheck.objects.filter(is_open=True)
    if account_ids is not None:
        rows = rows.filter(account_id__in=account_ids)
    found: dict[UUID, list[Gap]] = {}
    for account_id, hour in rows.order_by("account_id", "hour").values_list("account_id", "hour"):
        known = found.setdefault(account_id, [])
        if known and known[-1].until == hour:
            known[-1] = Gap(known[-1].since, hour + HOUR)
        else:
            known.append(Gap(hour, hour + HOUR))
    return found


def forget(account_ids: Iterable[UUID]) -> None:
    """Inside the scope."""
    OrderCheck.objects.filter(account_id__in=account_ids).delete()
