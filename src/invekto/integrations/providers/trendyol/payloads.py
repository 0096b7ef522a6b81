"""Trendyol's package object as it really comes: two sets of names, gaps, masks (reference, section 5)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from invekto.core.phones import to_e164
from invekto.integrations.contract import Buyer, Invoice, Order, OrderLine, Parcel
from invekto.integrations.models import OrderStatus
from invekto.integrations.providers.trendyol.statuses import is_superseded, is_unapproved, to_status
from invekto.integrations.providers.values import Amount, Text, Unmasked, link, rows

# orderDate is the Turkish wall clock written as if it were UTC (section 7); Turkey has no summer time.
ORDER_DATE_SHIFT = timedelta(hours=3)
MAX_LINES = 1000  # a package with more is no package
_EARLIEST = datetime(2010, 1, 1, tzinfo=UTC)  # before Trendyol had orders
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_NAME = 200
_RELAY = re.compile(r"@(?:[\w-]+\.)*trendyol(?:mail)?\.com$", re.IGNORECASE)
_MARKETPLACE = re.compile(r"\s+marketplace$", re.IGNORECASE)


def _joined(first: str, last: str) -> str:
    return f"{first} {last}".strip()


def _moment(value: object) -> datetime | None:
    """Milliseconds since 1970 → aware UTC; None for absent and 0."""
    if value in (None, "", 0):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("milliseconds expected")
    try:
        moment = _EPOCH + timedelta(milliseconds=int(value))
    except OverflowError as error:
        raise ValueError("date out of range") from error
    if not _EARLIEST <= moment < _LATEST:
        raise ValueError("date out of range")
    return moment


def _required_moment(value: object) -> datetime:
    moment = _moment(value)
    if moment is None:
        raise ValueError("date missing")
    return moment


Moment = Annotated[datetime | None, BeforeValidator(_moment)]
RequiredMoment = Annotated[datetime, BeforeValidator(_required_moment)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _absent_is_null(cls, data: Any) -> Any:
        """A null under the new name must not hide a value under the old one."""
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data


class _History(_Shape):
    at: Moment = Field(None, validation_alias="createdDate")
    status: Text = ""


class _Address(_Shape):
    first_name: Unmasked = Field("", validation_alias="firstName")
    last_name: Unmasked = Field("", validation_alias="lastName")
    full_name: Unmasked = Field("", validation_alias="fullName")
    company: Unmasked = ""
    city: Unmasked = ""
    district: Unmasked = ""
    phone: Unmasked = ""
    tax_office: Text = Field("", validation_alias="taxOffice")
    tax_number: Text = Field("", validation_alias="taxNumber")
    # The documents and a live answer disagree on the name (section 5.5).
    e_invoice: bool | None = Field(
        None, validation_alias=AliasChoices("eInvoiceAvailable", "isEInvoiceAvailable")
    )

    @property
    def both_names(self) -> str:
        return _joined(self.first_name, self.last_name)


_NO_ADDRESS = _Address.model_validate({})


class _Line(_Shape):
    line_id: Text = Field("", validation_alias=AliasChoices("lineId", "id"))
    name: Text = Field("", validation_alias="productName")
    sku: Text = Field("", validation_alias=AliasChoices("stockCode", "merchantSku", "sku"))
    barcode: Text = ""
    size: Text = Field("", validation_alias="productSize")
    color: Text = Field("", validation_alias="productColor")
    product_id: Text = Field("", validation_alias=AliasChoices("contentId", "productCode"))
    quantity: int = Field(1, ge=0, le=1_000_000)
    unit_price: Amount = Field(Decimal(0), validation_alias=AliasChoices("lineUnitPrice", "price"))
    status: Text = Field("", validation_alias="orderLineItemStatusName")

    def to_line(self, package_status: OrderStatus) -> OrderLine:
        return OrderLine(
            line_id=self.line_id,
            name=self.name,
            sku=self.sku,
            barcode=self.barcode,
            size=self.size,
            color=self.color,
            quantity=self.quantity,
            unit_price=self.unit_price,
            status=to_status(self.status) if self.status else package_status,
            product_id=self.product_id,
        )


def is_for_planning_only(row: object) -> bool:
    """Masked buyers, zero or hidden prices: never an order to talk about, and read no further."""
    status = (row.get("status") or row.get("shipmentPackageStatus")) if isinstance(row, dict) else None
    return isinstance(status, str) and is_unapproved(status)


class Package(_Shape):
    package_id: Text = Field(validation_alias=AliasChoices("shipmentPackageId", "id"), min_length=1)
    number: Text = Field(validation_alias="orderNumber", min_length=1)
    status: Text = Field(validation_alias=AliasChoices("status", "shipmentPackageStatus"), min_length=1)
    ordered: RequiredMoment = Field(validation_alias="orderDate")
    modified_at: Moment = Field(None, validation_alias="lastModifiedDate")
    estimated_from: Moment = Field(None, validation_alias="estimatedDeliveryStartDate")
    estimated_to: Moment = Field(None, validation_alias="estimatedDeliveryEndDate")
    histories: Annotated[list[_History], BeforeValidator(rows)] = Field(
        default_factory=list, validation_alias="packageHistories"
    )
    customer_id: Text = Field("", validation_alias="customerId")
    first_name: Unmasked = Field("", validation_alias="customerFirstName")
    last_name: Unmasked = Field("", validation_alias="customerLastName")
    email: Unmasked = Field("", validation_alias="customerEmail")
    corporate: bool = Field(False, validation_alias="commercial")
    currency: Text = Field("TRY", validation_alias="currencyCode")
    payment: Text = Field("", validation_alias="paymentMethod")
    gross: Amount = Field(Decimal(0), validation_alias=AliasChoices("packageGrossAmount", "grossAmount"))
    seller_discount: Amount = Field(
        Decimal(0), validation_alias=AliasChoices("packageSellerDiscount", "totalDiscount")
    )
    platform_discount: Amount = Field(
        Decimal(0), validation_alias=AliasChoices("packageTyDiscount", "totalTyDiscount")
    )
    total_discount: Amount | None = Field(None, validation_alias="packageTotalDiscount")
    total: Amount = Field(Decimal(0), validation_alias=AliasChoices("packageTotalPrice", "totalPrice"))
    tracking_code: Text = Field("", validation_alias="cargoTrackingNumber")
    tracking_url: Text = Field("", validation_alias="cargoTrackingLink")
    carrier: Text = Field("", validation_alias="cargoProviderName")
    invoice_link: Text = Field("", validation_alias="invoiceLink")
    invoice_number: Text = Field("", validation_alias="invoiceNumber")
    tax_number: Text = Field("", validation_alias="taxNumber")
    parents: Annotated[list[Text], BeforeValidator(rows)] = Field(
        default_factory=list, validation_alias="originPackageIds"
    )
    ship_to: _Address = Field(default=_NO_ADDRESS, validation_alias="shipmentAddress")
    invoice_to: _Address = Field(default=_NO_ADDRESS, validation_alias="invoiceAddress")
    lines: Annotated[list[_Line], BeforeValidator(rows)] = Field(default_factory=list, max_length=MAX_LINES)

    def to_order(self) -> Order:
        status = to_status(self.status)
        ordered_at = self.ordered - ORDER_DATE_SHIFT
        modified_at = self.modified_at or max((h.at for h in self.histories if h.at), default=ordered_at)
        took_status = max(
            (h.at for h in self.histories if h.at and to_status(h.status) is status), default=modified_at
        )
        discount = self.total_discount
        return Order(
            number=self.number,
            package_id=self.package_id,
            status=status,
            platform_status=self.status,
            superseded=is_superseded(self.status),
            ordered_at=ordered_at,
            modified_at=modified_at,
            status_at=took_status,
            estimated_from=self.estimated_from,
            estimated_to=self.estimated_to,
            delivered_at=took_status if status is OrderStatus.DELIVERED else None,
            buyer=self._buyer(),
            parcel=Parcel(
                carrier=_MARKETPLACE.sub("", self.carrier),
                tracking_code=self.tracking_code or None,
                tracking_url=link(self.tracking_url, "https://"),
            ),
            invoice=self._invoice(),
            lines=tuple(line.to_line(status) for line in self.lines),
            currency=self.currency,
            gross=self.gross,
            discount=self.seller_discount + self.platform_discount if discount is None else discount,
            total=self.total,
            payment="" if self.payment == "-" else self.payment,
            corporate=self.corporate,
            parents=tuple(self.parents),
        )

    def _buyer(self) -> Buyer:
        name = _joined(self.first_name, self.last_name)
        phone = self.ship_to.phone or self.invoice_to.phone
        return Buyer(
            name=(name or self.ship_to.full_name or self.ship_to.both_names)[:_LONGEST_NAME],
            phone=to_e164(phone) if phone else None,
            email=self.email if self.email and not _RELAY.search(self.email) else None,
            city=self.ship_to.city,
            district=self.ship_to.district,
            customer_id=self.customer_id,
        )

    def _invoice(self) -> Invoice:
        shown = link(self.invoice_link, "https://", "http://")
        corporate = self.invoice_to if self.corporate else _NO_ADDRESS
        return Invoice(
            link=shown,
            number=self.invoice_number or None,
            company=corporate.company or None,
            tax_number=(corporate.tax_number or self.tax_number or None) if self.corporate else None,
            tax_office=corporate.tax_office or None,
            e_invoice=corporate.e_invoice,
        )
