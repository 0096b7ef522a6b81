"""One marketplace question as it is read and answered: what was said, what may be said, what might be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.agent_ai import canned
from invekto.agent_ai.variables import fill
from invekto.core.folding import fold, words
from invekto.core.models import Tenant, User
from invekto.core.texts import text
from invekto.integrations.models import AnswerState, MarketplaceQuestion, QuestionAnswer, QuestionStatus
from invekto.integrations.services import (
    QUESTION_PROVIDERS,
    QUESTION_WARNING,
    AnswerRules,
    Breach,
    answer_rules,
    breaches,
    counted,
    variants_of,
    visible_questions,
)
from invekto.orders import services as orders
from invekto.orders.services import CardOrder

MOST_OFFERED = 3
_READ = 400  # answered questions that are compared
_STEM = 5  # letters of a word that are compared: Turkish builds at the end
_ALIKE = 0.34  # share of words; a question about the same product needs less
_SAME_PRODUCT = 0.25
_OPEN = (AnswerState.QUEUED, AnswerState.SENDING)
_ICONS = {
    AnswerState.QUEUED: "clock",
    AnswerState.SENDING: "clock",
    AnswerState.SENT: "check",
    AnswerState.REFUSED: "alert-circle",
    AnswerState.TAKEN_BACK: "alert-circle",
    AnswerState.UNSURE: "alert-circle",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of ours or of the panel. ``problem``: in words, with the remedy; ``detail``: the moderators' words."""

    key: str
    text: str
    at: datetime
    person: str | None
    state: str
    problem: str | None = None
    detail: str | None = None

    @property
    def state_text(self) -> str:
        return f"asked-state-{self.state.replace('_', '-')}"

    @property
    def icon(self) -> str:
        return _ICONS[AnswerState(self.state)]

    @property
    def can_mend(self) -> bool:
        return self.state in (AnswerState.REFUSED, AnswerState.TAKEN_BACK, AnswerState.UNSURE)


@dataclass(frozen=True, slots=True)
class Offer:
    """``source``: the end of a text id."""

    text: str
    source: str
    icon: str

    @property
    def source_text(self) -> str:
        return f"asked-offer-{self.source}"


@dataclass(frozen=True, slots=True)
class Asked:
    question: MarketplaceQuestion
    said: list[Said]
    rules: AnswerRules
    is_open: bool  # may be answered now
    is_sending: bool
    is_near: bool
    is_late: bool  # its time has passed, whatever the platform still calls it

    @property
    def channel_text(self) -> str:
        return f"channel-{self.question.provider}"


def find(user: User, question_id: UUID, *, now: datetime, language: str) -> Asked:
    """Two queries. Raises MarketplaceQuestion.DoesNotExist also for what ``user`` may not see."""
    question = (
        MarketplaceQuestion.objects.filter(visible_questions(user))
        .select_related("assigned_to", "account", "tenant")
        .defer("account__api_key_encrypted", "account__webhook_key")
        .get(pk=question_id)
    )
    given = list(question.answers.select_related("user").order_by("created_at", "id"))
    waits = question.status == QuestionStatus.WAITING
    is_late = waits and question.due_at is not None and question.due_at <= now
    is_sending = any(one.state in _OPEN for one in given)
    return Asked(
        question=question,
        said=list(_said(question, given, language)),
        rules=answer_rules(question.provider),
        is_open=waits and not is_sending and not is_late,
        is_sending=is_sending,
        is_near=waits and question.due_at is not None and question.due_at <= now + QUESTION_WARNING,
        is_late=is_late,
    )


