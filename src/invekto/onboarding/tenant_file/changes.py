"""What applying a file did, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Outcome:
    """``changes`` are sentences for people, without secrets; empty when everything already was so."""

    tenant_id: UUID
    slug: str
    created: bool
    changes: tuple[str, ...]
    remarks: tuple[str, ...] = ()  # what may be a mistake, and was accepted


@dataclass(slots=True)
class Changes:
    """Collected while a file is applied."""

    sentences: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)

    def add(self, section: str, sentence: str) -> None:
        self.sentences.append(f"{section}: {sentence}")
        if section not in self.sections:
            self.sections.append(section)


def difference(old: Any, new: Any) -> str:
    """``fee 49.90 → 59.90, abroad set to true``. Only for values that are no secret."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return _moved(old, new)
    said = [
        f"{key} {_moved(old.get(key), new.get(key))}"
        for key in [*new, *(key for key in old if key not in new)]
        if old.get(key) != new.get(key)
    ]
    return ", ".join(said)


def _moved(old: Any, new: Any) -> str:
    if new in (None, "", [], {}):
        return "taken away"
    if isinstance(new, dict | list) or isinstance(old, dict | list):
        return "changed" if old not in (None, "", [], {}) else "set"
    return f"set to {_short(new)}" if old in (None, "") else f"{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
