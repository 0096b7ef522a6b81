"""Hepsiburada's addresses: those a merchant's software calls, and the control calls that play the other side."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.hepsiburada import feeds, goods, keys, orders, shapes, shop
from invekto.sandbox.hepsiburada.gate import Refusal, gateway
from invekto.sandbox.http import Body, Problem, body_of, control, text_in
from invekto.sandbox.models import (
    HepsiburadaHook,
    HepsiburadaKey,
    HepsiburadaOrder,
    HepsiburadaProduct,
    HepsiburadaQuestion,
)
from invekto.sandbox.raw import raw_in
from invekto.sandbox.trendyol.orders import ORDER_KEYS, money_in

Json = dict[str, Any]
MOST_STOCK = 1_000_000_000
FIRST_TEST_ORDER = 4_900_000_000


def _silent(request: HttpRequest, **__: str) -> Any:
    raise Refusal(501, f"This sandbox does not speak {request.path} yet.")


def _test_order(request: HttpRequest, *, merchant: str) -> HttpResponse:
    """The stub that makes an order on the test host; what it sells is what the merchant lists (section 9)."""
    body = shop.read_json(request)
    product = HepsiburadaProduct.objects.filter(merchant_id=merchant, stock__gt=0).order_by("sku").first()
    if product is None:
        raise Refusal(400, "No product to order")
    number = str(FIRST_TEST_ORDER + HepsiburadaOrder.objects.count() + 1)
    line = {"name": product.name, "sku": product.sku, "quantity": 1, "price": str(product.price)}
    name = str((body.get("Customer") or {}).get("Name") or "Deneme Müşteri")
    orders.create(merchant, {"number": number, "name": name, "lines": [line]}, clock.now())
    return HttpResponse(status=200)


# Control calls.


def _merchant(body: Body) -> str:
    """The account named, or the only one there is."""
    known = IntegrationAccount.objects.using("owner").filter(provider="hepsiburada")
    if body.get("account") in (None, ""):
        merchants = list(known.values_list("external_id", flat=True).distinct()[:2])
        if len(merchants) == 1:
            return str(merchants[0])
        raise Problem(400, "“account” is missing: there is not exactly one merchant.", key="account")
    merchant = text_in(body, "account")
    is_known = known.filter(external_id=merchant).exists()
    if not is_known and not HepsiburadaKey.objects.filter(merchant_id=merchant).exists():
        raise Problem(404, f"No Hepsiburada account “{merchant}” is connected.", key="account")
    return merchant


def _merchant_create(request: HttpRequest) -> tuple[int, Body]:
    """A new shop at this Hepsiburada, or one more key for it, to be entered on the connections page.

    ``username``: the developer's, which the User-Agent must be; ``password``: the service key.
    """
    body = body_of(request, allowed={"account", "username", "password"})
    merchant = text_in(body, "account") if body.get("account") else str(uuid4())
    given = {
        "username": text_in(body, "username") if body.get("username") else "invekto_dev",
        "password": text_in(body, "password") if body.get("password") else secrets.token_hex(6),
    }
    keys.give(merchant, given["password"], given["username"])
    return 201, {"account": merchant, **given}


def _hook(request: HttpRequest) -> tuple[int, Body]:
    """The ticket: where this merchant's changes are called to, besides its account here."""
    names = ("url", "username", "password")
    body = body_of(request, allowed={"account", *names}, required=names)
    merchant = _merchant(body)
    values = {name: text_in(body, name) for name in names}
    if not values["url"].startswith(("http://", "https://")):
        raise Problem(400, "“url” must be a web address.", key="url")
    HepsiburadaHook.objects.update_or_create(merchant_id=merchant, defaults=values)
    return 201, {"account": merchant, "url": values["url"]}


