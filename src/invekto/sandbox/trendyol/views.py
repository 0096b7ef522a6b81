"""Trendyol's addresses: those a seller's software calls, and the control calls that play the other side."""

from __future__ import annotations

import json
import secrets
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.http import Body, Problem, body_of, control, text_in
from invekto.sandbox.models import TrendyolClaim, TrendyolPackage, TrendyolProduct, TrendyolWebhook
from invekto.sandbox.raw import raw_in
from invekto.sandbox.trendyol import feeds, keys, opening, orders, shapes, words
from invekto.sandbox.trendyol.gate import Refusal, gateway
from invekto.sandbox.trendyol.hooks import tell_webhooks

Json = dict[str, Any]
MOST_WEBHOOKS = 15
MOST_STOCK = 1_000_000_000
FORBIDDEN_IN_URL = ("trendyol", "dolap", "localhost")


def _retired(_: HttpRequest, **__: str) -> Any:
    raise Refusal(426, "upgrade.required", "Orders V1 was retired on 15 October 2026; call V2.", shape=3)


def _silent(request: HttpRequest, **__: str) -> Any:
    raise Refusal(501, "not.implemented", f"This sandbox does not speak {request.path} yet.", shape=3)


# Webhooks of a seller (section 9).


def _hook_list(_: HttpRequest, *, seller: str) -> list[Json]:
    return [
        {
            "id": str(hook.id),
            "createdDate": shapes.millis(hook.created_at + shapes.TURKISH_SHIFT),
            "lastModifiedDate": shapes.millis(hook.modified_at) if hook.modified_at else None,
            "url": hook.url,
            "username": hook.username,
            "authenticationType": hook.authentication,
            "status": "ACTIVE" if hook.active else "PASSIVE",
            "subscribedStatuses": hook.statuses or None,
        }
        for hook in TrendyolWebhook.objects.filter(seller_id=seller).order_by("created_at")
    ]


def _hook_create(request: HttpRequest, *, seller: str) -> Json:
    values = _hook_values(request)
    if TrendyolWebhook.objects.filter(seller_id=seller).count() >= MOST_WEBHOOKS:
        raise feeds.bad("webhook", f"At most {MOST_WEBHOOKS} webhooks per seller.")
    hook = TrendyolWebhook.objects.create(id=uuid4(), seller_id=seller, created_at=clock.now(), **values)
    return {"id": str(hook.id)}


def _hook_replace(request: HttpRequest, *, seller: str, hook: str) -> HttpResponse:
    found = _hook(seller, hook)
    for key, value in _hook_values(request).items():
        setattr(found, key, value)
    found.modified_at = clock.now()
    found.save()
    return HttpResponse("200 OK", content_type="text/plain")


def _hook_delete(_: HttpRequest, *, seller: str, hook: str) -> HttpResponse:
    _hook(seller, hook).delete()
    return HttpResponse("200 OK", content_type="text/plain")


def _hook_switch(_: HttpRequest, *, seller: str, hook: str, switch: str) -> HttpResponse:
    found = _hook(seller, hook)
    found.active, found.failures, found.modified_at = switch == "activate", 0, clock.now()
    found.save()
    return HttpResponse("200 OK", content_type="text/plain")


def _hook(seller: str, hook: str) -> TrendyolWebhook:
    try:
        return TrendyolWebhook.objects.get(seller_id=seller, id=UUID(hook))
    except (ValueError, TrendyolWebhook.DoesNotExist):
        raise Refusal(404, "webhook.not.found", "There is no such webhook.") from None


