"""What `invekto serve` is told on its command line reaches the servers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import httpx
import pytest

from invekto.commands.stack import Ports, services
from invekto.core.embedded_postgres.processes import wait_until
from tests.support.machine import free_port

ELSEWHERE = "127.0.0.2"


def answers(url: str) -> Callable[[], bool]:
    def ask() -> bool:
        try:
            return httpx.get(url, trust_env=False).is_success
        except httpx.TransportError:
            return False

    return ask


@pytest.mark.allow_hosts(["127.0.0.1", ELSEWHERE])
@pytest.mark.parametrize("place", [0, 2])  # web, and the stream, whose server is of another kind
def test_a_service_listens_where_it_is_told_to_and_nowhere_else(place: int) -> None:
    port = free_port()
    code = (
        "import django; django.setup(); from invekto.commands.stack import Ports, services; "
        f"services(Ports({port}, {port}, {port}), host={ELSEWHERE!r}, threads=3)[{place}].run()"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as server:
        try:
            assert wait_until(answers(f"http://{ELSEWHERE}:{port}/healthz"), 90)  # a busy machine is slow
            assert not answers(f"http://127.0.0.1:{port}/healthz")()
        finally:
            server.terminate()


@pytest.mark.parametrize(("host", "asked"), [("0.0.0.0", "127.0.0.1"), (ELSEWHERE, ELSEWHERE)])
def test_a_service_is_asked_whether_it_is_ready_where_it_listens(host: str, asked: str) -> None:
    for service in services(Ports(8000, 7106, 8001), host=host):
        if service.port:
            assert str(service.ready).startswith(f"http://{asked}:{service.port}/")
