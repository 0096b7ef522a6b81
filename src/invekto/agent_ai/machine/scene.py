"""What a flow's own functions see of the turn they are called in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from invekto.agent_ai.contract import Button, Choice, Row, Turn
from invekto.agent_ai.engine.buttons import choice_button, choice_row
from invekto.agent_ai.machine.slots import Slot, Slots, T

Fetched = TypeVar("Fetched")


@dataclass(slots=True)
class Scene(Generic[Fetched]):
    """``fetched``: what the machine's ``fetch`` brought; ``attempts``: unclear answers to the open question.

    ``run`` tells one course of the flow from another, so that a button of an older one is known as such; ``words``
    began it, as the intent ``wish``. ``here``
    carries what a decision found on to the end of the same turn; it is not kept.
    """

    turn: Turn
    slots: Slots
    fetched: Fetched
    flow: str
    version: int
    run: str
    attempts: int = 0
    words: str = ""
    wish: str = ""
    here: dict[str, Any] = field(default_factory=dict)

    def get(self, slot: Slot[T]) -> T | None:
        return self.slots.get(slot)

    def need(self, slot: Slot[T]) -> T:
        """Raises LookupError when the flow's states do not see to it that the slot is filled."""
        return self.slots.need(slot)

    def t(self, text_id: str, /, **variables: Any) -> str:
        """For the customer."""
        return self.turn.t(text_id, **variables)

    def button(self, title: str, slot: Slot[Any], value: str) -> Button:
        """A button that fills ``slot``; ``value`` is read by the slot's kind and checked like typed words."""
        return choice_button(title, self._choice(slot, value))

    def row(self, title: str, description: str, slot: Slot[Any], value: str) -> Row:
        return choice_row(title, description, self._choice(slot, value))

    def _choice(self, slot: Slot[Any], value: str) -> Choice:
        return Choice(self.flow, self.version, self.run, slot.name, value)
