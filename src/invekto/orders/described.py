"""An order without its number: what was bought, and when, and who bought it.

Product and day say which order is meant, as a number would; the owner's full name (or their phone's end) says that
it is theirs. A district proves nothing here: half a town may have bought the same shirt on the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from invekto.core.folding import fold
from invekto.integrations.models import CachedOrder
from invekto.messaging.models import Contact
from invekto.orders.facts import Facts, Verdict, judge
from invekto.orders.models import OrderProof, OrderVerdict

# People miscount by a day, and a platform may book an evening's order on the next one.
_SLACK = timedelta(days=1)
_LONGEST = timedelta(days=8)  # "last week" says a day well enough; "this summer" does not
_MOST_ROWS = 2_000  # of those days; a shop that sells more of them in a week needs the number


@dataclass(frozen=True, slots=True)
class Described:
    """``product``: the customer's words for it; bought between two moments (aware UTC, the second excluded)."""

    product: str
    since: datetime
    until: datetime

    @property
    def is_enough(self) -> bool:
        return bool(self.product.strip()) and timedelta(0) < self.until - self.since <= _LONGEST


def matching(
    contact: Contact, described: Described, facts: Facts, *, platform: str | None
) -> list[tuple[CachedOrder, str]]:
    """Rows of the one order that fits all of it, with the fact that proved it; inside the tenant's scope.

    Empty where none fits, and where several orders of different people do: a common name proves little there.
    """
    if not described.is_enough:
        return []
    rows = CachedOrder.objects.filter(
        ordered_at__gte=described.since - _SLACK, ordered_at__lt=described.until + _SLACK, superseded=False
    )
    if platform is not None:
        rows = rows.filter(provider=platform)
    personal = Facts(name=facts.name, phone=facts.phone, answer=facts.answer)
    found = [
        (row, judgement.fact)
        for row in rows.order_by("-ordered_at")[:_MOST_ROWS]
        if holds(row, described.product)
        and (judgement := judge(personal, row)).verdict is Verdict.PROVEN
        and judgement.fact != "district"
    ]
    return found if _is_one_order(found) and not _is_refused(contact, found) else []


def holds(row: CachedOrder, product: str) -> bool:
    """Every word said of the product stands in the name, colour or size of one line."""
    said = fold(product).split()
    lines: Sequence[dict[str, str]] = row.order_data_json.get("lines") or ()
    return bool(said) and any(
        all(word in shown for word in said)
        for shown in (fold(f"{line.get('name')} {line.get('color')} {line.get('size')}") for line in lines)
    )


def remember(contact: Contact, row: CachedOrder, fact: str, now: datetime) -> None:
    OrderProof.objects.create(
        tenant_id=contact.tenant_id,
        contact=contact,
        account_id=row.account_id,
        external_order_id=row.external_order_id,
        fact=fact,
        proven_at=now,
    )


def _is_one_order(found: Sequence[tuple[CachedOrder, str]]) -> bool:
    return len({(row.account_id, row.external_order_id) for row, _ in found}) == 1


def _is_refused(contact: Contact, found: Sequence[tuple[CachedOrder, str]]) -> bool:
    row = found[0][0]
    return OrderVerdict.objects.filter(
        contact=contact,
        is_theirs=False,
        account_id=row.account_id,
        external_order_id=row.external_order_id,
    ).exists()
