"""Server-sent events: a small ASGI process that tells open pages what changed.

One database connection listens for everybody; a page hears only its own tenant's news, as ids, and of
conversations only those that the person may see (``messaging.visibility``). Pages that cannot connect ask again
every few seconds instead, so this process may come and go.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

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

from invekto.core.live import ASSIGNMENT, CHANNEL  # noqa: E402
from invekto.core.models import Role, User  # noqa: E402
from invekto.core.tenancy import tenant_scope  # noqa: E402
from invekto.messaging import visibility  # noqa: E402

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEEPALIVE = 15.0  # seconds; proxies close what stays silent for a minute
SESSION_CHECK = 60.0  # seconds after which a logged-out person's stream ends
PACE = 0.25  # seconds between two writes to a page: in a swarm of news it hears what came meanwhile in one go
QUEUE = 1000  # news a slow page may lag behind before it is told to look at everything anew
GATHER = 0.02  # seconds in which news is gathered before it is asked who may hear of it
RELOAD = "event: reload\ndata: {}\n\n"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who holds an open page; ``role`` as it was when it was last looked up."""

    tenant: str
    person: UUID
    role: str

    @property
    def sees_all(self) -> bool:
        return visibility.sees_all(User(role=self.role))


@dataclass(frozen=True, slots=True)
class News:
    """Of one conversation. ``moved``: it is now somebody else's than ``was``; None: it was nobody's."""

    event: str
    conversation: UUID
    moved: bool = False
    was: UUID | None = None

    def concerned_before(self, viewer: Viewer) -> bool:
        return self.moved and visibility.saw_before(
            role=viewer.role, person=viewer.person, assigned_to=self.was
        )


