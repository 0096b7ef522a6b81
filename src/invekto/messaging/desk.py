"""What colleagues do to conversations in the list: close, put off, mark, tag; and take it back.

Every action runs inside the tenant's scope over any number of conversations, locks their rows first, and leaves a
``DeskAction`` that says what changed (None: nothing did, and nobody is told). Ids of conversations that are not
there are passed over: somebody may have merged them meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from invekto.core import events, jobs, live
from invekto.core.folding import fold
from invekto.core.models import User
from invekto.core.statements import update_rows
from invekto.core.tenancy import tenant_scope
from invekto.messaging import contacts, notices
from invekto.messaging.models import Contact, Conversation, DeskAction, Message
from invekto.messaging.services import tick_each

LONGEST_SNOOZE = timedelta(days=366)
_WAKE_AT_ONCE = 500

# What an action may change of a conversation, and taking it back restores.
_COLUMNS = (
    "mode",
    "handoff_reason",
    "handed_off_at",
    "note",
    "assigned_to",
    "given_at",
    "last_person",
    "taken_over_at",
    "callback_at",
    "flow",
    "waiting_since",
    "unread",
    "marked_unread",
    "done_at",
    "snoozed_until",
)
_MOMENTS = frozenset(
    {
        "handed_off_at",
        "given_at",
        "taken_over_at",
        "callback_at",
        "waiting_since",
        "done_at",
        "snoozed_until",
    }
)
_PEOPLE = frozenset({"assigned_to", "last_person"})
# Who speaks, and since when. What changed any of these is taken back only where all are as they were left.
_SPEAKING = ("mode", "assigned_to", "given_at", "taken_over_at")

State = dict[str, Any]  # column → value as JSON


class Kind(Enum):
    """The ends of text ids too."""

    DONE = "done"
    OPEN = "open"
    SNOOZE = "snooze"
    WAKE = "wake"
    READ = "read"
    UNREAD = "unread"
    TAG = "tag"
    UNTAG = "untag"
    ASSIGN = "assign"
    HAND_BACK = "hand-back"


class BadRequest(ValueError):
    """An action that cannot be done as it was asked for. ``text_id``: why, for a person."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def lock(ids: Iterable[UUID]) -> list[Conversation]:
    """The conversations, locked in the order everybody locks them in."""
    found = Conversation.objects.select_for_update(of=("self",)).select_related("contact", "tenant")
    return list(found.filter(id__in=list(ids)).order_by("id"))


def close(ids: Iterable[UUID], user: User, now: datetime) -> DeskAction | None:
    """Done for the desk: out of every list but that of the closed, until the customer writes again."""

    def shut(one: Conversation) -> None:
        one.done_at = one.done_at or now
        one.snoozed_until = one.waiting_since = None
        one.unread, one.marked_unread = 0, False

    return _change(Kind.DONE, lock(ids), user, now, shut, notice="desk-notice-done")


def reopen(ids: Iterable[UUID], user: User, now: datetime) -> DeskAction | None:
    def open_again(one: Conversation) -> None:
        one.done_at = None

    return _change(Kind.OPEN, lock(ids), user, now, open_again, notice="desk-notice-reopened")


def snooze(ids: Iterable[UUID], until: datetime, user: User, now: datetime) -> DeskAction | None:
    """Out of the list until that moment, or until the customer writes. Raises BadRequest for another time."""
    if until <= now:
        raise BadRequest("desk-snooze-past")
    if until > now + LONGEST_SNOOZE:
        raise BadRequest("desk-snooze-far")

    def put_off(one: Conversation) -> None:
        one.snoozed_until, one.done_at, one.marked_unread = until, None, False

    action = _change(Kind.SNOOZE, lock(ids), user, now, put_off)
    if action is not None:
        tenant_id = action.tenant_id
        # One job for all that are put off until then.
        key = f"wake:{tenant_id}:{until.isoformat()}"
        jobs.defer_at(until, "messaging.wake", key=key, tenant_id=str(tenant_id))
    return action


def wake(ids: Iterable[UUID], user: User, now: datetime) -> DeskAction | None:
    """Back into the list before its time."""

    def get_up(one: Conversation) -> None:
        one.snoozed_until = None

    return _change(Kind.WAKE, lock(ids), user, now, get_up)


