"""Which way an answer goes. Pure: the same turn always goes the same way.

emergency → its handler · their own data → a person · messages again, who speaks, another language → that
a tapped choice → its flow, or the words that its question is over
a tapped button → its intent · a person or no more messages wanted → that
open question → its flow, unless the customer clearly speaks of something else, or says outright what takes its place;
both when they do both
understood → the handlers · not understood → one clarifying question → a person
(less is enough where a person serves the wish anyway and no flow's question is open: ``Limits.of_first``)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from invekto.agent_ai.asked_language import LANGUAGE, language_asked
from invekto.agent_ai.contract import Flow, Handler, Plain, Turn, Wish
from invekto.agent_ai.identity import WHO_SPEAKS, asks_who_speaks
from invekto.agent_ai.messages_wanted import OPT_IN, says_begin, wanted_again
from invekto.agent_ai.personal_data import DATA_REQUEST, asked_about
from invekto.chat_analysis.corpus import EMERGENCY, OUT_OF_SCOPE
from invekto.chat_analysis.services import Analysis, speaks_ill
from invekto.core.folding import fold

CLARIFY = "clarify"  # names of the engine's own open questions
OFFER = "offer"
MEDIA = "media"

_AT_ONCE = frozenset({"human_request", "opt_out"})
# Words that answer a question or accompany it, and so change no subject.
_NO_SUBJECT = frozenset({"affirm", "deny", "thanks", "greeting", OUT_OF_SCOPE})
# A name given in answer to a question can look a little like a call for a person.
_CLEAR = 0.7
_SURE = 0.8  # an open question is left for another wish from here on
_VERY_SURE = 0.9  # … even though the message holds what was asked for
_SENTENCE = 3  # words
_BRIEF = 4  # words of an answer that names no wish of its own: "40 numara olsun lütfen"
_ASKS = re.compile(
    r"\?|\b(?:m[iu](?:s[iu]n(?:iz|uz)?|y[iu]m|yd[iu]|dir)?|ne|nedir|neden|niye|kac\w*|nasil|nere\w*|hangi\w*"
    r"|how|what|when|where|which|who|why|do you|can i|is there|are there)\b"
)


@dataclass(frozen=True, slots=True)
class Serve:
    """Answer these wishes, in this order; ``then`` the open flow, whose answer stands in the same messages."""

    wishes: tuple[Wish, ...]
    then: Flow | None = None


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


@dataclass(frozen=True, slots=True)
class Stale:
    """A choice of a question that is no longer open, of another release, or that we never offered."""


Step = Serve | Resume | Clarify | GiveUp | Stale


def decide(turn: Turn, wishes: Sequence[Wish], flows: Mapping[str, Flow], *, emergency: bool) -> Step:
    """``turn.flow`` is an open question that is still alive, or None."""
    first = wishes[0]
    limits = turn.analysis.limits
    understood = first.tapped or first.confidence >= limits.of(first.intent)
    stands_alone = understood or (
        first.confidence >= limits.of_first(first.intent)
        and not only_names(turn.analysis)
        and not turn.vertical.doubts(turn)
        # Nobody is comforted on a guess who says nothing bad.
        and (first.intent != "complaint" or speaks_ill(turn.text))
    )
    if emergency:
        return Serve((Wish(EMERGENCY, 1.0),))
    if not first.tapped and asked_about(turn.text):
        leaves = (first,) if understood and first.intent == "opt_out" else ()
        return Serve((*leaves, Wish(DATA_REQUEST, 1.0)))
    if not first.tapped and asks_who_speaks(turn.text):
        return Serve((Wish(WHO_SPEAKS, 1.0),))
    flow = flows.get(turn.flow.name) if turn.flow else None
    if not first.tapped and _wants_messages(turn, flow):
        return Serve((Wish(OPT_IN, 1.0),))
    if not first.tapped and language_asked(turn.text):
        return Serve((Wish(LANGUAGE, 1.0),))
    if first.choice is not None:
        return Resume(flow) if flow is not None and _is_of_open_question(turn, first) else Stale()
    if first.tapped:
        goes_on = (
            turn.flow is not None and not turn.flow.over and flow is not None and first.intent in flow.serves
        )
        return Resume(flow) if flow is not None and goes_on else Serve((first,))
    is_sure = stands_alone if flow is None else understood
    if is_sure and first.intent in _AT_ONCE and not _is_answer(turn, first, flow):
        return Serve((first,))
    if outright := _outright(turn, wishes):
        return Serve(outright, then=_goes_on(turn, outright, flow))
    if turn.flow is not None:
        step = _with_open_question(turn, wishes, is_sure, flow, flows)
        if step is not None:
            return step
    if understood:
        return Serve(without_parts(turn, wishes, flows))
    held_back = limits.own  # the owner's word for one intent stands above ours
    plain = next(
        (
            flow
            for flow in flows.values()
            if _intent_of(turn, flow) not in held_back and flow.in_plain_words(turn)
        ),
        None,
    )
    if plain is not None:
        return Serve((_plainly(turn, plain),))
    return Serve(without_parts(turn, wishes, flows)) if stands_alone else Clarify()


def _wants_messages(turn: Turn, flow: Flow | None) -> bool:
    opted_out = turn.contact.opted_out_at is not None
    answers = flow is not None and turn.flow is not None and not turn.flow.over
    # "Devam" answers the question that is open.
    return wanted_again(turn.text, opted_out=opted_out) and not (answers and says_begin(turn.text))


def only_names(analysis: Analysis) -> bool:
    """The name of a treatment and no more ("botoks", "dudak dolgusu?"): what is wanted of it, nobody can tell."""
    rest = analysis.text
    named = analysis.entities.get("treatment", ())
    for entity in named:
        rest = rest.replace(entity.text, " ")
    return bool(named) and not any(map(str.isalnum, rest))


def _outright(turn: Turn, wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """A wish that no intent stands for, in its plain words; of a longer message also what else is clear in it."""
    held_back = turn.analysis.limits.own  # the owner's word for one intent stands above ours
    plain = [one for one in turn.vertical.plain.values() if _intent_of(turn, one) not in held_back]
    said = next((one for one in plain if one.in_plain_words(turn)), None)
    if said is None:
        return ()
    # These words are not what the others are judged by, and made them look less sure than they are.
    others = [
        wish
        for wish in wishes
        if wish.confidence >= _CLEAR
        and wish.intent not in _NO_SUBJECT | {_intent_of(turn, said)}
        and not said.absorbs(turn, wish)
    ]
    return (_plainly(turn, said), *(others if len(turn.text.split()) > _BRIEF else ()))


def _plainly(turn: Turn, flow: Flow | Plain) -> Wish:
    """What was said outright is sure enough, whatever the analysis makes of the rest."""
    intent = _intent_of(turn, flow)
    return Wish(intent, turn.analysis.limits.of(intent))


def _intent_of(turn: Turn, flow: Flow | Plain) -> str:
    """What it is begun for; flows that nobody's handler is have their wish's name."""
    handlers: Mapping[str, object] = turn.vertical.handlers
    return next((intent for intent, handler in handlers.items() if handler is flow), flow.name)


def _goes_on(turn: Turn, outright: Sequence[Wish], flow: Flow | None) -> Flow | None:
    """The open flow, where it reads its answer in the same messages and nobody takes over.

    The rest that is asked outright is told from what the tenant wrote down.
    """
    if flow is None or turn.flow is None or turn.flow.over:
        return None
    every: dict[str, Plain | Handler] = {**turn.vertical.handlers, **turn.vertical.plain}
    begun = [every[wish.intent] for wish in outright if wish.intent in every]
    is_own = any(wish.intent in flow.serves for wish in outright)
    if is_own or any(one.hands_over for one in begun):
        return None
    return flow if flow.recognises(replace(turn, beside=True)) else None


def _is_of_open_question(turn: Turn, tapped: Wish) -> bool:
    state, choice = turn.flow, tapped.choice
    assert state is not None
    assert choice is not None
    return (state.name, state.version, state.run) == (choice.flow, choice.version, choice.run)


def without_parts(turn: Turn, wishes: Sequence[Wish], flows: Mapping[str, Flow]) -> tuple[Wish, ...]:
    """Wishes that are only a part of another one's words are not served on their own."""
    serving = {wish.intent: flow for wish in wishes for flow in flows.values() if wish.intent in flow.serves}
    return tuple(
        wish
        for wish in wishes
        if not any(
            flow.absorbs(turn, wish)
            for intent, flow in serving.items()
            if intent != wish.intent and wish.intent not in flow.serves
        )
    ) or tuple(wishes)


