"""Replies written beforehand: kept, found by a code after a slash, filled with the facts at hand.

Everything here runs inside the tenant's scope.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from invekto.agent_ai.engine import registry
from invekto.agent_ai.judging import intents as known_intents
from invekto.agent_ai.models import CannedReply
from invekto.agent_ai.variables import NAMES, BadReply, Filled, check, fill
from invekto.core import audit
from invekto.core.folding import fold
from invekto.core.models import Tenant, User
from invekto.messaging.models import Contact
from invekto.outbound.content import BODY

_CODE = re.compile(r"[a-z0-9_-]{1,20}")
_LONGEST_TITLE = 80
_LONGEST_CATEGORY = 40
_MOST = 500  # per tenant; more could not be found by anybody
LATER = frozenset({"agent"})  # known once somebody sends it


@dataclass(frozen=True, slots=True)
class Draft:
    """A canned reply as somebody entered it."""

    code: str
    title: str
    category: str = ""
    body_tr: str = ""
    body_en: str = ""
    intents: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Pick:
    """A canned reply filled for one customer. ``is_other_language``: it is not written in the customer's."""

    reply: CannedReply
    filled: Filled
    language: str
    is_other_language: bool


def replies() -> list[CannedReply]:
    """All that are not removed, by category and title as Turkish sorts them near enough."""
    found = CannedReply.objects.filter(removed_at=None)
    return sorted(found, key=lambda one: (fold(one.category), fold(one.title), one.code))


def save(
    draft: Draft, *, tenant: Tenant, user: User, now: datetime, reply_id: UUID | None = None
) -> CannedReply:
    """A new canned reply, or the one with ``reply_id`` changed. Raises BadReply, CannedReply.DoesNotExist; then
    nothing was changed."""
    kept = _checked(draft, tenant)
    if reply_id is None:
        if CannedReply.objects.filter(removed_at=None).count() >= _MOST:
            raise BadReply("code", "reply-problem-many", most=_MOST)
        reply = CannedReply(tenant_id=tenant.id, created_at=now)
    else:
        reply = CannedReply.objects.select_for_update().get(id=reply_id, removed_at=None)
    for name in ("code", "title", "category", "body_tr", "body_en"):
        setattr(reply, name, getattr(kept, name))
    reply.intents = list(kept.intents)
    reply.updated_at = now
    _store(reply)
    _log("saved", reply, user, now)
    return reply


def remove(reply_id: UUID, *, user: User, now: datetime) -> CannedReply:
    """Safe to repeat; ``restore`` undoes it. Raises CannedReply.DoesNotExist."""
    reply = CannedReply.objects.select_for_update().get(id=reply_id)
    if reply.removed_at is None:
        reply.removed_at = now
        reply.save(update_fields=["removed_at"])
        _log("removed", reply, user, now)
    return reply


def restore(reply_id: UUID, *, user: User, now: datetime) -> CannedReply:
    """Raises CannedReply.DoesNotExist, or BadReply when its code has been given to another meanwhile."""
    reply = CannedReply.objects.select_for_update().get(id=reply_id)
    if reply.removed_at is not None:
        reply.removed_at = None
        _store(reply)
        _log("restored", reply, user, now)
    return reply


def values_for(tenant: Tenant, contact: Contact, *, now: datetime, language: str) -> dict[str, str]:
    """The facts at hand about one customer, by the keys of ``variables.NAMES``; what is not known is missing."""
    known = {
        "name": called(contact),
        "full_name": (contact.name or contact.profile_name) if called(contact) else "",
        "business": tenant.name,
        **registry.vertical(tenant.vertical).values(tenant, contact, now, language),
    }
    return {name: value for name, value in known.items() if value}


def called(contact: Contact) -> str:
    """The first name; empty where WhatsApp shows a number, a sign or an initial in its place."""
    first = (contact.name or contact.profile_name).strip().split(" ")[0]
    return first if len(first) > 1 and re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", first) else ""


def filled_for(reply: CannedReply, language: str, values: Mapping[str, str]) -> Pick | None:
    """In ``language``, else in the other one; None: it says nothing. The agent's name stays open."""
    spoken = language if reply.body(language) else ("en" if language == "tr" else "tr")
    body = reply.body(spoken)
    if not body:
        return None
    return Pick(reply, fill(body, values, later=LATER), spoken, spoken != language)


def picks(tenant: Tenant, contact: Contact, user: User, *, language: str, now: datetime) -> list[Pick]:
    """Every canned reply, filled for this customer and this colleague."""
    values = values_for(tenant, contact, now=now, language=language) | {"agent": first_name(user)}
    found = []
    for reply in replies():
        pick = filled_for(reply, language, values)
        if pick is not None:
            body = reply.body(pick.language)
            found.append(Pick(reply, fill(body, values), pick.language, pick.is_other_language))
    return found


def first_name(user: User) -> str:
    return user.name.split(" ")[0]


def name_of(fact: str, language: str) -> str:
    """What a fact is called between double braces."""
    return NAMES[fact][0 if language == "tr" else 1]


def _checked(draft: Draft, tenant: Tenant) -> Draft:
    code = fold(draft.code).removeprefix("/")
    title, category = draft.title.strip(), draft.category.strip()
    bodies = {name: getattr(draft, name).replace("\r\n", "\n").strip() for name in ("body_tr", "body_en")}
    if not _CODE.fullmatch(code):
        raise BadReply("code", "reply-problem-code")
    if not title or len(title) > _LONGEST_TITLE:
        raise BadReply("title", "reply-problem-title", most=_LONGEST_TITLE)
    if len(category) > _LONGEST_CATEGORY:
        raise BadReply("category", "reply-problem-category", most=_LONGEST_CATEGORY)
    if not any(bodies.values()):
        raise BadReply("body_tr", "reply-problem-empty")
    for name, body in bodies.items():
        if len(body) > BODY:
            raise BadReply(name, "reply-problem-long", most=BODY)
        check(body, name)
    unknown = set(draft.intents) - set(known_intents(tenant.vertical))
    if unknown:
        raise BadReply("intents", "reply-problem-intent")
    return Draft(
        code, title, category, bodies["body_tr"], bodies["body_en"], tuple(sorted(set(draft.intents)))
    )


def _store(reply: CannedReply) -> None:
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError as error:
        if "canned_reply_code_once" not in str(error):
            raise
        raise BadReply("code", "reply-problem-code-taken", code=reply.code) from None


def _log(what: str, reply: CannedReply, user: User, now: datetime) -> None:
    audit.append(
        f"canned_reply.{what}",
        tenant_id=reply.tenant_id,
        actor=f"user:{user.pk}",
        now=now,
        subject=f"canned_reply:{reply.pk}",
        details={"code": reply.code},
    )
