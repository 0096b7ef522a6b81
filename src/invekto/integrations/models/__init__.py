"""The tables of the room, each with its subject; Django finds them where they are named."""

from __future__ import annotations

from invekto.integrations.models.accounts import AccountAlert, IntegrationAccount, RateBucket, short
from invekto.integrations.models.orders import (
    CachedOrder,
    OrderCheck,
    OrderStatus,
    QuarantinedRow,
    ReceivedPackage,
)
from invekto.integrations.models.parcels import (
    ParcelEvent,
    ParcelPace,
    ParcelStep,
    TrackedParcel,
    UsualPace,
)

# Those below build upon those above.
# isort: split
from invekto.integrations.claims.models import ClaimStatus, KnownClaim
from invekto.integrations.listings.models import Listing, ListingFeed
from invekto.integrations.questions.models import (
    AnswerState,
    MarketplaceQuestion,
    QuestionAnswer,
    QuestionFeed,
    QuestionNote,
    QuestionStatus,
)

__all__ = [
    "AccountAlert",
    "AnswerState",
    "CachedOrder",
    "ClaimStatus",
    "IntegrationAccount",
    "KnownClaim",
    "Listing",
    "ListingFeed",
    "MarketplaceQuestion",
    "OrderCheck",
    "OrderStatus",
    "ParcelEvent",
    "ParcelPace",
    "ParcelStep",
    "QuarantinedRow",
    "QuestionAnswer",
    "QuestionFeed",
    "QuestionNote",
    "QuestionStatus",
    "RateBucket",
    "ReceivedPackage",
    "TrackedParcel",
    "UsualPace",
    "short",
]
