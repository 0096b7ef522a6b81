"""Ordered failures: the next calls to a provider fail as a person or a scenario asked."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import time
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from invekto.core.statements import run_prepared
from invekto.sandbox.models import Fault

PROVIDERS = ("whatsapp", "trendyol", "hepsiburada", "aras", "yurtici", "google", "llm")
WIRE_KINDS = ("500", "429", "timeout", "slow", "reset", "bad_json", "401", "410")
# Failures of a single message; WhatsApp only.
MESSAGE_KINDS = ("131026", "131048", "131049", "131047", "131050", "131056", "130429", "190")
# A language model that is overloaded, says nothing, makes things up, or does what the customer tells it.
MODEL_KINDS = ("529", "empty", "invented", "obeys")
# The bot manager's page before the API; an error inside an answer of 200; an address that leads nowhere; a key of
# the test host; the limit of a day; nobody there.
SHOP_KINDS = ("520", "unsuccessful", "404", "403", "406", "503")
# Every second row of an answer is left out without a word.
HOLES = "holes"
# A 429 that says when it ends, and one that does not; a maintenance page where JSON should be; a call that is lost
# on its way there, where ``reset`` and ``timeout`` lose its answer.
MORE_WIRE_KINDS = ("429_later", "429_bare", "html", "lost")
FEED_KINDS = (HOLES, *MORE_WIRE_KINDS)
# Further statuses, each in the shape of its gateway.
STATUS_KINDS = ("403", "404", "409", "415", "502", "503", "504")
LATER = 30  # seconds that 429_later asks for
_MAINTENANCE = "<!DOCTYPE html><html><body><h1>Bakım çalışması</h1></body></html>"
# A maintenance page; a sentence where JSON should be; an answer in ISO-8859-9; a fault in Yurtiçi's own words;
# a login refused in the place of an answer.
CARRIER_KINDS = {
    "aras": ("html", "text", "login_text"),
    "yurtici": ("html", "latin5", "fault", "unexpected", "login_words", "login_code"),
}
OWN_KINDS = {
    "whatsapp": MESSAGE_KINDS,
    "llm": MODEL_KINDS,
    "trendyol": FEED_KINDS + STATUS_KINDS,
    "hepsiburada": SHOP_KINDS + FEED_KINDS,
    **CARRIER_KINDS,
}
SLOWNESS = 2.0  # seconds a slow answer takes
PATIENCE = 60.0  # seconds after which a call without an answer is dropped


def add(provider: str, kind: str, times: int) -> None:
    Fault.objects.create(provider=provider, kind=kind, remaining=times)


_ORDERED = """
    SELECT EXISTS (SELECT FROM sandbox_faults
                    WHERE provider = %s::text AND kind = ANY(%s::text[]) AND remaining > 0)
"""


def take(provider: str, kinds: tuple[str, ...]) -> str | None:
    """Use up one ordered failure of these kinds, the oldest first."""
    ((ordered,),) = run_prepared(_ORDERED, [provider, list(kinds)])
    if not ordered:
        return None  # nearly always: one cheap look, no lock
    with transaction.atomic():
        fault = (
            Fault.objects.select_for_update()
            .filter(provider=provider, kind__in=kinds, remaining__gt=0)
            .order_by("id")
            .first()
        )
        if fault is None:
            return None
        fault.remaining -= 1
        if fault.remaining:
            fault.save(update_fields=["remaining"])
        else:
            fault.delete()
        return fault.kind


def wait_slowly() -> None:
    time.sleep(SLOWNESS)


def hang(request: HttpRequest) -> HttpResponse:
    """Give no answer until the caller hangs up."""
    connection.close()
    wire = _wire(request)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if wire is None:
            time.sleep(0.05)
            continue
        if select.select([wire], [], [], 0.5)[0]:
            break  # the caller closed, or sent more than one request: it waits no longer either way
    return cut(request)


def cut(request: HttpRequest) -> HttpResponse:
    """Drop the connection without an answer."""
    wire = _wire(request)
    if wire is not None:
        with contextlib.suppress(OSError):
            # Linger 0: the kernel sends a reset instead of an orderly end.
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            wire.shutdown(socket.SHUT_RDWR)
    return HttpResponse(status=500)


def _wire(request: HttpRequest) -> socket.socket | None:
    found = request.META.get("gunicorn.socket")
    return found if isinstance(found, socket.socket) else None


def maintenance() -> HttpResponse:
    return HttpResponse(_MAINTENANCE, content_type="text/html; charset=utf-8")


def with_holes(provider: str, rows: list[Any]) -> list[Any]:
    """As many rows as were ordered not to be left out."""
    return rows[::2] if rows and take(provider, (HOLES,)) else rows


def bad_json() -> HttpResponse:
    """An answer that stops in the middle of its JSON."""
    return HttpResponse(b'{"content": [{"id": 12, "sta', content_type="application/json")
