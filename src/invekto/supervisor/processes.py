"""Forked children that cannot outlive us."""

import contextlib
import ctypes
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import setproctitle

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 10 * 1024 * 1024  # bytes; at a start a longer log is put aside, one predecessor is kept


def die_with_parent(parent: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send us ``number`` when ``parent`` ends, even by kill -9. Does so on Linux only."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:  # it died before we could ask
        os.kill(os.getpid(), number)


def close_database_connections() -> None:
    """Before a fork: two processes cannot share a connection, and a pool's threads do not survive it."""
    if "django.db" not in sys.modules:
        return
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        for connection in connections.all(initialized_only=True):
            connection.close()
            with contextlib.suppress(AttributeError):  # only PostgreSQL's has a pool
                connection.close_pool()  # type: ignore[attr-defined]


def fork(run: Callable[[], None], *, title: str, log: Path | None) -> int:
    """Start ``run`` in a child with fresh signals, of a session of its own; returns its process id.

    Its output goes to ``log``, or to ours when that is None. The child's exit code is 0 when ``run`` returns.
    """
    close_database_connections()
    sys.stdout.flush()
    sys.stderr.flush()
    gc.collect()
    gc.freeze()  # the collector no longer touches what is alive now: its pages stay shared
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _become(parent, title, log)
        run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # the child must end here, whatever happened, and leave word of it
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)  # not sys.exit: what the parent registered to do at its end is not for the child


def _become(parent: int, title: str, log: Path | None) -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()  # Ctrl-C reaches the supervisor alone, which then ends everybody in order
    die_with_parent(parent)
    setproctitle.setproctitle(title)
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    if log is not None:
        output = _open_log(log)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)


def _open_log(path: Path) -> int:
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o640)
