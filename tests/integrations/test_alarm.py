"""Owners hear of an account that died or has been silent for hours: once, and again when it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import override_settings

from invekto.core import clock
from invekto.integrations import alarm, services
from invekto.integrations.models import AccountAlert, IntegrationAccount
from tests.integrations.syncing import HOUR, MakeAccount, health, sync
from tests.integrations.trendyol_peer import Trendyol
from tests.support.tenants import TenantKit


@pytest.fixture(autouse=True)
def _outbox() -> Iterator[None]:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield


@pytest.fixture
def mails() -> Callable[[], list[tuple[str, str]]]:
    """Runs the jobs that wait for mail to be sent; returns addressee and subject of each, in order."""

    def sent() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE task_name = 'integrations.tell_owner' "
                "RETURNING args ->> 'tenant_id', args ->> 'alert_id'"
            )
            for tenant_id, alert_id in sorted(cursor.fetchall(), key=lambda one: str(one[1])):
                for _ in range(2):  # a job may run twice
                    alarm.tell_owner(tenant_id, alert_id, clock.now())
        found = [(message.to[0], message.subject) for message in mail.outbox]
        mail.outbox.clear()
        return found

    return sent


Mails = Callable[[], list[tuple[str, str]]]


def test_a_dead_key_is_told_within_one_sync_once_and_its_end_too(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, mails: Mails
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    assert mails() == []
    trendyol.api_secret = "revoked"
    sync(tenant, account, now + timedelta(minutes=2))
    shop, owner = tenant.tenant.name, tenant.owner.email
    assert mails() == [(owner, f"{shop}: Trendyol anahtarı artık kabul etmiyor")]
    sync(tenant, account, now + 2 * HOUR)
    services.test_account(tenant.id, account.id, now=now + 3 * HOUR)
    with tenant.scope():
        services.update_key(
            account=services.find_account(account.id),
            secrets={"api_key": "anahtar", "api_secret": "wrong again"},
            now=now + 3 * HOUR,
            actor="test",
        )
    sync(tenant, account, now + 4 * HOUR)
    assert mails() == []
    with tenant.scope():
        services.update_key(
            account=services.find_account(account.id),
            secrets={"api_key": "anahtar", "api_secret": "revoked"},
            now=now + 5 * HOUR,
            actor="test",
        )
    sync(tenant, account, now + 5 * HOUR)
    sync(tenant, account, now + 6 * HOUR)
    assert mails() == [(owner, f"{shop}: Trendyol yeniden çalışıyor")]
    trendyol.api_secret = "dead once more"
    sync(tenant, account, now + 7 * HOUR)
    assert len(mails()) == 1


class Refusing(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[object]) -> int:
        raise ConnectionRefusedError


@pytest.mark.alone
def test_a_mail_server_that_was_down_gets_it_again(
    tenant: TenantKit,
    trendyol: Trendyol,
    make_account: MakeAccount,
    run_jobs: Callable[[], int],
    at: Callable[[datetime], None],
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    trendyol.api_secret = "revoked"
    sync(tenant, account, now + timedelta(minutes=2))
    with override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"):
        run_jobs()
    assert mail.outbox == []
    at(now + timedelta(minutes=3))
    run_jobs()
    assert [message.to for message in mail.outbox] == [[tenant.owner.email]]


def test_a_short_outage_is_told_to_nobody_and_one_of_hours_once(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, mails: Mails
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    trendyol.fail(503)
    sync(tenant, account, now + timedelta(minutes=2))
    sync(tenant, account, now + timedelta(minutes=4))
    assert mails() == []
    trendyol.fail(503, times=6)
    for hour in range(1, 7):
        sync(tenant, account, now + hour * HOUR)
    assert [subject.rpartition(": ")[2] for _, subject in mails()] == ["Trendyol saatlerdir yanıt vermiyor"]
    sync(tenant, account, now + 7 * HOUR)
    assert [subject.rpartition(": ")[2] for _, subject in mails()] == ["Trendyol yeniden çalışıyor"]


def test_the_mail_says_what_failed_and_where_to_mend_it_in_each_persons_language(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    from invekto.core.models import User

    with tenant.scope():
        User.objects.filter(pk=tenant.owner.pk).update(language="en")
    account = make_account(tenant, api_secret="wrong")
    sync(tenant, account)
    with tenant.scope():
        alert = AccountAlert.objects.get()
    alarm.tell_owner(tenant.id, alert.id, clock.now())
    (message,) = mail.outbox
    assert "did not accept the key" in message.body
    assert f"/settings/integrations/#account-{account.id}" in message.body
    assert "wrong" not in message.body
    assert health(tenant).mended_by == "owner"


def test_who_wants_no_mail_gets_none_and_what_is_off_is_no_news(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, mails: Mails
) -> None:
    from invekto.core.models import Tenant

    account = make_account(tenant)
    with tenant.scope():
        Tenant.objects.filter(pk=tenant.id).update(alerts_by_email=False)
    trendyol.api_secret = "revoked"
    sync(tenant, account)
    assert mails() == []
    with tenant.scope():
        Tenant.objects.filter(pk=tenant.id).update(alerts_by_email=True)
        services.switch_off(account=services.find_account(account.id), now=clock.now(), actor="test")
    with tenant.scope():
        services.switch_on(account=services.find_account(account.id), now=clock.now(), actor="test")
    trendyol.api_secret = "sır"
    sync(tenant, account)
    assert mails() == []


def test_of_another_tenants_account_nobody_is_told(
    tenant: TenantKit, second_tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, mails: Mails
) -> None:
    trendyol.api_secret = "revoked"
    account: IntegrationAccount = make_account(second_tenant, api_secret="other")
    sync(second_tenant, account)
    assert {address for address, _ in mails()} == {second_tenant.owner.email}
    with tenant.scope():
        assert not AccountAlert.objects.exists()
