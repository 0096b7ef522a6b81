"""The inbox: the list, a thread, the person beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.models import User
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.queries import suggestions, templates
from invekto.dashboard.queries import thread as threads
from invekto.dashboard.queries.connections import number_card
from invekto.dashboard.queries.inbox import counts, shown_name
from invekto.dashboard.views.lists import the_list
from invekto.messaging.models import Contact, Conversation, Message, MessageTemplate
from invekto.messaging.notes import colleagues
from invekto.messaging.uploads import LARGEST
from invekto.outbound.content import EMOJI

_UPLOADS = json.dumps(LARGEST)  # greatest sizes in bytes by kind, for the page to check first
_FLAG_TONES = {"vip": "accent", "foreign_patient": "info", "no_show": "warning"}


@dataclass(frozen=True, slots=True)
class Flag:
    name: str

    @property
    def tone(self) -> str:
        return _FLAG_TONES[self.name]

    @property
    def text(self) -> str:
        return f"customer-flag-{self.name.replace('_', '-')}"


def conversation_or_404(conversation_id: UUID) -> Conversation:
    try:
        return threads.conversation(conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None


def about(found: Conversation, user: User) -> dict[str, Any]:
    """What every part of an open thread shows."""
    contact: Contact = found.contact
    spoken = contact.language
    return {
        "conversation": found,
        "contact": contact,
        "name": shown_name(contact),
        "is_unnamed": contact.display_name.startswith("+"),  # the phone stands for the name
        "is_mine": found.assigned_to_id == user.pk,
        "flags": [Flag(name) for name in contact.flags if name in _FLAG_TONES],
        "language_text": templates.language_text(spoken) if spoken else None,
        "speaks_another": bool(spoken) and spoken != found.tenant.language,
    }


def _thread_context(request: HttpRequest, found: Conversation, thread: threads.Thread) -> dict[str, Any]:
    window = threads.window(found, clock.now())
    return about(found, person(request)) | {
        "thread": thread,
        "window": window,
        "strip": suggestions.strip(found, person(request), clock.now()),
        "number": number_card(found.number, language(request)),
        "templates": [] if window.is_open else templates.choices(found, language(request)),
        "uploads": _UPLOADS,
    }


def _people() -> str:
    """Colleagues by id, for the page to name who writes and whom a note may mention."""
    return json.dumps({str(one.pk): one.name for one in colleagues()}, ensure_ascii=False)


@require_GET
@for_tenant
def page(request: HttpRequest, conversation_id: UUID | None = None) -> HttpResponse:
    """The whole inbox; for htmx a conversation's address answers with its thread alone.

    ``at``: a message the thread must reach back to.
    """
    counted = counts(person(request), clock.now())
    context: dict[str, Any] = {"view": "list", "conversation": None}
    if conversation_id is not None:
        found = conversation_or_404(conversation_id)
        reach = id_or_404(request.GET["at"]) if request.GET.get("at") else None
        thread = threads.opened(
            found, person(request), now=clock.now(), language=language(request), reach=reach
        )
        context = {"view": "thread"} | _thread_context(request, found, thread)
        if request.headers.get("HX-Request"):
            return show(request, "dashboard/inbox/_thread.html", "inbox", context, counted=counted)
    context |= the_list(request, counted) | {"emoji_offered": EMOJI, "people": _people()}
    return show(request, "dashboard/inbox/page.html", "inbox", context, counted=counted)


@require_GET
@for_tenant
def messages(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """With ``before`` the older messages above one; with ``news`` the thread's end as it is now."""
    found = conversation_or_404(conversation_id)
    now, words = clock.now(), language(request)
    if "before" not in request.GET:
        return news(request, found)
    try:
        before = id_or_404(request.GET["before"])
        thread = threads.earlier(found, person(request), before, now=now, language=words)
    except Message.DoesNotExist:
        raise Http404 from None
    context = about(found, person(request)) | {"thread": thread, "window": threads.window(found, now)}
    return show(request, "dashboard/inbox/_messages.html", "inbox", context)


def news(
    request: HttpRequest, found: Conversation, *, problem: str | None = None, new_desk: bool = False
) -> HttpResponse:
    """The thread's end, who speaks, the window; the desk too when it must change its kind.

    ``open`` tells which kind of desk the page has; ``unread_from`` where its line of new messages stands.
    """
    now, words = clock.now(), language(request)
    told = request.GET if request.method == "GET" else request.POST
    unread_from = id_or_404(told["unread_from"]) if told.get("unread_from") else None
    thread = threads.news(found, person(request), now=now, language=words, unread_from=unread_from)
    context = _thread_context(request, found, thread) | {"problem": problem}
    desk = told.get("open")
    kind = "yes" if context["window"].is_open else "no"
    context["desk_changed"] = new_desk or (desk is not None and desk != kind)
    return show(request, "dashboard/inbox/_news.html", "inbox", context, status=422 if problem else 200)


@require_GET
@for_tenant
def template_picker(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The templates one may send; with ``template`` that one, to be filled in and sent."""
    return picker(request, conversation_or_404(conversation_id), request.GET.get("template"))


def picker(
    request: HttpRequest,
    found: Conversation,
    template_id: str | None,
    *,
    entered: Mapping[str, str] | None = None,
    problem: str | None = None,
) -> HttpResponse:
    """``entered`` and ``problem``: what could not be sent, and why."""
    words = language(request)
    context = about(found, person(request)) | {
        "window": threads.window(found, clock.now()),
        "problem": problem,
        "chosen": None,
        "draft": uuid4(),  # sent twice from this form, it is one message
    }
    if template_id is None:
        context["templates"] = templates.choices(found, words)
    else:
        try:
            context["chosen"] = templates.chosen(
                id_or_404(template_id), found, words, now=clock.now(), entered=entered
            )
        except MessageTemplate.DoesNotExist:
            raise Http404 from None
    status = 422 if problem else 200
    return show(request, "dashboard/inbox/_templates.html", "inbox", context, status=status)
