"""Small readers for the fields of a Graph API body; each raises the error Meta would give."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from invekto.sandbox.http import has_unstorable
from invekto.sandbox.whatsapp.errors import GraphError

Json = dict[str, Any]


def obj(parent: Json, key: str, where: str = "") -> Json:
    value = parent.get(key)
    name = f"{where}{key}"
    if value is None:
        raise GraphError(131008, f"{name} is required.")
    if not isinstance(value, dict):
        raise GraphError(100, f"Param {name} must be a JSON object.")
    return value


def items(parent: Json, key: str, where: str, *, at_least: int, at_most: int) -> list[Json]:
    value = parent.get(key)
    name = f"{where}{key}"
    if value is None:
        raise GraphError(131008, f"{name} is required.")
    if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
        raise GraphError(100, f"Param {name} must be an array of JSON objects.")
    if not at_least <= len(value) <= at_most:
        raise GraphError(131009, f"{name}: invalid count. Min: {at_least}, Max: {at_most}.")
    return value


def string(
    parent: Json, key: str, where: str, *, at_most: int, required: bool = True, code: int = 131009
) -> str | None:
    value = parent.get(key)
    name = f"{where}{key}"
    if value is None:
        if required:
            raise GraphError(131008, f"{name} is required.")
        return None
    if not isinstance(value, str):
        raise GraphError(100, f"Param {name} must be a string.")
    if has_unstorable(value):
        raise GraphError(100, f"Param {name} holds characters that cannot be sent.")
    if required and not value.strip():
        raise GraphError(131009 if code != 100 else 100, f"{name} must not be empty.")
    if len(value) > at_most:
        raise GraphError(code, f"{name} length invalid. Min length: 1, Max length: {at_most}.")
    return value


def only(parent: Json, allowed: set[str], where: str) -> None:
    for key in parent:
        if key not in allowed:
            raise GraphError(100, f'Unexpected key "{key}" on param "{where.rstrip(".") or "message"}".')


def web_address(value: str, name: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or len(value) > 2000:
        raise GraphError(131009, f"{name} is not a valid URL.")
    return value
