"""A colleague says whether a message was understood, under the message itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from invekto.agent_ai import services as dialogue
from invekto.agent_ai.models import Source, Verdict
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.core import clock
from invekto.core.folding import fold
from invekto.core.texts import text
from invekto.dashboard.bubbles import Understood, intent_words, understanding
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.views.inbox import conversation_or_404
from invekto.messaging.models import Author, Conversation, Message

_LAST = ("affirm", "deny", "thanks", "greeting", OUT_OF_SCOPE)  # below what somebody wants


@dataclass(frozen=True, slots=True)
class Choice:
    intent: str
    words: str
    is_understood: bool
    is_chosen: bool


@require_http_methods(["GET", "POST"])
@for_tenant
def judgement(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """GET: what it could have been. POST: ``verdict`` accepted or withdrawn, or ``intent``: what it is."""
    found = conversation_or_404(conversation_id)
    try:
        message = Message.objects.get(id=message_id, conversation_id=conversation_id, author=Author.CUSTOMER)
    except Message.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        _judge(request, message)
    words = language(request)
    standing = dialogue.judgements_of([message.id]).get(message.id)
    was = understanding(message, standing, vertical=found.tenant.vertical, language=words)
    if was is None or not was.can_judge:
        raise Http404
    context = {"conversation": found, "understood": was}
    if request.method == "POST":
        return show(request, "dashboard/inbox/_understood.html", "inbox", context)
    chosen = None if standing is None else standing.right_intent
    if standing is not None and chosen is None and standing.verdict != Verdict.REJECTED:
        chosen = was.intent
    context |= {"words": message.text, "choices": _choices(found, was, chosen, words)}
    return show(request, "dashboard/inbox/_judge.html", "inbox", context)


def _judge(request: HttpRequest, message: Message) -> None:
    told, user, now = request.POST, person(request), clock.now()
    try:
        if told.get("verdict") == Verdict.WITHDRAWN:
            dialogue.withdraw_judgement(message.id, user=user, source=Source.THREAD, now=now)
            return
        intent = told.get("intent")
        if intent is None and told.get("verdict") != Verdict.ACCEPTED:
            raise Http404
        dialogue.judge_answer(
            message.id,
            verdict=Verdict.ACCEPTED if intent is None else Verdict.REJECTED,
            right_intent=intent,
            user=user,
            source=Source.THREAD,
            now=now,
        )
    except (dialogue.NotJudgeable, dialogue.UnknownIntent):
        raise Http404 from None


def _choices(found: Conversation, was: Understood, chosen: str | None, words: str) -> list[Choice]:
    vertical = found.tenant.vertical
    every = [
        Choice(
            intent,
            text("judge-none", words) if intent == OUT_OF_SCOPE else intent_words(vertical, intent, words),
            intent == was.intent,
            intent == chosen,
        )
        for intent in dialogue.intents(vertical)
    ]
    return sorted(
        every, key=lambda one: (_LAST.index(one.intent) if one.intent in _LAST else -1, fold(one.words))
    )
