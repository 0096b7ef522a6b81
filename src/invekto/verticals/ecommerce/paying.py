"""How one pays, where the shop has told it; a payment that went wrong, or anything untold, is a person's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from invekto.agent_ai.contract import FlowFate, Reply, Text, Turn
from invekto.agent_ai.handlers import Immediate, ToPerson
from invekto.core.folding import fold

# In folded words. One customer's own payment, or what no settings hold.
_FOR_A_PERSON = re.compile(
    r"\b(?:red+edil\w*|onaylanma\w*|cekil\w*|cekti\w*|alindi|odedi\w*|odeyeme\w*|yapam\w*|olmuyor|olmadi|gecmedi|gecmiyor"
    r"|hata\w*|yatirdi\w*|gonderdi\w*|dekont\w*|iban\w*|hesap no\w*|iki (?:kere|kez|defa)|cift|iade\w*|fatura\w*"
    r"|makbuz\w*|siparisim\w*|provizyon\w*|indirim\w*|vade fark\w*|faiz\w*|kripto|crypto|bitcoin|paypal|euro|dolar\w*"
    r"|usd|eur|declin\w*|fail\w*|error\w*|charged|twice|refund\w*|invoice\w*|receipt\w*|paid|my order|interest)\b"
)
_TOPICS = {
    "instalments": re.compile(r"taksit|instal+ment|vade"),
    "transfer": re.compile(r"\b(?:havale|eft|fast)|bank transfer|wire"),
    "card": re.compile(r"\bkart|\bcard"),
    "cash_on_delivery": re.compile(r"\bkapida|\bnakit|cash|on delivery"),
}
_HOW_TO_PAY = re.compile(r"\b(?:odeme|odeyebil|oder|pay)")


class PaymentInquiry(Immediate):
    def reply(self, turn: Turn) -> Reply:
        words = fold(turn.text)
        asked = [topic for topic, wanted in _TOPICS.items() if wanted.search(words)]
        if not asked and _HOW_TO_PAY.search(words):
            asked = [topic for topic in _TOPICS if payment_line(turn, topic)]
        lines = [payment_line(turn, topic) for topic in asked]
        if not lines or None in lines or _FOR_A_PERSON.search(words):
            return ToPerson("payment_inquiry").reply(turn)
        told = [f"• {line}" for line in dict.fromkeys(lines)]
        body = "\n".join([turn.t("ecommerce-payment-head"), *told])
        return Reply([Text(body)], rule="did-told-payment", flow=FlowFate.KEEP)


def payment_line(turn: Turn, topic: str) -> str | None:
    """What the shop has told of one way to pay; None where it told nothing."""
    payment: Mapping[str, Any] = turn.tenant.settings.get("payment") or {}
    if topic == "instalments":
        plan = payment.get("instalments")
        if not plan:
            return None
        banks = ", ".join(plan.get("banks", ()))
        return turn.t(
            "ecommerce-payment-instalments", most=str(plan["max"]), banks=banks, named=str(bool(banks))
        )
    if topic == "cash_on_delivery":
        known = (turn.tenant.settings.get("shipping") or {}).get("cash_on_delivery")
        return (
            None
            if known is None
            else turn.t(f"ecommerce-shipping-cash-on-delivery-{'yes' if known else 'no'}")
        )
    return turn.t(f"ecommerce-payment-{topic}") if topic in payment.get("methods", ()) else None
