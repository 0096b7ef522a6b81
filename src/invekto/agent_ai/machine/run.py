"""One turn of a flow: read what was said, fill slots, walk on to the next question or to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from invekto.agent_ai.contract import (
    Buttons,
    Content,
    FlowFate,
    FlowState,
    Handoff,
    HandoffReason,
    ListMenu,
    Reply,
    Text,
    Turn,
)
from invekto.agent_ai.engine.buttons import button, row
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.machine.choosing import chosen, named
from invekto.agent_ai.machine.scene import Scene
from invekto.agent_ai.machine.slots import Option, Slot, Slots
from invekto.agent_ai.machine.states import Ask, Decide, End
from invekto.agent_ai.machine.words import Steer, mends, steering
from invekto.agent_ai.wording import button_title
from invekto.outbound.content import BUTTONS, INTERACTIVE_BODY, ROWS

if TYPE_CHECKING:
    from invekto.agent_ai.machine.machine import Machine

_MOST_STATES = 30  # passed in one turn; more is a circle, and a person sees to it
_LONGEST_WORDS = 300  # characters kept of what began a flow
_REFUSED = "-refused"  # no slot is called so
_MOST_UNCLEAR = 2  # answers without an answer in them; then a person


class FlowStuck(Exception):
    """The flow's states lead in a circle without asking anything."""


@dataclass(slots=True)
class _Filled:
    """``fresh``: slots with a new value; ``said``: those the message holds at all; ``problem``: for the customer."""

    fresh: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    corrected: bool = False
    got: str = ""
    problem: str = ""


def known(machine: Machine[Any], turn: Turn) -> Slots:
    """What the flow knows before this turn; nothing when it is not the open one or cannot be read."""
    loaded = _load(machine, turn.flow) if turn.flow and turn.flow.name == machine.name else None
    return loaded or Slots()


def begin(machine: Machine[Any], turn: Turn, fetched: Any) -> Reply:
    """From the wish itself, with everything it and an open flow already tell."""
    slots = Slots()
    if turn.flow is not None and turn.flow.name != machine.name:
        _adopt(machine, slots, turn.flow.slots, turn.flow.told)
    filled = _fill(machine, slots, turn, None)
    reply = _walk(machine, _scene(machine, turn, slots, fetched, run=_new_run(turn)), filled.problem)
    opens = machine.opening and isinstance(reply.flow, FlowState)
    return _prefixed(reply, turn.t(machine.opening)) if opens else reply


def resume(machine: Machine[Any], turn: Turn, fetched: Any) -> Reply:
    """Go on from ``turn.flow``, also when the messages are no answer to it."""
    state = _open(turn)
    slots = _load(machine, state)
    if slots is None:
        reply = begin(machine, turn, fetched)
        return _prefixed(reply, turn.t("flow-restarted")) if isinstance(reply.flow, FlowState) else reply
    scene = _scene(machine, turn, slots, fetched, run=state.run, attempts=state.attempts)
    asking = machine.states.get(state.step)
    steer = steer_of(machine, turn)
    match steer:
        case Steer.CANCEL:
            return Reply(
                [Text(turn.t("flow-cancelled"))], rule="did-flow-cancelled", learnt=_dump(machine, slots)
            )
        case Steer.BACK:
            return _back(machine, scene)
        case Steer.MOMENT:
            return Reply(
                [Text(turn.t("flow-take-your-time"))], rule="did-flow-waits", flow=replace(state, detours=0)
            )
        case Steer.UNKNOWN if isinstance(asking, Ask) and asking.refused is not None:
            return _refused(machine, scene, asking)
        case Steer.OTHER if (another := _other(machine, scene)) is not None:
            return another
    filled = _fill(machine, slots, turn, _readable(turn, asking, is_sure=not turn.beside))
    if filled.fresh:
        scene.attempts = 0
        reply = _walk(machine, scene, filled.problem)
        if not isinstance(reply.flow, FlowState) or filled.problem:
            return reply
        said = "flow-corrected" if filled.corrected else filled.got
        return _prefixed(reply, turn.t(said)) if said else reply
    if filled.said:
        return _walk(machine, scene, filled.problem)
    if state.over:
        return _walk(machine, scene, "")
    return _without_answer(machine, scene, asking, filled)


def reopen(machine: Machine[Any], turn: Turn, learnt: Mapping[str, Any], fetched: Any) -> Reply:
    """Another matter is settled, and ``turn.flow``, which waited for that, goes on; ``learnt`` there."""
    state = _open(turn)
    slots = _load(machine, state)
    if slots is None:
        return begin(machine, turn, fetched)
    _adopt(machine, slots, learnt, {})
    return _walk(machine, _scene(machine, turn, slots, fetched, run=state.run), "")


