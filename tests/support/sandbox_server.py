"""Runs the sandbox's own process as production does, on a free port; writes the port to the file given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication


class _Server(BaseApplication):
    def __init__(self, port_file: Path) -> None:
        self.port_file = port_file
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", "127.0.0.1:0")
        self.cfg.set("workers", 1)
        self.cfg.set("threads", 8)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("preload_app", True)
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("post_worker_init", self.tell)

    def tell(self, worker: Any) -> None:
        temporary = self.port_file.with_suffix(".new")
        temporary.write_text(str(worker.sockets[0].getsockname()[1]))
        temporary.rename(self.port_file)

    def load(self) -> Any:
        from invekto.sandbox.wsgi import application

        return application


if __name__ == "__main__":
    _Server(Path(sys.argv[1])).run()
