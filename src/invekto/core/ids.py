"""Identifiers that sort by creation time, so that indexes grow at one end."""

from __future__ import annotations

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    value: UUID = uuid_utils.compat.uuid7()
    return value
