"""What a seller reads: orders by page and as a stream, claims, stock and prices (sections 5, 8, 12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from invekto.core import clock
from invekto.sandbox import faults
from invekto.sandbox.models import TrendyolPackage, TrendyolProduct
from invekto.sandbox.switches import behaviour
from invekto.sandbox.trendyol import shapes, words
from invekto.sandbox.trendyol.gate import Refusal
from invekto.sandbox.trendyol.shapes import TURKISH_SHIFT

Json = dict[str, Any]
LARGEST_PAGE = 200
LONGEST_RANGE = timedelta(days=14)
PAGED_HISTORY = timedelta(days=31)  # "one month"
STREAM_HISTORY = timedelta(days=92)  # "three months"
RESULT_WINDOW = 10_000
CURSOR_SALT = "trendyol stream"


def paged(request: HttpRequest, *, seller: str) -> Json:
    """The V2 list."""
    query = request.GET
    page, size = (
        whole(query.get("page"), "page", 0, 10**6),
        whole(query.get("size"), "size", 50, LARGEST_PAGE),
    )
    if (page + 1) * size > RESULT_WINDOW:
        raise bad("page", f"At most {RESULT_WINDOW} rows can be reached; narrow the dates.")
    by = query.get("orderByField", "PackageLastModifiedDate")
    if by not in ("PackageLastModifiedDate", "CreatedDate"):
        raise bad("orderByField", "must be PackageLastModifiedDate or CreatedDate.")
    column = "modified_at" if by == "PackageLastModifiedDate" else "ordered_at"
    now = clock.now()
    start, end = date_range(query.get("startDate"), query.get("endDate"), now, default=timedelta(weeks=1))
    if start < now - PAGED_HISTORY:
        raise bad("startDate", "reaches back one month at most.")
    rows = TrendyolPackage.objects.filter(
        Q(**{f"{column}__gte": start, f"{column}__lte": end}), seller_id=seller
    )
    rows = _with_status(rows, query.get("status"))
    if number := query.get("orderNumber"):
        rows = rows.filter(order_number=number)
    if ids := _ids(query.getlist("shipmentPackageIds")):
        rows = rows.filter(id__in=[value - shapes.FIRST_PACKAGE for value in ids])
    direction = query.get("orderByDirection", "DESC").upper()
    if direction not in ("ASC", "DESC"):
        raise bad("orderByDirection", "must be ASC or DESC.")
    sign = "" if direction == "ASC" else "-"
    total = rows.count()
    found = rows.order_by(f"{sign}{column}", f"{sign}id")[page * size : (page + 1) * size]
    return envelope([shapes.package(row) for row in found], total, page, size)


def _with_status(rows: QuerySet[TrendyolPackage], given: str | None) -> QuerySet[TrendyolPackage]:
    if not given:
        return rows.exclude(status="Awaiting")
    wanted = set()
    for word in given.split(","):
        status = words.status_named(word.strip())
        if status is None:
            raise bad("status", f"{word.strip()!r} is unknown.")
        wanted |= {status, "UnSupplied"} if status == "Cancelled" else {status}
    return rows.filter(status__in=wanted)


def _ids(given: list[str]) -> list[int]:
    values = [part for text in given for part in text.split(",") if part]
    if any(not value.isdigit() for value in values) or len(values) > 50:
        raise bad("shipmentPackageIds", "must be at most 50 numbers.")
    return [int(value) for value in values]


def stream(request: HttpRequest, *, seller: str) -> Json:
    """By last change, newest first, with a cursor that belongs to its filters."""
    query = request.GET
    size = whole(query.get("size"), "size", 50, LARGEST_PAGE)
    now = clock.now()
    start, end = date_range(
        query.get("lastModifiedStartDate"), query.get("lastModifiedEndDate"), now, default=LONGEST_RANGE
    )
    if start < now - STREAM_HISTORY:
        raise bad("lastModifiedStartDate", "reaches back three months at most.")
    filters = [
        query.get(key, "") for key in ("packageItemStatuses", "lastModifiedStartDate", "lastModifiedEndDate")
    ]
    rows = TrendyolPackage.objects.filter(seller_id=seller, modified_at__lte=end, modified_at__gte=start)
    if cursor := query.get("nextCursor"):
        try:
            of_filters, at, last_id, start_millis = signing.loads(cursor, salt=CURSOR_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            raise bad("nextCursor", "is not a cursor.") from None
        if of_filters != filters:
            raise bad("nextCursor", "belongs to other filters.")
        moment = datetime.fromisoformat(at)
        # Without dates of one's own the window stays where the first page put it.
        rows = TrendyolPackage.objects.filter(seller_id=seller, modified_at__gte=_moment(start_millis))
        rows = rows.filter(Q(modified_at__lt=moment) | Q(modified_at=moment, id__lt=last_id))
    found = _first(rows.order_by("-modified_at", "-id"), query.get("packageItemStatuses"), size + 1)
    shown = found[:size]
    more = len(found) > size
    following = ""
    if more:
        last = shown[-1]
        following = signing.dumps(
            [filters, last.modified_at.isoformat(), last.pk, shapes.millis(start)], salt=CURSOR_SALT
        )
    return {
        "hasMore": more,
        "nextCursor": following,
        "size": len(shown),
        "content": [shapes.package(row) for row in faults.with_holes("trendyol", shown)],
    }


def _first(rows: QuerySet[TrendyolPackage], statuses: str | None, count: int) -> list[TrendyolPackage]:
    """Of a window of a hundred thousand rows only those of this page are read."""
    if not statuses:
        return list(rows[:count])
    matching = (row for row in rows.iterator(chunk_size=count) if _has_line(row, statuses))
    return list(islice(matching, count))


def _has_line(row: TrendyolPackage, statuses: str | None) -> bool:
    if not statuses:
        return True
    wanted = {words.status_named(word.strip()) for word in statuses.split(",")}
    return any(("Cancelled" if line["cancelled"] else row.status) in wanted for line in row.lines)


def inventory(request: HttpRequest, *, seller: str) -> Json:
    query = request.GET
    page, size = whole(query.get("page"), "page", 0, 10**6), whole(query.get("size"), "size", 50, 100)
    rows = list(TrendyolProduct.objects.filter(seller_id=seller).order_by("id"))
    barcodes = {part for key in ("barcode", "barcodes") for part in query.get(key, "").split(",") if part}
    if barcodes:
        rows = [row for row in rows if shapes.barcode(row.sku) in barcodes]
    if sku := query.get("stockCode"):
        rows = [row for row in rows if row.sku == sku]
    if main := query.get("productMainId"):
        rows = [row for row in rows if shapes.product(row)["productMainId"] == main]
    found = rows[page * size : (page + 1) * size]
    return envelope([shapes.product(row) for row in found], len(rows), page, size) | {"nextPageToken": None}


def approved(request: HttpRequest, *, seller: str) -> Json:
    """Products with their variants; ten thousand rows by page numbers, the rest by the token."""
    query = request.GET
    size = whole(query.get("size"), "size", 50, 100)
    page = whole(query.get("nextPageToken") or query.get("page"), "page", 0, 10**6)
    if not query.get("nextPageToken") and (page + 1) * size > RESULT_WINDOW:
        raise bad("page", f"must stay below {RESULT_WINDOW} rows; go on with nextPageToken.")
    rows = TrendyolProduct.objects.filter(seller_id=seller)
    if kind := query.get("dateQueryType"):
        if kind not in ("VARIANT_CREATED_DATE", "VARIANT_MODIFIED_DATE", "CONTENT_MODIFIED_DATE"):
            raise bad("dateQueryType", "is not known.")
        if start := query.get("startDate"):
            rows = rows.filter(modified_at__gte=moment_of(start, "startDate"))
        if end := query.get("endDate"):
            rows = rows.filter(modified_at__lte=moment_of(end, "endDate"))
    products: dict[tuple[str, str], list[TrendyolProduct]] = {}
    for row in rows.order_by("id"):
        products.setdefault((row.sku.rpartition("-")[0] or row.sku, row.name), []).append(row)
    groups = list(products.values())
    found = groups[page * size : (page + 1) * size]
    more = (page + 1) * size < len(groups)
    answer = envelope([shapes.approved(group) for group in found], len(groups), page, size)
    return answer | {"nextPageToken": str(page + 1) if more else None}


# Reading a query.


def envelope(content: list[Json], total: int, page: int, size: int) -> Json:
    return {
        "totalElements": total,
        "totalPages": -(-total // size),
        "page": page,
        "size": size,
        "content": content,
    }


def bad(key: str, why: str) -> Refusal:
    return Refusal(400, f"{key}.not.valid", f"{key} {why}")


def whole(value: str | None, key: str, default: int, most: int) -> int:
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or int(value) > most or (key == "size" and int(value) == 0):
        raise bad(key, f"must be a whole number up to {most}.")
    return int(value)


def date_range(
    start: str | None, end: str | None, now: datetime, *, default: timedelta
) -> tuple[datetime, datetime]:
    """Both ends as moments; one alone is completed, none is the last ``default``. Raises Refusal."""
    first = moment_of(start, "startDate") if start else None
    last = moment_of(end, "endDate") if end else None
    if first is None and last is None:
        return now - default, now
    if first is None and last is not None:
        first = last - LONGEST_RANGE
    elif last is None and first is not None:
        last = min(now, first + LONGEST_RANGE)
    assert first is not None
    assert last is not None
    if last < first:
        raise bad("endDate", "is before startDate.")
    if last - first > LONGEST_RANGE:
        raise bad("startDate", "and endDate may be two weeks apart at most.")
    shift = TURKISH_SHIFT if behaviour().trendyol_dates_shifted else timedelta(0)
    return first - shift, last - shift


def moment_of(value: str, key: str) -> datetime:
    if not value.lstrip("-").isdigit() or abs(int(value)) > 4_102_444_800_000:
        raise bad(key, "must be epoch milliseconds.")
    return _moment(int(value))


def _moment(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1000, UTC)
