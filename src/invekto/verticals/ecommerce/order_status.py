""" "Where is my order?": told to its owner from fresh data, or honestly with the age of what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from invekto.agent_ai.contract import (
    AsksOutside,
    Content,
    FlowState,
    Handoff,
    HandoffReason,
    ListMenu,
    Reply,
    Text,
    Turn,
)
from invekto.agent_ai.engine.buttons import row
from invekto.agent_ai.handlers import COMMON, with_buttons
from invekto.integrations import services as integrations
from invekto.integrations.services import Freshness, NotFresh
from invekto.orders import services as orders
from invekto.orders.services import Facts, OrderView
from invekto.outbound.content import BUTTON_TITLE, ROWS

_FLOW = "order_status"
_VERSION = 1
_NUMBER, _FACT = "number", "fact"  # steps
_MOST_UNCLEAR = 2  # answers without an answer in them; then a person
_MOST_FACTS = 2  # named in a question; any other true one is taken as well
_SHORT_ANSWER = 4  # words; a name, a district, some digits
# Where the analysis found no order number: what a customer types when asked for one. A dotted or spaced
# number is one number.
_TYPED_NUMBER = re.compile(r"(?<!\w)#?[A-Za-z]{0,4}-?\d[\d .-]{3,24}\d(?!\w)")
_ON_THE_WAY_LINK = frozenset({"shipped", "at_pickup_point", "undelivered"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What this turn says about the order: its number, and words that may prove the owner."""

    number: str | None
    facts: Facts


def _asked(turn: Turn) -> Asked:
    number = turn.entity("order_number") or turn.entity("tracking_code")
    state = turn.flow if turn.flow and turn.flow.name == _FLOW else None
    phone = turn.entity("phone") or ""
    beside = orders.said_beside(turn.text)
    beside = replace(beside, phone=phone or beside.phone)
    if state is None:
        return Asked(number, beside)
    if state.step == _FACT:
        known = str(state.slots["number"])
        if number and orders.plain_number(number) != known:
            return Asked(number, beside)  # they corrected the number
        return Asked(known, Facts(phone=phone, answer=turn.text))
    return Asked(number or _typed_number(turn.text), beside)


def _typed_number(text: str) -> str | None:
    found = _TYPED_NUMBER.search(text)
    return orders.plain_number(found.group()) if found else None


class OrderStatusHandler:
    def prepare(self, turn: Turn) -> Freshness:
        return _refresh(turn, _asked(turn).number)

    def handle(self, turn: Turn, fresh: Freshness) -> Reply:
        return _tell(turn, _asked(turn), fresh)


class OrderStatusFlow:
    """Waits for an order number, then perhaps for one fact about the order's owner."""

    name = _FLOW
    version = _VERSION
    serves = frozenset({"order_status"})

    def recognises(self, turn: Turn) -> bool:
        assert turn.flow is not None
        if turn.flow.step == _FACT:
            return len(turn.text.split()) <= _SHORT_ANSWER
        return _asked(turn).number is not None

    def prepare(self, turn: Turn) -> Freshness:
        return _refresh(turn, _asked(turn).number)

    def resume(self, turn: Turn, fresh: Freshness) -> Reply:
        assert turn.flow is not None
        understood = turn.understood
        if turn.flow.step == _NUMBER and _asked(turn).number is None:
            return self._without_number(turn, turn.flow, understood)
        if turn.flow.step == _FACT and understood and turn.wish.intent == "deny":
            return _to_person(turn, "ecommerce-order-no-proof")
        return _tell(turn, _asked(turn), fresh)

    def _without_number(self, turn: Turn, state: FlowState, understood: bool) -> Reply:
        if understood and turn.wish.intent == "thanks":
            return COMMON["thanks"].handle(turn, None)
        refused = understood and turn.wish.intent == "deny"
        if refused or state.attempts + 1 >= _MOST_UNCLEAR:
            return _to_person(turn, "ecommerce-order-no-number")
        return Reply(
            [Text(turn.t("ecommerce-order-ask-number-again"))], rule="did-asked-number", flow=state.again()
        )

    def question(self, turn: Turn) -> Content:
        assert turn.flow is not None
        if turn.flow.step == _FACT:
            return Text(_fact_question(turn, turn.flow.slots["askable"], was_wrong=False))
        return Text(turn.t("ecommerce-order-ask-number-again"))


def _refresh(turn: Turn, number: str | None) -> Freshness:
    try:
        return integrations.refresh_for_answer(
            turn.tenant.id,
            phone=turn.contact.phone,
            order_number=number,
            now=turn.now,
            timeout=turn.patience,
        )
    except NotFresh as too_slow:
        raise AsksOutside from too_slow


