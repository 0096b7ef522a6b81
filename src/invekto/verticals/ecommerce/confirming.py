"""What is to be cancelled, said back with its amount and confirmed; then prepared for a colleague, or begun."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from invekto.agent_ai.contract import Buttons, Content, Reply, Text, Turn
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import (
    ALL,
    TEXT,
    Ask,
    Decide,
    End,
    Go,
    Scene,
    Slot,
    Slots,
    State,
    handed_over,
)
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.outbound.content import BUTTON_TITLE
from invekto.verticals.ecommerce import counted
from invekto.verticals.ecommerce.collecting import ITEM, has_several_items
from invekto.verticals.ecommerce.counted import COUNT
from invekto.verticals.ecommerce.finding import NUMBER

# In folded words; read only as the answer to the question itself.
_YES = re.compile(
    r"^\W*(?:evet|aynen|tamam|olur|onay\w*|kabul|dogru|elbette|tabii?|iptal ed(?:in|iniz|elim)|iptal et\b|iptal olsun"
    r"|yes|yep|sure|ok(?:ay)?|confirm\w*|go ahead|please do|cancel (?:it|them|my order))\b"
)
_NO = re.compile(r"\b(?:etmey?in\w*|etme|istemi\w+|kalsin|hayir|yok|vazgec\w*|don'?t|no|not|keep)\b")


def _said_yes(turn: Turn, slots: Slots) -> str | None:
    words = fold(turn.text)
    agrees = turn.understood and turn.wish.intent == "affirm"
    return slots.get(OFFERED) if (agrees or _YES.search(words)) and not _NO.search(words) else None


# Said outright, whatever else is said with it.
_KEEP = re.compile(
    r"\bvazgec(?!me)\w*|\biptal\w* (?:etme(?!k)\w*|olmasin|istemi\w+)|\b(?:hepsi|siparis\w*) (?:gelsin|kalsin)\b"
    r"|\b(?:do not|don['’]?t|dont) cancel\b|\bkeep (?:it|them|my order)\b"
)


def _said_keep(turn: Turn, _: Slots) -> str | None:
    asked = turn.flow is not None and turn.flow.step == "confirm"
    return "yes" if asked and _KEEP.search(fold(turn.text)) else None


def _ask(scene: Scene[Freshness]) -> Content:
    return _question(scene, scene.here["offer"]) if "offer" in scene.here else _asked_again(scene)


def _question(scene: Scene[Freshness], offer: orders.Offer) -> Content:
    amount = orders.money(offer.amount, currency=offer.currency, language=scene.turn.language)
    what = orders.cancelling.in_words(offer.pieces, scene.turn.language)
    whole = "whole" if offer.is_whole else "part"
    body = scene.t(f"ecommerce-cancel-confirm-{whole}", number=scene.need(NUMBER), what=what, amount=amount)
    another = "ecommerce-cancel-instead-of-exchange" if _WANTS_ANOTHER.search(fold(scene.words)) else None
    if instead := _INSTEAD.get(scene.flow, another):
        body = f"{scene.t(instead)} {body}"
    yes = scene.button(scene.t("ecommerce-cancel-yes")[:BUTTON_TITLE], CONFIRMED, scene.need(OFFERED))
    no = scene.button(scene.t("ecommerce-cancel-no")[:BUTTON_TITLE], KEPT, "yes")
    return Buttons(body, (yes, no))


# Why it is cancelled: it was to be another size or colour.
_WANTS_ANOTHER = re.compile(
    r"\b(?:beden|numara|renk|model)\w*\b[^.!?]*\b(?:yanlis|hatali|degis\w*)"
    r"|\b(?:yanlis|hatali) (?:beden|numara|renk|model)\w*"
    r"|\b(?:wrong|another|different) (?:size|colou?r)\b"
)
# Where they asked for something that an order has to arrive for.
_INSTEAD = {
    "return_request": "ecommerce-cancel-instead-of-return",
    "product_exchange": "ecommerce-cancel-instead-of-exchange",
}


def _asked_again(scene: Scene[Freshness]) -> Content:
    """After a digression the order is looked at once more; what can no longer be cancelled is not asked about."""
    mine = orders.orders_of(scene.turn.contact, scene.turn.now)
    order = next((one for one in mine if one.number == scene.need(NUMBER)), None)
    offer = None
    if order is not None:
        line = _line(scene)
        try:
            offer = orders.offer(order, line, counted.wanted(scene, order, line))
        except counted.NotByPieces:
            order = None
    if offer is not None:
        return _question(scene, offer)
    has_left = order is not None and order.status in (orders.ACTIVE - orders.NOT_SHIPPED) | orders.DELIVERED
    if order is not None and has_left:
        return Text(_too_late(scene, order))
    return Text(scene.t("ecommerce-cancel-changed", number=scene.need(NUMBER)))


def _too_late(scene: Scene[Freshness], order: OrderView) -> str:
    how = "delivered" if order.status in orders.DELIVERED else "shipped"
    return scene.t(f"ecommerce-cancel-{how}", number=order.number)


OFFERED = Slot("cancel_offered", TEXT)  # what is shown to be confirmed; another thing is confirmed anew
KEPT = Slot("cancel_kept", TEXT, hear=_said_keep)  # they would rather keep it
CONFIRMED = Slot(
    "cancel_confirmed",
    TEXT,
    answer=_said_yes,
    ask=_ask,
    rule="did-asked-cancel-confirm",
    brief=8,
    own_words=frozenset({"iptal", "cancel"}),
)
MEMORY = (OFFERED, KEPT, CONFIRMED, COUNT)


class Offered(Enum):
    READY = "ready"
    KEPT = "kept"
    GONE = "gone"
    UNKNOWN = "unknown"
    NOT_BY_PIECES = "not_by_pieces"


def look(scene: Scene[Freshness]) -> Go[Offered]:
    """What could be cancelled now; a yes to something else is none."""
    order: OrderView | None = scene.here.get("order")
    if order is None:
        return Go(Offered.UNKNOWN)
    line = _line(scene)
    try:
        offer = orders.offer(order, line, counted.wanted(scene, order, line))
    except counted.NotByPieces:
        return Go(Offered.NOT_BY_PIECES)
    if offer is None:
        return Go(Offered.GONE)
    if scene.slots.has(KEPT):
        return Go(Offered.KEPT)
    scene.here["offer"] = offer
    print_ = offer.fingerprint
    # "hepsini" to the question whether all of it is to be cancelled agrees.
    if (
        offer.is_whole
        and scene.get(OFFERED) == print_
        and _is_asked(scene)
        and counted.says_every(scene.turn)
    ):
        return Go(Offered.READY, {OFFERED: print_, CONFIRMED: print_})
    return Go(Offered.READY, {OFFERED: print_}, forget=() if scene.get(CONFIRMED) == print_ else (CONFIRMED,))


def _is_asked(scene: Scene[Freshness]) -> bool:
    flow = scene.turn.flow
    return flow is not None and flow.name == scene.flow and flow.step == "confirm"


def _line(scene: Scene[Freshness]) -> str | None:
    item = scene.get(ITEM)
    return None if item in (None, ALL) else item


class Acted(Enum):
    PREPARED = "prepared"
    BEGUN = "begun"


def act(scene: Scene[Freshness]) -> Go[Acted]:
    """Kept for a colleague with one click to go; begun by the bot only where the shop has said so."""
    turn, order = scene.turn, scene.here["order"]
    row = orders.cancelling.prepare(turn.conversation, order, scene.here["offer"], turn.now)
    settings = turn.tenant.settings.get("cancelling") or {}
    reason = (settings.get("reasons") or {}).get(order.provider)
    if row.state == orders.cancelling.State.DOING:
        return Go(Acted.BEGUN)
    if settings.get("by_bot") and reason:
        orders.cancelling.begin(row.id, reason=reason, actor="bot", now=turn.now, by_bot=True)
        return Go(Acted.BEGUN)
    return Go(Acted.PREPARED)


# Ends.


def kept(scene: Scene[Freshness]) -> Reply:
    said = scene.t("ecommerce-cancel-kept", number=scene.need(NUMBER))
    return Reply(with_buttons(scene.turn, said, ("order_status", "human_request")), rule="did-kept-order")


def gone(scene: Scene[Freshness]) -> Reply:
    """With the carrier or with the customer: a return is the way, said plainly."""
    order: OrderView = scene.here["order"]
    said = _too_late(scene, order)
    slots = {"order_number": order.number}
    buttons = ("return_request", "order_status", "human_request")
    return Reply(with_buttons(scene.turn, said, buttons, slots), rule="did-told-too-late")


def begun(scene: Scene[Freshness]) -> Reply:
    platform = scene.t(orders.platform_text_id(scene.here["order"].provider))
    said = scene.t("ecommerce-cancel-begun", number=scene.need(NUMBER), platform=platform)
    return Reply(with_buttons(scene.turn, said, ("human_request",)), rule="did-began-cancellation")


def prepared(scene: Scene[Freshness]) -> Reply:
    reply = handed_over(
        scene,
        "ecommerce-cancel-prepared",
        next_step="ecommerce-next-order-cancel-prepared",
        facts=[scene.turn.staff("note-fact-cancel-confirmed")],
        number=scene.need(NUMBER),
    )
    assert reply.handoff is not None
    return replace(reply, handoff=replace(reply.handoff, wish="order_cancel"))


class Arrived(Enum):
    YES = "yes"
    NOT_SENT = "not_sent"


def arrived(scene: Scene[Freshness]) -> Go[Arrived]:
    """What no carrier has yet cannot come back: it is cancelled."""
    order: OrderView | None = scene.here.get("order")
    is_here = order is None or order.status not in orders.NOT_SHIPPED or orders.offer(order) is None
    return Go(Arrived.YES if is_here else Arrived.NOT_SENT)


def instead(then: str) -> dict[str, State]:
    """The states of a flow for what has arrived, where the order has not even left; ``then`` where it has."""
    return {
        "arrived": Decide(arrived, {Arrived.YES: then, Arrived.NOT_SENT: "which_of_it"}),
        "which_of_it": Ask(ITEM, then="offer", refused="offer", needed=has_several_items),
        "offer": Decide(
            look,
            {
                Offered.READY: "confirm",
                Offered.KEPT: "kept",
                Offered.GONE: then,
                Offered.UNKNOWN: then,
                Offered.NOT_BY_PIECES: "pieces",
            },
        ),
        "confirm": Ask(CONFIRMED, then="act", refused="kept"),
        "act": Decide(act, {Acted.PREPARED: "prepared", Acted.BEGUN: "begun"}),
        "kept": End(kept, to_person=True),
        "pieces": End(counted.not_by_pieces, to_person=True),
        "begun": End(begun, to_person=True),
        "prepared": End(prepared, to_person=True),
    }
