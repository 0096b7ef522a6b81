"""What is wrong with a tenant file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. ``line`` counts from 1; ``path`` is the key, such as ``users[0].email``."""

    line: int
    path: str
    message: str


class TenantFileRefused(Exception):
    """The file was not applied; nothing was stored. ``problems`` holds everything that was found."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """``shop.yaml:12: users[0].email: …``, one per problem. Holds no secret."""
        return [
            f"{self.name}:{problem.line}: {f'{problem.path}: ' if problem.path else ''}{problem.message}"
            for problem in self.problems
        ]
