"""What Hepsiburada calls below our address (reference, section 7): by path, POST and PUT, in any order."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from invekto.integrations.contract import BadRow, Page, PushedRow
from invekto.integrations.providers.aside import as_text, without
from invekto.integrations.providers.calls import decode_json
from invekto.integrations.providers.hepsiburada.claims import read_rows as read_claim_rows
from invekto.integrations.providers.hepsiburada.reading import KINDS, is_secret, read_rows

HOOK_USER = "hepsiburada"  # of the Basic authentication that the seller's ticket names
CLAIM = "claim"
MOST_ROWS = 1000  # of one call
_PATHS = (
    (re.compile(r"packages"), "package"),
    (re.compile(r"lineitems/(?P<id>[^/]+)/cancel"), "cancelled"),
    (re.compile(r"packages/(?P<packageNumber>[^/]+)/unpack"), "unpacked"),
    (re.compile(r"packages/(?P<packageNumber>[^/]+)/intransit"), "shipped"),
    (re.compile(r"packages/(?P<packageNumber>[^/]+)/deliver"), "delivered"),
    (re.compile(r"packages/(?P<packageNumber>[^/]+)/undeliver"), "undelivered"),
    (re.compile(r"orders/(?P<orderNumber>[^/]+)/shippingaddress"), "address"),
    (re.compile(r"claims/(?P<told_by>[a-z]+)"), "claim"),
)


def hook_key(headers: Mapping[str, str]) -> str:
    """The password of the Basic pair; "" for anything else."""
    kind, _, encoded = headers.get("authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return ""
    return password if kind.lower() == "basic" and user == HOOK_USER else ""


class HepsiburadaPushes:
    def split(self, body: bytes, *, path: str = "") -> list[PushedRow]:
        """Paths that are not known hold nothing for us: they are taken and forgotten, since what is refused is sent
        again and again. Raises ValueError for a body that is no object."""
        told = decode_json(body)
        if isinstance(told, list) and path.strip("/") == "packages":
            return [_pushed("package", row) for row in told[:MOST_ROWS]]
        if not isinstance(told, dict):
            raise ValueError("an object is expected")
        if path.strip("/") == "orders":
            lines = next((value for key, value in told.items() if key.lower() == "items"), None)
            if not isinstance(lines, list) or not lines or len(lines) > MOST_ROWS:
                raise ValueError("no lines, or too many")
            return [_pushed("line", line) for line in lines]
        for pattern, kind in _PATHS:
            if found := pattern.fullmatch(path.strip("/")):
                return [_pushed(kind, told | found.groupdict())]
        return []

    def read(self, payloads: Sequence[str]) -> Page:
        page = Page(())
        for payload in payloads:
            page = _joined(page, _read(payload))
        return page


def _pushed(kind: str, row: Any) -> PushedRow:
    payload = as_text({"kind": kind, "row": without(row, is_secret)})
    return PushedRow(hashlib.sha256(payload.encode()).hexdigest(), payload)


def _read(payload: str) -> Page:
    try:
        told = decode_json(payload.encode())
        kind = told["kind"]
        if kind not in KINDS | {CLAIM} or "row" not in told:
            raise ValueError("not a row that was kept whole")
    except (ValueError, KeyError, TypeError):
        # What cannot be taken apart cannot be rid of personal data either: only its trace is kept.
        trace = hashlib.sha256(payload.encode()).hexdigest()
        return Page((), (BadRow("row: broken JSON", json.dumps({"sha256": trace, "length": len(payload)})),))
    if kind == CLAIM:
        found = read_claim_rows([told["row"]])
        return Page(
            (),
            tuple(BadRow(bad.problem, bad.payload, bad.number, is_claim=True) for bad in found.bad_rows),
            claims=found.claims,
        )
    return read_rows(kind, [told["row"]])


def _joined(one: Page, other: Page) -> Page:
    return Page(
        (*one.orders, *other.orders),
        (*one.bad_rows, *other.bad_rows),
        dissolved=(*one.dissolved, *other.dissolved),
        outdated=(*one.outdated, *other.outdated),
        claims=(*one.claims, *other.claims),
    )
