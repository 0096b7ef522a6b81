"""The way back: what was there comes back, what came later is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections, transaction

from invekto.core import audit, clock, jobs
from invekto.core.tenancy import tenant_ids
from invekto.messaging.models import Contact
from invekto.sandbox import snapshot
from invekto.sandbox.models import Mail
from tests.support.tenants import TenantKit


@pytest.fixture(autouse=True)
def _no_copy_left() -> Iterator[None]:
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {snapshot.SCHEMA} CASCADE")


@pytest.mark.alone
def test_a_restored_state_is_the_kept_one_down_to_sequences_and_waiting_jobs(
    tenant: TenantKit, make_tenant: Callable[..., TenantKit], queued_jobs: Callable[[], list[str]]
) -> None:
    conversation = tenant.make_conversation(name="Elif Demir")
    with tenant.scope():
        audit.append("test.kept", tenant_id=tenant.id, actor="test", now=clock.now())
        jobs.defer("outbound.recover")
    last = Mail.objects.create(kind="email", to="a", at=clock.now())
    snapshot.take(clock.now(), settled=True)

    later = make_tenant()
    with tenant.scope():
        Contact.objects.filter(id=conversation.contact_id).update(profile_name="Someone else")
        audit.append("test.later", tenant_id=tenant.id, actor="test", now=clock.now())
        jobs.defer("messaging.sweep")
    Mail.objects.create(kind="email", to="b", at=clock.now())
    snapshot.restore()

    assert later.id not in tenant_ids()
    with tenant.scope():
        assert Contact.objects.get(id=conversation.contact_id).profile_name == "Elif Demir"
    assert queued_jobs() == ["outbound.recover"]
    assert Mail.objects.create(kind="email", to="c", at=clock.now()).pk == last.pk + 1
    assert [broken for broken in audit.verify().breaks if broken.tenant_id == tenant.id] == []
    with pytest.raises(Exception, match="append-only"), connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM audit_log")


def test_a_copy_of_other_tables_is_no_copy(tenant: TenantKit) -> None:
    assert snapshot.kept() is None
    snapshot.take(clock.now(), settled=False)
    assert snapshot.kept() is not None
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE sandbox_seed.taken SET migrations = 'of an earlier version'")
    assert snapshot.kept() is None


def test_the_application_itself_cannot_read_the_copy(tenant: TenantKit) -> None:
    snapshot.take(clock.now(), settled=False)
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sandbox_seed.tenants")
