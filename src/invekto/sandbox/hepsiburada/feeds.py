"""What a merchant reads of orders, packages and claims, with the traps of the real thing (sections 4, 5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse

from invekto.core import clock
from invekto.sandbox import faults
from invekto.sandbox.hepsiburada import shapes, words
from invekto.sandbox.hepsiburada.claims import accept_overdue, claim
from invekto.sandbox.hepsiburada.gate import Refusal
from invekto.sandbox.models import HepsiburadaClaim, HepsiburadaLine, HepsiburadaOrder, HepsiburadaPackage

Json = dict[str, Any]
WIDEST = timedelta(hours=24)  # a wider window is cut without a word
DELIVERED_HISTORY = timedelta(days=31)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_NEVER = timedelta(days=365_000)


def open_lines(request: HttpRequest, *, merchant: str) -> Json:
    """Paid lines that wait to be packed; once packed they are gone from here."""
    offset, limit = _page(request, most=100)
    rows = _lines(merchant).filter(status=words.OPEN, package=None)
    rows = _dated(request, rows, "order__ordered_at").order_by(
        "order__ordered_at", "order__number", "position"
    )
    return _envelope(rows, offset, limit, shapes.line)


def awaiting(request: HttpRequest, *, merchant: str) -> Json:
    offset, limit = _page(request, most=50)
    rows = (
        _lines(merchant)
        .filter(status=words.AWAITING)
        .order_by("order__ordered_at", "order__number", "position")
    )
    return _envelope(rows, offset, limit, shapes.awaiting)


def cancelled(request: HttpRequest, *, merchant: str) -> Json:
    offset, limit = _page(request, most=50)
    rows = _dated(request, _lines(merchant).exclude(cancelled_at=None), "cancelled_at")
    return _envelope(rows.order_by("cancelled_at", "id"), offset, limit, shapes.cancelled)


def by_number(_: HttpRequest, *, merchant: str, number: str) -> Json:
    order = HepsiburadaOrder.objects.filter(merchant_id=merchant, number=number).first()
    if order is None:
        raise Refusal(404, "Order not found")
    rows = order.lines.select_related("order", "package").order_by("position")
    return shapes.order_by_number(order, list(rows))


def packages(request: HttpRequest, *, merchant: str) -> HttpResponse:
    """A bare array of at most ten; the key is ``Offset`` with a capital letter, another is not heard."""
    offset, limit = _whole(request.GET.get("Offset", "0")), _whole(request.GET.get("limit", "10"))
    if not 1 <= limit <= 10:
        raise Refusal(400, "Limit must be between 1 and 10")
    rows = HepsiburadaPackage.objects.filter(merchant_id=merchant, status=words.OPEN)
    if "begindate" in request.GET or "enddate" in request.GET:
        rows = _dated(request, rows, "packed_at")
    else:
        hours = _whole(request.GET.get("timespan", "24"))
        rows = rows.filter(packed_at__gte=clock.now() - min(timedelta(hours=hours), _NEVER))
    total = rows.count()
    found = [_with_lines(row) for row in rows.order_by("packed_at", "n")[offset : offset + limit]]
    shown = faults.with_holes("hepsiburada", [shapes.package(row, lines) for row, lines in found if lines])
    answer = JsonResponse(shown, safe=False)
    answer["pagecount"] = str(-(-total // limit))
    return answer


def unpacked(request: HttpRequest, *, merchant: str) -> list[Json]:
    """Names no order: what was in it is known from before."""
    offset, limit = _whole(request.GET.get("Offset", "0")), _whole(request.GET.get("limit", "10"))
    if not 1 <= limit <= 10:
        raise Refusal(400, "Limit must be between 1 and 10")
    rows = HepsiburadaPackage.objects.filter(merchant_id=merchant, status=words.UNPACKED).order_by(
        "-unpacked_at"
    )
    return [
        {
            "packageNumber": shapes.package_number(row),
            "barcode": shapes.parcel_barcode(row),
            "unpackedDate": shapes.local(row.unpacked_at),
        }
        for row in rows[offset : offset + limit]
    ]


def moved(kind: str) -> Callable[..., Json]:
    """``/shipped``, ``/delivered`` or ``/undelivered``: an envelope, PascalCase rows, lower-case ``offset``."""
    status, column, field = {
        "shipped": (words.IN_TRANSIT, "shipped_at", "ShippedDate"),
        "delivered": (words.DELIVERED, "delivered_at", "DeliveredDate"),
        "undelivered": (words.UNDELIVERED, "undelivered_at", "UndeliveredDate"),
    }[kind]

    def feed(request: HttpRequest, *, merchant: str) -> Json:
        if {"begindate", "enddate"} & {key.lower() for key in request.GET}:
            raise Refusal(400, "WrongDateFormat")  # declared, and never taken
        offset, limit = _page(request, most=50)
        rows = HepsiburadaPackage.objects.filter(merchant_id=merchant, status=status)
        if kind == "delivered":
            rows = rows.filter(delivered_at__gte=clock.now() - DELIVERED_HISTORY)

        def shape(row: HepsiburadaPackage) -> Json:
            return shapes.moved(row, _orders(row), field, getattr(row, column))

        return _envelope(rows.order_by(f"-{column}", "-n"), offset, limit, shape)

    return feed


def tracking(_: HttpRequest, *, merchant: str, number: str) -> Json:
    row = HepsiburadaPackage.objects.filter(merchant_id=merchant, n=shapes.package_of_number(number)).first()
    if row is None:
        raise Refusal(404, "Package not found")
    return shapes.tracking(row)


def missing_invoice(request: HttpRequest, *, merchant: str) -> Json:
    offset, limit = _page(request, most=50)
    rows = (
        HepsiburadaPackage.objects.filter(merchant_id=merchant).exclude(status=words.UNPACKED).order_by("n")
    )

    def shape(row: HepsiburadaPackage) -> Json:
        return {
            "packageNumber": shapes.package_number(row),
            "orderNumbers": _numbers(row),
            "status": row.status,
        }

    return _envelope(rows, offset, limit, shape)


def claims(request: HttpRequest, *, merchant: str, status: str | None = None) -> list[Json]:
    if "limit" not in request.GET:
        raise Refusal(400, "LimitCannotBeEmpty")
    offset, limit = _page(request, most=100)
    accept_overdue(merchant, clock.now())
    rows = HepsiburadaClaim.objects.select_related("line__order").filter(merchant_id=merchant)
    keys, column = ("beginDate", "endDate"), "created_at"
    if status is not None:
        if status not in words.CLAIM_STATUSES:
            raise Refusal(400, "Wrong Claim Status")
        keys, column, rows = ("statusBeginDate", "statusEndDate"), "modified_at", rows.filter(status=status)
    window = _window(request, keys, cut=False)
    if window is not None:
        rows = rows.filter(**{f"{column}__gte": window[0], f"{column}__lt": window[1]})
    return [claim(row) for row in rows.order_by("-created_at", "-n")[offset : offset + limit]]


# Reading a query.


def _lines(merchant: str) -> QuerySet[HepsiburadaLine]:
    return HepsiburadaLine.objects.select_related("order", "package").filter(order__merchant_id=merchant)


def _with_lines(row: HepsiburadaPackage) -> tuple[HepsiburadaPackage, list[HepsiburadaLine]]:
    return row, list(row.lines.select_related("order").order_by("order__number", "position"))


def _orders(row: HepsiburadaPackage) -> list[HepsiburadaOrder]:
    return list(HepsiburadaOrder.objects.filter(lines__package=row).distinct().order_by("number"))


def _numbers(row: HepsiburadaPackage) -> list[str]:
    return sorted(set(row.lines.values_list("order__number", flat=True)))


def _envelope(rows: QuerySet[Any], offset: int, limit: int, shape: Callable[[Any], Json]) -> Json:
    total = rows.count()
    return {
        "totalCount": total,
        "limit": limit,
        "offset": offset,
        "pageCount": -(-total // limit),
        "items": faults.with_holes("hepsiburada", [shape(row) for row in rows[offset : offset + limit]]),
    }


def _page(request: HttpRequest, *, most: int) -> tuple[int, int]:
    """Offset and limit, both of which must be there."""
    if "offset" not in request.GET or "limit" not in request.GET:
        raise Refusal(400, {"message": "Bad Request limit and offset parameters are required"})
    limit = _whole(request.GET["limit"])
    if not 1 <= limit <= most:
        raise Refusal(400, f"Limit must be between 1 and {most}")
    return _whole(request.GET["offset"]), limit


def _whole(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise Refusal(400, "Bad Request")
    return int(value)


def _dated(request: HttpRequest, rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    window = _window(request, ("begindate", "enddate"), cut=True)
    if window is None:
        return rows
    return rows.filter(**{f"{column}__gte": window[0], f"{column}__lt": window[1]})


def _window(request: HttpRequest, keys: tuple[str, str], *, cut: bool) -> tuple[datetime, datetime] | None:
    """None without dates. A date in another format matches nothing, and is no error; nor is a window too wide."""
    given = [request.GET.get(key) for key in keys]
    if given == [None, None]:
        return None
    read = [None if text is None else _local(text) for text in given]
    if any(text is not None and moment is None for text, moment in zip(given, read, strict=True)):
        moment = clock.now()
        return moment, moment
    begin, end = read
    if begin is None:
        assert end is not None
        begin = end - WIDEST
    # The minute that is named belongs to the window.
    end = (begin + WIDEST) if end is None else end + timedelta(minutes=1)
    return begin, min(end, begin + WIDEST) if cut else end


def _local(text: str) -> datetime | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=shapes.TURKEY)
    except ValueError:
        return None
