"""Desktop notices: what there is to tell a colleague who looks elsewhere, and what of it they want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from invekto.core import clock
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries import notices
from invekto.messaging.models import Notice

# What was being written while the last question was answered is found by the next; pages know what they told.
_OVERLAP = timedelta(seconds=5)
_LONGEST_AWAY = timedelta(minutes=10)  # whoever was away longer looks at the list, not at a heap of notices


@dataclass(frozen=True, slots=True)
class Switch:
    kind: str
    is_on: bool

    @property
    def text(self) -> str:
        return f"notice-kind-{self.kind}"


@require_GET
@for_tenant
def told(request: HttpRequest) -> HttpResponse:
    """``since``: the ``now`` of the last answer. Without it there is nothing to tell yet."""
    now = clock.now()
    answer: dict[str, object] = {"now": now.timestamp(), "notices": []}
    moment = _moment(request.GET.get("since"))
    if moment is not None:
        choice = notices.choice_of(person(request))
        begin = max(moment, now - _LONGEST_AWAY)
        found = notices.since(person(request), begin, now, choice, language=language(request))
        answer["sound"] = choice.sound
        answer["notices"] = [
            {
                "kind": one.kind,
                "key": one.key,
                "title": one.title,
                "body": one.body,
                "conversation": str(one.conversation),
                "url": reverse(one.url_name, args=[one.conversation]),
            }
            for one in found
        ]
    response = JsonResponse(answer)
    response["Cache-Control"] = "no-store"
    return response


def _moment(since: str | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(since or ""), UTC) - _OVERLAP
    except (ValueError, OverflowError, OSError):
        return None


@require_http_methods(["GET", "POST"])
@for_tenant
def choices(request: HttpRequest) -> HttpResponse:
    """POST: ``kinds`` (each that is wanted) and ``sound``."""
    if request.method == "POST":
        choice = notices.choose(
            person(request), request.POST.getlist("kinds"), sound=request.POST.get("sound") == "on"
        )
    else:
        choice = notices.choice_of(person(request))
    switches = [Switch(kind, kind in choice.kinds) for kind in Notice.values]
    context = {"switches": switches, "sound": choice.sound}
    return show(request, "dashboard/parts/notices.html", "inbox", context)
