"""Control calls: JSON in, JSON out, and a plain sentence when something is wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime

from invekto.core.middleware import for_machines
from invekto.core.phones import to_e164
from invekto.core.storable import storable as storable

log = logging.getLogger(__name__)

Body = dict[str, Any]
# What the sandbox calls a moment. A clock near the end of the calendar could never be moved again.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class Problem(Exception):
    """A control call that cannot be served; ``key`` names the offending key of the body or the query."""

    def __init__(self, status: int, message: str, *, key: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.answer = {"error": message} | ({"key": key} if key else {}) | details


def control(**handlers: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A view from one function per method; each gets the request and returns (status, JSON) or JSON."""

    @for_machines
    @wraps(next(iter(handlers.values())))
    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        handler = handlers.get(request.method or "")
        if handler is None:
            answer = JsonResponse({"error": f"{request.method} is not served here."}, status=405)
            answer["Allow"] = ", ".join(handlers)
            return answer
        try:
            _refuse_other_pages(request)
            result = handler(request, **arguments)
        except Problem as problem:
            return JsonResponse(problem.answer, status=problem.status)
        except DataError as error:  # a number or a text that no column can hold
            words = str(error).strip().partition("\n")[0]
            return JsonResponse({"error": f"A value cannot be kept: {words}"}, status=400)
        except Exception as error:  # a machine asked, and is answered in JSON; the log has the rest
            log.exception("A control call failed: %s %s", request.method, request.path)
            return JsonResponse({"error": f"The sandbox failed: {type(error).__name__}."}, status=500)
        if isinstance(result, HttpResponse):
            return result
        status, content = result if isinstance(result, tuple) else (200, result)
        return JsonResponse(content, status=status, safe=False, json_dumps_params={"ensure_ascii": False})

    view.csrf_exempt = True  # type: ignore[attr-defined]  # machines and scenarios call it, without a session
    return view


def _refuse_other_pages(request: HttpRequest) -> None:
    """A browser says which page a call comes from: another site's must not steer the sandbox. Programs say nothing."""
    origin = request.headers.get("Origin")
    own = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    if request.headers.get("Sec-Fetch-Site") == "cross-site" or (origin is not None and origin not in own):
        raise Problem(403, "Another site's page may not call the sandbox.")


def not_yet(what: str) -> Callable[..., HttpResponse]:
    """A view for a control call whose part of the product does not exist yet: never a false success."""

    def answer(_: HttpRequest, **__: str) -> Any:
        raise Problem(501, f"This sandbox does not speak {what} yet.")

    return control(GET=answer, POST=answer, PATCH=answer, DELETE=answer)


def _nothing_here(request: HttpRequest, **_: str) -> Any:
    raise Problem(404, f"There is nothing at {request.path}; docs/sandbox.md lists the control calls.")


nothing_here = control(**dict.fromkeys(("GET", "POST", "PUT", "PATCH", "DELETE"), _nothing_here))


def body_of(request: HttpRequest, *, allowed: set[str], required: tuple[str, ...] = ()) -> Body:
    """The request's JSON object; unknown and missing keys are named."""
    try:
        content = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Problem(400, "The body is not JSON.") from error
    if not isinstance(content, dict):
        raise Problem(400, "The body must be a JSON object.")
    for key in content:
        if key not in allowed:
            raise Problem(400, f"Unknown key “{key}”; known: {', '.join(sorted(allowed))}.", key=key)
    for key in required:
        if content.get(key) in (None, ""):
            raise Problem(400, f"“{key}” is missing.", key=key)
    return content


def lines_in(body: Body, example: dict[str, Any]) -> list[Any]:
    """The lines of an order, ``example`` where none are named. Raises Problem."""
    lines = body.get("lines")
    if lines is None:
        return [example]
    if not isinstance(lines, list) or not lines:
        raise Problem(400, "“lines” must be a list with at least one line.", key="lines")
    return lines


def text_in(body: Body, key: str, default: str | None = None) -> str:
    value = body.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or value != storable(value):
        raise Problem(400, f"“{key}” must be text.", key=key)
    return value


def phone_in(value: Any, key: str = "phone") -> str:
    phone = to_e164(value) if isinstance(value, str) else None
    if phone is None:
        raise Problem(
            404 if key == "path" else 400,
            f"“{value}” is no phone number; write it as +905321112233.",
            key=None if key == "path" else key,
            kind="phone",
        )
    return phone


def moment_in(value: Any, key: str) -> datetime:
    """An ISO moment with a zone."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Problem(
            400,
            f"“{key}” must be a moment with a zone, such as 2026-11-23T09:00:00+03:00.",
            key=key,
        )
    if not EARLIEST <= moment < LATEST:
        raise Problem(400, f"“{key}” must lie between {EARLIEST.year} and {LATEST.year}.", key=key)
    return moment


def has_unstorable(*texts: str) -> bool:
    return any(text != storable(text) for text in texts)
