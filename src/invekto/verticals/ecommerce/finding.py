"""Which order does the customer mean, and may they hear of it? Slots and a decision that several flows share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from invekto.agent_ai.contract import AsksOutside, Content, ListMenu, Text, Turn
from invekto.agent_ai.engine.buttons import row
from invekto.agent_ai.machine import (
    FLAG,
    OBJECT,
    OPTIONS,
    TEXT,
    TEXTS,
    Go,
    Option,
    Scene,
    Slot,
    Slots,
    last_heard,
    mends,
)
from invekto.core.folding import fold
from invekto.integrations import services as integrations
from invekto.integrations.models import OrderStatus
from invekto.integrations.services import Freshness, NotFresh
from invekto.orders import services as orders
from invekto.orders.services import Described, Facts, OrderView
from invekto.outbound.content import BUTTON_TITLE, ROWS

TOLD_LATELY = timedelta(hours=48)  # what is asked then is asked about it
_MOST_FACTS = 2  # named in a question; any other true one is taken as well
_SHORT_ANSWER = 4  # words; a name, a district, some digits
# Where the analysis found no order number: what a customer types when asked for one. A dotted or spaced
# number is one number.
_TYPED_NUMBER = re.compile(r"(?<!\w)#?[A-Za-z]{0,4}-?\d[\d .-]{3,24}\d(?!\w)")

_ANOTHER_NUMBER = re.compile(r"\b(?:vergi|vkn|tckn|tc (?:no|kimlik)|kimlik no|tax)\w*\b|\biban\b")


# Questions (flow, state) to which digits are an answer, and no order.
_OTHER_DIGITS = frozenset(
    {("invoice_request", state) for state in ("tax", "office", "title", "email", "check", "mend")}
    | {("address_change", "address"), ("address_change", "confirm")}
)


def said_number(turn: Turn, _: Slots) -> str | None:
    if turn.flow is not None and not turn.flow.over and (turn.flow.name, turn.flow.step) in _OTHER_DIGITS:
        return None
    said = last_heard(turn, "order_number") or last_heard(turn, "tracking_code")
    return orders.plain_number(said) or None if said else None


def typed_number(turn: Turn, slots: Slots) -> str | None:
    text = turn.text
    for kind in ("tax_number", "phone", "datetime", "money"):
        for entity in turn.analysis.entities.get(kind, ()):
            text = text.replace(entity.text, " ")
    # "Vergi no 1234567890" is no order, whatever was asked, and "pardon, 1234567891" after it neither.
    mended = mends(turn.text) and {"tax_number", "tax_number_doubtful"} & set(slots.values)
    found = None if mended or _ANOTHER_NUMBER.search(fold(turn.text)) else _TYPED_NUMBER.search(text)
    return said_number(turn, slots) or (orders.plain_number(found.group()) if found else None)


def _told_fact(turn: Turn, slots: Slots) -> str | None:
    # The question once more, or a button of ours, is no fact; nor is it a wrong one.
    if (
        turn.wish.tapped
        or orders.tells_nothing(turn.text)
        or (turn.understood and turn.wish.intent == "deny")
    ):
        return None
    another = said_number(turn, slots)
    return None if another and another != slots.get(NUMBER) else turn.text.strip() or None


# "Pazartesi aldığım", "21 kasımda aldım".
_BOUGHT = re.compile(
    r"\b(?:al(?:di|dik|mis|iyor)\w*|siparis (?:et|ver|gec)\w*|satin al\w*|verdi(?:m|k|gim)\w*"
    r"|ordered|bought|purchased)\b"
)
# A weekday or a date is the next one to the analysis: the last one is a week, or a year before.
_BACK = (timedelta(0), timedelta(days=7), timedelta(days=365))


def said_purchase(turn: Turn, _: Slots) -> dict[str, str] | None:
    """What was bought and when, said in one go: "geçen salı aldığım mavi elbise". None unless both are there."""
    products = turn.analysis.entities.get("product", ())
    moments = [one.value for one in turn.analysis.entities.get("datetime", ()) if isinstance(one.value, dict)]
    if not products or not moments or not _BOUGHT.search(fold(turn.text)):
        return None
    since, until = (datetime.fromisoformat(str(moments[0][end])) for end in ("from", "to"))
    back = next((back for back in _BACK if since - back <= turn.now), None)
    if back is None:
        return None
    since, until = since - back, until - back
    colors = [one.value for one in turn.analysis.entities.get("color", ()) if isinstance(one.value, str)]
    words = [*colors[:1], *(one.value for one in products[:1] if isinstance(one.value, str))]
    return {"product": " ".join(words), "from": since.isoformat(), "to": until.isoformat()}


def said_platform(turn: Turn, _: Slots) -> str | None:
    return turn.wish.slots.get("platform") or orders.platform_named(turn.text)


def _described(told: Mapping[str, Any] | None) -> Described | None:
    if told is None:
        return None
    since, until = (datetime.fromisoformat(told[end]) for end in ("from", "to"))
    return Described(told["product"], since, until)


def _ask_number(scene: Scene[Freshness]) -> Content:
    found = scene.get(MISSED)
    if found and not scene.attempts:
        return Text(scene.t("ecommerce-order-not-found", number=found))
    # That there is no order for this phone may be said only by who was able to look.
    flow = scene.turn.flow
    was_told = flow is not None and flow.step == "number" and not flow.over
    looked = scene.fetched is not None and scene.fetched.is_fresh and not scene.attempts and not was_told
    return Text(scene.t(f"ecommerce-order-ask-number{'' if looked else '-again'}"))


def _ask_fact(scene: Scene[Freshness]) -> Content:
    names = [scene.t(f"ecommerce-order-fact-{fact}") for fact in (scene.get(ASKABLE) or ())[:_MOST_FACTS]]
    again = "-again" if scene.get(WAS_WRONG) else ""
    return Text(scene.t(f"ecommerce-order-ask-fact{again}", facts=scene.t("ecommerce-order-or").join(names)))


def _number_note(turn: Turn, number: str) -> str:
    return turn.staff("note-fact-order-number", value=number)


PLATFORM = Slot("platform", TEXT, hear=said_platform)
DESCRIBED = Slot("described_order", OBJECT, hear=said_purchase)
THEIRS = Slot("their_orders", OPTIONS)
NOT_MEANT = Slot("orders_not_meant", TEXTS)
MISSED = Slot("missed_number", TEXT)
ASKABLE = Slot("askable", TEXTS)
WAS_WRONG = Slot("was_wrong", FLAG)
NUMBER = Slot(
    "order_number",
    TEXT,
    hear=said_number,
    answer=typed_number,
    ask=_ask_number,
    rule="did-asked-number",
    note=_number_note,
    found=lambda turn, number: turn.staff("note-fact-order-meant", number=number),
    options=THEIRS,
    rejects=NOT_MEANT,
    clears=(
        *("fact", "askable", "was_wrong", "item", "items", "item_title"),
        *("cancel_offered", "cancel_confirmed", "cancel_kept"),
    ),
)
# Read and forgotten in the same turn: what proves who somebody is is not kept.
FACT = Slot("fact", TEXT, answer=_told_fact, ask=_ask_fact, rule="did-asked-fact", brief=_SHORT_ANSWER)

MEMORY = (PLATFORM, DESCRIBED, THEIRS, NOT_MEANT, MISSED, ASKABLE, WAS_WRONG)


class Found(Enum):
    THEIRS = "theirs"
    SEVERAL = "several"
    NO_NUMBER = "no_number"
    NO_SUCH_NUMBER = "no_such_number"
    NEEDS_PROOF = "needs_proof"
    NO_PROOF = "no_proof"
    TOO_MANY_TRIES = "too_many_tries"
    PLATFORM_DOWN = "platform_down"


def find(scene: Scene[Freshness], wanted: frozenset[OrderStatus] = orders.ACTIVE) -> Go[Found]:
    """Whose order is meant, by the rules of ``orders``: only its owner hears of it.

    ``wanted``: statuses that are likelier than others when no number was given.
    """
    _drop_other_platforms(scene)
    identity = _others(scene) or _identify(scene, wanted)
    match identity:
        case orders.Identified(order):
            scene.here["order"] = order
            # For "not that one, the other".
            mine = orders.orders_of(scene.turn.contact, scene.turn.now)
            return Go(Found.THEIRS, {NUMBER: order.number, THEIRS: options(scene.turn, mine)})
        case orders.Several(found):
            scene.here["several"] = found
            return Go(Found.SEVERAL, {THEIRS: options(scene.turn, found)}, forget=(NUMBER,))
        case orders.NeedsNumber():
            return Go(Found.NO_NUMBER, forget=(NUMBER, MISSED))
        case orders.NeedsFact(number, askable, was_wrong, _):
            known = {NUMBER: number} if number else {}
            return Go(
                Found.NEEDS_PROOF,
                {**known, ASKABLE: tuple(askable), WAS_WRONG: was_wrong},
                forget=(FACT,),
            )
        case orders.NotFound(number, _) if scene.fetched.is_fresh:
            return Go(Found.NO_SUCH_NUMBER, {MISSED: number}, forget=(NUMBER,))
        case orders.NotFound():
            # It may well exist: the platform that would know did not answer.
            return Go(Found.PLATFORM_DOWN)
        case orders.NeedsPerson("too_many_tries"):
            return Go(Found.TOO_MANY_TRIES, forget=(FACT,))
        case orders.NeedsPerson():
            return Go(Found.NO_PROOF, forget=(FACT,))


def _drop_other_platforms(scene: Scene[Freshness]) -> None:
    """Who now names a platform means no longer the order of another one that was spoken of before."""
    platform, number = said_platform(scene.turn, scene.slots), scene.get(NUMBER)
    if not platform or not number or said_number(scene.turn, scene.slots) or scene.turn.wish.tapped:
        return
    mine = orders.orders_of(scene.turn.contact, scene.turn.now)
    before = next((order.provider for order in mine if order.number == number), platform)
    if before != platform and any(order.provider == platform for order in mine):
        for name in (NUMBER.name, *NUMBER.clears):
            scene.slots.forget(name)


def _others(scene: Scene[Freshness]) -> orders.Identity | None:
    """After "not that one": what else is theirs."""
    rejected = scene.get(NOT_MEANT)
    if not rejected or scene.slots.has(NUMBER):
        return None
    mine = orders.orders_of(scene.turn.contact, scene.turn.now)
    left = [order for order in mine if order.number not in rejected]
    if not left:
        return None
    return orders.Several(tuple(left)) if len(left) > 1 else orders.Identified(left[0])


def _identify(scene: Scene[Freshness], wanted: frozenset[OrderStatus]) -> orders.Identity:
    turn = scene.turn
    phone = turn.entity("phone") or ""
    answer = scene.get(FACT)
    beside = orders.said_beside(turn.text)
    names_it = said_number(turn, scene.slots) or said_purchase(turn, scene.slots)
    said = _unannounced(turn) if names_it and not turn.wish.tapped else ""
    facts = (
        Facts(phone=phone, answer=answer)
        if answer
        else replace(beside, phone=phone or beside.phone, bare=said)
    )
    return orders.identify(
        turn.contact,
        order_number=scene.get(NUMBER) or _just_told(turn, wanted),
        facts=facts,
        now=turn.now,
        wanted=wanted,
        product=turn.entity("product") or "",
        platform=scene.get(PLATFORM),
        is_fresh=scene.fetched.is_fresh,
        described=_described(scene.get(DESCRIBED)),
    )


_NO_NAMES = ("product", "color", "size", "datetime", "money", "order_number", "tracking_code", "phone")


def _unannounced(turn: Turn) -> str:
    """What is left of their words without the things they name: a name may be in it."""
    text = turn.text
    for kind in _NO_NAMES:
        for entity in turn.analysis.entities.get(kind, ()):
            text = text.replace(entity.text, " ")
    return text


def _just_told(turn: Turn, wanted: frozenset[OrderStatus]) -> str | None:
    """The order of whose parcel we wrote them lately: a question without a number is about that one."""
    if wanted is not orders.ACTIVE or turn.entity("product"):
        return None
    told = orders.last_told(turn.conversation.id, since=turn.now - TOLD_LATELY)
    mine = orders.orders_of(turn.contact, turn.now) if told else []
    platform = said_platform(turn, Slots())
    return next(
        (
            order.number
            for order in mine
            if told and order.number == told.order_number and platform in (None, order.provider)
        ),
        None,
    )


def refresh(turn: Turn, slots: Slots) -> Freshness:
    """What the platforms know now of the customer and of the order they name. Raises AsksOutside."""
    number = typed_number(turn, slots) if turn.flow is not None else said_number(turn, slots)
    try:
        return integrations.refresh_for_answer(
            turn.tenant.id,
            phone=turn.contact.phone,
            order_number=number or slots.get(NUMBER),
            platform=slots.get(PLATFORM) or orders.platform_named(turn.text),
            now=turn.now,
            timeout=turn.patience,
        )
    except NotFresh as too_slow:
        raise AsksOutside from too_slow


def which(text_id: str) -> Callable[[Scene[Freshness]], Content]:
    """The question which of several orders is meant."""
    return lambda scene: _which(scene, text_id)


def _which(scene: Scene[Freshness], text_id: str) -> Content:
    found = scene.need(THEIRS)
    return ListMenu(
        body=scene.t(text_id, count=len(found)),
        button=scene.t("ecommerce-order-choose")[:BUTTON_TITLE],
        # As wishes they can be tapped later too, for an order is worth asking for again.
        rows=tuple(
            row(one.title, one.description, scene.flow, _which_one(one, place, scene.here.get("several")))
            for place, one in enumerate(found)
        ),
    )


def _which_one(one: Option, place: int, several: Sequence[OrderView] | None) -> dict[str, str]:
    """The number tells which, unless two platforms gave the same one."""
    slots = {NUMBER.name: one.value}
    if several and [order.number for order in several].count(one.value) > 1:
        slots[PLATFORM.name] = several[place].provider
    return slots


def options(turn: Turn, found: Sequence[OrderView]) -> tuple[Option, ...]:
    of_several = len({order.provider for order in found}) > 1
    return tuple(
        Option(
            order.number,
            orders.list_title(order),
            orders.list_description(order, language=turn.language, zone=turn.zone, with_platform=of_several),
            orders.products(order, language=turn.language),
        )
        for order in found[:ROWS]
    )


def order_facts(turn: Turn) -> list[str]:
    """The contact's own orders, for the hand-over note: what is under way first. And a warning where the
    customer names an order that is not known to be theirs: nobody should cancel or tell it on their word."""
    mine = orders.orders_of(turn.contact, turn.now)
    facts: list[str] = [
        turn.staff(
            "ecommerce-fact-order",
            number=order.number,
            status=turn.staff(orders.status_text_id(order.status)),
            products=orders.products(order, language=turn.tenant.language),
        )
        for order in mine[:3]
    ]
    known = {number for order in mine for number in (order.number, *_tracking_codes(order))}
    kept = turn.flow.slots if turn.flow else {}
    of_tax = {kept.get("tax_number"), kept.get("tax_number_doubtful")}
    said = None if _ANOTHER_NUMBER.search(fold(turn.text)) else said_number(turn, Slots())
    told = (None if said in of_tax else said, turn.flow.slots.get(NUMBER.name) if turn.flow else None)
    named = dict.fromkeys(orders.plain_number(str(number)) for number in told if number)
    return facts + [
        turn.staff("ecommerce-fact-order-unproven", number=number)
        for number in named
        if number and number not in known
    ]


def _tracking_codes(order: OrderView) -> list[str]:
    return [package.tracking_code for package in order.packages if package.tracking_code]
