"""Returns as a seller reads and decides them (section 8): the list, a yes, a no with its reason and file, reasons,
what happened to a unit, and a return that the seller opens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.sandbox.models import TrendyolClaim, TrendyolPackage
from invekto.sandbox.trendyol import claim_shapes, feeds, opening, shapes, words
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


def _claims(request: HttpRequest, *, seller: str) -> dict[str, Any]:
    query = request.GET
    page = feeds.whole(query.get("page"), "page", 0, 10**6)
    size = feeds.whole(query.get("size"), "size", 50, feeds.LARGEST_PAGE)
    _accept_overdue(seller)
    rows = TrendyolClaim.objects.filter(seller_id=seller)
    if ids := [part for text in query.getlist("claimIds") for part in text.split(",") if part]:
        rows = rows.filter(claim_id__in=list(map(_uuid, ids)))
    else:
        start, end = feeds.date_range(
            query.get("startDate"), query.get("endDate"), clock.now(), default=feeds.LONGEST_RANGE
        )
        rows = rows.filter(modified_at__gte=start, modified_at__lte=end)
        if status := query.get("claimItemStatus"):
            rows = rows.filter(status__iexact=status)
        if number := query.get("orderNumber"):
            rows = rows.filter(order_number=number)
    found = rows.values("claim_id").annotate(at=Max("modified_at")).order_by("-at", "claim_id")
    total = found.count()
    shown = [row["claim_id"] for row in found[page * size : (page + 1) * size]]
    units: dict[UUID, list[TrendyolClaim]] = {claim_id: [] for claim_id in shown}
    for row in TrendyolClaim.objects.filter(claim_id__in=shown).order_by("unit", "id"):
        units[row.claim_id].append(row)
    packages = {one.package_id for several in units.values() for one in several}
    origins = {row.pk: row for row in TrendyolPackage.objects.filter(id__in=packages)}
    content = [claim_shapes.claim(several, origins.get(several[0].package_id)) for several in units.values()]
    return feeds.envelope(content, total, page, size)


def _accept_overdue(seller: str) -> None:
    """What waited 48 hours for the seller's decision is accepted by itself."""
    now = clock.now()
    for row in TrendyolClaim.objects.filter(seller_id=seller, status="WaitingInAction"):
        due = claim_shapes.waits_since(row) + claim_shapes.DECIDE_WITHIN
        if due <= now:
            opening.move(row, "Accepted", due, by="SYSTEM")


def _reasons(_: HttpRequest, *, seller: str) -> list[dict[str, Any]]:  # noqa: ARG001 - the same for everybody
    return [{"id": number, "name": name} for number, name in REASONS.items()]


def _approve(request: HttpRequest, *, seller: str, claim: str) -> HttpResponse:
    with transaction.atomic():
        for row in _waiting(seller, claim, read_json(request).get("claimLineItemIdList")):
            opening.move(row, "Accepted", clock.now(), by=opening.SELLER)
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
    with transaction.atomic():
        rows = _waiting(seller, claim, query.get("claimItemIdList", "").split(","))
        if int(number) == 1651 and clock.now() < rows[0].created_at + NOT_AT_ONCE:
            raise feeds.bad("claimIssueReasonId", "cannot be given in the first 24 hours.")
        for row in rows:
            status = "InAnalysis" if int(number) == 451 else "Rejected"
            opening.move(row, status, clock.now(), by=opening.SELLER)
    return HttpResponse(status=200)


def _waiting(seller: str, claim: str, units: Any) -> list[TrendyolClaim]:
    """The units that are named, all of which must wait for a decision."""
    of_claim = TrendyolClaim.objects.select_for_update().filter(seller_id=seller, claim_id=_uuid(claim))
    rows = {str(row.id): row for row in of_claim.order_by("unit", "id")}
    if not rows:
        raise Refusal(404, "claim.not.found", "There is no such claim.")
    if not isinstance(units, list) or not units or not set(map(str, units)) <= set(rows):
        raise feeds.bad("claimLineItemIdList", "must name units of this claim.")
    named = [rows[unit] for unit in dict.fromkeys(map(str, units))]
    for row in named:
        if row.status != "WaitingInAction":
            raise Refusal(400, "claim.item.status.not.valid", f"The claim item is {row.status}.")
    return named


_NOBODY = UUID(int=0)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return _NOBODY


def _audit(_: HttpRequest, *, seller: str, unit: str) -> list[dict[str, Any]]:
    row = TrendyolClaim.objects.filter(seller_id=seller, id=_uuid(unit)).first()
    if row is None:
        raise Refusal(404, "claim.item.not.found", "There is no such claim item.")
    return claim_shapes.audit(row)


def _create(request: HttpRequest, *, seller: str) -> dict[str, Any]:
    """A return that the seller opens for a customer."""
    body, now = read_json(request), clock.now()
    package = (
        TrendyolPackage.objects.filter(seller_id=seller, order_number=str(body.get("orderNumber")))
        .exclude(status__in=words.FINISHED)
        .order_by("-id")
        .first()
    )
    if package is None:
        raise feeds.bad("orderNumber", "is not an order of this seller.")
    wanted = body.get("claimItems")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(one, dict) for one in wanted):
        raise feeds.bad("claimItems", "must have at least one item.")
    made: list[TrendyolClaim] = []
    with transaction.atomic():
        for one in wanted:
            made += _claimed(package, one, now)
        TrendyolClaim.objects.filter(id__in=[row.id for row in made]).update(claim_id=made[0].claim_id)
    return {
        "claimId": str(made[0].claim_id),
        "cargoTrackingNumber": claim_shapes.FIRST_RETURN + package.pk,
        "claimItemIds": [str(row.id) for row in made],
    }


def _claimed(package: TrendyolPackage, item: dict[str, Any], now: datetime) -> list[TrendyolClaim]:
    line = next((one for one in package.lines if shapes.barcode(one["sku"]) == item.get("barcode")), None)
    quantity = item.get("quantity", 1)
    if line is None:
        raise feeds.bad("barcode", "is not in this order.")
    if not isinstance(quantity, int) or not 1 <= quantity <= line["quantity"]:
        raise feeds.bad("quantity", "is more than was ordered.")
    return opening.open_claim(package, line, quantity, str(item.get("reasonId", "451")), "Created", now)


claims = gateway("claims", GET=_claims)
audit = gateway("claims-audit", GET=_audit)
create = gateway("claims-create", POST=_create)
approve = gateway("claims-approve", PUT=_approve)
issue = gateway("claims-issue", POST=_issue)
_list = gateway("claim-issue-reasons", GET=_reasons)


@own_scope
def reasons(request: HttpRequest) -> HttpResponse:
    """No seller stands in this address: the one of the mandatory User-Agent asks."""
    return _list(request, seller=seller_of(request))


reasons.csrf_exempt = True  # type: ignore[attr-defined]
