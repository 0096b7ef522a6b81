"""The settings page of canned replies and the report on suggestions, as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from invekto.agent_ai import canned
from invekto.agent_ai import services as dialogue
from invekto.agent_ai.models import CannedReply
from invekto.agent_ai.suggestions import services as suggestions
from invekto.agent_ai.variables import NAMES
from invekto.core.folding import fold
from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.dashboard.bubbles import intent_words
from invekto.dashboard.percents import owned, percent

_FEW_FACTS = frozenset({"order", "status", "product", "carrier", "tracking"})  # a shop's
_CLINIC_FACTS = frozenset({"appointment", "doctor", "treatment"})


@dataclass(frozen=True, slots=True)
class Row:
    """``languages``: text ids."""

    id: UUID
    code: str
    title: str
    words: str
    languages: list[str]
    intents: str


@dataclass(frozen=True, slots=True)
class Group:
    category: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Topic:
    intent: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A variable to put into a text: ``name`` as it is typed, ``words`` what it is (a text id)."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Form:
    """What is being written; ``id`` None: a new reply."""

    id: UUID | None
    code: str = ""
    title: str = ""
    category: str = ""
    body_tr: str = ""
    body_en: str = ""
    topics: list[Topic] = field(default_factory=list)


def groups(tenant: Tenant, language: str) -> list[Group]:
    """By category, as ``canned.replies`` orders them."""
    every = canned.replies()
    return [
        Group(name, [_row(one, tenant, language) for one in found])
        for name, found in groupby(every, key=lambda one: one.category)
    ]


def _row(one: CannedReply, tenant: Tenant, language: str) -> Row:
    return Row(
        id=one.pk,
        code=one.code,
        title=one.title,
        words=one.body(language) or one.body_tr or one.body_en,
        languages=[f"language-{name}" for name in ("tr", "en") if one.body(name)],
        intents=", ".join(intent_words(tenant.vertical, intent, language) for intent in one.intents),
    )


def categories() -> list[str]:
    return sorted({one.category for one in canned.replies() if one.category}, key=fold)


def form_of(reply: CannedReply | None, tenant: Tenant, language: str) -> Form:
    if reply is None:
        return Form(None, topics=topics(tenant, (), language))
    return Form(
        reply.pk,
        reply.code,
        reply.title,
        reply.category,
        reply.body_tr,
        reply.body_en,
        topics(tenant, reply.intents, language),
    )


def topics(tenant: Tenant, chosen: Sequence[str], language: str) -> list[Topic]:
    """What a message can be about, as colleagues say it."""
    every = [
        Topic(intent, intent_words(tenant.vertical, intent, language), intent in chosen)
        for intent in dialogue.intents(tenant.vertical)
        if intent != "out_of_scope"
    ]
    return sorted(every, key=lambda one: fold(one.words))


def fields(tenant: Tenant, language: str) -> list[Field]:
    """The variables that this kind of business has facts for."""
    absent = _CLINIC_FACTS if tenant.vertical == "ecommerce" else _FEW_FACTS
    return [
        Field(names[0 if language == "tr" else 1], f"reply-fact-{fact.replace('_', '-')}")
        for fact, names in NAMES.items()
        if fact not in absent
    ]


@dataclass(frozen=True, slots=True)
class IntentLine:
    words: str
    messages: int
    helped: str
    accepted: int
    edited: int
    refused: int
    own_words: int
    distance: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    words: str  # text id
    offered: int
    accepted: str
    edited: str
    refused: str


@dataclass(frozen=True, slots=True)
class Figures:
    """``finding``: the report in one sentence; empty without any figures."""

    finding: str
    intents: list[IntentLine]
    sources: list[SourceLine]


def figures(found: suggestions.Report, tenant: Tenant, language: str) -> Figures:
    helped = found.accepted + found.edited
    finding = (
        text(
            "replies-finding",
            language,
            messages=found.messages,
            helped=owned(helped / found.messages, language),
            accepted=owned(found.accepted / found.messages, language),
        )
        if found.messages
        else ""
    )
    return Figures(
        finding,
        [_intent_line(one, tenant, language) for one in found.intents],
        [
            SourceLine(
                f"suggestion-from-{one.source}",
                one.offered,
                percent(one.accepted / one.offered, language),
                percent(one.edited / one.offered, language),
                percent(one.refused / one.offered, language),
            )
            for one in found.sources
        ],
    )


def _intent_line(one: suggestions.IntentFigure, tenant: Tenant, language: str) -> IntentLine:
    return IntentLine(
        words=intent_words(tenant.vertical, one.intent, language),
        messages=one.messages,
        helped=percent(one.helped / one.messages, language),
        accepted=one.accepted,
        edited=one.edited,
        refused=one.refused,
        own_words=one.own_words,
        distance="–" if one.distance is None else text("replies-characters", language, count=one.distance),
    )


@dataclass(frozen=True, slots=True)
class ProposalCard:
    key: str
    title: str
    former: str
    text: str
    why: str


def proposal_cards(
    found: Sequence[suggestions.Proposal], tenant: Tenant, language: str
) -> list[ProposalCard]:
    return [
        ProposalCard(
            one.key,
            f"/{one.reply.code} · {one.reply.title}"
            if one.reply
            else text(
                "replies-proposal-new", language, wish=intent_words(tenant.vertical, one.intent, language)
            ),
            one.former,
            one.text,
            text("replies-proposal-why", language, edits=one.edits, uses=one.uses),
        )
        for one in found
    ]
