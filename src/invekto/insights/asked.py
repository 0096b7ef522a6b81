"""What customers asked, counted: the values that the readings of files and of our own history have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

# Said in every talk whatever it is about; counted, but they are not what anybody asks.
COURTESIES = frozenset({"greeting", "thanks", "affirm", "deny"})

Hour = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A customer's message. ``at`` is in the business's zone. ``place``: the conversation, if it is one of ours.

    ``clear``: understood above the threshold as something that is known. ``others``: further wishes in it.
    ``is_reply``: said in answer to a question of ours, and so of little sense without it.
    """

    text: str
    at: datetime
    customer: Hashable
    intent: str
    confidence: float
    clear: bool
    others: tuple[str, ...] = ()
    place: UUID | None = None
    names: tuple[str, ...] = ()  # of the customer, to be masked
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """Messages by hour of the day, by weekday from Monday, and by week (its Monday), without gaps."""

    hours: tuple[int, ...]
    weekdays: tuple[int, ...]
    weeks: tuple[tuple[date, int], ...]

    @classmethod
    def of(cls, times: Mapping[Hour, int], first: date, last: date) -> When:
        """``first`` and ``last``: the days of the whole reading, so that every series has the same weeks."""
        hours, weekdays = [0] * 24, [0] * 7
        weeks: Counter[date] = Counter()
        for (day, hour), count in times.items():
            hours[hour] += count
            weekdays[day.weekday()] += count
            weeks[_monday(day)] += count
        series = []
        monday = _monday(first)
        while monday <= last:
            series.append((monday, weeks[monday]))
            monday += timedelta(days=7)
        return cls(tuple(hours), tuple(weekdays), tuple(series))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(slots=True)
class Counted:
    """Messages whose likeliest wish is ``intent``; ``clear`` of them above the threshold, the others a guess."""

    intent: str
    count: int = 0
    clear: int = 0
    customers: int = 0
    clear_customers: int = 0
    times: Counter[Hour] = field(default_factory=Counter)


def count_intents(questions: Iterable[Question]) -> dict[str, Counted]:
    """A message with two wishes counts for both; the further ones were certain enough to be served."""
    counted: dict[str, Counted] = {}
    customers: dict[str, set[Hashable]] = {}
    of_clear: dict[str, set[Hashable]] = {}
    for question in questions:
        hour = (question.at.date(), question.at.hour)
        for intent in dict.fromkeys((question.intent, *question.others)):
            row = counted.setdefault(intent, Counted(intent))
            row.count += 1
            if question.clear or intent != question.intent:
                row.clear += 1
                of_clear.setdefault(intent, set()).add(question.customer)
            row.times[hour] += 1
            customers.setdefault(intent, set()).add(question.customer)
    for intent, row in counted.items():
        row.customers = len(customers[intent])
        row.clear_customers = len(of_clear.get(intent, ()))
    return counted
