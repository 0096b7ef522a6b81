"""The two web servers, started from Python and not from their command lines or configuration files."""

import os
from typing import Any

import setproctitle

from invekto.supervisor.ports import HOST
from invekto.supervisor.processes import die_with_parent

GRACE = 3  # seconds for open requests when the service is stopped


def run_gunicorn(app_path: str, port: int, *, threads: int = 8, host: str = HOST) -> None:
    """Serve a WSGI application (``module:attribute``) with one worker of many threads; returns when stopped.

    The application is imported before the worker is forked, so that both share its memory.
    """
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    title = setproctitle.getproctitle()

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _gunicorn_settings(title, f"{host}:{port}", threads).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return import_app(app_path)

    Server().run()


def run_uvicorn(app_path: str, port: int, *, host: str = HOST) -> None:
    """Serve an ASGI application (``module:attribute``) in this process; returns when stopped."""
    import uvicorn

    uvicorn.run(
        app_path,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )


def _gunicorn_settings(title: str, address: str, threads: int) -> dict[str, object]:
    def pre_fork(_arbiter: Any, _worker: Any) -> None:
        setproctitle.setproctitle(title)  # gunicorn has just given itself a name of its own

    def post_fork(arbiter: Any, _worker: Any) -> None:
        die_with_parent(arbiter.pid)
        setproctitle.setproctitle(title)

    return {
        "bind": [address],
        "worker_class": "gthread",
        "workers": 1,
        "threads": threads,
        "preload_app": True,
        "graceful_timeout": GRACE,
        "keepalive": 75,  # seconds; longer than any client keeps a connection, so that none is used as it closes
        "timeout": 60,
        "loglevel": "warning",
        "accesslog": None,
        "errorlog": "-",
        "control_socket_disable": True,
        # The worker's sign of life is a file whose times change: in memory, never waiting for a disk.
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # noqa: S108
        "pre_fork": pre_fork,
        "post_fork": post_fork,
    }