def recognises(machine: Machine[Any], turn: Turn) -> bool:
    """The messages hold what was asked for, or another thing this flow needs."""
    state = _open(turn)
    slots = _load(machine, state) or Slots()
    slot = _readable(turn, machine.states.get(state.step), is_sure=False)
    return bool(_fill(machine, slots, turn, slot).said)


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
    state = _open(turn)
    slots, asking = _load(machine, state), machine.states.get(state.step)
    if slots is None or not isinstance(asking, Ask):
        return None
    return _question(_scene(machine, turn, slots, None, run=state.run), asking)


def corrects(machine: Machine[Any], turn: Turn) -> bool:
    """ "Not that one, the other", and there is another; or another value of what was chosen."""
    slots = _load(machine, _open(turn))
    if slots is None or turn.wish.tapped:
        return False
    if steering(turn.text) is Steer.OTHER:
        return _left(machine, slots) is not None
    return bool(_fill(machine, slots, turn, None).fresh)


def facts(machine: Machine[Any], turn: Turn, state: FlowState) -> dict[str, str]:
    """What the flow knows so far, in lines of a hand-over note, each with the message that told it."""
    slots = _load(machine, state)
    return _lines(machine, turn, slots) if slots else {}


def _lines(machine: Machine[Any], turn: Turn, slots: Slots) -> dict[str, str]:
    return {
        slot.note(turn, slots.values[slot.name]): slots.told.get(slot.name, "")
        for slot in machine.slots
        if slot.note is not None and slots.has(slot)
    }


def _open(turn: Turn) -> FlowState:
    assert turn.flow is not None  # the engine resumes only what is open
    return turn.flow


def _new_run(turn: Turn) -> str:
    return turn.messages[-1].id.hex[-8:] if turn.messages else "0"


