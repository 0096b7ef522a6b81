"""``POST /api/v1/analysis`` as a tenant's own software calls it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from invekto.chat_analysis.model import VERSION
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
    assert re.fullmatch(rf"ecommerce-{re.escape(VERSION)}-[0-9a-f]{{8}}", told["model"])
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
    ("body", "at", "reason"),
    [
        ({}, [], "either text or texts"),
        ({"text": None}, [], "either text or texts"),
        ({"text": "a", "texts": ["b"]}, [], "either text or texts"),
        ({"text": 1}, ["text"], "valid string"),
        ({"text": "a" * 4097}, ["text"], "at most 4096"),
        ({"texts": "slm"}, ["texts"], "valid list"),
        ({"texts": ["slm", None]}, ["texts", 1], "valid string"),
        ({"texts": ["a"] * 501}, ["texts"], "at most 500"),
        ({"texts": ["a"] * 1001}, ["texts"], "at most 500"),
        ({"texts": ["a" * 4000] * 26}, [], "more than 100000 characters"),
        ({"text": "yarın", "now": "2026-03-02T10:00:00"}, [], "with an offset"),
        ({"text": "yarın", "now": "2026-03-02"}, ["now"], "with an offset"),
        ({"text": "yarın", "now": "yarın"}, ["now"], "with an offset"),
        ({"text": "yarın", "now": 5}, ["now"], "with an offset"),
        ({"text": "yarın", "now": "5"}, ["now"], "with an offset"),
        ({"text": "yarın", "now": "2026-02-30T10:00:00Z"}, ["now"], "valid datetime"),
        ({"text": "yarın", "now": "10000-01-01T10:00:00Z"}, ["now"], "with an offset"),
        ({"text": "yarın", "timezone": "Europe/Atlantis"}, ["timezone"], "'Europe/Atlantis' is no time zone"),
        ({"text": "yarın", "timezone": ""}, ["timezone"], "is no time zone"),
        ({"text": "yarın", "timezone": "Europe"}, ["timezone"], "is no time zone"),
        ({"text": "yarın", "timezone": "../../etc/passwd"}, ["timezone"], "is no time zone"),
        ({"text": "yarın", "timezone": "Europe\0/Istanbul"}, ["timezone"], "is no time zone"),
        ({"text": "yarın", "timezone": "a/" * 5000}, ["timezone"], "at most 64"),
        ({"text": "yarın", "timezone": 3}, ["timezone"], "valid string"),
        ({"text": "yarın", "previous_language": "türkçe"}, ["previous_language"], "match pattern"),
        ({"text": "yarın", "previous_language": ""}, ["previous_language"], "match pattern"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_the_answer_says_where(
    machine: Client, body: Any, at: list[str | int], reason: str
) -> None:
    answer = machine.post("/api/v1/analysis", body, content_type="application/json")
    assert answer.status_code == 422
    (problem,) = answer.json()["detail"]
    assert problem["loc"] == ["body", "asked", *at]
    assert reason in problem["msg"]
    assert len(answer.content) < 1000


@pytest.mark.parametrize("field", ["text", "timezone", "previous_language"])
def test_half_a_character_is_refused(machine: Client, field: str) -> None:
    body = {"text": "slm"} | {field: "\ud800"}
    answer = machine.post("/api/v1/analysis", json.dumps(body), content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "asked", field]


@pytest.mark.parametrize("raw", [b"{", b'{"text": "\xff"}', b"[" * 100_000])
def test_what_is_no_json_is_refused(machine: Client, raw: bytes) -> None:
    answer = machine.post("/api/v1/analysis", raw, content_type="application/json")
    assert answer.status_code == 400


def test_no_messages_have_no_analyses(machine: Client) -> None:
    status, told = ask(machine, {"texts": []})
    assert status == 200
    assert told["analyses"] == []


@pytest.mark.parametrize(
    "text", ["\0", "kargo\0m nerde", "😀" * 4096, "\u0301" * 4096, "ا" * 4096, "a" * 4096]
)
def test_whatever_a_telephone_can_send_is_answered(machine: Client, text: str) -> None:
    status, told = ask(machine, {"text": text})
    assert status == 200
    assert told["analysis"]["text"] == text


def test_nobody_asks_without_a_key() -> None:
    assert (
        Client().post("/api/v1/analysis", {"text": "slm"}, content_type="application/json").status_code == 401
    )
