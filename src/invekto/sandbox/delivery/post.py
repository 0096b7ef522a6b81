"""One webhook POST: its body, its signature, and what follows from the answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from invekto.sandbox.delivery.queue import wake
from invekto.sandbox.directory import Number, remembered
from invekto.sandbox.directory import number as find_number
from invekto.sandbox.hepsiburada import hooks as hepsiburada
from invekto.sandbox.models import Delivery, TrendyolWebhook

log = logging.getLogger(__name__)

WHATSAPP_GIVES_UP = timedelta(days=7)
WHATSAPP_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds; Meta's growing intervals, compressed
PAUSE = timedelta(minutes=5)  # of Trendyol; Hepsiburada tells nobody its own
TRENDYOL_FAILURES = 13  # in a row, then the webhook becomes passive


@dataclass(frozen=True, slots=True)
class Request:
    url: str
    body: bytes
    headers: dict[str, str]
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue, as much of it as a POST needs."""

    id: int
    provider: str
    target: str
    lane: str
    mergeable: bool
    content: str
    together: int | None


def ready(rows: list[Waiting]) -> Request | None:
    """The POST when it can be made without asking the database."""
    number = remembered(rows[0].target) if rows[0].provider == "whatsapp" else None
    return _to_product(rows, number) if number else None


def request_for(rows: list[Waiting]) -> Request | None:
    """The POST for rows of one lane. None when their receiver is gone: then the rows go, too."""
    match rows[0].provider:
        case "whatsapp":
            request = _whatsapp(rows)
        case "hepsiburada":
            request = _hepsiburada(rows[0])
        case _:
            request = _trendyol(rows[0])
    if request is None:
        Delivery.objects.filter(id__in=[row.id for row in rows]).delete()
    return request


def _whatsapp(rows: list[Waiting]) -> Request | None:
    number = find_number(rows[0].target)
    return _to_product(rows, number) if number else None


def _to_product(rows: list[Waiting], number: Number) -> Request:
    payload = {"object": "whatsapp_business_account", "entry": [json.loads(row.content) for row in rows]}
    body = sign_ready(payload)
    return Request(
        url=f"{settings.PUBLIC_URL}/webhooks/whatsapp/",
        body=body,
        headers={
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": signature(number.app_secret, body),
        },
    )


def sign_ready(payload: object) -> bytes:
    """The bytes as Meta writes them: ASCII only, other letters escaped."""
    return json.dumps(payload, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def signature(app_secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def _trendyol(row: Waiting) -> Request | None:
    webhook = TrendyolWebhook.objects.filter(id=row.target, active=True).first()
    if webhook is None:
        return None
    headers = {"Content-Type": "application/json", "User-Agent": "Trendyol-Webhook"}
    if webhook.authentication == "API_KEY":
        headers["x-api-key"] = webhook.api_key
    else:
        pair = base64.b64encode(f"{webhook.username}:{webhook.password}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    return Request(url=webhook.url, body=row.content.encode(), headers=headers)


def _hepsiburada(row: Waiting) -> Request | None:
    """Its calls are of two methods, and each has its own path below the address it was given."""
    receiver = hepsiburada.receiver_of(row.target)
    if receiver is None:
        return None
    base, authorization = receiver
    told = json.loads(row.content)
    return Request(
        url=f"{base}/{told['path']}",
        body=json.dumps(told["body"], ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json",
            "User-Agent": "Hepsiburada-Webhook",
            "Authorization": authorization,
        },
        method=told["method"],
    )


def settle(posted: list[Waiting], problem: str | None, now: datetime) -> None:
    """Take delivered rows off the queue; plan the next attempt of the others."""
    ids, first = [row.id for row in posted], posted[0]
    if problem is None:
        Delivery.objects.filter(id__in=ids).delete()
        if first.provider == "trendyol":
            TrendyolWebhook.objects.filter(id=first.target).exclude(failures=0).update(failures=0)
        return
    log.info("A webhook of %s was not taken: %s", first.provider, problem)
    with transaction.atomic():
        if first.provider == "trendyol" and _became_passive(first.target):
            Delivery.objects.filter(target=first.target).delete()
            return
        rows = list(Delivery.objects.filter(id__in=ids))
        for row in rows:
            row.attempts += 1
            row.last_answer = problem
            row.together = ids[0] if len(ids) > 1 else row.together
            if row.provider != "whatsapp":
                row.due_at = now + PAUSE
            else:
                pause = WHATSAPP_PAUSES[min(row.attempts, len(WHATSAPP_PAUSES)) - 1]
                row.due_at = now + timedelta(seconds=pause)
        given_up = [
            row.id for row in rows if row.provider == "whatsapp" and now - row.created_at > WHATSAPP_GIVES_UP
        ]
        Delivery.objects.filter(id__in=given_up).delete()
        Delivery.objects.bulk_update(
            [row for row in rows if row.id not in given_up], ["attempts", "last_answer", "together", "due_at"]
        )
        wake()


def _became_passive(webhook_id: str) -> bool:
    webhook = TrendyolWebhook.objects.select_for_update().filter(id=webhook_id).first()
    if webhook is None:
        return True
    webhook.failures += 1
    webhook.active = webhook.failures < TRENDYOL_FAILURES
    webhook.save(update_fields=["failures", "active"])
    return not webhook.active
