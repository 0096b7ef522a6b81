"""The smallest applications there are, for the servers to serve."""

import os
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Start = Callable[[str, list[tuple[str, str]]], object]
Message = MutableMapping[str, Any]


def hello(_environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


async def hello_asgi(
    scope: Message, _receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    if scope["type"] != "http":
        raise NotImplementedError(scope["type"])
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})
