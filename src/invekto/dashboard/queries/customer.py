"""The person beside a thread, in pieces: each is read on its own; one that fails or dawdles leaves the others be."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from invekto.agent_ai.rehearsal import TERMINAL
from invekto.agent_ai.services import understood
from invekto.appointments import services as appointments
from invekto.core import texts
from invekto.core.folding import fold
from invekto.core.models import User, Vertical
from invekto.core.sessions import begin_with_setting
from invekto.dashboard.bubbles import intent_words
from invekto.dashboard.queries.inbox import shown_name
from invekto.integrations.services import Problem
from invekto.leads import services as leads
from invekto.messaging import services as messaging
from invekto.messaging.models import Author, Contact, Conversation, InternalNote, Message
from invekto.messaging.visibility import messages_visible, sees_all, visible
from invekto.orders import services as orders

log = logging.getLogger(__name__)

PATIENCE = 800  # milliseconds one statement of a piece may take
_SHORTEST_NUMBER = 4  # digits; fewer are in too many phones
_MOST_THREADS, _MOST_NOTES, _MOST_TAGS, _LOOKED_AT = 10, 5, 60, 40
_LANGUAGES = ("tr", "en", "de", "ar", "ru", "fr", "nl")  # that a colleague may say a customer speaks


@dataclass(frozen=True, slots=True)
class Piece:
    """``state``: ready, broken or slow; what a piece shows stands in ``data`` only where it is ready."""

    name: str
    state: str
    data: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Text id."""
        return f"customer-piece-{self.name}"

    @property
    def template(self) -> str:
        return f"dashboard/inbox/_customer_{self.name}.html"

    @property
    def trouble(self) -> str:
        """Text id; where it is not ready."""
        return f"customer-piece-{self.state}"


@dataclass(frozen=True, slots=True)
class ThreadLink:
    id: UUID
    number: str
    last_text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Lead:
    """Where somebody came from and what they asked about, as their messages tell it."""

    came_from: str
    since: datetime | None
    wishes: list[str]
    treatments: list[str]


def names(vertical: str) -> list[str]:
    """The pieces of a vertical's card, in their order."""
    first = {
        Vertical.ECOMMERCE: ["orders"],
        Vertical.DENTAL: ["appointments"],
        Vertical.AESTHETIC: ["lead", "appointments"],
    }.get(Vertical(vertical), [])
    return [*first, "notes", "threads"]


def pieces(found: Conversation, reader: User, *, now: datetime, language: str) -> list[Piece]:
    return [piece(name, found, reader, now=now, language=language) for name in names(found.tenant.vertical)]


def piece(name: str, found: Conversation, reader: User, *, now: datetime, language: str) -> Piece:
    """Never raises: whatever goes wrong is the piece's state. Inside the tenant's scope."""
    try:
        with _patience():
            return Piece(name, "ready", _READERS[name](found, reader, now, language))
    except OperationalError:  # the statement took too long, among others
        log.warning("A piece of the customer card was too slow: %s (tenant %s).", name, found.tenant_id)
        return Piece(name, "slow", {})
    except Exception as error:
        # Only the error's kind is logged: its words may quote the customer.
        kind = type(error).__name__
        log.warning("A piece of the customer card failed: %s, %s (tenant %s).", name, kind, found.tenant_id)
        return Piece(name, "broken", {})


@contextmanager
def _patience() -> Iterator[None]:
    """A savepoint whose statements are given up after a while; the limit ends with it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            (before,) = cursor.fetchone()
        begin_with_setting("statement_timeout", str(PATIENCE))
        yield
        begin_with_setting("statement_timeout", before)


def languages(contact: Contact) -> list[str]:
    """ISO codes to choose from, the customer's own among them."""
    own = [contact.language] if contact.language and contact.language not in _LANGUAGES else []
    return [*_LANGUAGES, *own]


def known_tags(reader: User) -> list[str]:
    """Tags of the customers whom the reader may see, the most used first."""
    known = messaging.contacts.known_tags(Conversation.objects.filter(visible(reader)))
    return [tag for tag, _ in sorted(known, key=lambda one: -one[1])][:_MOST_TAGS]


@dataclass(frozen=True, slots=True)
class Other:
    """A contact that may be the same person."""

    id: UUID
    name: str
    phone: str
    last_at: datetime | None


