"""One real PostgreSQL for the whole run, a database of its own for every pytest process.

Tests commit for real and are kept apart by tenants: each makes its own, and row-level security does the
rest. Django is set up before the first test module is imported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psycopg
import pytest
from xdist.scheduler import LoadScopeScheduling

from invekto.core.embedded_postgres import EmbeddedPostgres
from invekto.core.provision import OWNER_ROLE, ensure_database
from tests.support.sandbox_process import receiver_server, sandbox_url

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit

__all__ = ["receiver_server", "sandbox_url"]  # fixtures
TEMPLATE = "invekto_template"
NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # in Istanbul; a Tuesday
_server: EmbeddedPostgres | None = None
_folder: tempfile.TemporaryDirectory[str] | None = None

# What every process of a test run has in common; a caller's own settings must not reach the tests.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "invekto.settings",
    "INVEKTO_ENV": "test",
    "INVEKTO_SANDBOX": "1",
    "INVEKTO_SECRET_KEY": "only for tests",
    "INVEKTO_BURST_QUIET_MS": "0",
    "INVEKTO_WHATSAPP_API_URL": "http://127.0.0.1:9/whatsapp",  # nobody listens: each test names its peer
    "INVEKTO_TRENDYOL_API_URL": "http://127.0.0.1:9/trendyol",
    "INVEKTO_ARAS_API_URL": "http://127.0.0.1:9/aras",
    "INVEKTO_YURTICI_API_URL": "http://127.0.0.1:9/yurtici",
    "INVEKTO_HEPSIBURADA_API_URL": "http://127.0.0.1:9/hepsiburada",
    "INVEKTO_HEPSIBURADA_LISTINGS_URL": "http://127.0.0.1:9/hepsiburada",
    "INVEKTO_HEPSIBURADA_CATALOGUE_URL": "http://127.0.0.1:9/hepsiburada",
    "INVEKTO_HEPSIBURADA_QUESTIONS_URL": "http://127.0.0.1:9/hepsiburada",
}

# Files whose tests share one running installation, by their beginning: they stay on one worker, and begin first.
TOGETHER = (
    "tests/scenarios/",
    "tests/dashboard/test_browser",
    "tests/dashboard/test_thread_browser",
    "tests/supervisor/test_walk_through",
)


class Scheduling(LoadScopeScheduling):
    """Test by test but for those (xdist's own groups are lost on pytest 9.2)."""

    def _split_scope(self, nodeid: str) -> str:
        return next((file for file in TOGETHER if nodeid.startswith(file)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


def _owner_url(admin_url: str, database: str) -> str:
    return admin_url.replace("//postgres@/postgres", f"//{OWNER_ROLE}@/{database}")


def _environment(database_url: str, data_dir: Path) -> None:
    for name in [name for name in os.environ if name.startswith("INVEKTO_")]:
        if name != "INVEKTO_CACHE_DIR":
            del os.environ[name]
    os.environ.update(SETTINGS | {"INVEKTO_DATABASE_URL": database_url, "INVEKTO_DATA_DIR": str(data_dir)})


def pytest_configure(config: pytest.Config) -> None:
    global _server, _folder
    worker = getattr(config, "workerinput", None)
    if worker is None:
        _folder = tempfile.TemporaryDirectory(prefix="invekto-tests-", ignore_cleanup_errors=True)
        Path(_folder.name).chmod(0o755)  # as root the server runs as another user, who must get in
        _server = EmbeddedPostgres(Path(_folder.name) / "postgres")
        admin_url = _server.start()
        ensure_database(admin_url, name=TEMPLATE)
        _environment(_owner_url(admin_url, TEMPLATE), Path(_folder.name) / "template")
        subprocess.run([sys.executable, "-m", "invekto.cli", "migrate", "--quiet"], check=True)
        config.stash[_ADMIN_URL] = admin_url
        config.stash[_ROOT] = _folder.name
        name = "main"
    else:
        config.stash[_ADMIN_URL] = admin_url = worker["admin_url"]
        config.stash[_ROOT] = worker["root"]
        name = worker["workerid"]
    database = f"test_{name}"
    ensure_database(admin_url, name=database, template=TEMPLATE)
    _environment(_owner_url(admin_url, database), Path(config.stash[_ROOT]) / name)
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()


_ADMIN_URL = pytest.StashKey[str]()
_ROOT = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """xdist: tell each worker process where the server is."""
    node.workerinput["admin_url"] = node.config.stash[_ADMIN_URL]
    node.workerinput["root"] = node.config.stash[_ROOT]


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        if hasattr(connections[alias], "close_pool"):
            connections[alias].close_pool()
    if _server is not None:
        _server.stop(fast=True)
    if _folder is not None:
        _folder.cleanup()


@pytest.fixture(scope="session")
def admin_url(pytestconfig: pytest.Config) -> str:
    """A superuser's address on the test server."""
    return pytestconfig.stash[_ADMIN_URL]


def _forget_everybody(admin_url: str) -> None:
    """Empty every table that belongs to tenants, in the database of this process."""
    from django.db import connection

    database = urlsplit(admin_url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with psycopg.connect(database, autocommit=True) as link:
        tables = link.execute(
            "SELECT format('%I', c.table_name) FROM information_schema.columns c"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'tenant_id'"
        ).fetchall()
        link.execute(
            "SET session_replication_role = replica"
        )  # the audit log, too, which nobody else may empty
        link.execute(f"TRUNCATE tenants, {', '.join(name for (name,) in tables)} CASCADE")


@pytest.fixture(autouse=True)
def _clean_desk(request: pytest.FixtureRequest, admin_url: str) -> Iterator[None]:
    """No job or clock setting of an earlier test is left over, and no connection of this one.

    ``alone``: nor are the tenants of earlier tests, whose number is what a job that visits all of them costs.
    Every test begins on the same Tuesday at noon: what is said of tomorrow or of Sunday must not hang on
    the day a machine runs it.
    """
    from django.db import connection, connections

    from invekto.core import clock

    clock.set_now(NOON)
    if request.node.get_closest_marker("alone"):
        _forget_everybody(admin_url)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM scheduled_jobs")
    yield
    for alias in connections:
        connections[alias].close()


@pytest.fixture
def todays_clock() -> None:
    """For what meets a clock nobody sets, such as the database's or a browser's: the machine's own time."""
    from invekto.core import clock

    clock.reset()


@pytest.fixture
def at() -> Callable[[datetime], None]:
    """Set the product's clock."""
    from invekto.core import clock

    return clock.set_now


@pytest.fixture
def make_tenant() -> Callable[..., TenantKit]:
    """A fresh tenant with a WhatsApp number, an owner and an agent; see tests.support.tenants."""
    from tests.support.tenants import make_tenant as make

    return make


@pytest.fixture
def tenant(make_tenant: Callable[..., TenantKit]) -> TenantKit:
    return make_tenant()


@pytest.fixture
def second_tenant(make_tenant: Callable[..., TenantKit]) -> TenantKit:
    """Somebody else's shop, which must never be seen or changed."""
    return make_tenant()


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    """Work off every job that is due, through a real worker; returns how many ran."""
    from tests.support.jobs import run_jobs as run

    return run


@pytest.fixture
def queued_jobs() -> Callable[[], list[str]]:
    """Names of the jobs that wait for a worker."""
    from tests.support.jobs import queued_jobs as queued

    return queued


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own with 64 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    for above in (folder, *folder.parents[:3]):
        above.chmod(above.stat().st_mode | 0o011)
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m,mode=755", "tmpfs", str(folder)]
    if (
        os.geteuid() != 0
        or not shutil.which("mount")
        or subprocess.run(mount, capture_output=True).returncode
    ):
        pytest.skip("only root can make a small disk, and not in every container")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
