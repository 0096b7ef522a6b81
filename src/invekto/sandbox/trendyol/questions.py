"""Trendyol's Q&A (section 11): what a seller's software reads and answers, and the calls that ask and moderate."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.sandbox.http import Body, Problem, body_of, control, text_in
from invekto.sandbox.models import TrendyolProduct, TrendyolQuestion
from invekto.sandbox.raw import laid_over, raw_in
from invekto.sandbox.trendyol import feeds, shapes, views
from invekto.sandbox.trendyol.gate import Refusal, gateway

Json = dict[str, Any]
FIRST_QUESTION = 55_512_000
LONGEST_RANGE = timedelta(days=14)
WEEK = timedelta(days=7)
SHORTEST, LONGEST = 10, 2000
MOST_REFUSALS = 3  # then the question counts as unanswered
STATUSES = ("WAITING_FOR_ANSWER", "ANSWERED", "REPORTED", "REJECTED", "UNANSWERED")
WORKING_DAYS = 3
_TURKEY = ZoneInfo("Europe/Istanbul")
# What the moderators see at once, whatever the words around it.
_FORBIDDEN = re.compile(
    r"https?://|www\.|@\w+\.|\b0?5\d{2}[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}\b", re.IGNORECASE
)


def question(row: TrendyolQuestion) -> Json:
    said, rejected = row.answer, row.rejected
    told = {
        "id": FIRST_QUESTION + row.n,
        "text": row.text,
        "customerId": 99_110_000 + row.n,
        "userName": _masked(row.customer) if row.show_name else "",
        "showUserName": row.show_name,
        "status": row.status,
        "public": True,
        "productMainId": row.sku.rpartition("-")[0] or row.sku,
        "productName": row.product,
        "imageUrl": "",
        "webUrl": f"https://www.trendyol.com/ornek/urun-p-{440_000_000 + row.n}",
        "creationDate": shapes.millis(row.asked_at),
        "answeredDateMessage": "Bugün cevaplandı" if said else None,
        "answer": {
            "id": 900_000 + row.n,
            "text": said["text"],
            "creationDate": _millis(said["at"]),
            "hasPrivateInfo": False,
        }
        if said
        else None,
        "rejectedAnswer": {
            "id": 800_000 + row.n,
            "text": rejected["text"],
            "creationDate": _millis(rejected["at"]),
            "reason": rejected["reason"],
        }
        if rejected
        else None,
        "rejectedDate": _millis(rejected["at"]) if rejected else None,
        "reason": rejected["reason"] if rejected else None,
        "reportReason": None,
        "reportedDate": None,
    }
    return dict(laid_over(told, row.raw))


def _masked(name: str) -> str:
    return " ".join(f"{word[0]}**" for word in name.split())


def _millis(moment: str) -> int:
    return shapes.millis(datetime.fromisoformat(moment))


def _list(request: HttpRequest, *, seller: str) -> Json:
    query = request.GET
    page, size = (
        feeds.whole(query.get("page"), "page", 0, 10**6),
        feeds.whole(query.get("size"), "size", 20, 50),
    )
    rows = TrendyolQuestion.objects.filter(seller_id=seller)
    _time_out(seller)
    if status := query.get("status"):
        if status not in STATUSES:
            raise feeds.bad("status", f"must be one of {', '.join(STATUSES)}.")
        rows = rows.filter(status=status)
    start, end = _window(query.get("startDate"), query.get("endDate"))
    column = "modified_at" if query.get("orderByField") == "LastModifiedDate" else "asked_at"
    rows = rows.filter(**{f"{column}__gte": start, f"{column}__lte": end})
    sign = "" if query.get("orderByDirection") == "ASC" else "-"
    total = rows.count()
    found = rows.order_by(f"{sign}{column}", f"{sign}n")[page * size : (page + 1) * size]
    return feeds.envelope([question(row) for row in found], total, page, size)


def _window(start: str | None, end: str | None) -> tuple[datetime, datetime]:
    """No dates: the last week. More than two weeks is cut without a word."""
    now = clock.now()
    if not start and not end:
        return now - WEEK, now
    first = feeds.moment_of(start, "startDate") if start else None
    last = feeds.moment_of(end, "endDate") if end else None
    if first is None:
        assert last is not None
        first = last - LONGEST_RANGE
    return first, min(last or now, first + LONGEST_RANGE)


def _time_out(seller: str) -> None:
    for row in TrendyolQuestion.objects.filter(seller_id=seller, status="WAITING_FOR_ANSWER"):
        if _due_at(row.asked_at) <= clock.now():
            row.status, row.modified_at = "UNANSWERED", clock.now()
            row.save(update_fields=["status", "modified_at"])


def _due_at(asked_at: datetime) -> datetime:
    due, left = asked_at.astimezone(_TURKEY), WORKING_DAYS
    while left:
        due += timedelta(days=1)
        left -= due.weekday() < 5
    return due


def _one(_: HttpRequest, *, seller: str, number: str) -> Json:
    _time_out(seller)
    return question(_found(seller, number))


def _answer(request: HttpRequest, *, seller: str, number: str) -> HttpResponse:
    text = views.read_json(request).get("text")
    if not isinstance(text, str) or not SHORTEST <= len(text) <= LONGEST:
        raise feeds.bad("text", f"must have {SHORTEST} to {LONGEST} characters.")
    _time_out(seller)
    with transaction.atomic():
        row = _found(seller, number)
        if row.status != "WAITING_FOR_ANSWER":
            raise Refusal(400, "question.already.answered", f"The question is {row.status}.")
        row.answer = {"at": clock.now().isoformat(), "text": text}
        row.rejected, row.status, row.modified_at = None, "ANSWERED", clock.now()
        row.save()
        if _FORBIDDEN.search(text):
            _reject(row, "Cevabınızda iletişim bilgisi bulunmaktadır.")
    return HttpResponse(text, content_type="text/plain")


def _reject(row: TrendyolQuestion, reason: str) -> None:
    said = row.answer or {"text": ""}
    row.rejected = {"at": clock.now().isoformat(), "text": said["text"], "reason": reason}
    row.answer, row.modified_at = None, clock.now()
    row.refusals += 1
    row.status = "UNANSWERED" if row.refusals >= MOST_REFUSALS else "WAITING_FOR_ANSWER"
    row.save()


def _found(seller: str, number: str) -> TrendyolQuestion:
    row = TrendyolQuestion.objects.filter(seller_id=seller, n=int(number) - FIRST_QUESTION).first()
    if row is None:
        raise Refusal(404, "question.not.found", "There is no such question.")
    return row


def _ask(
    seller: str, *, customer: str, product: str, text: str, shown: bool = True, raw: Json | None = None
) -> TrendyolQuestion:
    listed = TrendyolProduct.objects.filter(seller_id=seller)
    found = listed.filter(sku=product).first() or listed.filter(name=product).first()
    return TrendyolQuestion.objects.create(
        seller_id=seller,
        customer=customer,
        sku=found.sku if found else "",
        product=found.name if found else product,
        text=text,
        show_name=shown,
        raw=raw or {},
        asked_at=clock.now(),
        modified_at=clock.now(),
    )


def _stage(request: HttpRequest, *, seller: str) -> Json:
    body = views.read_json(request)
    row = _ask(
        seller,
        customer=str(body.get("userFullName") or "Deneme Müşteri"),
        product=str(body.get("contentId") or ""),
        text=str(body.get("text") or ""),
        shown=bool(body.get("showUserName", True)),
    )
    return {"questionId": FIRST_QUESTION + row.n}


# Control calls.


def _control_list(request: HttpRequest) -> list[Body]:
    rows = TrendyolQuestion.objects.order_by("-n")
    if account := request.GET.get("account"):
        rows = rows.filter(seller_id=account)
    return [question(row) for row in rows[:200]]


def _control_ask(request: HttpRequest) -> tuple[int, Body]:
    """A shopper asks under a product: its SKU or its name."""
    body = body_of(
        request,
        allowed={"account", "customer", "product", "text", "raw"},
        required=("customer", "product", "text"),
    )
    seller = views.seller_in(body)
    row = _ask(
        seller,
        customer=text_in(body, "customer"),
        product=text_in(body, "product"),
        text=text_in(body, "text"),
        raw=raw_in(body),
    )
    return 201, {"account": seller, "question": FIRST_QUESTION + row.n}


def _control_one(_: HttpRequest, *, number: int) -> Body:
    row = TrendyolQuestion.objects.filter(n=number - FIRST_QUESTION).first()
    if row is None:
        raise Problem(404, f"There is no question {number}.")
    return question(row)


def _control_change(request: HttpRequest, *, number: int) -> Body:
    """``answer``: somebody answers in the seller panel. ``reject``: the moderators take the answer back, with why.
    ``status``: as it is (REPORTED, UNANSWERED)."""
    body = body_of(request, allowed={"answer", "reject", "status", "raw"})
    row = TrendyolQuestion.objects.filter(n=number - FIRST_QUESTION).first()
    if row is None:
        raise Problem(404, f"There is no question {number}.")
    if body.get("status"):
        if body["status"] not in STATUSES:
            raise Problem(400, f"“status” must be one of {', '.join(STATUSES)}.", key="status")
        row.status, row.modified_at = body["status"], clock.now()
    if (raw := raw_in(body)) is not None:
        row.raw, row.modified_at = raw, clock.now()
    if body.get("answer"):
        row.answer = {"at": clock.now().isoformat(), "text": text_in(body, "answer")}
        row.status, row.modified_at = "ANSWERED", clock.now()
    row.save()
    if body.get("reject"):
        _reject(row, text_in(body, "reject"))
    return question(row)


control_questions = control(GET=_control_list, POST=_control_ask)
control_question = control(GET=_control_one, PATCH=_control_change)
asked = gateway("questions", GET=_list)
one = gateway("questions", GET=_one)
answers = gateway("answers", POST=_answer)
stage = gateway("questions", POST=_stage)
