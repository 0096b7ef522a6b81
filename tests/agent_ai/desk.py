"""People at the desk and customers who wait, for tests of who gets whom."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.agent_ai import services
from invekto.core import clock
from invekto.core.models import Role, User
from invekto.messaging.models import Contact, Conversation, Mode
from tests.support.tenants import TenantKit


def person(kit: TenantKit, name: str, role: str = Role.AGENT, **seat: Any) -> User:
    """Somebody of the tenant who is not here yet; ``seat``: room, languages, takes."""
    with kit.scope():
        user = User.objects.create(
            tenant=kit.tenant,
            email=f"{secrets.token_hex(5)}@example.com",
            name=name,
            role=role,
            created_at=clock.now(),
        )
    if seat:
        change(kit, user, **seat)
    return user


def change(kit: TenantKit, user: User, **seat: Any) -> None:
    asked: dict[str, Any] = {"room": 20, "languages": [], "takes": None} | seat
    with kit.scope():
        services.change_seat(user.pk, by=kit.owner, now=clock.now(), **asked)


def come(kit: TenantKit, *users: User) -> None:
    """They sit before an open page."""
    for user in users:
        with kit.scope():
            services.heartbeat(user, clock.now())


def waiting(kit: TenantKit, *, since: timedelta, language: str | None = None, **more: Any) -> UUID:
    """A customer who has waited for a person that long."""
    talk = kit.make_conversation()
    at = clock.now() - since
    columns: dict[str, Any] = {
        "mode": Mode.WAITING,
        "waiting_since": at,
        "handed_off_at": at,
        "handoff_reason": "asked",
        "last_message_at": at,
    }
    with kit.scope():
        Conversation.objects.filter(id=talk.id).update(**columns | more)
        Contact.objects.filter(id=talk.contact_id).update(language=language)
    return talk.id


def holder(kit: TenantKit, talk: UUID) -> str | None:
    """Name of the person it is with."""
    with kit.scope():
        person = Conversation.objects.select_related("assigned_to").get(id=talk).assigned_to
        return person.name if person else None


def at_nine(days: int = 0) -> datetime:
    """A Tuesday at nine in Istanbul, or so many days later."""
    return datetime.fromisoformat("2026-11-24T09:00:00+03:00") + timedelta(days=days)
