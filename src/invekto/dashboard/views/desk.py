"""What a colleague does to one conversation or to many at once from the list, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from invekto.agent_ai import desk as speakers
from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.models import User
from invekto.core.texts import text
from invekto.core.typed import typed
from invekto.dashboard import moments
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries.inbox import customers_talks
from invekto.dashboard.queries.inbox.later import later, laters, own_time
from invekto.dashboard.views.lists import changed_rows, ids_of, tenant_of
from invekto.messaging import desk
from invekto.messaging import services as messaging
from invekto.messaging.contacts import known_tags
from invekto.messaging.desk import BadRequest, Kind
from invekto.messaging.models import ContactMerge, Conversation, DeskAction
from invekto.orders import services as orders

MOST_AT_ONCE = 200
_SHEETS = ("snooze", "tag", "assign")
_MAKES_ROOM = frozenset({Kind.DONE, Kind.SNOOZE})  # for the next one who waits

Act = Callable[[HttpRequest, list[UUID], User, datetime], DeskAction | None]


def _chosen(request: HttpRequest) -> list[UUID]:
    """The conversations that are meant and that this person may see; locked where something will be changed, so that
    none of them becomes a colleague's meanwhile."""
    told = request.GET if request.method == "GET" else request.POST
    asked = ids_of([one for one in told.get("ids", "").split(",") if one])
    if not asked or len(asked) > MOST_AT_ONCE:
        raise Http404
    seen = customers_talks(person(request)).filter(id__in=asked).order_by("id").only("id")
    if request.method != "GET":
        seen = seen.select_for_update(of=("self",))
    found = {one.id for one in seen}
    return [one for one in asked if one in found]


def _zone(request: HttpRequest) -> ZoneInfo:
    return ZoneInfo(tenant_of(request).timezone)


def _posted(request: HttpRequest, name: str) -> str:
    return typed(request.POST.get(name, ""))


def _snooze(request: HttpRequest, ids: list[UUID], user: User, now: datetime) -> DeskAction | None:
    """``until``: a name of ``later``; or ``at``: a moment in the tenant's zone."""
    zone = _zone(request)
    name, typed = _posted(request, "until"), _posted(request, "at")
    until = later(name, now, zone) if name else own_time(typed, zone)
    if until is None:
        raise BadRequest("desk-snooze-unclear")
    return desk.snooze(ids, until, user, now)


def _tag(request: HttpRequest, ids: list[UUID], user: User, now: datetime) -> DeskAction | None:
    return desk.add_tag(ids, _posted(request, "tag"), user, now)


def _untag(request: HttpRequest, ids: list[UUID], user: User, now: datetime) -> DeskAction | None:
    return desk.remove_tag(ids, _posted(request, "tag"), user, now)


def _assign(request: HttpRequest, ids: list[UUID], user: User, now: datetime) -> DeskAction | None:
    """``person``: a colleague's id; empty: nobody."""
    wanted = _posted(request, "person")
    try:
        return speakers.assign(ids, UUID(wanted) if wanted else None, user, now)
    except (ValueError, dialogue.NotOfTheTeam):
        raise BadRequest("desk-assign-gone") from None


def _hand_back(_: HttpRequest, ids: list[UUID], user: User, now: datetime) -> DeskAction | None:
    """The colleague knows by now who these are: the bot no longer holds wrong order numbers against them."""
    action = speakers.hand_back(ids, user, now)
    if action is not None:  # those that a person had; the bot's own are nobody's acquaintance
        back = Conversation.objects.filter(id__in=list(action.changed["conversations"]))
        orders.forgive(*back.values_list("contact_id", flat=True))
    return action


def _plainly(do: Callable[[list[UUID], User, datetime], DeskAction | None]) -> Act:
    return lambda _, ids, user, now: do(ids, user, now)


_ACTS: dict[Kind, Act] = {
    Kind.DONE: _plainly(desk.close),
    Kind.OPEN: _plainly(desk.reopen),
    Kind.SNOOZE: _snooze,
    Kind.WAKE: _plainly(desk.wake),
    Kind.READ: _plainly(desk.mark_read),
    Kind.UNREAD: _plainly(desk.mark_unread),
    Kind.TAG: _tag,
    Kind.UNTAG: _untag,
    Kind.ASSIGN: _assign,
    Kind.HAND_BACK: _hand_back,
}


