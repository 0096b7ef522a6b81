"""What a seller cannot supply: Trendyol's only cancellation from the seller's side (sections 6 and 10)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.sandbox.models import TrendyolPackage
from invekto.sandbox.trendyol import feeds, orders, shapes
from invekto.sandbox.trendyol.gate import Refusal, gateway
from invekto.sandbox.trendyol.views import read_json

REASONS = (500, 501, 502, 504, 505, 506)
BEFORE_THE_CARRIER = ("Created", "Picking", "Invoiced")


def _unsupplied(request: HttpRequest, *, seller: str, package: str) -> HttpResponse:
    body = read_json(request)
    number = int(package) - shapes.FIRST_PACKAGE if package.isascii() and package.isdigit() else -1
    found = TrendyolPackage.objects.filter(seller_id=seller, id=number).first()
    if found is None:
        raise Refusal(404, "shipment.package.not.found", "There is no such package.")
    if body.get("reasonId") not in REASONS:
        raise feeds.bad("reasonId", f"must be one of {', '.join(map(str, REASONS))}.")
    if found.status not in BEFORE_THE_CARRIER:
        raise Refusal(400, "shipment.package.status.not.valid", f"The package is {found.status}.")
    known = {line["line_id"]: line["quantity"] for line in found.lines if not line["cancelled"]}
    pieces: dict[int, int] = {}
    rows = body.get("lines")
    for row in rows if isinstance(rows, list) else []:
        line, quantity = row.get("lineId"), row.get("quantity")
        if line not in known or not isinstance(quantity, int) or not 1 <= quantity <= known[line]:
            raise feeds.bad("lines", "must name lines of the package, with quantities that are there.")
        pieces[line] = quantity
    if not pieces:
        raise feeds.bad("lines", "must have at least one line.")
    orders.cancel_pieces(found, pieces, "UnSupplied", clock.now())
    return HttpResponse(status=200)


unsupplied = gateway("unsupplied", PUT=_unsupplied)
