"""A command on a database that is not ready says so in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys

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
