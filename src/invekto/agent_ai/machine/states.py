"""The three kinds of states a flow is made of. Together they read as its diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar

from invekto.agent_ai.contract import Content, Reply
from invekto.agent_ai.machine.scene import Fetched, Scene
from invekto.agent_ai.machine.slots import Slot

Way = TypeVar("Way", bound=Enum)


@dataclass(frozen=True, eq=False, slots=True)
class Ask(Generic[Fetched]):
    """Waits until ``slot`` is filled, then goes on to ``then``; at once when it is filled already.

    ``refused``: where a "no" or "I do not know" leads; without it such an answer counts as unclear.
    ``needed``: when it says no, the question is passed over. ``question`` replaces the slot's own. ``restates``: its
    words tell back what was understood meanwhile, so that with news it is not the same question once more.
    """

    slot: Slot[Any]
    then: str
    refused: str | None = None
    needed: Callable[[Scene[Fetched]], bool] | None = None
    question: Callable[[Scene[Fetched]], Content] | None = None
    restates: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Go(Generic[Way]):
    """What a decision came to; ``keep`` fills slots, ``forget`` empties them (their questions are asked again)."""

    way: Way
    keep: Mapping[Slot[Any], Any] = field(default_factory=dict)
    forget: tuple[Slot[Any], ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Decide(Generic[Fetched, Way]):
    """Looks at what is known and chooses the way on; every member of the ways' enum leads somewhere.

    ``choose`` runs again on every turn in which the flow passes here: doing it twice must change nothing.
    """

    choose: Callable[[Scene[Fetched]], Go[Way]]
    ways: Mapping[Way, str]


@dataclass(frozen=True, eq=False, slots=True)
class End(Generic[Fetched]):
    """Says the last word. ``to_person``: it hands over; the note gets what the slots hold.

    ``mendable``: "not that one, the other", or another value, right after it chooses again.
    """

    say: Callable[[Scene[Fetched]], Reply]
    to_person: bool = False
    mendable: bool = False


State = Ask[Any] | Decide[Any, Any] | End[Any]


class BadMachine(Exception):
    """A flow's states do not fit together; found when its module is imported."""


def check_states(name: str, states: Mapping[str, State], lost: str) -> None:
    """Every way leads to a state, every state can be reached, and every choice has its way."""
    start = next(iter(states))
    if not isinstance(states.get(lost), End):
        raise BadMachine(f"{name}: {lost} is no end")
    for key, state in states.items():
        if isinstance(state, Decide):
            choices: set[Enum] = {way for one in state.ways for way in type(one)}
            if not choices or set(state.ways) != choices:
                raise BadMachine(f"{name}: {key} has no way for some choice")
        missing = [target for _, target in ways_of(state) if target not in states]
        if missing:
            raise BadMachine(f"{name}: {key} leads to {', '.join(missing)}, which is nowhere")
    reached, ahead = {lost}, [start]
    while ahead:
        key = ahead.pop()
        if key not in reached or key == start:
            reached.add(key)
            ahead += [target for _, target in ways_of(states[key]) if target not in reached]
    if unreachable := set(states) - reached:
        raise BadMachine(f"{name}: nothing leads to {', '.join(sorted(unreachable))}")


def ways_of(state: State) -> list[tuple[str, str]]:
    """(what happens, where it leads) of every way out."""
    match state:
        case Ask(slot=slot, then=then, refused=refused):
            return [(slot.name, then), *([("no answer to give", refused)] if refused else [])]
        case Decide(ways=ways):
            return [(way.name.lower().replace("_", " "), target) for way, target in ways.items()]
    return []
