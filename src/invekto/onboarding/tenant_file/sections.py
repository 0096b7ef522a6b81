"""The sections of a tenant file. A key that is not here is refused."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from invekto.core.models import Vertical
from invekto.integrations.services import ORDER_PROVIDERS, cancel_reasons
from invekto.onboarding.tenant_file.values import (
    Clock,
    Count,
    Date,
    Days,
    Digits,
    Duration,
    Email,
    Flag,
    FreeText,
    Money,
    OptionalUrl,
    Percent,
    Phone,
    PriceRange,
    Secret,
    Share,
    Slug,
    SpanOfDays,
    Text,
    TimeRange,
    Url,
    WeekHours,
    Whole,
    Zone,
)

EVENTS = (
    "order.created",
    "order.shipped",
    "order.delivered",
    "order.cancelled",
    "parcel.exception",
    "return.requested",
    "review.received",
    "b2b.detected",
    "appointment.booked",
    "appointment.reminder",
    "appointment.cancelled",
    "appointment.no_show",
    "treatment.completed",
    "waitlist.offered",
    "lead.created",
    "lead.silent",
    "lead.hot",
    "contact.birthday",
)
# Templates the product brings along, so a trigger may name one that the file does not hold.
DEFAULT_TEMPLATES = frozenset(
    {
        "delivered_satisfaction",
        "return_followup",
        "parcel_problem",
        "parcel_failed",
        "parcel_at_branch",
        "parcel_returned",
        "parcel_stalled",
        "stock_back",
        "order_cancelled",
        "appointment_reminder",
        "appointment_confirmation",
        "control_visit",
        "waitlist_offer",
        "lead_followup",
        "birthday_wish",
        "review_reply",
    }
)
BODY_LIMIT = 1024  # characters of a template's body at Meta
_VARIABLE = re.compile(r"{{\s*([^{}]*?)\s*}}")


def _template_name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9_]{1,512}", value):
        raise ValueError("expected a template's name in small letters, digits and underscores")
    return value


def _template_body(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected the message's text")
    text = value.strip()
    if len(text) > BODY_LIMIT:
        raise ValueError(f"{len(text)} characters; WhatsApp allows {BODY_LIMIT}")
    for variable in _VARIABLE.findall(text):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", variable):
            raise ValueError(
                f"{{{{{variable}}}}} is not a variable; expected one such as {{{{customer_name}}}}"
            )
    if "{{" in _VARIABLE.sub("", text) or "}}" in _VARIABLE.sub("", text):
        raise ValueError("a variable's braces do not close; expected such as {{customer_name}}")
    return text


def _template_language(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", value):
        raise ValueError("expected a language such as tr, en or en_US")
    return value


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)


class TenantSection(Section):
    """Keys that are left out keep what is stored; ``""`` takes a text away."""

    slug: Slug
    name: Text
    vertical: Literal[tuple(Vertical.values)]  # type: ignore[valid-type]  # as for the events
    language: Literal["tr", "en"] = "tr"
    timezone: Zone = "Europe/Istanbul"
    address: FreeText = ""
    maps_url: OptionalUrl = ""
    working_hours: WeekHours = Field(default_factory=dict)
    confidence_threshold: Share | None = None
    intent_thresholds: dict[str, Share] = Field(default_factory=dict)
    inbox_visibility: Literal["own", "team"] = "own"


class UserEntry(Section):
    email: Email
    name: Text
    role: Literal["owner", "admin", "agent", "doctor", "sales"]
    password: Secret | None = None


class WhatsAppSection(Section):
    phone_number_id: Digits
    display_phone: Phone
    waba_id: Digits
    access_token: Secret
    app_secret: Secret
    verify_token: Secret


class AlertWebhook(Section):
    url: Url
    secret: Secret | None = None


class AlertTarget(Section):
    emails: tuple[Email, ...] = ()
    webhook: AlertWebhook | None = None


class AlertsSection(Section):
    sales: AlertTarget | None = None
    doctor: AlertTarget | None = None


class AccountEntry(Section):
    """What every account has; the keys that its provider asks for stand in ``accounts``."""

    provider: str


class DoctorEntry(Section):
    slug: Slug
    name: Text
    kind: Literal["general", "specialist"] = "general"
    services: tuple[Slug, ...] = ()
    user: Email | None = None  # of the person who is this doctor and sees their patients


class SlotEntry(Section):
    doctor: Slug
    days: Days
    begin: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    capacity: Count = 1
    breaks: tuple[TimeRange, ...] = ()

    @model_validator(mode="after")
    def _hours_hold(self) -> SlotEntry:
        if self.end <= self.begin:
            raise ValueError(f"the end {self.end} must come after the beginning {self.begin}")
        outside = [pause for pause in self.breaks if not self.begin <= pause[:5] < pause[6:] <= self.end]
        if outside:
            raise ValueError(f"the break {outside[0]} lies outside {self.begin}-{self.end}")
        ordered = sorted(self.breaks)
        for earlier, later in pairwise(ordered):
            if later[:5] < earlier[6:]:
                raise ValueError(f"the breaks {earlier} and {later} overlap")
        return self


class Descriptions(Section):
    tr: FreeText = ""
    en: FreeText = ""


def _descriptions(value: Any) -> Any:
    return {"tr": value} if isinstance(value, str) else value


class ServiceEntry(Section):
    slug: Slug
    name: Text
    price: PriceRange | None = None
    minutes: Count = 30
    recovery_days: Whole = 0
    description: Annotated[Descriptions, BeforeValidator(_descriptions)] = Descriptions()


class Coupon(Section):
    percent: Percent
    code_prefix: Text
    valid_days: Count
    monthly_budget: Money | None = None


class ReturnsSection(Section):
    window_days: Count = 14
    coupon: Coupon | None = None
    holdout: Share | None = None
    no_return: tuple[Text, ...] = ()


def _cancels(provider: str) -> str:
    able = [name for name, entry in ORDER_PROVIDERS.items() if entry.cancel_reasons]
    if provider not in able:
        raise PydanticCustomError("literal_error", "{expected}", {"expected": " or ".join(map(repr, able))})
    return provider


class CancellingSection(Section):
    """``by_bot``: it has confirmed cancellations done by itself, where ``reasons`` names what that platform is told."""

    by_bot: Flag = False
    reasons: dict[Annotated[str, AfterValidator(_cancels)], Annotated[str, BeforeValidator(str)]] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _reasons_are_known(self) -> CancellingSection:
        for provider, reason in self.reasons.items():
            if reason not in (known := cancel_reasons(provider)):
                raise ValueError(f"the reason for {provider} must be one of {', '.join(known)}")
        return self


class ShippingSection(Section):
    fee: Money | None = None
    free_over: Money | None = None
    days: SpanOfDays | None = None
    carriers: tuple[Text, ...] = ()
    cash_on_delivery: Flag = False
    abroad: Flag = False


class WholesaleStep(Section):
    begin: Count = Field(alias="from")
    percent: Percent


class WholesaleSection(Section):
    min_quantity: Count
    steps: tuple[WholesaleStep, ...] = ()
    needs_approval_over: Money | None = None

    @model_validator(mode="after")
    def _steps_rise(self) -> WholesaleSection:
        begins = [step.begin for step in self.steps]
        if sorted(set(begins)) != begins:
            raise ValueError("the steps must rise: each from a larger quantity than the one before")
        return self


class Instalments(Section):
    max: Count
    banks: tuple[Text, ...] = ()


class PaymentSection(Section):
    instalments: Instalments | None = None
    methods: tuple[Literal["card", "cash", "transfer"], ...] = ()


class PackageEntry(Section):
    name: Text
    services: tuple[Slug, ...]
    price: PriceRange | None = None


class ReferralSection(Section):
    percent: Percent


class TriggerEntry(Section):
    event: Literal[EVENTS]  # type: ignore[valid-type]  # the names stand once, above
    after: Duration | None = None
    before: Duration | None = None
    template: Annotated[str, BeforeValidator(_template_name)]
    enabled: Flag = True

    @model_validator(mode="after")
    def _one_moment(self) -> TriggerEntry:
        if self.after and self.before:
            raise ValueError("write after or before, not both")
        if self.before and self.event != "appointment.reminder":
            raise ValueError("before: belongs to appointment.reminder; write after: here")
        return self


class ParcelMessagesSection(Section):
    """What customers hear of their parcels unasked (orders.parcel_news); what is left out is off."""

    failed: Flag = False
    at_branch: Flag = False
    returned: Flag = False
    stalled: Flag = False


class TemplateEntry(Section):
    name: Annotated[str, BeforeValidator(_template_name)]
    category: Literal["utility", "marketing", "authentication"]
    language: Annotated[str, BeforeValidator(_template_language)] = "tr"
    body: Annotated[str, BeforeValidator(_template_body)]


class TenantFile(Section):
    tenant: TenantSection
    users: tuple[UserEntry, ...] = ()
    whatsapp: WhatsAppSection | None = None
    alerts: AlertsSection | None = None
    integrations: tuple[AccountEntry, ...] = ()
    doctors: tuple[DoctorEntry, ...] = ()
    slots: tuple[SlotEntry, ...] = ()
    services: tuple[ServiceEntry, ...] = ()
    returns: ReturnsSection | None = None
    cancelling: CancellingSection | None = None
    shipping: ShippingSection | None = None
    wholesale: WholesaleSection | None = None
    price_answers: Literal["range", "after_examination"] | None = None
    payment: PaymentSection | None = None
    insurers: tuple[Text, ...] = ()
    packages: tuple[PackageEntry, ...] = ()
    referral: ReferralSection | None = None
    parking: FreeText | None = None
    holidays: tuple[Date, ...] = ()
    parcel_messages: ParcelMessagesSection | None = None
    triggers: tuple[TriggerEntry, ...] = ()
    templates: tuple[TemplateEntry, ...] = ()

    def has(self, section: str) -> bool:
        """The file has this section; sections it leaves out stay as they are."""
        return section in self.model_fields_set


# Sections kept in ``Tenant.settings`` under their own names, as checked here and in JSON.
SETTINGS = (
    "alerts",
    "returns",
    "cancelling",
    "shipping",
    "wholesale",
    "price_answers",
    "payment",
    "insurers",
    "packages",
    "referral",
    "parking",
    "holidays",
    "parcel_messages",
    "triggers",
)
# Keys of ``tenant:`` that are kept there too.
TENANT_SETTINGS = ("address", "maps_url", "working_hours")
