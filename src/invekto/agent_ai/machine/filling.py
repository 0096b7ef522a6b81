"""What a message tells of a flow's slots: the choice tapped, the answer to its question, whatever else it holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.machine.choosing import chosen, named, named_alone
from invekto.agent_ai.machine.slots import Option, Slot, Slots
from invekto.agent_ai.machine.words import mends

if TYPE_CHECKING:
    from invekto.agent_ai.machine.machine import Machine


@dataclass(slots=True)
class Filled:
    """``fresh``: slots with a new value; ``said``: those the message holds at all; ``problem``: for the customer,
    of the slot ``refused``.

    ``got``: id of what is said of a new value; ``answered``: what is said, to a question of theirs.
    """

    fresh: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    corrected: bool = False
    got: str = ""
    answered: str = ""
    problem: str = ""
    refused: str = ""


def fill(machine: Machine[Any], slots: Slots, turn: Turn, open_slot: Slot[Any] | None) -> Filled:
    filled = Filled()
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
        if value is None and slot.options is not None:
            # What was chosen already is chosen anew by words that take it back, or that name a thing and no more.
            choose = named if not slots.has(slot) or mends(turn.text) else named_alone
            option = choose(turn.text, remembered(slots, slot))
            value = slot.kind.read(option.value) if option else None
        if value is not None:
            _put(filled, slots, turn, slot, value)
    if open_slot is not None and not open_slot.brief:
        # Any words would do here: they are the answer only when they told nothing else.
        in_words = [name for name in filled.said if name not in _wordless(machine)]
        _hear_answer(filled, slots, turn, replace(open_slot, answer=None) if in_words else open_slot)
    return filled


def _hear_answer(filled: Filled, slots: Slots, turn: Turn, slot: Slot[Any]) -> None:
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
        option = chosen(turn.text, remembered(slots, slot))
        value = slot.kind.read(option.value) if option else None
    return value


def remembered(slots: Slots, slot: Slot[Any]) -> tuple[Option, ...]:
    """What there is to choose from; nothing before a decision told."""
    return (slots.get(slot.options) if slot.options else None) or ()


def _put(filled: Filled, slots: Slots, turn: Turn, slot: Slot[Any], value: Any) -> None:
    problem = slot.check(turn, slots, value) if slot.check else None
    if problem:
        if not filled.problem:
            filled.problem, filled.refused = problem, slot.name
        if slot.name in slots.told and not turn.beside and mends(turn.text):
            slots.forget(slot.name)  # they took back what they had said, for something that cannot be
            filled.fresh.append(slot.name)
        return
    was_told = slot.name in slots.told
    if slots.put(slot, value, message=message_id(turn)):
        filled.fresh.append(slot.name)
        filled.corrected |= was_told and not (slot.got or slot.answered or slot.anew)
        filled.got = slot.got or filled.got
        filled.answered = slot.answered(turn, value) if slot.answered else filled.answered
    filled.said.append(slot.name)


def message_id(turn: Turn) -> str:
    return str(turn.messages[-1].id) if turn.messages else ""
