"""What a merchant reads and writes beside orders: listings, the catalogue, questions (sections 6, 8)."""

from __future__ import annotations

import json
import operator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse

from invekto.core import clock
from invekto.sandbox.hepsiburada import claims, goods, shapes, words
from invekto.sandbox.hepsiburada.gate import Refusal
from invekto.sandbox.models import (
    HepsiburadaClaim,
    HepsiburadaLine,
    HepsiburadaProduct,
    HepsiburadaQuestion,
)

Json = dict[str, Any]
LONGEST_ANSWER = 2000
SORTS = {"createdAt": "created_at", "lastModifiedAt": "modified_at"}


def listings(request: HttpRequest, *, merchant: str) -> Json:
    query = request.GET
    offset, limit = _number(query.get("offset", "0")), _number(query.get("limit", "100"))
    rows = list(HepsiburadaProduct.objects.filter(merchant_id=merchant).order_by("sku"))
    if wanted := _listed(query.get("merchantSkuList", "")):
        rows = [row for row in rows if row.sku in {sku.upper() for sku in wanted}]
    if wanted := _listed(query.get("hbSkuList", "")):
        rows = [row for row in rows if shapes.hb_sku(row.sku) in wanted]
    if query.get("salable-listings") == "true" and query.get("notsalable-listings") != "true":
        rows = [row for row in rows if row.stock]
    for name, is_kept in (("updateStartDate", operator.ge), ("updateEndDate", operator.le)):
        if (written := query.get(name)) and (moment := _moment(written)):
            rows = [row for row in rows if is_kept(row.modified_at, moment)]
    return {
        "totalCount": len(rows),
        "limit": limit,
        "offset": offset,
        "listings": [goods.listing(row) for row in rows[offset : offset + limit]],
    }


