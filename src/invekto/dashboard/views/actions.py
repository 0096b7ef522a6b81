"""What a colleague does in a thread. Each answers with the thread as it stands then."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.models import User
from invekto.core.texts import text
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.views.inbox import thread_context
from invekto.messaging import services as messaging
from invekto.messaging.models import Conversation, Message
from invekto.outbound import services as outbound
from invekto.outbound.content import Content, ContentRefused, TemplateMessage, Text


def _answer(
    request: HttpRequest, conversation_id: UUID, *, problem: str | None = None, draft: str = ""
) -> HttpResponse:
    """``dashboard/inbox/_thread.html`` with ``problem`` (a sentence) and ``draft`` (what could not be sent)."""
    context = thread_context(request, conversation_id) | {"problem": problem, "draft": draft}
    return render(request, "dashboard/inbox/_thread.html", context, status=422 if problem else 200)


def _or_404(act: Callable[[], object]) -> None:
    try:
        act()
    except (Conversation.DoesNotExist, Message.DoesNotExist):
        raise Http404 from None


def _send(
    request: HttpRequest, conversation_id: UUID, content: Callable[[], Content], draft: str
) -> HttpResponse:
    user, language = cast(User, request.user), cast(User, request.user).language
    try:
        _or_404(lambda: dialogue.say(conversation_id, user, content(), clock.now()))
    except ContentRefused as refused:
        return _answer(request, conversation_id, problem=refused.in_words(language), draft=draft)
    except outbound.NotSendable as refused:
        return _answer(request, conversation_id, problem=text(refused.text_id, language), draft=draft)
    return _answer(request, conversation_id)


@require_POST
@for_tenant
def send(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``text``: what the colleague wrote."""
    words = request.POST.get("text", "").replace("\x00", "").strip()
    return _send(request, conversation_id, lambda: Text(words), words)


@require_POST
@for_tenant
def send_template(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``name``, ``language``, and one ``var-<name>`` for each variable of the template."""
    variables = {
        name.removeprefix("var-"): request.POST[name].strip()
        for name in request.POST
        if name.startswith("var-")
    }
    name, language = request.POST.get("name", ""), request.POST.get("language", "")
    return _send(
        request,
        conversation_id,
        lambda: TemplateMessage(name=name, language=language, variables=variables),
        "",
    )


@require_POST
@for_tenant
def take_over(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    _or_404(lambda: dialogue.take_over(conversation_id, cast(User, request.user), clock.now()))
    return _answer(request, conversation_id)


@require_POST
@for_tenant
def hand_back(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    _or_404(lambda: dialogue.hand_back(conversation_id, cast(User, request.user), clock.now()))
    return _answer(request, conversation_id)


@require_POST
@for_tenant
def keystroke(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The first key pressed in the composer: the bot is silent from here on. Nothing is drawn anew."""
    _or_404(lambda: dialogue.keystroke(conversation_id, cast(User, request.user), clock.now()))
    return HttpResponse(status=204)


@require_POST
@for_tenant
def read(_: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The thread has been seen."""
    _or_404(lambda: Conversation.objects.only("id").get(id=conversation_id))
    messaging.mark_read(conversation_id, clock.now())
    return HttpResponse(status=204)


@require_POST
@for_tenant
def send_again(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """A failed message, once more, because a person says so."""
    user = cast(User, request.user)
    try:
        _or_404(lambda: Message.objects.only("id").get(id=message_id, conversation_id=conversation_id))
        _or_404(lambda: outbound.send_again(message_id, user=user, now=clock.now()))
    except outbound.NotSendable as refused:
        return _answer(request, conversation_id, problem=text(refused.text_id, user.language))
    return _answer(request, conversation_id)
