"""What one rule is: a danger, and the parts that must stand near each other, in any order, for it to be reported."""

from __future__ import annotations

from dataclasses import dataclass

from invekto.chat_analysis.notation import Phrases, phrases

# Characters between the parts: people in pain tell in one breath what happened and what they see.
NEAR = 220


@dataclass(frozen=True, slots=True)
class Rule:
    danger: str
    parts: tuple[Phrases, ...]
    near: int = NEAR


def rule(danger: str, *parts: str | Phrases, near: int = NEAR) -> Rule:
    return Rule(danger, tuple(phrases(part) if isinstance(part, str) else part for part in parts), near)
