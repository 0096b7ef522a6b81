"""Ordered failures: every kind of the contract, as a caller of WhatsApp and of Trendyol meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.contract import Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.providers.trendyol.adapter import Trendyol
from tests.sandbox.receiver import Receiver
from tests.sandbox.test_sending import send, shown, text, write
from tests.sandbox.test_trendyol import orders
from tests.support.tenants import TenantKit

IMPATIENT = 1.0  # seconds; a slow answer takes two


def order_fault(control: httpx.Client, provider: str, kind: str, times: int = 1) -> None:
    answer = control.post("faults", json={"provider": provider, "kind": kind, "times": times})
    assert (answer.status_code, answer.json()) == (201, {"provider": provider, "kind": kind, "times": times})


# WhatsApp.


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("500", 500, 131000),
        ("429", 429, 130429),
        ("401", 401, 190),
        ("410", 410, 33),
        ("131048", 400, 131048),
        ("131056", 400, 131056),
        ("130429", 429, 130429),
        ("190", 401, 190),
    ],
)
def test_whatsapp_refuses_as_often_as_ordered(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, kind: str, status: int, code: int
) -> None:
    write(control, tenant, text="selam")
    order_fault(control, "whatsapp", kind, times=2)
    for _ in range(2):
        answer = send(graph, tenant, text())
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert send(graph, tenant, text()).status_code == 200
    assert len(shown(control)) == 1


@pytest.mark.parametrize("code", [131026, 131047, 131049, 131050])
def test_whatsapp_accepts_and_then_fails(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver, code: int
) -> None:
    write(control, tenant, text="selam")
    receiver.collect("messages", 1)
    order_fault(control, "whatsapp", str(code))
    assert send(graph, tenant, text()).status_code == 200
    (status,) = receiver.collect("statuses", 1)
    assert (status["status"], status["errors"][0]["code"]) == ("failed", code)
    assert shown(control) == []


@pytest.mark.parametrize(
    ("kind", "error"),
    [("timeout", httpx.ReadTimeout), ("reset", httpx.TransportError), ("slow", httpx.ReadTimeout)],
)
def test_a_message_without_an_answer_may_still_have_been_served(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, kind: str, error: type[Exception]
) -> None:
    write(control, tenant, text="selam")
    order_fault(control, "whatsapp", kind)
    with pytest.raises(error):
        graph.post(f"{tenant.number.phone_number_id}/messages", json=text(), timeout=IMPATIENT)
    assert len(shown(control)) == 1
    assert control.get("faults").json() == []


def test_a_slow_whatsapp_answers_whoever_waits(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit
) -> None:
    write(control, tenant, text="selam")
    order_fault(control, "whatsapp", "slow")
    assert send(graph, tenant, text()).status_code == 200
    assert len(shown(control)) == 1


def test_a_broken_answer_of_whatsapp_is_not_json(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit
) -> None:
    order_fault(control, "whatsapp", "bad_json")
    with pytest.raises(ValueError, match=r"."):
        send(graph, tenant, text()).json()


# Trendyol.


@pytest.mark.parametrize(
    ("kind", "status", "name"),
    [
        ("500", 500, lambda body: body["errors"][0]["key"] == "internal.server.error"),
        ("429", 429, lambda body: body["errors"][0]["key"] == "too.many.requests"),
        ("401", 401, lambda body: body["exception"] == "ClientApiAuthenticationException"),
        ("410", 410, lambda body: body["error"] == "gone"),
    ],
)
def test_trendyol_refuses_as_often_as_ordered(
    trendyol: httpx.Client,
    control: httpx.Client,
    seller: str,
    kind: str,
    status: int,
    name: Callable[[Any], bool],
) -> None:
    order_fault(control, "trendyol", kind, times=2)
    for _ in range(2):
        answer = trendyol.get(f"order/sellers/{seller}/v2/orders")
        assert answer.status_code == status
        assert name(answer.json())
    assert orders(trendyol, seller) == []


@pytest.mark.parametrize(
    ("kind", "error"),
    [("timeout", httpx.ReadTimeout), ("reset", httpx.TransportError), ("slow", httpx.ReadTimeout)],
)
def test_trendyol_gives_no_answer(
    trendyol: httpx.Client, control: httpx.Client, seller: str, kind: str, error: type[Exception]
) -> None:
    order_fault(control, "trendyol", kind)
    with pytest.raises(error):
        trendyol.get(f"order/sellers/{seller}/v2/orders", timeout=IMPATIENT)
    assert orders(trendyol, seller) == []


def test_a_slow_trendyol_answers_whoever_waits(
    trendyol: httpx.Client, control: httpx.Client, seller: str
) -> None:
    order_fault(control, "trendyol", "slow")
    assert orders(trendyol, seller) == []


@pytest.mark.parametrize(
    ("kind", "error", "problem"),
    [
        ("500", TryAgainLater, Problem.PLATFORM_DOWN),
        ("429", TryAgainLater, Problem.RATE_LIMITED),
        ("timeout", TryAgainLater, Problem.NO_ANSWER),
        ("slow", TryAgainLater, Problem.NO_ANSWER),
        ("reset", TryAgainLater, Problem.NO_ANSWER),
        ("bad_json", TryAgainLater, Problem.UNREADABLE),
        ("401", Refused, Problem.KEY_REFUSED),
        ("410", Refused, Problem.REQUEST_REFUSED),
    ],
)
def test_the_product_understands_what_trendyol_does(
    control: httpx.Client,
    sandbox_url: str,
    seller: str,
    kind: str,
    error: type[ProviderError],
    problem: Problem,
) -> None:
    source = Trendyol(
        seller,
        {"api_key": "key", "api_secret": "gizli"},
        {},
        base_url=f"{sandbox_url}/sandbox/trendyol",
        budget=DatabaseBudget(f"trendyol:{seller}"),
    )
    order_fault(control, "trendyol", kind)
    with pytest.raises(ProviderError) as failed:
        source.test(timeout=IMPATIENT if kind in ("timeout", "slow") else 30)
    source.close()
    assert (type(failed.value), failed.value.problem) == (error, problem)


# What cannot be ordered.


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"provider": "ups", "kind": "500"}, "provider"),
        ({"provider": "trendyol", "kind": "131049"}, "kind"),
        ({"provider": "trendyol", "kind": "500", "times": 0}, "times"),
        ({"provider": "trendyol"}, "kind"),
    ],
)
def test_a_failure_nobody_knows_is_refused(control: httpx.Client, body: dict[str, Any], key: str) -> None:
    answer = control.post("faults", json=body)
    assert (answer.status_code, answer.json()["key"]) == (400, key)
    assert control.get("faults").json() == []
