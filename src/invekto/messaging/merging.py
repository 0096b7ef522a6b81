"""Two contacts that a colleague knows to be one person: made one. ``parting`` undoes it, exactly.

Everything that pointed at the one that goes points at the one that stays; what goes is kept in the merge's row.
Whoever writes from the other address afterwards is the contact that stayed (``ContactAlias``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from invekto.core import audit, live
from invekto.core.models import User
from invekto.messaging.contacts import tell_pages_of
from invekto.messaging.ingest.people import search_key
from invekto.messaging.joining import point_elsewhere, take_over_columns, take_over_thread
from invekto.messaging.kept_rows import columns, written
from invekto.messaging.models import Contact, ContactAlias, ContactMerge, Conversation
from invekto.messaging.visibility import visible

Address = tuple[str | None, str | None]  # phone and user id


class MergeRefused(Exception):
    """``text_id``: why nothing was merged or parted, for a person."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def merge(*, keep_id: UUID, gone_id: UUID, user: User, now: datetime) -> ContactMerge:
    """Everything of ``gone_id`` becomes ``keep_id``'s. Inside the tenant's scope.

    A message that arrives meanwhile waits for the threads' locks; its reader then finds the contact gone and
    reads it once more, for the one that stayed. Raises Contact.DoesNotExist, also where ``user`` may not see every
    conversation of both, for joining them shows all; MergeRefused.
    """
    if keep_id == gone_id:
        raise MergeRefused("merge-same")
    keep, gone = _locked(keep_id, gone_id)
    # Asked once the rows are held: none of them becomes a colleague's meanwhile.
    seen = Conversation.objects.filter(visible(user)).values("pk")
    if Conversation.objects.filter(contact__in=[keep, gone]).exclude(pk__in=seen).exists():
        raise Contact.DoesNotExist
    addresses, before = _addresses_of(gone), columns(keep)
    own, other_one = _address(keep), _address(gone)
    if any(other_one) and (not any(own) or _wrote_last(gone, keep)):
        own, other_one, parent = other_one, own, gone.parent_user_id
    else:
        parent = keep.parent_user_id
    book = _Book()
    for thread in Conversation.objects.filter(contact=gone).order_by("id"):
        other = Conversation.objects.filter(contact=keep, number_id=thread.number_id).first()
        if other is None:
            continue
        was = columns(other)
        book.point_elsewhere(Conversation, thread.pk, other.pk)
        book.remove(thread)
        take_over_thread(keep=other, gone=thread)
        book.note_change(other, was)
    book.point_elsewhere(Contact, gone.pk, keep.pk)
    book.remove(gone)
    take_over_columns(keep=keep, gone=gone)
    # Answers go where the customer last wrote from: nowhere else is the window of the thread open.
    (keep.phone, keep.user_id), keep.parent_user_id = own, parent
    keep.search_key = search_key(keep)
    keep.save()
    book.note_change(keep, before)
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
    if any(other_one):
        phone, user_id = other_one
        ContactAlias.objects.create(
            tenant_id=made.tenant_id,
            contact=keep,
            merge=made,
            phone=phone,
            user_id=user_id,
            created_at=now,
        )
    record("contact.merged", made, user, now)
    return made


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
        self.removed.append(written(row))
        type(row)._default_manager.filter(pk=row.pk).delete()

    def note_change(self, row: Model, before: dict[str, Any]) -> None:
        after = columns(row)
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
        for moved in point_elsewhere(model, old, new):
            for row in moved.left:
                self.remove(row)
            if not moved.ids:
                continue
            self.moved.append(
                {
                    "model": moved.model._meta.label,
                    "field": moved.column,
                    "old": str(old),
                    "new": str(new),
                    "ids": [str(one) for one in moved.ids],
                }
            )


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


def _address(contact: Contact) -> Address:
    return contact.phone, contact.user_id


def _wrote_last(one: Contact, other: Contact) -> bool:
    """Whether the customer's last word to any of the tenant's numbers came from ``one``."""
    talks = Conversation.objects.filter(contact__in=[one, other], last_inbound_at__isnull=False)
    last = talks.order_by("-last_inbound_at", "id").values_list("contact_id", flat=True).first()
    return last == one.pk


def _addresses_of(contact: Contact) -> list[Address]:
    """Their own first, then those of earlier merges."""
    aliases = ContactAlias.objects.filter(contact=contact).order_by("id")
    return [_address(contact), *((one.phone, one.user_id) for one in aliases)]


def record(action: str, made: ContactMerge, user: User, now: datetime) -> None:
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
