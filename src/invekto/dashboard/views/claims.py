"""A return that arrived, decided from the order's card."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from invekto.core import clock
from invekto.core.texts import text
from invekto.core.typed import typed
from invekto.dashboard.frame import language, person
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.views.customer import show_pane
from invekto.dashboard.views.inbox import conversation_or_404
from invekto.integrations.services import Evidence
from invekto.messaging import services as messaging
from invekto.orders import services as orders

_LONGEST = 64  # characters of a number
_KINDS = ("image/jpeg", "image/png", "application/pdf")


@require_POST
@for_tenant
def decide(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``say``: accept; or reject, with ``reason``, ``statement`` and where it asks for one a ``file``. The return is
    named by ``account``, ``order``, ``claim`` and what was shown of it (``seen``)."""
    found, now, post = conversation_or_404(conversation_id), clock.now(), request.POST
    account, number = id_or_404(post.get("account")), typed(post.get("order", ""))[:_LONGEST]
    mine = {(one.account_id, one.number) for one in orders.orders_of(found.contact, now)}
    if (account, number) not in mine or post.get("say") not in ("accept", "reject"):
        raise Http404
    acts, problem = orders.deciding, None
    try:
        wanted = acts.Wanted(
            account_id=account,
            number=typed(post.get("claim", ""))[:_LONGEST],
            order_number=number,
            seen=post.get("seen", ""),
            accept=post["say"] == "accept",
            reason=post.get("reason", ""),
            statement=typed(post.get("statement", "")),
            evidence=_evidence(request),
        )
        acts.decide(found, wanted, user=person(request), now=now)
    except acts.DecisionRefused as refused:
        problem = text(refused.text_id, language(request))
    return show_pane(request, conversation_or_404(conversation_id), problem=problem)


def _evidence(request: HttpRequest) -> Evidence | None:
    given = request.FILES.get("file")
    if given is None:
        return None
    size = given.size or 0
    if size > orders.deciding.LARGEST_EVIDENCE:
        raise orders.deciding.DecisionRefused("claim-problem-large-file")
    uploads = messaging.uploads
    try:
        looked = uploads.look_into(uploads.Upload(given.name or "", size, given.chunks))
    except uploads.UploadRefused:
        raise orders.deciding.DecisionRefused("claim-problem-other-file") from None
    if looked.mime_type not in _KINDS:
        raise orders.deciding.DecisionRefused("claim-problem-other-file")
    return Evidence(looked.name, looked.mime_type, b"".join(given.chunks()))
