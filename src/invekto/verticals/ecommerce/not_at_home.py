"""The parcel came and nobody opened: an answer to what we, or the courier's note, told them."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Handoff, HandoffReason, Reply, Turn, Wish
from invekto.agent_ai.handlers import Immediate
from invekto.core.folding import fold
from invekto.integrations.models import OrderStatus
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.verticals.ecommerce.finding import TOLD_LATELY

# In folded words.
_NOBODY = re.compile(
    r"\bev(?:de|imde)(?:y|yi)?d[iu](?:m|k|n)\b|\bevde (?:idi[mk]|bekledi[mk]|bekliyordu[mk])\b"
    r"|\bevde (?:degildi|yoktu)\w*|\bevde kimse (?:yok|bulun)\w*"
    r"|\b(?:adreste|isyerinde|is yerinde) (?:degildi|yoktu)[mk]\b"
    r"|\bkapi(?:yi|mi|mizi)? (?:bile )?calma(?:di|mis|dan)\w*"
    r"|\b(?:kurye|kargocu)\w* (?:hic )?(?:ugrama|gelme|arama)(?:di|mis)\w*"
    r"|\b(?:tekrar|yeniden|bir daha) (?:dagitima|teslim\w*|getir\w*|gelsin\w*|ugra\w*)"
    r"|\b(?:i|we|somebody|someone) (?:was|were) (?:at )?home\b"
    r"|\b(?:was not|wasn'?t|were not|weren'?t|not) (?:at )?home\b|\bno ?(?:body|one) was (?:at )?home\b"
    r"|\b(?:re-?deliver\w*|deliver (?:it |them )?again|(?:try|attempt)\w* (?:the )?deliver\w* again)\b"
)


# … before it comes.
_AWAY = re.compile(
    r"\b(?:evde|adreste|isyerinde) (?:yokum|yokuz|degilim|degiliz|olmayaca[gm]\w*"
    r"|olmicam|olmiycam|bulunmayaca\w*|kimse olmayacak)\b"
    r"|\b(?:won'?t|will not) be (?:at )?home\b|\bnot be (?:at )?home\b"
)


class NotAtHome(Immediate):
    """Says where the parcel is now and until when; a person arranges the rest with the carrier."""

    name = "not_at_home"
    hands_over = True

    def in_plain_words(self, turn: Turn) -> bool:
        words = fold(turn.text)
        return _NOBODY.search(words) is not None or _AWAY.search(words) is not None

    def absorbs(self, _turn: Turn, wish: Wish) -> bool:
        return wish.intent in ("order_status", "shipping_info", "complaint")

    def reply(self, turn: Turn) -> Reply:
        order = _meant(turn)
        before = _NOBODY.search(fold(turn.text)) is None
        if order is not None and order.status is OrderStatus.UNDELIVERED:
            before = False
        if before:
            return _away(turn, order)
        if order is None:
            said = turn.t("ecommerce-not-at-home")
        else:
            where = orders.whereabouts(order.leading, language=turn.language, now=turn.now, zone=turn.zone)
            said = turn.t("ecommerce-not-at-home-order", number=order.number, where=where)
        handoff = Handoff(HandoffReason.POLICY, said=said, next_step="ecommerce-next-not-at-home")
        return Reply(rule="did-handed-over", handoff=handoff)


def _away(turn: Turn, order: OrderView | None) -> Reply:
    where = ""
    if order is not None:
        where = orders.whereabouts(order.leading, language=turn.language, now=turn.now, zone=turn.zone)
    said = " ".join(filter(None, [where, turn.t("ecommerce-away")]))
    handoff = Handoff(HandoffReason.POLICY, said=said, next_step="ecommerce-next-away")
    return Reply(rule="did-handed-over", handoff=handoff)


def _meant(turn: Turn) -> OrderView | None:
    """The order we wrote them of, else the one that could not be delivered; only theirs beyond doubt."""
    mine = [order for order in orders.orders_of(turn.contact, turn.now) if order.is_active]
    told = orders.last_told(turn.conversation.id, since=turn.now - TOLD_LATELY)
    for order in mine:
        if told is not None and order.number == told.order_number:
            return order
    failed = [order for order in mine if order.status is OrderStatus.UNDELIVERED] or mine
    return failed[0] if len(failed) == 1 else None


NOT_AT_HOME = NotAtHome()
