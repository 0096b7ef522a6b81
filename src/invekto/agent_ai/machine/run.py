"""One turn of a flow: read what was said, fill slots, walk on to the next question or to the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from invekto.agent_ai.contract import (
    Content,
    FlowState,
    Reply,
    Text,
    Turn,
)
from invekto.agent_ai.handlers import COMMON, with_buttons
from invekto.agent_ai.machine.asking_again import Again, asked_again
from invekto.agent_ai.machine.choosing import ALL
from invekto.agent_ai.machine.filling import Filled, fill, message_id, remembered
from invekto.agent_ai.machine.scene import Scene
from invekto.agent_ai.machine.slots import Option, Slot, Slots
from invekto.agent_ai.machine.states import Ask
from invekto.agent_ai.machine.storing import adopt, dump, load
from invekto.agent_ai.machine.walking import (
    MOST_UNCLEAR,
    new_run,
    note_lines,
    open_state,
    question_of,
    scene_of,
    sentences,
    told_about,
    walk,
)
from invekto.agent_ai.machine.wording import prefixed
from invekto.agent_ai.machine.words import Steer, says_thanks, steering

if TYPE_CHECKING:
    from invekto.agent_ai.machine.machine import Machine


def known(machine: Machine[Any], turn: Turn) -> Slots:
    """What the flow knows before this turn; nothing when it is not the open one or cannot be read."""
    loaded = load(machine, turn.flow) if turn.flow and turn.flow.name == machine.name else None
    return loaded or Slots()


def begin(machine: Machine[Any], turn: Turn, fetched: Any) -> Reply:
    """From the wish itself, with everything it and an open flow already tell."""
    slots = Slots()
    if turn.flow is not None and turn.flow.name != machine.name:
        adopt(machine, slots, turn.flow.slots, turn.flow.told)
    filled = fill(machine, slots, turn, None)
    scene = scene_of(machine, turn, slots, fetched, run=new_run(turn))
    reply = walk(machine, scene, filled.problem)
    if not machine.opening or not isinstance(reply.flow, FlowState):
        return reply
    opening = machine.opening if isinstance(machine.opening, str) else machine.opening(turn)
    named = any(slot.options is not None and slot.name in slots.told for slot in machine.slots)
    about = "" if named else told_about(machine, scene)
    words = sentences(turn.t(opening) if opening else "", about, filled.answered)
    return prefixed(reply, words) if words else reply


def resume(machine: Machine[Any], turn: Turn, fetched: Any) -> Reply:
    """Go on from ``turn.flow``, also when the messages are no answer to it."""
    state = open_state(turn)
    slots = load(machine, state)
    if slots is None:
        reply = begin(machine, turn, fetched)
        return prefixed(reply, turn.t("flow-restarted")) if isinstance(reply.flow, FlowState) else reply
    scene = scene_of(machine, turn, slots, fetched, run=state.run, attempts=state.attempts)
    asking = machine.states.get(state.step)
    steer = steer_of(machine, turn)
    match steer:
        case Steer.CANCEL:
            return Reply(
                [Text(turn.t("flow-cancelled"))], rule="did-flow-cancelled", learnt=dump(machine, slots)
            )
        case Steer.BACK:
            return _back(machine, scene)
        case Steer.RESTART:
            return _anew(machine, scene)
        case Steer.MENU:
            body = turn.t("dialogue-anything-else")
            return Reply(with_buttons(turn, body, turn.vertical.menu), rule="did-flow-cancelled")
        case Steer.MOMENT:
            return Reply(
                [Text(turn.t("flow-take-your-time"))], rule="did-flow-waits", flow=replace(state, detours=0)
            )
        case Steer.UNKNOWN if isinstance(asking, Ask) and asking.refused is not None:
            return _refused(machine, scene, asking)
        case Steer.OTHER if (another := _other(machine, scene)) is not None:
            return another
    filled = fill(machine, slots, turn, _readable(turn, asking, is_sure=not turn.beside))
    again = asked_again(machine, asking, filled, turn)
    if again is Again.NOT:
        scene.attempts = 0 if filled.fresh else scene.attempts
    if (
        filled.said and again is Again.BESIDE and state.detours >= MOST_UNCLEAR
    ):  # two were told, a third comes
        return walk(machine, scene, filled.problem, start=machine.lost)
    if filled.fresh:
        patient = isinstance(asking, Ask) and filled.refused == asking.slot.name
        in_vain = state.step if again is Again.IN_VAIN else ""
        reply = walk(machine, scene, filled.problem, again=in_vain, patient=patient)
        if not isinstance(reply.flow, FlowState) or filled.problem:
            return reply
        if again is Again.BESIDE and reply.flow.step == state.step:
            reply = replace(reply, flow=replace(reply.flow, detours=state.detours + 1))
        said = "flow-corrected" if filled.corrected else filled.got
        chose = any(slot.options is not None and slot.name in filled.fresh for slot in machine.slots)
        about = told_about(machine, scene) if filled.corrected and chose else ""
        words = sentences(turn.t(said) if said else "", about, filled.answered)
        return prefixed(reply, words) if words else reply
    if filled.said:
        return walk(machine, scene, filled.problem, again=state.step if again is Again.IN_VAIN else "")
    if state.over:
        return walk(machine, scene, "")
    return _without_answer(machine, scene, asking, filled)


def reopen(machine: Machine[Any], turn: Turn, learnt: Mapping[str, Any], fetched: Any) -> Reply:
    """Another matter is settled, and ``turn.flow``, which waited for that, goes on; ``learnt`` there."""
    state = open_state(turn)
    slots = load(machine, state)
    if slots is None:
        return begin(machine, turn, fetched)
    adopt(machine, slots, learnt, {})
    return walk(machine, scene_of(machine, turn, slots, fetched, run=state.run), "")


def recognises(machine: Machine[Any], turn: Turn) -> bool:
    """The messages hold what was asked for, or another thing this flow needs."""
    state = open_state(turn)
    slots = load(machine, state) or Slots()
    slot = _readable(turn, machine.states.get(state.step), is_sure=False)
    return bool(fill(machine, slots, turn, slot).said)


def _readable(turn: Turn, asking: object, *, is_sure: bool) -> Slot[Any] | None:
    """The slot whose question these words answer. ``is_sure``: they speak of nothing else."""
    if not isinstance(asking, Ask):
        return None
    slot: Slot[Any] = asking.slot
    return slot if is_sure or len(turn.text.split()) <= slot.brief else None


def steer_of(machine: Machine[Any], turn: Turn) -> Steer | None:
    """Whether the message leaves, turns back or puts off instead of answering."""
    if turn.wish.tapped or turn.flow is None:
        return None
    asking = machine.states.get(turn.flow.step)
    own = asking.slot.own_words if isinstance(asking, Ask) else frozenset()
    return steering(turn.text, own | machine.own_words)


def question(machine: Machine[Any], turn: Turn) -> Content | None:
    """What ``turn.flow`` asked, for asking again after a digression; None when it cannot be told any more."""
    state = open_state(turn)
    slots, asking = load(machine, state), machine.states.get(state.step)
    if slots is None or not isinstance(asking, Ask):
        return None
    return question_of(scene_of(machine, turn, slots, None, run=state.run), asking)


def corrects(machine: Machine[Any], turn: Turn) -> bool:
    """ "Not that one, the other", and there is another; or another value of what was chosen."""
    slots = load(machine, open_state(turn))
    if slots is None or turn.wish.tapped:
        return False
    if steering(turn.text) is Steer.OTHER:
        return _left(machine, slots) is not None
    return bool(fill(machine, slots, turn, None).fresh)


def facts(machine: Machine[Any], turn: Turn, state: FlowState) -> dict[str, str]:
    """What the flow knows so far, in lines of a hand-over note, each with the message that told it."""
    slots = load(machine, state)
    return note_lines(machine, turn, slots) if slots else {}


def added(machine: Machine[Any], turn: Turn, state: FlowState) -> tuple[dict[str, str], str]:
    """What the messages tell of the data that a person waits with: lines of the note as in ``facts``, and why a value
    will not do. Only what their own words name; nothing is asked any more."""
    slots = load(machine, state)
    if slots is None or turn.wish.tapped:
        return {}, ""
    filled = fill(machine, slots, replace(turn, flow=state), None)
    lines = {
        slot.note(turn, slots.values[slot.name]): message_id(turn)
        for slot in machine.slots
        if slot.name in filled.fresh and slot.note is not None and slot.ask is not None and slots.has(slot)
    }
    return lines, filled.problem


# What is no answer.


def _without_answer(machine: Machine[Any], scene: Scene[Any], asking: Any, filled: Filled) -> Reply:
    turn = scene.turn
    understood = turn.understood and not turn.wish.tapped
    refuses = understood and turn.wish.intent == "deny"
    if refuses and isinstance(asking, Ask) and asking.refused is not None:
        return _refused(machine, scene, asking)
    if says_thanks(turn):
        if machine.opening:
            # They were told that it is received, and take it for done: whoever finishes it must hear of it.
            return walk(machine, scene, "", start=machine.lost)
        return replace(COMMON["thanks"].handle(turn, None), learnt=dump(machine, scene.slots))
    if not (turn.beside or turn.wish.tapped or (understood and turn.wish.intent == "greeting")):
        scene.attempts += 1
    if scene.attempts >= MOST_UNCLEAR:
        return walk(machine, scene, filled.problem, start=machine.lost)
    return walk(machine, scene, filled.problem)


def _refused(machine: Machine[Any], scene: Scene[Any], asking: Ask[Any]) -> Reply:
    scene.slots.refuse(asking.slot.name, message=message_id(scene.turn))
    scene.attempts = 0
    return walk(machine, scene, "")


def _back(machine: Machine[Any], scene: Scene[Any]) -> Reply:
    """The last answer that brought them here is forgotten, and its question asked again.

    What was told meanwhile without having been asked stays ("Mert hoca olsun", said when the name was asked for).
    """
    scene.attempts = 0
    here, slots = open_state(scene.turn).step, scene.slots
    asked = {state.slot.name: state.slot for state in machine.states.values() if isinstance(state, Ask)}
    for name in reversed([name for name in slots.told if name in asked]):
        scene.slots = slots.copy()
        beside = [
            other for other, said in slots.told.items() if said == slots.told[name] and other not in asked
        ]
        for gone in (name, *asked[name].clears, *beside):
            scene.slots.take_back(gone)
        reply = walk(machine, scene, "")
        if isinstance(reply.flow, FlowState) and reply.flow.step != here:
            return prefixed(reply, scene.t("flow-went-back"))
    scene.slots = slots
    return prefixed(walk(machine, scene, ""), scene.t("flow-first-question"))


def _anew(machine: Machine[Any], scene: Scene[Any]) -> Reply:
    """From the first question, with nothing of what they told; it is still the same wish."""
    scene.slots, scene.attempts = Slots(), 0
    return prefixed(walk(machine, scene, ""), scene.t("flow-began-anew"))


def _other(machine: Machine[Any], scene: Scene[Any]) -> Reply | None:
    """ "Not that one, the other": of what was chosen last, another; None when nothing was.

    What they named by themselves, before anything was shown to choose from, is looked for again.
    """
    found = _left(machine, scene.slots)
    if found is None:
        return _named_again(machine, scene)
    slot, left = found
    scene.attempts = 0
    rejected = str(scene.slots.values[slot.name])
    if len(left) == 1:
        scene.slots.put(slot, slot.kind.read(left[0].value), message=message_id(scene.turn))
    else:
        scene.slots.forget(slot.name)
        for cleared in slot.clears:
            scene.slots.forget(cleared)
    if slot.rejects is not None:
        before = scene.slots.get(slot.rejects) or ()
        scene.slots.put(slot.rejects, tuple(dict.fromkeys([*before, rejected])))
    reply = walk(machine, scene, "")
    if open_state(scene.turn).over or reply.handoff is not None:
        return reply
    return prefixed(reply, sentences(scene.t("flow-corrected"), told_about(machine, scene)))


def _named_again(machine: Machine[Any], scene: Scene[Any]) -> Reply | None:
    named = next(
        (slot for slot in machine.slots if slot.options is not None and slot.name in scene.slots.told), None
    )
    if named is None:
        return None
    scene.attempts = 0
    for name in (named.name, *named.clears):
        scene.slots.forget(name)
    return walk(machine, scene, "")


def _left(machine: Machine[Any], slots: Slots) -> tuple[Slot[Any], list[Option]] | None:
    """The choice made last, with what else could have been chosen."""
    places = {name: place for place, name in enumerate(slots.told)}
    made = [slot for slot in machine.slots if slot.options is not None and slots.has(slot)]
    for slot in sorted(made, key=lambda slot: places.get(slot.name, -1), reverse=True):
        gone = {slots.values[slot.name], *((slots.get(slot.rejects) if slot.rejects else None) or ())}
        if left := [option for option in remembered(slots, slot) if option.value not in gone | {ALL}]:
            return slot, left
    return None
