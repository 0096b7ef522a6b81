"""Who wrote: one contact per person, by phone, by Meta's user id, or both when they meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from invekto.core.folding import fold
from invekto.core.statements import update_rows
from invekto.messaging.ingest.reading import Person
from invekto.messaging.joining import point_elsewhere, take_over_columns, take_over_thread
from invekto.messaging.models import Contact, ContactAlias, Conversation


class Directory:
    """The contacts of one batch: looked up in one go, each person once, written in one go.

    The user id decides who somebody is. A number that now comes with another user id has a new owner, who
    must not see what was said to the one before. Runs in the tenant's scope.
    """

    def __init__(self, tenant_id: UUID, now: datetime) -> None:
        self._tenant_id = tenant_id
        self._now = now
        self._asked: set[str] = set()  # phones and user ids that were looked up
        self._by_phone: dict[str, Contact] = {}
        self._by_user_id: dict[str, Contact] = {}
        self._new: list[Contact] = []
        self._changed: dict[UUID, Contact] = {}
        self._aliases: dict[str, tuple[ContactAlias, Contact]] = {}  # by phone and by user id
        self._merged: set[UUID] = set()  # contacts that have aliases

    @property
    def known_ids(self) -> set[UUID]:
        """Of the contacts that exist already."""
        fresh = {contact.pk for contact in self._new}
        merged = [contact for _, contact in self._aliases.values()]
        return {c.pk for c in (*self._by_phone.values(), *self._by_user_id.values(), *merged)} - fresh

    def load(self, persons: Iterable[Person]) -> None:
        """Look up everybody who was not looked up yet."""
        phones: set[str] = set()
        user_ids: set[str] = set()
        for person in persons:
            phones |= {person.phone} - self._asked if person.phone else set()
            user_ids |= {person.user_id} - self._asked if person.user_id else set()
        if not phones and not user_ids:
            return
        self._asked |= phones | user_ids
        for contact in Contact.objects.filter(
            Q(phone__in=sorted(phones)) | Q(user_id__in=sorted(user_ids))
        ).order_by("id"):
            self._enter(contact)
        self._load_aliases(phones, user_ids)

    def _load_aliases(self, phones: set[str], user_ids: set[str]) -> None:
        """Other addresses of these contacts, and contacts that these are other addresses of (``merging``)."""
        known = {c.pk: c for c in (*self._by_phone.values(), *self._by_user_id.values())}
        aliases = ContactAlias.objects.filter(
            Q(phone__in=sorted(phones)) | Q(user_id__in=sorted(user_ids)) | Q(contact_id__in=sorted(known))
        )
        for alias in aliases.select_related("contact").order_by("id"):
            contact = known.setdefault(alias.contact_id, alias.contact)
            self._merged.add(contact.pk)
            for name in filter(None, (alias.phone, alias.user_id)):
                self._aliases[name] = (alias, contact)

    def _through_alias(self, person: Person) -> None:
        """The contact of a merge writes from another address: from now on that is where answers go."""
        found = self._aliases.get(person.user_id or "") or self._aliases.get(person.phone or "")
        if found is None:
            return
        alias, contact = found
        before = (contact.phone, contact.user_id)
        contact.phone, contact.user_id = alias.phone, alias.user_id
        alias.phone, alias.user_id = before
        alias.save(update_fields=["phone", "user_id"])
        for name in filter(None, (contact.phone, contact.user_id)):
            self._aliases.pop(name, None)
        for name in filter(None, before):
            self._aliases[name] = (alias, contact)
        if contact not in self._new:
            self._changed[contact.pk] = contact
        self._enter(contact)

    def needs_care(self, person: Person) -> bool:
        """Two contacts turn out to be one person, or a number has a new owner: what waits is written first."""
        self.load([person])
        self._through_alias(person)
        by_user, by_phone = self._find(person)
        if by_phone is None:
            return False
        if by_user is not None:
            return by_user.pk != by_phone.pk
        return bool(by_phone.user_id and person.user_id and by_phone.user_id != person.user_id)

    def contact_for(self, person: Person) -> Contact:
        """The person's contact, made or brought up to date."""
        if self.needs_care(person):
            contact = _settled(person)
            self._forget()
            self.load([person])
            contact = self._by_user_id.get(person.user_id or "") or contact
        else:
            by_user, by_phone = self._find(person)
            contact = by_user or by_phone
        if contact is None:
            contact = Contact(tenant_id=self._tenant_id, created_at=self._now)
            _learn(contact, person)
            self._new.append(contact)
        else:
            before = _shown(contact)
            _learn(contact, person)
            if _shown(contact) != before and contact not in self._new:
                self._changed[contact.pk] = contact
        self._enter(contact)
        return contact

    def move(self, contact: Contact, *, new_phone: str | None, new_user_id: str | None) -> Contact:
        """The customer told WhatsApp of another number or user id. What waited must be written already."""
        moved = _move(contact, new_phone=new_phone, new_user_id=new_user_id, now=self._now)
        self._forget()
        return moved

    def is_merged(self, contact: Contact) -> bool:
        """Several addresses are theirs: which one a message came from is worth keeping."""
        return contact.pk in self._merged

    def is_unwritten(self, contact: Contact) -> bool:
        return contact in self._new

    def save(self) -> None:
        Contact.objects.bulk_create(self._new)
        update_rows(Contact, self._changed.values(), _LEARNT)
        self._new.clear()
        self._changed.clear()

    def _find(self, person: Person) -> tuple[Contact | None, Contact | None]:
        by_user = self._by_user_id.get(person.user_id) if person.user_id else None
        by_phone = self._by_phone.get(person.phone) if person.phone else None
        # Whoever had this number when they were looked up may have told of another since.
        by_user = by_user if by_user and by_user.user_id == person.user_id else None
        return by_user, by_phone if by_phone and by_phone.phone == person.phone else None

    def _enter(self, contact: Contact) -> None:
        if contact.phone:
            self._by_phone[contact.phone] = contact
        if contact.user_id:
            self._by_user_id[contact.user_id] = contact

    def _forget(self) -> None:
        self._asked.clear()
        self._aliases.clear()
        self._merged.clear()
        self._by_phone.clear()
        self._by_user_id.clear()


