"""Another delivery address: which order, where to, confirmed; what is possible is said before, and a person does it.

No platform lets a seller change an address through its API, so nothing is promised.
"""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from functools import partial

from invekto.agent_ai.contract import Buttons, Content, Reply, Text, Turn, Wish
from invekto.agent_ai.machine import (
    FLAG,
    TEXT,
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Scene,
    Slot,
    Slots,
    handed_over,
)
from invekto.agent_ai.machine.words import denied
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.outbound.content import BUTTON_TITLE
from invekto.verticals.ecommerce.collecting import ORDER, find_order
from invekto.verticals.ecommerce.finding import NUMBER, Found, refresh, which

# In folded words. Of a parcel that went to a wrong place one asks where it is.
_WRONG = re.compile(
    r"\badres\w*\b[^.!?]*\b(?:yanlis|hatali|eksik|eski)\s+(?:yaz|gir|ver|kalmis|olmus|secmis|sectim|kaydet|kayit)\w*"
    r"|\b(?:yanlis|hatali|eksik|eski) adres(?:e|i|imi)?\s+(?:yaz|gir|ver|sec|siparis)\w*"
    r"|\badres(?:i|im|imi|imiz|imizi|ini)?\b[^.!?]*\b(?:degis|guncelle|duzelt)\w*|\badres degis\w*"
    r"|\badres(?:i|im|imi)?\s+(?:yanlis|hatali)(?:\s+(?:olmus|gorunuyor|cikmis))?\W*$"
    r"|\byeni adres(?:im)?\b|\bsiparis\w*\b[^.!?]*\bbaska (?:bir )?adrese (?:gonder|yolla|gelsin|teslim)\w*"
    r"|\b(?:change|update|correct|fix)\b[^.!?]*\baddress\b|\b(?:wrong|incorrect|new) address\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:mail|e-?posta|fatura\w*|iade|magaza\w*|dukkan\w*|gitmis|gitti|return|invoice|e-?mail|went|kimlik|nufus\w*|e-?devlet\w*"
    # Cancelling stands above its reason.
    r"|iptal\w*|bosver|sil(?:in)?|komple|gondermeyin|istemiyorum|kapatin|cancel\w*|void|don'?t ship)\b"
)
# What an address has and talk has not.
_PLACE = re.compile(
    r"\b(?:mah(?:alle\w*)?|mh|sok(?:ak\w*)?|sk|cad(?:de\w*)?|cd|bulvar\w*|blv|apt|apartman\w*|blok|daire|no|kat|site\w*|street|road|avenue)\b\W"
)
_LEAD = re.compile(
    r"^.{0,60}?\b(?:yeni|do[gğ]ru)?\s*adres(?:im(?:iz)?|i|im)?\s*(?:[sş]u|[sş][oö]yle|bu)?\s*[:=-]\s*|^.{0,40}?\baddress\s*(?:is)?\s*[:=-]\s*",
    re.IGNORECASE | re.DOTALL,
)
# … without abbreviations, in a village or a building that has a name.
_NAMED_PLACE = re.compile(
    r"\b(?:koy\w*|mevkii?|plaza\w*|avm|residence|rezidans\w*|otel\w*|hastane\w*|okul\w*|yurdu|is merkezi|sanayi\w*"
    r"|kampus\w*|lojman\w*|muhtar\w*|village|hotel|building|floor|flat|apartment|square)\b"
)
# "Ankara'ya değil İstanbul'a gelsin" tells what is wrong, and not where to.
_CORRECTS = re.compile(r"\bdegil\b|\bgel(?:sin|ecek)\w*\W*$|\b(?:gonder|yolla)(?:in|iniz|ilsin)?\W*$|\bnot\b")
_SHORTEST, _LONGEST = 12, 300  # characters
_YES = re.compile(r"^\W*(?:evet|dogru|aynen|tamam|olur|onay\w*|yes|correct|right|ok(?:ay)?)\b")
_NO = re.compile(
    r"\b(?:degil|hayir|yok|yanlis|no(?! ?[:.]? ?\d)|not|wrong|ol(?:a)?cak\w*|duzelt\w*|degis\w*)\b"
)
# "Daire 6 olacak" of an address that is known; in the customer's letters.
_PARTS = (
    re.compile(r"\b(?:daire(?:si|m)?|da?|flat)\b\s*(?:no\b)?\s*[:.]?\s*(\d+\w?)\b", re.IGNORECASE),
    re.compile(r"\b(?:kat[ıi]?|floor)\b\s*[:.]?\s*(\d+)\b", re.IGNORECASE),
    re.compile(r"\b(?:blok|block)\b\s*[:.]?\s*(\w{1,2})\b", re.IGNORECASE),
    re.compile(
        r"\b(?:(?:kap[ıi]|bina)\s*)?(?:no|numara(?:s[ıi])?|number)\b\s*[:.]?\s*(\d+\w?)\b", re.IGNORECASE
    ),
)
# Around such a part, in folded words: whoever says more tells more than the part.
_AROUND_PART = re.compile(
    r"\b(?:yok|hayir|pardon|yanlis\w*|degil|dogrusu|ol(?:a)?cak\w*|olsun|olmali\w*|de|da|sadece|ama|ya|yaz\w*|kalsin|onu|o|ve"
    r"|no|not|sorry|it|is|should|be|the|and|only|actually)\b|\W"
)