def _with_open_question(
    turn: Turn, wishes: Sequence[Wish], understood: bool, flow: Flow | None, flows: Mapping[str, Flow]
) -> Step | None:
    """None: the messages are read as if nothing had been asked; what was open is asked again afterwards."""
    state, first = turn.flow, wishes[0]
    assert state is not None
    if state.name == CLARIFY:
        is_answered = understood and first.intent not in ("affirm", "deny")
        return None if is_answered or any(one.in_plain_words(turn) for one in flows.values()) else GiveUp()
    if state.name == OFFER:
        accepted = understood and first.intent == "affirm"
        if accepted:
            return Serve((Wish(str(state.slots["intent"]), first.confidence),))
        # The same words a second time would be a circle.
        return GiveUp() if first.intent == OUT_OF_SCOPE else None
    if flow is None:
        return None
    if state.over:
        is_about = not understood or first.intent in flow.serves | _NO_SUBJECT
        # "Hepsiburadadan aldığımı iptal edin" after the other one was told: another wish, and no correction.
        is_anothers = any(one is not flow and one.in_plain_words(turn) for one in flows.values())
        return Resume(flow) if is_about and not is_anothers and flow.corrects(turn) else None
    if flow.steers(turn):
        return Resume(flow)
    instead = next(
        (one for one in flows.values() if flow.name in one.replaces and one.in_plain_words(turn)), None
    )
    if instead is not None:
        return Serve((_plainly(turn, instead),))
    recognised = flow.recognises(turn)
    besides = tuple(wish for wish in wishes if _is_besides(turn, wish, flow))
    if _changes_subject(turn, first, flow, recognised=recognised):
        # What begins another collection needs what was said for itself.
        begun = next((other for other in flows.values() if first.intent in other.serves), None)
        goes_on = recognised and not (begun is not None and begun.hands_over)
        return Serve(besides or (first,), then=flow) if goes_on else None
    return Serve(besides, then=flow) if besides and first not in besides else Resume(flow)


def _is_besides(turn: Turn, wish: Wish, flow: Flow) -> bool:
    """Another matter in the same messages, clearly enough to be answered too."""
    return (
        wish.intent not in flow.serves | _NO_SUBJECT
        and wish.confidence >= max(_SURE, turn.analysis.limits.of(wish.intent))
        and not flow.absorbs(turn, wish)
    )


def _is_answer(turn: Turn, first: Wish, flow: Flow | None) -> bool:
    is_open = turn.flow is not None and not turn.flow.over and flow is not None
    return flow is not None and is_open and first.confidence < _CLEAR and flow.recognises(turn)


def _changes_subject(turn: Turn, first: Wish, flow: Flow, *, recognised: bool) -> bool:
    if first.intent in flow.serves | _NO_SUBJECT or flow.absorbs(turn, first):
        return False
    if recognised:
        words = len(turn.text.split())
        names_a_wish = words > _BRIEF or _ASKS.search(fold(turn.text)) is not None
        return first.confidence >= _VERY_SURE and words >= _SENTENCE and names_a_wish
    return first.confidence >= max(_SURE, turn.analysis.limits.of(first.intent))
