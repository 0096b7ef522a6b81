"""Two contacts that a colleague knows to be one person: made one, and parted again exactly as they were.

Everything that pointed at the one that goes points at the one that stays; what goes is kept in the merge's row.
Whoever writes from the other address afterwards is the contact that stayed (``ContactAlias``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, Model

from invekto.core import audit, live
from invekto.core.models import User
from invekto.messaging.contacts import tell_pages_of
from invekto.messaging.ingest.people import search_key, take_over_columns, take_over_thread
from invekto.messaging.models import Author, Contact, ContactAlias, ContactMerge, Conversation, Message, Mode

Address = tuple[str | None, str | None]  # phone and user id


class MergeRefused(Exception):
    """``text_id``: why nothing was merged or parted, for a person."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def merge(*, keep_id: UUID, gone_id: UUID, user: User, now: datetime) -> ContactMerge:
    """Everything of ``gone_id`` becomes ``keep_id``'s. Inside the tenant's scope.

    A message that arrives meanwhile waits for the threads' locks; its reader then finds the contact gone and
    reads it once more, for the one that stayed. Raises Contact.DoesNotExist, MergeRefused.
    """
    if keep_id == gone_id:
        raise MergeRefused("merge-same")
    keep, gone = _locked(keep_id, gone_id)
    addresses = _addresses_of(gone)
    before = {"contact": _columns(keep)}
    book = _Book()
    for thread in Conversation.objects.filter(contact=gone).order_by("id"):
        other = Conversation.objects.filter(contact=keep, number_id=thread.number_id).first()
        if other is None:
            continue
        was = _columns(other)
        book.point_elsewhere(Conversation, thread.pk, other.pk)
        book.remove(thread)
        take_over_thread(keep=other, gone=thread)
        book.note_change(other, was)
    book.point_elsewhere(Contact, gone.pk, keep.pk)
    book.remove(gone)
    take_over_columns(keep=keep, gone=gone)
    # The address it had stays its own: the other's leads to it as an alias.
    keep.phone, keep.user_id = before["contact"]["phone"], before["contact"]["user_id"]
    keep.parent_user_id = before["contact"]["parent_user_id"]
    keep.search_key = search_key(keep)
    keep.save()
    book.note_change(keep, before["contact"])
    made = ContactMerge.objects.create(
        tenant_id=keep.tenant_id,
        kept=keep,
        gone_id=gone.pk,
        gone_name=gone.display_name,
        user=user,
        removed=book.removed,
        moved=book.moved,
        changed=book.changed,
        addresses=addresses,
        merged_at=now,
    )
    if gone.phone or gone.user_id:
        ContactAlias.objects.create(
            tenant_id=made.tenant_id,
            contact=keep,
            merge=made,
            phone=gone.phone,
            user_id=gone.user_id,
            created_at=now,
        )
    _record("contact.merged", made, user, now)
    return made


def part(merge_id: UUID, *, user: User, now: datetime) -> Contact:
    """The undo: both are as they were, and what either wrote since stays with who wrote it. Safe to repeat.

    The newest merge of a contact first. Raises ContactMerge.DoesNotExist, MergeRefused.
    """
    made = ContactMerge.objects.select_for_update(of=("self",)).select_related("kept").get(pk=merge_id)
    if made.undone_at is not None:
        return made.kept
    newer = ContactMerge.objects.filter(kept=made.kept, undone_at=None, pk__gt=made.pk)
    if newer.exists():
        raise MergeRefused("merge-newer-first")
    list(Conversation.objects.select_for_update().filter(contact_id=made.kept_id).order_by("id"))
    keep = Contact.objects.select_for_update().get(pk=made.kept_id)
    address = _divide_addresses(made, keep)
    removed = [_restored(row) for row in made.removed]
    # Rows point at what exists: the contact comes back before its threads, and these before what stood in them.
    removed.sort(key=lambda one: 0 if isinstance(one, Contact) else 1 if isinstance(one, Conversation) else 2)
    for row in removed:
        if isinstance(row, Contact):
            _give_address(row, address)
        row.save_base(raw=True, force_insert=True)
    for move in reversed(made.moved):
        model = apps.get_model(move["model"])
        rows = model._default_manager.filter(**{"pk__in": move["ids"], move["field"]: move["new"]})
        rows.update(**{move["field"]: move["old"]})
    spoken, talk_of_people = _spoken_since(made), [name.removesuffix("_id") for name in _HANDED_OVER]
    for change in made.changed:
        _change_back(change, leave=talk_of_people if change["id"] in spoken else ())
    _split_what_came_since(made)
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    _record("contact.parted", made, user, now)
    tell_pages_of(made.gone_id, made.tenant_id)
    return Contact.objects.get(pk=made.kept_id)


