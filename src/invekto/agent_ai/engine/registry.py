"""The verticals there are, installed once at start (``verticals.apps``): this room may not import them."""

from __future__ import annotations

from collections.abc import Mapping

from invekto.agent_ai.contract import Vertical

_verticals: dict[str, Vertical] = {}


def install(verticals: Mapping[str, Vertical]) -> None:
    _verticals.clear()
    _verticals.update(verticals)


def vertical(name: str) -> Vertical:
    """Raises KeyError for a name no folder under ``verticals`` registered."""
    return _verticals[name]


def names() -> list[str]:
    return sorted(_verticals)
