"""Cancellations wanted, and questions about one that was made."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from invekto.agent_ai.contract import Reply, Turn
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import (
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Scene,
    handed_over,
)
from invekto.core.folding import fold
from invekto.integrations.models import OrderStatus
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.verticals.ecommerce import confirming, counted
from invekto.verticals.ecommerce.collecting import (
    ITEM,
    ITEM_TITLE,
    ITEMS,
    ORDER,
    find_order,
    give,
    has_several_items,
    only_names_the_order,
    order_states,
)
from invekto.verticals.ecommerce.confirming import CONFIRMED, Acted, Offered
from invekto.verticals.ecommerce.finding import NUMBER, Found, refresh

# Asked about a cancellation that was made, rather than wanting one; in folded words.
_CANCELLED = re.compile(
    r"\biptal (?:ol(?:du|mus|an)|edil(?:di|mis|en)|et(?:mis|ti|tim|tig|tin)|gorun|gozuk)\w*"
    r"|\b(?:neden|niye|nicin|nasil|kim)\b.*\biptal|\biptal\w*\b.*\b(?:neden|niye|nicin|olmadi|gerceklesmedi)\b"
    r"|\b(?:why|was|been|got|is|were|did)\b.*\bcancell?ed\b|\bwhy\b.*\bcancel|\byou cancell?ed\b"
)
# A cancellation that is wanted, whatever became of the word.
_CANCEL = "iptal"
_WANTED = re.compile(
    r"\b(?P<what>[a-z]{4,6})\w{0,3} (?:et(?:mek|mem|cem|tir\w*|sen\w*|seniz|er|ir|in|iver\w*)?|ed\w+"
    r"|ist\w+|olsun|lazim)\b"
)
_NOT_WANTED = re.compile(
    r"\betme(?:y?in|k istemi\w+|yecegim|yin\w*)?\b|\betmek istemi\w+|\bistemi\w+\b[^.!?]*\bedilmesini\b"
)
_OTHER_WORDS = frozenset({"ital", "opal"})
# Whether it was done by now; why it was is another question.
_IS_IT_DONE = re.compile(
    r"\biptal\w* ?(?:ol(?:du|mus)|edil(?:di|mis)|ett?i(?:niz)?|gerceklesti) ?m[iu]\w*"
    r"|\b(?:is|was|has|did)\b.*\b(?:cancell?ed|cancel)\b|\bcancell?ed (?:yet|now)\b"
)
_WHY = re.compile(r"\b(?:neden|niye|nicin|nasil|kim|why|who|how)\b")
# "Siparişim niye iptal oldu": of one that was made, and nothing else.
_WHY_WAS_IT = re.compile(
    r"\b(?:neden|niye|nicin)\b[^.!]*\biptal (?:ol(?:du|mus)|edil(?:di|mis)|ett?i)\w*"
    r"|\biptal (?:ol(?:du|mus)|edil(?:di|mis)|ett?i)\w*\W+(?:\w+\W+){0,2}(?:neden|niye|nicin)\b"
    r"|\bwhy\b[^.!]*\bcancell?ed\b"
)
_IS_CANCELLED = frozenset({OrderStatus.CANCELLED})


def _asks_of_cancelled(text: str) -> bool:
    return _CANCELLED.search(fold(text)) is not None


def _asks_whether_done(text: str) -> bool:
    words = fold(text)
    return _IS_IT_DONE.search(words) is not None and not _WHY.search(words)


class Cancelled(Enum):
    TOLD = "told"
    NOT_YET = "not_yet"
    UNPROVEN = "unproven"
    GONE = "gone"
    ALREADY = "already"
    ASKED = "asked"


def _find_for_cancel(scene: Scene[Freshness]) -> Go[Found]:
    asks = _asks_of_cancelled(scene.words)
    if asks and not scene.slots.has(NUMBER):
        confirmed = {number for _, number in orders.cancelling.latest_of(scene.turn.contact.id)}
        if len(confirmed) == 1:
            scene.slots.put(NUMBER, confirmed.pop())
    return find_order(scene, _IS_CANCELLED if asks else orders.NOT_SHIPPED)


def _is_cancelled(scene: Scene[Freshness]) -> Go[Cancelled]:
    """Nobody is told that a request was received to cancel what is cancelled."""
    if _asks_of_cancelled(scene.words):
        return Go(Cancelled.TOLD if _asks_whether_done(scene.words) and _outcome(scene) else Cancelled.ASKED)
    order: OrderView | None = scene.here.get("order")
    if order is None:
        return Go(Cancelled.UNPROVEN)
    if order.status in _IS_CANCELLED:
        return Go(Cancelled.ALREADY)
    return Go(Cancelled.NOT_YET if orders.offer(order) else Cancelled.GONE)


def _told_cancelled(scene: Scene[Freshness]) -> str:
    order: OrderView | None = scene.here.get("order")
    if order is None or order.status not in _IS_CANCELLED:
        return ""
    turn = scene.turn
    return orders.status_answer(order, language=turn.language, now=turn.now, zone=turn.zone)


def _outcome(scene: Scene[Freshness]) -> str:
    """What became of what they confirmed, or that the order is cancelled; "" where a person has to look."""
    order: OrderView | None = scene.here.get("order")
    if order is None:
        return ""
    row = orders.cancelling.latest_of(scene.turn.contact.id).get((order.account_id, order.number))
    if row is None or order.status in _IS_CANCELLED:
        return _told_cancelled(scene)
    if row.state == orders.cancelling.State.DOING:
        return scene.t("ecommerce-cancel-under-way", number=order.number)
    return orders.cancelling.said_of(row, scene.turn.language)


def _told_outcome(scene: Scene[Freshness]) -> Reply:
    return Reply(
        with_buttons(scene.turn, _outcome(scene), ("order_status", "human_request")),
        rule="did-told-cancellation",
    )


def _already_cancelled(scene: Scene[Freshness]) -> Reply:
    number = scene.need(NUMBER)
    contents = with_buttons(scene.turn, _told_cancelled(scene), ("human_request",), {"order_number": number})
    return Reply(contents, rule="did-told-order")


def _why_cancelled(scene: Scene[Freshness]) -> Reply:
    reply = handed_over(scene, "ecommerce-cancel-question", next_step="ecommerce-next-cancel-question")
    assert reply.handoff is not None
    said = "\n".join(filter(None, [_told_cancelled(scene), reply.handoff.said]))
    return replace(reply, handoff=replace(reply.handoff, said=said))


class Cancel(Machine[Freshness]):
    """Wanted outright also where the word itself is mistyped."""

    def in_plain_words(self, turn: Turn) -> bool:
        words = fold(turn.text)
        if _WHY_WAS_IT.search(words):
            return True
        if _asks_of_cancelled(turn.text) or _NOT_WANTED.search(words):
            return False
        return any(_is_cancel(found["what"]) for found in _WANTED.finditer(words))


def _is_cancel(word: str) -> bool:
    """ "iptal" with one letter missing, doubled, swapped with its neighbour or hit beside it."""
    if abs(len(word) - len(_CANCEL)) > 1 or word in _OTHER_WORDS:
        return False
    swapped = {
        _CANCEL[:place] + _CANCEL[place + 1] + _CANCEL[place] + _CANCEL[place + 2 :]
        for place in range(len(_CANCEL) - 1)
    }
    left = {word[:place] + word[place + 1 :] for place in range(len(word))}
    own = {_CANCEL[:place] + _CANCEL[place + 1 :] for place in range(len(_CANCEL))}
    if len(word) == len(_CANCEL):
        missed = sum(one != other for one, other in zip(word, _CANCEL, strict=True))
        return word in swapped or missed <= 1
    return word in own or _CANCEL in left


CANCEL = Cancel(
    name="order_cancel",
    version=2,
    slots=(*ORDER, ITEM, ITEMS, ITEM_TITLE, *confirming.MEMORY),
    states={
        **order_states(orders.NOT_SHIPPED, "cancelled", find=_find_for_cancel),
        "cancelled": Decide(
            _is_cancelled,
            {
                Cancelled.NOT_YET: "item",
                Cancelled.UNPROVEN: "person",
                Cancelled.GONE: "gone",
                Cancelled.ALREADY: "already",
                Cancelled.ASKED: "question",
                Cancelled.TOLD: "told",
            },
        ),
        "item": Ask(ITEM, then="offer", refused="offer", needed=has_several_items),
        "offer": Decide(
            confirming.look,
            {
                Offered.READY: "confirm",
                Offered.KEPT: "kept",
                Offered.GONE: "gone",
                Offered.UNKNOWN: "person",
                Offered.NOT_BY_PIECES: "pieces",
            },
        ),
        "confirm": Ask(CONFIRMED, then="act", refused="kept"),
        "act": Decide(confirming.act, {Acted.PREPARED: "prepared", Acted.BEGUN: "begun"}),
        # A person serves this wish, even where there is nothing left for one to do.
        "kept": End(confirming.kept, to_person=True),
        "gone": End(confirming.gone, to_person=True),
        "begun": End(confirming.begun, to_person=True),
        "prepared": End(confirming.prepared, to_person=True),
        "pieces": End(counted.not_by_pieces, to_person=True),
        "already": End(_already_cancelled, to_person=True),
        "told": End(_told_outcome),
        "question": End(_why_cancelled, to_person=True),
        "person": give("order_cancel"),
    },
    lost="person",
    fetch=refresh,
    migrations={1: dict},
    serves=frozenset({"order_cancel"}),
    absorbs=only_names_the_order,
    own_words=frozenset({"iptal", "cancel"}),
    opening=lambda turn: "" if _asks_of_cancelled(turn.text) else "ecommerce-order-cancel-opening",
)
