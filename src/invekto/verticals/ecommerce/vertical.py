"""Online shops: what is answered from data, and what people decide."""

from __future__ import annotations

from invekto.agent_ai.contract import HandoffReason, Vertical
from invekto.agent_ai.handlers import ToPerson
from invekto.verticals.ecommerce import addresses, not_at_home, place
from invekto.verticals.ecommerce.cancelling import CANCEL
from invekto.verticals.ecommerce.finding import order_facts
from invekto.verticals.ecommerce.invoices import INVOICE
from invekto.verticals.ecommerce.order_status import ORDER_STATUS
from invekto.verticals.ecommerce.paying import PaymentInquiry
from invekto.verticals.ecommerce.products import PRODUCT_INFO
from invekto.verticals.ecommerce.returning import EXCHANGE, RETURN, InTime
from invekto.verticals.ecommerce.shipping import ShippingInfo
from invekto.verticals.ecommerce.stock import STOCK, STOP_NEWS
from invekto.verticals.ecommerce.taking_back import TAKEN_BACK, taken_back
from invekto.verticals.ecommerce.under_way import UNDER_WAY
from invekto.verticals.ecommerce.values import order_values

ECOMMERCE = Vertical(
    name="ecommerce",
    handlers={
        "order_status": ORDER_STATUS,
        "shipping_info": ShippingInfo(),
        "product_info": PRODUCT_INFO,
        "return_request": InTime(RETURN),
        "product_exchange": InTime(EXCHANGE),
        "invoice_request": INVOICE,
        "order_cancel": CANCEL,
        "stock_inquiry": STOCK,
        "wholesale_inquiry": ToPerson("wholesale_inquiry", flags=frozenset({"vip"})),
        "complaint": ToPerson("complaint", HandoffReason.ANGRY),
        "discount_inquiry": ToPerson("discount_inquiry"),
        "payment_inquiry": PaymentInquiry(),
    },
    # Of two wishes said outright the first here counts: wanting to return it stands above what is wrong with it.
    flows={
        flow.name: flow
        for flow in (
            *(RETURN, EXCHANGE, CANCEL, INVOICE, ORDER_STATUS, PRODUCT_INFO, STOCK),
            addresses.ADDRESS_CHANGE,
        )
    },
    plain={
        one.name: one
        for one in (
            *(place.PLACE, addresses.ADDRESS_CHANGE, not_at_home.NOT_AT_HOME, STOP_NEWS),
            *(TAKEN_BACK, UNDER_WAY),
        )
    },
    another_mind=taken_back,
    menu=("order_status", "return_request", "human_request"),
    photo_menu=("return_request", "product_info", "human_request"),
    facts=order_facts,
    leads=frozenset({"wholesale_inquiry"}),
    values=order_values,
    aside=place.told,
    # Of those that look a little like it, nearly every second is something else; to read of a cancellation that one
    # did not ask for is no small matter.
    surely=frozenset({"order_cancel"}),
    # Told too easily it is their own order, or a question for its number; asked about, every third gave up.
    looked_up=frozenset({"order_status"}),
)
