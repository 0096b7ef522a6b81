"""What a flow needs to know: typed slots, each with its question and the ways it is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from invekto.agent_ai.contract import Content, Turn

if TYPE_CHECKING:
    from invekto.agent_ai.machine.scene import Scene

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A slot's type, as JSON keeps it. ``load`` raises ValueError, TypeError or KeyError for anything else.

    ``read`` takes the text that a button carries; it raises ValueError.
    """

    name: str  # in the diagram
    dump: Callable[[T], Any]
    load: Callable[[Any], T]
    read: Callable[[str], T]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose from. ``words``: what else may be said for it, besides its title."""

    value: str
    title: str
    description: str = ""
    words: str = ""


def _text(stored: Any) -> str:
    if not isinstance(stored, str):
        raise TypeError(stored)
    return stored


def _flag(stored: Any) -> bool:
    if not isinstance(stored, bool):
        raise TypeError(stored)
    return stored


def _texts(stored: Any) -> tuple[str, ...]:
    if not isinstance(stored, list):
        raise TypeError(stored)
    return tuple(_text(one) for one in stored)


def _object(stored: Any) -> Mapping[str, Any]:
    if not isinstance(stored, dict):
        raise TypeError(stored)
    return stored


def _options(stored: Any) -> tuple[Option, ...]:
    if not isinstance(stored, list):
        raise TypeError(stored)
    return tuple(Option(*(_text(part) for part in one)) for one in stored)


def _unreadable(text: str) -> Any:
    raise ValueError(f"no button carries this: {text}")


TEXT: Kind[str] = Kind("text", str, _text, str)
WHOLE: Kind[int] = Kind("whole number", int, int, int)
FLAG: Kind[bool] = Kind("yes or no", bool, _flag, lambda text: text == "yes")
MOMENT: Kind[datetime] = Kind("moment", datetime.isoformat, datetime.fromisoformat, datetime.fromisoformat)
TEXTS: Kind[tuple[str, ...]] = Kind("texts", list, _texts, lambda text: (text,))
# An entity's value as the analysis has it, such as a datetime's {"from", "to", "grain"}.
OBJECT: Kind[Mapping[str, Any]] = Kind("object", dict, _object, _unreadable)
OPTIONS: Kind[tuple[Option, ...]] = Kind(
    "options",
    lambda options: [[one.value, one.title, one.description, one.words] for one in options],
    _options,
    _unreadable,
)


@dataclass(frozen=True, eq=False, slots=True)
class Slot(Generic[T]):
    """One thing a flow needs to know, or (without ``ask``) remembers.

    Filling is pure, for it happens outside the database too; a value must be in the turn or in other slots.

    ``hear``     finds it in any message, whatever was asked; also in the one that begins the flow.
    ``answer``   reads the reply to this slot's own question, before ``hear``; bare words are enough there.
    ``check``    the sentence that tells the customer why a value will not do; None when it will.
    ``ask``      the question; ``scene.attempts`` > 0 when it was asked before without success.
    ``rule``     id of the text that tells colleagues what was asked ("did-asked-number").
    ``note``     the line of the hand-over note that tells it.
    ``found``    the note's line where a decision found the value and the customer never said it.
    ``got``      id of the words that tell the customer it came, before the next question (a photo).
    ``answered`` what the customer is told of the value before the next question (to a question of theirs).
    ``clears``   slots whose value hangs on this one: when it changes they are forgotten.
    ``options``  the slot that holds what there is to choose from: then "the other one", "the second", a title
                 and its words are understood by themselves.
    ``rejects``  remembers the options that the customer did not mean.
    ``brief``    most words that ``answer`` may read when the message also speaks clearly of something else; 0 where
                 any words are an answer, for then only ``hear`` can tell.
    ``anew``     a new value is another question of theirs, and mends nothing ("Tamam, düzelttim" is not said).
    ``own_words``  words that answer this question although they elsewhere leave a flow ("vazgeçtim" as a reason).
    """

    name: str
    kind: Kind[T]
    ask: Callable[[Scene[Any]], Content] | None = None
    hear: Callable[[Turn, Slots], T | None] | None = None
    answer: Callable[[Turn, Slots], T | None] | None = None
    check: Callable[[Turn, Slots, T], str | None] | None = None
    rule: str = "did-asked-more"
    note: Callable[[Turn, T], str] | None = None
    found: Callable[[Turn, T], str] | None = None
    got: str = ""
    answered: Callable[[Turn, T], str] | None = None
    clears: tuple[str, ...] = ()
    options: Slot[tuple[Option, ...]] | None = None
    rejects: Slot[tuple[str, ...]] | None = None
    brief: int = 8
    own_words: frozenset[str] = frozenset()
    anew: bool = False


@dataclass(slots=True)
class Slots:
    """The values at hand: ``slots.get(NUMBER)`` has NUMBER's type.

    ``told``: which the customer gave or would not give, in that order, and with which message (its id);
    ``refused``: those they would not or could not give.
    """

    values: dict[str, Any] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def get(self, slot: Slot[T]) -> T | None:
        value: T | None = self.values.get(slot.name)
        return value

    def need(self, slot: Slot[T]) -> T:
        """Where the flow's states see to it that there is one."""
        value = self.get(slot)
        if value is None:
            raise LookupError(f"{slot.name} is not filled yet")
        return value

    def has(self, slot: Slot[Any]) -> bool:
        return slot.name in self.values

    def put(self, slot: Slot[T], value: T, *, message: str | None = None) -> bool:
        """Whether it is news. What hung on the old value is forgotten. ``message``: the customer said it there."""
        is_new = self.values.get(slot.name) != value
        self.refused.discard(slot.name)
        if is_new:
            self.forget(slot.name)
            self.values[slot.name] = value
        if message is not None and (is_new or slot.name not in self.told):
            self.told.pop(slot.name, None)
            self.told[slot.name] = message
        if is_new:
            for name in slot.clears:
                self.forget(name)
        return is_new

    def refuse(self, name: str, *, message: str) -> None:
        self.refused.add(name)
        self.told[name] = message

    def forget(self, name: str) -> None:
        """The value; that an answer was refused stays known."""
        self.values.pop(name, None)
        if name not in self.refused:
            self.told.pop(name, None)

    def copy(self) -> Slots:
        """Another one with the same values, to see what would follow from a change."""
        return Slots(dict(self.values), dict(self.told), set(self.refused))

    def take_back(self, name: str) -> None:
        """As if the customer had never been asked."""
        self.refused.discard(name)
        self.forget(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)
