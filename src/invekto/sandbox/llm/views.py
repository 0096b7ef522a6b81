"""The providers' addresses: chat completions as OpenAI's, messages as Anthropic's; and the control call beside them.

Every question that arrives stands in the outbox, as it arrived: what left the product can be read there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from invekto.agent_ai.llm import services as language_model
from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.core.tenancy import tenant_scope
from invekto.sandbox import directory, faults
from invekto.sandbox.http import Body, Problem, body_of, control, text_in
from invekto.sandbox.llm import mind
from invekto.sandbox.models import Mail

MODEL = "sandbox-1"
KEY = "sandbox"
_MANNERS = ("invented", "obeys", "empty")
_KINDS = (*faults.WIRE_KINDS, *faults.MODEL_KINDS)
_SIGNS_PER_TOKEN = 4

Json = dict[str, Any]


class _Wrong(Exception):
    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message


def _openai_error(wrong: _Wrong) -> HttpResponse:
    error = {"message": wrong.message, "type": wrong.kind, "param": None, "code": None}
    return JsonResponse({"error": error}, status=wrong.status)


def _anthropic_error(wrong: _Wrong) -> HttpResponse:
    error = {"type": wrong.kind, "message": wrong.message}
    return JsonResponse({"type": "error", "error": error}, status=wrong.status)


def _served(
    serve: Callable[[HttpRequest, str | None], Json], refuse: Callable[[_Wrong], HttpResponse]
) -> Callable[..., HttpResponse]:
    @own_scope
    def view(request: HttpRequest) -> HttpResponse:
        kind = faults.take("llm", _KINDS)
        match kind:
            case "500":
                return refuse(_Wrong(500, "api_error", "Something went wrong on our side."))
            case "429":
                return refuse(_Wrong(429, "rate_limit_error", "Too many requests."))
            case "529":
                return refuse(_Wrong(529, "overloaded_error", "Overloaded."))
            case "401":
                return refuse(_Wrong(401, "authentication_error", "Invalid API key."))
            case "410":
                return refuse(_Wrong(410, "not_found_error", "This model is retired."))
        try:
            answer = serve(request, kind if kind in _MANNERS else None)
        except _Wrong as wrong:
            return refuse(wrong)
        match kind:
            case "timeout":
                return faults.hang(request)
            case "reset":
                return faults.cut(request)
            case "slow":
                connection.close()
                faults.wait_slowly()
            case "bad_json":
                return faults.bad_json()
        return JsonResponse(answer)

    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def _body(request: HttpRequest) -> Json:
    if request.method != "POST":
        raise _Wrong(405, "invalid_request_error", "POST only.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise _Wrong(400, "invalid_request_error", "The body is not JSON.") from None
    if not isinstance(body, dict) or body.get("model") != MODEL:
        raise _Wrong(404, "not_found_error", f"The only model here is {MODEL}.")
    return body


def _words(messages: Any, *roles: str) -> list[str]:
    """The contents of the messages, whose roles must be exactly these."""
    if not isinstance(messages, list) or [
        message.get("role") if isinstance(message, dict) else None for message in messages
    ] != list(roles):
        raise _Wrong(400, "invalid_request_error", f"messages must be one each of {', '.join(roles)}.")
    contents = [message.get("content") for message in messages]
    if not all(isinstance(content, str) and content for content in contents):
        raise _Wrong(400, "invalid_request_error", "content must be text.")
    return contents


def _limit(value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _Wrong(400, "invalid_request_error", "max_tokens must be a number from 1.")


def _remember(question: str) -> None:
    Mail.objects.create(kind="llm", to=MODEL, body=question, at=clock.now())


def _tokens(text: str) -> int:
    return len(text) // _SIGNS_PER_TOKEN + 1


def _openai(request: HttpRequest, manner: str | None) -> Json:
    if request.headers.get("Authorization") != f"Bearer {KEY}":
        raise _Wrong(401, "invalid_request_error", "Incorrect API key provided.")
    body = _body(request)
    _limit(body.get("max_tokens", body.get("max_completion_tokens")))
    system, question = _words(body.get("messages"), "system", "user")
    _remember(question)
    text = mind.answer(question, manner)
    used = {"prompt_tokens": _tokens(system + question), "completion_tokens": _tokens(text)}
    return {
        "id": "chatcmpl-sandbox",
        "object": "chat.completion",
        "created": int(clock.now().timestamp()),
        "model": MODEL,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": used | {"total_tokens": sum(used.values())},
    }


def _anthropic(request: HttpRequest, manner: str | None) -> Json:
    if request.headers.get("x-api-key") != KEY:
        raise _Wrong(401, "authentication_error", "invalid x-api-key")
    if not request.headers.get("anthropic-version"):
        raise _Wrong(400, "invalid_request_error", "anthropic-version: header is required")
    body = _body(request)
    _limit(body.get("max_tokens"))
    (question,) = _words(body.get("messages"), "user")
    _remember(question)
    text = mind.answer(question, manner)
    return {
        "id": "msg_sandbox",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "usage": {
            "input_tokens": _tokens(str(body.get("system", "")) + question),
            "output_tokens": _tokens(text),
        },
    }


def _switch(request: HttpRequest) -> Body:
    body = body_of(request, allowed={"tenant", "on", "monthly_cap"}, required=("tenant",))
    tenant = directory.tenant(text_in(body, "tenant"))
    if not isinstance(body.get("on", True), bool):
        raise Problem(400, "“on” must be true or false.", key="on")
    now = clock.now()
    with tenant_scope(tenant.id):
        cap = language_model.state_of(tenant, now).cap
        if "monthly_cap" in body:
            try:
                cap = Decimal(text_in(body, "monthly_cap"))
            except ArithmeticError:
                raise Problem(
                    400, "“monthly_cap” must be TRY as text, such as 25.00.", key="monthly_cap"
                ) from None
        try:
            language_model.switch(tenant.id, is_on=body.get("on", True), cap=cap, now=now, actor="sandbox")
        except language_model.BadCap:
            raise Problem(
                400, "“monthly_cap” must be TRY as text, such as 25.00.", key="monthly_cap"
            ) from None
        except language_model.NoModel:
            raise Problem(409, "INVEKTO_LLM_PROVIDER names no provider.", key="on") from None
        state = language_model.state_of(tenant, now)
    return {
        "tenant": tenant.slug,
        "on": state.is_on,
        "monthly_cap": str(state.cap),
        "spent": str(state.spent),
        "reserved": str(state.reserved),
        "calls": state.calls,
    }


chat_completions = _served(_openai, _openai_error)
messages = _served(_anthropic, _anthropic_error)
switch = control(POST=_switch)
