"""A parcel that counts as delivered and did not reach the customer, or not with everything in it: heard from words."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.machine import FLAG, TEXT, Slot, Slots
from invekto.core.folding import fold
from invekto.integrations.models import OrderStatus
from invekto.orders import services as orders
from invekto.orders.services import OrderView

NOT_HERE = "not_received"  # "gelmedi": whether it counts as delivered, only the platform knows
IN_SPITE = "not_received_in_spite"  # they were told that it is delivered
EMPTY = "empty"
INCOMPLETE = "incomplete"
BY_WHOM = "by_whom"  # who has it; that it is lost, nobody said
WRONG = "wrong"

# In folded words.
_BOX = r"(?:kutu|paket|koli|zarf|poset|torba)\w*"
_COUNTS_AS_DELIVERED = (
    r"(?:teslim (?:ed(?:il)?(?:di|mis)|et(?:ti|mis)|al(?:in)?(?:di|mis)|oldu|olmus|gorun|gozuk)\w*"
    r"|(?<!not )(?<!not been )\bdelivered\b)"
)
_DID_NOT_COME = (
    r"(?:\b(?:gecmedi|ulasmadi|gelmedi|gelmemis|varmadi|ver(?:il)?medi|verilmemis|birak(?:il)?madi|getirmedi"
    r"|teslim (?:edil|et)medi|al[ai]?madi[mk]|almis degil|gormedi[mk]|bulamadi[mk])\w*"
    r"|\b(?:komsu|kapici|guvenlik|apartman|site|kapi|bende|bizde|ortada|ortalikta|evde|yerde|posta)\w*\b[^.!?]*\byok\b"
    r"|\b(?:paket|kargo|urun|siparis)\w* (?:falan )?yok\b"
    r"|(?:\bnever|\bnot|n['’]?t|\bnothing)\b[^.!?]{0,30}\b(?:got|get|receive\w*|arrive\w*|came|come|here|reach\w*|see|seen)\b"
    r"|\b(?:parcel|package|order|it) (?:is|was|went|has gone) (?:missing|lost)\b|\bno (?:parcel|package)\b)"
)
_RECEIVED_BY = (
    r"(?:\bkim(?:e|ler)? (?:\w+ )?(?:teslim|aldi|almis|verdi|vermis|verildi|verilmis)\w*|\bteslim alan\w* kim\w*"
    r"|\bwho (?:has )?(?:received|signed|took|accepted)\b|\b(?:delivered|given|handed over) to whom"
    r"|\bwh(?:o|om) (?:was|did|is) (?:it|my \w+|the \w+) (?:delivered|given|handed))"
)
_EMPTY = (
    rf"(?:\bbos\s+(?:bir\s+|bi\s+)?(?:{_BOX}|cik\w*|gel\w*|gonder\w*)|\b(?:{_BOX}|kutunun ici|ici)\s+(?:bom)?bos\b"
    r"|\bicin(?:den|de) (?:hic ?)?(?:bir ?sey|urun) (?:cikma\w*|yok)"
    r"|\bempty (?:box|package|parcel|bag|envelope)|\b(?:box|package|parcel|bag|envelope)\b[^.!?]{0,20}\bempty\b)"
)
_INCOMPLETE = (
    r"(?:\beksik\w*\s+(?:\w+\s+){0,2}?(?:cik|gel|gonder|yolla|teslim|var|urun)\w*|\b(?:urun|parca|biri|tane\w*|adet)\s+eksik"
    r"|\b(?:tane|biri|urun|teki)\w*\s+(?:paket\w*\s+|kutu\w*\s+|icinden\s+)?(?:cikmadi|yoktu)\w*"
    r"|\bmissing\s+(?:item|piece|product|from)|\b(?:item|piece|product|one|something)s?\b[^.!?]{0,20}\bmissing)"
)
_WRONG = (
    r"(?:\b(?:yanlis|baska|farkli) (?:bir |bi )?(?:urun|sey|paket|model)\w*"
    r"\s+(?:cik(?:ti|mis)|gel(?:di|mis)|gonder|yolla|koy|teslim)\w*"
    r"|\b(?:received|got|sent(?: me)?|came with) (?:the |a )?(?:wrong|different) (?:item|product|thing|one|parcel)\b"
    r"|\b(?:wrong|different) (?:item|product) (?:came|arrived|was (?:sent|delivered))\b)"
)
_HEARD = (
    (WRONG, re.compile(_WRONG)),
    (EMPTY, re.compile(_EMPTY)),
    (INCOMPLETE, re.compile(_INCOMPLETE)),
    (
        IN_SPITE,
        re.compile(f"{_COUNTS_AS_DELIVERED}.*{_DID_NOT_COME}|{_DID_NOT_COME}.*{_COUNTS_AS_DELIVERED}"),
    ),
    (NOT_HERE, re.compile(_DID_NOT_COME)),
    (BY_WHOM, re.compile(_RECEIVED_BY)),
)
# Said so, it is understood however unsure the analysis is.
OUTRIGHT = re.compile("|".join(words.pattern for kind, words in _HEARD if kind not in (NOT_HERE, WRONG)))


def _said(turn: Turn, slots: Slots) -> str | None:
    is_over = turn.flow is not None and turn.flow.over
    if is_over and not slots.get(WAS_DELIVERED):
        return None  # that it is not here is no news of a parcel on its way
    folded = " ".join(fold(turn.text).split())
    return next((kind for kind, words in _HEARD if words.search(folded)), None)


def text_id(kind: str) -> str:
    return "not-received" if kind == IN_SPITE else kind.replace("_", "-")


WAS_DELIVERED = Slot("was_delivered", FLAG)  # as the customer was told
MISSING = Slot(
    "missing",
    TEXT,
    hear=_said,
    note=lambda turn, kind: turn.staff(f"note-fact-missing-{text_id(kind)}"),
)


def is_missing(order: OrderView, kind: str | None) -> bool:
    """What they say contradicts what the platform tells of this order; otherwise its state is the answer."""
    is_delivered = order.status in orders.DELIVERED
    if kind in (EMPTY, INCOMPLETE, WRONG):
        # Of several parcels the rest may still be under way, and the order's state says so.
        is_under_way = order.status not in orders.NOT_SHIPPED and len(order.living) == 1
        return is_delivered or (is_under_way and order.status is not OrderStatus.CANCELLED)
    if kind == IN_SPITE:
        return any(package.status is OrderStatus.DELIVERED for package in order.packages)
    return kind == NOT_HERE and is_delivered
