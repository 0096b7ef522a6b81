"""Hepsiburada's objects as they really come: camelCase here, PascalCase there, money as object or number.

Names are compared without case (reference, 4.5); ``plain`` prepares a row for that.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from invekto.core.phones import to_e164
from invekto.integrations.contract import Buyer, Invoice
from invekto.integrations.providers.values import Text, Unmasked, amount, rows

TURKEY = ZoneInfo("Europe/Istanbul")
MAX_LINES = 1000  # an order or a parcel with more is none
LONGEST_NAME = 200
_EARLIEST, _LATEST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_FRACTION = re.compile(r"\.(\d{1,9})(?=$|[Zz+-])")
_RELAY = re.compile(r"@(?:[\w-]+\.)*hepsiburada\.com$", re.IGNORECASE)
# "5000000000" and its like stand for a phone that is not told.
_HIDDEN_PHONE = re.compile(r"^(?:\+?90|0)?5?(\d)\1{8,9}$")
_DEEPEST = 30


def plain(value: Any, depth: int = 0) -> Any:
    """Names in small letters and without nulls, so that any casing and either name is read alike."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        return {
            str(key).lower(): plain(inner, depth + 1) for key, inner in value.items() if inner is not None
        }
    if isinstance(value, list):
        return [plain(inner, depth + 1) for inner in value]
    return value


def read_moment(value: object) -> datetime | None:
    """Without a zone it is the wall clock of Türkiye; the year 1 is how their software writes "none"."""
    if value in (None, ""):
        return None
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("date expected")
    shown = _FRACTION.sub(lambda found: "." + found[1][:6].ljust(6, "0"), value.strip())
    moment = datetime.fromisoformat(shown.replace("Z", "+00:00").replace("z", "+00:00"))
    if moment.year == 1:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=TURKEY)
    if not _EARLIEST <= aware < _LATEST:
        raise ValueError("date out of range")
    return aware.astimezone(UTC)


def _required_moment(value: object) -> datetime:
    moment = read_moment(value)
    if moment is None:
        raise ValueError("date missing")
    return moment


def _money(value: object) -> Decimal:
    """``{"currency", "amount"}``, or the plain number that other answers have."""
    return amount(value.get("amount") if isinstance(value, dict) else value)


Moment = Annotated[datetime | None, BeforeValidator(read_moment)]
RequiredMoment = Annotated[datetime, BeforeValidator(_required_moment)]
Money = Annotated[Decimal, BeforeValidator(_money)]


def _phone(value: object) -> str | None:
    shown = value if isinstance(value, str) else ""
    digits = "".join(character for character in shown if character.isdigit())
    if "*" in shown or not digits or _HIDDEN_PHONE.fullmatch(digits):
        return None
    return to_e164(shown)


