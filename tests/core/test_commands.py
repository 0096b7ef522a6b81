"""A command on a database that is not ready says so in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from tests.support.tenants import TenantKit

from invekto.commands.data_folder import DataFolderTrouble, check_folder
from invekto.core.provision import ensure_database


def run(*arguments: str, database_url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "invekto.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"INVEKTO_DATABASE_URL": database_url},
    )


def test_a_database_without_tables_is_told_and_migrate_mends_it(admin_url: str):
    ensure_database(admin_url, name="without_tables")
    url = admin_url.replace("//postgres@/postgres", "//invekto_owner@/without_tables")
    told = run("audit", "verify", database_url=url)
    assert (told.returncode, told.stderr) == (
        1,
        "The database lags behind this version: run `invekto migrate` first.\n",
    )
    assert run("migrate", "--quiet", database_url=url).returncode == 0
    assert run("audit", "verify", database_url=url).returncode == 0


def test_a_database_that_does_not_answer_is_told():
    told = run("audit", "verify", database_url="postgresql://nobody@127.0.0.1:1/none")
    assert told.returncode == 1
    assert told.stderr.startswith("The database does not answer")
    assert "Traceback" not in told.stderr


def run_bare(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """With no setting but the data folder, as on a machine where nothing runs yet."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("INVEKTO_")}
    return subprocess.run(
        [sys.executable, "-m", "invekto.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=ours | {"INVEKTO_DATA_DIR": str(folder)} | environment,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], [], ["chat", "--help"], ["audit", "verify", "-h"]])
def test_help_needs_no_settings_and_leaves_nothing_behind(tmp_path: Path, arguments: list[str]):
    told = run_bare(tmp_path, *arguments, INVEKTO_ENV="nonsense")
    assert "Usage:" in told.stdout + told.stderr
    assert told.returncode == (0 if arguments else 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["audit", "verify"], ["keys", "rotate"], ["migrate"]])
@pytest.mark.parametrize(
    "setting",
    [{"INVEKTO_DATABASE_URL": ""}, {"INVEKTO_DATABASE_URL": "mysql://x"}, {"INVEKTO_ENV": "nonsense"}],
)
def test_a_setting_that_is_missing_or_wrong_is_one_sentence(
    tmp_path: Path, command: list[str], setting: dict[str, str]
):
    url = {"INVEKTO_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    told = run_bare(tmp_path, *command, **url | setting)
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1
    assert next(iter(setting)) in told.stderr


STARTS = [["serve"], ["demo", "--headless", "--port", "0", "--integrations-port", "0"]]


def test_keys_that_are_gone_are_told_and_no_new_ones_are_made(tmp_path: Path, tenant: TenantKit):
    for command in [["audit", "verify"], ["migrate"], *STARTS]:
        told = run_bare(
            tmp_path, *command, INVEKTO_DATABASE_URL=os.environ["INVEKTO_DATABASE_URL"], LANG="en_GB.UTF-8"
        )
        assert told.returncode == 1
        assert f"{tmp_path / 'secrets' / 'encryption_keys'} is gone" in told.stderr
        assert "Traceback" not in told.stderr
        assert not (tmp_path / "secrets" / "encryption_keys").exists()


def test_a_database_that_does_not_answer_gives_no_reason_to_make_keys(tmp_path: Path):
    url = "postgresql://nobody@127.0.0.1:1/none"
    for command in [["audit", "verify"], *STARTS]:
        told = run_bare(tmp_path, *command, INVEKTO_DATABASE_URL=url, LANG="en_GB.UTF-8")
        assert (told.returncode, "does not answer" in told.stderr) == (1, True)
        assert not (tmp_path / "secrets" / "encryption_keys").exists()


def _ring_in_use() -> str:
    return ",".join(settings.ENCRYPTION_KEYS)


def _secrets_file(folder: Path, content: str) -> Path:
    path = folder / "secrets" / "encryption_keys"
    path.parent.mkdir(mode=0o700)
    path.write_text(content, encoding="latin-1")
    return path


@pytest.mark.alone
def test_keys_that_open_nothing_are_told_at_the_start_unless_the_right_ones_are_lost(
    tmp_path: Path, tenant: TenantKit
):
    foreign, url = Fernet.generate_key().decode(), os.environ["INVEKTO_DATABASE_URL"]
    path = _secrets_file(tmp_path, foreign)
    for command in [["audit", "verify"], *STARTS]:
        for given, source in (
            ({}, str(path)),
            ({"INVEKTO_ENCRYPTION_KEYS": foreign}, "INVEKTO_ENCRYPTION_KEYS"),
        ):
            told = run_bare(tmp_path, *command, INVEKTO_DATABASE_URL=url, LANG="en_GB.UTF-8", **given)
            assert told.returncode == 1
            assert f"{source} opens none of the provider keys" in told.stderr
            assert "Traceback" not in told.stderr
    audit = ["audit", "verify"]
    assert run_bare(tmp_path, *audit, INVEKTO_DATABASE_URL=url, INVEKTO_KEYS_LOST="1").returncode == 0
    both = f"{foreign},{_ring_in_use()}"
    assert run_bare(tmp_path, *audit, INVEKTO_DATABASE_URL=url, INVEKTO_ENCRYPTION_KEYS=both).returncode == 0


@pytest.mark.parametrize("content", ["no key at all", "\xff\xfe\x00", f"{'A' * 43}=\nnot one"])
def test_garbage_among_the_keys_names_the_file(tmp_path: Path, tenant: TenantKit, content: str):
    path = _secrets_file(tmp_path, content)
    for command, status in (["audit", "verify"], 2), *((start, 1) for start in STARTS):
        told = run_bare(tmp_path, *command, INVEKTO_DATABASE_URL=os.environ["INVEKTO_DATABASE_URL"])
        assert (told.returncode, str(path) in told.stderr) == (status, True)
        assert len(told.stderr.splitlines()) == 1 or status == 1
        assert "Traceback" not in told.stderr


def test_log_files_of_somebody_else_are_named(tmp_path: Path):
    log = tmp_path / "logs" / "web.log"
    log.parent.mkdir()
    log.parent.chmod(0o777)
    log.touch()
    log.chmod(0o444)
    if os.geteuid() == 0:  # nothing is closed to root
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(folder.stat().st_mode | 0o011)
        os.seteuid(65534)
    try:
        with pytest.raises(DataFolderTrouble, match=str(log)):
            check_folder(tmp_path, "tr")
    finally:
        os.seteuid(os.getuid())


def test_the_demo_does_not_begin_where_somebody_elses_tenants_are(tmp_path: Path, tenant: TenantKit):
    told = run_bare(
        tmp_path,
        *STARTS[1],
        INVEKTO_DATABASE_URL=os.environ["INVEKTO_DATABASE_URL"],
        INVEKTO_ENCRYPTION_KEYS=_ring_in_use(),
        LANG="en_GB.UTF-8",
    )
    assert told.returncode == 1
    assert "which the demo did not make" in told.stderr.splitlines()[-1]
    assert not (tmp_path / "secrets").exists()
