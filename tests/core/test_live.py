"""Open pages hear of what changed in their own tenant, and of nothing else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import uuid4

import httpx
import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from tests.support.tenants import TenantKit

from invekto import live as live_module
from invekto.core.live import announce
from invekto.core.models import User


@pytest.fixture
def live() -> Iterator[str]:
    """The live process on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "invekto.live:application",
        "--port",
        str(port),
        "--log-level",
        "info",
    ]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONWARNINGS": ""}
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Uvicorn running" in line:
            break
    yield f"http://127.0.0.1:{port}/live/"
    process.terminate()
    process.stderr.close()
    process.wait(timeout=10)


def cookie(user: User) -> dict[str, str]:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "invekto.core.auth.DoorBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def next_event(lines: Iterator[str]) -> str:
    return next(line for line in lines if line.startswith("event: "))


def test_a_page_hears_its_own_tenants_news_and_not_its_neighbours(
    live: str, tenant: TenantKit, second_tenant: TenantKit
):
    talk = tenant.make_conversation()
    with (
        httpx.Client(timeout=10, cookies=cookie(tenant.agent)) as client,
        client.stream("GET", live) as stream,
    ):
        lines = stream.iter_lines()
        assert "retry" in next(lines)
        with second_tenant.scope():
            announce("account", tenant_id=second_tenant.id)
        with tenant.scope():
            announce("conversation", tenant_id=tenant.id, conversation=talk.id)
        assert next_event(lines) == "event: conversation"
        assert str(talk.id) in next(lines)


def test_news_of_a_rolled_back_transaction_is_never_told(live: str, tenant: TenantKit):
    with (
        httpx.Client(timeout=10, cookies=cookie(tenant.agent)) as client,
        client.stream("GET", live) as stream,
    ):
        lines = stream.iter_lines()
        assert "retry" in next(lines)
        with pytest.raises(ZeroDivisionError), tenant.scope():
            announce("account", tenant_id=tenant.id)
            1 / 0  # noqa: B018
        with tenant.scope():
            announce("conversation", tenant_id=tenant.id)
        assert next_event(lines) == "event: conversation"


def test_a_swarm_of_news_is_heard_in_few_writes_and_nothing_of_it_is_lost(live: str, tenant: TenantKit):
    talks = [uuid4() for _ in range(40)]
    with (
        httpx.Client(timeout=10, cookies=cookie(tenant.owner)) as client,
        client.stream("GET", live) as stream,
    ):
        parts = stream.iter_text()
        assert "retry" in next(parts)
        begun = time.monotonic()
        for talk in talks * 3:
            with tenant.scope():
                announce("conversation", tenant_id=tenant.id, conversation=talk)
        with tenant.scope():
            announce("account", tenant_id=tenant.id)
        heard, writes = "", 0
        while "event: account" not in heard:
            heard += next(parts)
            writes += 1
        took = time.monotonic() - begun
    assert all(str(talk) in heard for talk in talks)
    assert writes <= 2 + took / live_module.PACE


def test_nobody_listens_without_logging_in(live: str):
    assert httpx.get(live).status_code == 403
    assert httpx.get(live, cookies={settings.SESSION_COOKIE_NAME: "made-up"}).status_code == 403


def test_only_the_dashboards_own_host_may_listen_across_ports(live: str, tenant: TenantKit):
    same_host = httpx.get(live, headers={"Origin": "http://127.0.0.1:8000"})
    assert same_host.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
    assert (
        "access-control-allow-origin"
        not in httpx.get(live, headers={"Origin": "http://evil.example"}).headers
    )


def test_the_stream_recovers_when_the_database_ended_every_connection(
    live: str, tenant: TenantKit, admin_url: str
):
    cookies = cookie(tenant.agent)
    end_connections = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = %s AND pid <> pg_backend_pid()"
    )
    with httpx.Client(timeout=10, cookies=cookies) as client:
        with client.stream("GET", live) as stream:
            assert stream.status_code == 200
        connection.close()
        with psycopg.connect(admin_url, autocommit=True) as other:
            other.execute(end_connections, [settings.DATABASES["default"]["NAME"]])
        for _ in range(3):
            with client.stream("GET", live) as stream:
                assert stream.status_code == 200


def test_news_that_cannot_be_read_is_said_once_and_ends_nothing(monkeypatch: pytest.MonkeyPatch):
    from invekto import live  # sets Django up by itself

    said: list[str] = []
    monkeypatch.setattr(live.log, "warning", said.append)
    hub = live.Hub()
    queue = hub.join(live.Viewer("t", uuid4(), "agent"))
    for payload in (
        "",
        "x",
        "[]",
        "1",
        '"text"',
        "{}",
        '{"tenant": "t"}',
        '{"tenant": [1], "kind": {}}',
        "[" * 9000,
    ):
        hub.tell(payload)
    hub.tell('{"tenant": "t", "kind": "message"}')
    assert queue.get_nowait().startswith("event: message")
    assert len(said) == 1


DEAF = """
import psycopg
async def broken(*_, **__): raise RuntimeError("broken")
psycopg.AsyncConnection.connect = broken
from invekto.supervisor.servers import run_uvicorn
run_uvicorn("invekto.live:application", 0)
"""


def test_a_stream_that_can_hear_nothing_ends_instead_of_looking_well():
    ended = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, text=True, timeout=90)
    assert ended.returncode != 0
    assert "hears nothing any more" in ended.stderr
