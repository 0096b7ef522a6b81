"""How a return stands that was opened at the platform: "iadem ne durumda", "param ne zaman yatar"."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Reply, Turn
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import Scene, Slots
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.verticals.ecommerce.finding import refresh, said_number

# In folded words; of a return that was begun, not of one that is wanted.
_STANDS = re.compile(
    r"\biade(?:m|mi|min|miz|mizin|nin|si|sinin|lerim)?\b[^.!?]*\b(?:ne durumda|ne oldu|ne asamada|durumu?\b|nere?de"
    r"|ne zaman|hala|onaylandi|kabul edildi|sonuc\w*|ulasti|geldi mi|bekliyor\w*|yatti|yatar|yatacak|gecti)"
    r"|\biade (?:ettim|etmistim|ettigim|gonderdim|gondermistim|yaptim|yapmistim|talebim)\b"
    r"|\b(?:para\w*|ucret\w*|odeme\w*)\b[^.!?]*\b(?:iade|yatacak|yatar|yatmadi|gelmedi|gecmedi|ne zaman)\b"
    r"|\b(?:my )?(?:return|refund)\b[^.!?]*\b(?:status|where|when|yet|going|happen\w*|accepted|approved|arrived?)\b"
    r"|\b(?:where|when|status|what)\b[^.!?]*\b(?:my )?(?:return|refund|money back)\b"
)


def asks_how_it_stands(turn: Turn) -> bool:
    return not turn.wish.tapped and _STANDS.search(fold(turn.text)) is not None


def told(turn: Turn) -> str | None:
    """Of their own orders alone; None where the platforms know of no return of theirs."""
    number = said_number(turn, Slots())
    return orders.claims_told(
        turn.contact, number=number, language=turn.language, now=turn.now, zone=turn.zone
    )


def answered(scene: Scene[Freshness]) -> Reply:
    buttons = ("order_status", "human_request")
    return Reply(with_buttons(scene.turn, scene.here["claims"], buttons), rule="did-told-claim")


def refresh_with_claims(turn: Turn, slots: Slots) -> Freshness:
    if turn.patience > 0 and asks_how_it_stands(turn):
        orders.freshen_claims_for(turn.contact, turn.now, timeout=turn.patience / 2)
    return refresh(turn, slots)
