"""Invoices: the link where it is known; else who it is for, with tax data that was checked, for a person to make it."""

from __future__ import annotations

import re
from enum import Enum

from invekto.agent_ai.contract import Buttons, Content, Reply, Text, Turn
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import TEXT, Ask, Decide, End, Go, Machine, Scene, Slot, Slots
from invekto.core.check_digits import is_identity_number, is_tax_number
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.outbound.content import BUTTON_TITLE
from invekto.verticals.ecommerce.collecting import ORDER, give, only_names_the_order, order_states
from invekto.verticals.ecommerce.finding import NUMBER, refresh

COMPANY, OWN = "company", "own"
# In folded words.
_FOR_COMPANY = re.compile(
    r"\b(?:sirket\w*|kurumsal\w*|firma\w*|vergi no\w*|vergi numara\w*|vkn|unvan\w*|ltd|a\.?s\.)"
    r"|\b(?:corporate|company|business)\b"
)
_FOR_OWNER = re.compile(
    r"\b(?:sahsi\w*|bireysel\w*|sahis\w*|kendi adim\w*|benim adim\w*|personal|individual)\b"
)
_MENDS = re.compile(
    r"\bfatura\w*\b[^.!?]*\b(?:yanlis|hatali|eksik|duzelt\w*|degistir\w*)|\b(?:wrong|correct|change)\b[^.!?]*\binvoice\b"
)
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){9,10}(?!\d)")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_OFFICE = re.compile(
    r"(?:\bvergi dairesi|\bv\.?\s?d\.?(?=\s*:)|\btax office)\s*[:=-]?\s*(?:is\s+)?(?P<after>[^\W\d_][^,;\n\d]{1,60})"
    r"|(?P<before>[^\W\d_]+(?:\s[^\W\d_]+)?)\s+vergi dairesi",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:[uü]nvan[ıi]?m?[ıi]?z?|[sş]irket(?: ad[ıi])?|firma(?: ad[ıi])?|company(?: name)?)\s*[:=-]\s*"
    r"(?P<named>[^,;\n]{2,120})"
    r"|(?P<ends>[^,;:\n\d]{2,100}?\b(?:ltd\.?(?:\s*[sş]ti\.?)?|limited(?: [sş]irketi)?|a\.\s?[sş]\.?"
    r"|anonim [sş]irketi))(?!\w)",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of an answer


def _said_buyer(turn: Turn, _: Slots) -> str | None:
    words = fold(turn.text)
    if _FOR_COMPANY.search(words) or _numbers(turn.text):
        return COMPANY
    return OWN if _FOR_OWNER.search(words) else None


def _ask_buyer(scene: Scene[Freshness]) -> Content:
    own = scene.button(scene.t("ecommerce-invoice-own")[:BUTTON_TITLE], BUYER, OWN)
    company = scene.button(scene.t("ecommerce-invoice-company")[:BUTTON_TITLE], BUYER, COMPANY)
    return Buttons(scene.t("ecommerce-invoice-ask-buyer"), (own, company))


def _numbers(text: str) -> list[str]:
    """Those that could be of the tax office, by their check digits."""
    found = (re.sub(r"\D", "", match.group()) for match in _DIGITS.finditer(text))
    return [digits for digits in found if is_tax_number(digits) or is_identity_number(digits)]


_CALLED_TAX = re.compile(r"\b(?:vergi|vkn|tckn|tc|kimlik|tax)\b")


def _said_tax(turn: Turn, _: Slots) -> str | None:
    """Anywhere only by its name: ten digits are many things."""
    return _answered_tax(turn, _) if _CALLED_TAX.search(fold(turn.text)) else None


def _answered_tax(turn: Turn, _: Slots) -> str | None:
    """A wrong one as well, so that it is said what is wrong with it."""
    every = [re.sub(r"\D", "", match.group()) for match in _DIGITS.finditer(turn.text)]
    found = _numbers(turn.text) or every
    return found[-1] if found else None


