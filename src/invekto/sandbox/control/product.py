"""What colleagues do in a conversation, a tenant's file, and the way back to the seeded demo."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest

from invekto.agent_ai import services as dialogue
from invekto.agent_ai.suggestions import services as suggestions
from invekto.agent_ai.suggestions.services import MOST
from invekto.core import clock
from invekto.core.models import Role, Tenant, User
from invekto.core.tenancy import tenant_scope
from invekto.integrations.models import IntegrationAccount, MarketplaceQuestion
from invekto.integrations.services import AnswerRefused, give_answer, visible_questions
from invekto.messaging.models import Conversation, MessageTemplate
from invekto.onboarding.services import TenantFileRefused, apply_tenant_file
from invekto.orders import services as orders
from invekto.outbound.content import ContentRefused, Text
from invekto.outbound.services import NotSendable
from invekto.sandbox import directory, services, turns
from invekto.sandbox.carriers import keys as carrier_keys
from invekto.sandbox.control.phones import find_conversation
from invekto.sandbox.hepsiburada import keys as hepsiburada_keys
from invekto.sandbox.http import Body, Problem, body_of, control, moment_in, phone_in, text_in
from invekto.sandbox.trendyol import keys as trendyol_keys

LATER = ("approve", "appointment", "start")
ACTS = ("take_over", "say", "accept_suggestion", "cancel", "hand_back")


def _agent(request: HttpRequest) -> Body:
    body = body_of(request, allowed={"tenant", "phone", "as", *ACTS, *LATER}, required=("tenant", "phone"))
    for key in LATER:
        if body.get(key) not in (None, False):
            raise Problem(501, f"This sandbox does not speak “{key}” yet.", key=key)
    if not any(body.get(key) for key in ACTS):
        raise Problem(400, f"Write at least one of {', '.join(ACTS)}.", key="take_over")
    tenant = directory.tenant(text_in(body, "tenant"))
    phone = phone_in(body["phone"])
    now = clock.now()
    with tenant_scope(tenant.id):
        person = _person(tenant, text_in(body, "as", "") if body.get("as") is not None else "")
        conversation = find_conversation(phone, tenant.slug).id
        if body.get("take_over"):
            dialogue.take_over(conversation, person, now)
        if body.get("say"):
            _say(conversation, person, text_in(body, "say"))
        if body.get("accept_suggestion") not in (None, False):
            _accept(conversation, person, body["accept_suggestion"])
        if body.get("cancel"):
            _cancel(find_conversation(phone, tenant.slug), person, text_in(body, "cancel"))
        if body.get("hand_back"):
            dialogue.hand_back(conversation, person, now)
        return {"conversation": str(conversation), "as": person.email}


def _person(tenant: Tenant, email: str) -> User:
    """The colleague named; without a name the first agent, or whoever there is."""
    people = User.objects.filter(tenant=tenant, is_active=True)
    if email:
        person = people.filter(email=email).first()
        if person is None:
            raise Problem(404, f"“{tenant.slug}” has nobody with the e-mail {email}.", key="as")
        return person
    person = (
        people.filter(role=Role.AGENT).order_by("created_at", "id").first() or people.order_by("id").first()
    )
    if person is None:
        raise Problem(409, f"“{tenant.slug}” has no people.", key="as")
    return person


def _cancel(conversation: Conversation, person: User, number: str) -> None:
    """As with one click on the order card: the confirmed cancellation of this order, for the first reason there is."""
    card = orders.order_card(conversation.contact, clock.now())
    shown = [order for order in (card.order, *card.earlier) if order and order.number == number]
    act = shown[0].cancellation if shown else None
    if act is None or not act.reasons:
        raise Problem(409, f"No confirmed cancellation of “{number}” waits.", key="cancel")
    orders.cancelling.begin(act.id, reason=act.reasons[0][0], actor=f"user:{person.pk}", now=clock.now())


def _say(conversation: UUID, person: User, text: str) -> None:
    try:
        dialogue.say(conversation, person, Text(text), clock.now())
    except ContentRefused as refused:
        raise Problem(400, str(refused), key="say") from refused
    except NotSendable as refused:
        raise Problem(409, f"This cannot be sent: {type(refused).__name__}.", key="say") from refused


def _accept(conversation: UUID, person: User, key: object) -> None:
    """The suggestion under this key, sent at once: nobody waits here for somebody's second thought."""
    if not isinstance(key, int) or isinstance(key, bool) or not 1 <= key <= MOST:
        raise Problem(400, f"“accept_suggestion” is a number from 1 to {MOST}.", key="accept_suggestion")
    offered = suggestions.offer_in(conversation, person, clock.now())
    chosen = next((row for row in offered.rows if row.rank == key), None)
    if chosen is None:
        keys = ", ".join(str(row.rank) for row in offered.rows) or "none"
        raise Problem(409, f"No suggestion {key} is offered; there are: {keys}.", key="accept_suggestion")
    try:
        suggestions.accept(chosen.pk, person, clock.now())
    except suggestions.Outdated:
        raise Problem(409, "The customer wrote again since it was made.", key="accept_suggestion") from None
    except ContentRefused as refused:
        raise Problem(409, refused.in_words("en"), key="accept_suggestion") from refused
    except NotSendable as refused:
        raise Problem(
            409, f"This cannot be sent: {type(refused).__name__}.", key="accept_suggestion"
        ) from refused


