"""The inbox: the list, a thread, the person beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.models import User
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries import inbox as lists
from invekto.dashboard.queries import suggestions, templates
from invekto.dashboard.queries import thread as threads
from invekto.dashboard.queries.connections import number_card
from invekto.dashboard.queries.inbox import Counts, Filter
from invekto.messaging.models import Contact, Conversation, Message, MessageTemplate
from invekto.messaging.notes import colleagues
from invekto.messaging.uploads import LARGEST
from invekto.outbound.content import EMOJI

_LONGEST_SEARCH = 100
_MOST_CHANGED = 50  # rows looked at again in one go; a page that missed more asks for all
_UPLOADS = json.dumps(LARGEST)  # greatest sizes in bytes by kind, for the page to check first
_FLAG_TONES = {"vip": "accent", "foreign_patient": "info", "no_show": "warning"}


@dataclass(frozen=True, slots=True)
class Box:
    value: str
    url: str
    is_here: bool
    count: int

    @property
    def text(self) -> str:
        return f"inbox-box-{self.value}"


@dataclass(frozen=True, slots=True)
class Flag:
    name: str

    @property
    def tone(self) -> str:
        return _FLAG_TONES[self.name]

    @property
    def text(self) -> str:
        return f"customer-flag-{self.name.replace('_', '-')}"


def _id_or_404(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Http404 from None


def conversation_or_404(conversation_id: UUID) -> Conversation:
    try:
        return threads.conversation(conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None


def _filter(request: HttpRequest) -> Filter:
    try:
        return Filter(request.GET.get("filter", Filter.ALL.value))
    except ValueError:
        return Filter.ALL


def _search(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:_LONGEST_SEARCH].replace("\x00", "").strip()


def _boxes(here: Filter, counted: Counts, user: User) -> list[Box]:
    address = reverse("inbox")
    mentioned = lists.mentioned(user)
    return [
        Box(
            one.value,
            f"{address}?{urlencode({'filter': one.value})}",
            one is here,
            mentioned if one is Filter.MENTIONED else counted.of(one),
        )
        for one in Filter
        if one is not Filter.MENTIONED or mentioned or one is here
    ]


def _list(request: HttpRequest, counted: Counts, *, after: str | None = None) -> dict[str, Any]:
    wanted, search = _filter(request), _search(request)
    return {
        "page": lists.page(person(request), wanted, now=clock.now(), search=search, after=after),
        "boxes": _boxes(wanted, counted, person(request)),
        "filter": wanted.value,
        "search": search,
    }


def about(found: Conversation, user: User) -> dict[str, Any]:
    """What every part of an open thread shows."""
    contact: Contact = found.contact
    spoken = contact.language
    return {
        "conversation": found,
        "contact": contact,
        "name": lists.shown_name(contact),
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
    """The whole inbox; for htmx a conversation's address answers with its thread alone."""
    counted = lists.counts(person(request), clock.now())
    context: dict[str, Any] = {"view": "list", "conversation": None}
    if conversation_id is not None:
        found = conversation_or_404(conversation_id)
        thread = threads.opened(found, person(request), now=clock.now(), language=language(request))
        context = {"view": "thread"} | _thread_context(request, found, thread)
        if request.headers.get("HX-Request"):
            return show(request, "dashboard/inbox/_thread.html", "inbox", context, counted=counted)
    context |= _list(request, counted) | {"emoji_offered": EMOJI, "people": _people()}
    return show(request, "dashboard/inbox/page.html", "inbox", context, counted=counted)


@require_GET
@for_tenant
def rows(request: HttpRequest) -> HttpResponse:
    """The list: anew for a filter or a search, or with ``after`` the rows that follow."""
    after = request.GET.get("after")
    counted = lists.counts(person(request), clock.now())
    context = _list(request, counted, after=after) | {"is_later": after is not None}
    part = "_row_items" if after is not None else "_list"
    return show(request, f"dashboard/inbox/{part}.html", "inbox", context, counted=counted)


@require_GET
@for_tenant
def changes(request: HttpRequest) -> HttpResponse:
    """What became of some rows: ``changed`` names conversations, or ``all`` asks for the first page."""
    user = person(request)
    counted = lists.counts(user, clock.now())
    asked = request.GET.get("changed", "all").split(",")
    whole = asked == ["all"] or len(asked) > _MOST_CHANGED
    if whole:
        context = _list(request, counted)
    else:
        wanted, search = _filter(request), _search(request)
        ids = [_id_or_404(one) for one in asked]
        found = lists.rows(user, wanted, ids, now=clock.now(), search=search)
        context = {
            "page": lists.Page(found, None),
            "boxes": _boxes(wanted, counted, person(request)),
            "filter": wanted.value,
            "search": search,
        }
    context |= {"whole": whole, "asked": "" if whole else ",".join(asked)}
    return show(request, "dashboard/inbox/_changes.html", "inbox", context, counted=counted)


@require_GET
@for_tenant
def nav_counts(request: HttpRequest) -> HttpResponse:
    """How many customers wait for a person, for the pages that have no list."""
    return show(request, "dashboard/parts/nav_counts.html", "inbox", {})


@require_GET
@for_tenant
def messages(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """With ``before`` the older messages above one; with ``news`` the thread's end as it is now."""
    found = conversation_or_404(conversation_id)
    now, words = clock.now(), language(request)
    if "before" not in request.GET:
        return news(request, found)
    try:
        before = _id_or_404(request.GET["before"])
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
    unread_from = _id_or_404(told["unread_from"]) if told.get("unread_from") else None
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
                _id_or_404(template_id), found, words, now=clock.now(), entered=entered
            )
        except MessageTemplate.DoesNotExist:
            raise Http404 from None
    status = 422 if problem else 200
    return show(request, "dashboard/inbox/_templates.html", "inbox", context, status=status)
