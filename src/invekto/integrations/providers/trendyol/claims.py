"""Trendyol's claims (reference, section 8): no status at the head, one for each unit; names in whatever case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from invekto.integrations.claims.contract import BadClaim, Claim, ClaimPage
from invekto.integrations.claims.models import ClaimStatus
from invekto.integrations.contract import Limit
from invekto.integrations.providers import aside
from invekto.integrations.providers.calls import decode_json
from invekto.integrations.providers.trendyol.gateway import Gateway
from invekto.integrations.providers.trendyol.payloads import Moment, RequiredMoment
from invekto.integrations.providers.trendyol.reading import read_envelope
from invekto.integrations.providers.values import Text

PAGE_SIZE = 200
MOST_PAGES = 50  # page × size ends at 10,000 rows
_NEVER_KEPT = ("customerfirstname", "customerlastname")
_STATUSES = {
    "created": ClaimStatus.OPENED,
    "waitinginaction": ClaimStatus.WAITING,
    "waitingfraudcheck": ClaimStatus.CHECKING,
    "inanalysis": ClaimStatus.CHECKING,
    "accepted": ClaimStatus.ACCEPTED,
    "unresolved": ClaimStatus.DISPUTED,
    "rejected": ClaimStatus.REJECTED,
    "cancelled": ClaimStatus.CANCELLED,
}


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Named(_Shape):
    name: Text = ""


class _Unit(_Shape):
    id: Text = Field(min_length=1)
    status: _Named = Field(validation_alias="claimitemstatus")
    reason: _Named = Field(_Named(), validation_alias="customerclaimitemreason")
    note: Text = Field("", validation_alias="customernote")
    deadline: Moment = Field(None, validation_alias="autoapprovedate")


class _Line(_Shape):
    id: Text = ""
    name: Text = Field("", validation_alias="productname")


class _Item(_Shape):
    line: _Line = Field(default_factory=lambda: _Line.model_validate({}), validation_alias="orderline")
    units: list[_Unit] = Field(validation_alias="claimitems", min_length=1, max_length=1000)


class _ClaimShape(_Shape):
    id: Text = Field(validation_alias=AliasChoices("claimid", "id"), min_length=1)
    order_number: Text = Field(validation_alias="ordernumber", min_length=1)
    opened_at: RequiredMoment = Field(validation_alias="claimdate")
    modified_at: Moment = Field(None, validation_alias="lastmodifieddate")
    tracking: Text = Field("", validation_alias="cargotrackingnumber")
    items: list[_Item] = Field(max_length=1000)

    def to_claims(self) -> Iterator[Claim]:
        for item in self.items:
            for unit in item.units:
                word = unit.status.name
                status = _STATUSES.get(word.replace("_", "").casefold(), ClaimStatus.UNKNOWN)
                yield Claim(
                    key=unit.id,
                    number=self.id,
                    order_number=self.order_number,
                    line_id=item.line.id,
                    product=item.line.name,
                    quantity=1,
                    status=status,
                    platform_status=word,
                    opened_at=self.opened_at,
                    as_of=self.modified_at,
                    reason=unit.reason.name or unit.note,
                    deadline=unit.deadline if status is ClaimStatus.WAITING else None,
                    tracking_code=self.tracking,
                )


def read_claims(
    gateway: Gateway,
    path: str,
    params: Mapping[str, str],
    *,
    limits: Sequence[Limit],
    page: int,
    timeout: float,
) -> ClaimPage:
    answer = gateway.call(
        "GET",
        f"{path}/claims",
        endpoint="claims",
        limits=limits,
        timeout=timeout,
        params={"size": str(PAGE_SIZE), "page": str(page)} | dict(params),
    )
    rows, envelope = read_envelope(answer)
    read = _read(rows)
    pages = envelope.get("totalPages")
    is_cut = len(rows) == PAGE_SIZE and max(page + 2, pages if isinstance(pages, int) else 0) > MOST_PAGES
    more = len(rows) == PAGE_SIZE and not is_cut
    return replace(read, next_position=str(page + 1) if more else None, is_cut=is_cut)


def read_kept(payload: str) -> ClaimPage:
    """One that was kept aside."""
    try:
        return _read([decode_json(payload.encode())])
    except ValueError:
        return ClaimPage((), (BadClaim("row: broken JSON", payload),))


def _is_secret(name: str) -> bool:
    return name.lower() in _NEVER_KEPT


def _read(rows: Sequence[Any]) -> ClaimPage:
    found: list[Claim] = []
    bad: list[BadClaim] = []
    for row in rows:
        try:
            found += _ClaimShape.model_validate(_plain(row)).to_claims()
        except (ValidationError, ValueError) as error:
            payload = aside.kept(row, is_secret=_is_secret)
            bad.append(BadClaim(aside.reason(error), payload, _number(row)))
    return ClaimPage(tuple(found), tuple(bad))


def _number(row: Any) -> str | None:
    if not isinstance(row, Mapping):
        return None
    told = {str(key).lower(): value for key, value in row.items()}
    found = told.get("claimid") or told.get("id")
    return found if isinstance(found, str) and len(found) <= 100 else None


def _plain(value: Any, depth: int = 0) -> Any:
    """Names in small letters and without nulls."""
    if depth > 20:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        return {
            str(key).lower(): _plain(inner, depth + 1) for key, inner in value.items() if inner is not None
        }
    return [_plain(inner, depth + 1) for inner in value] if isinstance(value, list) else value
