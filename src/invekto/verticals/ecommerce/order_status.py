""" "Where is my order?": told to its owner from fresh data, or honestly with the age of what is known."""

from __future__ import annotations

import re
from enum import Enum

from invekto.agent_ai.contract import HandoffReason, Reply, Turn
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import Ask, Decide, End, Go, Machine, Scene, handed_over
from invekto.integrations.models import OrderStatus
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.verticals.ecommerce import asked_of_parcel, finding, missing
from invekto.verticals.ecommerce.finding import FACT, NUMBER, Found, refresh, which
from invekto.verticals.ecommerce.missing import MISSING, WAS_DELIVERED

# Nothing else is said: who has an order asks for it, and who has none is asked for its number.
_WHERE_IS_IT = (
    r"^\W*(?:(?:merhaba|selam|slm|iyi gunler|tamam|tmm|ok|okey|anladim|ee?|peki|ya|abi|acaba"
    r"|benimki?|urun\w*|siparis\w*|kargo\w*|paket\w*)\W+){0,3}"
    r"(?:ne ?zaman|ne vakit|kac gune?|nere?de) ?"
    r"(?:gel(?:ir|ecek|cek|icek|iyor|iyo)?|kald[ia]|elime (?:gecer|ulasir)|ulasir)?"
    r"(?:\W+(?:acaba|ya|abi|peki|elime|bana|bu|ulasir|gecer)){0,2}\W*$"
)
# A number alone: of an order one is mostly asked where it is. A mobile telephone is none.
_ONLY_NUMBER = r"^\W*(?:siparis\w*|order)?\W*(?:no\w*|numara\w*|number)?\W*(?!0?5\d{9}\b)\d{5,14}\W*$"
_ON_THE_WAY_LINK = frozenset({"shipped", "at_pickup_point", "undelivered"})


class Received(Enum):
    AS_TOLD = "as_told"
    MISSING = "missing"


def _find(scene: Scene[Freshness]) -> Go[Found]:
    """Who speaks of what came out of the box, or of a delivery, means an order that was delivered."""
    speaks_of_delivery = scene.get(MISSING) not in (None, missing.NOT_HERE)
    return finding.find(scene, orders.DELIVERED if speaks_of_delivery else orders.ACTIVE)


def _received(scene: Scene[Freshness]) -> Go[Received]:
    order: OrderView = scene.here["order"]
    way = Received.MISSING if missing.is_missing(order, scene.get(MISSING)) else Received.AS_TOLD
    return Go(way, {WAS_DELIVERED: order.status in orders.DELIVERED})


def _look_into_it(scene: Scene[Freshness]) -> Reply:
    """Nobody is told again that what they miss was delivered: a person looks for it."""
    slug = missing.text_id(scene.need(MISSING))
    order: OrderView = scene.here["order"]
    turn = scene.turn
    came = next((one for one in order.packages if one.status in orders.DELIVERED), None)
    record = "no"
    if came is not None:
        record = "whom" if came.parcel and came.parcel.delivered_to else "day"
    return handed_over(
        scene,
        f"ecommerce-missing-{slug}",
        next_step=f"ecommerce-next-missing-{slug}",
        number=order.number,
        record=record,
        day=orders.day(came.delivered_at or came.status_at, language=turn.language, zone=turn.zone)
        if came
        else "",
        who=came.parcel.delivered_to if came and came.parcel else "",
    )


def _tell(scene: Scene[Freshness]) -> Reply:
    order: OrderView = scene.here["order"]
    asks_by_whom = scene.get(MISSING) == missing.BY_WHOM
    besides = (_by_whom if asks_by_whom else asked_of_parcel.left_open)(scene.turn, order)
    return _status(scene.turn, order, scene.fetched, besides)


def _by_whom(turn: Turn, order: OrderView) -> str | None:
    """What the parcel's own line leaves open, and a person for whoever does not have it."""
    came = [package for package in order.packages if package.status in orders.DELIVERED]
    if not came:
        return None
    is_named = any(one.parcel and one.parcel.delivered_to for one in came)
    return turn.t("ecommerce-order-by-whom", named="yes" if is_named else "no")


def _give_up(text_id: str, reason: HandoffReason = HandoffReason.POLICY) -> End[Freshness]:
    def say(scene: Scene[Freshness]) -> Reply:
        return handed_over(scene, text_id, reason=reason, next_step="ecommerce-next-order-status")

    return End(say, to_person=True)


ORDER_STATUS = Machine(
    name="order_status",
    version=2,
    slots=(NUMBER, FACT, *finding.MEMORY, MISSING, WAS_DELIVERED),
    states={
        "find": Decide(
            _find,
            {
                Found.THEIRS: "received",
                Found.SEVERAL: "which",
                Found.NO_NUMBER: "number",
                Found.NO_SUCH_NUMBER: "number",
                Found.NEEDS_PROOF: "proof",
                Found.NO_PROOF: "no_proof",
                Found.TOO_MANY_TRIES: "too_many_tries",
                Found.PLATFORM_DOWN: "platform_down",
            },
        ),
        "number": Ask(NUMBER, then="find", refused="no_number"),
        "which": Ask(NUMBER, then="find", refused="no_number", question=which("ecommerce-order-which")),
        "proof": Ask(FACT, then="find", refused="no_proof"),
        "received": Decide(_received, {Received.AS_TOLD: "tell", Received.MISSING: "missing"}),
        "tell": End(_tell, mendable=True),
        "missing": End(_look_into_it, to_person=True),
        "no_number": _give_up("ecommerce-order-no-number"),
        "no_proof": _give_up("ecommerce-order-no-proof"),
        "too_many_tries": _give_up("ecommerce-order-too-many-tries"),
        "platform_down": _give_up("ecommerce-order-platform-down", HandoffReason.ERROR),
    },
    lost="no_number",
    fetch=refresh,
    serves=frozenset({"order_status"}),
    plain_words=re.compile(f"{missing.OUTRIGHT.pattern}|{_WHERE_IS_IT}|{_ONLY_NUMBER}"),
    # Version 1 kept the number of the order to be proven as "number", and asked which order with buttons.
    migrations={
        1: lambda slots: {"order_number": slots["number"], "askable": slots["askable"]} if slots else {}
    },
)


def _status(turn: Turn, order: OrderView, fresh: Freshness, besides: str | None = None) -> Reply:
    lines = [orders.status_answer(order, language=turn.language, now=turn.now, zone=turn.zone)]
    lines += [
        turn.t("ecommerce-order-track", url=package.tracking_url)
        for package in order.packages
        if package.tracking_url and package.status in _ON_THE_WAY_LINK
    ]
    if besides:
        lines.append(besides)
    if order.status is OrderStatus.RETURNED:
        lines.append(turn.t("ecommerce-order-returned-next"))
    if aged := _how_old(turn, order, fresh):
        lines.append(aged)
    # What has not left, or has come back, cannot be sent back.
    if order.status in orders.NOT_SHIPPED:
        ways_on = ["order_cancel"]
    else:
        ways_on = [] if order.status is OrderStatus.RETURNED else ["return_request"]
    return Reply(
        with_buttons(turn, "\n".join(lines), (*ways_on, "human_request"), {"order_number": order.number}),
        rule="did-told-order",
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
