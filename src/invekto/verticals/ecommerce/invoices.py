"""Invoices: which order; then a person sends it."""

from __future__ import annotations

from invekto.agent_ai.machine import Machine
from invekto.orders import services as orders
from invekto.verticals.ecommerce.collecting import ORDER, give, only_names_the_order, order_states
from invekto.verticals.ecommerce.finding import refresh

INVOICE = Machine(
    name="invoice_request",
    version=1,
    slots=ORDER,
    states={**order_states(orders.DELIVERED | orders.ACTIVE, "person"), "person": give("invoice_request")},
    lost="person",
    fetch=refresh,
    serves=frozenset({"invoice_request"}),
    absorbs=only_names_the_order,
    opening="ecommerce-invoice-request-opening",
)
