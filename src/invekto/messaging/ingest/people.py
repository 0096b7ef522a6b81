"""Who wrote: one contact per person, by phone, by Meta's user id, or both when they meet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import ManyToOneRel, Model, Q

from invekto.core.folding import fold
from invekto.messaging.ingest.reading import Person
from invekto.messaging.models import Contact, Conversation, Mode


def contact_for(person: Person, *, tenant_id: UUID, now: datetime) -> Contact:
    """The person's contact, made or brought up to date. Runs in the tenant's scope.

    The user id decides who somebody is. A number that now comes with another user id has a new owner, who
    must not see what was said to the one before.
    """
    by_user, by_phone = _find(person)
    if by_user and by_phone and by_user.pk != by_phone.pk:
        if by_phone.user_id is None:
            merge(keep=by_user, gone=by_phone)
        else:
            _take_phone_off(by_phone)
    elif by_phone and by_phone.user_id and person.user_id and by_phone.user_id != person.user_id:
        _take_phone_off(by_phone)
        by_phone = None
    contact = by_user or by_phone
    if contact is None:
        contact = Contact(tenant_id=tenant_id, created_at=now)
        _learn(contact, person)
        contact.save(force_insert=True)
        return contact
    before = _shown(contact)
    _learn(contact, person)
    if _shown(contact) != before:
        contact.save(update_fields=_LEARNT)
    return contact


_LEARNT = ["phone", "user_id", "parent_user_id", "username", "profile_name", "search_key", "unreachable_at"]


def _shown(contact: Contact) -> list[Any]:
    return [getattr(contact, name) for name in _LEARNT]


def _find(person: Person) -> tuple[Contact | None, Contact | None]:
    wanted = Q()
    if person.user_id:
        wanted |= Q(user_id=person.user_id)
    if person.phone:
        wanted |= Q(phone=person.phone)
    found = list(Contact.objects.filter(wanted).order_by("id"))
    by_user = next((c for c in found if person.user_id and c.user_id == person.user_id), None)
    by_phone = next((c for c in found if person.phone and c.phone == person.phone), None)
    return by_user, by_phone


def _learn(contact: Contact, person: Person) -> None:
    contact.phone = person.phone or contact.phone
    contact.user_id = person.user_id or contact.user_id
    contact.parent_user_id = person.parent_user_id or contact.parent_user_id
    contact.username = person.username or contact.username
    contact.profile_name = person.name or contact.profile_name
    contact.search_key = search_key(contact)
    contact.unreachable_at = None


def search_key(contact: Contact) -> str:
    """What the inbox's search looks in."""
    return fold(" ".join(filter(None, [contact.name, contact.profile_name, contact.username, contact.phone])))


def _take_phone_off(contact: Contact) -> None:
    contact.phone = None
    contact.search_key = search_key(contact)
    contact.save(update_fields=["phone", "search_key"])


# Webhooks come late by up to seven days: who first wrote with the new number within them may be the same
# person, whose message overtook the news. A contact older than that is the number's former owner.
_OVERTAKING = timedelta(days=7)


def move(contact: Contact, *, new_phone: str | None, new_user_id: str | None, now: datetime) -> Contact:
    """The customer told WhatsApp of another number or user id."""
    wanted = {"phone": new_phone, "user_id": new_user_id}
    for name, value in wanted.items():
        if not value or getattr(contact, name) == value:
            continue
        other = Contact.objects.filter(**{name: value}).exclude(pk=contact.pk).first()
        if other is not None and (name == "user_id" or other.created_at > now - _OVERTAKING):
            newer_user_id = other.user_id
            merge(keep=contact, gone=other)
            contact.user_id = newer_user_id or contact.user_id
        elif other is not None:
            _take_phone_off(other)
        setattr(contact, name, value)
    contact.search_key = search_key(contact)
    contact.save(update_fields=["phone", "user_id", "search_key"])
    return contact


def merge(*, keep: Contact, gone: Contact) -> None:
    """Two contacts turn out to be one person: everything of ``gone`` goes to ``keep``."""
    for conversation in Conversation.objects.select_for_update().filter(contact=gone):
        other = (
            Conversation.objects.select_for_update()
            .filter(contact=keep, number_id=conversation.number_id)
            .first()
        )
        if other is not None:
            _merge_conversations(keep=other, gone=conversation)
    _point_elsewhere(Contact, gone.pk, keep.pk)
    Contact.objects.filter(pk=gone.pk).delete()
    for name in (
        "phone",
        "user_id",
        "parent_user_id",
        "username",
        "name",
        "profile_name",
        "birthday",
        "language",
    ):
        setattr(keep, name, getattr(keep, name) or getattr(gone, name))
    keep.tags = sorted({*keep.tags, *gone.tags})
    keep.flags = sorted({*keep.flags, *gone.flags})
    if gone.opted_out_at and not keep.opted_out_at:  # whoever said no in one thread said no
        keep.opted_out_at, keep.opted_out_how = gone.opted_out_at, gone.opted_out_how
    keep.search_key = search_key(keep)
    keep.save()


_WHO_SPEAKS = {Mode.BOT: 0, Mode.WAITING: 1, Mode.HUMAN: 2}


def _merge_conversations(*, keep: Conversation, gone: Conversation) -> None:
    _point_elsewhere(Conversation, gone.pk, keep.pk)
    Conversation.objects.filter(pk=gone.pk).delete()
    if _WHO_SPEAKS[Mode(gone.mode)] > _WHO_SPEAKS[Mode(keep.mode)]:
        for name in ("mode", "handoff_reason", "handed_off_at", "note", "assigned_to_id", "taken_over_at"):
            setattr(keep, name, getattr(gone, name))
    if gone.last_message_at > keep.last_message_at:
        for name in ("last_message_at", "last_type", "last_text", "last_author"):
            setattr(keep, name, getattr(gone, name))
    keep.flow = keep.flow or gone.flow
    keep.last_inbound_at = max(filter(None, [keep.last_inbound_at, gone.last_inbound_at]), default=None)
    keep.waiting_since = min(filter(None, [keep.waiting_since, gone.waiting_since]), default=None)
    keep.unread += gone.unread
    keep.save()


def _point_elsewhere(model: type[Model], old: UUID, new: UUID) -> None:
    """Every row of any room that points at ``old`` points at ``new``."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            column = relation.field.attname
            relation.related_model._default_manager.filter(**{column: old}).update(**{column: new})
