"""What a colleague may answer with, as the strip above the composer and the picker draw it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.agent_ai import canned
from invekto.agent_ai.models import Origin, SuggestedReply
from invekto.agent_ai.suggestions import services as suggestions
from invekto.agent_ai.variables import blanks
from invekto.core.folding import fold
from invekto.core.models import User
from invekto.messaging.models import Conversation, Mode

_ICONS = {Origin.HANDLER: "robot", Origin.CANNED: "notes", Origin.PAST: "history"}


@dataclass(frozen=True, slots=True)
class Card:
    """``blanks``: JSON of what must be filled in first, empty where nothing must."""

    id: UUID
    rank: int
    text: str
    source_text: str
    icon: str
    code: str
    blanks: str


@dataclass(frozen=True, slots=True)
class Strip:
    """``refused``, ``leaving``: ids of what can still be undone, the latter until ``leaves_at``."""

    cards: list[Card]
    is_old: bool = False
    refused: UUID | None = None
    leaving: UUID | None = None
    leaves_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.cards or self.refused or self.leaving)


@dataclass(frozen=True, slots=True)
class Option:
    """A canned reply in the picker. ``search``: folded words by which it is found."""

    id: UUID
    code: str
    title: str
    category: str
    text: str
    blanks: str
    language: str
    is_other_language: bool
    search: str


def strip(found: Conversation, user: User, now: datetime) -> Strip:
    """Nothing while the bot speaks."""
    if found.mode == Mode.BOT:
        return Strip([])
    offer = suggestions.offer_in(found.id, user, now)
    return Strip(
        [_card(row, user) for row in offer.rows],
        offer.is_old,
        offer.refused.pk if offer.refused else None,
        offer.leaving.pk if offer.leaving else None,
        offer.leaves_at,
    )


def _card(row: SuggestedReply, user: User) -> Card:
    text = suggestions.shown_text(row, user)
    return Card(
        id=row.pk,
        rank=row.rank,
        text=text,
        source_text=f"suggestion-from-{row.source}",
        icon=_ICONS[Origin(row.source)],
        code=row.canned.code if row.canned else "",
        blanks=_json(blanks(text)),
    )


def options(found: Conversation, user: User, now: datetime, language: str) -> list[Option]:
    """Every canned reply, filled for this customer; ``language``: the customer's, tr or en."""
    picks = canned.picks(found.tenant, found.contact, user, language=language, now=now)
    return [
        Option(
            id=one.reply.pk,
            code=one.reply.code,
            title=one.reply.title,
            category=one.reply.category,
            text=one.filled.text,
            blanks=_json(one.filled.blanks),
            language=one.language,
            is_other_language=one.is_other_language,
            search=fold(f"{one.reply.code} {one.reply.title} {one.reply.category}"),
        )
        for one in picks
    ]


def _json(labels: tuple[str, ...]) -> str:
    return json.dumps(labels, ensure_ascii=False) if labels else ""
