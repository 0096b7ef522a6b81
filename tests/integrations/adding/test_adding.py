"""A provider that is nothing but its folder and its line: every door of the product knows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from invekto.core import clock
from invekto.integrations import services
from invekto.integrations.entry import Entry
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.onboarding.services import TenantFileRefused, apply_tenant_file, export_tenant
from invekto.orders.services import platform_named
from tests.integrations.adding.twin import Twin, package
from tests.integrations.syncing import health, stored, sync
from tests.integrations.test_api import Caller
from tests.support.talk import Talk
from tests.support.tenants import TenantKit

HOUR = timedelta(hours=1)
PAGE = "/settings/integrations/"


@pytest.fixture
def account(tenant: TenantKit, twin: Twin) -> IntegrationAccount:
    with tenant.scope():
        return services.add_account(
            tenant_id=tenant.id,
            provider="n11",
            external_id=twin.shop,
            secrets=twin.keys,
            now=clock.now(),
            actor="test",
        )


def test_its_orders_come_in_and_are_told_to_whose_they_are(
    tenant: TenantKit, twin: Twin, account: IntegrationAccount
) -> None:
    now = clock.now()
    twin.orders += [package(f"21000000000{n}", changed=now - HOUR) for n in range(1, 4)]
    twin.orders += [package("210000000004", changed=now - HOUR, total=-1)]
    outcome = sync(tenant, account)
    assert (outcome.new, outcome.quarantined) == (3, 1)  # over two pages
    talk = Talk(tenant, tenant.make_conversation(phone="+905321112233"))
    said = talk.say("210000000002 numaralı siparişim nerede")
    assert "Keten Gömlek" in said
    assert "S210000000002" in said
    assert "kargoda" in said


def test_what_it_pushes_is_read_without_asking(
    tenant: TenantKit, twin: Twin, account: IntegrationAccount, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    door = twin.webhook["url"]
    assert f"/webhooks/n11/{account.webhook_token}/" in door
    pushed = json.dumps(package("210000000009", changed=clock.now(), status="DELIVERED"))
    path, key = f"/webhooks/n11/{account.webhook_token}/", twin.webhook["key"]
    client, post = Client(), {"data": pushed, "content_type": "application/json"}
    assert client.post(path, **post, headers={"x-key": "another"}).status_code == 401
    assert client.post(path, **post, headers={"x-key": key}).status_code == 200
    run_jobs()
    assert stored(tenant) == {"P210000000009": "delivered"}


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ((401, b"{}"), "key-refused"),
        ((400, b"{}"), "request-refused"),
        ((503, b""), "platform-down"),
        ((429, b""), None),  # our pause: no failure of the account
        ((200, b"<html>"), "unreadable"),
        ((200, b"[]"), "unknown-shape"),
    ],
)
def test_every_way_to_fail_has_its_words(
    tenant: TenantKit,
    twin: Twin,
    account: IntegrationAccount,
    fault: tuple[int, bytes],
    problem: str | None,
) -> None:
    twin.faults.append(fault)
    assert sync(tenant, account).end is not services.End.COMPLETE
    assert health(tenant).problem == (problem and f"integration-problem-{problem}")


def test_an_owner_connects_it_on_the_page(tenant: TenantKit, twin: Twin, owner: Client) -> None:
    page = owner.get(PAGE).content.decode()
    assert "N11 mağazası bağla" in page
    assert 'id="n11-app_secret" name="app_secret" type="password"' in page
    entered = {"provider": "n11", "external_id": twin.shop} | twin.keys
    wrong = owner.post(PAGE, entered | {"external_id": "mağaza"})
    assert wrong.status_code == 422
    assert "Anahtar çalışıyor" in owner.post(PAGE, entered, follow=True).content.decode()
    with tenant.scope():
        assert IntegrationAccount.objects.get().status == "active"


def test_a_wrong_key_names_the_platform(tenant: TenantKit, twin: Twin, owner: Client) -> None:
    entered = {"provider": "n11", "external_id": twin.shop} | twin.keys
    page = owner.post(PAGE, entered | {"app_secret": "başka"}).content.decode()
    assert "N11 bu bilgileri kabul etmedi" in page


def test_a_machine_connects_it_through_the_api(tenant: TenantKit, twin: Twin) -> None:
    with override_settings(ROOT_URLCONF="invekto.urls.integrations"):
        caller = Caller(tenant)
        new = {"provider": "n11", "external_id": twin.shop, "secrets": twin.keys}
        status, account = caller.post("/accounts", new)
        assert (status, account["status"]) == (201, "new")
        status, tested = caller.post(f"/accounts/{account['id']}/test")
        assert (status, tested["status"]) == (200, "active")
        assert twin.app_secret not in json.dumps([account, tested])
        status, refusal = caller.post("/accounts", new | {"secrets": {"app_key": "a"}})
        assert (status, refusal["field"]) == (422, "app_secret")


FILE = """
tenant: {{slug: {slug}, name: Örnek, vertical: ecommerce}}
integrations:
  - {{provider: n11, shop_id: "{shop}", app_key: env:N11_KEY, app_secret: env:N11_SECRET}}
"""


def test_a_tenant_file_brings_it_and_writes_it_down(
    make_tenant: Callable[..., TenantKit], twin: Twin
) -> None:
    slug = f"n11-{twin.shop}"
    content = FILE.format(slug=slug, shop=twin.shop)
    known = {"N11_KEY": twin.app_key, "N11_SECRET": twin.app_secret}

    def apply(text: str) -> tuple[str, ...]:
        return apply_tenant_file(text, now=clock.now(), actor="test", secrets=known).changes

    assert f"integrations: n11 {twin.shop} added" in apply(content)
    assert apply(content) == ()
    exported = export_tenant(slug)
    assert f"- provider: n11\n  shop_id: '{twin.shop}'\n  app_key: env:" in exported
    with pytest.raises(TenantFileRefused) as refused:
        apply(content.replace("shop_id", "shopid"))
    told = {(one.line, one.path, one.message) for one in refused.value.problems}
    assert (4, "integrations[0].shopid", "unknown key; did you mean shop_id?") in told
    assert (4, "integrations[0].shop_id", "is missing") in told


def test_customers_name_it(n11: Entry) -> None:
    assert platform_named("n11'den aldığım gömlek nerede") == "n11"
    assert platform_named("trendyoldan ve n11den aldım") is None


def test_without_its_line_nobody_knows_it(tenant: TenantKit, owner: Client) -> None:
    assert "N11" not in owner.get(PAGE).content.decode()
    assert owner.post(PAGE, {"provider": "n11", "external_id": "1"}).status_code == 404
    with tenant.scope():
        assert not CachedOrder.objects.exists()
