"""A confirmed cancellation taken back: "vazgeçtim, iptal etmeyin". It is halted at once, or it is too late."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from invekto.agent_ai.contract import FlowFate, FlowState, OtherMind, Reply, Turn, Wish
from invekto.agent_ai.handlers import Immediate, with_buttons
from invekto.core.folding import fold
from invekto.messaging.models import Mode
from invekto.orders import services as orders
from invekto.orders.models import Cancellation
from invekto.verticals.ecommerce.confirming import CONFIRMED

# In folded words. Outright, whatever else is going on …
_NO_CANCEL = re.compile(
    r"\biptal\w* (?:etme(?!k)\w*|ol(?:ma(?!z)\w*)|istemi\w+|degil)\b|\biptal(?:i|imi|den"
    r"|imden)? (?:vazgec\w*|geri (?:al|cek)\w*|durdur\w*)"
    r"|\b(?:do not|don['’]?t|dont) cancel\b|\b(?:stop|undo|withdraw) (?:the |my )?cancel\w*"
)
# … and after one has confirmed a cancellation.
_ANOTHER_MIND = re.compile(
    r"\bvazgec(?!me)\w*|\bfikrim\w* degis\w*|\bkals[iu]n\b|\bgerek (?:kalmadi|yok)\b"
    r"|\bgonderin\b[^.!?]*\b(?:yine|gene|yine de)\b"
    r"|\b(?:yine|gene)(?: de)? (?:gonder|istiyorum)\w*|\bchanged my mind\b|\bkeep (?:it|the order"
    r"|my order)\b|\bnever ?mind\b"
)
_CANCEL = re.compile(r"\biptal (?:ed(?:in|er|elim|iniz)\w*|et\b|olsun|istiyorum)|\b(?:please|still) cancel\b")
_ASKS = re.compile(r"\b(?:neden|niye|nicin|hala|why)\b")
_LONGEST = 14  # words
_FRESH = timedelta(days=1)  # what was settled before is another matter


def _says_so(text: str, *, confirmed: bool) -> bool:
    words = fold(text)
    if len(words.split()) > _LONGEST or _CANCEL.search(words) or _ASKS.search(words):
        return False
    return bool(_NO_CANCEL.search(words) or (confirmed and _ANOTHER_MIND.search(words)))


def taken_back(turn: Turn) -> OtherMind | None:
    """None where they take nothing back or have confirmed no cancellation."""
    if turn.wish.tapped or not _says_so(turn.text, confirmed=_speaks_of_it(turn)):
        return None
    mine = orders.cancelling.latest_of(turn.contact.id)
    rows = [
        row
        for row in mine.values()
        if row.conversation_id == turn.conversation.id and _is_news(row, turn.now)
    ]
    named = [row for row in rows if row.external_order_id in turn.text]
    halted = [_halted(turn, row) for row in (named or rows)]
    if not halted:
        return None
    outcomes = [outcome for outcome, _ in halted]
    # The worst of them is what a colleague has to know.
    worst = next((one for one in ("doing", "done", "stands") if one in outcomes), "withdrawn")
    said = " ".join(words for _, words in halted)
    return OtherMind(
        said, turn.staff(f"note-fact-cancel-back-{worst}"), frozenset({"note-fact-cancel-confirmed"})
    )


def _speaks_of_it(turn: Turn) -> bool:
    """The talk stands where they confirmed it: there "vazgeçtim" alone is clear."""
    state = FlowState.from_json(turn.conversation.flow)
    return state is not None and state.over and CONFIRMED.name in state.slots


def _is_news(row: Cancellation, now: datetime) -> bool:
    return row.settled_at is None or now - row.settled_at < _FRESH


def _halted(turn: Turn, row: Cancellation) -> tuple[str, str]:
    """What became of it, and what they hear: what was only prepared is withdrawn; of what the platform was asked
    for, the truth."""
    state = row.state
    if state == orders.cancelling.State.PREPARED:
        try:
            orders.cancelling.withdraw(row.id, actor=f"contact:{row.contact_id}", now=turn.now)
        except orders.cancelling.NotOpen:  # somebody clicked this very moment
            state = orders.cancelling.State.DOING
    outcome = {"prepared": "withdrawn", "done": "done", "refused": "stands"}.get(state, "doing")
    person = "yes" if turn.conversation.mode != Mode.BOT else "no"
    return outcome, turn.t(f"ecommerce-cancel-back-{outcome}", number=row.external_order_id, person=person)


class TakenBack(Immediate):
    """Said to the bot, while it waits for the platform's word or after it."""

    name = "cancel_taken_back"

    def in_plain_words(self, turn: Turn) -> bool:
        waits = turn.flow is not None and turn.flow.name in turn.vertical.flows and not turn.flow.over
        return not waits and not turn.wish.tapped and _says_so(turn.text, confirmed=False)

    def absorbs(self, _turn: Turn, _wish: Wish) -> bool:
        return True  # nothing else was said

    def reply(self, turn: Turn) -> Reply:
        other = taken_back(turn)
        said = other.said if other else turn.t("ecommerce-cancel-back-none")
        return Reply(
            with_buttons(turn, said, ("order_status", "human_request")),
            rule="did-kept-order",
            flow=FlowFate.KEEP,
        )


TAKEN_BACK = TakenBack()