def others(contact: Contact, reader: User, search: str, *, most: int) -> list[Other]:
    """Contacts by part of a name or a phone; without a search those who have this contact's name. One query.

    Whoever has a conversation that the reader may not see is not among them.
    """
    words = fold(search or contact.name or contact.profile_name)
    if not words:
        return []
    digits = "".join(char for char in search if char.isdigit())
    wanted = Q(search_key__contains=words)
    if len(digits) >= _SHORTEST_NUMBER and digits.strip("0"):
        wanted |= Q(phone__contains=digits.lstrip("0"))
    last = Conversation.objects.filter(contact_id=OuterRef("pk")).order_by("-last_message_at")
    found = Contact.objects.filter(wanted).exclude(pk=contact.pk).exclude(user_id=TERMINAL)
    hidden = Conversation.objects.exclude(visible(reader)) if not sees_all(reader) else None
    if hidden is not None:
        found = found.exclude(pk__in=hidden.values("contact_id"))
    dated = found.annotate(last_at=Subquery(last.values("last_message_at")[:1]))
    return [
        Other(one.pk, shown_name(one), one.phone or "", one.last_at)
        for one in dated.order_by(F("last_at").desc(nulls_last=True), "id")[:most]
    ]


# Whoever may not enter a key is not told to.
_KEY_PROBLEMS = frozenset(one.text_id for one in Problem if one.needs_person)


def _orders(found: Conversation, reader: User, now: datetime, language: str) -> dict[str, Any]:
    card = orders.order_card(found.contact, now, language=language)
    problem = ""
    if card.problem_text and card.problem_platform_text:
        platform = texts.text(card.problem_platform_text, language)
        asks_for_key = card.problem_text in _KEY_PROBLEMS and not reader.manages
        problem = texts.text(
            "orders-key-refused" if asks_for_key else card.problem_text, language, platform=platform
        )
    return {"card": card, "problem": problem, "steps": orders.STEPS}


def _appointments(found: Conversation, _: User, now: datetime, __: str) -> dict[str, Any]:
    coming, past = appointments.of_patient(messaging.phones_of(found.contact), now)
    names = _service_names() if coming or past else {}
    return {
        "coming": [(one, names.get(one.service_type, one.service_type)) for one in coming],
        "past": [(one, names.get(one.service_type, one.service_type)) for one in past],
        "knows_phone": found.contact.phone is not None,
    }


def _service_names() -> dict[str, str]:
    """The clinic's own names by the slugs that appointments are kept with."""
    return leads.service_names() | appointments.service_names()


def _lead(found: Conversation, reader: User, _: datetime, language: str) -> dict[str, Any]:
    theirs = Message.objects.filter(
        messages_visible(reader), conversation__contact_id=found.contact_id, author=Author.CUSTOMER
    )
    first = theirs.filter(content__has_key="referral").order_by("at", "id").first()
    referral = (first.content.get("referral") if first else None) or {}
    wishes: dict[str, None] = {}
    treatments: dict[str, None] = {}
    newest = theirs.filter(analysis__isnull=False, revoked_at=None).order_by("-at", "-id")
    for analysis in newest.values_list("analysis", flat=True)[:_LOOKED_AT]:
        was = understood(analysis)
        if was is not None and was.confidence >= was.threshold and was.intent not in _NO_WISH:
            wishes[intent_words(found.tenant.vertical, was.intent, language)] = None
        treatments |= dict.fromkeys(_treatments(analysis))
    return {
        "lead": Lead(
            came_from=str(referral.get("headline") or referral.get("source_url") or ""),
            since=found.contact.lead_since or (first.at if first else None),
            wishes=list(wishes)[:5],
            treatments=list(treatments)[:5],
        )
    }


_NO_WISH = ("greeting", "thanks", "affirm", "deny", "out_of_scope")


def _treatments(analysis: Mapping[str, Any] | None) -> list[str]:
    named = ((analysis or {}).get("entities") or {}).get("treatment") or []
    return [str(one["value"]) for one in named if isinstance(one, dict) and one.get("value")]


def _notes(found: Conversation, reader: User, _: datetime, __: str) -> dict[str, Any]:
    written = (
        InternalNote.objects.filter(conversation__in=_theirs(found, reader), deleted_at=None)
        .select_related("user")
        .order_by("-created_at", "-id")
    )
    return {"notes": list(written[:_MOST_NOTES])}


def _theirs(found: Conversation, reader: User) -> QuerySet[Conversation]:
    """The conversations with this customer that the reader may see."""
    return Conversation.objects.filter(visible(reader), contact_id=found.contact_id)


def _threads(found: Conversation, reader: User, _: datetime, __: str) -> dict[str, Any]:
    others = (
        _theirs(found, reader)
        .exclude(id=found.id)
        .select_related("number")
        .only("id", "last_text", "last_message_at", "number__display_phone")
        .order_by("-last_message_at")
    )
    links = [
        ThreadLink(one.id, one.number.display_phone, one.last_text, one.last_message_at)
        for one in others[:_MOST_THREADS]
    ]
    return {"threads": links, "merges": messaging.merging.merges_of(found.contact)}


_READERS: dict[str, Callable[[Conversation, User, datetime, str], dict[str, Any]]] = {
    "orders": _orders,
    "appointments": _appointments,
    "lead": _lead,
    "notes": _notes,
    "threads": _threads,
}
