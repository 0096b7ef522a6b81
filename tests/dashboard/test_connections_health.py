"""Connections: how complete orders are, the import stopped and resumed, and rows that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from invekto.core import clock
from invekto.core.auth import new_api_key
from invekto.core.models import ApiKey
from invekto.integrations import services
from invekto.integrations.gaps import ledger
from invekto.integrations.models import IntegrationAccount, QuarantinedRow
from tests.integrations.conftest import make_account  # noqa: F401 - a fixture
from tests.integrations.syncing import HOUR, MakeAccount, health, stored, sync
from tests.integrations.trendyol_peer import Trendyol, package, running
from tests.support.tenants import TenantKit

API = "/api/v1/integrations/accounts"
PAGE = "/settings/integrations/"
NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def machine(tenant: TenantKit) -> Client:
    """A client with a key of the tenant."""
    key, digest, hint = new_api_key()
    with tenant.scope():
        ApiKey.objects.create(
            tenant_id=tenant.id, name="test", key_hash=digest, hint=hint, created_at=clock.now()
        )
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def trendyol() -> Iterator[Trendyol]:
    with (
        running(Trendyol(str(uuid4().int % 10**9 + 1))) as peer,
        override_settings(TRENDYOL_API_URL=peer.url),
    ):
        yield peer


def test_the_page_and_the_api_say_up_to_when_orders_are_complete(
    tenant: TenantKit,
    owner: Client,
    trendyol: Trendyol,
    make_account: MakeAccount,  # noqa: F811
) -> None:
    account = make_account(tenant)
    sync(tenant, account, NOON + timedelta(minutes=5))
    assert "24 Kas 2026 Sal 12:05 anına kadar eksiksiz" in owner.get(PAGE).content.decode()
    with tenant.scope():
        ledger.note_found(account, [NOON - 3 * HOUR + timedelta(minutes=20)], now=NOON)
    page = owner.get(PAGE).content.decode()
    assert "24 Kas 2026 Sal 09:00 anına kadar eksiksiz" in page
    assert "24 Kas 2026 Sal 09:00 ile 24 Kas 2026 Sal 10:00 arasında eksik" in page
    (told,) = machine(tenant).get(API).json()
    assert told["complete_to"] == "2026-11-24T06:00:00Z"
    assert told["gaps"] == [{"since": "2026-11-24T06:00:00Z", "until": "2026-11-24T07:00:00Z"}]


def test_an_import_stops_on_the_page_and_goes_on_where_it_was(
    tenant: TenantKit,
    owner: Client,
    trendyol: Trendyol,
    make_account: MakeAccount,  # noqa: F811
) -> None:
    now = clock.now()
    for day in range(88):
        trendyol.put(package(day + 1, number=str(day), modified=now - timedelta(days=day)))
    account = make_account(tenant)
    services.sync_account(tenant.id, account.id, now, seconds=60)
    with tenant.scope():  # as after the head's first window
        row = IntegrationAccount.objects.get()
        row.cursor = row.cursor | {"past": (now - timedelta(days=14)).isoformat(), "past_window": None}
        row.save(update_fields=["cursor"])
    assert "Aktarımı durdur" in owner.get(PAGE).content.decode()
    page = owner.post(f"{PAGE}{account.id}/import/").content.decode()
    assert "durduruldu" in page
    assert "Aktarıma devam et" in page
    before = health(tenant).imported
    trendyol.put(package(500, number="500", modified=now + timedelta(minutes=1)))
    sync(tenant, account, now + timedelta(minutes=2))
    assert "500" in stored(tenant)
    assert health(tenant).imported == pytest.approx(before, abs=0.001)
    owner.post(f"{PAGE}{account.id}/import/", {"on": "1"})
    sync(tenant, account, now + timedelta(minutes=4))
    assert health(tenant).imported == 1.0


def test_a_row_that_could_not_be_read_is_looked_at_tried_again_and_dismissed(
    tenant: TenantKit,
    owner: Client,
    trendyol: Trendyol,
    make_account: MakeAccount,  # noqa: F811
) -> None:
    now = clock.now()
    for key, price in ((1, -1), (2, "***"), (3, "<script>")):
        trendyol.put(package(key, number=str(key), modified=now - HOUR) | {"packageTotalPrice": price})
    account = make_account(tenant)
    sync(tenant, account, now)
    address = f"{PAGE}{account.id}/unreadable/"
    assert address in owner.get(PAGE).content.decode()
    page = owner.get(address).content.decode()
    assert "packageTotalPrice" in page
    assert "&lt;script&gt;" in page
    with tenant.scope():
        rows = {row.package_id: row.id for row in QuarantinedRow.objects.all()}
        kept = QuarantinedRow.objects.get(package_id="2")
        kept.payload = kept.payload.replace('"***"', "449.80")
        kept.save()
    assert "hâlâ okunamıyor" in owner.post(f"{address}{rows['1']}/").content.decode()
    assert "Kayıt okundu" in owner.post(f"{address}{rows['2']}/").content.decode()
    assert owner.post(f"{address}{rows['2']}/").status_code == 404
    assert "Kayıt silindi" in owner.post(f"{address}{rows['3']}/", {"dismiss": "1"}).content.decode()
    assert set(stored(tenant)) == {"2"}
    assert health(tenant).unreadable == 1


def test_the_api_shows_tries_and_dismisses_them_too_and_ones_own_alone(
    tenant: TenantKit,
    second_tenant: TenantKit,
    trendyol: Trendyol,
    make_account: MakeAccount,  # noqa: F811
) -> None:
    now = clock.now()
    trendyol.put(package(1, number="1", modified=now - HOUR, packageTotalPrice=-1))
    account = make_account(tenant)
    sync(tenant, account, now)
    address = f"{API}/{account.id}/unreadable"
    caller, stranger = machine(tenant), machine(second_tenant)
    (row,) = caller.get(address).json()
    assert (row["package_id"], row["reason"].split(":")[0]) == ("1", "packageTotalPrice")
    for method, path in (("get", ""), ("post", f"/{row['id']}/again"), ("delete", f"/{row['id']}")):
        assert getattr(stranger, method)(address + path).status_code == 404
    assert caller.post(f"{address}/{row['id']}/again").json() == {"read": False}
    assert caller.delete(f"{address}/{row['id']}").status_code == 204
    assert caller.delete(f"{address}/{row['id']}").status_code == 404
    assert caller.get(address).json() == []
    paused = caller.post(f"{API}/{account.id}/import/pause").json()
    assert paused["import_paused"] is True


def test_an_agent_sees_no_rows_and_stops_no_import(
    tenant: TenantKit,
    agent: Client,
    trendyol: Trendyol,
    make_account: MakeAccount,  # noqa: F811
) -> None:
    account = make_account(tenant)
    assert agent.get(f"{PAGE}{account.id}/unreadable/").status_code == 404
    assert agent.post(f"{PAGE}{account.id}/import/").status_code == 404
    with tenant.scope():
        assert not IntegrationAccount.objects.get().import_paused


def test_the_first_import_counts_what_has_come(
    tenant: TenantKit, account: IntegrationAccount, owner: Client
) -> None:
    from invekto.integrations.models import IntegrationAccount as Account
    from invekto.integrations.windows import Cursor

    now = clock.now()
    cursor = Cursor(head=now, past=now - timedelta(days=14), goal=now - timedelta(days=28))
    with tenant.scope():
        Account.objects.filter(pk=account.pk).update(status="active", cursor=cursor.to_json(), synced_at=now)
    page = owner.get(PAGE).content.decode()
    assert "%50 bitti; şimdiye dek 0 sipariş alındı" in page
    assert "ve sonrası burada" in page


def test_what_cannot_be_read_beside_orders_is_told_with_who_can_mend_it(
    tenant: TenantKit,
    owner: Client,
    make_account: MakeAccount,  # noqa: F811
) -> None:
    from invekto.integrations.models import ListingFeed, QuestionFeed

    account, now = make_account(tenant), clock.now()
    with tenant.scope():
        for table, problem in ((ListingFeed, "platform-down"), (QuestionFeed, "access-denied")):
            table.objects.create(
                tenant_id=tenant.id,
                account=account,
                problem=f"integration-problem-{problem}",
                problem_at=now - timedelta(minutes=4),
            )
        IntegrationAccount.objects.filter(pk=account.pk).update(
            status="active", claims_problem="integration-problem-unknown-shape", claims_problem_at=now
        )
    page = owner.get(PAGE).content.decode()
    for door, mender in (
        ("listings", "platformun düzelmesini bekliyoruz"),
        ("questions", "Bunu siz çözebilirsiniz"),
        ("claims", "Bunu Invekto ekibi çözer"),
    ):
        told = page.split(f'data-door="connections-{door}"')[1].split("</div>")[0]
        assert "okunamıyor (siparişler etkilenmez)" in told
        assert mender in told
        assert "<time" in told
    with tenant.scope():
        IntegrationAccount.objects.update(problem="integration-problem-key-refused", status="refused")
    assert "data-door" not in owner.get(PAGE).content.decode()


def test_rows_that_a_carrier_sent_and_nobody_could_read_are_looked_at(
    tenant: TenantKit, owner: Client
) -> None:
    with tenant.scope():
        account = services.add_account(
            tenant_id=tenant.id,
            provider="aras",
            external_id="1234567890",
            secrets={"username": "u", "password": "p"},
            now=clock.now(),
            actor="test",
        )
        row = QuarantinedRow.objects.create(
            tenant_id=tenant.id,
            account=account,
            digest="d",
            problem="date: not a date",
            payload="<a/>",
            kind="parcel",
            package_id="7280031234567890",
            seen_at=clock.now(),
            tried_at=clock.now(),
        )
    page = owner.get(PAGE).content.decode()
    assert "1 gönderi kaydı okunamadı" in page
    (address,) = {part.split('"')[0] for part in page.split('href="') if "unreadable" in part[:120]}
    page = owner.get(address).content.decode()
    assert "Okunamayan gönderi kayıtları" in page
    assert "7280031234567890" in page
    assert "Yeniden dene" not in page
    answer = owner.post(f"{address}{row.id}/", {"dismiss": "1"})
    assert "Okunamayan kayıt yok" in answer.content.decode()