def _check_tax(turn: Turn, _: Slots, digits: str) -> str | None:
    fits = is_tax_number(digits) or is_identity_number(digits)
    return None if fits else turn.t("ecommerce-invoice-tax-wrong", count=str(len(digits)))


def _said_office(turn: Turn, _: Slots) -> str | None:
    match = _OFFICE.search(turn.text)
    return (match["after"] or match["before"]).strip(" .:-")[:60] if match else None


def _said_title(turn: Turn, _: Slots) -> str | None:
    match = _TITLE.search(turn.text)
    return (match["named"] or match["ends"]).strip(" :-") if match else None


def _said_mail(turn: Turn, _: Slots) -> str | None:
    match = _MAIL.search(turn.text)
    return match.group().lower() if match else None


def _words(turn: Turn, _: Slots) -> str | None:
    """Their answer as it is; a lone yes or thanks is none."""
    text = " ".join(turn.text.split())
    empty = turn.understood and turn.wish.intent in ("affirm", "deny", "thanks", "greeting")
    return text[:_LONGEST] if any(map(str.isalpha, text)) and not empty else None


def _asking(text_id: str):  # type: ignore[no-untyped-def]
    return lambda scene: Text(scene.t(text_id))


def _noting(text_id: str):  # type: ignore[no-untyped-def]
    return lambda turn, value: turn.staff(text_id, value=value)


BUYER = Slot(
    "invoice_for",
    TEXT,
    hear=_said_buyer,
    ask=_ask_buyer,
    rule="did-asked-invoice",
    note=lambda turn, value: turn.staff(f"note-fact-invoice-{value}"),
)
TAX = Slot(
    "tax_number",
    TEXT,
    hear=_said_tax,
    answer=_answered_tax,
    check=_check_tax,
    ask=_asking("ecommerce-invoice-ask-tax"),
    rule="did-asked-invoice",
    note=_noting("note-fact-tax-number"),
)
OFFICE = Slot(
    "tax_office",
    TEXT,
    hear=_said_office,
    answer=_words,
    ask=_asking("ecommerce-invoice-ask-office"),
    rule="did-asked-invoice",
    note=_noting("note-fact-tax-office"),
    brief=6,
)
TITLE = Slot(
    "company_title",
    TEXT,
    hear=_said_title,
    answer=_words,
    ask=_asking("ecommerce-invoice-ask-title"),
    rule="did-asked-invoice",
    note=_noting("note-fact-company-title"),
    brief=16,
)
EMAIL = Slot(
    "invoice_email",
    TEXT,
    hear=_said_mail,
    ask=_asking("ecommerce-invoice-ask-mail"),
    rule="did-asked-invoice",
    note=_noting("note-fact-invoice-email"),
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


def _sent(scene: Scene[Freshness]) -> Reply:
    links = "\n".join(_links(scene.here["order"]))
    said = f"{scene.t('ecommerce-invoice-link', number=scene.need(NUMBER))}\n{links}"
    return Reply(with_buttons(scene.turn, said, ("human_request",)), rule="did-sent-invoice")


INVOICE = Machine(
    name="invoice_request",
    version=2,
    slots=(*ORDER, BUYER, TAX, OFFICE, TITLE, EMAIL),
    states={
        **order_states(orders.DELIVERED | orders.ACTIVE, "known"),
        "known": Decide(_look, {Known.LINK: "link", Known.NO_LINK: "buyer", Known.UNPROVEN: "person"}),
        "buyer": Ask(BUYER, then="kind", refused="person"),
        "kind": Decide(_whose, {Buyer.COMPANY: "tax", Buyer.OWN: "email"}),
        "tax": Ask(TAX, then="office", refused="office"),
        "office": Ask(OFFICE, then="title", refused="title"),
        "title": Ask(TITLE, then="email", refused="email"),
        "email": Ask(EMAIL, then="person", refused="person"),
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
