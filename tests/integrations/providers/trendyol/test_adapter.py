"""What goes over the wire, and every documented way to fail."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import httpx
import pytest

from invekto.integrations.contract import Limit, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.providers.trendyol.adapter import Trendyol
from tests.integrations.trendyol_peer import PAYLOADS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Purse:
    """A budget without a database: lets everything through and remembers."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, tuple[Limit, ...]]] = []
        self.closed: list[tuple[str, float]] = []

    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None:
        self.taken.append((endpoint, tuple(limits)))

    def close(self, endpoint: str, seconds: float) -> None:
        self.closed.append((endpoint, seconds))


Answer = Callable[[httpx.Request], httpx.Response]


def adapter(
    answer: Answer,
    *,
    purse: Purse | None = None,
    base_url: str = "https://apigw.trendyol.com",
    **options: object,
) -> Trendyol:
    return Trendyol(
        "2738",
        {"api_key": "anahtar", "api_secret": "gizli"},
        options,
        base_url=base_url,
        budget=purse or Purse(),
        transport=httpx.MockTransport(answer),
    )


def replay(name: str, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    content = (PAYLOADS / f"{name}.json").read_bytes()
    return lambda _: httpx.Response(
        status, content=content, headers={"Content-Type": "application/json"} | (headers or {})
    )


def test_every_call_carries_the_key_and_the_mandatory_user_agent() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return replay("shipped")(request)

    adapter(answer).test(timeout=5)
    (request,) = seen
    assert request.headers["User-Agent"] == "2738 - Invekto"
    assert request.headers["Authorization"] == "Basic " + base64.b64encode(b"anahtar:gizli").decode()
    assert request.url.path == "/integration/order/sellers/2738/v2/orders"


def test_the_stream_is_asked_with_its_window_and_goes_on_with_its_cursor() -> None:
    seen: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.url.params))
        assert request.url.path == "/integration/order/sellers/2738/orders/stream"
        return replay("stream")(request)

    source = adapter(answer)
    page = source.changes(since=NOW - timedelta(days=1), until=NOW, position=None, timeout=5)
    assert page.next_position == "b3BhcXVl/+=="
    source.changes(since=NOW - timedelta(days=1), until=NOW, position="b3BhcXVl", timeout=5)
    first, second = seen
    assert first == {
        "size": "200",
        "lastModifiedStartDate": "1795338000000",
        "lastModifiedEndDate": "1795424400000",
    }
    assert second == first | {"nextCursor": "b3BhcXVl"}


def test_a_cursor_that_leads_nowhere_ends_in_a_refusal_and_not_in_a_circle() -> None:
    source = adapter(replay("stream"))
    with pytest.raises(Refused):
        source.changes(since=NOW - timedelta(days=1), until=NOW, position="b3BhcXVl/+==", timeout=5)


def test_an_order_is_looked_for_a_month_back_in_windows_of_two_weeks() -> None:
    windows: list[tuple[int, int]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.params["orderNumber"] == "10987650012"
        windows.append((int(request.url.params["startDate"]), int(request.url.params["endDate"])))
        return httpx.Response(200, json={"content": []})

    adapter(answer).by_number("10987650012", now=NOW, deep=True, timeout=5)
    assert all(end - start <= 14 * 86_400_000 for start, end in windows)
    assert windows[0][1] > NOW.timestamp() * 1000
    assert windows[-1][0] == (NOW - timedelta(days=30)).timestamp() * 1000
    assert len(windows) == 3
    assert all(older[1] > newer[0] for newer, older in pairwise(windows))
    windows.clear()
    adapter(answer).by_number("10987650012", now=NOW, deep=False, timeout=5)
    assert len(windows) == 1


@pytest.mark.parametrize(
    ("tier", "per_minute"),
    [("50k", 30), ("75k", 40), ("150k", 50), ("500k", 100), ("unlimited", 100), ("of tomorrow", 30)],
)
def test_the_sellers_tier_sets_how_often_orders_may_be_listed(tier: str, per_minute: int) -> None:
    purse = Purse()
    adapter(replay("shipped"), purse=purse, listing_tier=tier).test(timeout=5)
    assert purse.taken == [("orders", (Limit(50, 10), Limit(per_minute, 60)))]


def test_the_stream_is_given_five_seconds_of_rest_between_calls() -> None:
    purse = Purse()
    source = adapter(replay("stream"), purse=purse)
    source.changes(since=NOW - timedelta(days=1), until=NOW, position=None, timeout=5)
    assert purse.taken == [("orders-stream", (Limit(50, 10), Limit(1000, 60), Limit(1, 5)))]


def test_an_answer_the_platform_did_not_manage_asks_for_less() -> None:
    for status, less in ((504, True), (503, False), (500, False)):
        with pytest.raises(TryAgainLater) as caught:
            adapter(replay("error_orders", status)).test(timeout=5)
        assert caught.value.ask_for_less is less


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("999999", 3600.0), ("Fri, 01 Jan 2010 00:00:00 GMT", 10.0), ("bald", 10.0)],
)
def test_a_429_closes_the_endpoint_for_as_long_as_it_says(header: str, seconds: float) -> None:
    purse = Purse()
    with pytest.raises(TryAgainLater) as caught:
        adapter(replay("error_429", 429, {"Retry-After": header}), purse=purse).test(timeout=5)
    assert purse.closed == [("orders", seconds)]
    assert caught.value.seconds == seconds


