"""The sandbox's own process and who hears its webhooks: one of each for the whole run.

Two at once would post one another's webhooks, so every test that needs the sandbox shares these.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.sandbox.receiver import Handler, Receiver


@pytest.fixture(scope="session")
def receiver_server() -> Iterator[Receiver]:
    receiver = Receiver()
    handler = type("Bound", (Handler,), {"receiver": receiver})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield receiver
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def sandbox_url(receiver_server: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a sandbox process on this test's database."""
    socket_file = tmp_path_factory.mktemp("sandbox")
    log = (socket_file / "log").open("wb")
    port_file = socket_file / "port"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.sandbox_server", str(port_file)],
        env=os.environ | {"INVEKTO_SERVICE": "sandbox", "INVEKTO_PUBLIC_URL": receiver_server.url},
        stdout=log,
        stderr=log,
    )
    deadline = time.monotonic() + 30
    try:
        while not port_file.exists() or not port_file.read_text():
            assert process.poll() is None, (socket_file / "log").read_text()
            assert time.monotonic() < deadline, (socket_file / "log").read_text()
            process_wait(process)
        yield f"http://127.0.0.1:{port_file.read_text()}"
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def process_wait(process: subprocess.Popen[bytes]) -> None:
    """A short wait that ends early when the process ends."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return