def _hook_values(request: HttpRequest) -> Json:
    body = read_json(request)
    url = body.get("url")
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise feeds.bad("url", "must be a web address.")
    if any(word in str(url).lower() for word in FORBIDDEN_IN_URL):
        raise feeds.bad("url", "may not contain Trendyol, Dolap or Localhost.")
    kind = body.get("authenticationType")
    if kind not in ("BASIC_AUTHENTICATION", "API_KEY"):
        raise feeds.bad("authenticationType", "must be BASIC_AUTHENTICATION or API_KEY.")
    needed = ("apiKey",) if kind == "API_KEY" else ("username", "password")
    for key in needed:
        if not isinstance(body.get(key), str) or not body[key]:
            raise feeds.bad(key, f"is needed for {kind}.")
    statuses = body.get("subscribedStatuses") or []
    if not isinstance(statuses, list) or not set(statuses) <= set(words.HOOK_NAMES.values()):
        raise feeds.bad("subscribedStatuses", f"must be of {', '.join(words.HOOK_NAMES.values())}.")
    return {
        "url": url,
        "authentication": kind,
        "api_key": body.get("apiKey") or "",
        "username": body.get("username") or "",
        "password": body.get("password") or "",
        "statuses": statuses,
    }


# Helpers of the stage (section 13).


def _test_order(request: HttpRequest, *, seller: str) -> Json:
    body = read_json(request)
    shipping = body.get("shippingAddress") or {}
    customer = body.get("customer") or {}
    name = f"{customer.get('customerFirstName', '')} {customer.get('customerLastName', '')}".strip()
    lines = body.get("lines")
    if not isinstance(lines, list) or not lines:
        raise feeds.bad("lines", "must have at least one line.")
    by_barcode = {shapes.barcode(row.sku): row for row in TrendyolProduct.objects.filter(seller_id=seller)}
    wanted = []
    for line in lines:
        product = by_barcode.get(str(line.get("barcode")))
        if product is None:
            raise feeds.bad("barcode", f"{line.get('barcode')} is not a product of this seller.")
        wanted.append(
            {
                "name": product.name,
                "sku": product.sku,
                "size": product.size,
                "color": product.color,
                "quantity": line.get("quantity", 1),
                "price": str(product.price),
            }
        )
    number = str(10_900_000_000 + TrendyolPackage.objects.count() + 1)
    order = {"number": number, "name": name or "Deneme Müşteri", "lines": wanted}
    order |= {key: shipping[key] for key in ("city", "district") if shipping.get(key)}
    if shipping.get("phone"):
        order["phone"] = shipping["phone"]
    try:
        orders.create(seller, order, clock.now())
    except Problem as problem:
        raise feeds.bad(str(problem.answer.get("key")), str(problem)) from problem
    return {"orderNumber": number}


def _test_move(request: HttpRequest, *, seller: str, package: str) -> HttpResponse:
    status = words.status_named(str(read_json(request).get("status", "")))
    number = int(package) - shapes.FIRST_PACKAGE if package.isascii() and package.isdigit() else -1
    found = TrendyolPackage.objects.filter(seller_id=seller, id=number).first()
    if found is None:
        raise Refusal(404, "shipment.package.not.found", "There is no such package.")
    if status not in words.STAGE_MOVES or words.RANK[status] <= words.RANK[found.status]:
        raise feeds.bad("status", f"must be one of {', '.join(words.STAGE_MOVES)} and lie ahead.")
    orders.move(found, status, clock.now())
    found.modified_at = clock.now()
    found.save()
    tell_webhooks([found], clock.now())
    return HttpResponse("200 OK", content_type="text/plain")


def _test_claims(_: HttpRequest, *, seller: str) -> HttpResponse:
    now = clock.now()
    for row in TrendyolClaim.objects.filter(seller_id=seller, status="Created"):
        opening.move(row, "WaitingInAction", now, by=opening.SYSTEM)
    return HttpResponse("200 OK", content_type="text/plain")


def read_json(request: HttpRequest) -> Json:
    if not (request.content_type or "").startswith("application/json"):
        raise Refusal(415, "unsupported.media.type", "Send application/json.")
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError):
        raise feeds.bad("body", "is not JSON.") from None
    if not isinstance(content, dict):
        raise feeds.bad("body", "must be an object.")
    return content


# Control calls.


def seller_in(body: Body) -> str:
    """The account named, or the only one there is."""
    known = IntegrationAccount.objects.using("owner").filter(provider="trendyol")
    if body.get("account") in (None, ""):
        sellers = list(known.values_list("external_id", flat=True).distinct()[:2])
        if len(sellers) == 1:
            return str(sellers[0])
        raise Problem(400, "“account” is missing: there is not exactly one seller.", key="account")
    seller = text_in(body, "account")
    if not known.filter(external_id=seller).exists():
        raise Problem(404, f"No Trendyol account “{seller}” is connected.", key="account")
    return seller


