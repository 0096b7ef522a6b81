"""How many conversations the boxes hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Value

from invekto.core.models import User
from invekto.dashboard.queries.inbox import marketplace_questions
from invekto.dashboard.queries.inbox.look import Filter, box_restriction, customers_talks, needs_people
from invekto.messaging import notes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations each box shows; of the other boxes nobody waits for a number."""

    waiting: int
    mine: int
    unassigned: int
    questions: int = 0  # of those that wait, how many are marketplaces'

    def of(self, wanted: Filter) -> int:
        return int(getattr(self, wanted.value, 0))


def counts(user: User, now: datetime) -> Counts:
    """In one query over the few conversations and marketplace questions that people have or should have."""
    talks = (
        customers_talks(user)
        .filter(needs_people(now))
        .order_by()
        .values(kind=Value("talks"))
        .annotate(
            waiting=Count("id", filter=box_restriction(Filter.WAITING, user, now)),
            mine=Count("id", filter=box_restriction(Filter.MINE, user, now)),
            unassigned=Count("id", filter=box_restriction(Filter.UNASSIGNED, user, now)),
        )
    )
    told = list(talks.union(marketplace_questions.numbers(user), all=True))
    questions = sum(one["waiting"] for one in told if one["kind"] == marketplace_questions.KIND)
    boxes = {box: sum(one[box] for one in told) for box in ("waiting", "mine", "unassigned")}
    return Counts(**boxes, questions=questions)


def mentioned(user: User) -> int:
    """How many conversations ``Filter.MENTIONED`` shows. One query over the notes that name them."""
    return customers_talks(user).filter(notes.mentioned(user)).count()
