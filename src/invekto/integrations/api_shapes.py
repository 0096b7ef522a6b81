"""What the API says and takes of accounts, their rows that could not be read, and orders."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import SecretStr

from invekto.integrations import services

_KEYS = "; ".join(
    f"{name}: " + ", ".join(f"`{key.name}`" for key in entry.form_keys)
    for name, entry in services.ENTRIES.items()
    if entry.is_spoken
)


class Problem(Schema):
    """What keeps an account from working, and who can fix it."""

    code: str = Field(examples=["key-refused"])
    text: str = Field(examples=["Trendyol did not accept the key. Copy the API key and secret again …"])
    detail: str | None = Field(None, examples=["orders: 401 ClientApiAuthenticationException"])
    since: datetime | None = None
    mended_by: str | None = Field(
        None, examples=["owner"], description="Who can put it right: owner, platform (wait) or invekto."
    )


class Gap(Schema):
    """Something is missing between these, and is being filled."""

    since: datetime
    until: datetime


class UnreadableRow(Schema):
    """A row of the platform's answer that could not be read, kept aside as it came."""

    id: UUID
    kind: str = Field(examples=["order"], description="What it tells of: order, claim or parcel")
    package_id: str | None = Field(
        None, examples=["3330111111"], description="Of the package, the claim or the parcel."
    )
    reason: str = Field(examples=["packageTotalPrice: Input should be greater than or equal to 0"])
    payload: str
    seen_at: datetime
    tried_at: datetime | None = None


class TriedAgain(Schema):
    """A carrier's row is never read so: the carrier is asked about its parcel when that is due."""

    read: bool = Field(description="It could be read now, and what it tells is stored.")


class Account(Schema):
    id: UUID
    provider: str = Field(examples=["trendyol"])
    external_id: str = Field(examples=["2738"], description="Seller id, merchant id or customer code.")
    status: str = Field(examples=["active"], description="new, active, failing, refused or off")
    problem: Problem | None = None
    synced_at: datetime | None = Field(None, description="Every change up to here has been read.")
    complete_to: datetime | None = Field(
        None, description="Orders are complete up to here: everything is read, and no gap lies before."
    )
    gaps: list[Gap] = Field(default_factory=list, description="What is missing and being filled.")
    import_paused: bool = Field(False, description="The first import was stopped by a person.")
    unreadable: int = Field(0, description="Rows kept aside.")
    imported: float = Field(examples=[1.0], description="How much of the first import is done, 0 to 1.")
    has_webhook: bool = Field(description="The platform pushes changes to us.")


class NewAccount(Schema):
    provider: str = Field(examples=["trendyol"])
    external_id: str = Field(examples=["2738"])
    secrets: dict[str, SecretStr] = Field(
        examples=[{"api_key": "…", "api_secret": "…"}],
        description=f"What the platform gave: {_KEYS}.",
    )
    listing_tier: Literal["50k", "75k", "150k", "500k", "unlimited"] | None = Field(
        None, examples=["50k"], description="Trendyol's listing tier, which sets how often we may ask."
    )


class NewKey(Schema):
    secrets: dict[str, SecretStr] = Field(examples=[{"api_key": "…", "api_secret": "…"}])


class SyncResult(Schema):
    end: str = Field(examples=["complete"], description="complete, more, wait, failed or off")
    pages: int
    new: int
    changed: int
    quarantined: int = Field(description="Rows that could not be read and were kept aside.")


class OrderLine(Schema):
    name: str
    sku: str
    size: str
    color: str
    quantity: int
    unit_price: str = Field(examples=["224.90"])


class OrderPackage(Schema):
    """A package of an order. Several may carry one number."""

    id: UUID
    provider: str
    number: str = Field(examples=["1020304050"])
    package_id: str
    status: str = Field(examples=["shipped"])
    superseded: bool = Field(description="Dissolved into other packages.")
    customer_name: str
    customer_phone: str | None = Field(None, examples=["+905321112233"], description="Empty when hidden.")
    city: str
    district: str
    carrier: str = Field(examples=["Aras Kargo"])
    tracking_code: str | None = None
    tracking_url: str | None = None
    ordered_at: datetime
    status_at: datetime
    estimated_from: datetime | None = None
    estimated_to: datetime | None = None
    delivered_at: datetime | None = None
    total: str = Field(examples=["449.80"])
    currency: str = Field(examples=["TRY"])
    lines: list[OrderLine]


class Orders(Schema):
    orders: list[OrderPackage]


class Refusal(Schema):
    detail: str
    field: str | None = None
