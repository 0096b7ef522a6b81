"""The real `invekto demo`, started and ended in every way that happens to people.

The first start makes an installation that the tests share; those at the end need it stopped.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from invekto.commands.demo import demo
from invekto.core.embedded_postgres.processes import alive, carrying, wait_until
from tests.support.machine import family, free_port

# One worker runs them: they share an installation.
pytestmark = [pytest.mark.demo]

LINES_OF_PROGRESS = ("·", "✓", "✗", "  ")
TENANT = "moda-atolyesi"
PATIENCE = 120  # seconds; a busy machine is slow, and none of this is about speed


def environment(data_dir: Path) -> dict[str, str]:
    """This process's, without what belongs to the tests' own database; trained models are shared."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INVEKTO_")}
    if cache := os.environ.get("INVEKTO_CACHE_DIR"):
        kept["INVEKTO_CACHE_DIR"] = cache
    return kept | {"INVEKTO_DATA_DIR": str(data_dir), "LANG": "en_GB.UTF-8"}


def command(port: int) -> list[str]:
    ports = ["--port", str(port), "--integrations-port", str(port + 1)]
    return [sys.executable, "-m", "invekto.cli", "demo", "--headless", *ports]


def refused(data_dir: Path, port: int | None = None, *, through: Sequence[str] = ()) -> str:
    """What a start that fails says last; it must say so in one sentence and leave nobody running."""
    before = carrying(str(data_dir))
    ended = subprocess.run(
        [*through, *command(port or free_port())],
        env=environment(data_dir),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    said = [line for line in ended.stderr.splitlines() if not line.startswith(LINES_OF_PROGRESS)]
    assert (ended.returncode, len(said), ended.stdout) == (1, 1, ""), ended.stderr
    assert said[0].endswith(".")
    assert carrying(str(data_dir)) == before
    return said[0]


class Installation:
    """A data folder of its own, and the demo that runs on it at times."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "veri klasörü"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said = folder / "said"
        self.process: subprocess.Popen[str] | None = None
        self.family: list[int] = []

    def run(self) -> subprocess.Popen[str]:
        """The running demo; started if it is not."""
        if self.process is not None and self.process.poll() is None:
            return self.process
        with self.said.open("w") as said:
            process = subprocess.Popen(
                command(self.port),
                env=environment(self.data),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                start_new_session=True,  # as a terminal gives each command a process group of its own
            )
        assert process.stdout
        line = process.stdout.readline()
        assert line, self.said.read_text()
        assert json.loads(line)["url"] == self.url
        self.process = process
        self.family = family(process.pid)
        return process

    def interrupt(self) -> int:
        """Ctrl-C in the terminal: to everybody in the group. Returns the exit code."""
        process = self.run()
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=PATIENCE)
        return process.returncode

    def kill(self) -> None:
        """The parent alone, at once."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
        assert wait_until(self.nobody_left, 30)

    def nobody_left(self) -> bool:
        return not any(map(alive, self.family)) and carrying(str(self.data)) == []

    def ask(self, method: str, path: str, **body: Any) -> Any:
        answer = httpx.request(
            method, f"{self.url}/sandbox/{path}", json=body or None, timeout=PATIENCE, trust_env=False
        )
        assert answer.is_success, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="invekto demo ", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # as root the database runs as an ordinary user, who must get in
        installation = Installation(Path(folder))
        yield installation
        installation.kill()


def test_kill_9_and_a_second_start_lose_no_acknowledged_message(installation: Installation) -> None:
    installation.run()
    phones = [f"+9055500000{number:02}" for number in range(12)]
    ids = []
    for phone in phones:
        message = {"to": TENANT, "text": "temsilciyle görüşmek istiyorum"}
        ids.append(installation.ask("POST", f"phones/{phone}/messages", **message)["id"])
    installation.kill()

    installation.run()
    assert installation.ask("POST", "settle", timeout=110)["settled"] is True
    stored = installation.ask(
        "POST",
        "sql",
        query=f"select wamid, answered_at is not null from messages where wamid in {tuple(ids)}",
    )
    assert sorted(stored["rows"]) == sorted([wamid, True] for wamid in ids)
    heard = {phone: installation.ask("GET", f"phones/{phone}/messages") for phone in phones}
    assert {phone: len(messages) for phone, messages in heard.items()} == dict.fromkeys(phones, 1)


def test_a_busy_port_is_told_with_a_free_one(installation: Installation, tmp_path: Path) -> None:
    installation.run()
    said = refused(tmp_path / "data", installation.port)
    assert said.startswith(f"Port {installation.port} (web) is already in use by another program;")
    assert "--port" in said
    assert not (tmp_path / "data").exists()


def test_one_port_for_two_services_is_refused() -> None:
    ended = CliRunner().invoke(demo, ["--port", "7106"])
    assert ended.exit_code == 2
    assert "7106 cannot be both --port and --integrations-port." in ended.output


def test_a_second_demo_on_the_same_data_is_refused_and_the_first_goes_on(installation: Installation) -> None:
    first = installation.run()
    assert str(first.pid) in refused(installation.data)
    assert httpx.get(f"{installation.url}/readyz", trust_env=False).status_code == 200


def test_ctrl_c_leaves_no_process(installation: Installation) -> None:
    assert installation.interrupt() == 0
    assert installation.nobody_left()
    assert "Everything has been stopped." in installation.said.read_text()


def test_lost_keys_are_told_before_anything_is_changed(installation: Installation) -> None:
    if not (installation.data / "secrets" / "encryption_keys").exists():
        installation.run()
    installation.kill()
    keys = installation.data / "secrets" / "encryption_keys"
    kept = keys.read_text()
    keys.write_text("")
    assert refused(installation.data).startswith(f"{keys} is empty")
    (installation.data / "secrets").rename(installation.data / "elsewhere")
    assert refused(installation.data).startswith(f"{keys} is gone")
    (installation.data / "elsewhere").rename(installation.data / "secrets")
    keys.write_text(kept)


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert refused(tmp_path / "data").startswith(f"{tmp_path / 'data'} is not a folder")
    assert refused(tmp_path / "data" / "below").startswith(f"{tmp_path / 'data'} is not a folder")


def test_a_database_without_its_tables_is_called_damaged(installation: Installation) -> None:
    base = installation.data / "postgres" / "cluster" / "base"
    if not base.exists():
        installation.run()
    installation.kill()
    base.rename(installation.data / "base")
    assert "damaged (base is missing)" in refused(installation.data)
    (installation.data / "base").rename(base)


def test_a_damaged_data_folder_is_told_and_kept(installation: Installation) -> None:
    control = installation.data / "postgres" / "cluster" / "global" / "pg_control"
    if not control.exists():
        installation.run()
    installation.kill()
    control.write_bytes(bytes(control.stat().st_size))
    said = refused(installation.data)
    assert said.startswith(f"The database in {installation.data / 'postgres'} is damaged (")
    assert "keep the folder" in said
    assert (installation.data / "postgres" / "cluster" / "base").is_dir()


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that an ordinary user may look into and not write to."""
    with tempfile.TemporaryDirectory(prefix="invekto-closed-") as folder:
        Path(folder).chmod(0o555)
        yield Path(folder)
        Path(folder).chmod(0o755)


def as_an_ordinary_user() -> tuple[str, list[str]]:
    """Who that is, and what a command must be put behind to run so; root becomes ``nobody``."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name, []
    nobody = pwd.getpwnam("nobody")
    become = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    # Reading anything: this clone, or its Python, may lie in a folder of root's. Writing nothing.
    reading = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"]
    for way in ([*become, *reading], become):
        tried = [*way, sys.executable, "-c", "import invekto.cli"]
        if shutil.which("setpriv") and subprocess.run(tried, capture_output=True).returncode == 0:
            return "nobody", way
    pytest.skip("no ordinary user can run this clone")


def test_a_folder_that_may_not_be_written_is_told_with_who_may_not(closed: Path) -> None:
    _, way = as_an_ordinary_user()
    told = refused(closed / "data", through=way)
    assert told.startswith(f"The folder {closed / 'data'} cannot be made: you may not write there")
    assert list(closed.iterdir()) == []


def test_a_full_disk_is_told_with_what_is_needed(small_disk: Path) -> None:
    said = refused(small_disk / "data")
    assert said.startswith(f"The disk is full: the database in {small_disk / 'data' / 'postgres'} needs")
    assert "MB" in said
