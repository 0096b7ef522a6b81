"""The mark that says how far a list was read: where in its order, and which row."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any
from uuid import UUID


def mark(at: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(row_id)]).encode()).decode()


def read_mark(text: str | None) -> tuple[datetime, UUID] | None:
    """A mark that was tampered with begins anew at the top."""
    if not text:
        return None
    try:
        content: Any = json.loads(base64.urlsafe_b64decode(text.encode()))
        at = datetime.fromisoformat(content[0])
        return (at, UUID(content[1])) if at.tzinfo else None
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, binascii.Error):
        return None
