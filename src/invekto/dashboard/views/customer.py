"""The person beside a thread: one answer with all pieces, each of which can be asked for again alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.texts import text
from invekto.core.typed import typed
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.queries import customer as customers
from invekto.dashboard.queries import templates
from invekto.dashboard.views.inbox import about, conversation_or_404
from invekto.messaging import services as messaging
from invekto.messaging.models import Contact, ContactMerge, Conversation
from invekto.orders import services as orders

_LONGEST_SEARCH = 100
_MOST_FOUND = 8


@require_GET
@for_tenant
def pane(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Whom one is talking to, whole."""
    return show_pane(request, conversation_or_404(conversation_id))


def show_pane(request: HttpRequest, found: Conversation, *, problem: str | None = None) -> HttpResponse:
    context = context_of(request, found) | {"problem": problem}
    status = 422 if problem else 200
    return show(request, "dashboard/inbox/_customer.html", "inbox", context, status=status)


def context_of(request: HttpRequest, found: Conversation) -> dict[str, Any]:
    """What the whole pane shows."""
    user, words = person(request), language(request)
    return about(found, user) | {
        "pieces": customers.pieces(found, user, now=clock.now(), language=words),
        "languages": [(code, templates.language_text(code)) for code in customers.languages(found.contact)],
        "known_tags": [tag for tag in customers.known_tags(user) if tag not in found.contact.tags],
        "is_vip": messaging.contacts.VIP in found.contact.flags,
    }


@require_GET
@for_tenant
def piece(request: HttpRequest, conversation_id: UUID, name: str) -> HttpResponse:
    """One piece anew: after trouble, or because what it shows has moved."""
    found = conversation_or_404(conversation_id)
    user, words = person(request), language(request)
    if name not in customers.names(found.tenant.vertical):
        raise Http404
    one = customers.piece(name, found, user, now=clock.now(), language=words)
    context = about(found, user) | {"piece": one}
    return show(request, "dashboard/inbox/_piece.html", "inbox", context)


