"""Returns, exchanges, cancellations, invoices: which order, which item, why; then a person with all of it.

Such a wish is always reachable: who cannot prove or find an order is not turned away, but goes on to a person, whose
note says that nothing was proven.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, ListMenu, Reply, Turn, Wish
from invekto.agent_ai.engine.attachments import picture_line, pictures_of
from invekto.agent_ai.machine import (
    FLAG,
    OPTIONS,
    TEXT,
    TEXTS,
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Option,
    Scene,
    Slot,
    Slots,
    State,
    handed_over,
    named,
)
from invekto.core.folding import fold
from invekto.integrations import services as integrations
from invekto.integrations.models import OrderStatus
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.outbound.content import BUTTON_TITLE, ROWS
from invekto.verticals.ecommerce import finding
from invekto.verticals.ecommerce.finding import FACT, MISSED, NUMBER, Found, refresh, which
from invekto.verticals.ecommerce.reasons import REASON, SHOWN_IN_PICTURES, WANTED, in_words

_ALL = "all"  # every item of the order
# Asked about a return rather than wanting one: where the money is, who pays, until when. In folded words.
_QUESTION = re.compile(
    r"\b(?:para\w*|ucret\w*|odeme\w*|iadem\w*|refund|money)\b.*\b(?:ne zaman|nere?de\w*|yat\w*|gecmedi|gelmedi|odenmedi"
    r"|durum\w*)|\bkargo\w*\b.*\b(?:kim\w*|ucret\w*|bedava|benden|sizden)|\b(?:iade|degisim)\w*\s+(?:sur|sart|kosul)\w*"
    r"|\bkac gun\b|\bwhere\b.*\b(?:refund|money)|\bwhen\b.*\b(?:refund|money)|\bwho pays\b|\breturn policy\b"
)
_WANTS = re.compile(
    r"\b(?:iade|degis\w*)\s+(?:et[mc]\w*|edi?c\w*|ede[cy]\w*|edebil\w*|yap\w*|ist\w*)|\bwant to\b|\bwould like\b"
)
# A return and an exchange are always within reach of who asks for them outright.
_RETURN = re.compile(
    r"\biade\s+(?:etmek|etcem|edecegim|edicem|edecem|edicegim|etmem|edebilir|yapmak|yapacagim|istiyorum|talebi)"
    r"|\b(?:want|like|need) to (?:return|send back)\b|\breturn (?:my|this|the|it)\b"
)
_EXCHANGE = re.compile(
    r"\bdegis(?:im|tirme)\s+(?:yapmak|yapcam|yapicam|yapacagim|istiyorum|talebi)|\bdegistirmek ist|\bdegistirebilir m"
    r"|\b(?:want|like|need) to (?:exchange|change|swap) (?:it|my|this|the)\b"
)
# With these words an order's whereabouts are asked for, beside the number.
_WHEREABOUTS = re.compile(
    r"\b(?:ner[ed]\w*|ne zaman|kac gun|gelmedi|gelecek|ulas\w*|kargo\w*|takip|durum\w*|where|when|track\w*|status)\b"
)


def _only_names_the_order(turn: Turn, wish: Wish) -> bool:
    return wish.intent == "order_status" and _WHEREABOUTS.search(fold(turn.text)) is None


# Slots.


def _ask_item(scene: Scene[Freshness]) -> Content:
    items = _options(scene)
    return ListMenu(
        body=scene.t("ecommerce-collect-which-item", count=len(items)),
        button=scene.t("ecommerce-collect-choose-item")[:BUTTON_TITLE],
        rows=tuple(scene.row(one.title, one.description, ITEM, one.value) for one in items[:ROWS]),
    )


def _pictures(turn: Turn, slots: Slots) -> tuple[str, ...] | None:
    """The ids of the messages that show something, with those from before."""
    new = pictures_of(turn)
    return tuple(dict.fromkeys([*(slots.get(PICTURES) or ()), *new])) if new else None


def _ask_picture(scene: Scene[Freshness]) -> Content:
    skip = scene.button(scene.t("ecommerce-return-no-picture"), NO_PICTURE, "yes")
    return Buttons(scene.t("ecommerce-return-ask-picture"), (skip,))


def _question(turn: Turn, _: Slots) -> str | None:
    if turn.wish.intent != "return_request":
        return None
    return " ".join(turn.text.split())[:200] if _QUESTION.search(fold(turn.text)) else None


ITEMS = Slot("items", OPTIONS)
ITEM = Slot(
    "item", TEXT, ask=_ask_item, rule="did-asked-item", options=ITEMS, clears=("item_title",)
)  # the platform's id of the line
ITEM_TITLE = Slot("item_title", TEXT, note=lambda turn, title: turn.staff("note-fact-item", value=title))
PICTURES = Slot(
    "pictures",
    TEXTS,
    hear=_pictures,
    ask=_ask_picture,
    rule="did-asked-picture",
    note=picture_line,
    got="ecommerce-return-got-picture",
)
NO_PICTURE = Slot("no_picture", FLAG)
UNPROVEN = Slot("unproven", FLAG)  # the number is kept as it was said
QUESTION = Slot(
    "question",
    TEXT,
    hear=_question,
    note=lambda turn, words: turn.staff("note-fact-question", words=words),
)
_ORDER = (NUMBER, FACT, *finding.MEMORY, UNPROVEN)


# Decisions.


class Wanted(Enum):
    IT_DONE = "it_done"
    AN_ANSWER = "an_answer"


def _what(scene: Scene[Freshness]) -> Go[Wanted]:
    """A question about returns begins no return: a person answers it at once."""
    words = scene.get(QUESTION)
    if words is None or _WANTS.search(fold(words)) or scene.get(NUMBER) or scene.get(REASON):
        return Go(Wanted.IT_DONE)
    return Go(Wanted.AN_ANSWER)


def _find(scene: Scene[Freshness], wanted: frozenset[OrderStatus]) -> Go[Found]:
    """As for an order's status; only that what cannot be found or proven is left to the person."""
    if scene.get(UNPROVEN):
        return Go(Found.NO_PROOF)
    number, missed_before = scene.get(NUMBER), scene.get(MISSED)
    if number and not integrations.health(scene.turn.tenant.id):  # no platform knows this shop's orders
        return Go(Found.NO_PROOF, {UNPROVEN: True})
    found = finding.find(scene, wanted)
    if number and found.way is Found.NO_SUCH_NUMBER and missed_before:
        return Go(Found.NO_PROOF, {NUMBER: number, UNPROVEN: True})
    if found.way is not Found.THEIRS:
        return found
    return Go(Found.THEIRS, {**found.keep, **_items(scene, scene.here["order"])})


