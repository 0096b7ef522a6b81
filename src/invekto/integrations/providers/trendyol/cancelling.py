"""What a seller cannot supply (reference, sections 6 and 10): the only cancellation that Trendyol has for sellers."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import quote

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.contract import Limit, Problem, Refused
from invekto.integrations.providers.trendyol.gateway import Gateway

# "The customer wants it" is none of them: that one, customers say in Trendyol's own app.
REASONS = ("500", "501", "502", "504", "505", "506")
_SHORTEST_CALL = 0.1  # seconds


def cancel(
    gateway: Gateway,
    path: str,
    lines: Sequence[LineToCancel],
    *,
    reason: str,
    limits: Sequence[Limit],
    timeout: float,
) -> None:
    """A call per package: what was done before one fails stays done, and is seen by whoever looks again."""
    deadline = time.monotonic() + timeout
    packages: dict[str, list[LineToCancel]] = defaultdict(list)
    for line in lines:
        if not line.line_id.isdigit():
            raise Refused(Problem.REQUEST_REFUSED, "cancel: a line without its number")
        packages[line.package_id].append(line)
    for package, wanted in packages.items():
        gateway.call(
            "PUT",
            f"{path}/shipment-packages/{quote(package, safe='')}/items/unsupplied",
            endpoint="unsupplied",
            limits=limits,
            timeout=max(_SHORTEST_CALL, deadline - time.monotonic()),
            body={
                "lines": [{"lineId": int(line.line_id), "quantity": line.quantity} for line in wanted],
                "reasonId": int(reason),
            },
        )
