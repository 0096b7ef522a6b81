"""An order without its number: what was bought, and when, and who bought it.

Product and day say which order is meant, as a number would; the owner's full name (or their whole phone) says that
it is theirs. A district proves nothing here: half a town may have bought the same shirt on the same day. Nor do a
phone's last digits: among the buyers of a week one of a few guesses would be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from invekto.core.folding import fold
from invekto.integrations.models import CachedOrder
from invekto.messaging.models import Contact
from invekto.orders.beside import weigh
from invekto.orders.facts import Facts, Verdict, whole_numbers_only
from invekto.orders.models import OrderProof, OrderVerdict

# People miscount by a day, and a platform may book an evening's order on the next one.
_SLACK = timedelta(days=1)
_LONGEST = timedelta(days=8)  # "last week" says a day well enough; "this summer" does not
_PERSONAL = frozenset({"name", "phone"})
_WORD = re.compile(r"\w+")
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
    offered = personal(facts)
    theirs = list(rows.order_by("-ordered_at")[: _MOST_ROWS + 1])
    if len(theirs) > _MOST_ROWS:
        return []  # of a part of them nobody can say that one alone fits
    found = [
        (row, judgement.fact)
        for row in theirs
        if holds(row, described.product)
        and (judgement := weigh(offered, row)).verdict is Verdict.PROVEN
        and judgement.fact in _PERSONAL
    ]
    return found if _is_one_order(found) and not _is_refused(contact, found) else []


def personal(facts: Facts) -> Facts:
    """What of it can tell one buyer from all others."""
    return Facts(
        name=facts.name,
        phone=whole_numbers_only(facts.phone),
        answer=whole_numbers_only(facts.answer),
        bare=facts.bare,
    )


def holds(row: CachedOrder, product: str) -> bool:
    """Every word said of the product begins a word of the name, colour or size of one line: a bot is no robot."""
    said = _WORD.findall(fold(product))
    lines: Sequence[dict[str, str]] = row.order_data_json.get("lines") or ()
    return bool(said) and any(
        all(any(one.startswith(word) for one in shown) for word in said)
        for shown in (_shown_words(line) for line in lines)
    )


def _shown_words(line: dict[str, str]) -> list[str]:
    return _WORD.findall(fold(f"{line.get('name')} {line.get('color')} {line.get('size')}"))


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
