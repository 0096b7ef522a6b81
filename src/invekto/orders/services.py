"""What other rooms may ask of the orders room; the only door in."""

from __future__ import annotations

from invekto.integrations.services import plain_number
from invekto.orders import cancelling as cancelling
from invekto.orders import deciding as deciding
from invekto.orders import verdicts as verdicts
from invekto.orders.beside import said_beside, tells_nothing
from invekto.orders.cancelling import Offer, offer
from invekto.orders.card import STEPS, CardOrder, CardParcel, OrderCard, order_card, shown_order
from invekto.orders.claims import claims_told, freshen_claims_for
from invekto.orders.described import Described
from invekto.orders.facts import Facts
from invekto.orders.identity import (
    Identified,
    Identity,
    NeedsFact,
    NeedsNumber,
    NeedsPerson,
    NotFound,
    Several,
    choose,
    forgive,
    identify,
    orders_of,
)
from invekto.orders.parcel_news.settings import Kind as ParcelMessage
from invekto.orders.parcel_news.settings import want as want_parcel_messages
from invekto.orders.parcel_news.settings import wanted as parcel_messages_wanted
from invekto.orders.parcel_news.telling import last_told
from invekto.orders.platforms import platform_named
from invekto.orders.stock_wishes.telling import can_tell_later
from invekto.orders.stock_wishes.wishing import ANY, Goods, goods_of, is_there, take_back, wish
from invekto.orders.views import ACTIVE, DELIVERED, NOT_SHIPPED, OrderView, PackageView, as_orders
from invekto.orders.wording import (
    day,
    line_name,
    list_description,
    list_title,
    money,
    platform_text_id,
    products,
    status_answer,
    status_text_id,
    whereabouts,
)

__all__ = [
    "ACTIVE",
    "ANY",
    "DELIVERED",
    "NOT_SHIPPED",
    "STEPS",
    "CardOrder",
    "CardParcel",
    "Described",
    "Facts",
    "Goods",
    "Identified",
    "Identity",
    "NeedsFact",
    "NeedsNumber",
    "NeedsPerson",
    "NotFound",
    "Offer",
    "OrderCard",
    "OrderView",
    "PackageView",
    "ParcelMessage",
    "Several",
    "as_orders",
    "can_tell_later",
    "cancelling",
    "choose",
    "claims_told",
    "day",
    "deciding",
    "forgive",
    "freshen_claims_for",
    "goods_of",
    "identify",
    "is_there",
    "last_told",
    "line_name",
    "list_description",
    "list_title",
    "money",
    "offer",
    "order_card",
    "orders_of",
    "parcel_messages_wanted",
    "plain_number",
    "platform_named",
    "platform_text_id",
    "products",
    "said_beside",
    "shown_order",
    "status_answer",
    "status_text_id",
    "take_back",
    "tells_nothing",
    "verdicts",
    "want_parcel_messages",
    "whereabouts",
    "wish",
]
