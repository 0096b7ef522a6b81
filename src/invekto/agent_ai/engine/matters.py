"""Several matters at once: what is said together, what stays open, and what waits until that is settled.

One question is open at most. Other matters that have one wait behind it (``FlowState.parked``) and go on as soon as it
is settled; a person who takes over finds all of them in the note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from invekto.agent_ai.contract import (
    Buttons,
    Content,
    FlowFate,
    FlowState,
    Handoff,
    Reply,
    Text,
    Turn,
)
from invekto.agent_ai.engine.attachments import PICTURES, picture_lines
from invekto.agent_ai.engine.decide import Resume
from invekto.agent_ai.engine.draft import Plan
from invekto.agent_ai.machine.words import leaves
from invekto.agent_ai.wording import staff_wish, vertical_text
from invekto.core import texts

_MOST_WAITING = 2  # matters behind the open one; of more, a person would have to see the thread anyway
_MOST_DETOURS = 2  # other questions in a row after which the open one is asked again
_ENDS_ALL = frozenset({"did-thanked", "did-opted-out"})


@dataclass(frozen=True, slots=True)
class Made:
    plan: Plan
    reply: Reply

    @property
    def resumed(self) -> bool:
        return isinstance(self.plan.step, Resume)

    @property
    def asks(self) -> bool:
        return isinstance(self.reply.flow, FlowState) and not self.reply.flow.over


def together(turn: Turn, made: Sequence[Made]) -> Reply:
    """One answer: what is told first, then at most one question, then the words of a hand-over."""
    if not made:
        return Reply(flow=FlowFate.KEEP)
    reply = _joined(turn, made)
    if reply.handoff is not None:
        return replace(reply, handoff=with_open_matters(turn, reply.handoff, made))
    if reply.rule in _ENDS_ALL:
        return replace(reply, flow=FlowFate.CLOSE)
    resumed = any(one.resumed for one in made)
    waiting = [one.reply.flow for one in _questions(turn, made)[1:] if isinstance(one.reply.flow, FlowState)]
    waiting += _waiting(turn, reply, resumed=resumed)
    is_over = isinstance(reply.flow, FlowState) and reply.flow.over
    if isinstance(reply.flow, FlowState) and not is_over:
        return replace(reply, flow=replace(reply.flow, parked=tuple(waiting[:_MOST_WAITING])))
    if not resumed and _is_matter(turn.flow, turn):
        return _asked_again(turn, reply)
    if (reply.flow is FlowFate.CLOSE or is_over) and waiting:
        return _next(turn, reply, waiting, made[0].plan.later)
    return reply


def with_open_matters(turn: Turn, handoff: Handoff, made: Sequence[Made]) -> Handoff:
    """The note tells everything that was begun, also what the hand-over leaves unfinished."""
    resumed = any(one.resumed for one in made)
    begun = [state for one in made if _is_matter(state := one.reply.flow, turn)]
    named = {one.plan.wish.intent for one in made if one.reply.handoff is not None}
    if turn.flow is not None and not turn.flow.over:
        begun += ([] if resumed else [replace(turn.flow, parked=())]) + list(turn.flow.parked)
    lines: dict[str, str] = {}
    for state in begun:
        flow = turn.vertical.flows.get(state.name)
        if flow is None:
            continue
        lines |= flow.facts(turn, state)
        if (intent := state.wish or state.name) not in named and _has_name(turn, intent):
            wish = staff_wish(turn.vertical.name, intent, turn.tenant.language)
            lines[turn.staff("note-fact-unfinished", wish=wish)] = ""
    if not any(getattr(fact, "text_id", "") == PICTURES for fact in (*handoff.facts, *lines)):
        lines |= picture_lines(turn)
    facts = tuple(dict.fromkeys([*handoff.facts, *lines]))
    return replace(handoff, facts=facts, sources=lines | dict(handoff.sources))


def _joined(turn: Turn, made: Sequence[Made]) -> Reply:
    if len(made) == 1:
        return made[0].reply
    told = [one for one in made if not one.asks and one.reply.handoff is None]
    given = [one for one in made if one.reply.handoff is not None]
    asked = [] if given else _questions(turn, made)[:1]
    replies = [one.reply for one in (*told, *asked, *given)]
    leading = (asked or given)[:1]
    flow = leading[0].reply.flow if leading else FlowFate.CLOSE
    if not asked and not given and not any(one.resumed for one in made):
        flow = FlowFate.KEEP if all(one.reply.flow is FlowFate.KEEP for one in made) else FlowFate.CLOSE
    learnt: dict[str, Any] = {}
    for reply in replies:
        learnt |= reply.learnt
    return Reply(
        contents=each_button_once([content for reply in replies for content in reply.contents]),
        rule=made[0].reply.rule,
        flow=flow,
        handoff=_one_handoff(turn, given),
        flags=frozenset().union(*(one.reply.flags for one in made)),
        tags=frozenset().union(*(one.reply.tags for one in made)),
        learnt=learnt,
    )


def each_button_once(contents: Sequence[Content]) -> list[Content]:
    """Several answers sent together: the same way on is offered once, under the last of them."""
    kept: list[Content] = []
    shown: set[str] = set()
    for content in reversed(contents):
        if isinstance(content, Buttons):
            left = tuple(one for one in content.buttons if one.title not in shown)
            shown |= {one.title for one in left}
            kept.append(replace(content, buttons=left) if left else Text(content.body))
        else:
            kept.append(content)
    return kept[::-1]


def _one_handoff(turn: Turn, given: Sequence[Made]) -> Handoff | None:
    """Of several one is said; the person is told of all, and the customer that they are."""
    handoffs = [one.reply.handoff for one in given if one.reply.handoff is not None]
    if len(handoffs) < 2:
        return handoffs[0] if handoffs else None
    wishes = [
        turn.staff("note-fact-also", wish=staff_wish(turn.vertical.name, intent, turn.tenant.language))
        for intent in dict.fromkeys(one.plan.wish.intent for one in given[1:])
        if intent != given[0].plan.wish.intent and _has_name(turn, intent)
    ]
    first = handoffs[0]
    return replace(
        first,
        said=f"{first.said} {turn.t('flow-also-told')}".strip() if wishes else first.said,
        facts=tuple(dict.fromkeys([*(fact for one in handoffs for fact in one.facts), *wishes])),
    )


def _questions(turn: Turn, made: Sequence[Made]) -> list[Made]:
    """Those that ask something back: first what can then be answered, last what a person will finish."""
    flows = turn.vertical.flows

    def hands_over(one: Made) -> bool:
        flow = flows.get(one.reply.flow.name) if isinstance(one.reply.flow, FlowState) else None
        return flow is not None and flow.hands_over

    return sorted((one for one in made if one.asks), key=lambda one: (one.resumed, hands_over(one)))


def _waiting(turn: Turn, reply: Reply, *, resumed: bool) -> list[FlowState]:
    """What was open before and is not settled by this answer."""
    state = turn.flow
    if state is None or (not resumed and leaves(turn.text)):
        return []
    mine = [] if resumed or not _is_matter(state, turn) else [replace(state, parked=())]
    began = reply.flow if isinstance(reply.flow, FlowState) else None
    flow = turn.vertical.flows.get(began.name) if began else None
    over = (flow.replaces if flow else frozenset()) | ({began.name} if began else set())
    return [one for one in (*mine, *state.parked) if one.name not in over]


def _is_matter(state: FlowState | FlowFate | None, turn: Turn) -> TypeGuard[FlowState]:
    """The vertical's own flow, whose question is open; not a question of the engine."""
    return isinstance(state, FlowState) and not state.over and state.name in turn.vertical.flows