def wake_due(tenant_id: UUID, now: datetime) -> int:
    """Bring back what was put off until now, marked as unread; returns how many. Safe to repeat.

    Opens its own scopes. What somebody holds at the moment comes with the next round.
    """
    woken = 0
    while True:
        with tenant_scope(tenant_id):
            due = list(
                Conversation.objects.select_for_update(skip_locked=True)
                .filter(snoozed_until__lte=now)
                .order_by("snoozed_until", "id")[:_WAKE_AT_ONCE]
            )
            for one in due:
                one.snoozed_until, one.marked_unread = None, True
            update_rows(Conversation, due, ("snoozed_until", "marked_unread"))
            notices.add_each([(one, {}) for one in due], "desk-notice-woken", now)
            if due:
                ids = [one.id for one in due]
                events.record_each("conversation.woken", tenant_id=tenant_id, now=now, subject_ids=ids)
                live.announce_conversations(tenant_id, ids)
        woken += len(due)
        if len(due) < _WAKE_AT_ONCE:
            return woken


def mark_read(ids: Iterable[UUID], user: User, now: datetime) -> DeskAction | None:
    """As if somebody had opened each; customers see their ticks turn blue."""
    locked = lock(ids)
    tick_each([one for one in locked if one.unread], now)

    def seen(one: Conversation) -> None:
        one.unread, one.marked_unread = 0, False

    return _change(Kind.READ, locked, user, now, seen)


def mark_unread(ids: Iterable[UUID], user: User, now: datetime) -> DeskAction | None:
    """To come back to them; the customers' ticks stay as they are."""

    def unseen(one: Conversation) -> None:
        one.marked_unread = one.marked_unread or not one.unread

    return _change(Kind.UNREAD, lock(ids), user, now, unseen)


def add_tag(ids: Iterable[UUID], typed: str, user: User, now: datetime) -> DeskAction | None:
    """Tag these conversations' contacts; "iade" where "İade" is known already becomes that.

    Raises BadRequest.
    """
    try:
        tag = contacts.as_known(typed)
        return _retag(Kind.TAG, ids, lambda tags: contacts.with_tag(tags, tag), user, now)
    except contacts.ChangeRefused as refused:
        raise BadRequest(refused.text_id.replace("contact-", "desk-")) from None


def remove_tag(ids: Iterable[UUID], tag: str, user: User, now: datetime) -> DeskAction | None:
    return _retag(Kind.UNTAG, ids, lambda tags: [one for one in tags if one != tag], user, now)


def undo(
    action_id: UUID, user: User, now: datetime, *, among: QuerySet[Conversation] | None = None
) -> tuple[DeskAction, int]:
    """Take back what ``user`` did, where nothing has happened since; returns the action and how many came back.

    ``among``: the conversations that the user may see. What is not among them stays, unless it was this action that
    gave it away. Safe to repeat. Raises DeskAction.DoesNotExist, also for a colleague's.
    """
    action = DeskAction.objects.select_for_update().get(id=action_id, user=user)
    if action.undone_at is not None:
        return action, 0
    action.undone_at = now
    action.save(update_fields=["undone_at"])
    changed: dict[str, dict[str, State]] = action.changed.get("conversations", {})
    restored = []
    locked = lock(map(UUID, changed))
    seen = _ids_among(among, [one.id for one in locked])
    for one in locked:
        told = changed[str(one.id)]
        if one.id not in seen and "assigned_to" not in told["before"]:
            continue
        now_is = _state(one) | {"last_message_at": one.last_message_at.isoformat()}
        if any(now_is[name] != value for name, value in told["after"].items()):
            continue  # the customer wrote, or a colleague went on with it
        _restore(one, told["before"])
        restored.append(one)
    update_rows(Conversation, restored, _COLUMNS)
    Message.objects.filter(
        id__in=action.changed.get("notices", []), conversation_id__in=[one.id for one in restored]
    ).delete()
    retagged = _restore_tags(_tags_among(among, action.changed.get("tags", {})))
    touched = [one.id for one in restored] + retagged
    live.announce_conversations(action.tenant_id, [one.id for one in restored])
    live.announce_conversations(action.tenant_id, retagged, kind="contact")
    return action, len(touched)


def _ids_among(among: QuerySet[Conversation] | None, ids: Sequence[UUID]) -> frozenset[UUID]:
    return frozenset(ids if among is None else among.filter(id__in=ids).values_list("id", flat=True))


def _tags_among(among: QuerySet[Conversation] | None, changed: dict[str, Any]) -> dict[str, Any]:
    if among is None or not changed:
        return changed
    seen = set(among.filter(contact_id__in=list(changed)).values_list("contact_id", flat=True))
    return {contact: told for contact, told in changed.items() if UUID(contact) in seen}


