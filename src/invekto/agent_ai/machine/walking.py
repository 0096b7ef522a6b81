"""On to the next question or to the end, with what is known; and the state that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from invekto.agent_ai.contract import (
    Content,
    FlowFate,
    FlowState,
    Handoff,
    HandoffReason,
    Reply,
    Turn,
)
from invekto.agent_ai.machine.scene import Scene
from invekto.agent_ai.machine.slots import Slots
from invekto.agent_ai.machine.states import Ask, Decide, End
from invekto.agent_ai.machine.storing import REFUSED, dump
from invekto.agent_ai.machine.wording import joined, with_person

if TYPE_CHECKING:
    from invekto.agent_ai.machine.machine import Machine

_MOST_STATES = 30  # passed in one turn; more is a circle, and a person sees to it
_LONGEST_WORDS = 300  # characters kept of what began a flow
MOST_UNCLEAR = 2  # answers without an answer in them; then a person


class FlowStuck(Exception):
    """The flow's states lead in a circle without asking anything."""


def note_lines(machine: Machine[Any], turn: Turn, slots: Slots) -> dict[str, str]:
    lines: dict[str, str] = {}
    for slot in machine.slots:
        said = slot.name in slots.told
        tell = slot.note if said or slot.found is None else slot.found
        if tell is not None and slots.has(slot):
            lines[tell(turn, slots.values[slot.name])] = slots.told.get(slot.name, "")
    return lines


def told_about(machine: Machine[Any], scene: Scene[Any]) -> str:
    return machine.about(scene) if machine.about else ""


def sentences(*words: str) -> str:
    return " ".join(filter(None, words))


def open_state(turn: Turn) -> FlowState:
    assert turn.flow is not None  # the engine resumes only what is open
    return turn.flow


def new_run(turn: Turn) -> str:
    return turn.messages[-1].id.hex[-8:] if turn.messages else "0"


def scene_of(
    machine: Machine[Any], turn: Turn, slots: Slots, fetched: Any, *, run: str, attempts: int = 0
) -> Scene[Any]:
    scene = Scene(turn, slots, fetched, machine.name, machine.version, run, attempts)
    state = turn.flow
    if state is not None and state.name == machine.name and state.run == run:
        scene.words, scene.wish = state.words, state.wish
    else:
        scene.words = " ".join(turn.text.split())[:_LONGEST_WORDS]
        scene.wish = turn.wish.intent if turn.wish.intent in machine.serves else ""
    scene.wish = scene.wish or min(machine.serves, key=lambda intent: intent != machine.name)
    return scene


def walk(
    machine: Machine[Any],
    scene: Scene[Any],
    problem: str,
    start: str = "",
    *,
    again: str = "",
    patient: bool = False,
) -> Reply:
    """``again``: the state whose question was open; where it is asked once more, that counts. ``patient``: it was
    answered with a new value that will not do, and whoever is told so is listened to once more."""
    name = start or machine.start
    for _ in range(_MOST_STATES):
        state = machine.states[name]
        match state:
            case Ask(slot=slot, then=then, needed=needed):
                if slot.name in scene.slots.refused and state.refused is not None:
                    name = state.refused
                    continue
                if scene.slots.has(slot) or (needed is not None and not needed(scene)):
                    name = then
                    continue
                if name == again:
                    scene.attempts += 1
                    if scene.attempts >= MOST_UNCLEAR + patient:
                        return walk(machine, scene, problem, start=machine.lost)
                else:
                    scene.attempts = 0 if again else scene.attempts  # another question
                return _asked(machine, scene, name, state, problem)
            case Decide(choose=choose, ways=ways):
                go = choose(scene)
                for slot in go.forget:
                    scene.slots.forget(slot.name)
                for slot, value in go.keep.items():
                    scene.slots.put(slot, value)
                name = ways[go.way]
            case End(say=say, mendable=mendable):
                reply = _with_problem(say(scene), problem)
                # What a person goes on with stays known, for what they are offered to say.
                is_kept = mendable or reply.handoff is not None
                return _ended(
                    machine, scene, reply, _state(machine, scene, name, over=True) if is_kept else None
                )
    raise FlowStuck(f"{machine.name} at {name}")


def _with_problem(reply: Reply, problem: str) -> Reply:
    """What will not do is said, also where no question follows any more."""
    if not problem or reply.handoff is None:
        return reply
    return replace(reply, handoff=replace(reply.handoff, said=sentences(problem, reply.handoff.said)))


def _ended(machine: Machine[Any], scene: Scene[Any], reply: Reply, over: FlowState | None) -> Reply:
    handoff = reply.handoff
    if handoff is not None:
        lines = note_lines(machine, scene.turn, scene.slots)
        facts = tuple(dict.fromkeys([*lines, *handoff.facts]))
        handoff = replace(
            handoff,
            facts=facts,
            sources=lines | dict(handoff.sources),
            wish=handoff.wish or scene.wish,
            words=scene.words,
        )
    flow: FlowState | FlowFate = FlowFate.CLOSE if over is None else over
    return replace(reply, flow=flow, handoff=handoff, learnt=dump(machine, scene.slots))


def _asked(machine: Machine[Any], scene: Scene[Any], name: str, state: Ask[Any], problem: str) -> Reply:
    content = question_of(scene, state)
    if scene.attempts:
        content = with_person(scene.turn, content)
    if problem:
        content = joined(problem, content)
    return Reply([content], rule=state.slot.rule, flow=_state(machine, scene, name))


def question_of(scene: Scene[Any], state: Ask[Any]) -> Content:
    ask = state.question or state.slot.ask
    assert ask is not None, f"{state.slot.name} has no question"
    return ask(scene)


def _state(machine: Machine[Any], scene: Scene[Any], step: str, *, over: bool = False) -> FlowState:
    return FlowState(
        name=machine.name,
        version=machine.version,
        step=step,
        slots=dump(machine, scene.slots)
        | ({REFUSED: sorted(scene.slots.refused)} if scene.slots.refused else {}),
        attempts=scene.attempts,
        run=scene.run,
        told=dict(scene.slots.told),
        over=over,
        words=scene.words,
        wish=scene.wish,
    )


def handed_over(
    scene: Scene[Any],
    said: str,
    *,
    reason: HandoffReason = HandoffReason.POLICY,
    next_step: str,
    facts: Sequence[str] = (),
    **variables: Any,
) -> Reply:
    """The last word of an end that gives the talk to a person; the slots' own lines are added to its note.

    ``said``: id of what the customer hears, told with ``variables``.
    """
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(reason, said=scene.t(said, **variables), facts=tuple(facts), next_step=next_step),
    )
