"""Rows as they stand in JSON, exactly: what a merge takes away, and brings back when it is undone."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core import serializers
from django.db.models import Model


def written(row: Model) -> dict[str, Any]:
    """A row as JSON, to the microsecond, which Django's own JSON cuts off."""
    (plain,) = serializers.serialize("python", [row])
    written: dict[str, Any] = json.loads(json.dumps(plain, default=_in_json))
    return written


def _in_json(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def restored(row: dict[str, Any]) -> Model:
    (found,) = serializers.deserialize("python", [row])
    row_again: Model = found.object
    return row_again


def columns(row: Model) -> dict[str, Any]:
    """As they stand in JSON."""
    fields: dict[str, Any] = written(row)["fields"]
    return fields
