"""What nobody caught: a page for people, JSON for machines; a full disk is told as what it is."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from invekto.core.middleware import MACHINES
from invekto.core.troubles import NO_SPACE, disk_is_full, trouble_of

_RETRY_AFTER = "60"  # seconds; whoever repeats by itself (WhatsApp, a platform) need not hurry


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``, called while the error is being handled."""
    error = sys.exc_info()[1]
    # A database that finds no room for its journal goes away without saying why.
    full = (error is not None and trouble_of(error) == NO_SPACE) or disk_is_full(settings.DATA_DIR)
    status = 503 if full else 500
    answer: HttpResponse
    if request.path_info.startswith((*MACHINES, "/api/")):
        words = "The server's disk is full." if full else "The server failed."
        answer = JsonResponse({"error": f"{words} Nothing was stored; try again later."}, status=status)
    else:
        answer = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if full:
        answer["Retry-After"] = _RETRY_AFTER
        answer["X-Trouble"] = NO_SPACE
    return answer
