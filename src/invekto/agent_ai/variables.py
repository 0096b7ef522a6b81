"""What stands in double braces of a reply that people send: read, filled from facts, or asked for.

``{{ad|değerli müşterimiz}}``: a fact, and what is said where it is not known. ``{{ad}}``: a fact that is asked for
where it is not known. ``{{?tarih}}``: always asked for. Nothing leaves while double braces stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from invekto.core.folding import fold

# Fact → the names people may give it, Turkish first. Compared folded.
NAMES: dict[str, tuple[str, str]] = {
    "name": ("ad", "name"),
    "full_name": ("adsoyad", "fullname"),
    "business": ("işletme", "business"),
    "agent": ("temsilci", "agent"),
    "order": ("sipariş", "order"),
    "status": ("durum", "status"),
    "product": ("ürün", "product"),
    "carrier": ("kargo", "carrier"),
    "tracking": ("takip", "tracking"),
    "appointment": ("randevu", "appointment"),
    "doctor": ("hekim", "doctor"),
    "treatment": ("işlem", "treatment"),
}
_FACT = {fold(name): fact for fact, names in NAMES.items() for name in names}
PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
_LONGEST_LABEL = 40


class BadReply(Exception):
    """A canned reply that cannot be kept. ``text_id`` with ``variables``: why; ``field``: which part of it."""

    def __init__(self, field: str, text_id: str, **variables: str | int) -> None:
        super().__init__(f"{field}: {text_id}")
        self.field, self.text_id, self.variables = field, text_id, variables


@dataclass(frozen=True, slots=True)
class Filled:
    """``text`` holds ``{{?label}}`` for each of ``blanks``. ``used``: placeholder → what was put in its place."""

    text: str
    blanks: tuple[str, ...] = ()
    used: Mapping[str, str] = field(default_factory=dict)


def check(body: str, field: str) -> None:
    """Raises BadReply when what stands in double braces cannot be filled."""
    for inner in PLACE.findall(body):
        name, bar, fallback = inner.partition("|")
        if name.strip().startswith("?"):
            label = name.strip().removeprefix("?").strip()
            if not label or bar or len(label) > _LONGEST_LABEL:
                raise BadReply(field, "reply-problem-blank", most=_LONGEST_LABEL)
        elif fold(name) not in _FACT:
            raise BadReply(field, "reply-problem-variable", name=name.strip() or "…")
        elif bar and not fallback.strip():
            raise BadReply(field, "reply-problem-fallback", name=name.strip())
    if "{{{" in body or "}}}" in body or _BRACES.search(PLACE.sub("", body)):
        raise BadReply(field, "reply-problem-braces")


def fill(body: str, values: Mapping[str, str], *, later: frozenset[str] = frozenset()) -> Filled:
    """Put facts into their places. ``values``: by the keys of NAMES; ``later``: those that stay as they are."""
    blanks: dict[str, None] = {}
    used: dict[str, str] = {}

    def put(match: re.Match[str]) -> str:
        name, _, fallback = match[1].partition("|")
        name, fallback = name.strip(), fallback.strip()
        label = name.removeprefix("?").strip()
        fact = _FACT.get(fold(name))
        if fact in later:
            return match[0]
        value = (values.get(fact, "") if fact else "") or fallback
        if value and not name.startswith("?"):
            used[match[0]] = value
            return value
        blanks[label] = None
        return f"{{{{?{label}}}}}"

    return Filled(PLACE.sub(put, body), tuple(blanks), used)


def blanks(text: str) -> tuple[str, ...]:
    """What must still be filled in before ``text`` may leave, each once, without braces."""
    inner = (found.partition("|")[0].strip().removeprefix("?").strip() for found in PLACE.findall(text))
    return tuple(dict.fromkeys(inner))


def with_blanks(text: str, entered: Mapping[str, str]) -> str:
    """``text`` with what a person entered for its blanks; those that are missing stay."""

    def put(match: re.Match[str]) -> str:
        label = match[1].strip().removeprefix("?").strip()
        return entered.get(label, "").strip() or match[0]

    return PLACE.sub(put, text)


def is_unfilled(text: str) -> bool:
    return PLACE.search(text) is not None
