"""Returns, exchanges, cancellations, invoices: which order, which item, why; then a person with all of it.

Such a wish is always reachable: who cannot prove or find an order is not turned away, but goes on to a person, whose
note says that nothing was proven.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, ListMenu, Reply, Turn, Wish
from invekto.agent_ai.engine.attachments import picture_line, pictures_of
from invekto.agent_ai.machine import (
    ALL,
    FLAG,
    OPTIONS,
    TEXT,
    TEXTS,
    Ask,
    Decide,
    End,
    Go,
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
from invekto.verticals.ecommerce import finding, returns
from invekto.verticals.ecommerce.finding import FACT, MISSED, NUMBER, Found, which
from invekto.verticals.ecommerce.reasons import (
    REASON,
    SHOWN_IN_PICTURES,
    WANTED,
    in_words,
)
from invekto.verticals.ecommerce.tax_data import EMAIL

# With these words an order's whereabouts are asked for, beside the number.
_WHEREABOUTS = re.compile(
    r"\b(?:ner[ed]\w*|ne zaman|kac gun|gelmedi|gelecek|ulas\w*|kargo\w*|takip|durum\w*|where|when|track\w*|status)\b"
)


def only_names_the_order(turn: Turn, wish: Wish) -> bool:
    return wish.intent == "order_status" and _WHEREABOUTS.search(fold(turn.text)) is None


_MOST_ITEMS = 60  # that can be named; a list shows ten rows of them

# Slots.


def _ask_item(scene: Scene[Freshness]) -> Content:
    items, reason = _options(scene), scene.get(REASON)
    shown = items if len(items) <= ROWS else (*items[: ROWS - 1], items[-1])
    rest = f" {scene.t('ecommerce-collect-not-listed')}" if len(shown) < len(items) else ""
    # Whoever gave the reason already sees that it was heard.
    heard = f"{scene.t('ecommerce-collected', what=in_words(reason, scene.turn.language))} " if reason else ""
    return ListMenu(
        body=heard + scene.t("ecommerce-collect-which-item", count=len(items)) + rest,
        button=scene.t("ecommerce-collect-choose-item")[:BUTTON_TITLE],
        rows=tuple(scene.row(one.title, one.description, ITEM, one.value) for one in shown),
    )


def _pictures(turn: Turn, slots: Slots) -> tuple[str, ...] | None:
    """The ids of the messages that show something, with those from before."""
    new = pictures_of(turn)
    return tuple(dict.fromkeys([*(slots.get(PICTURES) or ()), *new])) if new else None


def _ask_picture(scene: Scene[Freshness]) -> Content:
    skip = scene.button(scene.t("ecommerce-return-no-picture"), NO_PICTURE, "yes")
    return Buttons(scene.t("ecommerce-return-ask-picture"), (skip,))


ITEMS = Slot("items", OPTIONS)
ITEM = Slot(
    "item",
    TEXT,
    ask=_ask_item,
    rule="did-asked-item",
    options=ITEMS,
    clears=("item_title", "cancel_offered", "cancel_confirmed", "cancel_kept"),
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
ORDER = (NUMBER, FACT, *finding.MEMORY, UNPROVEN)


# Decisions.


def find_order(scene: Scene[Freshness], wanted: frozenset[OrderStatus]) -> Go[Found]:
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
        name = orders.line_name(line)
        titles.setdefault(f"{name} {kind}", Option(line.line_id, name, kind, kind))
    options = tuple(titles.values())[:_MOST_ITEMS]
    if not options:
        return {}
    item = scene.get(ITEM)
    if item is None:
        only = options[0] if len(options) == 1 else named(turn.text, options)
        item = only.value if only else None
    if len(options) > 1:
        every = scene.t("ecommerce-collect-all-items")
        options = (*options, Option(ALL, every, "", scene.t("ecommerce-collect-all-words")))
    keep: dict[Slot[Any], Any] = {ITEMS: options}
    chosen = next((one for one in options if one.value == item), None)
    if chosen is not None:
        whole = scene.t("ecommerce-item-all")
        title = (
            whole
            if item == ALL
            else f"{chosen.title} ({chosen.description})"
            if chosen.description
            else chosen.title
        )
        keep |= {ITEM: chosen.value, ITEM_TITLE: title}
    return keep


def has_several_items(scene: Scene[Freshness]) -> bool:
    return len(_options(scene)) > 1


def _options(scene: Scene[Freshness]) -> tuple[Option, ...]:
    return scene.get(ITEMS) or ()


def shows(scene: Scene[Freshness]) -> bool:
    """A picture would help, and was not declined."""
    return (scene.get(REASON) or "").partition(":")[0] in SHOWN_IN_PICTURES and not scene.get(NO_PICTURE)


# Ends.


_IN_TIME = frozenset({"return_request", "product_exchange"})  # wanted within the days the shop gives


def give(intent: str) -> End[Freshness]:
    """Says back what was collected, so that a mistake shows before a person works on it, and hands over."""
    slug = intent.replace("_", "-")

    def say(scene: Scene[Freshness]) -> Reply:
        collected = _collected(scene)
        late = returns.lateness(scene.turn, scene.here.get("order")) if intent in _IN_TIME else None
        facts = [late.for_staff(scene.turn)] if late else []
        next_step = (
            _cancel_step(scene.here.get("order")) if intent == "order_cancel" else f"ecommerce-next-{slug}"
        )
        reply = handed_over(scene, f"ecommerce-ack-{slug}", next_step=next_step, facts=facts)
        assert reply.handoff is not None
        told = [scene.t("ecommerce-collected", what=collected)] if collected else []
        order: OrderView | None = scene.here.get("order")
        if intent == "product_exchange" and order is not None:
            platform = scene.t(orders.platform_text_id(order.provider))
            told.append(scene.t("ecommerce-exchange-depends", platform=platform))
        if intent == "return_request" and order is not None and order.is_active:
            told.append(scene.t("ecommerce-return-on-its-way"))
        # What came broken or wrong is not bound to the days in which one may change one's mind.
        if late and (scene.get(REASON) or "").partition(":")[0] not in SHOWN_IN_PICTURES:
            told.append(late.for_customer(scene.turn))
        return replace(reply, handoff=replace(reply.handoff, said=" ".join([*told, reply.handoff.said])))

    return End(say, to_person=True)


def _cancel_step(order: OrderView | None) -> str:
    """What is still possible of it."""
    if order is None or order.status in orders.NOT_SHIPPED:
        return "ecommerce-next-order-cancel"
    gone = "delivered" if order.status in orders.DELIVERED else "shipped"
    return f"ecommerce-next-order-cancel-{gone}"


def _collected(scene: Scene[Freshness]) -> str:
    """What was understood, said back in one line, so that a mistake can be mended before the person reads it."""
    reason, wanted = scene.get(REASON), scene.get(WANTED)
    parts = [
        scene.get(NUMBER),
        scene.get(ITEM_TITLE),
        in_words(reason, scene.turn.language) if reason else None,
        scene.t("ecommerce-collected-wanted", wanted=wanted) if wanted else None,
        scene.get(EMAIL),
    ]
    return " · ".join(part for part in parts if part)


def about(scene: Scene[Freshness]) -> str:
    """Which order and item was understood, as soon as a question is asked about it."""
    if not scene.get(NUMBER) or scene.get(UNPROVEN):
        return ""
    what = " · ".join(filter(None, [scene.get(NUMBER), scene.get(ITEM_TITLE)]))
    return scene.t("ecommerce-collect-about", what=what)


# Flows.


def order_states(
    wanted: frozenset[OrderStatus],
    then: str,
    *,
    find: Callable[[Scene[Freshness]], Go[Found]] | None = None,
) -> dict[str, State]:
    """Finding the order; every way that finds none leads on as well."""
    return {
        "find": Decide(
            find or partial(find_order, wanted=wanted),
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
