"""What a vertical brings to the dialogue: handlers for intents, flows for questions that stay open.

The engine (``agent_ai.engine``) knows no vertical; ``engine.registry.install`` gives it those there are.
A handler first prepares outside every database scope (it may ask a provider), then answers inside the
one scope in which the answer, the flow and the messages' state are written together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from invekto.agent_ai.flow_state import FlowState
from invekto.agent_ai.lines import Line
from invekto.chat_analysis.services import Analysis
from invekto.core import texts
from invekto.core.models import Tenant
from invekto.messaging.models import Contact, Conversation, HandoffReason
from invekto.outbound.content import Button, Buttons, Content, ListMenu, Row, Text

__all__ = [
    "AsksOutside",
    "Button",
    "Buttons",
    "Choice",
    "Content",
    "Flow",
    "FlowFate",
    "FlowState",
    "Handler",
    "Handoff",
    "HandoffReason",
    "Inbound",
    "ListMenu",
    "Reply",
    "Row",
    "Text",
    "Turn",
    "Vertical",
    "Wish",
]


LONGEST_TEXT = 4096  # characters of a message that the dialogue reads; the analysis reads all of them


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message of the customer as the engine reads it. ``reply_id``: the button or list row they tapped."""

    id: UUID
    type: str
    text: str
    reply_id: str | None
    at: datetime
    late: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A tapped button of a flow's question: which flow, of which release and course, and what it fills."""

    flow: str
    version: int
    run: str
    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing the customer wants. ``slots`` came with a tapped button, or from an open question."""

    intent: str
    confidence: float
    slots: Mapping[str, str] = field(default_factory=dict)
    tapped: bool = False
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything one answer is made from. ``messages`` are those it answers, oldest first.

    ``analysis`` is of all of them read together; ``language`` is the reply's (tr or en); ``offered`` are the
    (id, title) pairs of the buttons and rows in the last message that the bot sent.
    """

    tenant: Tenant
    contact: Contact
    conversation: Conversation
    vertical: Vertical
    messages: tuple[Inbound, ...]
    analysis: Analysis
    wish: Wish
    flow: FlowState | None
    language: str
    now: datetime
    offered: tuple[tuple[str, str], ...] = ()
    beside: bool = False  # these messages speak of another matter too, which is answered on its own
    patience: float = 0.0  # seconds that ``prepare`` may spend with outside services; 0: ask nobody

    @property
    def text(self) -> str:
        """The words, as far as WhatsApp lets people type them: a forged message may be endless."""
        return self.analysis.text[:LONGEST_TEXT]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tenant.timezone)

    @property
    def understood(self) -> bool:
        """The wish at hand reaches the limit of its intent."""
        return self.wish.tapped or self.wish.confidence >= self.limit_of(self.wish.intent)

    def limit_of(self, intent: str) -> float:
        """What looks a little like a wish answers the question that is open, and is a wish where none is."""
        waits = self.flow is not None and not self.flow.over and self.flow.name in self.vertical.flows
        return self.analysis.limits.of(intent) if waits else self.analysis.limits.of_first(intent)

    def t(self, text_id: str, /, **variables: Any) -> str:
        """For the customer."""
        return texts.text(text_id, self.language, **variables)

    def staff(self, text_id: str, /, **variables: Any) -> Line:
        """For the tenant's people."""
        return Line.of(text_id, self.tenant.language, **variables)

    def entity(self, name: str) -> str | None:
        """The value of the last such entity in the messages, or what came with a button."""
        if name in self.wish.slots:
            return self.wish.slots[name]
        found = [entity.value for entity in self.analysis.entities.get(name, ())]
        return found[-1] if found and isinstance(found[-1], str) else None


class FlowFate(Enum):
    """What becomes of the open question."""

    CLOSE = "close"
    KEEP = "keep"  # it was a digression: the question is asked again after the answer


@dataclass(frozen=True, slots=True)
class Handoff:
    """A person is needed. ``said``: what the customer hears before the promise that one will write.

    ``facts`` and ``next_step`` are for colleagues, in the tenant's language; ``next_step`` is a text id.
    ``sources``: fact → id of the customer's message that told it. ``wish``: the intent that a flow served, which
    began with ``words``; the messages at hand may sound like another. ``noted``: lines of what was collected, as the
    customer reads them.
    """

    reason: HandoffReason
    said: str = ""
    facts: tuple[str, ...] = ()
    next_step: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    wish: str | None = None
    words: str = ""
    noted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said and what follows from it. ``rule``: id of the text that tells colleagues what was done.

    ``learnt``: the slots of a flow that ended, for the matters that waited for it.
    """

    contents: Sequence[Content] = ()
    rule: str = ""
    flow: FlowState | FlowFate = FlowFate.CLOSE
    handoff: Handoff | None = None
    flags: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    learnt: Mapping[str, Any] = field(default_factory=dict)


class AsksOutside(Exception):
    """An answer needs facts that only an outside service has, and the turn has no patience for one."""


class Handler(Protocol):
    """Serves one intent. ``hands_over``: whatever it says, a person goes on."""

    @property
    def hands_over(self) -> bool: ...

    def prepare(self, turn: Turn, /) -> Any:
        """Fetch what the answer needs, outside every scope; the result is handed to ``handle``.

        Raises AsksOutside when that takes longer than ``turn.patience``.
        """
        ...

    def handle(self, turn: Turn, prepared: Any, /) -> Reply:
        """Answer inside the tenant's scope, the conversation locked. Nothing leaves the database here."""
        ...


