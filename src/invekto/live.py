"""Server-sent events: a small ASGI process that tells open pages what changed.

One database connection listens for everybody; a page hears only its own tenant's news, as ids. Pages
that cannot connect ask again every few seconds instead, so this process may come and go.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
from asgiref.sync import sync_to_async

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
django.setup()

from django.conf import settings  # noqa: E402 - only now
from django.contrib.auth import get_user  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import DatabaseError, close_old_connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from procrastinate.contrib.django.utils import connector_params  # noqa: E402

from invekto.core.live import CHANNEL  # noqa: E402

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEEPALIVE = 15.0  # seconds; proxies close what stays silent for a minute
SESSION_CHECK = 60.0  # seconds after which a logged-out person's stream ends
QUEUE = 1000  # news a slow page may lag behind before it is told to look at everything anew


class Hub:
    """Every open page's queue, by tenant."""

    def __init__(self) -> None:
        self._pages: dict[str, set[asyncio.Queue[str]]] = {}
        self._unreadable = False

    def join(self, tenant: str) -> asyncio.Queue[str]:
        queue: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self._pages.setdefault(tenant, set()).add(queue)
        return queue

    def leave(self, tenant: str, queue: asyncio.Queue[str]) -> None:
        pages = self._pages.get(tenant, set())
        pages.discard(queue)
        if not pages:
            self._pages.pop(tenant, None)

    def tell(self, payload: str) -> None:
        try:
            news = json.loads(payload)
            tenant, kind = str(news.pop("tenant")), news["kind"]
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            self._say_once_that_news_was_unreadable()
            return
        self._put(self._pages.get(tenant, ()), f"event: {kind}\ndata: {json.dumps(news)}\n\n")

    def _say_once_that_news_was_unreadable(self) -> None:
        if not self._unreadable:
            self._unreadable = True
            log.warning("The live stream was told something that it cannot read; pages do not hear of it.")

    def tell_all_to_look_again(self) -> None:
        for pages in self._pages.values():
            self._put(pages, "event: reload\ndata: {}\n\n")

    @staticmethod
    def _put(pages: Any, event: str) -> None:
        for queue in pages:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                event = "event: reload\ndata: {}\n\n"
            queue.put_nowait(event)


hub = Hub()


async def _listen() -> None:
    params = connector_params("default")
    params.pop("pool", None)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                hub.tell_all_to_look_again()  # whatever was announced while nobody listened
                async for notice in connection.notifies():
                    hub.tell(notice.payload)
        except psycopg.Error:
            log.warning("The live stream lost its database connection and tries again.")
            await asyncio.sleep(1.0)


def _tenant_of(session_key: str) -> str | None:
    """The tenant of whoever holds this session, or None."""
    try:
        return _look_up(session_key)
    except DatabaseError:  # the connection had died since it was last used; there is a new one now
        return _look_up(session_key)


def _look_up(session_key: str) -> str | None:
    close_old_connections()  # no request begins or ends here, which is when Django would do it
    try:
        return _holder(session_key)
    finally:
        close_old_connections()


def _holder(session_key: str) -> str | None:
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    tenant_id = getattr(user, "tenant_id", None)
    return str(tenant_id) if user.is_authenticated and tenant_id else None


def _session_key(headers: dict[str, str]) -> str | None:
    jar: SimpleCookie = SimpleCookie()
    with suppress(CookieError):
        jar.load(headers.get("cookie", ""))
    morsel = jar.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else None


def _cross_origin(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """The dashboard on another port of this very host may listen; no other site may."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    if urlsplit(origin).hostname != urlsplit(f"//{host}").hostname or not origin:
        return []
    return [
        (b"access-control-allow-origin", origin.encode()),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


async def _plain(
    send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    start = [(b"content-type", b"text/plain"), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    if scope["type"] != "http":
        return
    if scope["path"] == "/healthz":
        await _plain(send, 200, b"ok")
        return
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    shared = _cross_origin(headers)
    key = _session_key(headers)
    try:
        tenant = await sync_to_async(_tenant_of)(key) if key else None
    except DatabaseError:
        log.warning("The live stream cannot ask the database who is listening.")
        await _plain(send, 503, b"try again", shared)
        return
    if tenant is None or key is None:
        await _plain(send, 403, b"log in first", shared)
        return
    await _stream(receive, send, tenant, key, shared)


async def _stream(
    receive: Receive, send: Send, tenant: str, session_key: str, shared: list[tuple[bytes, bytes]]
) -> None:
    start = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": [*start, *shared]})
    queue = hub.join(tenant)
    gone = asyncio.ensure_future(_until_gone(receive))
    clock = asyncio.get_running_loop().time
    checked = clock()
    body = "retry: 2000\n\n"
    try:
        while not gone.done():
            await send({"type": "http.response.body", "body": body.encode(), "more_body": True})
            waiting = asyncio.ensure_future(queue.get())
            await asyncio.wait({waiting, gone}, timeout=KEEPALIVE, return_when=asyncio.FIRST_COMPLETED)
            body = waiting.result() if waiting.done() else ": still here\n\n"
            waiting.cancel()
            if clock() - checked > SESSION_CHECK:
                checked = clock()
                if not await _still_holds(session_key, tenant):
                    break
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        hub.leave(tenant, queue)


async def _still_holds(session_key: str, tenant: str) -> bool:
    try:
        return await sync_to_async(_tenant_of)(session_key) == tenant
    except DatabaseError:
        return True  # nobody knows; it is asked again in a minute


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _stop_without(listener: asyncio.Task[None]) -> None:
    """A process that hears nothing would look well and leave every page as it is: it ends, and is started anew."""
    if not listener.cancelled() and (error := listener.exception()) is not None:
        log.error("The live stream ends because it hears nothing any more.", exc_info=error)
        os.kill(os.getpid(), signal.SIGTERM)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    listener = asyncio.create_task(_listen())
    listener.add_done_callback(_stop_without)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    listener.cancel()
    await send({"type": "lifespan.shutdown.complete"})
