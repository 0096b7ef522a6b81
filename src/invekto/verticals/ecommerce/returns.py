"""Until when something may be sent back: told where the shop has told it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from invekto.agent_ai.contract import Turn
from invekto.core.folding import fold
from invekto.integrations.models import OrderStatus
from invekto.orders.services import OrderView

# In folded words.
_ASKS_DAYS = re.compile(
    r"\bkac gun\w*|\b(?:iade|degisim)\w* sure(?:si|miz|niz)\w*|\bne zamana kadar\b"
    r"|\b(?:how (?:long|many days)|until when|by when)\b.*\b(?:return|send (?:it |them )?back)\w*"
    r"|\breturn (?:period|window|deadline)\b"
)
# "Değişim yapıyor musunuz", asked before anything is wanted.
_ASKS_WHETHER = re.compile(
    r"\b(?:iade|degisim)\w*\s+(?:(?:yap|al|kabul ed|et)\w*yor\s?m[iu]s[iu]n\w*|var\s?m[iu]\w*|mumkun\s?m[iu]\w*"
    r"|ol(?:uyor|ur)\s?m[iu]\w*)|\bdo you (?:accept|take|do|offer|allow) (?:returns|exchanges|them back)\b"
)
# How long the money or the parcel takes, nobody has told us.
_ASKS_OTHERWISE = re.compile(
    r"\b(?:para\w*|ucret\w*|tutar\w*|yat\w*|hesab\w*|kart\w*|odeme\w*|odenir|iadem|refund\w*|money|kargo\w*|onay\w*"
    r"|oldu|gecti|bekli\w*|sonuc\w*|surer|suruyor|surecek|tamamlan\w*|take|takes)\b"
)


def window(turn: Turn) -> int | None:
    """Days from the delivery on in which this shop takes things back."""
    days = (turn.tenant.settings.get("returns") or {}).get("window_days")
    return int(days) if days else None


def asks_window(turn: Turn) -> bool:
    """It can be answered, and nothing else is asked."""
    folded = fold(turn.text)
    asks = _ASKS_DAYS.search(folded) is not None and _ASKS_OTHERWISE.search(folded) is None
    return asks and window(turn) is not None


def asks_whether(turn: Turn) -> bool:
    return _ASKS_WHETHER.search(fold(turn.text)) is not None and window(turn) is not None


def window_told(turn: Turn) -> str:
    return turn.t("ecommerce-return-window", days=str(window(turn)))


@dataclass(frozen=True, slots=True)
class Lateness:
    """Both in days."""

    since: int
    window: int

    def for_customer(self, turn: Turn) -> str:
        return turn.t("ecommerce-return-late", since=str(self.since), window=str(self.window))

    def for_staff(self, turn: Turn) -> str:
        return turn.staff("note-fact-return-late", since=str(self.since), window=str(self.window))


def lateness(turn: Turn, order: OrderView | None) -> Lateness | None:
    """None while it may be sent back, or when nobody can tell."""
    days = window(turn)
    delivered = [
        package.delivered_at or package.status_at
        for package in (order.packages if order else ())
        if package.status is OrderStatus.DELIVERED
    ]
    if days is None or not delivered:
        return None
    last = max(delivered).astimezone(turn.zone).date()
    since = (turn.now.astimezone(turn.zone).date() - last).days
    return Lateness(since, days) if since > days else None
