"""What a colleague does with a suggestion, and the canned replies to pick from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from invekto.agent_ai.models import CannedReply, SuggestedReply
from invekto.agent_ai.suggestions import services as suggestions
from invekto.core import clock
from invekto.core.ids import id_of
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries.suggestions import options
from invekto.dashboard.views.inbox import conversation_or_404, news
from invekto.outbound import services as outbound
from invekto.outbound.content import ContentRefused
from invekto.outbound.models import OutboundMessage

_MOST_ENTERED = 20


@require_POST
@for_tenant
def decide(request: HttpRequest, conversation_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """``act``: accept (it leaves some seconds later), reject or undo."""
    conversation_or_404(conversation_id)
    user, now, words = person(request), clock.now(), language(request)
    problem: str | None = None
    try:
        SuggestedReply.objects.only("id").get(id=suggestion_id, conversation_id=conversation_id)
        match request.POST.get("act"):
            case "accept":
                suggestions.accept(suggestion_id, user, now, hold=suggestions.UNDO_FOR)
            case "reject":
                suggestions.reject(suggestion_id, user, now)
            case "undo":
                suggestions.undo(suggestion_id, user, now)
            case _:
                raise Http404
    except SuggestedReply.DoesNotExist:
        raise Http404 from None
    except suggestions.Outdated:
        problem = text("suggestion-outdated", words)
    except suggestions.Decided:
        problem = text("suggestion-decided", words)
    except suggestions.TooLate:
        problem = text("suggestion-too-late", words)
    except ContentRefused as refused:
        problem = refused.in_words(words)
    except outbound.NotSendable as refused:
        problem = text(refused.text_id, words)
    return news(request, conversation_or_404(conversation_id), problem=problem)


@require_GET
@for_tenant
def canned_list(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The canned replies with this customer's facts in them."""
    found = conversation_or_404(conversation_id)
    spoken = found.contact.language or found.tenant.language
    listed = options(found, person(request), clock.now(), spoken if spoken == "tr" else "en")
    context = {"options": listed, "may_edit": person(request).manages}
    return show(request, "dashboard/inbox/_canned.html", "inbox", context)


def say_from(request: HttpRequest, conversation_id: UUID, words: str) -> OutboundMessage | None:
    """Send ``words`` that began as a suggestion or a canned reply, if the composer says so; None: it does not, or
    what it began as is no longer there.

    Raises what ``outbound.services.send`` raises.
    """
    user, now, entered = person(request), clock.now(), _entered(request.POST.get("entered", ""))
    chosen = id_of(request.POST.get("suggestion"))
    try:
        if chosen is not None:
            SuggestedReply.objects.only("id").get(id=chosen, conversation_id=conversation_id)
            return suggestions.accept(chosen, user, now, text=words, entered=entered)
        if (picked := id_of(request.POST.get("canned"))) is not None:
            spoken = request.POST.get("canned_language", "tr")
            return suggestions.pick(
                conversation_id, picked, user, now, text=words, language=spoken, entered=entered
            )
    except (SuggestedReply.DoesNotExist, CannedReply.DoesNotExist, suggestions.Decided):
        return None
    return None


def _entered(told: str) -> Mapping[str, str]:
    """What was filled into blanks; anything else counts as nothing."""
    try:
        found = json.loads(told) if told else {}
    except ValueError:
        return {}
    if not isinstance(found, dict) or len(found) > _MOST_ENTERED:
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}
