"""Questions about a product's features, size or price. No catalogue is at hand yet: a person answers.

We only make sure that the colleague knows which product it is.
"""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Content, Reply, Text, Turn
from invekto.agent_ai.engine.attachments import picture_line, pictures_of
from invekto.agent_ai.machine import TEXT, TEXTS, Ask, End, Machine, Scene, Slot, Slots, handed_over, nothing
from invekto.core.folding import fold

_LONGEST_NAME = 6  # words of a product's name, or a link's
_ASKS = re.compile(r"\?|\bm[iu]\w*\b|\b(?:hangi|ne|nasil|kac|kadar|how|what|which|is|do|does|can)\b")
_NAMED_BY_THEN = 6  # words; a longer question has named its product


def _named(turn: Turn, _: Slots) -> str | None:
    """A product of the analysis, a link, or a sentence long enough to have named it."""
    if product := turn.entity("product"):
        return product
    asked = turn.wish.intent == "product_info" and turn.flow is None
    is_told = "http" in turn.text or len(turn.text.split()) > _NAMED_BY_THEN
    return turn.text.strip() if asked and is_told else None


def _note(turn: Turn, product: str) -> str:
    """A whole question is not called a product."""
    is_name = len(product.split()) <= _LONGEST_NAME and _ASKS.search(fold(product)) is None
    return turn.staff("note-fact-product" if is_name else "note-fact-product-asked", value=product)


def _ask(scene: Scene[None]) -> Content:
    return Text(scene.t("ecommerce-product-which"))


PRODUCT = Slot(
    "product",
    TEXT,
    hear=_named,
    # Whatever they write names the product well enough for a colleague.
    answer=lambda turn, _: turn.text.strip() or None,
    ask=_ask,
    rule="did-asked-product",
    note=_note,
    brief=0,
)


# A product that was shown need not be named.
PICTURES = Slot("pictures", TEXTS, hear=lambda turn, _: pictures_of(turn) or None, note=picture_line)


def _give(scene: Scene[None]) -> Reply:
    return handed_over(scene, "ecommerce-ack-product-info", next_step="ecommerce-next-product-info")


PRODUCT_INFO = Machine(
    name="product_info",
    version=1,
    slots=(PRODUCT, PICTURES),
    states={
        "product": Ask(
            PRODUCT, then="person", refused="person", needed=lambda scene: not scene.slots.has(PICTURES)
        ),
        "person": End(_give, to_person=True),
    },
    lost="person",
    fetch=nothing,
    serves=frozenset({"product_info", "stock_inquiry"}),
)