Phone = Annotated[str | None, BeforeValidator(_phone)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Property(Shape):
    name: Text = Field("", validation_alias=AliasChoices("displayname", "name"))
    value: Text = ""


class _Discount(Shape):
    total: Money = Field(Decimal(0), validation_alias="totalprice")


class _Address(Shape):
    name: Unmasked = ""
    city: Unmasked = ""
    town: Unmasked = ""  # ilçe; what they call district is the quarter in it
    district: Unmasked = ""
    email: Unmasked = ""
    phone: Phone = Field(None, validation_alias="phonenumber")


class _TaxData(Shape):
    tax_number: Text = Field("", validation_alias="taxnumber")
    tax_office: Text = Field("", validation_alias="taxoffice")
    address: _Address = _Address.model_validate({})


def shown_email(found: str) -> str | None:
    """None for the relay addresses that the platform makes."""
    return found if "@" in found and not _RELAY.search(found) else None


class ProductShape(Shape):
    """What lines have in common, waiting or packed."""

    name: Text = Field("", validation_alias=AliasChoices("name", "productname"))
    merchant_sku: Text = Field("", validation_alias="merchantsku")
    hb_sku: Text = Field("", validation_alias=AliasChoices("hbsku", "sku"))
    barcode: Text = Field("", validation_alias="productbarcode")
    quantity: int = Field(1, ge=0, le=1_000_000)
    properties: Annotated[list[_Property], BeforeValidator(rows)] = Field(
        default_factory=list, max_length=100
    )
    total: Money | None = Field(None, validation_alias="totalprice")

    def property_named(self, *names: str) -> str:
        return next((one.value for one in self.properties if one.name.casefold() in names), "")


class LineShape(ProductShape):
    """A line of ``/orders``, of an order by number, of the webhook; with ``paymentawaiting`` it has less."""

    line_id: Text = Field(validation_alias="id", min_length=1)
    number: Text = Field("", validation_alias="ordernumber")
    ordered_at: Moment = Field(None, validation_alias="orderdate")
    changed_at: Moment = Field(None, validation_alias="laststatusupdatedate")
    status: Text = ""
    unit_price: Money = Field(Decimal(0), validation_alias="unitprice")
    hb_discount: _Discount = Field(_Discount.model_validate({}), validation_alias="hbdiscount")
    merchant_discount: _Discount = Field(_Discount.model_validate({}), validation_alias="merchantdiscount")
    customer_id: Text = Field("", validation_alias="customerid")
    customer_name: Unmasked = Field("", validation_alias="customername")
    ship_to: _Address = Field(_Address.model_validate({}), validation_alias="shippingaddress")
    tax: _TaxData = Field(_TaxData.model_validate({}), validation_alias="invoice")
    carrier: Text = Field("", validation_alias="cargocompany")
    package: Text = Field("", validation_alias="packagenumber")

    def to_buyer(self) -> Buyer:
        return Buyer(
            name=(self.ship_to.name or self.customer_name)[:LONGEST_NAME],
            phone=self.ship_to.phone,
            email=shown_email(self.ship_to.email),
            city=self.ship_to.city,
            district=self.ship_to.town or self.ship_to.district,
            customer_id=self.customer_id,
        )

    def to_invoice(self) -> Invoice:
        return invoice(self.tax.address.name, self.tax.tax_number, self.tax.tax_office)


class NumberedOrder(Shape):
    """The answer to a question by number; what is said of the whole order holds for each line."""

    number: Text = Field(validation_alias="ordernumber", min_length=1)
    ordered_at: Moment = Field(None, validation_alias=AliasChoices("orderdate", "createddate"))
    ship_to: _Address = Field(_Address.model_validate({}), validation_alias="deliveryaddress")
    lines: Annotated[list[Any], BeforeValidator(rows)] = Field(
        default_factory=list, max_length=MAX_LINES, validation_alias="items"
    )


class ItemShape(ProductShape):
    """A line in a parcel."""

    line_id: Text = Field(validation_alias="lineitemid", min_length=1)
    number: Text = Field(validation_alias="ordernumber", min_length=1)
    ordered_at: Moment = Field(None, validation_alias="orderdate")
    unit_price: Money = Field(Decimal(0), validation_alias="price")
    hb_discount: Money = Field(Decimal(0), validation_alias="totalhbdiscount")
    merchant_discount: Money = Field(Decimal(0), validation_alias="totalmerchantdiscount")


class PackageShape(Shape):
    """A parcel; which orders are in it only its items tell."""

    package: Text = Field(validation_alias="packagenumber", min_length=1)
    status: Text = ""
    ordered_at: Moment = Field(None, validation_alias="orderdate")
    due_at: Moment = Field(None, validation_alias="estimatedarrivaldate")
    customer_id: Text = Field("", validation_alias="customerid")
    name: Unmasked = Field("", validation_alias=AliasChoices("recipientname", "customername"))
    email: Unmasked = ""
    phone: Phone = Field(None, validation_alias="phonenumber")
    city: Unmasked = Field("", validation_alias="shippingcity")
    town: Unmasked = Field("", validation_alias="shippingtown")
    carrier: Text = Field("", validation_alias="cargocompany")
    company: Text = Field("", validation_alias="companyname")
    tax_number: Text = Field("", validation_alias="taxnumber")
    tax_office: Text = Field("", validation_alias="taxoffice")
    items: Annotated[list[ItemShape], BeforeValidator(rows)] = Field(min_length=1, max_length=MAX_LINES)

    def to_buyer(self) -> Buyer:
        return Buyer(
            name=self.name[:LONGEST_NAME],
            phone=self.phone,
            email=shown_email(self.email),
            city=self.city,
            district=self.town,
            customer_id=self.customer_id,
        )

    def to_invoice(self) -> Invoice:
        return invoice(self.company or self.name, self.tax_number, self.tax_office)


class MovedShape(Shape):
    """A parcel on its way: of the feeds and of the webhooks, neither of which names a line."""

    package: Text = Field(validation_alias="packagenumber", min_length=1)
    number: Text = Field("", validation_alias="ordernumber")
    numbers: Annotated[list[Text], BeforeValidator(rows)] = Field(
        default_factory=list, validation_alias="ordernumbers", max_length=MAX_LINES
    )
    at: RequiredMoment = Field(
        validation_alias=AliasChoices("shippeddate", "delivereddate", "receiveddate", "undelivereddate")
    )
    tracking_code: Text = Field("", validation_alias="trackinginfocode")
    tracking_url: Text = Field("", validation_alias="trackinginfourl")

    @property
    def orders(self) -> list[str]:
        return list(dict.fromkeys(number for number in (*self.numbers, self.number) if number))


class CancelledShape(Shape):
    """A cancelled line, or some pieces of it: of the feed and of the webhook."""

    line_id: Text = Field(validation_alias=AliasChoices("lineitemid", "id"), min_length=1)
    number: Text = Field(validation_alias="ordernumber", min_length=1)
    at: RequiredMoment = Field(validation_alias="canceldate")
    quantity: int = Field(1, ge=1, le=1_000_000)
    merchant_sku: Text = Field("", validation_alias="merchantsku")


class UnpackedShape(Shape):
    package: Text = Field(validation_alias="packagenumber", min_length=1)


class TrackingShape(Shape):
    package: Text = Field(validation_alias="packagenumber", min_length=1)
    status: Text = ""
    carrier: Text = Field("", validation_alias="cargocompany")
    due_at: Moment = Field(None, validation_alias="estimatedarrivaldate")
    code: Text = Field("", validation_alias="trackinginfocode")
    url: Text = Field("", validation_alias="trackinginfourl")


def is_company(tax_number: str, tax_office: str) -> bool:
    """There is no mark for it: a company's number has ten digits, a person's eleven."""
    return bool(tax_office) or (len(tax_number) == 10 and tax_number.isdigit())


def invoice(company: str, tax_number: str, tax_office: str) -> Invoice:
    if not is_company(tax_number, tax_office):
        return Invoice()
    return Invoice(
        company=company[:LONGEST_NAME] or None, tax_number=tax_number or None, tax_office=tax_office or None
    )
