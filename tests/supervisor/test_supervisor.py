"""The supervisor, as a program of its own with real children, ports and signals."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest

from invekto.core.embedded_postgres.processes import alive, wait_until
from invekto.core.troubles import trouble_of
from tests.support.machine import family, free_port

PROJECT = Path(__file__).parents[2]


class Program:
    """One run of plans.py."""

    def __init__(self, folder: Path, *extras: str, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.said = folder / "said"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.supervisor.plans", str(folder), str(self.port), *extras],
                cwd=PROJECT,
                env=os.environ | environment,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    def ready(self) -> dict[str, int]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.words()
        return json.loads(line)

    def words(self) -> str:
        return self.said.read_text()

    def wait_for(self, words: str) -> None:
        assert wait_until(lambda: words in self.words(), 15), self.words()

    def ends_with(self, code: int) -> None:
        assert self.process.wait(20) == code, self.words()

    def everybody(self) -> list[int]:
        """All processes of this run: children and their children carry its folder or descend from it."""
        return family(self.process.pid)


def page(port: int) -> int:
    """The process id that the answering worker gives."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return int(connection.getresponse().read())
    finally:
        connection.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    programs: list[Program] = []

    def begin(*extras: str, **environment: str) -> Program:
        programs.append(Program(tmp_path, *extras, **environment))
        return programs[-1]

    yield begin
    for program in programs:
        program.process.kill()
        program.process.communicate()


def title(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].decode()


def test_everything_runs_when_it_says_so_and_is_named_in_the_process_list(
    start: Callable[..., Program],
) -> None:
    program = start("live")
    pids = program.ready()
    assert page(program.port + 1) == pids["live"]
    assert title(page(program.port)) == title(pids["web"]) == "invekto: web"
    assert "Opening" in program.words()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_in_order(start: Callable[..., Program], number: signal.Signals) -> None:
    program = start("live")
    program.ready()
    family = program.everybody()
    assert len(family) == 5  # the supervisor, gunicorn and its worker, the waiter, uvicorn
    program.process.send_signal(number)
    program.ends_with(0)
    assert not any(map(alive, family))
    assert (program.folder / "closed").exists()
    assert "Everything has been stopped." in program.words()


def test_kill_9_of_the_supervisor_leaves_nobody_behind(start: Callable[..., Program]) -> None:
    program = start("live", "stubborn")
    program.ready()
    family = program.everybody()
    program.process.kill()
    assert wait_until(lambda: not any(map(alive, family)), 5)


def test_kill_9_of_a_server_takes_its_worker_along_and_both_come_back(start: Callable[..., Program]) -> None:
    program = start()
    pids = program.ready()
    worker = page(program.port)
    os.kill(pids["web"], signal.SIGKILL)
    program.wait_for("web ended unexpectedly (signal SIGKILL)")
    program.wait_for("web is running again")
    assert not alive(worker)
    assert page(program.port) != worker


def test_a_service_that_does_not_listen_to_the_end_is_ended(start: Callable[..., Program]) -> None:
    program = start("stubborn")
    pids = program.ready()
    program.process.terminate()
    program.ends_with(0)
    assert "stubborn did not stop in time" in program.words()
    assert not alive(pids["stubborn"])


def test_a_service_that_cannot_start_ends_the_start_with_its_log_named(start: Callable[..., Program]) -> None:
    program = start("broken")
    program.ends_with(1)
    log = program.folder / "logs" / "broken.log"
    assert f"broken ended while starting (exit code 1); its log is {log}" in program.words()
    assert "the cupboard is bare" in log.read_text()
    assert (program.folder / "closed").exists()


