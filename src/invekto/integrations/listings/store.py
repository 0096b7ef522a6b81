"""What platforms tell of listings → rows. What can be bought again is told upwards in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from invekto.core import events
from invekto.core.folding import fold
from invekto.core.ids import new_id
from invekto.integrations.listings.contract import Listed
from invekto.integrations.listings.models import Listing, ListingFeed
from invekto.integrations.models import IntegrationAccount

FRESH = timedelta(hours=6)  # what was read longer ago is told to nobody
_MOST_VARIANTS = 200  # of one product
_CHANGING = (
    *("name", "size", "color", "product_key", "variant_key", "stock", "price"),
    *("url", "on_sale", "seen_at", "gone_at"),
)
_STOCK_MAX = 2**31 - 1


def key_of(*parts: str) -> str:
    return "|".join(" ".join(fold(part).split()) for part in parts)


def store(account: IntegrationAccount, told: Sequence[Listed], *, now: datetime) -> None:
    """Inside the scope. Three statements however many rows."""
    latest = {one.sku: one for one in told}
    if not latest:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"listings:{account.id}"])
    known = {row.sku: row for row in Listing.objects.filter(account=account, sku__in=list(latest))}
    rows, returned = [], []
    for sku, one in latest.items():
        before = known.get(sku)
        row = _made(account, one, before, now)
        rows.append(row)
        # What was never known here, nobody waits for by its name; a round by the hour looks at what is waited for.
        if before is not None and row.is_available and not before.is_available:
            returned.append(row.variant_key)
    Listing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tenant", "account", "sku"], update_fields=list(_CHANGING)
    )
    if returned:
        events.record(
            "listings.returned",
            tenant_id=account.tenant_id,
            now=now,
            subject_id=account.id,
            keys=sorted(set(returned)),
        )


def _made(account: IntegrationAccount, one: Listed, before: Listing | None, now: datetime) -> Listing:
    name, size, color = one.name, one.size, one.color
    if not name and before is not None:  # this answer tells only numbers
        name, size, color = before.name, before.size, before.color
    return Listing(
        id=before.id if before else new_id(),
        tenant_id=account.tenant_id,
        account=account,
        sku=one.sku,
        name=name,
        size=size,
        color=color,
        product_key=key_of(name),
        variant_key=key_of(name, size, color),
        stock=min(max(one.stock, 0), _STOCK_MAX),
        price=min(one.price, Decimal(10) ** 11),
        url=one.url,
        on_sale=one.on_sale,
        seen_at=now,
        gone_at=None,
    )


def mark_gone(account: IntegrationAccount, *, unseen_since: datetime, now: datetime) -> int:
    """What a whole reading that began then did not hold; inside the scope."""
    left = Listing.objects.filter(account=account, gone_at=None, seen_at__lt=unseen_since)
    return left.update(gone_at=now)


def names_missing(now: datetime) -> bool:
    """Something is sold of which no name was read yet, or a shop's listings were never read to the end: that it is
    not there may not be said. Inside the scope."""
    unread = ListingFeed.objects.filter(whole_at=None).exclude(account__status=IntegrationAccount.Status.OFF)
    if unread.exists():
        return True
    fresh = ListingFeed.objects.filter(changed_until__gte=now - FRESH)
    accounts = list(fresh.values_list("account_id", flat=True))
    return Listing.objects.filter(account_id__in=accounts, gone_at=None, name="").exists()


def variants_of(account_id: UUID, product: str) -> list[Listing]:
    """What an account sells under this name, which a platform may tell with colour and size behind it; inside the
    scope."""
    words = key_of(product).split(" ")
    names = [" ".join(words[:count]).rstrip(" ,;-") for count in range(len(words), 0, -1)]
    found = list(
        Listing.objects.filter(account_id=account_id, gone_at=None, product_key__in=names)
        .order_by("size", "color", "sku")
        .exclude(product_key="")[:_MOST_VARIANTS]
    )
    longest = max((len(one.product_key) for one in found), default=0)
    return [one for one in found if len(one.product_key) == longest]


def fresh_listings(now: datetime, product_keys: Collection[str]) -> list[Listing]:
    """All variants of these products, of accounts that were read lately; inside the scope. Two queries."""
    found = _fresh(now).filter(product_key__in=list(product_keys))
    return list(found.order_by("product_key", "size", "color", "sku"))


def fresh_products(now: datetime) -> list[Listing]:
    """What the tenant sells, one variant of each product; inside the scope. Two queries."""
    return list(_fresh(now).order_by("product_key", "sku").distinct("product_key"))


def _fresh(now: datetime) -> QuerySet[Listing]:
    feeds = ListingFeed.objects.filter(changed_until__gte=now - FRESH, whole_at__isnull=False)
    accounts = list(feeds.values_list("account_id", flat=True))
    return Listing.objects.filter(account_id__in=accounts, gone_at=None).exclude(name="")