def _scene(
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


# Walking.


def _walk(machine: Machine[Any], scene: Scene[Any], problem: str, start: str = "") -> Reply:
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
                return _asked(machine, scene, name, state, problem)
            case Decide(choose=choose, ways=ways):
                go = choose(scene)
                for slot in go.forget:
                    scene.slots.forget(slot.name)
                for slot, value in go.keep.items():
                    scene.slots.put(slot, value)
                name = ways[go.way]
            case End(say=say, mendable=mendable):
                reply = say(scene)
                over = _state(machine, scene, name, over=True) if mendable else None
                return _ended(machine, scene, reply, over)
    raise FlowStuck(f"{machine.name} at {name}")


def _ended(machine: Machine[Any], scene: Scene[Any], reply: Reply, over: FlowState | None) -> Reply:
    handoff = reply.handoff
    if handoff is not None:
        lines = _lines(machine, scene.turn, scene.slots)
        facts = tuple(dict.fromkeys([*lines, *handoff.facts]))
        handoff = replace(
            handoff,
            facts=facts,
            sources=lines | dict(handoff.sources),
            wish=handoff.wish or scene.wish,
            words=scene.words,
        )
    flow: FlowState | FlowFate = over if over is not None and handoff is None else FlowFate.CLOSE
    return replace(reply, flow=flow, handoff=handoff, learnt=_dump(machine, scene.slots))


def _asked(machine: Machine[Any], scene: Scene[Any], name: str, state: Ask[Any], problem: str) -> Reply:
    content = _question(scene, state)
    if scene.attempts:
        content = _with_person(scene.turn, content)
    if problem:
        content = _joined(problem, content)
    return Reply([content], rule=state.slot.rule, flow=_state(machine, scene, name))


def _question(scene: Scene[Any], state: Ask[Any]) -> Content:
    ask = state.question or state.slot.ask
    assert ask is not None, f"{state.slot.name} has no question"
    return ask(scene)


def _state(machine: Machine[Any], scene: Scene[Any], step: str, *, over: bool = False) -> FlowState:
    return FlowState(
        name=machine.name,
        version=machine.version,
        step=step,
        slots=_dump(machine, scene.slots)
        | ({_REFUSED: sorted(scene.slots.refused)} if scene.slots.refused else {}),
        attempts=scene.attempts,
        run=scene.run,
        told=dict(scene.slots.told),
        over=over,
        words=scene.words,
        wish=scene.wish,
    )


# What is no answer.


def _without_answer(machine: Machine[Any], scene: Scene[Any], asking: Any, filled: _Filled) -> Reply:
    turn = scene.turn
    understood = turn.understood and not turn.wish.tapped
    refuses = understood and turn.wish.intent == "deny"
    if refuses and isinstance(asking, Ask) and asking.refused is not None:
        return _refused(machine, scene, asking)
    if understood and turn.wish.intent == "thanks":
        return replace(COMMON["thanks"].handle(turn, None), learnt=_dump(machine, scene.slots))
    if not (turn.beside or turn.wish.tapped or (understood and turn.wish.intent == "greeting")):
        scene.attempts += 1
    if scene.attempts >= _MOST_UNCLEAR:
        return _walk(machine, scene, "", start=machine.lost)
    return _walk(machine, scene, filled.problem)


def _refused(machine: Machine[Any], scene: Scene[Any], asking: Ask[Any]) -> Reply:
    scene.slots.refuse(asking.slot.name, message=_message(scene.turn))
    scene.attempts = 0
    return _walk(machine, scene, "")


def _back(machine: Machine[Any], scene: Scene[Any]) -> Reply:
    """The last thing they told is forgotten, and asked again."""
    told = list(scene.slots.told)
    scene.attempts = 0
    if not told:
        return _prefixed(_walk(machine, scene, ""), scene.t("flow-first-question"))
    last = next((slot for slot in machine.slots if slot.name == told[-1]), None)
    for name in (told[-1], *(last.clears if last else ())):
        scene.slots.take_back(name)
    return _prefixed(_walk(machine, scene, ""), scene.t("flow-went-back"))


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
        scene.slots.put(slot, slot.kind.read(left[0].value), message=_message(scene.turn))
    else:
        scene.slots.forget(slot.name)
        for cleared in slot.clears:
            scene.slots.forget(cleared)
    if slot.rejects is not None:
        before = scene.slots.get(slot.rejects) or ()
        scene.slots.put(slot.rejects, tuple(dict.fromkeys([*before, rejected])))
    reply = _walk(machine, scene, "")
    return _prefixed(reply, scene.t("flow-corrected")) if _open(scene.turn).over is False else reply


def _named_again(machine: Machine[Any], scene: Scene[Any]) -> Reply | None:
    named = next(
        (slot for slot in machine.slots if slot.options is not None and slot.name in scene.slots.told), None
    )
    if named is None:
        return None
    scene.attempts = 0
    for name in (named.name, *named.clears):
        scene.slots.forget(name)
    return _walk(machine, scene, "")


def _left(machine: Machine[Any], slots: Slots) -> tuple[Slot[Any], list[Option]] | None:
    """The choice made last, with what else could have been chosen."""
    places = {name: place for place, name in enumerate(slots.told)}
    made = [slot for slot in machine.slots if slot.options is not None and slots.has(slot)]
    for slot in sorted(made, key=lambda slot: places.get(slot.name, -1), reverse=True):
        gone = {slots.values[slot.name], *((slots.get(slot.rejects) if slot.rejects else None) or ())}
        if left := [option for option in _remembered(slots, slot) if option.value not in gone]:
            return slot, left
    return None


# Filling.


def _fill(machine: Machine[Any], slots: Slots, turn: Turn, open_slot: Slot[Any] | None) -> _Filled:
    filled = _Filled()
    choice = turn.wish.choice
    if choice is not None:
        tapped = next((slot for slot in machine.slots if slot.name == choice.slot), None)
        if tapped is not None:
            try:
                _put(filled, slots, turn, tapped, tapped.kind.read(choice.value))
            except ValueError:
                filled.problem = turn.t("flow-choice-gone")
        return filled
    others = [slot for slot in machine.slots if slot is not open_slot]
    if open_slot is not None and open_slot.brief:
        _hear_answer(filled, slots, turn, open_slot)
    for slot in others:
        value = slot.hear(turn, slots) if slot.hear else None
        if value is None and slot.options is not None and (not slots.has(slot) or mends(turn.text)):
            option = named(turn.text, _remembered(slots, slot))
            value = slot.kind.read(option.value) if option else None
        if value is not None:
            _put(filled, slots, turn, slot, value)
    if open_slot is not None and not open_slot.brief:
        # Any words would do here: they are the answer only when they told nothing else.
        in_words = [name for name in filled.said if name not in _wordless(machine)]
        _hear_answer(filled, slots, turn, replace(open_slot, answer=None) if in_words else open_slot)
    return filled


def _hear_answer(filled: _Filled, slots: Slots, turn: Turn, slot: Slot[Any]) -> None:
    value = _answer(slot, turn, slots)
    if value is None and slot.hear is not None:
        value = slot.hear(turn, slots)
    if value is not None:
        _put(filled, slots, turn, slot, value)


def _wordless(machine: Machine[Any]) -> set[str]:
    """Slots that photos fill: the words beside them are free to answer the question."""
    return {slot.name for slot in machine.slots if slot.got}


def _answer(slot: Slot[Any], turn: Turn, slots: Slots) -> Any:
    value = slot.answer(turn, slots) if slot.answer else None
    if value is None and slot.options is not None:
        option = chosen(turn.text, _remembered(slots, slot))
        value = slot.kind.read(option.value) if option else None
    return value


def _remembered(slots: Slots, slot: Slot[Any]) -> tuple[Option, ...]:
    """What there is to choose from; nothing before a decision told."""
    return (slots.get(slot.options) if slot.options else None) or ()


def _put(filled: _Filled, slots: Slots, turn: Turn, slot: Slot[Any], value: Any) -> None:
    problem = slot.check(turn, slots, value) if slot.check else None
    if problem:
        filled.problem = filled.problem or problem
        return
    was_told = slot.name in slots.told
    if slots.put(slot, value, message=_message(turn)):
        filled.fresh.append(slot.name)
        filled.corrected |= was_told and not slot.got
        filled.got = slot.got or filled.got
    filled.said.append(slot.name)


def _message(turn: Turn) -> str:
    return str(turn.messages[-1].id) if turn.messages else ""


# Storing.


def _dump(machine: Machine[Any], slots: Slots) -> dict[str, Any]:
    return {slot.name: slot.kind.dump(slots.values[slot.name]) for slot in machine.slots if slots.has(slot)}


def _load(machine: Machine[Any], state: FlowState) -> Slots | None:
    """None for a state that this release cannot go on from."""
    stored: Mapping[str, Any] = state.slots
    version = state.version
    step = machine.states.get(state.step)
    if version == machine.version and not isinstance(step, End if state.over else Ask):
        return None
    try:
        while version < machine.version:
            stored = machine.migrations[version](stored)
            version += 1
        if version > machine.version:
            return None
        values = {
            slot.name: slot.kind.load(stored[slot.name]) for slot in machine.slots if slot.name in stored
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    refused = {name for name in state.slots.get(_REFUSED, ()) if isinstance(name, str)}
    told = {name: message for name, message in state.told.items() if name in values or name in refused}
    return Slots(values, told, refused)


def _adopt(machine: Machine[Any], slots: Slots, stored: Mapping[str, Any], told: Mapping[str, str]) -> None:
    """What another flow learnt of the things this one needs; never what it only remembered for itself."""
    for slot in machine.slots:
        if slot.name not in stored or slots.has(slot) or (slot.ask is None and slot.hear is None):
            continue
        try:
            slots.put(slot, slot.kind.load(stored[slot.name]), message=told.get(slot.name))
        except (KeyError, TypeError, ValueError):
            continue


# Wording.


def _prefixed(reply: Reply, words: str) -> Reply:
    if not reply.contents:
        return replace(reply, contents=[Text(words)]) if reply.handoff is None else reply
    first, *others = reply.contents
    return replace(reply, contents=[_joined(words, first), *others])


def _joined(words: str, content: Content) -> Content:
    if isinstance(content, Text):
        return Text(f"{words} {content.body}")
    if isinstance(content, Buttons | ListMenu) and len(words) + len(content.body) < INTERACTIVE_BODY:
        return replace(content, body=f"{words} {content.body}")
    return content


def _with_person(turn: Turn, content: Content) -> Content:
    """The question once more, now with a way to a person under it."""
    title = button_title(turn, "human_request")
    match content:
        case Text(body) if len(body) <= INTERACTIVE_BODY:
            return Buttons(body, (button(title, "human_request"),))
        case Buttons(buttons=buttons) if len(buttons) < BUTTONS and not _offers_person(buttons):
            return replace(content, buttons=(*buttons, button(title, "human_request")))
        case ListMenu(rows=rows) if len(rows) < ROWS and not _offers_person(rows):
            return replace(content, rows=(*rows, row(title, "", "human_request")))
    return content


def _offers_person(choices: Sequence[Any]) -> bool:
    return any(choice.id.startswith("wish:human_request") for choice in choices)


def handed_over(
    scene: Scene[Any],
    said: str,
    *,
    reason: HandoffReason = HandoffReason.POLICY,
    next_step: str,
    facts: Sequence[str] = (),
) -> Reply:
    """The last word of an end that gives the talk to a person; the slots' own lines are added to its note."""
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(reason, said=scene.t(said), facts=tuple(facts), next_step=next_step),
    )
