"""A flow as a Mermaid state diagram, drawn from the very states that run it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invekto.agent_ai.machine.machine import Machine
from invekto.agent_ai.machine.states import Ask, End, State, ways_of


def mermaid(machine: Machine[Any]) -> str:
    """``stateDiagram-v2``: questions with the slot they fill, decisions with every way on, and the ends."""
    lines = ["stateDiagram-v2", f"    [*] --> {machine.start}"]
    for name, state in machine.states.items():
        lines.append(f"    {name}: {_said(name, state)}")
        lines += [f"    {name} --> {target}: {label}" for label, target in ways_of(state)]
        if isinstance(state, Ask):
            lines.append(f"    {name} --> {machine.lost}: unclear twice")
        if isinstance(state, End):
            lines.append(f"    {name} --> [*]: {'a person goes on' if state.to_person else 'answered'}")
    return "\n".join(lines)


def _said(name: str, state: State) -> str:
    plain = name.replace("_", " ")
    match state:
        case Ask(slot=slot):
            return f"asks {slot.name.replace('_', ' ')} ({slot.kind.name})"
        case End(to_person=True):
            return f"hands over, {plain}"
        case End():
            return f"tells, {plain}"
    return f"decides, {plain}"


def document(flows: Mapping[str, list[Machine[Any]]]) -> str:
    """``docs/flows.md``: every vertical's flows."""
    parts = [_HEAD]
    for vertical, machines in flows.items():
        for machine in machines:
            minutes = int(machine.lifetime.total_seconds() // 60)
            slots = ", ".join(f"`{slot.name}` ({slot.kind.name})" for slot in machine.slots)
            serves = ", ".join(f"`{intent}`" for intent in sorted(machine.serves))
            parts.append(
                f"## {vertical}: {machine.name}\n\nVersion {machine.version}. Serves {serves}. Slots: {slots}."
                f" Left alone for {minutes} minutes, one sentence closes it.\n\n"
                f"```mermaid\n{mermaid(machine)}\n```\n"
            )
    return "\n".join(parts)


_HEAD = """# Flows

Printed by `invekto flows --document`; a test keeps this page as the code has it.

Every turn begins at a flow's first state and walks on as far as its slots carry it: what was said in one
sentence is not asked again. At every question the customer may also ask for a person, ask something else
(answered, then the question comes once more), correct what they said, go back ("geri"), begin anew ("başa
dön") or leave ("vazgeçtim"). After two unclear answers to one question a person goes on; telling something else
meanwhile does not begin the count anew, unless the question itself tells that news back.
"""