def _address_in(text: str) -> str | None:
    said = " ".join(_LEAD.sub("", text).split())
    return said[:_LONGEST] if len(said) >= _SHORTEST and any(map(str.isalpha, said)) else None


def _heard(turn: Turn, slots: Slots) -> str | None:
    """A part of the address that is known, put right; or a whole address anywhere: two of its words at least."""
    if better := _mended(turn, slots) or _added(turn, slots):
        return better
    return _address_in(turn.text) if len(_PLACE.findall(fold(turn.text) + " ")) > 1 else None


def _mended(turn: Turn, slots: Slots) -> str | None:
    """The address with another flat, floor, block or house number; None where they say anything else."""
    address, text, rest = slots.get(ADDRESS), " ".join(turn.text.split()), turn.text
    if address is None or turn.wish.tapped:
        return None
    said = False
    for part in _PARTS:
        rest = part.sub(" ", rest)
        values: list[str] = [value for value in part.findall(text) if fold(value) not in denied(text)]
        if not values:
            continue
        said = True
        if (there := part.search(address)) is not None:
            address = address[: there.start(1)] + values[-1] + address[there.end(1) :]
        else:
            found = part.search(text)
            address = f"{address} {found.group() if found else values[-1]}"
    return address if said and not _AROUND_PART.sub("", fold(rest)) else None


_AFTER_YES = re.compile(
    r"^\W*(?:evet|doğru|dogru|aynen|tamam|olur|yes|correct|right|ok(?:ay)?)\b[\s,.:;-]*", re.IGNORECASE
)


def _added(turn: Turn, slots: Slots) -> str | None:
    """ "Evet daire 2 Bornova İzmir" to the address that was read back: a yes to more than was read."""
    address, flow = slots.get(ADDRESS), turn.flow
    if address is None or flow is None or (flow.name, flow.step) != ("address_change", "confirm"):
        return None
    text = " ".join(turn.text.split())
    rest = _AFTER_YES.sub("", text)
    if turn.wish.tapped or rest == text or fold(rest) in fold(address) or not _tells_a_place(rest):
        return None
    return f"{address} {rest}"[:_LONGEST]


def _tells_a_place(text: str) -> bool:
    return any(map(str.isdigit, text)) or _PLACE.search(fold(text) + " ") is not None


def _answered(turn: Turn, _: Slots) -> str | None:
    empty = turn.understood and turn.wish.intent in ("affirm", "deny", "thanks", "greeting", "order_status")
    return _address_in(turn.text) if not empty and _leads_somewhere(turn.text) else None


def _leads_somewhere(text: str) -> bool:
    """A number, a street or a house: the name of a town alone is no address."""
    words = fold(text) + " "
    places = len(_PLACE.findall(words)) + len(_NAMED_PLACE.findall(words))
    if _CORRECTS.search(words.strip()):
        return places > 1
    return places > 0 or any(map(str.isdigit, words))


def _wrong(turn: Turn, slots: Slots) -> bool | None:
    """A no to "is that right?"; what comes instead is asked for."""
    is_asked = turn.flow is not None and turn.flow.name == "address_change" and turn.flow.step == "confirm"
    denies = (turn.understood and turn.wish.intent == "deny") or _NO.search(fold(turn.text))
    return True if is_asked and denies and _heard(turn, slots) is None else None


def _confirmed(turn: Turn, slots: Slots) -> str | None:
    words = fold(turn.text)
    agrees = (turn.understood and turn.wish.intent == "affirm") or _YES.search(words)
    address = slots.get(ADDRESS)
    return _fingerprint(address) if address and agrees and not _NO.search(words) else None


