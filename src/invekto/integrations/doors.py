"""What of an account cannot be read while its orders can: each is told beside them, with who can put it right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.integrations.health import all_accounts, mender_of
from invekto.integrations.models import ListingFeed, QuestionFeed


@dataclass(frozen=True, slots=True)
class ShutDoor:
    """``what``: questions, claims or listings; ``problem``: a text id."""

    what: str
    problem: str
    at: datetime | None
    mended_by: str | None  # integrations.contract.Mender


def shut_doors() -> dict[UUID, tuple[ShutDoor, ...]]:
    """By account; inside the scope. Three queries."""
    claims = all_accounts().exclude(claims_problem=None)
    told = [("claims", *row) for row in claims.values_list("id", "claims_problem", "claims_problem_at")]
    for what, feed in (("questions", QuestionFeed), ("listings", ListingFeed)):
        rows = feed.objects.exclude(problem=None).values_list("account_id", "problem", "problem_at")
        told += [(what, *row) for row in rows]
    found: dict[UUID, list[ShutDoor]] = defaultdict(list)
    for what, account_id, problem, at in told:
        if problem:
            found[account_id].append(ShutDoor(what, problem, at, mender_of(problem)))
    return {account_id: tuple(doors) for account_id, doors in found.items()}