def _tell(turn: Turn, asked: Asked, fresh: Freshness) -> Reply:
    identity = orders.identify(
        turn.contact,
        order_number=asked.number,
        facts=asked.facts,
        now=turn.now,
        product=turn.entity("product") or "",
        is_fresh=fresh.is_fresh,
    )
    match identity:
        case orders.Identified(order):
            return _status(turn, order, fresh)
        case orders.Several(found):
            return Reply([_choice(turn, found)], rule="did-listed-orders")
        case orders.NeedsNumber():
            return Reply(
                # That there is no order for this phone may be said only by who was able to look.
                [Text(turn.t(f"ecommerce-order-ask-number{'' if fresh.is_fresh else '-again'}"))],
                rule="did-asked-number",
                flow=FlowState(_FLOW, _VERSION, _NUMBER),
            )
        case orders.NeedsFact(number, askable, was_wrong, _):
            return Reply(
                [Text(_fact_question(turn, askable, was_wrong=was_wrong))],
                rule="did-asked-fact",
                flow=FlowState(_FLOW, _VERSION, _FACT, {"number": number, "askable": list(askable)}),
            )
        case orders.NotFound(number, _) if fresh.is_fresh:
            return Reply(
                [Text(turn.t("ecommerce-order-not-found", number=number))],
                rule="did-not-found",
                flow=FlowState(_FLOW, _VERSION, _NUMBER),
            )
        case orders.NotFound():
            # It may well exist: the platform that would know did not answer.
            return _to_person(turn, "ecommerce-order-platform-down", reason=HandoffReason.ERROR)
        case orders.NeedsPerson(reason):
            slug = "too-many-tries" if reason == "too_many_tries" else "no-proof"
            return _to_person(turn, f"ecommerce-order-{slug}")


def _status(turn: Turn, order: OrderView, fresh: Freshness) -> Reply:
    lines = [orders.status_answer(order, language=turn.language, now=turn.now, zone=turn.zone)]
    lines += [
        turn.t("ecommerce-order-track", url=package.tracking_url)
        for package in order.packages
        if package.tracking_url and package.status in _ON_THE_WAY_LINK
    ]
    if aged := _how_old(turn, order, fresh):
        lines.append(aged)
    ways_on = (
        *(("order_cancel",) if order.status in orders.NOT_SHIPPED else ()),
        "return_request",
        "human_request",
    )
    return Reply(
        with_buttons(turn, "\n".join(lines), ways_on, {"order_number": order.number}), rule="did-told-order"
    )


def _how_old(turn: Turn, order: OrderView, fresh: Freshness) -> str | None:
    """None when the order's platform was asked just now."""
    stale = [account for account in fresh.stale if account.account_id == order.account_id]
    if not stale:
        return None
    synced = stale[0].synced_at
    if synced is None:
        return turn.t("ecommerce-order-may-be-old")
    when = orders.day(synced, language=turn.language, zone=turn.zone)
    return turn.t("ecommerce-order-as-of", moment=f"{when} {synced.astimezone(turn.zone):%H:%M}")


def _choice(turn: Turn, found: Sequence[OrderView]) -> ListMenu:
    rows = [
        row(
            orders.list_title(order),
            orders.list_description(order, language=turn.language, zone=turn.zone),
            "order_status",
            {"order_number": order.number},
        )
        for order in found[:ROWS]
    ]
    return ListMenu(
        body=turn.t("ecommerce-order-which", count=len(found)),
        button=turn.t("ecommerce-order-choose")[:BUTTON_TITLE],
        rows=tuple(rows),
    )


def _fact_question(turn: Turn, askable: Sequence[str], *, was_wrong: bool) -> str:
    names = [turn.t(f"ecommerce-order-fact-{fact}") for fact in askable[:_MOST_FACTS]]
    wanted = turn.t("ecommerce-order-or").join(names)
    return turn.t(f"ecommerce-order-ask-fact{'-again' if was_wrong else ''}", facts=wanted)


def _to_person(turn: Turn, text_id: str, *, reason: HandoffReason = HandoffReason.POLICY) -> Reply:
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(
            reason,
            said=turn.t(text_id),
            facts=_slot_facts(turn),
            next_step="ecommerce-next-order-status",
        ),
    )


def _slot_facts(turn: Turn) -> tuple[str, ...]:
    number = turn.flow.slots.get("number") if turn.flow else None
    return (turn.staff("note-fact-order-number", value=str(number)),) if number else ()


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
    named = orders.plain_number(turn.entity("order_number") or "")
    known = {number for order in mine for number in (order.number, *_tracking_codes(order))}
    if named and named not in known:
        facts.append(turn.staff("ecommerce-fact-order-unproven", number=named))
    return facts


def _tracking_codes(order: OrderView) -> list[str]:
    return [package.tracking_code for package in order.packages if package.tracking_code]
