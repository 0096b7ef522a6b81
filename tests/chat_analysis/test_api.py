"""``POST /api/v1/analysis`` as a tenant's own software calls it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from invekto.core import clock
from invekto.core.auth import new_api_key
from invekto.core.models import ApiKey
from tests.support.tenants import TenantKit


@pytest.fixture
def machine(tenant: TenantKit) -> Client:
    key, digest, hint = new_api_key()
    with tenant.scope():
        ApiKey.objects.create(
            tenant_id=tenant.id, name="test", key_hash=digest, hint=hint, created_at=clock.now()
        )
    return Client(headers={"Authorization": f"Bearer {key}"})


def ask(machine: Client, body: Any) -> tuple[int, Any]:
    answer = machine.post("/api/v1/analysis", body, content_type="application/json")
    return answer.status_code, answer.json()


def test_one_message_is_told_by_the_tenants_vertical(machine: Client) -> None:
    status, told = ask(machine, {"text": "kargom nerde kaldi"})
    assert status == 200
    assert told["analysis"]["intent"] == "order_status"
    assert told["model"].startswith("ecommerce-")
    assert 0 < told["threshold"] < 1
    assert "analyses" not in told


def test_many_messages_come_back_in_their_order(machine: Client) -> None:
    status, told = ask(machine, {"texts": ["iade etmek istiyorum", "", "fatura lazim"]})
    assert status == 200
    intents = [one["intent"] for one in told["analyses"]]
    assert intents == ["return_request", "out_of_scope", "invoice_request"]


def test_days_are_read_from_the_moment_that_is_given(machine: Client) -> None:
    moment = "2026-03-02T10:00:00+03:00"
    _, told = ask(machine, {"text": "yarın saat 15:00 gibi teslim olur mu", "now": moment})
    found = told["analysis"]["entities"]["datetime"][0]["value"]
    assert found["from"].startswith("2026-03-03T15:00")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59+00:00"])
def test_the_ends_of_the_calendar_have_no_tomorrow(machine: Client, moment: str) -> None:
    status, told = ask(machine, {"text": "yarın 3te gelirim, dün aramıştım", "now": moment})
    assert status == 200
    assert "datetime" not in told["analysis"]["entities"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "texts": ["b"]},
        {"text": "a" * 5000},
        {"texts": ["a"] * 501},
        {"texts": ["a" * 4000] * 26},
        {"text": "yarın", "now": "2026-03-02T10:00:00"},
        {"text": "yarın", "timezone": "Europe/Atlantis"},
    ],
)
def test_what_cannot_be_meant_is_refused(machine: Client, body: Any) -> None:
    assert ask(machine, body)[0] == 422


def test_nobody_asks_without_a_key() -> None:
    assert (
        Client().post("/api/v1/analysis", {"text": "slm"}, content_type="application/json").status_code == 401
    )
