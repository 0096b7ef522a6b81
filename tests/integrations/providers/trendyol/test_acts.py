"""Claims and cancellations on the wire to Trendyol."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.claims.contract import Evidence, Rejection
from invekto.integrations.contract import Problem, Refused, TryAgainLater
from invekto.integrations.providers.trendyol.questions import TrendyolQuestions
from tests.integrations.providers.trendyol.test_adapter import NOW, PAYLOADS, Purse, adapter, replay

LINES = [LineToCancel("3412908771", "7712300981", 2), LineToCancel("3412908772", "7712300982", 1)]


def test_each_package_is_told_what_cannot_be_supplied() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    adapter(answer).cancel(LINES, reason="500", timeout=5)
    base = "/integration/order/sellers/2738/shipment-packages"
    assert [(one.method, one.url.path) for one in seen] == [
        ("PUT", f"{base}/3412908771/items/unsupplied"),
        ("PUT", f"{base}/3412908772/items/unsupplied"),
    ]
    assert json.loads(seen[0].content) == {
        "lines": [{"lineId": 7712300981, "quantity": 2}],
        "reasonId": 500,
    }


@pytest.mark.parametrize(
    ("status", "kind", "problem"),
    [
        (400, Refused, Problem.REQUEST_REFUSED),
        (401, Refused, Problem.KEY_REFUSED),
        (404, Refused, Problem.REQUEST_REFUSED),
        (429, TryAgainLater, Problem.RATE_LIMITED),
        (500, TryAgainLater, Problem.PLATFORM_DOWN),
    ],
)
def test_each_refusal_is_told_apart(status: int, kind: type[Exception], problem: Problem) -> None:
    with pytest.raises(kind) as caught:
        adapter(replay("error_generic", status)).cancel(LINES, reason="500", timeout=5)
    assert caught.value.problem is problem  # type: ignore[attr-defined]


def test_a_line_without_its_number_is_not_sent() -> None:
    with pytest.raises(Refused):
        adapter(replay("error_generic", 500)).cancel([LineToCancel("1", "x", 1)], reason="500", timeout=5)


def test_a_claim_is_read_unit_by_unit() -> None:
    page = adapter(replay("claims")).claims(since=NOW, until=NOW, position=None, timeout=5)
    (claim,) = page.claims
    assert (claim.order_number, claim.line_id, claim.status) == ("10987650012", "7712300981", "waiting")
    assert (claim.reason, claim.tracking_code) == ("Bedeni küçük geldi", "7280039999999999")
    assert claim.deadline == datetime.fromtimestamp(1794172800, UTC)
    assert claim.opened_at == datetime.fromtimestamp(1793900000, UTC)
    assert (page.bad_rows, page.next_position) == ((), None)


def test_windows_and_numbers_are_asked_for() -> None:
    seen: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.url.params))
        return httpx.Response(200, json={"content": []})

    source = adapter(answer)
    source.claims(since=NOW - timedelta(days=1), until=NOW, position="2", timeout=5)
    source.claims_named(["a", "b"], timeout=5)
    assert seen[0] == {
        "size": "200",
        "page": "2",
        "startDate": str(int((NOW - timedelta(days=1)).timestamp() * 1000)),
        "endDate": str(int(NOW.timestamp() * 1000)),
    }
    assert seen[1]["claimIds"] == "a,b"


def test_a_bad_claim_is_kept_aside_without_names_and_the_rest_read() -> None:
    told = json.loads((PAYLOADS / "claims.json").read_text(encoding="utf-8"))
    row = told["content"][0]
    unknown = json.loads(
        json.dumps(row).replace("WaitingInAction", "NewWord").replace("11111111-", "22222222-")
    )
    bad = row | {"claimDate": "yesterday"}
    answer = httpx.Response(200, json={"content": [bad, unknown, None]})
    page = adapter(lambda _: answer).claims(since=NOW, until=NOW, position=None, timeout=5)
    assert [claim.status for claim in page.claims] == ["unknown"]
    assert len(page.bad_rows) == 2
    assert all("Defne" not in one.payload for one in page.bad_rows)


def test_returns_are_decided_by_the_documented_calls() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        request.read()
        seen.append(request)
        return httpx.Response(200, json=[{"id": 51, "name": "Kullanılmış"}, {"id": 451, "name": "Analiz"}, 7])

    source, base = adapter(answer), "/integration/order/sellers/2738/claims/c-1"
    reasons = source.reject_reasons(timeout=5)
    assert [(one.id, one.name, one.needs_file) for one in reasons] == [
        ("51", "Kullanılmış", True),
        ("451", "Analiz", False),
    ]
    source.accept_claim("c-1", ["u-1", "u-2"], timeout=5)
    evidence = Evidence("foto.png", "image/png", b"bytes")
    source.reject_claim("c-1", ["u-1", "u-2"], Rejection("51", "Kullanılmış", evidence), timeout=5)
    source.reject_claim("c-1", ["u-1"], Rejection("451", "Analiz"), timeout=5)
    assert seen[0].url.path == "/integration/order/claim-issue-reasons"
    assert (seen[1].method, seen[1].url.path) == ("PUT", f"{base}/items/approve")
    assert json.loads(seen[1].content) == {"claimLineItemIdList": ["u-1", "u-2"], "params": {}}
    assert (seen[2].method, seen[2].url.path) == ("POST", f"{base}/issue")
    assert dict(seen[2].url.params) == {
        "claimIssueReasonId": "51",
        "claimItemIdList": "u-1,u-2",
        "description": "Kullanılmış",
    }
    assert b'name="files"; filename="foto.png"' in seen[2].content
    for request in seen[2:]:
        assert request.headers["content-type"].startswith("multipart/form-data")


def test_what_is_written_counts_as_taken_by_its_2xx() -> None:
    text = httpx.Response(
        200, content="Cevabınız alındı".encode(), headers={"content-type": "application/json"}
    )
    page = httpx.Response(200, content=b"<html>", headers={"content-type": "text/html"})
    for response, is_taken in ((text, True), (page, False)):
        questions = TrendyolQuestions(
            "2738",
            {"api_key": "a", "api_secret": "b"},
            {},
            base_url="http://127.0.0.1:1",
            budget=Purse(),
            transport=httpx.MockTransport(lambda _, response=response: response),
        )
        if is_taken:
            questions.answer("5", "Merhaba, stokta var.", timeout=5)
        else:
            with pytest.raises(TryAgainLater):
                questions.answer("5", "Merhaba, stokta var.", timeout=5)
