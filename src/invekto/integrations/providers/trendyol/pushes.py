"""What Trendyol posts to our webhook (reference, section 9): unsigned, repeated, in any order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from invekto.integrations.contract import BadRow, Page, PushedRow
from invekto.integrations.providers.aside import as_text
from invekto.integrations.providers.calls import decode_json
from invekto.integrations.providers.trendyol.reading import read_rows

MOST_ROWS = 1000  # of one call; Trendyol sends one or a few


class TrendyolPushes:
    def split(self, body: bytes, *, path: str = "") -> list[PushedRow]:
        """An envelope, a bare list or a bare package. Raises ValueError for anything else."""
        rows = [] if path else _rows(decode_json(body))
        if not rows or len(rows) > MOST_ROWS:
            raise ValueError("no packages, or too many")
        return [_pushed(row) for row in rows]

    def read(self, payloads: Sequence[str]) -> Page:
        rows: list[Any] = []
        bad: list[BadRow] = []
        for payload in payloads:
            try:
                rows.append(decode_json(payload.encode()))
            except ValueError:
                # What cannot be taken apart cannot be rid of personal data either: only its trace is kept.
                trace = hashlib.sha256(payload.encode()).hexdigest()
                bad.append(BadRow("row: broken JSON", json.dumps({"sha256": trace, "length": len(payload)})))
        page = read_rows(rows)
        return replace(page, bad_rows=(*page.bad_rows, *bad))


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
    payload = as_text(row)
    package, status, version = (
        row.get("shipmentPackageId") or row.get("id"),
        row.get("status") or row.get("shipmentPackageStatus"),
        row.get("lastModifiedDate"),
    )
    if isinstance(package, int | str) and isinstance(status, str) and isinstance(version, int) and package:
        key = f"{package}:{status}:{version}"
        if key.isascii() and key.isprintable() and len(key) <= 200:
            return PushedRow(key, payload)
    return PushedRow(hashlib.sha256(payload.encode()).hexdigest(), payload)
