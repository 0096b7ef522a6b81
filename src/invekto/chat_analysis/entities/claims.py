"""Which characters of a message are already taken, so that one number is not read as two things."""

from __future__ import annotations

from dataclasses import dataclass, field

from invekto.chat_analysis.analysis import Entity


@dataclass(slots=True)
class Claims:
    """Entities found so far, in original offsets. The finder that runs first wins."""

    text: str
    found: dict[str, list[Entity]] = field(default_factory=dict)
    _taken: list[tuple[int, int]] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        return all(end <= other_start or start >= other_end for other_start, other_end in self._taken)

    def take(self, start: int, end: int) -> None:
        """Known to be something else, which is no entity."""
        self._taken.append((start, end))

    def add(
        self,
        name: str,
        start: int,
        end: int,
        value: str | dict[str, str] | dict[str, int | str],
        *,
        exclusive: bool = True,
        reason: str | None = None,
    ) -> None:
        if exclusive:
            self.take(start, end)
        self.found.setdefault(name, []).append(Entity(self.text[start:end], start, end, value, reason))

    def in_order(self) -> dict[str, list[Entity]]:
        return {
            name: sorted(entities, key=lambda entity: entity.start)
            for name, entities in sorted(self.found.items())
        }
