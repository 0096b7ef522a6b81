"""What Hepsiburada calls when something changes (section 7): fixed paths under one base address, POST and PUT."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.delivery.queue import enqueue
from invekto.sandbox.hepsiburada import shapes, words
from invekto.sandbox.models import (
    Delivery,
    HepsiburadaClaim,
    HepsiburadaHook,
    HepsiburadaLine,
    HepsiburadaOrder,
    HepsiburadaPackage,
)

Json = dict[str, Any]
USER = "hepsiburada"  # of the Basic authentication that an account's page names


def tell_order(lines: Sequence[HepsiburadaLine], now: datetime) -> None:
    items = [_differently_named(shapes.line(line)) for line in lines]
    _tell(lines[0].order.merchant_id, "POST", "orders", {"items": items}, now)


def _differently_named(line: Json) -> Json:
    """The small differences of a pushed line to one that was asked for."""
    line["CustomerId"] = line.pop("customerId")
    line["vat"] = {"currency": "TRY", "amount": line["vat"]}
    line["deliveryOptionCode"] = "Standard"
    line["discountPriceToBeInvoicedHb"] = {"currency": "TRY", "amount": 0}
    return line


def tell_package(package: HepsiburadaPackage, status: str, now: datetime) -> None:
    """What happened to the package, by its new status."""
    lines = list(package.lines.select_related("order").order_by("order__number", "position"))
    merchant, number = package.merchant_id, shapes.package_number(package)
    numbers = list(dict.fromkeys(line.order.number for line in lines))
    common = {
        "merchantId": merchant,
        "packageNumber": number,
        "orderNumbers": numbers,
        "barcode": shapes.parcel_barcode(package),
        "deci": 1,
    }
    match status:
        case words.OPEN:
            _tell(merchant, "POST", "packages", shapes.package(package, lines), now)
        case words.UNPACKED:
            body = {key: common[key] for key in ("merchantId", "packageNumber", "orderNumbers")}
            body["unpackedDate"] = shapes.local(package.unpacked_at)
            _tell(merchant, "PUT", f"packages/{number}/unpack", body, now)
        case words.DELIVERED:
            body = common | {"receivedDate": shapes.local(package.delivered_at), "receivedBy": "Kendisi"}
            _tell(merchant, "PUT", f"packages/{number}/deliver", body, now)
        case words.UNDELIVERED:
            at = shapes.local(package.undelivered_at)
            body = common | {"undeliveredDate": at, "undeliveredReason": package.undelivered_reason}
            _tell(merchant, "PUT", f"packages/{number}/undeliver", body, now)
        case _:
            told = shapes.tracking(package)
            body = common | {
                "shippedDate": shapes.local(package.shipped_at),
                "trackingInfoCode": told["trackingInfoCode"],
                "trackingInfoUrl": told["trackingInfoUrl"],
            }
            _tell(merchant, "PUT", f"packages/{number}/intransit", body, now)


def tell_cancelled(line: HepsiburadaLine, now: datetime) -> None:
    body = {
        "id": str(line.id),
        "merchantId": line.order.merchant_id,
        "orderNumber": line.order.number,
        "cancelDate": shapes.local(line.cancelled_at),
        "quantity": line.quantity,
        "cancelledBy": words.CANCELLED[line.status],
        "cancelReasonCode": "81",
        "isUnpackedLine": line.package is None,
    }
    _tell(line.order.merchant_id, "PUT", f"lineitems/{line.id}/cancel", body, now)


def tell_address(order: HepsiburadaOrder, now: datetime) -> None:
    _tell(order.merchant_id, "PUT", f"orders/{order.number}/shippingaddress", shapes.address(order), now)


def tell_claim(claim: HepsiburadaClaim, event: str, now: datetime) -> None:
    """``event``: awaitingaction, or how a dispute ended: accept, reject."""
    line, order = claim.line, claim.line.order
    body = {
        "claimNumber": shapes.claim_number(claim),
        "type": claim.type,
        "quantity": claim.details.get("quantity", line.quantity),
        "status": claim.status,
        "customerId": shapes.customer_id(order),
        "customerName": order.details["name"],
        "orderNumber": order.number,
        "explanation": claim.explanation,
        "claimDate": shapes.local(claim.created_at),
        "orderDate": shapes.local(order.ordered_at),
        "line": {
            "lineItemId": str(line.id),
            "productName": line.name,
            "listingId": str(line.id),
            "merchantId": order.merchant_id,
            "hbSku": shapes.hb_sku(line.sku),
            "merchantSku": line.sku.upper(),
            "price": shapes.money(line.price),
            "totalPrice": shapes.money(line.price * line.quantity),
            "productImageUrlFormat": "",
        },
    }
    if event == "accept":
        body |= {"acceptedBy": "Hepsiburada", "acceptedDate": shapes.local(now)}
    _tell(order.merchant_id, "PUT", f"claims/{event}", body, now)


def _tell(merchant: str, method: str, path: str, body: Json, now: datetime) -> None:
    accounts = (
        IntegrationAccount.objects.using("owner")
        .filter(provider="hepsiburada", external_id=merchant)
        .exclude(status=IntegrationAccount.Status.OFF)
        .values_list("id", flat=True)
    )
    receivers = [f"account:{account}" for account in accounts]
    hooks = HepsiburadaHook.objects.filter(merchant_id=merchant).values_list("pk", flat=True)
    receivers += [f"hook:{hook}" for hook in hooks]
    content = json.dumps({"method": method, "path": path, "body": body}, ensure_ascii=False)
    rows = [
        Delivery(
            provider="hepsiburada",
            target=receiver,
            lane=f"hepsiburada:{receiver}",
            content=content,
            due_at=now,
            created_at=now,
        )
        for receiver in receivers
    ]
    if rows:
        enqueue(rows)


def receiver_of(target: str) -> tuple[str, str] | None:
    """The base address and the header that opens it; None when it is gone. A connected account's ticket is done."""
    kind, _, key = target.partition(":")
    if kind == "hook":
        hook = HepsiburadaHook.objects.filter(pk=key).first()
        return (hook.url.rstrip("/"), _basic(hook.username, hook.password)) if hook else None
    account = (
        IntegrationAccount.objects.using("owner")
        .filter(pk=key)
        .exclude(status=IntegrationAccount.Status.OFF)
        .first()
    )
    if account is None:
        return None
    base = f"{settings.PUBLIC_URL.rstrip('/')}/webhooks/hepsiburada/{account.webhook_token}"
    return base, _basic(USER, account.webhook_key)


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
