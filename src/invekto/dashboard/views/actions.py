"""What a colleague does in a thread. Each answers with the thread's end as it stands then."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.texts import text
from invekto.core.typed import typed
from invekto.dashboard.frame import language, person
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.queries.templates import missing
from invekto.dashboard.submissions import once, submission_key
from invekto.dashboard.views.inbox import conversation_or_404, news, picker
from invekto.dashboard.views.suggestions import say_from
from invekto.messaging import services as messaging
from invekto.messaging.models import Conversation, Message, MessageTemplate, Mode
from invekto.orders import services as orders
from invekto.outbound import services as outbound
from invekto.outbound.content import Content, ContentRefused, TemplateMessage, Text
from invekto.outbound.models import OutboundMessage

_VARIABLE = "var-"


def _or_404(act: Callable[[], object]) -> None:
    try:
        act()
    except (Conversation.DoesNotExist, Message.DoesNotExist):
        raise Http404 from None


def _answer(request: HttpRequest, conversation_id: UUID, problem: str | None = None) -> HttpResponse:
    return news(request, conversation_or_404(conversation_id), problem=problem)


def _said(
    request: HttpRequest,
    conversation_id: UUID,
    content: Callable[[], Content],
    *,
    words: str,
    say: Callable[[], OutboundMessage | None] = lambda: None,
) -> str | None:
    """Why it could not be sent, in words; None: it is on its way. ``words`` tell two drafts apart.

    ``say``: another way to send it, asked first; None: it has none.
    """
    key = submission_key(_posted(request, "draft"), conversation_id, words)
    spoken = language(request)
    try:
        _or_404(
            lambda: once(
                key,
                lambda: say() or dialogue.say(conversation_id, person(request), content(), clock.now()),
            )
        )
    except ContentRefused as refused:
        return refused.in_words(spoken)
    except outbound.NotSendable as refused:
        return text(refused.text_id, spoken)
    return None


def _posted(request: HttpRequest, name: str) -> str:
    return typed(request.POST.get(name, ""))


@require_POST
@for_tenant
def send(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``text``: what the colleague wrote; ``draft``: the page's name for it, the same when sent again.

    ``suggestion``, ``canned``: what it began as.
    """
    words = _posted(request, "text")
    problem = _said(
        request,
        conversation_id,
        lambda: Text(words),
        words=words,
        say=lambda: say_from(request, conversation_id, words),
    )
    return _answer(request, conversation_id, problem)


@require_POST
@for_tenant
def send_template(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``template``: its id; ``var-<name>``: a value for each of its variables; ``draft`` as in ``send``."""
    try:
        template = MessageTemplate.objects.get(id=id_or_404(_posted(request, "template")))
    except MessageTemplate.DoesNotExist:
        raise Http404 from None
    entered = {
        name.removeprefix(_VARIABLE): _posted(request, name)
        for name in request.POST
        if name.startswith(_VARIABLE)
    }
    problem = missing(template, entered, language(request)) or _said(
        request,
        conversation_id,
        lambda: TemplateMessage(template.name, template.language, entered),
        words=json.dumps([str(template.id), entered], sort_keys=True),
    )
    found = conversation_or_404(conversation_id)
    if problem is None:
        return news(request, found, new_desk=True)
    response = picker(request, found, str(template.id), entered=entered, problem=problem)
    # The form stands in the sheet or in the desk, and stays there with what was typed.
    response["HX-Retarget"], response["HX-Reswap"] = "closest .picker", "innerHTML"
    return response


@require_POST
@for_tenant
def take_over(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    _or_404(lambda: dialogue.take_over(conversation_id, person(request), clock.now()))
    return _answer(request, conversation_id)


@require_POST
@for_tenant
def hand_back(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The colleague knows by now who this is: the bot no longer holds wrong order numbers against them."""
    talk = conversation_or_404(conversation_id)
    _or_404(lambda: dialogue.hand_back(conversation_id, person(request), clock.now()))
    if talk.mode != Mode.BOT:
        orders.forgive(talk.contact)
    return _answer(request, conversation_id)


@require_POST
@for_tenant
def keystroke(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The first key pressed in the composer: the bot is silent from here on."""
    _or_404(lambda: dialogue.keystroke(conversation_id, person(request), clock.now()))
    return _answer(request, conversation_id)


@require_POST
@for_tenant
def read(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The thread has been seen, and the notes in it that name this colleague."""
    _or_404(lambda: Conversation.objects.only("id").get(id=conversation_id))
    messaging.mark_read(conversation_id, clock.now())
    messaging.notes.see(conversation_id, person(request), clock.now())
    return HttpResponse(status=204)


@require_POST
@for_tenant
def send_again(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """A failed message, once more, because a person says so."""
    user = person(request)
    try:
        _or_404(lambda: Message.objects.only("id").get(id=message_id, conversation_id=conversation_id))
        dialogue.say_again(message_id, user, clock.now())
    except Message.DoesNotExist:
        pass  # somebody was faster, or it has arrived after all: the thread shows how it stands
    except ContentRefused as refused:
        return _answer(request, conversation_id, refused.in_words(language(request)))
    except outbound.NotSendable as refused:
        return _answer(request, conversation_id, text(refused.text_id, language(request)))
    return _answer(request, conversation_id)
