"""Is it there, in which sizes, and tell me when it is back: answered from what the shop lists at its platforms.

Exact numbers are told to nobody. Where nothing is known of the shop's listings, a person answers as ever.
"""

from __future__ import annotations

import re
from enum import Enum

from invekto.agent_ai.contract import Buttons, Content, Reply, Text, Turn, Wish
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import (
    FLAG,
    OPTIONS,
    TEXT,
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Option,
    Scene,
    Slot,
    Slots,
    handed_over,
    nothing,
)
from invekto.core.folding import fold
from invekto.integrations.services import Listing, fresh_listings, fresh_products, names_missing
from invekto.orders import services as orders
from invekto.outbound.content import BUTTON_TITLE
from invekto.verticals.ecommerce import shelf

_FEW = 3  # pieces: "the last few"
_MOST_CHOICES = 3
# In folded words.
_TELL_ME = re.compile(
    r"\bhaber(?:im)? (?:ver(?!m|il|di|ec)\w*|ed(?:in|er|ebilir)\w*|et)\b"
    r"|\bhaberim olsun\b"
    r"|\b(?:bildir|yaz)(?:in|iniz|ir ?misiniz|ebilir misiniz)\b.*\bgel"
    r"|\bgel(?:ince|diginde)\b.*\b(?:bildir|yaz)(?:in|iniz|ir)"
    r"|\b(?:let me know|tell me|notify me|inform me|text me|write (?:to )?me)\b.*\b(?:when|once|if|as soon)\b"
)
_TELL_ME_NOT = re.compile(
    r"\bhaber (?:verm|etm)[ae]\w*|\b(?:artik )?haber (?:istemi\w+|gerekm\w+)|\bbildirim (?:istemi\w+|gonderme\w*)"
    r"|\b(?:do not|don'?t|no need to|stop) (?:let(?:ting)? me know|tell(?:ing)? me|notify(?:ing)?(?: me)?)\b"
)
_ASKS = re.compile(r"\?|\bm[iu]\w*\b|\b(?:hangi|ne|nasil|kac|kadar|how|what|which|is|do|does|can)\b")
_YES = re.compile(
    r"^\W*(?:evet|olur|tamam|aynen|isterim|lutfen|tabii?|elbette|yes|yep|sure|ok(?:ay)?|please)\b"
)
_NO = re.compile(r"\b(?:hayir|yok|istemi\w+|gerek\w*|kalsin|bosver\w*|no|not|don'?t)\b")
# The questions themselves, however unsure the analysis is of them.
_PLAIN = re.compile(
    r"\bstok(?:ta|tami|ta mi|larda|lara|a)?\b.*\b(?:m[iu]|var|ne zaman|gel\w*|gir\w*)\b"
    r"|\b(?:beden|numara)\w* (?:var|kaldi) ?mi\b"
    r"|\bin stock\b|\bback in stock\b"
)


def _said(turn: Turn, _: Slots) -> str | None:
    is_here = turn.flow is not None and turn.flow.name == "stock_inquiry" and turn.entity("product")
    is_stock = (
        turn.wish.intent in ("stock_inquiry", "product_info") or is_here or _PLAIN.search(fold(turn.text))
    )
    return None if turn.wish.tapped or not is_stock else turn.text.strip() or None


def _only_names(turn: Turn, wish: Wish) -> bool:
    """The name before "stokta mı" looks like a wish of its own."""
    if wish.intent != "product_info":
        return False
    clauses = [guess.span for guess in turn.analysis.intents if guess.intent == wish.intent]
    return not any(_ASKS.search(fold(turn.text[start:end])) for start, end in clauses)


def _wants_news(turn: Turn, _: Slots) -> str | None:
    words = fold(turn.text)
    return _ASKED if _TELL_ME.search(words) and not _TELL_ME_NOT.search(words) else None


def _agreed(turn: Turn, slots: Slots) -> str | None:
    words = fold(turn.text)
    agrees = turn.understood and turn.wish.intent == "affirm"
    return slots.get(OFFERED) if (agrees or _YES.search(words)) and not _NO.search(words) else None


def _ask_which(scene: Scene[None]) -> Content:
    choices = scene.get(PRODUCTS) or ()
    return Buttons(
        scene.t("ecommerce-stock-which"),
        tuple(scene.button(one.title[:BUTTON_TITLE], PRODUCT, one.value) for one in choices),
    )


def _offer(scene: Scene[None]) -> Content:
    """Asked again after a digression as well: then without what was looked up."""
    key, said = scene.need(OFFERED), scene.here.get("said") or scene.t("ecommerce-stock-out-still")
    yes = scene.button(scene.t("ecommerce-stock-tell-yes")[:BUTTON_TITLE], TOLD, key)
    no = scene.button(scene.t("ecommerce-stock-tell-no")[:BUTTON_TITLE], KEPT, key)
    return Buttons(f"{said} {scene.t('ecommerce-stock-offer')}", (yes, no))


