"""The service on port 7106 as its callers see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from invekto.core import clock
from invekto.core.auth import new_api_key
from invekto.core.models import ApiKey
from invekto.integrations import services
from invekto.integrations.models import IntegrationAccount
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.keys import lost_keys
from tests.support.tenants import TenantKit

MISSING = "01890000-0000-7000-8000-000000000000"


class Caller:
    """A machine with a tenant's key."""

    def __init__(self, tenant: TenantKit) -> None:
        key, digest, hint = new_api_key()
        with tenant.scope():
            ApiKey.objects.create(
                tenant_id=tenant.id, name="test", key_hash=digest, hint=hint, created_at=clock.now()
            )
        self._client = Client(headers={"Authorization": f"Bearer {key}", "Accept-Language": "tr"})

    def get(self, path: str) -> tuple[int, object]:
        answer = self._client.get(f"/api/v1/integrations{path}")
        return answer.status_code, answer.json()

    def post(self, path: str, body: object = None) -> tuple[int, object]:
        return self._send("post", path, body)

    def put(self, path: str, body: object) -> tuple[int, object]:
        return self._send("put", path, body)

    def _send(self, verb: str, path: str, body: object) -> tuple[int, object]:
        answer = getattr(self._client, verb)(
            f"/api/v1/integrations{path}", data=json.dumps(body or {}), content_type="application/json"
        )
        return answer.status_code, answer.json()


@pytest.fixture(autouse=True)
def _service() -> object:
    with override_settings(ROOT_URLCONF="invekto.urls.integrations"):
        yield


def _new(trendyol: Trendyol) -> dict[str, object]:
    secrets = {"api_key": trendyol.api_key, "api_secret": trendyol.api_secret}
    return {"provider": "trendyol", "external_id": trendyol.seller_id, "secrets": secrets}


def test_an_account_is_entered_tested_and_listed_and_its_key_never_comes_back(
    tenant: TenantKit, trendyol: Trendyol
) -> None:
    caller = Caller(tenant)
    status, account = caller.post("/accounts", _new(trendyol))
    assert (status, account["status"], account["imported"]) == (201, "new", 0.0)
    status, tested = caller.post(f"/accounts/{account['id']}/test")
    assert (status, tested["status"], tested["problem"]) == (200, "active", None)
    assert caller.get("/accounts") == (200, [tested])
    shown = json.dumps([account, tested, caller.get(f"/accounts/{account['id']}")])
    assert trendyol.api_key not in shown
    assert trendyol.api_secret not in shown