def _fingerprint(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _ask_address(scene: Scene[Freshness]) -> Content:
    if scene.get(WRONG):
        return Text(scene.t("ecommerce-address-ask-right"))
    order: OrderView | None = scene.here.get("order")
    if order is None or scene.attempts:
        return Text(scene.t("ecommerce-address-ask-again" if scene.attempts else "ecommerce-address-ask"))
    return Text(f"{_possible(scene, order)} {scene.t('ecommerce-address-ask')}")


def _possible(scene: Scene[Freshness], order: OrderView) -> str:
    platform = scene.t(orders.platform_text_id(order.provider))
    if order.status in orders.NOT_SHIPPED:
        return scene.t("ecommerce-address-before", number=order.number, platform=platform)
    carrier = order.leading.carrier or scene.t("order-carrier-unknown")
    return scene.t("ecommerce-address-after", number=order.number, carrier=carrier)


def _ask_confirmed(scene: Scene[Freshness]) -> Content:
    address = scene.need(ADDRESS)
    # The address itself may be longer than a button can carry.
    yes = scene.button(scene.t("ecommerce-address-right")[:BUTTON_TITLE], CONFIRMED, _fingerprint(address))
    no = scene.button(scene.t("ecommerce-address-wrong")[:BUTTON_TITLE], WRONG, "yes")
    return Buttons(scene.t("ecommerce-address-confirm", address=address), (yes, no))


ADDRESS = Slot(
    "new_address",
    TEXT,
    hear=_heard,
    answer=_answered,
    ask=_ask_address,
    rule="did-asked-address",
    note=lambda turn, value: turn.staff("note-fact-new-address", value=value),
    clears=("address_confirmed", "address_wrong"),
    brief=40,
)
WRONG = Slot("address_wrong", FLAG, hear=_wrong, clears=("new_address", "address_confirmed"))
CONFIRMED = Slot(
    "address_confirmed", TEXT, answer=_confirmed, ask=_ask_confirmed, rule="did-asked-address", brief=8
)


class Still(Enum):
    OPEN = "open"
    DELIVERED = "delivered"


def _still(scene: Scene[Freshness]) -> Go[Still]:
    order: OrderView | None = scene.here.get("order")
    over = order is not None and order.status not in orders.ACTIVE
    return Go(Still.DELIVERED if over else Still.OPEN)


def _given(scene: Scene[Freshness]) -> Reply:
    order: OrderView | None = scene.here.get("order")
    if order is None:
        return handed_over(scene, "ecommerce-ack-address-change", next_step="ecommerce-next-address-change")
    when = "before" if order.status in orders.NOT_SHIPPED else "after"
    confirmed = scene.get(CONFIRMED) is not None and scene.get(CONFIRMED) == _fingerprint(scene.need(ADDRESS))
    facts = [scene.turn.staff("note-fact-address-confirmed")] if confirmed else []
    return handed_over(
        scene,
        f"ecommerce-address-given-{when}" if scene.get(ADDRESS) else "ecommerce-ack-address-change",
        next_step=f"ecommerce-next-address-{when}",
        facts=facts,
    )


def _too_late(scene: Scene[Freshness]) -> Reply:
    order: OrderView = scene.here["order"]
    return handed_over(
        scene, "ecommerce-address-over", next_step="ecommerce-next-address-change", number=order.number
    )


class AddressChange(Machine[Freshness]):
    """Begun by plain words at any moment; while it is open they are its answers."""

    def in_plain_words(self, turn: Turn) -> bool:
        if turn.flow is not None and turn.flow.name == self.name and not turn.flow.over:
            return False
        words = fold(turn.text)
        return _WRONG.search(words) is not None and _ELSEWHERE.search(words) is None


def _absorbs(_turn: Turn, wish: Wish) -> bool:
    return wish.intent in ("order_status", "product_exchange", "shipping_info", "invoice_request")


ADDRESS_CHANGE = AddressChange(
    name="address_change",
    version=2,
    slots=(*ORDER, ADDRESS, CONFIRMED, WRONG),
    states={
        # Whose order is not known gets a person at once: it may leave any minute.
        "find": Decide(
            partial(find_order, wanted=orders.NOT_SHIPPED),
            dict.fromkeys(Found, "person") | {Found.THEIRS: "still", Found.SEVERAL: "which"},
        ),
        "which": Ask(NUMBER, then="find", refused="person", question=which("ecommerce-collect-which")),
        "still": Decide(_still, {Still.OPEN: "address", Still.DELIVERED: "over"}),
        "address": Ask(ADDRESS, then="confirm", refused="person"),
        "confirm": Ask(CONFIRMED, then="person"),
        "over": End(_too_late, to_person=True),
        "person": End(_given, to_person=True),
    },
    lost="person",
    fetch=refresh,
    migrations={
        1: lambda slots: {name: value for name, value in slots.items() if name != "address_confirmed"}
    },
    serves=frozenset({"address_change"}),
    absorbs=_absorbs,
    opening="ecommerce-address-opening",
)
