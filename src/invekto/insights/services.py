"""The room's door for the pages and for ``invekto feedback --tenant``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from threading import Lock
from typing import IO
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from invekto.agent_ai import services as dialogue
from invekto.chat_analysis.services import Analyser, Limits, load_analyser
from invekto.core import clock
from invekto.core.models import Tenant
from invekto.core.tenancy import door, tenant_scope
from invekto.insights import history
from invekto.insights.business import NoSuchSender
from invekto.insights.chat_files import ChatFile, Measure, UnreadableFile, read_chats
from invekto.insights.exported import Exported, report_of_exports
from invekto.insights.history import Span
from invekto.insights.printing import said_of_source
from invekto.insights.reading import Reader
from invekto.insights.report import Material, Report, Theme, build, wish_words

__all__ = [
    "Exported",
    "NoSuchSender",
    "NothingAsked",
    "Overview",
    "Report",
    "Theme",
    "UnknownTenant",
    "UnreadableFile",
    "overview",
    "report_of_uploads",
    "said_of_source",
    "tenant_report",
    "wish_words",
]

_COMMAND_DAYS = 90
_UNCLEAR_ON_COMMAND = 50_000
_UNCLEAR_ON_PAGE = 2_000
_KEPT = 32  # pages
# Bytes of all uploads together: several times the messages that are read at once.
_LARGEST_UNPACKED = 4 * 1024 * 1024


class UnknownTenant(LookupError):
    """There is no tenant with that slug."""


class NothingAsked(LookupError):
    """No customer wrote anything with words in that time."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A page's figures. ``before``: clear messages per intent in the time of the same length before it; ``waiting``:
    messages with words that are not understood yet; ``taps``: on buttons and rows, in no other figure. ``looked_at``:
    how many of what was not understood the themes are made of, the newest.
    """

    report: Report
    before: Mapping[str, int]
    messages_before: int
    unclear_before: int
    waiting: int
    taps: int
    looked_at: int


def tenant_report(slug: str, *, since: date | None, zone: ZoneInfo | None, examples: int) -> Report:
    """Of our own history up to now, by default of the last 90 days. Raises UnknownTenant or NothingAsked."""
    with door("slug", slug):
        tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        raise UnknownTenant(slug)
    now = clock.now()
    place = zone or ZoneInfo(tenant.timezone)
    first = datetime.combine(since, time(), place) if since else now - timedelta(days=_COMMAND_DAYS)
    span = Span(first, now, place)
    limits = _limits(tenant)
    with tenant_scope(tenant.id):
        counted = history.counts(span, limits)
        if not counted.messages:
            raise NothingAsked(slug)
        material = _material(tenant, span, counted, _UNCLEAR_ON_COMMAND)
    return build(material, examples=examples)  # outside: grouping takes a while


def overview(tenant_id: UUID, *, days: int, now: datetime, examples: int) -> Overview | None:
    """Of the last ``days``; none when nothing was asked. Opens its own scopes.

    Remembered for a minute, while nothing new came.
    """
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.get(pk=tenant_id)
    limits = _limits(tenant)  # outside: the first time a model is loaded
    with tenant_scope(tenant_id):
        span = Span(now - timedelta(days=days), now, ZoneInfo(tenant.timezone))
        counted = history.counts(span, limits)
        if not counted.messages:
            return None
        key = (
            tenant_id,
            days,
            examples,
            span.zone.key,
            now.astimezone(span.zone).date(),
            now.replace(second=0, microsecond=0),  # an edited or revoked message changes no count
            counted.fingerprint,
            dialogue.last_number(),  # two corrections may leave every count as it was
        )
        with _lock:
            kept = _overviews.get(key)
        if kept is not None:
            return kept
        material = _material(tenant, span, counted, _UNCLEAR_ON_PAGE)
        uncounted = history.uncounted(span)
        earlier = history.counts(Span(span.since - timedelta(days=days), span.since, span.zone), limits)
    found = Overview(  # outside: grouping takes a while
        report=build(material, examples=examples),
        before={intent: row.clear for intent, row in earlier.by_intent.items()},
        messages_before=earlier.messages,
        unclear_before=earlier.unclear,
        waiting=uncounted.waiting,
        taps=uncounted.taps,
        looked_at=len(material.unclear),
    )
    with _lock:
        while len(_overviews) >= _KEPT:
            _overviews.pop(next(iter(_overviews)))
        _overviews[key] = found
    return found


def report_of_uploads(
    tenant_id: UUID,
    uploads: Sequence[tuple[str, IO[bytes]]],
    *,
    business: Sequence[str],
    examples: int,
    most: int,
) -> Exported:
    """Of files that somebody uploaded; nothing of them is stored. ``most``: messages that may be read at once.

    Understood as the tenant's own messages are: by its limits, and with what its people said. Opens its own scopes.
    Raises UnreadableFile or NoSuchSender.
    """
    files: list[ChatFile] = []
    measure = Measure(_LARGEST_UNPACKED)
    for name, stream in uploads:
        files += read_chats(name, stream, measure)
    reader = _reader(tenant_id)

    def refuse_many(done: int, of: int) -> None:  # noqa: ARG001 - the reading tells both
        if of > most:
            raise UnreadableFile(f"More than {most} messages.", "export-too-many", most=most)

    return report_of_exports(files, reader, business=business, examples=examples, progress=refuse_many)


_Key = tuple[UUID, int, int, str, date, datetime, int, int]
_overviews: dict[_Key, Overview] = {}
_lock = Lock()


def _analyser(tenant: Tenant) -> Analyser:
    return load_analyser(tenant.vertical, cache_dir=settings.CACHE_DIR)


def _limits(tenant: Tenant) -> Limits:
    return _analyser(tenant).limits(
        tenant.confidence_threshold, tenant.intent_thresholds, dialogue.for_people(tenant.vertical)
    )


def _reader(tenant_id: UUID) -> Reader:
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.get(pk=tenant_id)
        make_memory = dialogue.teacher(tenant)
    analyser = _analyser(tenant)
    return Reader(
        analyser,
        tenant.confidence_threshold,
        tenant.intent_thresholds,
        dialogue.for_people(tenant.vertical),
        make_memory(analyser),
    )


def _material(tenant: Tenant, span: Span, counted: history.Counts, most_unclear: int) -> Material:
    return Material(
        vertical=tenant.vertical,
        threshold=counted.threshold,
        first=history.first_day(span, counted.times),
        last=span.until.astimezone(span.zone).date(),
        messages=counted.messages,
        wordless=history.uncounted(span).wordless,
        customers=counted.customers,
        counted=counted.by_intent,
        asked=history.asked(span),
        unclear=history.unclear(span, most_unclear),
        unclear_count=counted.unclear,
        times=counted.times,
    )
