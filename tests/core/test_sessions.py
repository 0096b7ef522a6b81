"""What one user of a pooled connection leaves on it: nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from tests.support.tenants import TenantKit

import invekto
from invekto.core.models import Tenant
from invekto.core.sessions import may_outlast_transaction
from invekto.core.statements import run_prepared
from invekto.core.tenancy import door


def ask(query: str, *parameters: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchone()[0]


def session() -> int:
    return int(ask("SELECT pg_backend_pid()"))


@pytest.fixture(autouse=True)
def _one_connection() -> None:
    """A pool that holds one connection gives the same one again."""
    connection.close()
    connection.close_pool()
    session()
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT set_config('app.tenant_id', '00000000-0000-0000-0000-000000000001', false)",
        "SET app.tenant_id = '00000000-0000-0000-0000-000000000001'",
        "  set session app.tenant_id = '00000000-0000-0000-0000-000000000001'",
        "SELECT 1; SET app.tenant_id = '00000000-0000-0000-0000-000000000001'",
        "DO $$ BEGIN PERFORM set_config('app.tenant_id', '00000000-0000-0000-0000-000000000001', false); END $$",
    ],
)
def test_a_setting_made_for_the_session_is_gone_for_its_next_user(statement: str):
    first = session()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert ask("SELECT current_setting('app.tenant_id', true)")
    connection.close()
    assert session() == first
    assert not ask("SELECT current_setting('app.tenant_id', true)")
    assert ask("SELECT current_setting('TimeZone')") == "UTC"


def test_a_prepared_statement_is_watched_too():
    first = session()
    run_prepared("SELECT set_config('door.slug', %s::text, false)", ["a"])
    connection.close()
    assert session() == first
    assert not ask("SELECT current_setting('door.slug', true)")


def test_a_setting_made_in_a_transaction_that_never_ended_is_gone_too():
    first = session()
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('door.slug', 'a', false)")
    connection.close()
    assert session() == first
    assert not ask("SELECT current_setting('door.slug', true)")


def test_a_scope_leaves_nothing_and_its_connection_needs_no_reset(tenant: TenantKit):
    first = session()
    with tenant.scope():
        assert ask("SELECT current_setting('app.tenant_id')") == str(tenant.id)
    with door("slug", tenant.tenant.slug):
        assert Tenant.objects.count() == 1
    assert not connection.session_changed
    assert not ask("SELECT current_setting('app.tenant_id', true)")
    connection.close()
    assert session() == first
    assert not ask("SELECT current_setting('app.tenant_id', true)")
    assert not ask("SELECT current_setting('door.slug', true)")


def test_a_scope_that_failed_leaves_nothing(tenant: TenantKit):
    with pytest.raises(ZeroDivisionError), tenant.scope():
        raise ZeroDivisionError
    assert connection.connection.info.transaction_status.name == "IDLE"
    assert not ask("SELECT current_setting('app.tenant_id', true)")


def test_a_value_with_quotes_stays_a_value():
    value = "a'; SELECT set_config('door.slug', 'b', false); --\\' %s"
    with door("slug", value):
        assert ask("SELECT current_setting('door.slug')") == value
    assert not ask("SELECT current_setting('door.slug', true)")


def test_a_door_inside_a_transaction_is_refused_as_before():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), door("slug", "a"):
        pass


@pytest.mark.parametrize(
    "statement",
    ["SELECT 1", 'UPDATE "a" SET "b" = 1', "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING", "BEGIN"],
)
def test_ordinary_statements_need_no_reset(statement: str):
    assert not may_outlast_transaction(statement)


def test_our_own_code_sets_nothing_that_outlasts_its_transaction():
    wrong = re.compile(r"set_config\s*\([^()]*,\s*false\s*\)|\bSET\s+SESSION\b", re.IGNORECASE)
    sources = list(Path(invekto.__file__).parent.rglob("*.py"))
    assert len(sources) > 100
    assert [path.name for path in sources if wrong.search(path.read_text())] == []


def test_the_connection_that_came_back_last_is_lent_first() -> None:
    """The server keeps plans by connection: a round over all of them would have each made many times."""
    pool = connection.pool
    held = [pool.getconn() for _ in range(3)]
    for one in held:
        pool.putconn(one)
    again = [pool.getconn() for _ in range(2)]
    for one in again:
        pool.putconn(one)
    assert again == [held[2], held[1]]
