"""The body of a request that a machine posts to us, read without trusting what it announces."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

LARGEST = 3 * 1024 * 1024  # bytes; Meta's own limit


class BodyRefused(Exception):
    """``status`` is the HTTP status to answer with."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def refuse_if_announced_too_large(request: HttpRequest) -> None:
    """Raises BodyRefused before anything is read."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return
    if announced > LARGEST:
        raise BodyRefused(413, "The body is larger than 3 MB.")


def read_body(request: HttpRequest) -> bytes:
    """Raises BodyRefused when it is too large, or the caller hung up in the middle of it."""
    refuse_if_announced_too_large(request)
    try:
        return request.body
    except RequestDataTooBig:
        raise BodyRefused(413, "The body is larger than 3 MB.") from None
    except UnreadablePostError:
        raise BodyRefused(400, "The body ended early.") from None