class Hub:
    """Every open page's queue, by tenant, and the news of which it is not known yet who may hear it."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[asyncio.Queue[str], Viewer]] = {}
        self._unsorted: dict[str, list[News]] = {}
        self._came = asyncio.Event()
        self._unreadable = False

    def join(self, viewer: Viewer) -> asyncio.Queue[str]:
        queue: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self._pages.setdefault(viewer.tenant, {})[queue] = viewer
        return queue

    def leave(self, viewer: Viewer, queue: asyncio.Queue[str]) -> None:
        pages = self._pages.get(viewer.tenant, {})
        pages.pop(queue, None)
        if not pages:
            self._pages.pop(viewer.tenant, None)

    def tell(self, payload: str) -> None:
        try:
            news = json.loads(payload)
            tenant, kind = str(news.pop("tenant")), news["kind"]
            told = _news_of_conversation(news, kind) if "conversation" in news else None
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            self._say_once_that_news_was_unreadable()
            return
        pages = self._pages.get(tenant, {})
        if told is None:
            event = f"event: {kind}\ndata: {json.dumps(news)}\n\n"
            if kind != "question":
                self._put(pages, event)
                return
            # Whose a marketplace's question is, is not asked here: who may not see all hears that some changed.
            self._put([queue for queue, viewer in pages.items() if viewer.sees_all], event)
            some = f"event: {kind}\ndata: {json.dumps({'kind': kind})}\n\n"
            self._put([queue for queue, viewer in pages.items() if not viewer.sees_all], some)
            return
        self._put([queue for queue, viewer in pages.items() if viewer.sees_all], told.event)
        if not all(viewer.sees_all for viewer in pages.values()):
            self._unsorted.setdefault(tenant, []).append(told)
            self._came.set()

    async def sort(self) -> None:
        """Tell each page what its person may hear of, for ever; a look at the database for each batch of news."""
        while True:
            await self._came.wait()
            await asyncio.sleep(GATHER)
            self._came.clear()
            batch, self._unsorted = self._unsorted, {}
            for tenant, news in batch.items():
                await self._sort(tenant, news)

    async def _sort(self, tenant: str, news: list[News]) -> None:
        viewers = {viewer for viewer in self._pages.get(tenant, {}).values() if not viewer.sees_all}
        if not viewers:
            return
        people = {viewer.person for viewer in viewers}
        try:
            seen = await sync_to_async(_seen_by)(tenant, people, {one.conversation for one in news})
        except DatabaseError:
            log.warning("The live stream cannot ask the database who may hear of what; pages look again.")
            seen = None
        for queue, viewer in list(self._pages.get(tenant, {}).items()):
            if viewer not in viewers:  # sees all, or came meanwhile and has seen how things stand
                continue
            if seen is None:
                self._put([queue], RELOAD)
                continue
            visible = seen.get(viewer.person, set())
            for one in news:
                if one.conversation in visible or one.concerned_before(viewer):
                    self._put([queue], one.event)

    def _say_once_that_news_was_unreadable(self) -> None:
        if not self._unreadable:
            self._unreadable = True
            log.warning("The live stream was told something that it cannot read; pages do not hear of it.")

    def tell_all_to_look_again(self) -> None:
        for pages in self._pages.values():
            self._put(pages, RELOAD)

    @staticmethod
    def _put(pages: Iterable[asyncio.Queue[str]], event: str) -> None:
        for queue in pages:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                event = RELOAD
            queue.put_nowait(event)


def _news_of_conversation(news: dict[str, Any], kind: str) -> News:
    """Raises what a payload of another shape makes it raise."""
    conversation = UUID(news["conversation"])
    if kind != ASSIGNMENT:
        return News(f"event: {kind}\ndata: {json.dumps(news)}\n\n", conversation)
    # Pages only hear that something changed, and never whose it was.
    told = {"kind": "conversation", "conversation": str(conversation)}
    was = UUID(news["was"]) if news["was"] else None
    return News(f"event: conversation\ndata: {json.dumps(told)}\n\n", conversation, moved=True, was=was)


def _seen_by(tenant: str, people: set[UUID], conversations: set[UUID]) -> dict[UUID, set[UUID]]:
    try:
        return _ask_who_sees(tenant, people, conversations)
    except DatabaseError:  # the connection had died since it was last used; there is a new one now
        return _ask_who_sees(tenant, people, conversations)


def _ask_who_sees(tenant: str, people: set[UUID], conversations: set[UUID]) -> dict[UUID, set[UUID]]:
    close_old_connections()
    try:
        with tenant_scope(UUID(tenant)):
            return visibility.seen_by(people, conversations)
    finally:
        close_old_connections()


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


def _viewer_of(session_key: str) -> Viewer | None:
    """Whoever holds this session and belongs to a tenant, or None."""
    try:
        return _look_up(session_key)
    except DatabaseError:  # the connection had died since it was last used; there is a new one now
        return _look_up(session_key)


def _look_up(session_key: str) -> Viewer | None:
    close_old_connections()  # no request begins or ends here, which is when Django would do it
    try:
        return _holder(session_key)
    finally:
        close_old_connections()


def _holder(session_key: str) -> Viewer | None:
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, User) or user.tenant_id is None:
        return None
    return Viewer(str(user.tenant_id), user.pk, Role(user.role))


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
        viewer = await sync_to_async(_viewer_of)(key) if key else None
    except DatabaseError:
        log.warning("The live stream cannot ask the database who is listening.")
        await _plain(send, 503, b"try again", shared)
        return
    if viewer is None or key is None:
        await _plain(send, 403, b"log in first", shared)
        return
    await _stream(receive, send, viewer, key, shared)


async def _stream(
    receive: Receive, send: Send, viewer: Viewer, session_key: str, shared: list[tuple[bytes, bytes]]
) -> None:
    start = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": [*start, *shared]})
    queue = hub.join(viewer)
    gone = asyncio.ensure_future(_until_gone(receive))
    clock = asyncio.get_running_loop().time
    checked = clock()
    body = "retry: 2000\n\n"
    try:
        while not gone.done():
            await send({"type": "http.response.body", "body": body.encode(), "more_body": True})
            written = clock()
            waiting = asyncio.ensure_future(queue.get())
            await asyncio.wait({waiting, gone}, timeout=KEEPALIVE, return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                await asyncio.wait({gone}, timeout=max(0.0, written + PACE - clock()))
                body = _gathered(waiting.result(), queue)
            else:
                body = ": still here\n\n"
            waiting.cancel()
            if clock() - checked > SESSION_CHECK:
                checked = clock()
                if not await _still_holds(session_key, viewer):
                    break
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        hub.leave(viewer, queue)


def _gathered(first: str, queue: asyncio.Queue[str]) -> str:
    """Everything that waits for a page, each piece of news once."""
    news = {first: None}
    while not queue.empty():
        news[queue.get_nowait()] = None
    return "".join(news)


async def _still_holds(session_key: str, viewer: Viewer) -> bool:
    """The same person with the same role; whoever has another one now connects anew."""
    try:
        return await sync_to_async(_viewer_of)(session_key) == viewer
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
    workers = [asyncio.create_task(_listen()), asyncio.create_task(hub.sort())]
    for worker in workers:
        worker.add_done_callback(_stop_without)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for worker in workers:
        worker.cancel()
    await send({"type": "lifespan.shutdown.complete"})
