"""Rows made bad on purpose: ``raw`` is laid over a row as it is told on the wire."""

from __future__ import annotations

from typing import Any

from invekto.sandbox.http import Body, Problem

_DEEPEST = 20


def raw_in(body: Body, key: str = "raw") -> Body | None:
    """None: the call says nothing of it; an empty object takes away what was laid over before. Raises Problem."""
    if key not in body:
        return None
    value = body[key] if body[key] is not None else {}
    if not isinstance(value, dict) or _depth(value) > _DEEPEST:
        raise Problem(400, f"“{key}” must be an object of what the row is to say.", key=key)
    return value


def _depth(value: Any, depth: int = 0) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(one, depth + 1) for one in inner), default=depth) if depth <= _DEEPEST else depth


def laid_over(row: Any, raw: Any) -> Any:
    """Objects are merged, lists of objects member by member; anything else takes the place of what was there."""
    if isinstance(row, dict) and isinstance(raw, dict):
        return row | {key: laid_over(row.get(key), value) for key, value in raw.items()}
    if isinstance(row, list) and isinstance(raw, list) and raw and all(isinstance(one, dict) for one in raw):
        merged = [laid_over(one, over) for one, over in zip(row, raw, strict=False)]
        return merged + row[len(raw) :] + raw[len(row) :]
    return raw


def laid_over_known(row: Body, raw: Body) -> Body:
    """Where one ``raw`` is for several kinds of rows, each takes what it tells at all."""
    return dict(laid_over(row, {key: value for key, value in raw.items() if key in row}))
