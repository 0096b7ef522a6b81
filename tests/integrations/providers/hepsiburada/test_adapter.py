"""What goes over the wire to Hepsiburada, and every documented way to fail."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from invekto.integrations.contract import Page, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.providers.hepsiburada.adapter import Hepsiburada
from tests.integrations.providers.trendyol.test_adapter import Purse

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MERCHANT = "7d0a1c22-0000-4000-8000-00000000c001"
Answer = Callable[[httpx.Request], httpx.Response]


def recorded(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def adapter(
    answer: Answer, *, purse: Purse | None = None, base_url: str = "https://oms-external.hepsiburada.com"
) -> Hepsiburada:
    return Hepsiburada(
        MERCHANT,
        {"username": "ornek_dev", "password": "gizli"},
        {},
        base_url=base_url,
        budget=purse or Purse(),
        transport=httpx.MockTransport(answer),
    )


def always(status: int, content: bytes | str = b"", **headers: str) -> Answer:
    return lambda _: httpx.Response(
        status, content=content, headers={"Content-Type": "application/json", **headers}
    )


class Platform:
    """Answers every feed empty but for what is put into it, and remembers the questions."""

    def __init__(self, **feeds: list[Any]) -> None:
        self.feeds = feeds
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removesuffix(f"/merchantid/{MERCHANT}")
        name = path.rpartition("/")[2]
        params = dict(request.url.params)
        self.asked.append((name, params))
        offset = int(params.get("offset", params.get("Offset", "0")))
        rows = self.feeds.get(name, [])[offset : offset + int(params["limit"])]
        if name in ("packages", "unpacked"):
            return httpx.Response(200, json=rows)
        return httpx.Response(200, json={"totalCount": 999, "items": rows})

    def of(self, name: str) -> list[dict[str, str]]:
        return [params for asked, params in self.asked if asked == name]


def walk(source: Hepsiburada, since: datetime, until: datetime, *, history: bool = False) -> list[Page]:
    pages, position = [], None
    for _ in range(500):
        page = source.changes(since=since, until=until, position=position, timeout=5, history=history)
        pages.append(page)
        position = page.next_position
        if position is None:
            return pages
    raise AssertionError("the walk does not end")


def moved(number: int, at: datetime, field: str = "DeliveredDate") -> dict[str, Any]:
    local = (at + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S")
    return {"Id": str(number), "PackageNumber": str(number), "OrderNumber": f"4{number}", field: local}


def test_every_call_carries_the_merchant_the_key_and_the_bare_user_name() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=recorded("lines"))

    adapter(answer).test(timeout=5)
    (request,) = seen
    assert request.headers["User-Agent"] == "ornek_dev"
    pair = base64.b64encode(f"{MERCHANT}:gizli".encode()).decode()
    assert request.headers["Authorization"] == f"Basic {pair}"
    assert request.url.path == f"/orders/merchantid/{MERCHANT}"


def test_all_feeds_are_asked_each_with_its_own_spelling_and_limit() -> None:
    platform = Platform()
    walk(adapter(platform), NOW - 2 * HOUR, NOW)
    assert [name for name, _ in platform.asked] == [
        "orders",
        "paymentawaiting",
        "packages",
        "unpacked",
        "shipped",
        "undelivered",
        "delivered",
        "cancelled",
    ]
    # Turkish wall clock, with a blank and without a T.
    window = {"begindate": "2026-11-23 10:00", "enddate": "2026-11-24 10:00"}
    assert platform.of("packages") == [{"Offset": "0", "limit": "10"} | window]
    assert platform.of("cancelled") == [{"offset": "0", "limit": "50"} | window]
    assert platform.of("shipped") == [{"offset": "0", "limit": "50"}]
    assert platform.of("orders") == [{"offset": "0", "limit": "100"}]


def test_a_long_window_is_walked_day_by_day_without_a_gap() -> None:
    platform = Platform()
    walk(adapter(platform), NOW - timedelta(days=10), NOW, history=True)
    assert {name for name, _ in platform.asked} == {"packages", "cancelled"}
    days = [params["begindate"] for params in platform.of("packages")]
    assert days[:3] == ["2026-11-13 12:00", "2026-11-14 11:59", "2026-11-15 11:58"]
    assert len(days) == 11


def test_pages_are_read_until_a_short_one_whatever_the_totals_say() -> None:
    rows = [moved(number, NOW - number * timedelta(minutes=1)) for number in range(120)]
    platform = Platform(delivered=rows)
    pages = walk(adapter(platform), NOW - 24 * HOUR, NOW)
    assert [params["offset"] for params in platform.of("delivered")] == ["0", "50", "100"]
    assert sum(len(page.orders) for page in pages) == 120


def test_a_feed_without_dates_is_left_once_it_is_older_than_the_window_but_only_if_it_is_sorted() -> None:
    newest_first = [moved(number, NOW - number * HOUR) for number in range(200)]
    platform = Platform(delivered=newest_first)
    walk(adapter(platform), NOW - 10 * HOUR, NOW)
    assert len(platform.of("delivered")) == 1
    swapped = [row for pair in zip(newest_first[1::2], newest_first[::2], strict=True) for row in pair]
    for order in (newest_first[::-1], swapped):
        mixed = Platform(delivered=order)
        walk(adapter(mixed), NOW - 10 * HOUR, NOW)
        assert len(mixed.of("delivered")) == 5
    first = Platform(delivered=newest_first)
    walk(adapter(first), NOW - timedelta(days=31), NOW)
    assert len(first.of("delivered")) == 5  # the first reading wants everything


def test_an_offset_that_is_not_heard_does_not_become_an_endless_walk() -> None:
    rows = [moved(number, NOW) for number in range(50)]

    def deaf(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/packages") or "unpacked" in request.url.path:
            return httpx.Response(200, json=[])
        return httpx.Response(200, json={"items": rows if request.url.path.endswith("delivered") else []})

    with pytest.raises(Refused) as refused:
        walk(adapter(deaf), NOW - 2 * HOUR, NOW)
    assert refused.value.problem is Problem.UNKNOWN_SHAPE


def test_rows_that_begin_alike_are_other_rows_all_the_same() -> None:
    """Open lines share their first fields; an account with hundreds of them is read to its end."""
    example = recorded("lines")["items"][0]
    lines = [
        {"aaa": "the same in every row of this shop, " * 10} | example | {"id": f"line-{number}"}
        for number in range(250)
    ]
    platform = Platform(orders=lines)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == f"/orders/merchantid/{MERCHANT}":
            begin = int(request.url.params["offset"])
            return httpx.Response(200, json={"items": lines[begin : begin + 100]})
        return platform(request)

    pages = walk(adapter(answer), NOW - 2 * HOUR, NOW)
    assert sum(len(page.orders) + len(page.bad_rows) for page in pages) == 250


def test_a_position_of_another_release_begins_the_window_anew() -> None:
    with pytest.raises(Refused) as refused:
        adapter(Platform()).changes(since=NOW - HOUR, until=NOW, position="eski", timeout=5)
    assert refused.value.problem is Problem.REQUEST_REFUSED  # which the sync answers with a fresh start


@pytest.mark.parametrize(
    ("answer", "error", "problem", "detail"),
    [
        (always(200, b""), TryAgainLater, Problem.UNREADABLE, "test: broken JSON of 0 bytes"),
        (always(200, b"[" * 100_000), TryAgainLater, Problem.UNREADABLE, "test: broken JSON of 100000 bytes"),
        (always(410, b'"Gone"'), Refused, Problem.REQUEST_REFUSED, "test: 410 Gone"),
        (always(400, b'"WrongDateFormat"'), Refused, Problem.REQUEST_REFUSED, "test: 400 WrongDateFormat"),
        (
            always(400, b'"Wrong Claim Status"'),
            Refused,
            Problem.REQUEST_REFUSED,
            "test: 400 Wrong Claim Status",
        ),
        (
            always(400, '{"message":"Kerem Denemeci, 0532 111 22 33"}'),
            Refused,
            Problem.REQUEST_REFUSED,
            "test: 400",
        ),
    ],
)
def test_what_no_document_names_is_told_apart_as_well_and_only_codes_are_kept_of_it(
    answer: Answer, error: type[ProviderError], problem: Problem, detail: str
) -> None:
    """What documents name is in tests/integrations/faults."""
    with pytest.raises(ProviderError) as failed:
        adapter(answer).test(timeout=5)
    assert (type(failed.value), failed.value.problem, failed.value.detail) == (error, problem, detail)


def test_a_429_closes_the_door_for_all_workers_until_the_reset() -> None:
    purse = Purse()
    with pytest.raises(TryAgainLater) as failed:
        adapter(always(429, b'"TooManyRequest"', **{"X-RateLimit-Reset": "7"}), purse=purse).test(timeout=5)
    assert failed.value.seconds == 7
    assert purse.closed == [("oms", 7.0)]


def test_a_pause_asked_for_with_a_503_holds_for_all_workers() -> None:
    purse = Purse()
    with pytest.raises(TryAgainLater) as caught:
        adapter(always(503, b"{}", **{"Retry-After": "45"}), purse=purse).test(timeout=5)
    assert caught.value.seconds == 45.0
    assert purse.closed == [("oms", 45.0)]


def test_three_calls_a_second_are_the_most_and_the_sandbox_needs_no_rest() -> None:
    purse = Purse()
    adapter(Platform(), purse=purse).test(timeout=5)
    (endpoint, limits) = purse.taken[0]
    assert endpoint == "oms"
    assert [(limit.calls, limit.seconds) for limit in limits] == [(3, 1), (180, 60)]
    local = Purse()
    adapter(Platform(), purse=local, base_url="http://127.0.0.1:9/sandbox/hepsiburada").test(timeout=5)
    assert local.taken[0][1][0].calls > 100


def test_what_support_asks_for_is_in_the_detail() -> None:
    with pytest.raises(ProviderError) as failed:
        adapter(always(500, b"{}", **{"x-correlation-id": "4f0c-11"})).test(timeout=5)
    assert failed.value.detail == "test: 500 [4f0c-11]"


def numbered(**changes: Any) -> dict[str, Any]:
    line = recorded("lines")["items"][0] | {"status": "InTransit", "packageNumber": "9876543210"} | changes
    return {"orderNumber": "4001234567", "orderDate": line["orderDate"], "items": [line]}


def test_an_order_by_number_comes_with_the_tracking_of_its_parcels() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        name = "tracking" if "packagenumber" in request.url.path else ""
        return httpx.Response(200, json=recorded(name) if name else numbered())

    page = adapter(answer).by_number("4001234567", now=NOW, deep=False, timeout=5)
    (order,) = page.orders
    assert (order.package_id, order.status) == ("9876543210/4001234567", "shipped")
    assert order.parcel.tracking_code == "1000000000017"
    assert order.parcel.tracking_url is not None
    assert order.estimated_to == datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize("failure", [always(500), always(404), always(200, b'{"packageNumber": 7.5}')])
def test_a_tracking_that_fails_does_not_hide_the_order(failure: Answer) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return (
            failure(request) if "packagenumber" in request.url.path else httpx.Response(200, json=numbered())
        )

    (order,) = adapter(answer).by_number("4001234567", now=NOW, deep=False, timeout=5).orders
    assert order.parcel.tracking_code is None
    assert order.lines[0].name == "Mavi Seramik Kupa"


def test_a_number_they_do_not_know_is_no_order_and_no_error() -> None:
    assert adapter(always(404, b'"Order not found"')).by_number("1", now=NOW, deep=True, timeout=5) == Page(
        ()
    )


def test_no_answer_in_time_says_so() -> None:
    def hang(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    with pytest.raises(TryAgainLater) as failed:
        adapter(hang).test(timeout=1)
    assert failed.value.problem is Problem.NO_ANSWER