_ASKED = "asked"
PRODUCTS = Slot("stock_products", OPTIONS)
PRODUCT = Slot(
    "stock_product",
    TEXT,
    ask=_ask_which,
    options=PRODUCTS,
    rule="did-asked-product",
)
NAMED = Slot(
    "stock_words",
    TEXT,
    hear=_said,
    answer=lambda turn, _: turn.text.strip() or None,
    ask=lambda scene: Text(scene.t("ecommerce-stock-name")),
    rule="did-asked-product",
    note=lambda turn, words: turn.staff("note-fact-product-asked", value=words),
    brief=0,
    anew=True,
)
SIZE = Slot("stock_size", TEXT, hear=lambda turn, _: turn.entity("size"), anew=True)
COLOR = Slot("stock_color", TEXT, hear=lambda turn, _: turn.entity("color"), anew=True)
TRIED = Slot("stock_tried", FLAG)  # they were asked for its name once
OFFERED = Slot("stock_offered", TEXT)  # what a yes is a yes to
KEPT = Slot("stock_not_wanted", TEXT)
TOLD = Slot(
    "stock_tell",
    TEXT,
    hear=_wants_news,
    answer=_agreed,
    ask=_offer,
    rule="did-offered-stock-news",
    brief=8,
    anew=True,
)


class Found(Enum):
    KNOWN = "known"
    SEVERAL = "several"
    UNNAMED = "unnamed"
    LOST = "lost"


class Seen(Enum):
    TOLD = "told"
    OUT = "out"
    WANTED = "wanted"
    KEPT = "kept"
    GONE = "gone"


def _find(scene: Scene[None]) -> Go[Found]:
    rows = fresh_products(scene.turn.now)
    if not rows:
        return Go(Found.LOST)
    known = scene.get(PRODUCT)
    names = {row.product_key: row.name for row in rows}
    found = shelf.named(scene.get(NAMED) or "", rows)
    if found and _asks_anew(scene):
        for slot in (SIZE, COLOR, TOLD, OFFERED, KEPT):
            if slot.hear is None or slot.hear(scene.turn, scene.slots) is None:
                scene.slots.forget(slot.name)
    if known is not None and (known in found or (not found and known in names)):
        return Go(Found.KNOWN)
    if len(found) == 1:
        return Go(Found.KNOWN, {PRODUCT: found[0]})
    if len(found) > _MOST_CHOICES or not found:
        # What some platform has not told the name of yet may be just that.
        if scene.get(TRIED) or (not found and scene.turn.entity("product") and names_missing(scene.turn.now)):
            return Go(Found.LOST)
        return Go(Found.UNNAMED, {TRIED: True}, forget=(NAMED, PRODUCT))
    options = tuple(Option(key, names[key][:BUTTON_TITLE], words=names[key]) for key in found)
    return Go(Found.SEVERAL, {PRODUCTS: options}, forget=(PRODUCT,))


def _asks_anew(scene: Scene[None]) -> bool:
    """A product named after one was told of: sizes, colours and wishes of before say nothing of it."""
    state = scene.turn.flow
    was_told = state is not None and state.name == scene.flow and (state.over or state.step == "offer")
    return was_told and _said(scene.turn, scene.slots) is not None


def _look(scene: Scene[None]) -> Go[Seen]:
    rows = fresh_listings(scene.turn.now, [scene.need(PRODUCT)])
    if not rows:  # gone since it was chosen
        return Go(Seen.GONE)
    size = scene.get(SIZE) if any(row.size for row in rows) else None
    color = scene.get(COLOR) if any(row.color for row in rows) else None
    name, t = rows[0].name, scene.t
    meant = [row for row in rows if shelf.fits(row, size, color)]
    said_color = f" {color}" if color else ""
    if not any(row.is_available for row in meant) and names_missing(scene.turn.now):
        return Go(Seen.GONE)  # it may be there under a name that was not read yet
    if not meant:
        there = [row for row in rows if row.is_available]
        what = f"{size or ''}{said_color}".strip()
        scene.here["said"] = t("ecommerce-stock-no-such", product=name, what=what) + _others(
            scene, there, name
        )
        return Go(Seen.TOLD)
    there = [row for row in meant if row.is_available]
    goods = orders.Goods(
        name,
        size=meant[0].size if size or len({row.size for row in meant}) == 1 else orders.ANY,
        color=meant[0].color if color or len({row.color for row in meant}) == 1 else orders.ANY,
    )
    if there:
        scene.here["said"] = _available(scene, goods, meant, there)
        if scene.get(TOLD) == _ASKED:  # it need not be waited for
            return Go(Seen.TOLD, forget=(TOLD,))
        return Go(Seen.TOLD)
    others = [row for row in rows if row.is_available]
    scene.here["goods"] = goods
    scene.here["said"] = t("ecommerce-stock-out", product=goods.title) + _others(scene, others, "")
    key = goods.key
    said_yes = scene.get(TOLD)
    if said_yes is not None and said_yes in (_ASKED, key):
        return Go(Seen.WANTED, {OFFERED: key, TOLD: key})
    if scene.get(KEPT) == key:
        return Go(Seen.KEPT)
    return Go(Seen.OUT, {OFFERED: key}, forget=(TOLD, KEPT))


