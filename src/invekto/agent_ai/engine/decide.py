"""Which way an answer goes. Pure: the same turn always goes the same way.

emergency → its handler · a person or no more messages wanted → that · a tapped button → its intent
open question → its flow, unless the customer clearly speaks of something else
understood → the handlers · not understood → one clarifying question → a person
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from invekto.agent_ai.contract import Flow, Turn, Wish
from invekto.chat_analysis.corpus import EMERGENCY, OUT_OF_SCOPE

CLARIFY = "clarify"  # names of the engine's own open questions
OFFER = "offer"

_AT_ONCE = frozenset({"human_request", "opt_out"})
# Words that answer a question or accompany it, and so change no subject.
_NO_SUBJECT = frozenset({"affirm", "deny", "thanks", "greeting", OUT_OF_SCOPE})
# A name given in answer to a question can look a little like a call for a person.
_CLEAR = 0.7
_SURE = 0.8  # an open question is left for another wish from here on
_VERY_SURE = 0.9  # … even though the message holds what was asked for
_SENTENCE = 3  # words


@dataclass(frozen=True, slots=True)
class Serve:
    """Answer these wishes, in this order."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Resume:
    """Hand the messages to the flow whose question is open."""

    flow: Flow


@dataclass(frozen=True, slots=True)
class Clarify:
    """Ask which of the likeliest wishes it is."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Asked once and still not understood: a person."""


Step = Serve | Resume | Clarify | GiveUp


def decide(turn: Turn, wishes: Sequence[Wish], flows: Mapping[str, Flow], *, emergency: bool) -> Step:
    """``turn.flow`` is an open question that is still alive, or None."""
    first = wishes[0]
    understood = first.tapped or first.confidence >= turn.analysis.limits.of(first.intent)
    if emergency:
        return Serve((Wish(EMERGENCY, 1.0),))
    if first.tapped or (understood and first.intent in _AT_ONCE and not _is_answer(turn, first, flows)):
        return Serve((first,))
    if turn.flow is not None:
        step = _with_open_question(turn, first, understood, flows)
        if step is not None:
            return step
    return Serve(tuple(wishes)) if understood else Clarify()


def _with_open_question(turn: Turn, first: Wish, understood: bool, flows: Mapping[str, Flow]) -> Step | None:
    """None: the question is let go and the messages are read as if nothing had been asked."""
    state = turn.flow
    assert state is not None
    if state.name == CLARIFY:
        return None if understood and first.intent not in ("affirm", "deny") else GiveUp()
    if state.name == OFFER:
        accepted = understood and first.intent == "affirm"
        return Serve((Wish(str(state.slots["intent"]), first.confidence),)) if accepted else None
    flow = flows.get(state.name)
    if flow is None or flow.version != state.version:
        return None
    return None if _changes_subject(turn, first, flow) else Resume(flow)


def _is_answer(turn: Turn, first: Wish, flows: Mapping[str, Flow]) -> bool:
    flow = flows.get(turn.flow.name) if turn.flow else None
    return flow is not None and first.confidence < _CLEAR and flow.recognises(turn)


def _changes_subject(turn: Turn, first: Wish, flow: Flow) -> bool:
    if first.intent in flow.serves or first.intent in _NO_SUBJECT:
        return False
    if flow.recognises(turn):
        return first.confidence >= _VERY_SURE and len(turn.text.split()) >= _SENTENCE
    return first.confidence >= max(_SURE, turn.analysis.limits.of(first.intent))