def test_a_refused_key_is_told_in_the_callers_language_with_who_can_fix_it(
    tenant: TenantKit, trendyol: Trendyol
) -> None:
    caller = Caller(tenant)
    body = _new(trendyol) | {"secrets": {"api_key": "eski", "api_secret": "eski"}}
    _, account = caller.post("/accounts", body)
    _, tested = caller.post(f"/accounts/{account['id']}/test")
    assert tested["status"] == "refused"
    assert tested["problem"]["code"] == "key-refused"
    assert "Satıcı panelindeki" in tested["problem"]["text"]
    assert tested["problem"]["detail"] == "orders: 401 ClientApiAuthenticationException"
    assert caller.get("/health")[1] == [tested]
    new_key = {"secrets": {"api_key": trendyol.api_key, "api_secret": trendyol.api_secret}}
    _, renewed = caller.put(f"/accounts/{account['id']}/key", new_key)
    assert (renewed["status"], renewed["problem"]) == ("new", None)
    assert caller.post(f"/accounts/{account['id']}/test")[1]["status"] == "active"
    assert caller.get("/health") == (200, [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"provider": "n11"}, "provider"),
        ({"external_id": "2738; drop"}, "external_id"),
        ({"external_id": " "}, "external_id"),
        ({"secrets": {"api_key": "a"}}, "api_secret"),
        ({"secrets": {"api_key": "a\u0000b", "api_secret": "c"}}, "api_key"),
        ({"secrets": {"api_key": "a" * 501, "api_secret": "c"}}, "api_key"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_the_field_and_not_stored(
    tenant: TenantKit, trendyol: Trendyol, change: dict[str, object], field: str
) -> None:
    status, refusal = Caller(tenant).post("/accounts", _new(trendyol) | change)
    assert (status, refusal["field"]) == (422, field)
    with tenant.scope():
        assert not IntegrationAccount.objects.exists()


@pytest.mark.parametrize(
    ("action", "after"), [("key", "new"), ("off", "off"), ("on", "new"), ("test", "refused")]
)
def test_an_account_whose_secrets_no_key_opens_any_more_can_be_mended(
    tenant: TenantKit, trendyol: Trendyol, action: str, after: str
) -> None:
    caller = Caller(tenant)
    _, account = caller.post("/accounts", _new(trendyol))
    with lost_keys():
        address = f"/accounts/{account['id']}/{action}"
        body = {"secrets": _new(trendyol)["secrets"]}
        status, shown = caller.put(address, body) if action == "key" else caller.post(address)
        assert (status, shown["status"]) == (200, after)


def test_a_foreign_account_is_as_absent_as_a_missing_one(
    tenant: TenantKit, second_tenant: TenantKit, trendyol: Trendyol
) -> None:
    _, mine = Caller(tenant).post("/accounts", _new(trendyol))
    stranger = Caller(second_tenant)
    key = {"secrets": {"api_key": "x", "api_secret": "y"}}
    for path in ("", "/test", "/sync", "/on", "/off", "/key"):
        ask = stranger.get if path == "" else stranger.post
        if path == "/key":
            foreign = stranger.put(f"/accounts/{mine['id']}/key", key)
            missing = stranger.put(f"/accounts/{MISSING}/key", key)
        else:
            foreign, missing = ask(f"/accounts/{mine['id']}{path}"), ask(f"/accounts/{MISSING}{path}")
        assert foreign == missing, path
        assert foreign[0] == 404, path
    assert stranger.get("/accounts") == (200, [])
    assert trendyol.calls == []


def test_orders_are_found_by_number_and_by_phone_and_only_ones_own(
    tenant: TenantKit,
    second_tenant: TenantKit,
    trendyol: Trendyol,
    make_account: Callable[..., IntegrationAccount],
) -> None:
    now = clock.now()
    trendyol.put(package(1, number="10987650012", modified=now - timedelta(hours=1), phone="5321112233"))
    account = make_account(tenant)
    caller = Caller(tenant)
    status, result = caller.post(f"/accounts/{account.id}/sync")
    assert (status, result["end"], result["new"]) == (200, "complete", 1)
    status, found = caller.get("/orders/1098 765 0012")
    assert status == 200
    (order,) = found["orders"]
    assert order["tracking_code"] == "7280000000000000001"
    assert order["total"] == "449.80"
    assert order["lines"][0]["unit_price"] == "224.90"
    assert caller.get("/orders?phone=0532 111 22 33")[1]["orders"] == [order]
    assert caller.get("/orders?phone=0532 111 22 34")[1]["orders"] == []
    assert caller.get("/orders?phone=abc")[0] == 422
    stranger = Caller(second_tenant)
    assert stranger.get("/orders/10987650012")[0] == 404
    assert stranger.get("/orders?phone=0532 111 22 33")[1]["orders"] == []


def test_an_order_made_a_moment_ago_is_found_when_asked_for_afresh(
    tenant: TenantKit, trendyol: Trendyol, make_account: Callable[..., IntegrationAccount]
) -> None:
    make_account(tenant)
    trendyol.put(package(5, number="555", modified=clock.now()))
    caller = Caller(tenant)
    assert caller.get("/orders/555")[0] == 404
    assert caller.get("/orders/555?fresh=true")[1]["orders"][0]["package_id"] == "5"


@pytest.mark.parametrize("act", ["off", "on", "test", "sync"])
def test_an_agent_may_look_but_not_touch_accounts(
    tenant: TenantKit, trendyol: Trendyol, make_account: Callable[..., IntegrationAccount], act: str
) -> None:
    account = make_account(tenant)
    client = Client()
    client.force_login(tenant.agent, backend="invekto.core.auth.DoorBackend")
    assert client.get("/api/v1/integrations/accounts").status_code == 200
    answer = client.post(f"/api/v1/integrations/accounts/{account.id}/{act}", content_type="application/json")
    assert answer.status_code == 403
    assert trendyol.calls == []
    with tenant.scope():
        assert services.health(tenant.id)[0].status == "new"


def test_without_a_key_nothing_is_told() -> None:
    assert Client().get("/api/v1/integrations/accounts").status_code == 401
    wrong = Client(headers={"Authorization": "Bearer ivk_falsch"})
    assert wrong.get("/api/v1/integrations/orders?phone=05321112233").status_code == 401


def test_the_document_describes_every_call_and_needs_nothing_from_elsewhere() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    document = answer.json()
    assert document["info"]["title"] == "Invekto Integrations"
    assert "/api/v1/integrations/accounts/{account_id}/key" in document["paths"]
    assert document["components"]["schemas"]["NewAccount"]["properties"]["secrets"]["additionalProperties"][
        "writeOnly"
    ]
    assert Client().get("/healthz").content == b"ok"
