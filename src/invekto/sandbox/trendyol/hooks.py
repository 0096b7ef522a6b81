"""Webhooks registered at Trendyol (section 9): who is told of a package's change, and how they are managed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from invekto.sandbox.delivery.queue import enqueue
from invekto.sandbox.models import Delivery, TrendyolPackage, TrendyolWebhook
from invekto.sandbox.trendyol import shapes, words


def tell_webhooks(packages: Sequence[TrendyolPackage], now: datetime) -> None:
    """Queue each package for every active webhook of its seller that wants its status."""
    rows = []
    for row in packages:
        content = json.dumps(
            {"totalElements": 1, "totalPages": 1, "page": 0, "size": 1, "content": [shapes.package(row)]},
            ensure_ascii=False,
        )
        for webhook in TrendyolWebhook.objects.filter(seller_id=row.seller_id, active=True):
            if webhook.statuses and words.HOOK_NAMES[row.status] not in webhook.statuses:
                continue
            rows.append(
                Delivery(
                    provider="trendyol",
                    target=str(webhook.id),
                    lane=f"trendyol:{webhook.id}",
                    content=content,
                    due_at=now,
                    created_at=now,
                )
            )
    if rows:
        enqueue(rows)