def _available(scene: Scene[None], goods: orders.Goods, meant: list[Listing], there: list[Listing]) -> str:
    """One variant with a yes, several by their sizes (or colours)."""
    t = scene.t
    if orders.ANY not in (goods.size, goods.color):
        most = max(there, key=lambda row: row.stock)
        few = sum(row.stock for row in there) <= _FEW
        said = t("ecommerce-stock-few" if few else "ecommerce-stock-in", product=goods.title)
        return "\n".join(filter(None, [said, most.url]))
    part = "sizes" if len({row.size for row in meant}) > 1 else "colors"
    values = [_variant(row, part) for row in there]
    gone = [value for row in meant if (value := _variant(row, part)) not in values]
    said = t(f"ecommerce-stock-{part}", product=goods.title, there=", ".join(shelf.in_order(values)))
    return f"{said} {t('ecommerce-stock-gone', gone=', '.join(shelf.in_order(gone)))}" if gone else said


def _variant(row: Listing, part: str) -> str:
    return row.size if part == "sizes" else row.color


def _others(scene: Scene[None], there: list[Listing], name: str) -> str:
    """What can be had of the same product."""
    values = shelf.in_order([", ".join(filter(None, (row.size, row.color))) for row in there])
    if not values:
        return "" if not name else " " + scene.t("ecommerce-stock-none")
    return " " + scene.t("ecommerce-stock-others", there=" · ".join(values[:12]))


def _told(scene: Scene[None]) -> Reply:
    return Reply(with_buttons(scene.turn, scene.here["said"], ("human_request",)), rule="did-told-stock")


def _wished(scene: Scene[None]) -> Reply:
    goods: orders.Goods = scene.here["goods"]
    orders.wish(scene.turn.conversation, goods, scene.turn.now)
    # Without the template WhatsApp lets us write for a day only; nothing more is promised then.
    said = "ecommerce-stock-wished" if orders.can_tell_later() else "ecommerce-stock-wished-for-a-day"
    return Reply([Text(scene.t(said, product=goods.title))], rule="did-took-stock-wish")


def _kept(scene: Scene[None]) -> Reply:
    return Reply([Text(scene.t("ecommerce-stock-not-wished"))], rule="did-acknowledged")


def _to_person(scene: Scene[None]) -> Reply:
    return handed_over(scene, "ecommerce-ack-stock-inquiry", next_step="ecommerce-next-stock-inquiry")


STOCK = Machine(
    name="stock_inquiry",
    version=1,
    slots=(NAMED, PRODUCT, PRODUCTS, SIZE, COLOR, TRIED, OFFERED, KEPT, TOLD),
    states={
        "find": Decide(
            _find,
            {Found.KNOWN: "look", Found.SEVERAL: "which", Found.UNNAMED: "name", Found.LOST: "person"},
        ),
        "name": Ask(NAMED, then="find", refused="person"),
        "which": Ask(PRODUCT, then="look", refused="person"),
        "look": Decide(
            _look,
            {
                Seen.TOLD: "told",
                Seen.OUT: "offer",
                Seen.WANTED: "wished",
                Seen.KEPT: "kept",
                Seen.GONE: "person",
            },
        ),
        "offer": Ask(TOLD, then="wished", refused="kept"),
        "told": End(_told, mendable=True),
        "wished": End(_wished, mendable=True),
        "kept": End(_kept, mendable=True),
        "person": End(_to_person, to_person=True),
    },
    lost="person",
    fetch=nothing,
    serves=frozenset({"stock_inquiry"}),
    absorbs=_only_names,
    plain_words=_PLAIN,
)


class StopNews:
    """Taken back: nobody is told of what they waited for."""

    name = "stock_wish_stop"
    hands_over = False

    def in_plain_words(self, turn: Turn) -> bool:
        return _TELL_ME_NOT.search(fold(turn.text)) is not None

    def absorbs(self, _turn: Turn, _wish: object) -> bool:
        return True

    def prepare(self, _: Turn) -> None:
        return None

    def handle(self, turn: Turn, _: None) -> Reply:
        gone = orders.take_back(turn.conversation, turn.now)
        said = "ecommerce-stock-taken-back" if gone else "ecommerce-stock-nothing-waits"
        return Reply([Text(turn.t(said, products=", ".join(gone)))], rule="did-took-back-stock-wish")


STOP_NEWS = StopNews()
