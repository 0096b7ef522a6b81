"""A flow: its slots, its states, and what they serve. The engine talks to it, the vertical declares it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic

from invekto.agent_ai.contract import Content, FlowState, Reply, Turn, Wish
from invekto.agent_ai.machine import run
from invekto.agent_ai.machine.scene import Fetched, Scene
from invekto.agent_ai.machine.slots import Slot, Slots
from invekto.agent_ai.machine.states import End, State, check_states
from invekto.core.folding import fold

Stored = Mapping[str, Any]


def _absorbs_nothing(_turn: Turn, _wish: Wish) -> bool:
    return False


@dataclass(frozen=True, eq=False)
class Machine(Generic[Fetched]):
    """A handler for the wish that begins it, and the flow that goes on with the answers.

    ``states``: the first is where every turn begins: the flow walks on as far as the slots carry it, so that it
    never asks what it knows. ``lost``: the end (a person) after two unclear answers to one question.
    ``fetch`` runs outside every scope with the slots as they were stored; it may raise AsksOutside.
    ``serves``: intents that are no change of subject here. ``replaces``: flows that end when this one begins, as a
    return does when an exchange is wanted instead; their slots of the same name go over. A slot of the same name
    means the same in every flow of a vertical.
    ``lifetime``: after so long without an answer one sentence closes it.
    ``migrations``: version → what turns that version's stored slots into the next one's; a version without one
    begins anew, politely.
    ``absorbs``: a second wish in the same message that is only a part of this one ("102030 nolu sipariş").
    ``opening``: id of the words before the first question ("İade talebinizi aldım."), or what makes it.
    ``about``: names the thing the flow speaks of, said after the opening when the customer did not name it, and after
    another was chosen; "" when it is not known yet.
    ``plain_words``: with these, in folded letters, the wish counts as understood however unsure the analysis is; then
    ``name`` is the intent.
    ``own_words``: words that are answers in this flow, not ways out ("iptal" where a cancellation is wanted).

    Raises BadMachine when the states do not fit together.
    """

    name: str
    version: int
    slots: tuple[Slot[Any], ...]
    states: Mapping[str, State]
    lost: str
    fetch: Callable[[Turn, Slots], Fetched]
    serves: frozenset[str]
    replaces: frozenset[str] = frozenset()
    lifetime: timedelta = timedelta(hours=1)
    migrations: Mapping[int, Callable[[Stored], Stored]] = field(default_factory=dict)
    absorbs: Callable[[Turn, Wish], bool] = _absorbs_nothing
    own_words: frozenset[str] = frozenset()
    opening: str | Callable[[Turn], str] = ""
    about: Callable[[Scene[Any]], str] | None = None
    plain_words: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        check_states(self.name, self.states, self.lost)

    @property
    def start(self) -> str:
        return next(iter(self.states))

    @property
    def hands_over(self) -> bool:
        """Every end is a person's."""
        return all(state.to_person for state in self.states.values() if isinstance(state, End))

    # What the engine asks of a handler …

    def prepare(self, turn: Turn) -> Fetched:
        return self.fetch(turn, run.known(self, turn))

    def handle(self, turn: Turn, fetched: Fetched) -> Reply:
        return run.begin(self, turn, fetched)

    # … and of a flow.

    def recognises(self, turn: Turn) -> bool:
        return run.recognises(self, turn)

    def in_plain_words(self, turn: Turn) -> bool:
        return self.plain_words is not None and self.plain_words.search(fold(turn.text)) is not None

    def steers(self, turn: Turn) -> bool:
        return run.steer_of(self, turn) is not None

    def resume(self, turn: Turn, fetched: Fetched) -> Reply:
        return run.resume(self, turn, fetched)

    def reopen(self, turn: Turn, learnt: Stored, fetched: Fetched) -> Reply:
        return run.reopen(self, turn, learnt, fetched)

    def question(self, turn: Turn) -> Content | None:
        return run.question(self, turn)

    def corrects(self, turn: Turn) -> bool:
        return run.corrects(self, turn)

    def facts(self, turn: Turn, state: FlowState) -> Mapping[str, str]:
        return run.facts(self, turn, state)

    def added(self, turn: Turn, state: FlowState) -> tuple[Mapping[str, str], str]:
        return run.added(self, turn, state)


def nothing(_turn: Turn, _slots: Slots) -> None:
    """``fetch`` of a flow that asks nobody outside."""
