"""Where the shop is and when it is open: no wish of its own among a shop's, and yet asked."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import FlowFate, Reply, Turn
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


def told(turn: Turn) -> Reply | None:
    """None when neither is asked, or the shop has not told it."""
    words = fold(turn.text)
    address, hours = turn.tenant.settings.get("address"), WorkingHours.of(turn.tenant)
    lines: list[str] = []
    rule = "did-told-hours"
    if _WHERE.search(words) and address:
        rule = "did-told-address"
        lines.append(turn.t("ecommerce-address", shop=turn.tenant.name, address=str(address)))
    if _WHEN.search(words) and hours is not None:
        week = "; ".join(week_lines(hours, turn.language))
        lines.append(turn.t("dialogue-out-of-scope-hours", hours=week, open=str(hours.is_open(turn.now))))
    if not lines:
        return None
    return Reply(with_buttons(turn, "\n".join(lines), ("human_request",)), rule=rule, flow=FlowFate.KEEP)
