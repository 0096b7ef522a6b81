"""Identifiers: new ones sort by creation time, so that indexes grow at one end; those that others name are read."""

from __future__ import annotations

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    value: UUID = uuid_utils.compat.uuid7()
    return value


def id_of(text: object) -> UUID | None:
    """The id that somebody named; None for what is none."""
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