def test_a_busy_port_is_one_sentence_and_nothing_starts(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    first = start()
    first.ready()
    second = subprocess.run(
        [sys.executable, "-m", "tests.supervisor.plans", str(tmp_path / "b"), str(first.port)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert second.stderr.startswith(f"Port {first.port} (web) is already in use by another program;")
    assert "--port" in second.stderr
    assert second.stderr.count("\n") == 1
    assert not (tmp_path / "b" / "logs").exists()


def test_a_number_that_is_no_port_is_refused(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.supervisor.plans", str(tmp_path), "70000"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "70000 is not a port number" in ended.stderr


@pytest.mark.parametrize("where", ["in_process", "in_child"])
def test_a_known_trouble_while_preparing_is_shown_in_its_own_words(
    start: Callable[..., Program], where: str
) -> None:
    program = start("refuse", where)
    program.ends_with(1)
    assert "The shop is closed." in program.words()
    assert "Traceback" not in program.words()
    assert (program.folder / "closed").exists()


@pytest.mark.parametrize("where", ["in_process", "in_child"])
def test_a_full_disk_is_a_sentence_and_not_a_traceback(start: Callable[..., Program], where: str) -> None:
    program = start("full", where)
    program.ends_with(1)
    assert "The disk is full" in program.words()
    assert "Traceback" not in program.words()


def test_a_disk_that_fills_while_all_runs_is_told_once_and_that_it_has_space_again(small_disk: Path) -> None:
    program = Program(small_disk)
    try:
        program.ready()
        filled = small_disk / "filled"
        filled.write_bytes(bytes(55 * 2**20))
        program.wait_for("The disk is full: free some space")
        filled.unlink()
        program.wait_for("There is space for")
        assert program.words().count("The disk is full") == 1
    finally:
        program.process.kill()
        program.process.communicate()


def test_a_trouble_of_the_database_is_told_in_the_language_of_the_start(
    start: Callable[..., Program],
) -> None:
    program = start("database")
    program.ends_with(1)
    assert program.words().endswith("move it aside to start with an empty one.\n")


def test_the_trouble_behind_an_error_is_found_through_its_causes() -> None:
    full = psycopg.errors.DiskFull("could not extend file")
    wrapped = RuntimeError("saving failed")
    wrapped.__cause__ = full
    assert trouble_of(wrapped) == "no-space"
    assert trouble_of(PermissionError(errno.EACCES, "Permission denied")) == "no-permission"
    assert trouble_of(psycopg.errors.UndefinedTable("no such table")) is None


@pytest.mark.parametrize("where", ["in_process", "in_child"])
def test_the_end_may_be_asked_for_while_something_is_prepared(
    start: Callable[..., Program], where: str
) -> None:
    program = start("hang", where)
    program.wait_for("Hanging")
    if where == "in_child":
        assert wait_until(lambda: len(program.everybody()) == 2, 5)
    family = program.everybody()
    program.process.send_signal(signal.SIGINT)
    program.ends_with(130)
    assert not any(map(alive, family))
    assert (program.folder / "closed").exists()


def test_what_is_guarded_is_brought_back(start: Callable[..., Program]) -> None:
    program = start("guard")
    program.ready()
    guarded = program.folder / "guarded"
    assert wait_until(guarded.exists, 5)
    guarded.unlink()
    assert wait_until(guarded.exists, 5)
    assert "Starting database" in program.words()


def test_why_what_is_guarded_does_not_come_back_is_said_once(start: Callable[..., Program]) -> None:
    program = start("guard")
    program.ready()
    guarded, closed = program.folder / "guarded", program.folder / "closed for repair"
    assert wait_until(guarded.exists, 5)
    closed.touch()
    guarded.unlink()
    assert wait_until(lambda: program.words().count("✗ Starting database") == 2, 10)
    assert program.words().count("closed for repair") == 1
    closed.unlink()
    assert wait_until(guarded.exists, 10)


def test_it_ends_with_make_when_make_asked_for_that(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "tests.supervisor.plans", str(tmp_path), str(port)]
    make = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess; subprocess.run({command!r})"],
        cwd=PROJECT,
        env=os.environ | {"INVEKTO_END_WITH_PARENT": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert make.stdout
    pids = json.loads(make.stdout.readline())
    make.kill()
    make.communicate()
    assert wait_until(lambda: not any(map(alive, pids.values())), 10)
    assert (tmp_path / "closed").exists()
