"""How many conversations the boxes hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from invekto.core.models import User
from invekto.dashboard.queries.inbox.look import Filter, box_restriction, customers_talks, needs_people
from invekto.messaging import notes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations each box shows; of the other boxes nobody waits for a number."""

    waiting: int
    mine: int
    unassigned: int

    def of(self, wanted: Filter) -> int:
        return int(getattr(self, wanted.value, 0))


def counts(user: User, now: datetime) -> Counts:
    """In one query over the few conversations that people have or should have."""
    found = (
        customers_talks(user)
        .filter(needs_people(now))
        .aggregate(
            waiting=Count("id", filter=box_restriction(Filter.WAITING, user, now)),
            mine=Count("id", filter=box_restriction(Filter.MINE, user, now)),
            unassigned=Count("id", filter=box_restriction(Filter.UNASSIGNED, user, now)),
        )
    )
    return Counts(**found)


def mentioned(user: User) -> int:
    """How many conversations ``Filter.MENTIONED`` shows. One query over the notes that name them."""
    return customers_talks(user).filter(notes.mentioned(user)).count()