def _said(question: MarketplaceQuestion, given: list[QuestionAnswer], language: str) -> Iterator[Said]:
    platform = text(f"channel-{question.provider}", language)
    for one in given:
        yield Said(
            key=f"answer-{one.pk}",
            text=one.text,
            at=one.settled_at or one.created_at,
            person=one.user.name,
            state=one.state,
            problem=text(one.problem, language, platform=platform) if one.problem else None,
            detail=one.detail if one.state == AnswerState.TAKEN_BACK else None,
        )
    if question.answer and not question.answered_here:
        yield Said(
            key="answer-elsewhere",
            text=question.answer,
            at=question.answered_at or question.last_at,
            person=None,
            state=AnswerState.SENT,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What is typed, as the platform would judge it."""

    length: int
    problems: list[str]


def checked(provider: str, typed: str, language: str) -> Checked:
    return Checked(counted(typed), in_words(breaches(typed, answer_rules(provider)), language))


def in_words(found: list[Breach], language: str) -> list[str]:
    return [text(one.text_id, language, found=one.found, limit=str(one.limit)) for one in found]


@dataclass(frozen=True, slots=True)
class Stock:
    """``kind``: colour and size, or the name where there are none."""

    kind: str
    count: int


def stock_of(question: MarketplaceQuestion) -> list[Stock]:
    """How many of the product asked about there are; one query. Nothing for a question about an order."""
    if question.order_number or not question.product_name:
        return []
    return [
        Stock(
            " · ".join(filter(None, [one.color, one.size])) or one.name, one.stock if one.is_available else 0
        )
        for one in variants_of(question.account_id, question.product_name)
    ]


def order_of(question: MarketplaceQuestion, now: datetime, language: str) -> CardOrder | None:
    if not question.order_number:
        return None
    return orders.shown_order(question.account_id, question.order_number, now, language=language)


def offers(asked: Asked, tenant: Tenant, user: User, *, language: str) -> list[Offer]:
    """Up to three answers that might be given: of the like, and what was written beforehand for what is asked.

    Only what the platform would take. Two queries.
    """
    question = asked.question
    found = [*_past(question), *_canned(question, tenant, user, language)]
    chosen: list[Offer] = []
    for one in found:
        if names_another(one.text, question.provider):
            continue
        is_new = all(" ".join(one.text.split()) != " ".join(other.text.split()) for other in chosen)
        if is_new and not breaches(one.text, asked.rules):
            chosen.append(one)
    past = [one for one in chosen if one.source == "past"]
    ready = [one for one in chosen if one.source == "canned"]
    return [*past[:2], *ready, *past[2:]][:MOST_OFFERED]


def names_another(words_of: str, provider: str) -> bool:
    """A marketplace fines who names its rival, and what is true at one may not be at the other."""
    said = fold(words_of)
    return any(fold(name) in said for other, name in _names().items() if other != provider)


def _names() -> dict[str, str]:
    return {provider: text(f"channel-{provider}", "tr") for provider in QUESTION_PROVIDERS}


def _past(question: MarketplaceQuestion) -> list[Offer]:
    """What was answered to the like, under this product first. Answers about orders tell of one shopper's own."""
    if question.order_number:
        return []
    wanted = _stems(question.text)
    rows = (
        MarketplaceQuestion.objects.filter(
            status=QuestionStatus.ANSWERED, order_number=None, closed_at__isnull=False
        )
        .exclude(answer="")
        .exclude(pk=question.pk)
        .order_by("-closed_at", "-id")
        .values_list("text", "answer", "product_id")[:_READ]
    )
    scored: list[tuple[float, str]] = []
    for told, answer, product in rows:
        theirs = _stems(told)
        both = len(wanted & theirs)
        likeness = both / max(1, min(len(wanted), len(theirs)))
        is_same = bool(product) and product == question.product_id
        if both >= 1 and likeness >= (_SAME_PRODUCT if is_same else _ALIKE) and (is_same or both > 1):
            scored.append((likeness + (1.0 if is_same else 0.0), answer))
    scored.sort(key=lambda one: -one[0])
    return [Offer(answer, "past", "history") for _, answer in scored[:MOST_OFFERED]]


def _stems(told: str) -> frozenset[str]:
    """The words that say what is asked; the shortest and the most frequent say nothing."""
    return frozenset(word[:_STEM] for word in words(told) if len(word) > 2 and word not in _EMPTY)


_EMPTY = frozenset(
    {"acaba", "bir", "bunu", "bana", "icin", "gibi", "merhaba", "merhabalar", "selam", "iyi", "gunler", "var"}
    | {"yok", "urun", "urunu", "urunun", "misiniz", "musunuz", "tesekkurler", "tesekkur", "ederim", "lutfen"}
    | {"olur", "oluyor", "the", "for", "and"}
)


def _canned(question: MarketplaceQuestion, tenant: Tenant, user: User, language: str) -> list[Offer]:
    """Replies kept for what is asked, in the shop's language, that need to know nothing of a customer."""
    values = {"business": tenant.name, "agent": canned.first_name(user)}
    wanted = _stems(question.text)
    scored: list[tuple[int, str]] = []
    for reply in canned.replies():
        pick = canned.filled_for(reply, tenant.language or language, values)
        if pick is None:
            continue
        filled = fill(reply.body(pick.language), values)
        named = len(wanted & _stems(f"{reply.title} {reply.category}"))
        both = named * 2 + len(wanted & _stems(filled.text))
        # Of an order more has to fit than of a product: the shopper knows how theirs stands.
        if both > (3 if question.order_number else 1) and not filled.blanks:
            scored.append((both, filled.text))
    scored.sort(key=lambda one: -one[0])
    return [Offer(words, "canned", "notes") for _, words in scored[:MOST_OFFERED]]