def test_a_byte_order_mark_before_the_answer_does_not_hide_it() -> None:
    content = (PAYLOADS / "shipped.json").read_bytes()
    adapter(lambda _: httpx.Response(200, content=b"\xef\xbb\xbf" + content)).test(timeout=5)


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        (httpx.Response(200, html="<html>Bakım</html>"), Problem.UNREADABLE),
        (httpx.Response(200, content=b"<!doctype html>"), Problem.UNREADABLE),
        (httpx.Response(403, html="<html>Access denied</html>"), Problem.UNREADABLE),
        (httpx.Response(200, content=b'{"content": [{"orderNumber": "1'), Problem.UNREADABLE),
        (httpx.Response(200, content=b"\xff\xfe{}"), Problem.UNREADABLE),
        (httpx.Response(200, content=b"[" * 100_000), Problem.UNREADABLE),
        (httpx.Response(200, json=[1, 2]), Problem.UNKNOWN_SHAPE),
        (httpx.Response(200, json={"content": None}), Problem.UNKNOWN_SHAPE),
        (httpx.Response(200, content=b""), Problem.UNKNOWN_SHAPE),
    ],
)
def test_an_answer_that_is_no_answer_is_no_order(response: httpx.Response, problem: Problem) -> None:
    with pytest.raises(ProviderError) as caught:
        adapter(lambda _: response).test(timeout=5)
    assert caught.value.problem is problem
    assert isinstance(caught.value, Refused if problem is Problem.UNKNOWN_SHAPE else TryAgainLater)


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
def test_a_network_fault_is_tried_again_later(fault: type[httpx.TransportError]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise fault("abgebrochen", request=request)

    with pytest.raises(TryAgainLater) as caught:
        adapter(answer).test(timeout=5)
    assert caught.value.problem is Problem.NO_ANSWER


def test_a_webhook_is_created_once_found_again_and_repaired() -> None:
    hooks: list[dict[str, object]] = []
    calls: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(f"{request.method} {request.url.path.partition('/webhooks')[2]}")
        if request.method == "GET":
            return httpx.Response(200, json=hooks)
        if request.method == "POST":
            body = json.loads(request.content)
            assert (body["authenticationType"], body["apiKey"], body["subscribedStatuses"]) == (
                "API_KEY",
                "k",
                [],
            )
            hooks.append({"id": "h1", "url": body["url"], "status": "ACTIVE"})
            return httpx.Response(200, json={"id": "h1"})
        return httpx.Response(200, text="200 OK")

    source, url = adapter(answer), "https://invekto.example/webhooks/ty/abc/"
    assert source.ensure_webhook(known_id=None, url=url, key="k", timeout=5) == "h1"
    assert source.ensure_webhook(known_id="h1", url=url, key="k", timeout=5) == "h1"
    assert calls == ["GET ", "POST ", "GET "]
    hooks[0]["status"] = "PASSIVE"
    assert source.ensure_webhook(known_id="h1", url=url, key="k", timeout=5) == "h1"
    assert calls[-1] == "PUT /h1/activate"
