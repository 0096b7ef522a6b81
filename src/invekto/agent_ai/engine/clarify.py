"""The one question that is asked when a message is not understood well enough."""

from __future__ import annotations

from invekto.agent_ai.contract import FlowFate, FlowState, Handoff, HandoffReason, Reply, Text, Turn
from invekto.agent_ai.engine.decide import CLARIFY, only_names
from invekto.agent_ai.handlers import FLOW_VERSION, with_buttons
from invekto.chat_analysis.corpus import COMMON_INTENTS, EMERGENCY
from invekto.chat_analysis.services import speaks_ill

_OPTIONS = 2  # besides the person; WhatsApp shows three buttons
# A guess this unlikely is not worth a button while the menu offers something better.
_WORTH_ASKING = 0.05
_NEVER_ASKED = COMMON_INTENTS | {EMERGENCY}


def options(turn: Turn) -> tuple[str, ...]:
    """The likeliest wishes, filled up from the menu."""
    # Of a name alone the likeliest wishes are guesses at nothing.
    ranking = () if only_names(turn.analysis) else turn.analysis.ranking
    likely = [
        guess.intent
        for guess in ranking
        if guess.intent not in _NEVER_ASKED
        and guess.confidence >= _WORTH_ASKING
        # Nobody who came by an advert or has a question is to be asked whether they complain.
        and (guess.intent != "complaint" or speaks_ill(turn.text))
    ]
    chosen = dict.fromkeys(
        [*likely, *(intent for intent in turn.vertical.menu if intent not in _NEVER_ASKED)]
    )
    return tuple(chosen)[:_OPTIONS]


def ask(turn: Turn) -> Reply:
    body = turn.t("dialogue-clarify")
    return Reply(
        with_buttons(turn, body, (*options(turn), "human_request")),
        rule="did-clarified",
        flow=FlowState(CLARIFY, FLOW_VERSION, "choice"),
    )


def give_up(turn: Turn) -> Reply:
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(HandoffReason.LOW_CONFIDENCE, said=turn.t("handover-said-low-confidence")),
    )


def too_late(turn: Turn) -> Reply:
    """A choice whose question is over: said once, with what can be asked now."""
    said = turn.t("flow-choice-gone")
    if turn.flow is not None and turn.flow.name in turn.vertical.flows:
        return Reply([Text(said)], rule="did-choice-gone", flow=FlowFate.KEEP)
    return Reply(with_buttons(turn, said, turn.vertical.menu), rule="did-choice-gone")
