"""What a limit costs: how much is answered without a person, and how much of that is wrong.

Each of the two from the tenant's own messages as soon as there are enough of them, before that from the model's
examples. Answered is what the bot answers itself: a wish that always goes to a person is not, however well it was
understood. Everything here but ``wilson`` runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil, sqrt
from typing import LiteralString

from django.conf import settings

from invekto.agent_ai import meaning
from invekto.agent_ai.engine.served import always_to_person, for_people
from invekto.agent_ai.judging import standing_judgements
from invekto.agent_ai.models import Verdict
from invekto.agent_ai.thresholds import Thresholds
from invekto.chat_analysis.corpus import EMERGENCY, OUT_OF_SCOPE
from invekto.chat_analysis.services import FOR_PEOPLE, load_curve
from invekto.core.models import Tenant
from invekto.core.statements import run_prepared

ENOUGH = 100  # judged answers; with fewer a wrong share of 2 % could as well be 7
ENOUGH_SEEN = 100  # messages; with fewer a coverage of 50 % could as well be 40
SEEN_FOR = timedelta(days=30)
JUDGED_FOR = timedelta(days=180)
_MOST_JUDGED = 5000
_LOOKED_AT = 20_000  # newest messages, ours among them
_STEPS = 101  # whole percents from 0 to 100
_SURE = 1.96  # of a normal distribution's standard deviations: 95 %


@dataclass(frozen=True, slots=True)
class Point:
    """At ``threshold``: shares in [0, 1]. ``wrong``: None where nothing judged reaches it.

    ``judged``: how many answers the wrong share is of; ``low`` to ``high``: where it lies with 95 % certainty.
    """

    threshold: float
    coverage: float
    wrong: float | None
    judged: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """Counts of one intent; ``own``: its limit, None: the general one counts. ``to_person``: never answered alone.

    ``lower``: the default that counts for it in the general one's place, None where that counts.
    """

    intent: str
    seen: int
    judged: int
    wrong: int
    own: float | None
    to_person: bool
    lower: float | None = None

    @property
    def never_held_back(self) -> bool:
        return self.intent == EMERGENCY


@dataclass(frozen=True, slots=True)
class Risk:
    """``points``: one per whole percent.

    ``is_own``: the wrong share is from this tenant's ``judged`` answers, judged between ``first`` and ``last``; else
    from messages that the model had not read when it was asked about them. ``covers_own``: coverage is the share
    of the tenant's ``seen`` messages that is answered automatically; else the share of the model's examples that is
    understood surely enough, whoever then serves it. ``for_people``: the default where a person serves the wish anyway.
    ``cut_at``: since when messages were looked at, where there were
    too many of SEEN_FOR to look at all.
    """

    points: tuple[Point, ...]
    is_own: bool
    covers_own: bool
    judged: int
    first: datetime | None
    last: datetime | None
    seen: int
    cut_at: datetime | None
    default: float
    intents: tuple[IntentFigures, ...]
    for_people: float

    def at(self, threshold: float) -> Point:
        return self.points[min(max(round(threshold * 100), 0), _STEPS - 1)]


@dataclass(frozen=True, slots=True)
class _Judged:
    intent: str
    confidence: float
    is_wrong: bool
    at: datetime


def risk_of(tenant: Tenant, now: datetime) -> Risk:
    default, curve = load_curve(tenant.vertical, cache_dir=settings.CACHE_DIR)
    own, to_person = Thresholds.of(tenant).own, always_to_person(tenant.vertical)
    lower = for_people(tenant.vertical) if tenant.confidence_threshold is None else frozenset[str]()
    seen, judged = _seen(now), _judged(now)
    not_answered = to_person | {OUT_OF_SCOPE}
    answers = [one for one in judged if one.intent not in not_answered]
    total = sum(seen.values())
    is_own, covers_own = len(answers) >= ENOUGH, total >= ENOUGH_SEEN
    points = []
    for step, (_, surely, wrong) in enumerate(curve.tolist()):
        point = Point(step / 100, surely, wrong)
        if covers_own:
            point = replace(point, coverage=_answered(seen, not_answered, own, point.threshold) / total)
        points.append(_judged_point(point, answers, own) if is_own else point)
    return Risk(
        points=tuple(points),
        is_own=is_own,
        covers_own=covers_own,
        judged=len(answers),
        first=min((one.at for one in answers), default=None),
        last=max((one.at for one in answers), default=None),
        seen=total,
        cut_at=_cut_at(now),
        default=default,
        intents=_by_intent(seen, judged, own, to_person, lower),
        for_people=min(default, FOR_PEOPLE),
    )


def wilson(wrong: int, of: int) -> tuple[float, float]:
    """The range in which the true share lies with 95 % certainty, also for none or few. ``of`` is above 0."""
    share, spread = wrong / of, _SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


_SEEN: LiteralString = f"""
SELECT {meaning.INTENT} AS intent,
       floor(least(greatest({meaning.CONFIDENCE}, 0), 1) * 100 + 1e-6)::int AS percent,
       count(*)