class Flow(Protocol):
    """Reads the answers to the questions a handler asked (``agent_ai.machine.Machine``).

    ``serves``: intents that are this flow's own business, and so no change of subject. ``replaces``: names of
    flows that are over when this one begins. ``lifetime``: how long it waits for an answer; ``hands_over``: a
    person finishes whatever it collects.
    """

    @property
    def name(self) -> str: ...
    @property
    def serves(self) -> frozenset[str]: ...
    @property
    def replaces(self) -> frozenset[str]: ...
    @property
    def lifetime(self) -> timedelta: ...
    @property
    def hands_over(self) -> bool: ...
    @property
    def absorbs(self) -> Callable[[Turn, Wish], bool]: ...

    def recognises(self, turn: Turn, /) -> bool:
        """The messages hold what was asked for."""
        ...

    def in_plain_words(self, turn: Turn, /) -> bool:
        """The wish that begins it, which its name is the intent of, is said outright."""
        ...

    def steers(self, turn: Turn, /) -> bool:
        """The messages leave the flow or turn back in it, and say nothing else."""
        ...

    def prepare(self, turn: Turn, /) -> Any: ...

    def resume(self, turn: Turn, prepared: Any, /) -> Reply:
        """Go on from ``turn.flow``, also when the messages are no answer to it."""
        ...

    def added(self, turn: Turn, state: FlowState, /) -> tuple[Mapping[str, str], str]:
        """What the messages add to data that was handed to a person: the note's lines, and why a value will not do."""
        ...

    def reopen(self, turn: Turn, learnt: Mapping[str, Any], prepared: Any, /) -> Reply:
        """Go on from ``turn.flow``, which waited until another matter was settled; ``learnt`` from that."""
        ...

    def question(self, turn: Turn, /) -> Content | None:
        """What ``turn.flow`` asked, for asking again after a digression."""
        ...

    def corrects(self, turn: Turn, /) -> bool:
        """The messages say only that the last answer was not about what they meant."""
        ...

    def facts(self, turn: Turn, state: FlowState, /) -> Mapping[str, str]:
        """What it knows so far, in lines of a hand-over note, each with the message that told it (or "")."""
        ...


class Plain(Handler, Protocol):
    """Begins with plain words, whatever the analysis makes of them; ``absorbs`` what it takes them for."""

    @property
    def name(self) -> str: ...
    @property
    def absorbs(self) -> Callable[[Turn, Wish], bool]: ...

    def in_plain_words(self, turn: Turn, /) -> bool:
        """They say it outright, and could mean nothing else."""
        ...


def no_facts(_: Turn) -> list[str]:
    return []


def no_values(_tenant: Tenant, _contact: Contact, _now: datetime, _language: str) -> Mapping[str, str]:
    return {}


def no_doubt(_: Turn) -> bool:
    return False


def no_aside(_: Turn) -> Reply | None:
    return None


@dataclass(frozen=True, slots=True)
class OtherMind:
    """Something was taken back. ``said``: what they hear of it; ``fact``: the same for colleagues, in the note in
    place of its lines ``untrue`` (text ids)."""

    said: str
    fact: Line
    untrue: frozenset[str] = frozenset()


def no_other_mind(_: Turn) -> OtherMind | None:
    return None


@dataclass(frozen=True, slots=True)
class Vertical:
    """``menu``: intents a greeting offers. ``facts``: what colleagues should see in a hand-over note.

    ``photos_to_person``: pictures and documents are looked at by a person, at once. ``leads``: intents that make
    somebody a person to be won, whom sales people see. ``values``: the facts at hand about a customer, for replies
    that people send (``variables.NAMES``); inside the tenant's scope. ``plain``: by name, what plain words begin at
    any moment, whatever the analysis makes of them; also wishes that no intent stands for. ``aside``: what it can
    answer of messages that are none of its intents; None for the rest. ``surely``: intents that are asked about
    unless they are as clear as what is answered without a person, though a person serves them; ``looked_up``: those
    whose answer is the customer's own facts or a question for them, guessed at as if a person served them;
    ``doubts``: words that make any likely guess one to be asked about. ``another_mind``: what who waits for a person
    and takes back what they asked for hears at once, where the bot can undo it or must tell that it is done; inside
    the tenant's scope.
    """

    name: str
    handlers: Mapping[str, Handler]
    flows: Mapping[str, Flow] = field(default_factory=dict)
    plain: Mapping[str, Plain] = field(default_factory=dict)
    menu: tuple[str, ...] = ()
    facts: Callable[[Turn], list[str]] = no_facts
    values: Callable[[Tenant, Contact, datetime, str], Mapping[str, str]] = no_values
    photos_to_person: bool = False
    aside: Callable[[Turn], Reply | None] = no_aside
    photo_menu: tuple[str, ...] = ("human_request",)
    surely: frozenset[str] = frozenset()
    looked_up: frozenset[str] = frozenset()
    doubts: Callable[[Turn], bool] = no_doubt
    another_mind: Callable[[Turn], OtherMind | None] = no_other_mind
    leads: frozenset[str] = frozenset()
