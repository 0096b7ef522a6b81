"""Suggestions as tests look at them, and canned replies to have some."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from invekto.agent_ai import canned
from invekto.agent_ai.models import CannedReply, SuggestedReply
from invekto.agent_ai.suggestions import services
from invekto.core import clock
from invekto.core.models import User
from invekto.messaging.models import Message
from tests.support.talk import Talk
from tests.support.tenants import TenantKit


def keep(kit: TenantKit, code: str, body_tr: str, *, body_en: str = "", **more: Any) -> CannedReply:
    values = {"title": code.capitalize(), "category": "", "intents": ()} | more
    draft = canned.Draft(code=code, body_tr=body_tr, body_en=body_en, **values)
    with kit.scope():
        return canned.save(draft, tenant=kit.tenant, user=kit.owner, now=clock.now())


def offered(talk: Talk, user: User | None = None) -> list[SuggestedReply]:
    """What the page offers the agent, or ``user``, in this thread now, by key."""
    with talk.kit.scope():
        return [*services.offer_in(talk.conversation.id, user or talk.kit.agent, clock.now()).rows]


def texts(talk: Talk) -> list[str]:
    return [row.reply_text for row in offered(talk)]


def row(kit: TenantKit, suggestion: SuggestedReply) -> SuggestedReply:
    with kit.scope():
        return SuggestedReply.objects.get(id=suggestion.pk)


def accept(talk: Talk, key: int = 1, **more: Any) -> SuggestedReply:
    chosen = next(one for one in offered(talk) if one.rank == key)
    with talk.kit.scope():
        services.accept(chosen.pk, talk.kit.agent, clock.now(), **more)
    return row(talk.kit, chosen)


def sent_text(kit: TenantKit, message_id: UUID | None) -> str:
    with kit.scope():
        return Message.objects.get(id=message_id).text
