"""The audit log: a chain nobody can mend unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, IntegrityError, connection, connections
from tests.support.tenants import TenantKit

from invekto.commands.upkeep import audit as audit_command
from invekto.core import audit, clock
from invekto.core.models import AuditEntry, User
from invekto.onboarding import people
from invekto.onboarding.people import PersonRefused


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


def tamper(statement: str, *parameters: object, also: str = "") -> None:
    """What somebody with the owner's password could do; ``also`` names a second table without its guards."""
    tables = ["audit_log", *([also] if also else [])]
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def problems(report: audit.Report) -> list[tuple[int, str]]:
    return [(broken.seq, broken.problem) for broken in report.breaks]


@pytest.fixture(autouse=True)
def _no_old_chains() -> None:
    tamper("DELETE FROM audit_log; DELETE FROM audit_heads", also="audit_heads")


def test_each_tenant_has_a_chain_of_its_own_that_holds(tenant: TenantKit, second_tenant: TenantKit):
    assert [entry.seq for entry in write_three(tenant)] == [1, 2, 3]
    assert [entry.seq for entry in write_three(second_tenant)] == [1, 2, 3]
    audit.append("keys.rotated", tenant_id=None, actor="cli", now=clock.now())
    report = audit.verify()
    assert (report.entries, report.breaks) == (7, [])


def test_many_entries_at_once_are_links_like_any_other(tenant: TenantKit):
    for _ in range(2):
        with tenant.scope():
            audit.append_each(
                "conversation.assigned",
                tenant_id=tenant.id,
                actor="user:1",
                now=clock.now(),
                subjects=["a", "b", "c"],
                details={"to": None},
            )
    write_three(tenant)
    with tenant.scope():
        told = list(AuditEntry.objects.order_by("seq").values_list("seq", "subject"))
    assert told == [*enumerate(["a", "b", "c"] * 2, 1), (7, ""), (8, ""), (9, "")]
    report = audit.verify()
    assert (report.entries, report.breaks) == (9, [])


