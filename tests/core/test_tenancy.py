"""The gate between tenants, table by table."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, models, transaction
from tests.core.rows import fill, tenant_models
from tests.support.tenants import TenantKit

from invekto.agent_ai.models import AnswerJudgement
from invekto.core.models import AuditEntry, AuditHead, Tenant, User
from invekto.core.tenancy import door, doors, tenant_ids, tenant_scope
from invekto.messaging.models import Conversation, Message, WhatsAppNumber

# Unique over all tenants, because they are how the outside world finds the tenant.
GLOBAL_KEYS = {
    "user_email",
    "phone_number_id_once",
    "api_key_hash_once",
    "account_token_once",
    "users_email_key",
}

APPEND_ONLY = (AuditEntry, AuditHead, AnswerJudgement)
LEARNT = ("parcel_paces",)  # written by a function of the database alone

Rows = dict[type[models.Model], UUID]


def owner_rows(query: str, *parameters: object) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def tenant_tables() -> list[str]:
    return [
        str(row[0])
        for row in owner_rows(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
            "AND NOT a.attisdropped JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' ORDER BY 1"
        )
    ]


@pytest.fixture
def both(tenant: TenantKit, second_tenant: TenantKit) -> tuple[TenantKit, Rows, TenantKit, Rows]:
    """Two tenants, each with a row in every table."""
    filled: list[Rows] = []
    for kit in (tenant, second_tenant):
        rows: Rows = {}
        for model in tenant_models():
            rows[model] = fill(model, kit.id, rows)
        filled.append(rows)
    return tenant, filled[0], second_tenant, filled[1]


def test_every_tenant_table_has_forced_row_security_and_a_key_that_carries_the_tenant():
    for table in tenant_tables():
        ((forced, owner),) = owner_rows(
            "SELECT relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner) FROM pg_class "
            "WHERE oid = %s::regclass",
            table,
        )
        assert forced, f"{table} has no forced row-level security"
        assert owner != connection.settings_dict["USER"], f"{table} is owned by the application"
        keys = owner_rows(
            "SELECT con.contype, con.conname, array_agg(a.attname::text) FROM pg_constraint con "
            "JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = ANY (con.conkey) "
            "WHERE con.conrelid = %s::regclass AND con.contype IN ('p', 'u', 'f') "
            "GROUP BY 1, 2",
            table,
        )
        for kind, name, columns in keys:
            if table in ("users", "audit_log", "audit_heads") and kind == "p":
                continue  # rows without a tenant exist there: operators, the platform's own chain
            if name in GLOBAL_KEYS:
                continue
            assert "tenant_id" in columns, f"{table}.{name} does not carry the tenant"


def test_the_application_role_can_neither_own_nor_bypass():
    ((superuser, bypass, create_role),) = owner_rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s",
        connection.settings_dict["USER"],
    )
    assert (superuser, bypass, create_role) == (False, False, False)
    assert owner_rows(
        "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s", connection.settings_dict["USER"]
    ) == [(0,)]


def test_no_table_shows_a_foreign_row(both: tuple[TenantKit, Rows, TenantKit, Rows]):
    mine, my_rows, _, their_rows = both
    with mine.scope():
        for model in tenant_models():
            seen = set(model._default_manager.values_list("tenant_id", flat=True))
            assert seen == {mine.id}, f"{model._meta.db_table} shows {seen}"
            assert model._default_manager.filter(pk=my_rows[model]).exists()
            assert not model._default_manager.filter(pk=their_rows[model]).exists()


def test_no_table_lets_a_foreign_row_be_changed_removed_or_planted(
    both: tuple[TenantKit, Rows, TenantKit, Rows],
):
    mine, my_rows, theirs, their_rows = both
    for model in tenant_models():
        table = model._meta.db_table
        if model not in APPEND_ONLY and table not in LEARNT:
            with mine.scope(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET tenant_id = tenant_id WHERE id = %s", [their_rows[model]])
                assert cursor.rowcount == 0, table
                cursor.execute(f"DELETE FROM {table} WHERE id = %s", [their_rows[model]])
                assert cursor.rowcount == 0, table
        # Planting: my own row's copy under the other tenant's name.
        with (
            pytest.raises(
                DatabaseError,
                match=r"row-level security|permission denied for table (?:audit_heads|parcel_paces)",
            ),
            mine.scope(),
            connection.cursor() as cursor,
        ):
            columns = [
                field.column for field in model._meta.fields if field.column not in ("id", "tenant_id")
            ]
            cursor.execute(
                f"INSERT INTO {table} (id, tenant_id, {', '.join(columns)}) "
                f"SELECT gen_random_uuid(), %s, {', '.join(columns)} FROM {table} WHERE id = %s",
                [theirs.id, my_rows[model]],
            )


def test_a_child_can_never_point_at_another_tenants_parent(both: tuple[TenantKit, Rows, TenantKit, Rows]):
    _, my_rows, _, their_rows = both
    pointed = 0
    for model in tenant_models():
        for field in model._meta.fields:
            if not isinstance(field, models.ForeignKey) or field.related_model is Tenant:
                continue
            pointed += 1
            # Even the owner, who sees every row, is refused by the key itself.
            with (
                pytest.raises(IntegrityError, match="foreign key"),
                transaction.atomic(using="owner"),
                connections["owner"].cursor() as cursor,
            ):
                if model is AuditEntry:
                    continue
                cursor.execute(
                    f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s",
                    [their_rows[field.related_model], my_rows[model]],
                )
    assert pointed > 10


def test_outside_a_scope_tenant_tables_fail_or_are_empty(tenant: TenantKit):
    for model in tenant_models():
        try:
            with transaction.atomic():
                # The platform's own rows (tenant null) are nobody's.
                assert not model._default_manager.exclude(tenant=None).exists(), model._meta.db_table
        except DatabaseError as error:
            assert "app.tenant_id" in str(error) or "uuid" in str(error)  # noqa: PT017 - either way is shut


def test_a_scope_leaves_nothing_behind_in_the_connection(tenant: TenantKit):
    with tenant.scope():
        assert User.objects.count() == 2
    assert User.objects.count() == 0


def test_scopes_cannot_be_nested(tenant: TenantKit, second_tenant: TenantKit):
    with pytest.raises(RuntimeError), tenant.scope(), tenant_scope(second_tenant.id):
        pass


def test_a_door_shows_only_the_row_whose_identifier_one_holds(tenant: TenantKit, second_tenant: TenantKit):
    with door("email", tenant.agent.email):
        assert [user.id for user in User.objects.all()] == [tenant.agent.id]
    with door("email", "nobody@example.com"):
        assert not User.objects.exists()


def test_one_query_opens_the_doors_of_several_and_of_nobody_else(make_tenant):
    kits = [make_tenant() for _ in range(3)]
    wanted = [kits[0].number.phone_number_id, "nobody's"]
    with doors({"phone_number_id": wanted, "waba_id": [kits[1].number.waba_id]}):
        assert set(WhatsAppNumber.objects.values_list("tenant_id", flat=True)) == {kits[0].id, kits[1].id}
    with pytest.raises(ValueError, match="more than one line"), doors({"waba_id": ["1\n2"]}):
        pass
    with doors({"waba_id": []}):
        assert not WhatsAppNumber.objects.exists()


def test_a_door_is_for_reading_only(tenant: TenantKit):
    with pytest.raises(DatabaseError), door("email", tenant.agent.email):
        User.objects.filter(pk=tenant.agent.pk).update(role="owner")


def test_periodic_work_sees_ids_and_nothing_else(tenant: TenantKit, second_tenant: TenantKit):
    assert {tenant.id, second_tenant.id} <= set(tenant_ids())
    assert not Tenant.objects.exists()


def test_periodic_work_goes_only_to_those_who_have_some(tenant: TenantKit, second_tenant: TenantKit):
    works = ("events_or_sleepers", "waiting", "flows", "open_rows", "accounts", "resuming_bots")
    for work in works:
        assert {tenant.id, second_tenant.id}.isdisjoint(tenant_ids(work)), work
    rows: Rows = {}
    for model in tenant_models():
        rows[model] = fill(model, tenant.id, rows)
    talk, message = rows[Conversation], rows[Message]
    statements = (
        f"UPDATE conversations SET mode = 'waiting', flow = '{{}}', snoozed_until = now() WHERE id = '{talk}'",
        f"UPDATE messages SET author = 'customer', answered_at = NULL WHERE id = '{message}'",
        f"UPDATE tenants SET bot_resumes_after = 2 WHERE id = '{tenant.id}'",
        f"UPDATE outbound_messages SET state = 'queued' WHERE tenant_id = '{tenant.id}'",
    )
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    for work in works:
        found = tenant_ids(work)
        assert tenant.id in found, work
        assert second_tenant.id not in found, work
