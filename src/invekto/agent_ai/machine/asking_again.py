"""Is the open question asked in vain? No question is asked a third time in the same words: then a person goes on."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.machine.filling import Filled
from invekto.agent_ai.machine.states import Ask

if TYPE_CHECKING:
    from invekto.agent_ai.machine.machine import Machine


class Again(Enum):
    """What it says of the open question that these messages told something."""

    NOT = "not"  # it is answered, or is now about something else
    KEPT = "kept"  # they mended or showed something, or the question itself tells the news back
    BESIDE = "beside"  # they asked something themselves, and were told
    IN_VAIN = "in_vain"  # they told another thing: where the same question comes again, it was asked in vain


def asked_again(machine: Machine[Any], asking: object, filled: Filled, turn: Turn) -> Again:
    if not isinstance(asking, Ask) or asking.slot.name in filled.said:
        return Again.NOT
    fresh = [slot for slot in machine.slots if slot.name in filled.fresh]
    if any(asking.slot.name in slot.clears for slot in fresh):
        return Again.NOT
    if turn.beside or asking.restates or filled.corrected or any(slot.got for slot in fresh):
        return Again.KEPT
    return Again.BESIDE if filled.answered else Again.IN_VAIN