def merges_of(contact: Contact) -> list[ContactMerge]:
    """Those that still hold, newest first."""
    return list(
        ContactMerge.objects.filter(kept=contact, undone_at=None)
        .select_related("user")
        .defer("removed", "moved", "changed")
        .order_by("-pk")
    )


class _Book:
    """What a merge does, written down so that it can be undone."""

    def __init__(self) -> None:
        self.removed: list[dict[str, Any]] = []
        self.moved: list[dict[str, Any]] = []
        self.changed: list[dict[str, Any]] = []

    def remove(self, row: Model) -> None:
        self.removed.append(_written(row))
        type(row)._default_manager.filter(pk=row.pk).delete()

    def note_change(self, row: Model, before: dict[str, Any]) -> None:
        after = _columns(row)
        names = [name for name in before if before[name] != after[name]]
        if names:
            self.changed.append(
                {
                    "model": row._meta.label,
                    "id": str(row.pk),
                    "before": {name: before[name] for name in names},
                    "after": {name: after[name] for name in names},
                }
            )

    def point_elsewhere(self, model: type[Model], old: UUID, new: UUID) -> None:
        """Every row of any room that points at ``old`` points at ``new``."""
        for other, column in _pointing_at(model):
            rows = other._default_manager.filter(**{column: old})
            ids = [str(one) for one in rows.select_for_update().values_list("pk", flat=True)]
            if not ids:
                continue
            try:
                with transaction.atomic():
                    rows.update(**{column: new})
            except IntegrityError:  # one of both that only one may have: the kept one's counts
                for row in rows:
                    self.remove(row)
                continue
            self.moved.append(
                {"model": other._meta.label, "field": column, "old": str(old), "new": str(new), "ids": ids}
            )


def _pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            yield relation.related_model, relation.field.attname


def _locked(keep_id: UUID, gone_id: UUID) -> tuple[Contact, Contact]:
    """Both, with their threads. Threads first, as everybody else locks them; the contacts' locks then wait for
    whoever is just making a thread for one of them."""
    threads = Conversation.objects.select_for_update().filter(contact_id__in=[keep_id, gone_id])
    list(threads.order_by("id"))
    found = {
        one.pk: one
        for one in Contact.objects.select_for_update().filter(pk__in=[keep_id, gone_id]).order_by("id")
    }
    list(threads.order_by("id"))
    if len(found) < 2:
        raise Contact.DoesNotExist
    return found[keep_id], found[gone_id]


def _columns(row: Model) -> dict[str, Any]:
    """As they stand in JSON."""
    fields: dict[str, Any] = _written(row)["fields"]
    return fields


def _addresses_of(contact: Contact) -> list[Address]:
    """Their own first, then those of earlier merges."""
    aliases = ContactAlias.objects.filter(contact=contact).order_by("id")
    return [(contact.phone, contact.user_id), *((one.phone, one.user_id) for one in aliases)]


