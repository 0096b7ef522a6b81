"""Questions about a product's features, size or price. No catalogue is at hand yet: a person answers.

We only make sure that the colleague knows which product it is.
"""

from __future__ import annotations

from invekto.agent_ai.contract import Content, FlowState, Handoff, HandoffReason, Reply, Text, Turn
from invekto.agent_ai.handlers import Immediate

_FLOW = "product_info"
_VERSION = 1


class ProductInfo(Immediate):
    def reply(self, turn: Turn) -> Reply:
        if turn.entity("product") or _names_more_than_the_question(turn):
            return _to_person(turn, product=turn.entity("product"))
        return Reply(
            [Text(turn.t("ecommerce-product-which"))],
            rule="did-asked-product",
            flow=FlowState(_FLOW, _VERSION, "product"),
        )


class ProductFlow:
    name = _FLOW
    version = _VERSION
    serves = frozenset({"product_info", "stock_inquiry"})

    def prepare(self, _: Turn) -> None:
        return None

    def recognises(self, turn: Turn) -> bool:
        return turn.entity("product") is not None

    def resume(self, turn: Turn, _: None) -> Reply:
        """Whatever they write names the product well enough for a colleague."""
        return _to_person(turn, product=turn.text.strip())

    def question(self, turn: Turn) -> Content:
        return Text(turn.t("ecommerce-product-which"))


def _names_more_than_the_question(turn: Turn) -> bool:
    """A quoted product, a link, or a sentence long enough to have named it."""
    return "http" in turn.text or len(turn.text.split()) > 6


def _to_person(turn: Turn, *, product: str | None) -> Reply:
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(
            HandoffReason.POLICY,
            said=turn.t("ecommerce-ack-product-info"),
            facts=(turn.staff("note-fact-product", value=product),) if product else (),
            next_step="ecommerce-next-product-info",
        ),
    )