FROM (
    SELECT author, at, analysis FROM messages WHERE tenant_id = app_tenant() ORDER BY id DESC LIMIT %s::int
) AS m
WHERE author = 'customer' AND at >= %s::timestamptz AND {meaning.IS_UNDERSTOOD} AND NOT {meaning.IS_TAPPED}
GROUP BY 1, 2
"""  # noqa: S608 - nothing in it comes from outside


def _seen(now: datetime) -> Mapping[tuple[str, int], int]:
    """(intent, whole percents) → how many messages of the last days."""
    rows = run_prepared(_SEEN, [_LOOKED_AT, now - SEEN_FOR])
    return {(intent, percent): count for intent, percent, count in rows}


_CUT = """
SELECT at FROM messages WHERE tenant_id = app_tenant() ORDER BY id DESC OFFSET %s::int LIMIT 2
"""


def _cut_at(now: datetime) -> datetime | None:
    """When the oldest message was written that is looked at; None: all of the last days are."""
    rows = run_prepared(_CUT, [_LOOKED_AT - 1])
    if len(rows) < 2 or rows[1][0] < now - SEEN_FOR:
        return None
    oldest: datetime = rows[0][0]
    return oldest


def _judged(now: datetime) -> list[_Judged]:
    rows = (
        standing_judgements()
        .filter(at__gte=now - JUDGED_FOR)
        .order_by("-number")
        .values_list("intent", "confidence", "verdict", "right_intent", "at")
    )
    return [
        _Judged(intent, confidence, verdict == Verdict.REJECTED or right is not None, at)
        for intent, confidence, verdict, right, at in rows[:_MOST_JUDGED]
    ]


def _answered(
    seen: Mapping[tuple[str, int], int], not_answered: frozenset[str], own: Mapping[str, float], limit: float
) -> int:
    return sum(
        count
        for (intent, percent), count in seen.items()
        if intent not in not_answered and percent >= _percent(own.get(intent, limit))
    )


def _judged_point(point: Point, answers: Iterable[_Judged], own: Mapping[str, float]) -> Point:
    above = [one for one in answers if one.confidence >= own.get(one.intent, point.threshold)]
    if not above:
        return replace(point, wrong=None, judged=0)
    wrong = sum(one.is_wrong for one in above)
    low, high = wilson(wrong, len(above))
    return replace(point, wrong=wrong / len(above), judged=len(above), low=low, high=high)


def _percent(limit: float) -> int:
    return ceil(limit * 100 - 1e-6)


def _by_intent(
    seen: Mapping[tuple[str, int], int],
    judged: Iterable[_Judged],
    own: Mapping[str, float],
    to_person: frozenset[str],
    lower: frozenset[str],
) -> tuple[IntentFigures, ...]:
    """Those that customers had lately, most often first, and those with a limit of their own."""
    counts = dict.fromkeys(own, 0)
    for (intent, _), count in seen.items():
        counts[intent] = counts.get(intent, 0) + count
    said = list(judged)
    figures = [
        IntentFigures(
            intent=intent,
            seen=count,
            judged=sum(one.intent == intent for one in said),
            wrong=sum(one.intent == intent and one.is_wrong for one in said),
            own=own.get(intent),
            to_person=intent in to_person,
            lower=FOR_PEOPLE if intent in lower else None,
        )
        for intent, count in counts.items()
    ]
    return tuple(sorted(figures, key=lambda one: (-one.seen, one.intent)))