def _divide_addresses(made: ContactMerge, keep: Contact) -> Address:
    """Each side gets back its own, wherever it stands by now; returns the one of the contact that comes back.

    An address that was learnt better meanwhile (a user id beside the phone) goes back as it is known now.
    """
    aliases = list(ContactAlias.objects.select_for_update().filter(contact=keep).order_by("id"))
    pool: list[Address] = [(keep.phone, keep.user_id), *((one.phone, one.user_id) for one in aliases)]
    theirs = [address for address in pool if any(_meet(address, was) for was in made.addresses)]
    ours = [address for address in pool if address not in theirs]
    own = _gone(made)
    gone = next((one for one in theirs if _meet(one, (own["phone"], own["user_id"]))), None)
    rest = [one for one in theirs if one != gone]
    going = {id_ for move in made.moved if move["model"] == ContactAlias._meta.label for id_ in move["ids"]}
    left = [one for one in aliases if one.merge_id != made.pk]
    ContactAlias.objects.filter(pk__in=[one.pk for one in aliases]).update(phone=None, user_id=None)
    ContactAlias.objects.filter(merge=made).delete()
    mine = (keep.phone, keep.user_id)
    if mine not in ours:
        mine = ours[0] if ours else (None, None)
    others = [one for one in ours if one != mine]
    for alias in left:
        side = rest if str(alias.pk) in going else others
        alias.phone, alias.user_id = side.pop(0) if side else (None, None)
        alias.save(update_fields=["phone", "user_id"])
    if (keep.phone, keep.user_id) != mine:
        keep.phone, keep.user_id = mine
        keep.search_key = search_key(keep)
        keep.save(update_fields=["phone", "user_id", "search_key"])
    return gone or (own["phone"], own["user_id"])


def _meet(one: Sequence[str | None], other: Sequence[str | None]) -> bool:
    return any(a is not None and a == b for a, b in zip(one, other, strict=True))


def _gone(made: ContactMerge) -> dict[str, Any]:
    """The columns of the contact that is gone."""
    fields: dict[str, Any] = next(row["fields"] for row in made.removed if row["pk"] == str(made.gone_id))
    return fields


def _written(row: Model) -> dict[str, Any]:
    """A row as JSON, to the microsecond, which Django's own JSON cuts off."""
    (plain,) = serializers.serialize("python", [row])
    written: dict[str, Any] = json.loads(json.dumps(plain, default=_in_json))
    return written


def _in_json(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _restored(row: dict[str, Any]) -> Model:
    (found,) = serializers.deserialize("python", [row])
    restored: Model = found.object
    return restored


def _give_address(row: Contact, address: Address) -> None:
    """Somebody else may have the number by now: then the contact comes back without it."""
    before = (row.phone, row.user_id)
    row.phone, row.user_id = address
    for name in ("phone", "user_id"):
        value = getattr(row, name)
        if value and Contact.objects.filter(**{name: value}).exists():
            setattr(row, name, None)
    if (row.phone, row.user_id) != before:
        row.search_key = search_key(row)


def _spoken_since(made: ContactMerge) -> set[str]:
    """Threads that stayed in which a person wrote since, or took over: the bot does not get them back by this."""
    talks = Conversation.objects.filter(contact_id=made.kept_id)
    wrote = Message.objects.filter(conversation__in=talks, author=Author.HUMAN, at__gte=made.merged_at)
    took = talks.filter(mode=Mode.HUMAN, taken_over_at__gte=made.merged_at)
    ids = [*wrote.values_list("conversation_id", flat=True).distinct(), *took.values_list("pk", flat=True)]
    return {str(one) for one in ids}


def _change_back(change: dict[str, Any], *, leave: Sequence[str] = ()) -> None:
    """Each column that still is what the merge made of it; what was changed since by hand stays, and ``leave``."""
    model = apps.get_model(change["model"])
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=change["id"]).first()
    if row is None:
        return
    now = _columns(row)
    names = [name for name, value in change["after"].items() if now.get(name) == value and name not in leave]
    before = _restored(
        {"model": model._meta.label_lower, "pk": change["id"], "fields": now | change["before"]}
    )
    for name in names:
        column = model._meta.get_field(name).attname
        setattr(row, column, getattr(before, column))
    row.save(update_fields=names)