def _items(scene: Scene[Freshness], order: OrderView) -> dict[Slot[Any], Any]:
    """What the order holds; the item itself when there is but one, or when it was named."""
    turn = scene.turn
    titles: dict[str, Option] = {}
    for line in order.lines:
        kind = " · ".join(filter(None, [line.color, line.size]))
        titles.setdefault(f"{line.name} {kind}", Option(line.line_id, line.name, kind, kind))
    options = tuple(titles.values())[: ROWS - 1]
    if not options:
        return {}
    item = scene.get(ITEM)
    if item is None:
        only = options[0] if len(options) == 1 else named(turn.text, options)
        item = only.value if only else None
    if len(options) > 1:
        every = scene.t("ecommerce-collect-all-items")
        options = (*options, Option(_ALL, every, "", scene.t("ecommerce-collect-all-words")))
    keep: dict[Slot[Any], Any] = {ITEMS: options}
    chosen = next((one for one in options if one.value == item), None)
    if chosen is not None:
        whole = scene.t("ecommerce-item-all")
        title = (
            whole
            if item == _ALL
            else f"{chosen.title} ({chosen.description})"
            if chosen.description
            else chosen.title
        )
        keep |= {ITEM: chosen.value, ITEM_TITLE: title}
    return keep


def _has_several_items(scene: Scene[Freshness]) -> bool:
    return len(_options(scene)) > 1


def _options(scene: Scene[Freshness]) -> tuple[Option, ...]:
    return scene.get(ITEMS) or ()


def _shows(scene: Scene[Freshness]) -> bool:
    """A picture would help, and was not declined."""
    return (scene.get(REASON) or "").partition(":")[0] in SHOWN_IN_PICTURES and not scene.get(NO_PICTURE)


# Ends.


def _give(intent: str) -> End[Freshness]:
    """Says back what was collected, so that a mistake shows before a person works on it, and hands over."""
    slug = intent.replace("_", "-")

    def say(scene: Scene[Freshness]) -> Reply:
        collected = _collected(scene)
        reply = handed_over(scene, f"ecommerce-ack-{slug}", next_step=f"ecommerce-next-{slug}")
        assert reply.handoff is not None
        told = f"{scene.t('ecommerce-collected', what=collected)} " if collected else ""
        return replace(reply, handoff=replace(reply.handoff, said=f"{told}{reply.handoff.said}"))

    return End(say, to_person=True)


