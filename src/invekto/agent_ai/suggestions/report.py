"""How often a suggestion helps, by intent and by where it came from. Inside the tenant's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from invekto.core.statements import run_prepared

SEEN_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class IntentFigure:
    """Counts of customers' messages that were offered something and then answered or refused.

    ``accepted`` and ``edited``: answered with a suggestion, word for word or changed; ``refused``: a person refused
    one and none was taken; the rest was answered in words of one's own. ``distance``: the usual (median) number of
    characters changed in those that were edited; None: none was.
    """

    intent: str
    messages: int
    accepted: int
    edited: int
    refused: int
    distance: int | None

    @property
    def helped(self) -> int:
        return self.accepted + self.edited

    @property
    def own_words(self) -> int:
        return self.messages - self.helped - self.refused


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """Counts of suggestions from one source (``models.Origin``)."""

    source: str
    offered: int
    accepted: int
    edited: int
    refused: int


@dataclass(frozen=True, slots=True)
class Report:
    """Of the last 90 days; ``intents``: the most asked first."""

    intents: list[IntentFigure]
    sources: list[SourceFigure]

    @property
    def messages(self) -> int:
        return sum(one.messages for one in self.intents)

    @property
    def accepted(self) -> int:
        return sum(one.accepted for one in self.intents)

    @property
    def edited(self) -> int:
        return sum(one.edited for one in self.intents)


_BY_INTENT = """
WITH decided AS (
    SELECT message_id, min(intent) AS intent,
           bool_or(outcome = 'accepted') AS accepted, bool_or(outcome = 'edited') AS edited,
           bool_or(outcome = 'rejected') AS refused,
           min(edit_distance) FILTER (WHERE outcome = 'edited') AS distance
    FROM suggested_replies
    WHERE tenant_id = app_tenant() AND rank > 0 AND decided_at > %s::timestamptz
    GROUP BY message_id
)
SELECT intent, count(*), count(*) FILTER (WHERE accepted), count(*) FILTER (WHERE edited AND NOT accepted),
       count(*) FILTER (WHERE refused AND NOT accepted AND NOT edited),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY distance) FILTER (WHERE distance IS NOT NULL)
FROM decided GROUP BY intent ORDER BY count(*) DESC, intent
"""
_BY_SOURCE = """
SELECT source, count(*), count(*) FILTER (WHERE outcome = 'accepted'), count(*) FILTER (WHERE outcome = 'edited'),
       count(*) FILTER (WHERE outcome = 'rejected')
FROM suggested_replies
WHERE tenant_id = app_tenant() AND rank > 0 AND decided_at > %s::timestamptz
GROUP BY source ORDER BY count(*) DESC, source
"""


def report(now: datetime) -> Report:
    """Two questions; what is still open counts nowhere."""
    since = [now - SEEN_FOR]
    return Report(
        [IntentFigure(*row) for row in run_prepared(_BY_INTENT, since)],
        [SourceFigure(*row) for row in run_prepared(_BY_SOURCE, since)],
    )