def _asked_again(turn: Turn, reply: Reply) -> Reply:
    """It was a digression. After some in a row the question is kept, and not repeated like a parrot."""
    state = turn.flow
    assert state is not None
    if leaves(turn.text):
        return replace(reply, flow=FlowFate.CLOSE)
    if not reply.contents:
        return replace(reply, flow=FlowFate.KEEP)
    contents = [*reply.contents]
    question = turn.vertical.flows[state.name].question(turn)
    if question is not None and state.detours < _MOST_DETOURS:
        contents.append(question)
    return replace(reply, contents=contents, flow=replace(state, detours=state.detours + 1))


def _next(turn: Turn, reply: Reply, waiting: Sequence[FlowState], later: Mapping[str, Any]) -> Reply:
    """The open matter is settled: the one behind it goes on, as far as a question or its own end."""
    learnt = dict(reply.learnt)
    for place, state in enumerate(waiting):
        flow = turn.vertical.flows.get(state.name)
        if flow is None or state.name not in later:
            continue
        following = flow.reopen(replace(turn, flow=state), learnt, later[state.name])
        behind = tuple(waiting[place + 1 :])
        reply = replace(
            reply,
            contents=[*reply.contents, *following.contents],
            flow=following.flow,
            handoff=following.handoff,
            flags=reply.flags | following.flags,
            tags=reply.tags | following.tags,
        )
        if following.handoff is not None:
            left = replace(turn, flow=replace(state, parked=behind))
            resumed = Made(Plan(Resume(flow), turn.wish), following)
            return replace(reply, handoff=with_open_matters(left, following.handoff, [resumed]))
        if isinstance(following.flow, FlowState) and not following.flow.over:
            return replace(reply, flow=replace(following.flow, parked=behind))
        learnt |= following.learnt
    return reply


def _has_name(turn: Turn, flow: str) -> bool:
    return texts.has_text(vertical_text(turn.vertical.name, "wish", flow), turn.tenant.language)