def state_of(conversation: Conversation) -> State:
    """What an action may change, to be told to ``record`` afterwards."""
    return _state(conversation)


def record(
    kind: Kind,
    before: Mapping[UUID, State],
    after: Sequence[Conversation],
    user: User,
    now: datetime,
    *,
    noticed: Iterable[Message] = (),
) -> DeskAction | None:
    """Keep what changed, so that it can be taken back, and tell open pages. ``noticed``: goes with taking it back."""
    changed: dict[str, dict[str, State]] = {}
    for one in after:
        was, is_now = before[one.id], _state(one)
        names = [name for name in _COLUMNS if was[name] != is_now[name]]
        if not names:
            continue
        seen = {name: is_now[name] for name in names}
        if not seen.keys().isdisjoint(_SPEAKING):  # whom a colleague began to speak with is theirs
            seen |= {name: is_now[name] for name in _SPEAKING}
        if "mode" in names:  # whoever spoke since must not be spoken over
            seen["last_message_at"] = one.last_message_at.isoformat()
        changed[str(one.id)] = {"before": {name: was[name] for name in names}, "after": seen}
    if not changed:
        return None
    tenant_id = after[0].tenant_id
    live.announce_conversations(tenant_id, map(UUID, changed))
    kept = {"conversations": changed, "notices": [str(one.id) for one in noticed]}
    return DeskAction.objects.create(tenant_id=tenant_id, user=user, kind=kind.value, changed=kept, at=now)


def _change(
    kind: Kind,
    locked: Sequence[Conversation],
    user: User,
    now: datetime,
    alter: Callable[[Conversation], None],
    *,
    notice: str | None = None,
) -> DeskAction | None:
    before = {one.id: _state(one) for one in locked}
    for one in locked:
        alter(one)
    moved = [one for one in locked if _state(one) != before[one.id]]
    update_rows(Conversation, moved, _COLUMNS)
    told = {"name": user.name}
    noticed = notices.add_each([(one, told) for one in moved], notice, now) if notice else []
    return record(kind, before, moved, user, now, noticed=noticed)


def _state(one: Conversation) -> State:
    state: State = {}
    for name in _COLUMNS:
        value = getattr(one, f"{name}_id" if name in _PEOPLE else name)
        if isinstance(value, datetime):
            value = value.isoformat()
        state[name] = str(value) if isinstance(value, UUID) else value
    return state


def _restore(one: Conversation, before: State) -> None:
    for name, value in before.items():
        if name in _PEOPLE:
            setattr(one, f"{name}_id", UUID(value) if value else None)
        elif name in _MOMENTS and value is not None:
            setattr(one, name, datetime.fromisoformat(value))
        else:
            setattr(one, name, value)


def _retag(
    kind: Kind, ids: Iterable[UUID], alter: Callable[[list[str]], list[str]], user: User, now: datetime
) -> DeskAction | None:
    talks = dict(Conversation.objects.filter(id__in=list(ids)).values_list("id", "contact_id"))
    contacts = list(
        Contact.objects.select_for_update().filter(id__in=sorted(set(talks.values()))).order_by("id")
    )
    changed: dict[str, dict[str, list[str]]] = {}
    for contact in contacts:
        before, contact.tags = contact.tags, alter(contact.tags)
        if set(before) != set(contact.tags):
            changed[str(contact.id)] = {
                "added": sorted({*contact.tags} - {*before}),
                "removed": sorted({*before} - {*contact.tags}),
            }
    if not changed:
        return None
    Contact.objects.bulk_update([one for one in contacts if str(one.id) in changed], ["tags"])
    tenant_id = contacts[0].tenant_id
    live.announce_conversations(tenant_id, _talks_of(changed), kind="contact")  # the open card, too
    return DeskAction.objects.create(
        tenant_id=tenant_id, user=user, kind=kind.value, changed={"tags": changed}, at=now
    )


def _restore_tags(changed: Mapping[str, Mapping[str, list[str]]]) -> list[UUID]:
    """Returns the conversations of the contacts that were changed."""
    if not changed:
        return []
    contacts = list(Contact.objects.select_for_update().filter(id__in=list(changed)).order_by("id"))
    for contact in contacts:
        told = changed[str(contact.id)]
        contact.tags = sorted(({*contact.tags} - {*told["added"]}) | {*told["removed"]}, key=fold)
    Contact.objects.bulk_update(contacts, ["tags"])
    return _talks_of(changed)


def _talks_of(contacts: Iterable[str]) -> list[UUID]:
    return list(Conversation.objects.filter(contact_id__in=list(contacts)).values_list("id", flat=True))
