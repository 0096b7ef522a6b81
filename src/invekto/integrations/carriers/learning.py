"""How long parcels usually take, learned every night, and which of them stand still for longer.

A tenant's own finished parcels count first; where they are too few, those of the whole installation, of which only
one figure per carrier and city is kept, and only where several tenants had a fair share in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

# Before anything is known: what a parcel across the country takes at worst. Nothing learned goes beyond the others.
DEFAULT_HOURS, SHORTEST_HOURS, LONGEST_HOURS = 120, 48, 360
STILL_HOURS = 48  # without any movement: a Sunday alone is no standstill

# What is late and moves all the same is not standing still, nor what its carrier has promised for a day to come.
_LIMITS = f"""
SELECT p.id, p.tracking_code, p.sent_at + learned.hours * interval '1 hour',
       greatest(p.sent_at + coalesce(learned.hours, {DEFAULT_HOURS}) * interval '1 hour',
                p.step_at + interval '{STILL_HOURS} hours',
                (p.expected_on + 1)::timestamp AT TIME ZONE 'Europe/Istanbul') AS stalled_from
FROM parcels p
LEFT JOIN parcel_paces own
  ON own.tenant_id = p.tenant_id AND own.carrier = p.carrier AND own.city_key = place_key(p.city)
LEFT JOIN usual_parcel_paces usual ON usual.carrier = p.carrier AND usual.city_key = place_key(p.city)
CROSS JOIN LATERAL (
    SELECT CASE WHEN coalesce(own.hours, usual.hours) IS NOT NULL
           THEN least(greatest(coalesce(own.hours, usual.hours), {SHORTEST_HOURS}), {LONGEST_HOURS}) END AS hours
) AS learned
WHERE p.tenant_id = app_tenant() AND p.sent_at IS NOT NULL AND p.last_day IS NULL
  AND p.step IN ('in_transit', 'at_branch', 'out_for_delivery')
"""  # noqa: S608 - numbers of ours


@dataclass(frozen=True, slots=True)
class Limits:
    """``usually_by``: when nine in ten have arrived; None where nothing was learned."""

    usually_by: datetime | None
    stalled_from: datetime


def learn(now: datetime) -> None:
    """All tenants' paces anew, in one statement; outside any scope. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT learn_parcel_paces(%s)", [now])


def limits_of(parcel_ids: Sequence[UUID]) -> dict[UUID, Limits]:
    """Of those that are on their way; inside the tenant's scope."""
    if not parcel_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"{_LIMITS} AND p.id = ANY(%s)", [list(parcel_ids)])
        return {row[0]: Limits(row[2], row[3]) for row in cursor.fetchall()}


def stalled_between(since: datetime, now: datetime) -> list[str]:
    """Tracking codes of the tenant's parcels that began to stand still for too long in this time."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tracking_code FROM ({_LIMITS} AND p.next_check_at IS NOT NULL) AS under_way "  # noqa: S608
            "WHERE stalled_from > %s AND stalled_from <= %s ORDER BY stalled_from, tracking_code",
            [since, now],
        )
        return [row[0] for row in cursor.fetchall()]
