"""What a colleague changes about a customer: under the lock of the contact's row, audited, told to open pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from invekto.core import audit, live
from invekto.core.folding import fold
from invekto.core.models import User
from invekto.messaging.models import Contact, ContactAlias, Conversation

LONGEST_TAG = 40  # characters
MOST_TAGS = 30
VIP = "vip"
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


class ChangeRefused(Exception):
    """``text_id``: why nothing was changed, for a person."""

    def __init__(self, text_id: str, **variables: str | int) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.variables = variables


def set_vip(contact_id: UUID, is_vip: bool, *, user: User, now: datetime) -> Contact:
    """Raises Contact.DoesNotExist, as all of these do."""

    def change(contact: Contact) -> None:
        contact.flags = sorted({*contact.flags, VIP} if is_vip else {*contact.flags} - {VIP})

    return _changed(contact_id, ["flags"], change, user=user, now=now)


def set_language(contact_id: UUID, language: str, *, user: User, now: datetime) -> Contact:
    """``language``: ISO 639 code. The bot answers in it until the customer clearly writes in another."""
    if not _LANGUAGE.fullmatch(language):
        raise ChangeRefused("contact-language-unknown")

    def change(contact: Contact) -> None:
        contact.language = language

    return _changed(contact_id, ["language"], change, user=user, now=now)


def add_tag(contact_id: UUID, tag: str, *, user: User, now: datetime) -> Contact:
    """Raises ChangeRefused for one that is empty, too long, or one too many."""
    kept = as_known(tag)

    def change(contact: Contact) -> None:
        contact.tags = with_tag(contact.tags, kept)

    return _changed(contact_id, ["tags"], change, user=user, now=now)


def remove_tag(contact_id: UUID, tag: str, *, user: User, now: datetime) -> Contact:
    def change(contact: Contact) -> None:
        contact.tags = [one for one in contact.tags if one != tag]

    return _changed(contact_id, ["tags"], change, user=user, now=now)


def as_known(typed: str) -> str:
    """A tag as it is kept: "iade" where "İade" is known already becomes that, whoever's customers wear it.

    Raises ChangeRefused for one that is empty or too long.
    """
    tag = " ".join(typed.split()).lstrip("#").strip()
    if not fold(tag):
        raise ChangeRefused("contact-tag-empty")
    if len(tag) > LONGEST_TAG:
        raise ChangeRefused("contact-tag-long", longest=LONGEST_TAG)
    return next((known for known, _ in known_tags() if fold(known) == fold(tag)), tag)


def with_tag(tags: list[str], tag: str) -> list[str]:
    """Raises ChangeRefused where it is one too many."""
    if tag not in tags and len(tags) >= MOST_TAGS:
        raise ChangeRefused("contact-tag-many", most=MOST_TAGS)
    return sorted({*tags, tag}, key=fold)


def known_tags(among: QuerySet[Conversation] | None = None) -> list[tuple[str, int]]:
    """Every tag of the customers of these conversations and on how many of them, by name. One query.

    What is shown to somebody needs ``among``: a tag of a customer whom they may not see says something of them.
    """
    tagged = Contact.objects.filter(~Q(tags=[]))
    if among is not None:
        tagged = tagged.filter(id__in=among.order_by().values("contact_id"))
    try:
        worn, values = tagged.values("tags").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        # Django's own statement of which contacts; every value is a parameter.
        cursor.execute(
            f"SELECT tag, count(*) FROM ({worn}) AS worn, unnest(worn.tags) AS tag GROUP BY tag",  # noqa: S608
            values,
        )
        return sorted(cursor.fetchall(), key=lambda one: fold(one[0]))


def phones_of(contact: Contact) -> list[str]:
    """Every number that is this customer's, the one they last wrote from first. Inside the tenant's scope."""
    others = ContactAlias.objects.filter(contact_id=contact.pk, phone__isnull=False)
    numbers = [contact.phone, *others.order_by("created_at").values_list("phone", flat=True)]
    return [number for number in numbers if number]


def with_phone(phones: Any) -> Q:
    """Conversations with whoever has one of ``phones`` (E.164; a list, or a query of them), from a merge too."""
    merged = ContactAlias.objects.filter(phone__in=phones).values("contact_id")
    return Q(contact__phone__in=phones) | Q(contact_id__in=merged)


def tell_pages_of(contact_id: UUID, tenant_id: UUID) -> None:
    """Pages that show this customer look again."""
    talks = Conversation.objects.filter(contact_id=contact_id).values_list("id", flat=True)
    live.announce_conversations(tenant_id, talks, kind="contact")


def _changed(
    contact_id: UUID,
    columns: list[str],
    change: Callable[[Contact], None],
    *,
    user: User,
    now: datetime,
) -> Contact:
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    before = {name: getattr(contact, name) for name in columns}
    change(contact)
    after = {name: getattr(contact, name) for name in columns}
    if after == before:
        return contact
    contact.save(update_fields=columns)
    audit.append(
        "contact.changed",
        tenant_id=contact.tenant_id,
        actor=f"user:{user.pk}",
        now=now,
        subject=f"contact:{contact.pk}",
        details={"before": before, "after": after},
    )
    tell_pages_of(contact.pk, contact.tenant_id)
    return contact
