"""Where the shop is and when it is open: no wish of its own among a shop's, and yet asked."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import FlowFate, Reply, Turn, Wish
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.week import week_lines
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core.folding import fold

# In folded words.
_WHERE = re.compile(
    r"\b(?:magaza|dukkan|sube|showroom|yer|ofis|atolye)\w*\b[^.!?]*\b(?:nere?de\w*|neresi\w*|nerelerde|var)\b"
    r"|\b(?:nere?desiniz|yeriniz|konumunuz|adresiniz\w*|magazanizin adres\w*|adres(?:i|iniz)? (?:ne|nedir|nere\w+))\b"
    r"|\bwhere\b[^.!?]*\b(?:shop|store|you|located|showroom)\b|\b(?:your|shop|store) address\b"
)
_WHEN = re.compile(
    r"\bkac(?:a kadar|ta)\b[^.!?]*\b(?:ac|kap)\w*|\b(?:acik|kapali)\s*(?:m[iu]\w*|siniz)|\baciksiniz\b"
    r"|\bcalisma saat\w*|\bcalisiyor\s*mu\w*|\bmesai\w*|\bopening (?:hours|times)\b"
    r"|\b(?:are you|when)\b[^.!?]*\b(?:open|close)\w*"
)

# Nothing else is said, and it can mean nothing else.
_ONLY_WHERE = re.compile(
    r"^\W*(?:(?:merhaba\w*|selam\w*|slm|mrb|iyi (?:gunler|aksamlar)|hi|hello)\W+)?"
    r"(?:(?:siz|tam|acaba|peki|magaza\w*|dukkan\w*|yer\w*)\W+){0,2}"
    r"(?:ner(?:e)?de(?:siniz|siniz acaba)|neredesin|adres\w*|konum\w*|yeriniz\w*|where are you(?: located)?|address)"
    r"(?:\W+(?:ne|nedir|neresi|nerede|nerde|var mi|at(?:ar|in|abilir)?\w*|alabilir\w*|ver\w*|yaz\w*|gonder\w*"
    r"|yolla\w*|acaba|lutfen|misin\w*|miyim|please|tam|olarak)){0,4}\W*$"
)


# A day and nothing else: mostly asked after the hours were told.
_ONLY_DAY = re.compile(
    r"^\W*(?:(?:peki|ya|ee|o zaman|hafta)\W+)*(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar|sonu|bayram\w*"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)(?:ler\w*|lar\w*|s)?"
    r"(?:\W+(?:gun\w*|de|da|acik|peki|ya|m[iu]\w*|open|hours))*\W*$"
)


class Place:
    """Where the shop is or whether it is open, asked in so few words that the analysis cannot tell."""

    name = "place"
    hands_over = False

    def in_plain_words(self, turn: Turn) -> bool:
        if turn.flow is not None and turn.flow.name in turn.vertical.flows and not turn.flow.over:
            return False
        words = fold(turn.text)
        if _ONLY_DAY.search(words):
            return WorkingHours.of(turn.tenant) is not None
        return _ONLY_WHERE.search(words) is not None and bool(turn.tenant.settings.get("address"))

    def absorbs(self, _turn: Turn, _wish: Wish) -> bool:
        return True  # nothing else was said

    def prepare(self, _: Turn) -> None:
        return None

    def handle(self, turn: Turn, _: None) -> Reply:
        if _ONLY_DAY.search(fold(turn.text)) and (reply := told(turn)) is not None:
            return reply
        body = turn.t(
            "ecommerce-address", shop=turn.tenant.name, address=str(turn.tenant.settings["address"])
        )
        return Reply(
            with_buttons(turn, body, ("human_request",)), rule="did-told-address", flow=FlowFate.KEEP
        )


def told(turn: Turn) -> Reply | None:
    """None when neither is asked, or the shop has not told it."""
    words = fold(turn.text)
    address, hours = turn.tenant.settings.get("address"), WorkingHours.of(turn.tenant)
    lines: list[str] = []
    rule = "did-told-hours"
    if _WHERE.search(words) and address:
        rule = "did-told-address"
        lines.append(turn.t("ecommerce-address", shop=turn.tenant.name, address=str(address)))
    if (_WHEN.search(words) or _ONLY_DAY.search(words)) and hours is not None:
        week = "; ".join(week_lines(hours, turn.language))
        lines.append(turn.t("dialogue-out-of-scope-hours", hours=week, open=str(hours.is_open(turn.now))))
    if not lines:
        return None
    return Reply(with_buttons(turn, "\n".join(lines), ("human_request",)), rule=rule, flow=FlowFate.KEEP)


PLACE = Place()