def _answered_by_person(scene: Scene[Freshness]) -> Reply:
    return handed_over(scene, "ecommerce-return-question", next_step="ecommerce-next-return-question")


def _collected(scene: Scene[Freshness]) -> str:
    """What was understood, said back in one line, so that a mistake can be mended before the person reads it."""
    reason, wanted = scene.get(REASON), scene.get(WANTED)
    parts = [
        scene.get(NUMBER),
        scene.get(ITEM_TITLE),
        in_words(reason, scene.turn.language) if reason else None,
        scene.t("ecommerce-collected-wanted", wanted=wanted) if wanted else None,
    ]
    return " · ".join(part for part in parts if part)


# Flows.


def _order_states(wanted: frozenset[OrderStatus], then: str) -> dict[str, State]:
    """Finding the order; every way that finds none leads on as well."""
    return {
        "find": Decide(
            partial(_find, wanted=wanted),
            {
                Found.THEIRS: then,
                Found.SEVERAL: "which",
                Found.NO_NUMBER: "number",
                Found.NO_SUCH_NUMBER: "number",
                Found.NEEDS_PROOF: "proof",
                Found.NO_PROOF: then,
                Found.TOO_MANY_TRIES: then,
                Found.PLATFORM_DOWN: then,
            },
        ),
        "number": Ask(NUMBER, then="find", refused=then),
        "which": Ask(NUMBER, then="find", refused=then, question=which("ecommerce-collect-which")),
        "proof": Ask(FACT, then="find", refused=then),
    }


RETURN = Machine(
    name="return_request",
    version=1,
    slots=(*_ORDER, ITEM, ITEMS, ITEM_TITLE, REASON, PICTURES, NO_PICTURE, QUESTION),
    states={
        "wish": Decide(_what, {Wanted.IT_DONE: "find", Wanted.AN_ANSWER: "question"}),
        **_order_states(orders.DELIVERED, "item"),
        "item": Ask(ITEM, then="reason", refused="reason", needed=_has_several_items),
        "reason": Ask(REASON, then="picture", refused="person"),
        "picture": Ask(PICTURES, then="person", refused="person", needed=_shows),
        "question": End(_answered_by_person, to_person=True),
        "person": _give("return_request"),
    },
    lost="person",
    fetch=refresh,
    serves=frozenset({"return_request"}),
    replaces=frozenset({"product_exchange"}),
    absorbs=_only_names_the_order,
    opening="ecommerce-return-request-opening",
    plain_words=_RETURN,
)

EXCHANGE = Machine(
    name="product_exchange",
    version=1,
    slots=(*_ORDER, ITEM, ITEMS, ITEM_TITLE, WANTED, REASON, PICTURES, NO_PICTURE),
    states={
        **_order_states(orders.DELIVERED, "item"),
        "item": Ask(ITEM, then="wanted", refused="wanted", needed=_has_several_items),
        "wanted": Ask(WANTED, then="picture", refused="picture"),
        "picture": Ask(PICTURES, then="person", refused="person", needed=_shows),
        "person": _give("product_exchange"),
    },
    lost="person",
    fetch=refresh,
    # Whether the wanted size is there is a person's to see; here it says what is wanted.
    serves=frozenset({"product_exchange", "stock_inquiry"}),
    replaces=frozenset({"return_request"}),
    absorbs=_only_names_the_order,
    opening="ecommerce-product-exchange-opening",
    plain_words=_EXCHANGE,
)


def _collector(
    intent: str, wanted: frozenset[OrderStatus], *, own_words: frozenset[str]
) -> Machine[Freshness]:
    """Which order it is about, then a person."""
    return Machine(
        name=intent,
        version=1,
        slots=_ORDER,
        states={**_order_states(wanted, "person"), "person": _give(intent)},
        lost="person",
        fetch=refresh,
        serves=frozenset({intent}),
        absorbs=_only_names_the_order,
        own_words=own_words,
        opening=f"ecommerce-{intent.replace('_', '-')}-opening",
    )


CANCEL = _collector("order_cancel", orders.NOT_SHIPPED, own_words=frozenset({"iptal", "cancel"}))
INVOICE = _collector("invoice_request", orders.DELIVERED | orders.ACTIVE, own_words=frozenset())
