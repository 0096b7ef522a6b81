"""A line that the merchant cancels (reference, 4.7): whole, for the call knows no quantity."""

from __future__ import annotations

import time
from collections.abc import Sequence
from urllib.parse import quote

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.contract import Problem, Refused
from invekto.integrations.providers.hepsiburada.gateway import Gateway

# Of the ids only this one is known to us: that the merchant cannot supply it.
REASONS = ("81",)
_SHORTEST_CALL = 0.1  # seconds


def cancel(
    gateway: Gateway, merchant: str, lines: Sequence[LineToCancel], *, reason: str, timeout: float
) -> None:
    deadline = time.monotonic() + timeout
    for line_id in dict.fromkeys(line.line_id for line in lines):
        path = f"/lineitems/merchantid/{merchant}/id/{quote(line_id, safe='')}/cancelbymerchant"
        left = max(_SHORTEST_CALL, deadline - time.monotonic())
        if not gateway.post(path, {"reasonId": reason}, what="cancel", timeout=left):
            raise Refused(Problem.REQUEST_REFUSED, "cancel: no such line")