@require_POST
@for_tenant
def act(request: HttpRequest) -> HttpResponse:
    """``act``: what to do, a ``Kind``; ``ids``: with which conversations, separated by commas; and how one looks at
    the list, as in its address. Answers with the rows as they are now and one line that can take it back."""
    try:
        kind = Kind(_posted(request, "act"))
    except ValueError:
        raise Http404 from None
    ids, words = _chosen(request), language(request)
    try:
        action = _ACTS[kind](request, ids, person(request), clock.now())
    except BadRequest as problem:
        told: dict[str, Any] = {"said": text(problem.text_id, words), "is_problem": True}
        return changed_rows(request, ids, "_acted", told, status=422)
    if action is not None and kind in _MAKES_ROOM:
        dialogue.assign_soon(action.tenant_id)
    said = text("desk-nothing", words) if action is None else _said(request, kind, action, len(ids))
    undo_url = None if action is None else reverse("desk-undo", args=[action.id])
    return changed_rows(request, ids, "_acted", {"said": said, "undo_url": undo_url})


def _said(request: HttpRequest, kind: Kind, action: DeskAction, count: int) -> str:
    words = language(request)
    if kind is Kind.SNOOZE:
        until = next(iter(action.changed["conversations"].values()))["after"]["snoozed_until"]
        at = moments.full(datetime.fromisoformat(until), _zone(request), words)
        return text("desk-said-snooze", words, count=count, time=at)
    return text(f"desk-said-{kind.value}", words, count=count)


@require_POST
@for_tenant
def undo(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Take one's own action back, where nothing has happened since."""
    words = language(request)
    mine = customers_talks(person(request))
    try:
        action, count = desk.undo(action_id, person(request), clock.now(), among=mine)
    except DeskAction.DoesNotExist:
        raise Http404 from None
    touched = ids_of(list(action.changed.get("conversations", {})))
    if contacts := list(action.changed.get("tags", {})):
        found = mine.filter(contact_id__in=contacts)
        touched = list(found.values_list("id", flat=True)[:MOST_AT_ONCE])
    all_told = len(touched)
    key = "desk-undone" if count >= all_told else "desk-undone-some" if count else "desk-undone-none"
    return changed_rows(request, touched, "_acted", {"said": text(key, words, count=count, all=all_told)})


@require_POST
@for_tenant
def part(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Take one's own merge of two contacts back; the customer's card hears of it as every open page does."""
    mine = customers_talks(person(request))
    made = ContactMerge.objects.only("kept_id", "gone_id").filter(id=merge_id, user=person(request)).first()
    if made is None or not mine.filter(contact_id=made.kept_id).exists():
        raise Http404
    told: dict[str, Any] = {"said": text("desk-undone", language(request))}
    try:
        messaging.parting.part(merge_id, user=person(request), now=clock.now())
    except messaging.merging.MergeRefused as problem:
        told = {"said": text(problem.text_id, language(request)), "is_problem": True}
    touched = mine.filter(contact_id__in=[made.kept_id, made.gone_id]).values_list("id", flat=True)
    return changed_rows(
        request,
        list(touched[:MOST_AT_ONCE]),
        "_acted",
        told,
        status=422 if told.get("is_problem") else 200,
    )


@require_GET
@for_tenant
def sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """What must be chosen first: until when, which tag, which colleague."""
    if sheet not in _SHEETS:
        raise Http404
    ids, now = _chosen(request), clock.now()
    context: dict[str, Any] = {"ids": ",".join(map(str, ids)), "count": len(ids)}
    if sheet == "snooze":
        zone = _zone(request)
        local = now.astimezone(zone)
        context |= {"laters": laters(now, zone), "soonest": f"{local:%Y-%m-%dT%H:%M}"}
    elif sheet == "tag":
        found = customers_talks(person(request)).filter(id__in=ids).select_related("contact")
        worn: list[list[str]] = [one.contact.tags for one in found]
        context |= {
            "known": [tag for tag, _ in known_tags(customers_talks(person(request)))],
            "worn": sorted({tag for tags in worn for tag in tags}),
        }
    else:
        colleagues = User.objects.filter(tenant=tenant_of(request), is_active=True)
        context["people"] = colleagues.order_by("name", "id")
    return show(request, f"dashboard/inbox/_sheet_{sheet}.html", "inbox", context)
