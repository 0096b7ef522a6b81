"""How messages come, whatever they say: more than a person writes, or a machine that answers answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from invekto.core.folding import fold
from invekto.messaging.models import Author, GuardKind

LOOK_BACK = timedelta(hours=24)  # a machine may take its time
MOST = 250  # messages looked at; a flood is seen in fewer

# More than so many messages within so long; an album of photos is thirty. By the sender's clock: what lay at
# WhatsApp while we could not be reached comes all at once and is no flood.
_FLOODS = ((timedelta(seconds=10), 40), (timedelta(minutes=10), 200))

_AT_ONCE = timedelta(seconds=5)  # after our words; the sending of ours counts as well
_INSTANTLY = timedelta(seconds=2)
_ALIKE = 0.8  # share of common words
# So many rounds that say no more than so many different things, however slowly.
_CIRCLES = ((6, 1), (10, 2), (15, 3))
_SILENT = 12  # pictures and the like, each sent after words of ours; people show some, one after the other
_NOT_WORDS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """``at``: the sender's clock. ``tapped``: a button or a row, which only people tap."""

    author: str
    words: str
    at: datetime
    received_at: datetime
    tapped: bool = False


@dataclass(frozen=True, slots=True)
class _Round:
    """What the customer wrote directly after words of ours, up to our next ones."""

    after: timedelta
    shape: frozenset[str]  # its words, without numbers and signs; empty for pictures and the like


def judge(talk: Sequence[Said], *, bot_speaks: bool) -> GuardKind | None:
    """``talk``: oldest first, ending with the newest message. A loop needs a bot of ours that answers."""
    if _is_flood(talk):
        return GuardKind.FLOOD
    if not bot_speaks:
        return None
    rounds = _rounds(talk)
    silent = len(list(takewhile(lambda one: not one.shape, rounds)))
    worded = list(takewhile(lambda one: one.shape, rounds))
    return GuardKind.LOOP if silent >= _SILENT or _is_loop(worded) else None


def _is_flood(talk: Sequence[Said]) -> bool:
    times = sorted(said.at for said in talk if said.author == Author.CUSTOMER)
    return any(sum(at > times[-1] - span for at in times) > most for span, most in _FLOODS if times)


def _is_loop(rounds: Sequence[_Round]) -> bool:
    """``rounds``: newest first."""
    at_once = list(takewhile(lambda one: one.after <= _AT_ONCE, rounds))
    instantly = list(takewhile(lambda one: one.after <= _INSTANTLY, rounds))
    return (
        (len(at_once) >= 4 and _kinds(at_once[:4]) == 1)
        or (len(at_once) >= 6 and _kinds(at_once[:6]) <= 2)
        # A machine that takes its time, or somebody who is lost: in either case it goes on like this for ever.
        or any(len(rounds) >= long and _kinds(rounds[:long]) <= kinds for long, kinds in _CIRCLES)
        or len(instantly) >= 15  # whatever it says: nobody reads and writes that fast
    )


def _kinds(rounds: Sequence[_Round]) -> int:
    """How many different things are said in them."""
    kinds: list[frozenset[str]] = []
    for one in rounds:
        if not any(_are_alike(one.shape, kind) for kind in kinds):
            kinds.append(one.shape)
    return len(kinds)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def _rounds(talk: Sequence[Said]) -> list[_Round]:
    """Newest first, back to the last time a colleague spoke or a button was tapped."""
    found: list[_Round] = []
    group: list[Said] = []
    for said in reversed(talk):
        if said.author == Author.CUSTOMER:
            if said.tapped:
                break
            group.append(said)
        elif said.author != Author.BOT:
            break
        elif group:
            words = " ".join(one.words for one in reversed(group))
            found.append(_Round(group[-1].received_at - said.at, _shape(words)))
            group = []
    return found


def _shape(words: str) -> frozenset[str]:
    """A ticket's number and the time of day make no other message; an emoji alone is no words."""
    return frozenset(_NOT_WORDS.sub(" ", fold(words)).split())