def test_many_at_once_write_one_chain_without_getting_in_each_others_way():
    def write(_: int) -> None:
        try:
            audit.append("login", tenant_id=None, actor="user:1", now=clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert len(list(threads.map(write, range(80)))) == 80
    report = audit.verify()
    assert (report.entries, report.breaks) == (80, [])


def test_an_operator_whose_entry_cannot_be_written_is_not_made_or_changed():
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_log ADD CONSTRAINT nothing_more CHECK (false) NOT VALID")
    try:
        with pytest.raises(IntegrityError):
            people.add_operator(
                email="nobody@invekto.example", name="N", password="long enough", now=clock.now(), actor="cli"
            )
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE audit_log DROP CONSTRAINT nothing_more")
    assert not User.objects.using("owner").filter(email="nobody@invekto.example").exists()
    assert audit.verify().entries == 0


def test_an_operator_and_the_entry_of_it_are_one():
    wished = {"email": "op@invekto.example", "name": "O", "now": clock.now(), "actor": "cli"}
    operator = people.add_operator(password="long enough", **wished)
    with pytest.raises(PersonRefused):
        people.add_operator(password="long enough", **wished)
    people.set_password(email=operator.email, password="another one", now=clock.now(), actor="cli")
    entries = AuditEntry.objects.using("owner").order_by("seq")
    assert [entry.action for entry in entries] == ["operator.added", "user.password_set"]
    assert audit.verify().breaks == []


def test_a_changed_entry_is_found(tenant: TenantKit):
    changed = write_three(tenant)[1]
    tamper("UPDATE audit_log SET actor = 'user:2' WHERE id = %s", changed.id)
    assert problems(audit.verify()) == [(2, "changed")]
    result = CliRunner().invoke(audit_command, ["verify"])
    assert result.exit_code == 1
    assert f"{tenant.id} #2: changed" in result.output


def test_a_removed_entry_is_found(tenant: TenantKit):
    removed = write_three(tenant)[1]
    tamper("DELETE FROM audit_log WHERE id = %s", removed.id)
    assert problems(audit.verify()) == [(2, "missing")]


def test_a_removed_last_entry_cannot_be_replaced_by_a_forged_one(tenant: TenantKit):
    last = write_three(tenant)[2]
    tamper(
        "UPDATE audit_log SET action = 'nothing', previous_hash = %s WHERE id = %s", audit.GENESIS, last.id
    )
    assert audit.verify().breaks[0].seq == 3


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


def test_newest_entries_that_were_cut_off_are_missed_also_after_the_next_one(tenant: TenantKit):
    write_three(tenant)
    tamper("DELETE FROM audit_log WHERE tenant_id = %s AND seq > 1", tenant.id)
    assert problems(audit.verify()) == [(2, "the chain ends at #1 and its head at #3")]
    with tenant.scope():
        audit.append("login", tenant_id=tenant.id, actor="user:1", now=clock.now())
    assert problems(audit.verify()) == [(2, "missing")]


def test_a_forged_last_entry_with_a_right_hash_is_found(tenant: TenantKit):
    last = write_three(tenant)[2]
    last.action = "nothing"
    tamper("UPDATE audit_log SET action = 'nothing', hash = %s WHERE id = %s", audit._digest(last), last.id)
    assert problems(audit.verify()) == [(3, "not the entry that the head of the chain names")]


def test_a_chain_that_vanished_is_found(tenant: TenantKit, second_tenant: TenantKit):
    write_three(tenant)
    write_three(second_tenant)
    tamper("DELETE FROM audit_log WHERE tenant_id = %s", tenant.id)
    [broken] = audit.verify().breaks
    assert (broken.tenant_id, broken.problem) == (tenant.id, "the whole chain is missing, 3 entries")


def test_heads_kept_outside_show_what_somebody_did_who_changed_the_heads_too(
    tenant: TenantKit, tmp_path: Path
):
    write_three(tenant)
    printed = CliRunner().invoke(audit_command, ["verify", "--print-heads"])
    kept = tmp_path / "heads"
    kept.write_text(printed.stdout)
    with tenant.scope():
        audit.append("login", tenant_id=tenant.id, actor="user:1", now=clock.now())
    assert CliRunner().invoke(audit_command, ["verify", "--heads", str(kept)]).exit_code == 0
    tamper("DELETE FROM audit_log; DELETE FROM audit_heads", also="audit_heads")
    assert audit.verify().breaks == []
    result = CliRunner().invoke(audit_command, ["verify", "--heads", str(kept)])
    assert result.exit_code == 1
    assert f"{tenant.id} #1: the whole chain is missing, and its head too" in result.output
    kept.write_text("hello\n")
    assert CliRunner().invoke(audit_command, ["verify", "--heads", str(kept)]).exit_code == 2


@pytest.mark.parametrize("table", ["audit_log", "audit_heads"])
def test_nobody_empties_the_log_in_one_go(tenant: TenantKit, table: str):
    write_three(tenant)
    with pytest.raises(DatabaseError, match="append-only"), connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_heads SET entries = 1",
        "DELETE FROM audit_heads",
        f"INSERT INTO audit_heads (id, entries, hash) VALUES (gen_random_uuid(), 1, '{audit.GENESIS}')",
    ],
)
def test_nobody_writes_a_head_by_hand(tenant: TenantKit, statement: str):
    write_three(tenant)
    with pytest.raises(DatabaseError, match="follow its entries"), connections["owner"].cursor() as cursor:
        cursor.execute(statement)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        tenant.scope(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_older_installation_gets_its_heads_from_the_entries_it_has(
    tenant: TenantKit, second_tenant: TenantKit
):
    write_three(tenant)
    write_three(second_tenant)
    audit.append("keys.rotated", tenant_id=None, actor="cli", now=clock.now())
    tamper("DELETE FROM audit_heads", also="audit_heads")
    assert "the head of the chain is missing" in {problem for _, problem in problems(audit.verify())}
    fill = import_module("invekto.core.migrations.0006_audit_heads").FILL
    tamper(fill, also="audit_heads")
    report = audit.verify()
    assert (report.entries, report.breaks, len(report.heads)) == (7, [], 3)
