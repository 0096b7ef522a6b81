"""What Trendyol posts to our webhook (reference, section 9): unsigned, repeated, in any order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from invekto.integrations.contract import Page, PushedRow
from invekto.integrations.providers.trendyol.gateway import decode_json
from invekto.integrations.providers.trendyol.reading import read_rows

MOST_ROWS = 1000  # of one call; Trendyol sends one or a few


class TrendyolPushes:
    def split(self, body: bytes) -> list[PushedRow]:
        """An envelope, a bare list or a bare package. Raises ValueError for anything else."""
        rows = _rows(decode_json(body))
        if not rows or len(rows) > MOST_ROWS:
            raise ValueError("no packages, or too many")
        return [_pushed(row) for row in rows]

    def read(self, payloads: Sequence[str]) -> Page:
        return read_rows([json.loads(payload, parse_float=Decimal) for payload in payloads])


def _rows(payload: Any) -> list[Any]:
    if isinstance(payload, dict):
        content = payload.get("content")
        rows = content if isinstance(content, list) else [payload] if "orderNumber" in payload else []
    else:
        rows = payload if isinstance(payload, list) else []
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a package is an object")
    return rows


def _pushed(row: dict[str, Any]) -> PushedRow:
    # PostgreSQL keeps no NUL, wherever in the text it hides.
    payload = json.dumps(row, ensure_ascii=True, default=str).replace("\\u0000", "")
    package, status, version = (
        row.get("shipmentPackageId") or row.get("id"),
        row.get("status") or row.get("shipmentPackageStatus"),
        row.get("lastModifiedDate"),
    )
    if isinstance(package, int | str) and isinstance(status, str) and isinstance(version, int) and package:
        key = f"{package}:{status}:{version}".replace("\x00", "")[:200]
    else:
        key = hashlib.sha256(payload.encode()).hexdigest()
    return PushedRow(key, payload)
