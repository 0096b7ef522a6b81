"""Both carriers through their adapters, asked over real SOAP at the sandbox."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from invekto.integrations.carriers.contract import By
from invekto.integrations.contract import Problem, Refused, TryAgainLater
from invekto.integrations.models import ParcelStep

PASSWORD = "gizli & <sağlam>"
BOTH = pytest.mark.parametrize("provider", ["aras", "yurtici"])
AT = "2026-11-20T18:05:00+03:00"
AT_UTC = datetime(2026, 11, 20, 15, 5, tzinfo=UTC)
IMPATIENT = 1.0  # seconds; a slow answer takes two


class NoLimit:
    """Every call at once: what limits do is shown in test_budget."""

    def __init__(self) -> None:
        self.closed: list[tuple[str, float]] = []

    def take(self, endpoint: str, limits: Any, *, patience: float) -> None: ...

    def close(self, endpoint: str, seconds: float) -> None:
        self.closed.append((endpoint, seconds))


def open_carrier(provider: str, account: str, password: str = PASSWORD, *, address: str | None = None) -> Any:
    from invekto.integrations.registry import CARRIERS

    login = {"username": "ornek" if provider == "aras" else account, "password": password}
    entry = CARRIERS[provider]
    return entry.make(account, login, {}, base_url=address or entry.base_url(), budget=NoLimit())


@pytest.fixture
def carrier(outside: httpx.Client, provider: str) -> Iterator[Any]:
    account = secrets.token_hex(6)
    login = {"account": account, "username": "ornek" if provider == "aras" else account}
    outside.post(f"/{provider}/accounts", json=login | {"password": PASSWORD}).raise_for_status()
    found = open_carrier(provider, account)
    found.test(timeout=10)
    yield found
    found.close()


@BOTH
@pytest.mark.parametrize("by", [By.REFERENCE, By.CODE])
@pytest.mark.parametrize(
    ("status", "step", "branch"),
    [
        ("in_transit", ParcelStep.IN_TRANSIT, None),
        ("at_branch", ParcelStep.AT_BRANCH, "ŞİŞLİ"),
        ("out_for_delivery", ParcelStep.OUT_FOR_DELIVERY, "ŞİŞLİ"),
        ("failed", ParcelStep.FAILED, "ŞİŞLİ"),
        ("delivered", ParcelStep.DELIVERED, "ŞİŞLİ"),
        ("returned", ParcelStep.RETURNED, None),
    ],
)
def test_every_state_is_told_in_our_words_by_either_number(
    carrier: Any,
    parcel: Callable[..., None],
    provider: str,
    by: By,
    status: str,
    step: ParcelStep,
    branch: Any,
) -> None:
    parcel(provider, "1000000000017", reference="R1", branch="ŞİŞLİ", status=status, at=AT, recipient="KOMŞU")
    key = "R1" if by is By.REFERENCE else "1000000000017"
    (told,) = carrier.track([key, "unknown"], by=by, timeout=10).parcels
    assert (told.key, told.code) == (key, "1000000000017")
    if provider == "yurtici" and by is By.CODE and status == "at_branch":
        return  # the report service does not say which branch delivers
    assert told.step is step
    if provider == "yurtici" or by is By.REFERENCE:
        assert told.at == AT_UTC
    if branch:
        assert told.branch == branch
    is_delivered = step is ParcelStep.DELIVERED
    assert (told.delivered_at, told.delivered_to) == ((AT_UTC, "KOMŞU") if is_delivered else (None, ""))


@BOTH
def test_many_are_asked_at_once_and_unknown_keys_are_no_failure(
    carrier: Any, parcel: Callable[..., None], provider: str
) -> None:
    for n in range(3):
        parcel(provider, f"100{n}", reference=f"R{n}", status="in_transit")
    answer = carrier.track(["R0", "R1", "R2", "nobodys"], by=By.REFERENCE, timeout=10)
    assert sorted(told.key for told in answer.parcels) == ["R0", "R1", "R2"]
    assert answer.bad_rows == ()
    assert carrier.track(["nobodys"], by=By.REFERENCE, timeout=10).parcels == ()
    assert carrier.track(["a & <b>"], by=By.REFERENCE, timeout=10).parcels == ()  # never sent


@BOTH
def test_the_last_day_at_the_branch_and_the_reason_come_from_the_carriers_words(
    carrier: Any, parcel: Callable[..., None], provider: str
) -> None:
    parcel(
        provider, "1", status="failed", at=AT, reason="ADRESTE YOK", last_day="2026-11-24", due="2026-11-23"
    )
    (told,) = carrier.track(["1"], by=By.REFERENCE, timeout=10).parcels
    assert told.last_day == date(2026, 11, 24)
    assert told.reason.startswith("ADRESTE YOK")
    if provider == "yurtici":
        assert told.expected_on == date(2026, 11, 23)


@BOTH
def test_a_parcel_of_another_contract_and_a_wrong_password(
    carrier: Any, parcel: Callable[..., None], provider: str, outside: httpx.Client
) -> None:
    parcel(provider, "1", status="in_transit", account="another")
    assert carrier.track(["1"], by=By.REFERENCE, timeout=10).parcels == ()
    wrong = open_carrier(provider, "nobody", "wrong")
    with pytest.raises(Refused) as refused:
        wrong.test(timeout=10)
    assert refused.value.problem is Problem.LOGIN_REFUSED
    wrong.close()


@pytest.mark.parametrize(
    ("provider", "kind", "error", "problem"),
    [
        ("aras", "500", TryAgainLater, Problem.PLATFORM_DOWN),
        ("aras", "429", TryAgainLater, Problem.RATE_LIMITED),
        ("aras", "timeout", TryAgainLater, Problem.NO_ANSWER),
        ("aras", "slow", TryAgainLater, Problem.NO_ANSWER),
        ("aras", "reset", TryAgainLater, Problem.NO_ANSWER),
        ("aras", "bad_json", TryAgainLater, Problem.UNREADABLE),
        ("aras", "401", Refused, Problem.LOGIN_REFUSED),
        ("aras", "410", Refused, Problem.REQUEST_REFUSED),
        ("aras", "html", TryAgainLater, Problem.UNREADABLE),
        ("aras", "text", TryAgainLater, Problem.PLATFORM_DOWN),
        ("yurtici", "500", TryAgainLater, Problem.PLATFORM_DOWN),
        ("yurtici", "429", TryAgainLater, Problem.RATE_LIMITED),
        ("yurtici", "timeout", TryAgainLater, Problem.NO_ANSWER),
        ("yurtici", "slow", TryAgainLater, Problem.NO_ANSWER),
        ("yurtici", "reset", TryAgainLater, Problem.NO_ANSWER),
        ("yurtici", "bad_json", TryAgainLater, Problem.UNREADABLE),
        ("yurtici", "401", Refused, Problem.LOGIN_REFUSED),
        ("yurtici", "410", Refused, Problem.REQUEST_REFUSED),
        ("yurtici", "html", TryAgainLater, Problem.UNREADABLE),
        ("yurtici", "fault", TryAgainLater, Problem.PLATFORM_DOWN),
        ("yurtici", "unexpected", TryAgainLater, Problem.PLATFORM_DOWN),
    ],
)
def test_each_failure_is_named_and_the_next_call_works(
    carrier: Any,
    parcel: Callable[..., None],
    order_fault: Callable[[str, str], None],
    provider: str,
    kind: str,
    error: type[Exception],
    problem: Problem,
) -> None:
    parcel(provider, "1", status="in_transit")
    order_fault(provider, kind)
    with pytest.raises(error) as failed:
        carrier.track(["1"], by=By.REFERENCE, timeout=IMPATIENT)
    assert failed.value.problem is problem  # type: ignore[attr-defined]
    assert PASSWORD not in str(failed.value)
    assert len(carrier.track(["1"], by=By.REFERENCE, timeout=10).parcels) == 1


@pytest.mark.parametrize("provider", ["yurtici"])
def test_yurtici_in_iso_8859_9_and_within_its_minute(
    carrier: Any,
    parcel: Callable[..., None],
    order_fault: Callable[[str, str], None],
    outside: httpx.Client,
    provider: str,
) -> None:
    parcel(provider, "1", status="at_branch", branch="ŞİŞLİ")
    order_fault(provider, "latin5")
    assert carrier.track(["1"], by=By.REFERENCE, timeout=10).parcels[0].branch == "ŞİŞLİ"
    outside.post("/webhooks", json={"yurtici_cool_down": True}).raise_for_status()
    assert carrier.track(["1"], by=By.REFERENCE, timeout=10).put_off == ()
    assert carrier.track(["1"], by=By.REFERENCE, timeout=10).put_off == ("1",)


def test_a_door_that_is_shut_is_the_carriers_list_of_addresses(outside: httpx.Client) -> None:
    shut = open_carrier("yurtici", "any", address="http://127.0.0.1:9/yurtici")
    with pytest.raises(TryAgainLater) as failed:
        shut.test(timeout=5)
    assert failed.value.problem is Problem.NOT_LET_IN
    shut.close()


@pytest.mark.parametrize("provider", ["aras"])
@pytest.mark.parametrize("by", [By.REFERENCE, By.CODE])
def test_aras_tells_what_happened_on_the_way(
    carrier: Any, parcel: Callable[..., None], provider: str, by: By
) -> None:
    parcel(provider, "1000000000017", reference="R1", branch="ŞİŞLİ", status="failed", at=AT)
    key = "R1" if by is By.REFERENCE else "1000000000017"
    (told,) = carrier.track([key], by=by, timeout=10).parcels
    found = carrier.movements(told, timeout=10)
    assert [(one.step, one.branch) for one in found] == [
        (ParcelStep.CREATED, "KADIKÖY"),
        (ParcelStep.IN_TRANSIT, "ANADOLU TRANSFER MERKEZİ"),
        (ParcelStep.AT_BRANCH, "ŞİŞLİ"),
        (ParcelStep.OUT_FOR_DELIVERY, "ŞİŞLİ"),
        (ParcelStep.FAILED, "ŞİŞLİ"),
    ]
    assert (found[-1].at, found[-1].words) == (AT_UTC, "Teslim edilemedi")
