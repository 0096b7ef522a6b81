"""Invoices: the link where it is known; else who it is for, with tax data that was checked and read back, for a person
to make it."""

from __future__ import annotations

import re
from enum import Enum

from invekto.agent_ai.contract import Reply
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import Ask, Decide, End, Go, Machine, Scene
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.verticals.ecommerce.collecting import ORDER, give, only_names_the_order, order_states
from invekto.verticals.ecommerce.finding import NUMBER, refresh
from invekto.verticals.ecommerce.tax_data import (
    BUYER,
    COMPANY,
    CONFIRMED,
    DOUBTFUL,
    EMAIL,
    MENDED,
    OFFICE,
    TAX,
    TITLE,
    WRONG,
)

_MENDS = re.compile(
    r"\bfatura\w*\b[^.!?]*\b(?:yanlis|hatali|eksik|duzelt\w*|degistir\w*)|\b(?:wrong|correct|change)\b[^.!?]*\binvoice\b"
)


class Known(Enum):
    LINK = "link"
    NO_LINK = "no_link"
    UNPROVEN = "unproven"


def _look(scene: Scene[Freshness]) -> Go[Known]:
    """What the platform knows of it is not asked again."""
    order: OrderView | None = scene.here.get("order")
    if order is None:
        return Go(Known.UNPROVEN)
    wants_another = scene.get(BUYER) == COMPANY or _MENDS.search(fold(scene.words))
    if _links(order) and not wants_another:
        return Go(Known.LINK)
    keep = {}
    if order.corporate:
        invoice = order.leading.invoice
        told = {BUYER: COMPANY, TITLE: invoice.company, TAX: invoice.tax_number, OFFICE: invoice.tax_office}
        keep = {slot: value for slot, value in told.items() if value and not scene.slots.has(slot)}
    return Go(Known.NO_LINK, keep)


def _links(order: OrderView) -> list[str]:
    return list(dict.fromkeys(package.invoice.link for package in order.living if package.invoice.link))


class Buyer(Enum):
    COMPANY = "company"
    OWN = "own"


def _whose(scene: Scene[Freshness]) -> Go[Buyer]:
    return Go(Buyer.COMPANY if scene.get(BUYER) == COMPANY else Buyer.OWN)


class Told(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"


def _told(scene: Scene[Freshness]) -> Go[Told]:
    if scene.get(WRONG):
        return Go(Told.WRONG)
    has_data = any(scene.slots.has(slot) for slot in (TAX, OFFICE, TITLE))
    return Go(Told.OPEN if scene.get(BUYER) == COMPANY and has_data else Told.RIGHT)


def _sent(scene: Scene[Freshness]) -> Reply:
    links = "\n".join(_links(scene.here["order"]))
    said = f"{scene.t('ecommerce-invoice-link', number=scene.need(NUMBER))}\n{links}"
    return Reply(with_buttons(scene.turn, said, ("human_request",)), rule="did-sent-invoice")


INVOICE = Machine(
    name="invoice_request",
    version=2,
    slots=(*ORDER, BUYER, DOUBTFUL, TAX, OFFICE, TITLE, EMAIL, CONFIRMED, WRONG, MENDED),
    states={
        **order_states(orders.DELIVERED | orders.ACTIVE, "known"),
        "known": Decide(_look, {Known.LINK: "link", Known.NO_LINK: "buyer", Known.UNPROVEN: "person"}),
        "buyer": Ask(BUYER, then="kind", refused="person"),
        "kind": Decide(_whose, {Buyer.COMPANY: "tax", Buyer.OWN: "email"}),
        "tax": Ask(TAX, then="office", refused="office"),
        "office": Ask(OFFICE, then="title", refused="title"),
        "title": Ask(TITLE, then="email", refused="email"),
        "email": Ask(EMAIL, then="told", refused="told"),
        # Read back before a person makes it: an invoice in a wrong name has to be cancelled at the tax office.
        "told": Decide(_told, {Told.RIGHT: "person", Told.WRONG: "mend", Told.OPEN: "check"}),
        "check": Ask(CONFIRMED, then="person"),
        "mend": Ask(MENDED, then="person", refused="person"),
        "link": End(_sent, to_person=True),
        "person": give("invoice_request"),
    },
    lost="person",
    fetch=refresh,
    migrations={1: dict},
    serves=frozenset({"invoice_request"}),
    absorbs=only_names_the_order,
    opening="ecommerce-invoice-request-opening",
)
