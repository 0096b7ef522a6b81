"""The audit log: a chain nobody can mend unseen."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, connections
from tests.support.tenants import TenantKit

from invekto.commands.upkeep import audit as audit_command
from invekto.core import audit, clock
from invekto.core.models import AuditEntry


def write_three(kit: TenantKit) -> list[AuditEntry]:
    entries = []
    for action in ("login", "account.added", "conversation.taken_over"):
        with kit.scope():
            entries.append(
                audit.append(
                    action, tenant_id=kit.id, actor="user:1", now=clock.now(), details={"müşteri": "Işıl"}
                )
            )
    return entries


def tamper(statement: str, *parameters: object) -> None:
    """What somebody with the owner's password could do."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only")
        cursor.execute(statement, parameters)
        cursor.execute("ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only")


@pytest.fixture(autouse=True)
def _no_old_chains() -> None:
    tamper("DELETE FROM audit_log")


def test_each_tenant_has_a_chain_of_its_own_that_holds(tenant: TenantKit, second_tenant: TenantKit):
    assert [entry.seq for entry in write_three(tenant)] == [1, 2, 3]
    assert [entry.seq for entry in write_three(second_tenant)] == [1, 2, 3]
    audit.append("keys.rotated", tenant_id=None, actor="cli", now=clock.now())
    assert audit.verify() == (7, [])


def test_a_changed_entry_is_found(tenant: TenantKit):
    changed = write_three(tenant)[1]
    tamper("UPDATE audit_log SET actor = 'user:2' WHERE id = %s", changed.id)
    assert [(broken.seq, broken.problem) for broken in audit.verify()[1]] == [(2, "changed")]
    result = CliRunner().invoke(audit_command, ["verify"])
    assert result.exit_code == 1
    assert f"{tenant.id} #2: changed" in result.output


def test_a_removed_entry_is_found(tenant: TenantKit):
    removed = write_three(tenant)[1]
    tamper("DELETE FROM audit_log WHERE id = %s", removed.id)
    assert [(broken.seq, broken.problem) for broken in audit.verify()[1]] == [(2, "missing")]


def test_a_removed_last_entry_cannot_be_replaced_by_a_forged_one(tenant: TenantKit):
    last = write_three(tenant)[2]
    tamper(
        "UPDATE audit_log SET action = 'nothing', previous_hash = %s WHERE id = %s", audit.GENESIS, last.id
    )
    assert audit.verify()[1][0].seq == 3


def test_the_application_can_neither_change_nor_remove_an_entry(tenant: TenantKit):
    entry = write_three(tenant)[0]
    for statement in (
        "UPDATE audit_log SET actor = 'x' WHERE id = %s",
        "DELETE FROM audit_log WHERE id = %s",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            tenant.scope(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [entry.id])


def test_even_the_owner_is_stopped_by_the_trigger(tenant: TenantKit):
    entry = write_three(tenant)[0]
    with pytest.raises(DatabaseError, match="append-only"), connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM audit_log WHERE id = %s", [entry.id])
