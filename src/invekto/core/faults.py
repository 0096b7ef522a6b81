"""What nobody caught: a page for people, JSON for machines; a full disk is told as what it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from invekto.core.middleware import MACHINES
from invekto.core.troubles import BUSY, DEADLOCK, NO_SPACE, disk_is_full, trouble_of


@dataclass(frozen=True, slots=True)
class _Passing:
    """``retry_after``: seconds; whoever repeats by itself (WhatsApp, a platform) need not hurry."""

    words: str
    page: str
    retry_after: int


_PASSING = {
    NO_SPACE: _Passing("The server's disk is full.", "503.html", 60),
    BUSY: _Passing("Another change of the same thing is under way.", "busy.html", 5),
}


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``, called while the error is being handled."""
    error = sys.exc_info()[1]
    trouble = trouble_of(error) if error is not None else None
    # A database that finds no room for its journal goes away without saying why.
    if disk_is_full(settings.DATA_DIR):
        trouble = NO_SPACE
    if trouble == DEADLOCK:
        trouble = BUSY  # to whoever asked it is the same: another is at it
    passing = _PASSING.get(trouble or "")
    words, page = (passing.words, passing.page) if passing else ("The server failed.", "500.html")
    status = 503 if passing else 500
    answer: HttpResponse
    if request.path_info.startswith((*MACHINES, "/api/")):
        answer = JsonResponse({"error": f"{words} Nothing was stored; try again later."}, status=status)
    else:
        answer = HttpResponse(render_to_string(page), status=status)
    if passing:
        answer["Retry-After"] = str(passing.retry_after)
        answer["X-Trouble"] = str(trouble)
    return answer