def _settled(person: Person) -> Contact | None:
    """Merge or part the contacts that a person's phone and user id name; None: theirs is yet to be made."""
    found = list(Contact.objects.filter(Q(user_id=person.user_id) | Q(phone=person.phone)).order_by("id"))
    by_user = next((c for c in found if c.user_id == person.user_id), None)
    by_phone = next((c for c in found if c.phone == person.phone), None)
    if by_phone is None:
        return by_user
    if by_user is not None and by_phone.user_id is None:
        merge(keep=by_user, gone=by_phone)
    else:
        _take_phone_off(by_phone)
    return by_user


_LEARNT = ["phone", "user_id", "parent_user_id", "username", "profile_name", "search_key", "unreachable_at"]


def _shown(contact: Contact) -> list[Any]:
    return [getattr(contact, name) for name in _LEARNT]


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


def _move(contact: Contact, *, new_phone: str | None, new_user_id: str | None, now: datetime) -> Contact:
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
    _become(Contact, gone.pk, keep.pk)
    take_over_columns(keep=keep, gone=gone)
    keep.search_key = search_key(keep)
    keep.save()


def _merge_conversations(*, keep: Conversation, gone: Conversation) -> None:
    _become(Conversation, gone.pk, keep.pk)
    take_over_thread(keep=keep, gone=gone)


def _become(model: type[Contact] | type[Conversation], gone: UUID, keep: UUID) -> None:
    for moved in point_elsewhere(model, gone, keep):
        moved.model._default_manager.filter(pk__in=[row.pk for row in moved.left]).delete()
    model.objects.filter(pk=gone).delete()
