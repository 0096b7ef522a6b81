"""Which characters of a message are already taken, so that one number is not read as two things."""

from __future__ import annotations

from invekto.chat_analysis.analysis import Entity


class Taken:
    """A mark on every character that is taken: asking stays as quick however much is found."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\1" * (end - start)


class Claims(Taken):
    """Entities found so far, in original offsets. The finder that runs first wins.

    What is taken without being an entity is known to be something else.
    """

    def __init__(self, text: str) -> None:
        super().__init__(len(text))
        self.text = text
        self.found: dict[str, list[Entity]] = {}

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