def catalogue(request: HttpRequest, *, merchant: str) -> Json:
    """An error comes with 200 here, and says ``success: false``."""
    page, size = _number(request.GET.get("page", "0")), _number(request.GET.get("size", "100"))
    rows = HepsiburadaProduct.objects.filter(merchant_id=merchant).order_by("sku")
    total = rows.count()
    if not 1 <= size <= 1000:
        return {
            "success": False,
            "code": 1001,
            "version": 1,
            "message": "Geçersiz sayfa boyutu",
            "data": None,
        }
    found = [goods.catalogued(row) for row in rows[page * size : (page + 1) * size]]
    pages = -(-total // size)
    return {
        "success": True,
        "code": 0,
        "version": 1,
        "message": None,
        "totalElements": total,
        "totalPages": pages,
        "number": page,
        "numberOfElements": len(found),
        "first": page == 0,
        "last": page + 1 >= pages,
        "data": found,
    }


# Questions.


def issues(request: HttpRequest, *, merchant: str) -> Json:
    query = request.GET
    page, size = _number(query.get("page", "1")), _number(query.get("size", "25"))
    if page < 1 or not 1 <= size <= 100:
        raise invalid("page", "page begins with 1")
    _close_overdue(merchant)
    rows = HepsiburadaQuestion.objects.filter(merchant_id=merchant)
    if statuses := query.getlist("status"):
        rows = rows.filter(status__in=[_status(value) for value in statuses])
    if source := query.get("source"):
        rows = rows.filter(order_number__isnull=source == "1")
    if number := query.get("issueNumber"):
        rows = rows.filter(n=_number(number) - goods.FIRST_ISSUE)
    if search := query.get("search"):
        rows = rows.filter(product__icontains=search)
    for key, column in (("Created", "created_at"), ("Modified", "modified_at")):
        if since := query.get(f"min{key}At"):
            rows = rows.filter(**{f"{column}__gte": _moment(since)})
        if until := query.get(f"max{key}At"):
            rows = rows.filter(**{f"{column}__lte": _moment(until)})
    column = SORTS.get(query.get("sortBy", ""), "created_at")
    sign = "" if query.get("desc") == "false" else "-"
    total = rows.count()
    pages = -(-total // size)
    return {
        "data": [
            goods.issue(row)
            for row in rows.order_by(f"{sign}{column}", f"{sign}n")[(page - 1) * size : page * size]
        ],
        "currentPage": page,
        "currentPageSize": size,
        "totalPageCount": pages,
        "totalItemCount": total,
        "nextPage": page + 1 if page < pages else None,
        "previousPage": page - 1 if page > 1 else None,
    }


def _close_overdue(merchant: str) -> None:
    """What nobody answered in its time is closed, whoever looks."""
    now = clock.now()
    overdue = HepsiburadaQuestion.objects.filter(
        merchant_id=merchant, status="WaitingForAnswer", expires_at__lte=now
    )
    overdue.update(status="AutoClosed", modified_at=F("expires_at"))


def sample_issues(request: HttpRequest, *, merchant: str) -> HttpResponse:
    """Of the test host only: so many questions (section 6)."""
    count, now = read_json(request).get("issueCount", 1), clock.now()
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 100:
        raise invalid("issueCount", "1 to 100")
    rows = HepsiburadaQuestion.objects.bulk_create(
        HepsiburadaQuestion(
            merchant_id=merchant,
            customer="Deneme Müşteri",
            sku="",
            product="Deneme Ürünü",
            conversations=[{"at": now.isoformat(), "from": "Customer", "content": "Deneme sorusu"}],
            created_at=now,
            modified_at=now,
            expires_at=goods.answer_by(now),
        )
        for _ in range(count)
    )
    return JsonResponse([goods.FIRST_ISSUE + row.n for row in rows], safe=False, status=201)


def issue(_: HttpRequest, *, merchant: str, number: str) -> Json:
    return goods.issue(_question(merchant, number))


def issue_count(_: HttpRequest, *, merchant: str) -> Json:
    _close_overdue(merchant)
    rows = HepsiburadaQuestion.objects.filter(merchant_id=merchant)
    return {
        "waitingForAnswer": rows.filter(status="WaitingForAnswer").count(),
        "answered": rows.filter(status="Answered").count(),
        "reported": rows.filter(status="Rejected").count(),
        "autoClosedInLastWeek": rows.filter(status="AutoClosed").count(),
    }


def answer(request: HttpRequest, *, merchant: str, number: str) -> HttpResponse:
    if not (request.content_type or "").startswith("multipart/form-data"):
        raise Refusal(415, _problem("Answer", "multipart/form-data is expected"))
    text = request.POST.get("Answer", "")
    if not 1 <= len(text) <= LONGEST_ANSWER:
        raise invalid("Answer", f"1 to {LONGEST_ANSWER} characters")
    row = _waiting(merchant, number)
    say(row, "Answered", {"from": "Merchant", "content": text})
    return JsonResponse(str(goods.FIRST_ISSUE + row.n), safe=False, status=201)


def reject(request: HttpRequest, *, merchant: str, number: str) -> HttpResponse:
    body = read_json(request)
    if not body.get("rejectReason"):
        raise invalid("rejectReason", "is required")
    row = _waiting(merchant, number)
    say(row, "Rejected", {"from": "Merchant", "content": "", "reason": body["rejectReason"]})
    return JsonResponse(str(goods.FIRST_ISSUE + row.n), safe=False, status=201)


def say(row: HepsiburadaQuestion, status: str, said: Json) -> None:
    now = clock.now()
    row.status, row.modified_at = status, now
    row.conversations = [*row.conversations, said | {"at": now.isoformat()}]
    row.save()


def _question(merchant: str, number: str) -> HepsiburadaQuestion:
    _close_overdue(merchant)
    row = HepsiburadaQuestion.objects.filter(
        merchant_id=merchant, n=_number(number) - goods.FIRST_ISSUE
    ).first()
    if row is None:
        raise Refusal(404, _problem("issueNumber", "not found"))
    return row


def _waiting(merchant: str, number: str) -> HepsiburadaQuestion:
    row = _question(merchant, number)
    if row.status != "WaitingForAnswer":
        raise invalid("status", f"the issue is {row.status}")
    return row


# What a merchant decides about a claim.


def claim_action(verb: str) -> Any:
    status = {"accept": "Accepted", "reject": "Rejected", "preapprovalconfirm": "AwaitingPreApproval"}[verb]

    def act(request: HttpRequest, *, merchant: str, number: str) -> HttpResponse:
        body = read_json(request)
        row = HepsiburadaClaim.objects.filter(
            merchant_id=merchant, n=int(number[3:]) if number[3:].isdigit() else -1
        ).first()
        if row is None:
            raise Refusal(404, "Claim not found")
        if row.status != "AwaitingAction":
            raise Refusal(400, "Wrong Claim Status")
        if verb == "reject" and body.get("ClaimRejectionReason") not in words.CLAIM_REJECTIONS:
            raise Refusal(400, "ClaimRejectionReasonCannotBeEmpty")
        claims.decide(row, status, body, clock.now())
        return HttpResponse(status=200)

    return act


# What a merchant cancels.


def cancel_line(request: HttpRequest, *, merchant: str, line: str) -> HttpResponse:
    """The whole line, packed or not, while no carrier has it; the merchant's own calls are not pushed back."""
    if str(read_json(request).get("reasonId") or "") not in words.CANCEL_REASONS:
        raise Refusal(400, "InvalidReasonId")
    try:
        found = HepsiburadaLine.objects.select_related("order", "package").get(
            id=UUID(line), order__merchant_id=merchant
        )
    except (ValueError, HepsiburadaLine.DoesNotExist):
        raise Refusal(404, "LineItemNotFound") from None
    if found.cancelled_at is not None:
        raise Refusal(400, "LineItemAlreadyCancelled")
    if found.package is not None and found.package.status != words.OPEN:
        raise Refusal(400, "LineItemIsNotCancellable")
    now = clock.now()
    found.status, found.cancelled_at, found.modified_at = "CancelledByMerchant", now, now
    found.save(update_fields=["status", "cancelled_at", "modified_at"])
    return HttpResponse(status=200)


# Reading a request.


def invalid(field: str, why: str) -> Refusal:
    return Refusal(422, _problem(field, why))


def _problem(field: str, why: str) -> Json:
    return {
        "code": "ValidationError",
        "errors": [{"message": why, "internalMessage": why, "fieldName": field}],
    }


def read_json(request: HttpRequest) -> Json:
    try:
        content = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Refusal(400, "Bad Request") from None
    if not isinstance(content, dict):
        raise Refusal(400, "Bad Request")
    return content


def _listed(text: str) -> set[str]:
    return {part.strip() for part in text.split(",") if part.strip()}


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 12:
        raise Refusal(400, "Bad Request")
    return int(value)


def _status(value: str) -> str:
    return words.QUESTION_STATUSES.get(int(value) if value.isdigit() else 0, "")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid("date", "ISO date-time expected") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=shapes.TURKEY)
