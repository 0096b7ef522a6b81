"""What the planner knows of tables that nobody has measured yet."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from tests.support.tenants import TenantKit

from invekto.core import schema
from invekto.core.databases import APP_ROLE
from invekto.core.provision import OWNER_ROLE, ensure_database


def test_a_new_database_is_measured_once_it_holds_something(tenant: TenantKit) -> None:
    tenant.make_conversation()
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE unmeasured AS SELECT 1 AS one")
        try:
            schema.measure_tables()
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname IN ('unmeasured', 'tenants', 'contacts') "
                "AND reltuples < 0"
            )
            assert cursor.fetchall() == []
        finally:
            cursor.execute("DROP TABLE unmeasured")


@pytest.fixture
def with_password(admin_url: str) -> Iterator[str]:
    """The owner's address of a database that asks the application's role for its password."""
    ensure_database(admin_url, name="with_password")
    with psycopg.connect(admin_url, autocommit=True) as admin:
        (path,) = admin.execute("SHOW hba_file").fetchone() or ("",)
        rules = Path(path).read_text()
        Path(path).write_text(f"local with_password {APP_ROLE} scram-sha-256\n{rules}")
        admin.execute("SELECT pg_reload_conf()")
        yield admin_url.replace("//postgres@/postgres", f"//{OWNER_ROLE}@/with_password")
        Path(path).write_text(rules)
        admin.execute("SELECT pg_reload_conf()")


LOOK = "from invekto.core.tenancy import tenant_ids; print(tenant_ids())"
START = "from invekto.commands.stack import _migrate; _migrate(print, language='en')"


def run_with(url: str, key: str, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        env=os.environ | {"INVEKTO_DATABASE_URL": url, "INVEKTO_SECRET_KEY": key},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.alone
def test_a_start_with_another_secret_key_lets_the_application_in(with_password: str):
    assert run_with(with_password, "the first", START).returncode == 0
    assert run_with(with_password, "the first", LOOK).stdout == "[]\n"
    assert run_with(with_password, "the second", LOOK).returncode == 1
    assert run_with(with_password, "the second", START).returncode == 0
    assert run_with(with_password, "the second", LOOK).stdout == "[]\n"
