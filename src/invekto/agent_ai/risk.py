"""What a limit costs: how much is answered without a person, and how much of that is wrong.

From a tenant's own judgements once there are enough of them, before that from the model's examples. Everything here
but ``wilson`` runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, sqrt

from django.conf import settings

from invekto.agent_ai.judging import EMERGENCY, standing_judgements
from invekto.agent_ai.models import Verdict
from invekto.agent_ai.thresholds import Thresholds
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.services import load_curve
from invekto.core.models import Tenant
from invekto.core.statements import run_prepared

ENOUGH = 100  # judgements; with fewer a wrong share of 2 % could as well be 7
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
    """Counts of one intent; ``own``: its limit, None: the general one counts."""

    intent: str
    seen: int
    judged: int
    wrong: int
    own: float | None

    @property
    def never_held_back(self) -> bool:
        return self.intent == EMERGENCY


@dataclass(frozen=True, slots=True)
class Risk:
    """``points``: one per whole percent. ``is_own``: from this tenant's ``judged`` judgements, given between
    ``first`` and ``last``, and from ``seen`` messages; else from the model's examples.
    """

    points: tuple[Point, ...]
    is_own: bool
    judged: int
    first: datetime | None
    last: datetime | None
    seen: int
    default: float
    intents: tuple[IntentFigures, ...]

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
    thresholds = Thresholds.of(tenant)
    seen, judged = _seen(now), _judged(now)
    is_own = len(judged) >= ENOUGH
    if is_own:
        points = _own_points(seen, judged, thresholds.own)
    else:
        points = tuple(Point(float(t), float(c), float(w)) for t, c, w in curve)
    return Risk(
        points=points,
        is_own=is_own,
        judged=len(judged),
        first=min((one.at for one in judged), default=None),
        last=max((one.at for one in judged), default=None),
        seen=sum(seen.values()),
        default=default,
        intents=_by_intent(seen, judged, thresholds.own),
    )


def wilson(wrong: int, of: int) -> tuple[float, float]:
    """The range in which the true share lies with 95 % certainty, also for none or few. ``of`` is above 0."""
    share, spread = wrong / of, _SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


_SEEN = """
SELECT coalesce(analysis -> 'together' ->> 'intent', analysis ->> 'intent') AS intent,
       floor(least(greatest(coalesce(analysis -> 'together' ->> 'confidence', analysis ->> 'confidence')::float8,
                            0), 1) * 100 + 1e-6)::int AS percent,
       count(*)
FROM (
    SELECT author, at, analysis FROM messages WHERE tenant_id = app_tenant() ORDER BY id DESC LIMIT %s::int
) AS newest
WHERE author = 'customer' AND at >= %s::timestamptz AND jsonb_typeof(analysis -> 'intent') = 'string'
  AND jsonb_typeof(analysis -> 'confidence') = 'number' AND NOT analysis ? 'tapped'
GROUP BY 1, 2
"""


def _seen(now: datetime) -> Mapping[tuple[str, int], int]:
    """(intent, whole percents) → how many messages of the last days."""
    rows = run_prepared(_SEEN, [_LOOKED_AT, now - SEEN_FOR])
    return {(intent, percent): count for intent, percent, count in rows}


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


def _own_points(
    seen: Mapping[tuple[str, int], int], judged: Iterable[_Judged], own: Mapping[str, float]
) -> tuple[Point, ...]:
    served = {key: count for key, count in seen.items() if key[0] not in (EMERGENCY, OUT_OF_SCOPE)}
    total = sum(served.values())
    answers = [one for one in judged if one.intent not in (EMERGENCY, OUT_OF_SCOPE)]
    points = []
    for step in range(_STEPS):
        limit = step / 100
        answered = sum(
            count
            for (intent, percent), count in served.items()
            if percent >= _percent(own.get(intent, limit))
        )
        above = [one for one in answers if one.confidence >= own.get(one.intent, limit)]
        wrong = sum(one.is_wrong for one in above)
        low, high = wilson(wrong, len(above)) if above else (None, None)
        points.append(
            Point(
                threshold=limit,
                coverage=answered / total if total else 0.0,
                wrong=wrong / len(above) if above else None,
                judged=len(above),
                low=low,
                high=high,
            )
        )
    return tuple(points)


def _percent(limit: float) -> int:
    return ceil(limit * 100 - 1e-6)


def _by_intent(
    seen: Mapping[tuple[str, int], int], judged: Iterable[_Judged], own: Mapping[str, float]
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
        )
        for intent, count in counts.items()
    ]
    return tuple(sorted(figures, key=lambda one: (-one.seen, one.intent)))
