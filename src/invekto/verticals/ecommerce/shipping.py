"""Delivery before buying: answered from the tenant file's ``shipping``, and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from invekto.agent_ai.contract import FlowFate, Handoff, HandoffReason, Reply, Text, Turn
from invekto.agent_ai.handlers import Immediate
from invekto.core import texts
from invekto.core.folding import fold
from invekto.verticals.ecommerce.paying import payment_line
from invekto.verticals.formats import money

# What the customer asks in particular, in folded words; answered first, or not at all when unknown.
_TOPICS = {
    "cash_on_delivery": re.compile(
        r"\bkapida|\bnakit|cash on delivery|\bcod\b|pay (?:at|on) (?:the )?(?:door|delivery)"
    ),
    "abroad": re.compile(
        r"yurt ?disi|avrupa|almanya|abroad|international|overseas|ship to (?!me\b)\w+|another country"
    ),
    "fee": re.compile(r"ucret|ucretsiz|bedava|kac (?:tl|lira|para)|ne kadar|\bfee|cost|free"),
    "days": re.compile(r"kac gun|ne zaman|gunde|how long|how many days|when"),
    "instalments": re.compile(r"taksit|instal+ment"),  # asked beside paying at the door
    "carriers": re.compile(r"hangi (?:kargo|firma)|kargo firma|which (?:carrier|courier)|carrier"),
}
_ORDER = ("fee", "days", "carriers", "cash_on_delivery", "abroad")


class ShippingInfo(Immediate):
    def reply(self, turn: Turn) -> Reply:
        known: Mapping[str, Any] = turn.tenant.settings.get("shipping") or {}
        asked = [topic for topic, words in _TOPICS.items() if words.search(fold(turn.text))]
        lines = [
            line
            for topic in dict.fromkeys([*asked, *_ORDER])
            if (line := _line(turn, topic, known)) is not None
        ]
        unknown = not lines or any(_line(turn, topic, known) is None for topic in asked)
        if not unknown:
            body = "\n".join([turn.t("ecommerce-shipping-head"), *(f"• {line}" for line in lines)])
            return Reply([Text(body)], rule="did-told-shipping", flow=FlowFate.KEEP)
        told = [Text("\n".join(f"• {line}" for line in lines))] if lines else []
        return Reply(
            told,
            rule="did-handed-over",
            handoff=Handoff(
                HandoffReason.POLICY,
                said=turn.t("ecommerce-shipping-unknown"),
                next_step="ecommerce-next-shipping-info",
            ),
        )


def _line(turn: Turn, topic: str, known: Mapping[str, Any]) -> str | None:
    """What is known of one topic; None when nothing is."""
    match topic:
        case "fee":
            return _fee(turn, known)
        case "days" if known.get("days"):
            first, last = known["days"]
            return turn.t(
                "ecommerce-shipping-days", first=str(first), last=str(last), same=str(first == last)
            )
        case "instalments":
            return payment_line(turn, topic)
        case "carriers" if known.get("carriers"):
            names = ", ".join(_carrier(str(name), turn.language) for name in known["carriers"])
            return turn.t("ecommerce-shipping-carriers", carriers=names)
        case "cash_on_delivery" | "abroad" if known.get(topic) is not None:
            slug = topic.replace("_", "-")
            return turn.t(f"ecommerce-shipping-{slug}-{'yes' if known[topic] else 'no'}")
    return None


def _fee(turn: Turn, known: Mapping[str, Any]) -> str | None:
    fee, free_over = known.get("fee"), known.get("free_over")
    if fee is None and free_over is None:
        return None
    if fee is not None and float(fee) == 0:
        return turn.t("ecommerce-shipping-free")
    parts = []
    if fee is not None:
        parts.append(turn.t("ecommerce-shipping-fee", fee=money(fee, turn.language)))
    if free_over is not None:
        parts.append(turn.t("ecommerce-shipping-free-over", amount=money(free_over, turn.language)))
    return " ".join(parts)


def _carrier(slug: str, language: str) -> str:
    text_id = f"ecommerce-carrier-{slug}"
    return texts.text(text_id, language) if texts.has_text(text_id, language) else slug
