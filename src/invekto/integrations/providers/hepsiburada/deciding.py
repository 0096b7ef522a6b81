"""What a merchant decides of a return (reference, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from invekto.integrations.claims.contract import ClaimPage, ClaimReason, Rejection
from invekto.integrations.contract import Problem, Refused
from invekto.integrations.providers.hepsiburada.claims import PAGE_SIZE, local, number_of, read_rows
from invekto.integrations.providers.hepsiburada.gateway import Gateway

# There is no call that lists them; these stand in its documents.
REASONS = tuple(
    ClaimReason(word)
    for word in ("CustomerReturnedWrongItem", "ProductIsDamaged", "MissingQuantity", "NoSuchAccessory")
)
_AROUND = timedelta(minutes=2)  # windows know no seconds
_MOST_PAGES = 20  # of claims that were opened in those minutes


def read_one(
    gateway: Gateway, merchant: str, number: str, *, opened_at: datetime, timeout: float
) -> ClaimPage:
    """There is no call for one claim: it is among those that were opened when it was."""
    for page in range(_MOST_PAGES):
        rows = gateway.get(
            f"/claims/merchantId/{merchant}",
            what="claims",
            timeout=timeout,
            params={
                "offset": str(page * PAGE_SIZE),
                "limit": str(PAGE_SIZE),
                "beginDate": local(opened_at - _AROUND),
                "endDate": local(opened_at + _AROUND),
            },
        )
        if not isinstance(rows, list):
            raise Refused(Problem.UNKNOWN_SHAPE, "claims: an answer without rows")
        found = [row for row in rows if number_of(row) == number]
        if found or len(rows) < PAGE_SIZE:
            return read_rows(found)
    return ClaimPage(())


def accept(gateway: Gateway, number: str, *, timeout: float) -> None:
    _post(
        gateway,
        number,
        "accept",
        {"FinalizedWith": None, "InvoiceLink": None, "AcceptionReason": None},
        timeout=timeout,
    )


def reject(gateway: Gateway, number: str, rejection: Rejection, *, timeout: float) -> None:
    body = {
        "ClaimRejectionReason": rejection.reason,
        "MerchantStatement": rejection.statement,
        "Reports": [],
        "UploadedReportsUrls": [],
    }
    _post(gateway, number, "reject", body, timeout=timeout)


def _post(gateway: Gateway, number: str, verb: str, body: Mapping[str, Any], *, timeout: float) -> None:
    path = f"/claims/number/{quote(number, safe='')}/{verb}"
    if not gateway.post(path, body, what=f"claim {verb}", timeout=timeout):
        raise Refused(Problem.REQUEST_REFUSED, f"claim {verb}: no such claim")