def _seller_create(request: HttpRequest) -> tuple[int, Body]:
    """A new shop at this Trendyol, or one more key for it, to be entered on the connections page."""
    body = body_of(request, allowed={"account", "api_key", "api_secret"}, required=("account",))
    seller = text_in(body, "account")
    pair = {
        name: text_in(body, name) if body.get(name) else secrets.token_hex(10)
        for name in ("api_key", "api_secret")
    }
    keys.give(seller, **pair)
    return 201, {"account": seller, **pair}


def _order_create(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(request, allowed=orders.ORDER_KEYS, required=("number",))
    return 201, as_json(orders.create(seller_in(body), body, clock.now()))


def _order_change(request: HttpRequest, *, number: str) -> Body:
    body = body_of(request, allowed=orders.CHANGE_KEYS)
    found = TrendyolPackage.objects.filter(order_number=number).order_by("id")
    if body.get("account") not in (None, ""):
        found = found.filter(seller_id=seller_in(body))
    packages = list(found)
    if not packages:
        raise Problem(404, f"There is no order “{number}”.", key="number")
    if len({package.seller_id for package in packages}) > 1:
        raise Problem(400, "Several sellers have that number; name the “account”.", key="account")
    touched = orders.change(packages, body, clock.now())
    return {"number": number, "packages": [as_json(package) for package in touched]}


def _order_list(request: HttpRequest) -> list[Body]:
    rows = TrendyolPackage.objects.order_by("-modified_at", "-id")
    if account := request.GET.get("account"):
        rows = rows.filter(seller_id=account)
    return [as_json(row) for row in rows[:200]]


def as_json(row: TrendyolPackage) -> Body:
    return {
        "account": row.seller_id,
        "number": row.order_number,
        "package": shapes.package_id(row),
        "status": row.status,
        "name": row.details["name"],
        "phone": row.details.get("phone"),
        "city": row.details.get("city"),
        "tracking": row.tracking,
        "lines": row.lines,
        "ordered_at": row.ordered_at.isoformat(),
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
    row, made = TrendyolProduct.objects.update_or_create(
        seller_id=seller_in(body),
        sku=text_in(body, "sku"),
        defaults={
            "name": text_in(body, "name"),
            "size": text_in(body, "size", ""),
            "color": text_in(body, "color", ""),
            "stock": stock,
            "price": orders.money_in(body.get("price", 0), "price"),
            "raw": raw_in(body) or {},
            "modified_at": clock.now(),
        },
    )
    return (201 if made else 200), {
        "account": row.seller_id,
        "sku": row.sku,
        "barcode": shapes.barcode(row.sku),
    }


control_sellers = control(POST=_seller_create)
control_orders = control(GET=_order_list, POST=_order_create)
control_order = control(PATCH=_order_change)
control_products = control(POST=_product)
paged = gateway("orders", GET=feeds.paged)
stream = gateway("orders/stream", GET=feeds.stream)
retired = gateway("orders/v1", GET=_retired)
inventory = gateway("products", GET=feeds.inventory)
approved = gateway("products", GET=feeds.approved)
hooks = gateway("webhooks", GET=_hook_list, POST=_hook_create)
hook = gateway("webhooks", PUT=_hook_replace, DELETE=_hook_delete)
hook_switch = gateway("webhooks", PUT=_hook_switch)
test_move = gateway("test", PUT=_test_move)
test_claims = gateway("test", PUT=_test_claims)
unknown = gateway("unknown", GET=_silent, POST=_silent, PUT=_silent, DELETE=_silent)
_core = gateway("test", POST=_test_order)


def test_order(request: HttpRequest) -> HttpResponse:
    """The seller of this call stands in a header."""
    return _core(request, seller=request.headers.get("SellerID", ""))


test_order.csrf_exempt = test_order.own_scope = True  # type: ignore[attr-defined]