@require_GET
@for_tenant
def order_card(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The customer's orders alone, as far as they can be read now."""
    found = conversation_or_404(conversation_id)
    user, words = person(request), language(request)
    one = customers.piece("orders", found, user, now=clock.now(), language=words)
    context = about(found, user) | {"piece": one}
    return show(request, "dashboard/inbox/_piece_body.html", "inbox", context)


@require_POST
@for_tenant
def change(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """One of ``vip`` (on, off), ``language``, ``add_tag``, ``remove_tag``."""
    found = conversation_or_404(conversation_id)
    post, contacts = request.POST, messaging.contacts
    by: dict[str, Any] = {"user": person(request), "now": clock.now()}
    changes: dict[str, Callable[[str], object]] = {
        "vip": lambda value: contacts.set_vip(found.contact_id, value == "on", **by),
        "language": lambda value: contacts.set_language(found.contact_id, value, **by),
        "add_tag": lambda value: contacts.add_tag(found.contact_id, value, **by),
        "remove_tag": lambda value: contacts.remove_tag(found.contact_id, value, **by),
    }
    name = next((one for one in changes if one in post), None)
    if name is None:
        raise Http404
    try:
        changes[name](typed(post[name]))
    except contacts.ChangeRefused as refused:
        problem = text(refused.text_id, language(request), **refused.variables)
        return show_pane(request, found, problem=problem)
    except Contact.DoesNotExist:
        raise Http404 from None
    return show_pane(request, conversation_or_404(conversation_id))


@require_POST
@for_tenant
def order_verdict(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``say``: detach or back, with ``account`` and ``number``; or attach, with ``number`` as it was typed."""
    found = conversation_or_404(conversation_id)
    say, number = request.POST.get("say"), typed(request.POST.get("number", ""))[:64]
    by: dict[str, Any] = {"user": person(request), "now": clock.now()}
    problem = None
    try:
        if say == "attach":
            orders.verdicts.attach(found.contact, number, **by)
        elif say in ("detach", "back"):
            act = orders.verdicts.detach if say == "detach" else orders.verdicts.take_back
            act(found.contact, id_or_404(request.POST.get("account")), number, **by)
        else:
            raise Http404
    except orders.verdicts.OrderUnknown:
        problem = text("orders-unknown", language(request), number=number or "–")
    return show_pane(request, conversation_or_404(conversation_id), problem=problem)


@require_POST
@for_tenant
def cancellations(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The customer confirmed to a colleague that the order (``account``, ``number``) is to be cancelled, whole."""
    found, now = conversation_or_404(conversation_id), clock.now()
    asked = (id_or_404(request.POST.get("account")), typed(request.POST.get("number", "")))
    mine = orders.orders_of(found.contact, now)
    order = next((one for one in mine if (one.account_id, one.number) == asked), None)
    if order is None:
        raise Http404
    problem, wanted = None, orders.offer(order)
    if wanted is None:
        problem = text("cancel-problem-shipped", language(request))
    else:
        orders.cancelling.prepare(found, order, wanted, now, actor=f"user:{person(request).pk}")
    return show_pane(request, found, problem=problem)


@require_POST
@for_tenant
def cancellation(request: HttpRequest, conversation_id: UUID, cancellation_id: UUID) -> HttpResponse:
    """``say``: do, with the ``reason`` that the platform is told; or withdraw."""
    found, user = conversation_or_404(conversation_id), person(request)
    say, acts = request.POST.get("say"), orders.cancelling
    by: dict[str, Any] = {"actor": f"user:{user.pk}", "now": clock.now()}
    problem = None
    if not acts.is_of(cancellation_id, found.contact_id):
        raise Http404
    try:
        if say == "do":
            acts.begin(cancellation_id, reason=request.POST.get("reason", ""), **by)
        elif say == "withdraw":
            acts.withdraw(cancellation_id, **by)
        else:
            raise Http404
    except acts.NotOpen:
        problem = text("orders-cancel-not-open", language(request))
    except ValueError:
        problem = text("orders-cancel-no-reason", language(request))
    return show_pane(request, conversation_or_404(conversation_id), problem=problem)


@require_GET
@for_tenant
def merge_choices(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Who could be the same person: ``q`` is part of a name or a phone."""
    found = conversation_or_404(conversation_id)
    search = request.GET.get("q", "")[:_LONGEST_SEARCH].replace("\x00", "").strip()
    context = about(found, person(request)) | {
        "search": search,
        "others": customers.others(found.contact, person(request), search, most=_MOST_FOUND),
    }
    return show(request, "dashboard/inbox/_merge.html", "inbox", context)


@require_POST
@for_tenant
def merge(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``contact``: who is the same person as this thread's; they become one, until somebody parts them."""
    found = conversation_or_404(conversation_id)
    other = id_or_404(request.POST.get("contact"))
    try:
        made = messaging.merging.merge(
            keep_id=found.contact_id, gone_id=other, user=person(request), now=clock.now()
        )
    except Contact.DoesNotExist:
        raise Http404 from None
    except messaging.merging.MergeRefused as refused:
        return show_pane(request, found, problem=text(refused.text_id, language(request)))
    dialogue.assign_soon(made.tenant_id)  # an emergency may be with somebody now who is not there
    context = context_of(request, conversation_or_404(conversation_id)) | {
        "said": text("desk-said-merge", language(request), name=made.gone_name),
        "undo_url": reverse("desk-part", args=[made.pk]),
    }
    return show(request, "dashboard/inbox/_merged.html", "inbox", context)


@require_POST
@for_tenant
def part(request: HttpRequest, conversation_id: UUID, merge_id: UUID) -> HttpResponse:
    """The undo of a merge."""
    found = conversation_or_404(conversation_id)
    try:
        ContactMerge.objects.only("id").get(id=merge_id, kept_id=found.contact_id)
        messaging.parting.part(merge_id, user=person(request), now=clock.now())
    except ContactMerge.DoesNotExist:
        raise Http404 from None
    except messaging.merging.MergeRefused as refused:
        return show_pane(request, found, problem=text(refused.text_id, language(request)))
    return show_pane(request, conversation_or_404(conversation_id))