def _order_create(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(request, allowed=ORDER_KEYS | {"undelivered_reason"}, required=("number",))
    return 201, as_json(orders.create(_merchant(body), body, clock.now()))


def _order_change(request: HttpRequest, *, number: str) -> Body:
    body = body_of(request, allowed=orders.CHANGE_KEYS)
    rows = HepsiburadaOrder.objects.filter(number=number)
    if body.get("account") not in (None, ""):
        rows = rows.filter(merchant_id=_merchant(body))
    found = list(rows[:2])
    if not found:
        raise Problem(404, f"There is no order “{number}”.", key="number")
    if len(found) > 1:
        raise Problem(400, "Several merchants have that number; name the “account”.", key="account")
    orders.change(found[0], body, clock.now())
    return as_json(found[0])


def _order_list(request: HttpRequest) -> list[Body]:
    rows = HepsiburadaOrder.objects.order_by("-modified_at", "-number")
    if account := request.GET.get("account"):
        rows = rows.filter(merchant_id=account)
    return [as_json(row) for row in rows[:200]]


def as_json(row: HepsiburadaOrder) -> Body:
    lines = list(row.lines.select_related("order", "package").order_by("position"))
    packages = {line.package.n: line.package for line in lines if line.package}
    return {
        "account": row.merchant_id,
        "number": row.number,
        "name": row.details["name"],
        "phone": row.details.get("phone"),
        "city": row.details.get("city"),
        "ordered_at": row.ordered_at.isoformat(),
        "packages": [
            {
                "package": shapes.package_number(package),
                "status": package.status,
                "tracking": package.tracking,
            }
            for package in packages.values()
        ],
        "lines": [
            {
                "line_id": str(line.id),
                "name": line.name,
                "sku": line.sku,
                "size": line.size,
                "color": line.color,
                "quantity": line.quantity,
                "price": str(line.price),
                "status": shapes.line_status(line),
                "package": shapes.package_number(line.package) if line.package else None,
            }
            for line in lines
        ],
    }


def _product(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(
        request,
        allowed={"account", "sku", "name", "size", "color", "stock", "price", "raw"},
        required=("sku", "name"),
    )
    stock = body.get("stock", 0)
    if isinstance(stock, bool) or not isinstance(stock, int) or not 0 <= stock <= MOST_STOCK:
        raise Problem(400, f"“stock” must be a whole number up to {MOST_STOCK}.", key="stock")
    row, made = HepsiburadaProduct.objects.update_or_create(
        merchant_id=_merchant(body),
        sku=text_in(body, "sku").upper(),
        create_defaults={"id": uuid4(), **(values := _product_values(body, stock))},
        defaults=values,
    )
    return (201 if made else 200), {
        "account": row.merchant_id,
        "sku": row.sku,
        "hb_sku": shapes.hb_sku(row.sku),
    }


def _product_values(body: Body, stock: int) -> Body:
    return {
        "name": text_in(body, "name"),
        "size": text_in(body, "size", ""),
        "color": text_in(body, "color", ""),
        "stock": stock,
        "price": money_in(body.get("price", 0), "price"),
        "raw": raw_in(body) or {},
        "modified_at": clock.now(),
    }


def _question(request: HttpRequest) -> tuple[int, Body]:
    """A shopper asks under a product, or about an order when ``order`` names one."""
    body = body_of(
        request,
        allowed={"account", "customer", "product", "text", "order", "raw"},
        required=("customer", "product", "text"),
    )
    merchant, now = _merchant(body), clock.now()
    said = text_in(body, "product")
    listed = HepsiburadaProduct.objects.filter(merchant_id=merchant)
    product = listed.filter(sku=said.upper()).first() or listed.filter(name=said).first()
    line = None
    if body.get("order"):
        order = HepsiburadaOrder.objects.filter(merchant_id=merchant, number=text_in(body, "order")).first()
        if order is None:
            raise Problem(404, f"There is no order “{body['order']}”.", key="order")
        line = order.lines.order_by("position").first()
    row = HepsiburadaQuestion.objects.create(
        merchant_id=merchant,
        customer=text_in(body, "customer"),
        sku=product.sku if product else "",
        product=product.name if product else said,
        order_number=line.order.number if line else None,
        line_id=line.id if line else None,
        conversations=[{"at": now.isoformat(), "from": "Customer", "content": text_in(body, "text")}],
        raw=raw_in(body) or {},
        created_at=now,
        modified_at=now,
        expires_at=goods.answer_by(now),
    )
    return 201, {"account": merchant, "question": goods.FIRST_ISSUE + row.n}


def _question_list(request: HttpRequest) -> list[Body]:
    rows = HepsiburadaQuestion.objects.order_by("-n")
    if account := request.GET.get("account"):
        rows = rows.filter(merchant_id=account)
    return [goods.issue(row) for row in rows[:200]]


def _question_change(request: HttpRequest, *, number: int) -> Body:
    """``answer``: somebody answers in the merchant's panel; ``ask``: the shopper asks further."""
    body = body_of(request, allowed={"answer", "ask", "raw"})
    row = HepsiburadaQuestion.objects.filter(n=number - goods.FIRST_ISSUE).first()
    if row is None:
        raise Problem(404, f"There is no question {number}.")
    if (raw := raw_in(body)) is not None:
        row.raw, row.modified_at = raw, clock.now()
        row.save(update_fields=["raw", "modified_at"])
    if body.get("answer"):
        shop.say(row, "Answered", {"from": "Merchant", "content": text_in(body, "answer")})
    if body.get("ask"):
        shop.say(row, "WaitingForAnswer", {"from": "Customer", "content": text_in(body, "ask")})
    return goods.issue(row)


control_merchants = control(POST=_merchant_create)
control_hooks = control(POST=_hook)
control_orders = control(GET=_order_list, POST=_order_create)
control_order = control(PATCH=_order_change)
control_products = control(POST=_product)
control_questions = control(GET=_question_list, POST=_question)
control_question = control(PATCH=_question_change)
open_lines = gateway(GET=feeds.open_lines, POST=_test_order)
awaiting = gateway(GET=feeds.awaiting)
cancelled = gateway(GET=feeds.cancelled)
by_number = gateway(GET=feeds.by_number)
packages = gateway(GET=feeds.packages)
unpacked = gateway(GET=feeds.unpacked)
shipped = gateway(GET=feeds.moved("shipped"))
delivered = gateway(GET=feeds.moved("delivered"))
undelivered = gateway(GET=feeds.moved("undelivered"))
missing_invoice = gateway(GET=feeds.missing_invoice)
tracking = gateway(GET=feeds.tracking)
claims = gateway(GET=feeds.claims)
line_cancel = gateway(POST=shop.cancel_line)
claim_accept = gateway(POST=shop.claim_action("accept"))
claim_reject = gateway(POST=shop.claim_action("reject"))
claim_preapproval = gateway(POST=shop.claim_action("preapprovalconfirm"))
listings = gateway(host="listing", GET=shop.listings)
catalogue = gateway(host="catalogue", GET=shop.catalogue)
issues = gateway(host="questions", GET=shop.issues, POST=shop.sample_issues)
issue = gateway(host="questions", GET=shop.issue)
issue_count = gateway(host="questions", GET=shop.issue_count)
issue_answer = gateway(host="questions", POST=shop.answer)
issue_reject = gateway(host="questions", POST=shop.reject)
unknown = gateway(GET=_silent, POST=_silent, PUT=_silent, DELETE=_silent)