def _split_what_came_since(made: ContactMerge) -> None:
    """Messages that came from the other's address since go back with them (``content.from``)."""
    addresses = [one for address in made.addresses for one in address if one]
    if not addresses:
        return
    theirs = Message.objects.filter(
        conversation__contact_id=made.kept_id,
        author=Author.CUSTOMER,
        received_at__gte=made.merged_at,
        content__from__in=addresses,
    )
    for talk in Conversation.objects.filter(contact_id=made.kept_id).order_by("id"):
        ids = list(theirs.filter(conversation=talk).values_list("pk", flat=True))
        if not ids:
            continue
        other, _ = Conversation.objects.get_or_create(
            tenant_id=made.tenant_id,
            contact_id=made.gone_id,
            number_id=talk.number_id,
            defaults={"last_message_at": talk.last_message_at, "created_at": made.merged_at},
        )
        _share_state(made, talk, other, ids)
        Message.objects.filter(pk__in=ids).update(conversation=other)
        for one in (talk, other):
            _show_last(one)


# A hand-over, and who has it.
_HANDED_OVER = (
    "mode",
    "handoff_reason",
    "handed_off_at",
    "note",
    "assigned_to_id",
    "given_at",
    "taken_over_at",
    "callback_at",
)


def _share_state(made: ContactMerge, talk: Conversation, other: Conversation, ids: list[UUID]) -> None:
    """Who waits, what nobody has read and the hand-over go with the messages that led to them (``ids``)."""
    said = Message.objects.filter(conversation=talk, author=Author.CUSTOMER)
    moved, stays = said.filter(pk__in=ids), said.exclude(pk__in=ids)
    unread = min(talk.unread, len(ids))
    other.unread += unread
    talk.unread = min(talk.unread - unread, stays.count())
    if since := talk.waiting_since:
        word = Message.objects.filter(
            conversation=talk, author__in=[Author.BOT, Author.HUMAN], received_at__lt=since
        )
        # ``waiting_since`` is when the first of them was read in, a moment after it was received.
        answered = word.order_by("-received_at").values_list("received_at", flat=True).first()
        theirs, ours = (
            (rows.filter(received_at__gt=answered) if answered else rows)
            .order_by("received_at")
            .values_list("received_at", flat=True)
            .first()
            for rows in (moved, stays)
        )
        other.waiting_since = min(filter(None, [other.waiting_since, theirs]), default=None)
        talk.waiting_since = max(ours, since) if ours else None
    if talk.mode != Mode.BOT and other.mode == Mode.BOT:
        at = talk.handed_off_at
        led = said.filter(received_at__lte=at).order_by("-received_at", "-pk").first() if at else None
        if at is not None and at >= made.merged_at and led is not None and led.pk in ids:
            for name in _HANDED_OVER:
                setattr(other, name, getattr(talk, name))
            if talk.waiting_since is None:
                for name in _HANDED_OVER:
                    setattr(talk, name, Mode.BOT if name == "mode" else None)
        elif other.waiting_since is not None:
            # The bot kept silent for the other's sake, and will not come back to what it did not answer.
            other.mode, other.handoff_reason, other.handed_off_at = Mode.WAITING, talk.handoff_reason, at
    for one in (talk, other):
        one.save(
            update_fields=[*(name.removesuffix("_id") for name in _HANDED_OVER), "unread", "waiting_since"]
        )


def _show_last(talk: Conversation) -> None:
    last = Message.objects.filter(conversation=talk).exclude(type="reaction").order_by("-at", "-id").first()
    inbound = Message.objects.filter(conversation=talk, author=Author.CUSTOMER).order_by("-at").first()
    if last is not None:
        talk.last_message_at, talk.last_type = last.at, last.type
        talk.last_text, talk.last_author = last.text[:200], last.author
    else:  # nothing was ever said in it but by the other
        talk.last_type = talk.last_text = talk.last_author = ""
    talk.last_inbound_at = inbound.at if inbound else None
    talk.save(update_fields=["last_message_at", "last_type", "last_text", "last_author", "last_inbound_at"])


def _record(action: str, made: ContactMerge, user: User, now: datetime) -> None:
    audit.append(
        action,
        tenant_id=made.tenant_id,
        actor=f"user:{user.pk}",
        now=now,
        subject=f"contact:{made.kept_id}",
        details={"merge": str(made.pk), "other": str(made.gone_id)},
    )
    tell_pages_of(made.kept_id, made.tenant_id)
    live.announce("reload", tenant_id=made.tenant_id)  # rows of the list come and go
