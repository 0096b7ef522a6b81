"""How sure the bot must be before it acts, for those who manage the tenant."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from invekto.agent_ai import services as dialogue
from invekto.agent_ai.models import AnswerJudgement, Source, Verdict
from invekto.core import clock
from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.dashboard.bubbles import intent_words
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers
from invekto.dashboard.queries import confidence as figures

_LONGEST_ENTRY = 20  # characters of it that an error repeats


class _NoPercent(ValueError):
    """What was entered is no number from 0 to 100; ``text_id`` says which of the two it is not."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


@require_http_methods(["GET", "POST"])
@for_managers
def page(request: HttpRequest) -> HttpResponse:
    """GET: the page; ``page``: of the corrections. POST keeps a limit and offers the way back.

    POST: ``limit`` in percent, empty for the default; ``intent``: whose limit it is, without it the general one.
    """
    if request.method == "GET":
        return _page(request, _tenant(request), {})
    # Two colleagues who save at once change one limit each: neither takes the other's back.
    tenant = Tenant.objects.select_for_update(no_key=True).get(id=cast(UUID, person(request).tenant_id))
    intent, entered = request.POST.get("intent") or None, request.POST.get("limit", "").strip()
    before = dialogue.Thresholds.of(tenant)
    try:
        limit = _share(entered)
        dialogue.set_thresholds(
            tenant.id, _with(before, intent, limit), now=clock.now(), actor=f"user:{person(request).pk}"
        )
    except (_NoPercent, dialogue.BadThreshold) as refused:
        problem = text(refused.text_id, language(request), entered=entered[:_LONGEST_ENTRY])
        wrong = {"problem": problem, "problem_of": intent or "", "entered": entered}
        return _page(request, tenant, wrong, status=422)
    tenant.refresh_from_db()
    former = before.general if intent is None else before.own.get(intent)
    saved = {
        "saved": _saved(request, tenant, intent, former, limit),
        "undo": {"intent": intent or "", "limit": figures.in_percent(former)},
    }
    return _page(request, tenant, saved if former != limit else {})


@require_POST
@for_managers
def remove(request: HttpRequest, judgement_id: UUID) -> HttpResponse:
    """What was said of a message counts no more. ``on=1`` says it again: the way back from a slip."""
    try:
        judged = AnswerJudgement.objects.exclude(verdict=Verdict.WITHDRAWN).get(id=judgement_id)
    except AnswerJudgement.DoesNotExist:
        raise Http404 from None
    user, now = person(request), clock.now()
    if request.POST.get("on"):
        dialogue.restore_judgement(judged, user=user, source=Source.SETTINGS, now=now)
        return _page(request, _tenant(request), {})
    withdrawn = dialogue.withdraw_judgement(
        judged.message_id, user=user, source=Source.SETTINGS, now=now, meant=judged.pk
    )
    # None: somebody said something else of the message meanwhile.
    return _page(request, _tenant(request), {} if withdrawn is None else {"removed_id": judgement_id})


def _tenant(request: HttpRequest) -> Tenant:
    return Tenant.objects.get(id=cast(UUID, person(request).tenant_id))


def _page(request: HttpRequest, tenant: Tenant, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    words, now = language(request), clock.now()
    risk = dialogue.risk_of(tenant, now)
    limit = risk.default if tenant.confidence_threshold is None else tenant.confidence_threshold
    point = risk.at(limit)
    here, corrections = figures.corrections(tenant, request.GET.get("page"), words)
    intents = figures.intent_rows(risk, tenant.vertical, words)
    fields = {row.intent for row in intents if not row.never_held_back} | {""}
    context = {
        "risk": risk,
        "enough": dialogue.ENOUGH,
        "enough_seen": dialogue.ENOUGH_SEEN,
        "limit": figures.in_percent(limit),
        "limit_in_field": figures.in_field(limit, words),
        "is_default": tenant.confidence_threshold is None,
        "default": figures.exact(risk.default, words),
        "default_for_people": figures.exact(risk.for_people, words),
        "saved_limit": figures.exact(limit, words),
        "sentence": figures.sentence(risk, point, words),
        "interval": figures.interval(point, words),
        "curve": json.dumps(figures.sentences(risk, words), ensure_ascii=False),
        "steps": figures.steps(risk, words),
        "intents": intents,
        "problem_is_nowhere": more.get("problem_of", "") not in fields,  # its field is not on the page
        "corrections": corrections,
        "here": here,
    }
    part = "_content" if request.headers.get("HX-Request") else "page"
    template = f"dashboard/confidence/{part}.html"
    return show(request, template, "confidence", context | more, status=status)


def _share(entered: str) -> float | None:
    """Percent as a share; None for nothing. Raises _NoPercent."""
    if not entered:
        return None
    try:
        share = Decimal(entered.replace(",", ".")) / 100
    except ArithmeticError:  # no number, or one beyond all numbers
        raise _NoPercent("confidence-problem-number") from None
    if not share.is_finite():
        raise _NoPercent("confidence-problem-number")
    if not 0 <= share <= 1:
        raise _NoPercent("confidence-problem-share")
    return float(round(share, 4))


def _with(before: dialogue.Thresholds, intent: str | None, limit: float | None) -> dialogue.Thresholds:
    if intent is None:
        return replace(before, general=limit)
    own = {name: kept for name, kept in before.own.items() if name != intent}
    return replace(before, own=own if limit is None else own | {intent: limit})


def _saved(
    request: HttpRequest, tenant: Tenant, intent: str | None, former: float | None, limit: float | None
) -> str:
    """ "Kaydedildi: Genel eşik %70 → %80"."""
    words = language(request)
    default = text("confidence-default-short" if intent is None else "confidence-general-short", words)
    whose = (
        text("confidence-general", words) if intent is None else intent_words(tenant.vertical, intent, words)
    )
    was, now = (default if one is None else figures.exact(one, words) for one in (former, limit))
    return text("confidence-saved", words, whose=whose, was=was, now=now)
