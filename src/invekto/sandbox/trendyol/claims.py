"""What a seller decides of returns (section 8.2): a yes, a no with its reason and file, the list of reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.sandbox.models import TrendyolClaim
from invekto.sandbox.trendyol import feeds
from invekto.sandbox.trendyol.gate import Refusal, gateway, seller_of
from invekto.sandbox.trendyol.views import read_json

# As they are after 8 October 2026.
REASONS = {
    51: "Kullanılmış/müşteri kaynaklı hasarlı",
    151: "Ürünün parçası veya aksesuarı eksik",
    201: "Bambaşka bir ürün geldi",
    401: "Eksik ürün/adet geldi",
    451: "Ürün analize gönderilecek",
    1651: "İade paketi elime ulaşmadı",
    1951: "Kurumsal iade faturası eksik/hatalı",
    2051: "Koruyucu ambalajı açılmış",
    2077: "Kişiye özel üretim, iade alınamaz",
    2078: "Kusurlu değil, memnuniyet için kabul ediyorum",
    2079: "Doğru ve sağlam gönderdim; eksik/hasarlı/farklı döndü",
}
WITHOUT_FILE = (1651, 451, 2101)
NOT_AT_ONCE = timedelta(hours=24)  # for reason 1651
LONGEST_STATEMENT = 500


def _reasons(_: HttpRequest, *, seller: str) -> list[dict[str, Any]]:  # noqa: ARG001 - the same for everybody
    return [{"id": number, "name": name} for number, name in REASONS.items()]


def _approve(request: HttpRequest, *, seller: str, claim: str) -> HttpResponse:
    row = _waiting(seller, claim, read_json(request).get("claimLineItemIdList"))
    _move(row, "Accepted")
    return HttpResponse(status=200)


def _issue(request: HttpRequest, *, seller: str, claim: str) -> HttpResponse:
    query = request.GET
    if not (request.content_type or "").startswith("multipart/form-data"):
        raise Refusal(415, "unsupported.media.type", "Send multipart/form-data.")
    number = query.get("claimIssueReasonId", "")
    if not number.isdigit() or int(number) not in REASONS:
        raise feeds.bad("claimIssueReasonId", "is not one of the reasons.")
    if not 1 <= len(query.get("description", "")) <= LONGEST_STATEMENT:
        raise feeds.bad("description", f"must have 1 to {LONGEST_STATEMENT} characters.")
    if int(number) not in WITHOUT_FILE and not request.FILES.getlist("files"):
        raise feeds.bad("files", "must have at least one file for this reason.")
    row = _waiting(seller, claim, query.get("claimItemIdList", "").split(","))
    if int(number) == 1651 and clock.now() < row.created_at + NOT_AT_ONCE:
        raise feeds.bad("claimIssueReasonId", "cannot be given in the first 24 hours.")
    _move(row, "InAnalysis" if int(number) == 451 else "Rejected")
    return HttpResponse(status=200)


def _waiting(seller: str, claim: str, units: Any) -> TrendyolClaim:
    try:
        row = TrendyolClaim.objects.get(seller_id=seller, id=UUID(claim))
    except (ValueError, TrendyolClaim.DoesNotExist):
        raise Refusal(404, "claim.not.found", "There is no such claim.") from None
    if units != [str(row.id)]:
        raise feeds.bad("claimLineItemIdList", "must name units of this claim.")
    if row.status != "WaitingInAction":
        raise Refusal(400, "claim.item.status.not.valid", f"The claim item is {row.status}.")
    return row


def _move(row: TrendyolClaim, status: str) -> None:
    row.status, row.modified_at = status, clock.now()
    row.save(update_fields=["status", "modified_at"])


approve = gateway("claims-approve", PUT=_approve)
issue = gateway("claims-issue", POST=_issue)
_list = gateway("claim-issue-reasons", GET=_reasons)


@own_scope
def reasons(request: HttpRequest) -> HttpResponse:
    """No seller stands in this address: the one of the mandatory User-Agent asks."""
    return _list(request, seller=seller_of(request))


reasons.csrf_exempt = True  # type: ignore[attr-defined]
