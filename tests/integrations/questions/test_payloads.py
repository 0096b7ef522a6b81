"""Questions as both platforms write them (references, sections 11 and 6), and what they answer when they will not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from invekto.integrations.contract import Limit, Problem, Refused, TryAgainLater
from invekto.integrations.providers.hepsiburada.questions import HepsiburadaQuestions
from invekto.integrations.providers.trendyol.questions import TrendyolQuestions

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TRENDYOL: dict[str, Any] = {
    "id": 55512345,
    "text": "Kalıbı dar mı?",
    "customerId": 99117755,
    "userName": "D** Ö**",
    "showUserName": True,
    "status": "WAITING_FOR_ANSWER",
    "public": True,
    "productMainId": "TSH-KRM",
    "productName": "Kırmızı Pamuklu Tişört",
    "webUrl": "https://www.trendyol.com/ornek/urun-p-440011223",
    "creationDate": 1793900000000,
    "answer": None,
    "rejectedAnswer": None,
    "rejectedDate": None,
    "reason": None,
}
HEPSIBURADA: dict[str, Any] = {
    "issueNumber": 500123,
    "createdAt": "2026-11-22T09:00:00Z",
    "orderNumber": "4001234567",
    "status": "WaitingForAnswer",
    "lastContent": "Kargom ne zaman gelir?",
    "conversations": [
        {
            "createdAt": "2026-11-22T09:00:00Z",
            "content": "Kargom ne zaman gelir?",
            "from": "Customer",
            "files": [],
        }
    ],
    "product": {"sku": "HBCV00000ABCD1", "name": "Mavi Seramik Kupa", "stockCode": "KUPA-MAVI"},
    "expireDate": "2026-11-23T15:00:00Z",
}


class Free:
    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None: ...

    def close(self, endpoint: str, seconds: float) -> None: ...


def trendyol(answer: httpx.Response) -> TrendyolQuestions:
    keys = {"api_key": "a", "api_secret": "b"}
    transport = httpx.MockTransport(lambda _: answer)
    return TrendyolQuestions(
        "2738", keys, {}, base_url="https://x.example", budget=Free(), transport=transport
    )


def hepsiburada(answer: httpx.Response) -> HepsiburadaQuestions:
    keys = {"username": "a", "password": "b"}
    transport = httpx.MockTransport(lambda _: answer)
    return HepsiburadaQuestions(
        "m", keys, {}, base_url="https://x.example", budget=Free(), transport=transport
    )


def window() -> dict[str, Any]:
    return {"since": NOW - timedelta(days=14), "until": NOW, "waiting": True, "page": 0, "timeout": 5.0}


def test_trendyol_tells_a_question_and_a_row_that_nobody_knows_is_kept_out() -> None:
    rows = [
        TRENDYOL,
        TRENDYOL | {"id": 2, "status": "DREAMING"},
        TRENDYOL | {"id": 3, "creationDate": "soon"},
    ]
    page = trendyol(httpx.Response(200, json={"content": rows, "totalPages": 2})).questions(**window())
    (one,) = page.questions
    assert (one.external_id, one.text, one.asker, one.order_number) == (
        "55512345",
        "Kalıbı dar mı?",
        "D** Ö**",
        None,
    )
    assert (len(page.unreadable), page.next_page) == (2, 1)
    assert "soon" not in str(page.unreadable)


def test_trendyol_tells_why_an_answer_was_taken_back() -> None:
    rejected = {"text": "Eski cevap", "creationDate": 1793900500000, "reason": "İletişim bilgisi"}
    row = TRENDYOL | {"rejectedAnswer": rejected, "rejectedDate": 1793900600000}
    one = trendyol(httpx.Response(200, json=row)).question("55512345", timeout=5.0)
    assert one is not None
    assert one.refused == "İletişim bilgisi"
    assert one.refused_at == datetime.fromtimestamp(1793900600, UTC)


def test_hepsiburada_tells_an_issue_with_its_order_and_deadline() -> None:
    page = hepsiburada(httpx.Response(200, json={"data": [HEPSIBURADA], "totalPageCount": 1})).questions(
        **window()
    )
    (one,) = page.questions
    assert (one.external_id, one.order_number, one.product_name) == (
        "500123",
        "4001234567",
        "Mavi Seramik Kupa",
    )
    assert one.due_at == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert page.next_page is None


@pytest.mark.parametrize("make", [trendyol, hepsiburada])
@pytest.mark.parametrize(
    ("answer", "problem", "later"),
    [
        (httpx.Response(401), Problem.KEY_REFUSED, False),
        (httpx.Response(403, json={"title": "Forbidden"}), Problem.ACCESS_DENIED, False),
        (httpx.Response(422, json={"code": "invalid"}), Problem.REQUEST_REFUSED, False),
        (httpx.Response(429), Problem.RATE_LIMITED, True),
        (httpx.Response(500), Problem.PLATFORM_DOWN, True),
        (httpx.Response(403, html="<html>blocked</html>"), Problem.UNREADABLE, True),
        (httpx.Response(200, json=["nonsense"]), Problem.UNKNOWN_SHAPE, False),
        (
            httpx.Response(200, content=b'{"data": [', headers={"content-type": "application/json"}),
            Problem.UNREADABLE,
            True,
        ),
    ],
)
def test_every_documented_error_is_named(
    make: Any, answer: httpx.Response, problem: Problem, later: bool
) -> None:
    with pytest.raises(TryAgainLater if later else Refused) as raised:
        make(answer).questions(**window())
    assert raised.value.problem is problem


@pytest.mark.parametrize("make", [trendyol, hepsiburada])
def test_a_question_that_is_gone_is_none(make: Any) -> None:
    assert make(httpx.Response(404, json={"errors": []})).question("1", timeout=5.0) is None
