"""Claims and cancellations on the wire to Hepsiburada."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.claims.contract import Rejection
from invekto.integrations.contract import Problem, Refused, TryAgainLater
from tests.integrations.providers.hepsiburada.test_adapter import MERCHANT, NOW, adapter, always, recorded

LINE = LineToCancel("9876543210/4001234567", "7d0a1c22-0000-4000-8000-00000000a001", 1)


def test_a_line_is_cancelled_by_its_own_id() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    adapter(answer).cancel([LINE, LINE], reason="81", timeout=5)
    (request,) = seen
    assert request.method == "POST"
    assert request.url.path == f"/lineitems/merchantid/{MERCHANT}/id/{LINE.line_id}/cancelbymerchant"
    assert json.loads(request.content) == {"reasonId": "81"}


@pytest.mark.parametrize(
    ("status", "content", "kind", "problem"),
    [
        (400, '"LineItemIsNotCancellable"', Refused, Problem.REQUEST_REFUSED),
        (401, "", Refused, Problem.KEY_REFUSED),
        (404, '"LineItemNotFound"', Refused, Problem.REQUEST_REFUSED),
        (429, "", TryAgainLater, Problem.RATE_LIMITED),
        (520, "<html></html>", TryAgainLater, Problem.UNREADABLE),
        (200, '{"success": false}', TryAgainLater, Problem.PLATFORM_DOWN),
    ],
)
def test_each_refusal_is_told_apart(
    status: int, content: str, kind: type[Exception], problem: Problem
) -> None:
    with pytest.raises(kind) as caught:
        adapter(always(status, content)).cancel([LINE], reason="81", timeout=5)
    assert caught.value.problem is problem  # type: ignore[attr-defined]


def test_every_status_is_asked_for_in_local_time_and_read() -> None:
    seen: list[tuple[str, dict[str, str]]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        status = request.url.path.rpartition("/")[2]
        seen.append((status, dict(request.url.params)))
        return httpx.Response(200, json=recorded("claims") if status == "AwaitingAction" else [])

    source, position, claims = adapter(answer), None, []
    while True:
        page = source.claims(since=NOW - timedelta(hours=1), until=NOW, position=position, timeout=5)
        claims += page.claims
        position = page.next_position
        if position is None:
            break
    assert len({status for status, _ in seen}) == len(seen) == 8
    assert seen[0][1] == {
        "offset": "0",
        "limit": "50",
        "statusBeginDate": "2026-11-23 11:00",
        "statusEndDate": "2026-11-23 12:00",
    }
    (claim,) = claims
    assert (claim.number, claim.order_number, claim.status) == ("CLM0001234", "4001234567", "waiting")
    assert claim.deadline == datetime(2026, 11, 26, 7, 15, tzinfo=UTC)
    assert (claim.reason, claim.tracking_code) == ("Rengi beklediğim gibi değil", "1000000000024")
    assert claim.refund_amount is None  # nothing is decided yet


def test_a_refund_counts_once_it_is_decided_and_a_bad_row_hides_no_other() -> None:
    row = recorded("claims")[0]
    refunded = row | {"status": "Refunded", "refundDate": "2026-11-24T10:00:00"}
    answer = httpx.Response(200, json=[refunded, row | {"orderNumber": ""}])
    page = adapter(lambda _: answer).claims(since=NOW, until=NOW, position=None, timeout=5)
    (claim,) = page.claims
    assert (claim.refund_amount, claim.deadline) == (Decimal("189.90"), None)
    assert claim.refunded_at == datetime(2026, 11, 24, 7, tzinfo=UTC)
    (bad,) = page.bad_rows
    assert "Kerem" not in bad.payload


def test_returns_are_decided_by_number_and_looked_for_by_when_they_were_opened() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return (
            httpx.Response(200, json=recorded("claims")) if request.method == "GET" else httpx.Response(200)
        )

    source = adapter(answer)
    source.accept_claim("CLM0001234", ["CLM0001234"], timeout=5)
    source.reject_claim("CLM0001234", ["CLM0001234"], Rejection("ProductIsDamaged", "Kırık"), timeout=5)
    opened = datetime(2026, 11, 23, 7, 15, tzinfo=UTC)
    (claim,) = source.claim_now("CLM0001234", opened_at=opened, timeout=5).claims
    assert claim.status == "waiting"
    assert source.claim_now("CLM9", opened_at=opened, timeout=5).claims == ()
    assert [(one.method, one.url.path) for one in seen[:2]] == [
        ("POST", "/claims/number/CLM0001234/accept"),
        ("POST", "/claims/number/CLM0001234/reject"),
    ]
    told = json.loads(seen[1].content)
    assert (told["ClaimRejectionReason"], told["MerchantStatement"]) == ("ProductIsDamaged", "Kırık")
    params = dict(seen[2].url.params)
    assert (params["beginDate"], params["endDate"]) == ("2026-11-23 10:13", "2026-11-23 10:17")


@pytest.mark.parametrize(
    ("status", "content", "problem"),
    [
        (400, '"Wrong Claim Status"', Problem.REQUEST_REFUSED),
        (404, '"Claim not found"', Problem.REQUEST_REFUSED),
    ],
)
def test_a_claim_that_cannot_be_decided_is_refused(status: int, content: str, problem: Problem) -> None:
    with pytest.raises(Refused) as caught:
        adapter(always(status, content)).accept_claim("CLM1", ["CLM1"], timeout=5)
    assert caught.value.problem is problem
