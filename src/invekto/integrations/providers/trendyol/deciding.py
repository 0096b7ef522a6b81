"""What a seller decides of a return (reference, section 8.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from invekto.integrations.claims.contract import ClaimReason, Rejection
from invekto.integrations.contract import Limit, Problem, Refused
from invekto.integrations.providers.trendyol.gateway import Gateway

LIMITS = (Limit(5, 60),)  # of approving and of rejecting, each
LONGEST_STATEMENT = 500
NOT_BEFORE = {"1651": 24}  # hours: that the parcel has not arrived
WITHOUT_FILE = frozenset({"1651", "451", "2101"})


def read_reasons(gateway: Gateway, *, limits: Sequence[Limit], timeout: float) -> tuple[ClaimReason, ...]:
    rows = gateway.call(
        "GET",
        "/integration/order/claim-issue-reasons",
        endpoint="claim-issue-reasons",
        limits=limits,
        timeout=timeout,
    )
    if not isinstance(rows, list):
        raise Refused(Problem.UNKNOWN_SHAPE, "claim-issue-reasons: an answer without rows")
    return tuple(reason for row in rows if (reason := _reason(row)))


def _reason(row: Any) -> ClaimReason | None:
    if not isinstance(row, dict) or not row.get("id") or not isinstance(row.get("name"), str):
        return None
    number = str(row["id"])
    return ClaimReason(
        number,
        row["name"].strip()[:200],
        needs_file=number not in WITHOUT_FILE,
        not_before=NOT_BEFORE.get(number, 0),
    )


def accept(
    gateway: Gateway, path: str, number: str, units: Sequence[str], *, limits: Sequence[Limit], timeout: float
) -> None:
    gateway.call(
        "PUT",
        f"{path}/claims/{quote(number, safe='')}/items/approve",
        endpoint="claims-approve",
        limits=limits,
        timeout=timeout,
        body={"claimLineItemIdList": list(units), "params": {}},
    )


def reject(
    gateway: Gateway,
    path: str,
    number: str,
    units: Sequence[str],
    rejection: Rejection,
    *,
    limits: Sequence[Limit],
    timeout: float,
) -> None:
    evidence = rejection.evidence
    gateway.call(
        "POST",
        f"{path}/claims/{quote(number, safe='')}/issue",
        endpoint="claims-issue",
        limits=limits,
        timeout=timeout,
        params={
            "claimIssueReasonId": rejection.reason,
            "claimItemIdList": ",".join(units),
            "description": rejection.statement[:LONGEST_STATEMENT],
        },
        # Several parts even without a file: without one the platform takes it for another kind of call.
        parts={"files": (evidence.name, evidence.content, evidence.kind)}
        if evidence
        else {"description": (None, rejection.statement[:LONGEST_STATEMENT].encode(), "text/plain")},
    )