def _answer(request: HttpRequest) -> tuple[int, Body]:
    """A colleague answers a marketplace's question from the inbox: its number there, and the words."""
    body = body_of(
        request, allowed={"tenant", "question", "text", "as"}, required=("tenant", "question", "text")
    )
    tenant = directory.tenant(text_in(body, "tenant"))
    with tenant_scope(tenant.id):
        person = _person(tenant, text_in(body, "as", "") if body.get("as") is not None else "")
        number = text_in(body, "question")
        found = MarketplaceQuestion.objects.filter(visible_questions(person), external_id=number).first()
        if found is None:
            raise Problem(404, f"“{tenant.slug}” has no question {number}.", key="question")
        try:
            answer = give_answer(
                question_id=found.pk, text=text_in(body, "text"), draft=uuid4(), user=person, now=clock.now()
            )
        except AnswerRefused as refused:
            raise Problem(400, f"This cannot be said: {refused.text_id}.", key="text") from refused
    return 201, {"question": number, "answer": str(answer.pk), "as": person.email}


def _tenant(request: HttpRequest) -> tuple[int, Body]:
    """Apply a tenant file; its templates count as approved, its keys are accepted."""
    body = body_of(request, allowed={"file", "secrets"}, required=("file",))
    secrets = body.get("secrets")
    if secrets is not None and not (
        isinstance(secrets, dict) and all(isinstance(value, str) for value in secrets.values())
    ):
        raise Problem(400, "“secrets” must give a text for each name.", key="secrets")
    try:
        outcome = apply_tenant_file(text_in(body, "file"), now=clock.now(), actor="sandbox", secrets=secrets)
    except TenantFileRefused as refused:
        raise Problem(400, str(refused), key="file", problems=refused.lines()) from refused
    waiting = (MessageTemplate.Status.DRAFT, MessageTemplate.Status.PENDING)
    with tenant_scope(outcome.tenant_id):
        carrier_keys.give_to(IntegrationAccount.objects.filter(provider__in=carrier_keys.CARRIERS))
        trendyol_keys.give_to(IntegrationAccount.objects.filter(provider="trendyol"))
        hepsiburada_keys.give_to(IntegrationAccount.objects.filter(provider="hepsiburada"))
        MessageTemplate.objects.filter(status__in=waiting).update(status=MessageTemplate.Status.APPROVED)
    return (201 if outcome.created else 200), {"tenant": outcome.slug, "changes": list(outcome.changes)}


def _reset(request: HttpRequest) -> Body:
    body = body_of(request, allowed={"now"})
    try:
        services.reset(moment_in(body["now"], "now") if body.get("now") else None)
    except turns.Busy:
        raise Problem(409, "The clock is being moved, or another reset is under way.") from None
    return {"reset": True, "now": clock.now().isoformat()}


agents = control(POST=_agent)
answers = control(POST=_answer)
tenants = control(POST=_tenant)
reset = control(POST=_reset)
