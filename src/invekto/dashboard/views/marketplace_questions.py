"""A marketplace question in the inbox: read, answered within the platform's rules, taken on."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from invekto.core import clock
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.queries import marketplace_questions as queries
from invekto.dashboard.queries.inbox import counts
from invekto.dashboard.views.lists import tenant_of, the_list
from invekto.integrations.models import MarketplaceQuestion
from invekto.integrations.services import (
    AnswerRefused,
    assign_question,
    give_answer,
    note_question,
    question_notes,
    question_seen,
    remove_question_note,
)

LONGEST_TYPED = 10_000  # more is cut before it is looked at


def _found(request: HttpRequest, question_id: UUID) -> queries.Asked:
    try:
        return queries.find(person(request), question_id, now=clock.now(), language=language(request))
    except MarketplaceQuestion.DoesNotExist:
        raise Http404 from None


def _context(request: HttpRequest, asked: queries.Asked) -> dict[str, Any]:
    offered = (
        queries.offers(asked, tenant_of(request), person(request), language=language(request))
        if asked.is_open
        else []
    )
    mended = next((one.text for one in reversed(asked.said) if one.can_mend), "") if asked.is_open else ""
    return {
        "asked": asked,
        "question": asked.question,
        "offers": offered,
        "order": queries.order_of(asked.question, clock.now(), language(request)),
        "stock": queries.stock_of(asked.question),
        "is_mine": asked.question.assigned_to_id == person(request).pk,
        "notes": question_notes(asked.question.pk),
        "note_draft": uuid4(),
        "draft": uuid4(),  # sent twice from this form, it is one answer
        "typed": mended,
    }


@require_GET
@for_tenant
def page(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """The whole inbox; for htmx the question alone, with ``news`` what may have changed of it."""
    if "news" in request.GET:
        return _news(request, question_id)
    asked = _found(request, question_id)
    question_seen(asked.question, now=clock.now())
    counted = counts(person(request), clock.now())
    context: dict[str, Any] = {"view": "thread", "conversation": None}
    context |= _context(request, asked)
    if request.headers.get("HX-Request"):
        context["is_part"] = True
        return show(request, "dashboard/inbox/_asked.html", "inbox", context, counted=counted)
    context |= the_list(request, counted) | {"people": "{}"}
    return show(request, "dashboard/inbox/page.html", "inbox", context, counted=counted)


def _news(
    request: HttpRequest,
    question_id: UUID,
    *,
    problems: list[str] | None = None,
    new_desk: bool = False,
    is_noted: bool = False,
) -> HttpResponse:
    """Pieces that take the place of what is there; the desk only where it changes its kind, for what is typed in it."""
    asked = _found(request, question_id)
    told = request.GET if request.method == "GET" else request.POST
    context = _context(request, asked) | {"problems": problems or [], "is_noted": is_noted}
    kind = told.get("open")
    context["desk_changed"] = new_desk or (kind is not None and kind != ("yes" if asked.is_open else "no"))
    status = 422 if problems else 200
    return show(request, "dashboard/inbox/_asked_news.html", "inbox", context, status=status)


@require_POST
@for_tenant
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """``text``, and ``draft``, the form's own id."""
    problems: list[str] = []
    try:
        give_answer(
            question_id=question_id,
            text=request.POST.get("text", "")[:LONGEST_TYPED],
            draft=id_or_404(request.POST.get("draft", "")),
            user=person(request),
            now=clock.now(),
        )
    except AnswerRefused as refused:
        problems = queries.in_words(list(refused.breaches), language(request))
        problems = problems or [text(refused.text_id, language(request))]
    if not request.headers.get("HX-Request") and not problems:
        return redirect("asked", question_id)
    return _news(request, question_id, problems=problems, new_desk=not problems)


@require_POST
@for_tenant
def check(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """What is typed, as the platform would judge it."""
    asked = _found(request, question_id)
    typed = request.POST.get("text", "")[:LONGEST_TYPED]
    judged = queries.checked(asked.question.provider, typed, language(request))
    context = {"asked": asked, "checked": judged, "is_typed": bool(typed.strip())}
    return show(request, "dashboard/inbox/_asked_check.html", "inbox", context)


@require_POST
@for_tenant
def take(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """``give_up``: it is nobody's again; else it is whoever asks."""
    assign_question(question_id=question_id, to=None if request.POST.get("give_up") else person(request))
    if not request.headers.get("HX-Request"):
        return redirect("asked", question_id)
    return _news(request, question_id)


@require_POST
@for_tenant
def notes(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """``note`` for colleagues, with ``draft``, the form's own id; or ``remove``, one of one's own."""
    question, user, now = _found(request, question_id).question, person(request), clock.now()
    if removed := request.POST.get("remove"):
        if not remove_question_note(question=question, note_id=id_or_404(removed), user=user, now=now):
            raise Http404
    else:
        draft = id_or_404(request.POST.get("draft", ""))
        note_question(question=question, text=request.POST.get("note", ""), draft=draft, user=user, now=now)
    if not request.headers.get("HX-Request"):
        return redirect("asked", question_id)
    return _news(request, question_id, is_noted=not removed)
