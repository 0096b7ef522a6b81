"""A flow's slots as the row keeps them, and what becomes of a row of another release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from invekto.agent_ai.contract import FlowState
from invekto.agent_ai.machine.slots import Slots
from invekto.agent_ai.machine.states import Ask, End

if TYPE_CHECKING:
    from invekto.agent_ai.machine.machine import Machine

REFUSED = "-refused"  # no slot is called so


def dump(machine: Machine[Any], slots: Slots) -> dict[str, Any]:
    return {slot.name: slot.kind.dump(slots.values[slot.name]) for slot in machine.slots if slots.has(slot)}


def load(machine: Machine[Any], state: FlowState) -> Slots | None:
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
    refused = {name for name in state.slots.get(REFUSED, ()) if isinstance(name, str)}
    told = {name: message for name, message in state.told.items() if name in values or name in refused}
    return Slots(values, told, refused)


def adopt(machine: Machine[Any], slots: Slots, stored: Mapping[str, Any], told: Mapping[str, str]) -> None:
    """What another flow learnt of the things this one needs; never what it only remembered for itself."""
    for slot in machine.slots:
        if slot.name not in stored or slots.has(slot) or (slot.ask is None and slot.hear is None):
            continue
        try:
            slots.put(slot, slot.kind.load(stored[slot.name]), message=told.get(slot.name))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
