"""The tenant's connections to the outside, each with its health in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from invekto.core import texts
from invekto.core.phones import for_people
from invekto.dashboard.moments import failure
from invekto.integrations.models import CachedOrder, IntegrationAccount, short
from invekto.integrations.services import (
    ENTRIES,
    Entry,
    Gap,
    HandHook,
    Health,
    IdKind,
    Key,
    ShutDoor,
    health,
    hooks_by_hand,
    is_removable,
    shut_doors,
)
from invekto.messaging.models import WhatsAppNumber
from invekto.orders.services import platform_text_id

Status = IntegrationAccount.Status
_LOOKS = {  # status → tone and icon; state is never told by colour alone
    Status.NEW: ("info", "hourglass"),
    Status.ACTIVE: ("ok", "check"),
    Status.FAILING: ("warning", "refresh"),
    Status.REFUSED: ("danger", "alert-circle"),
    Status.OFF: ("muted", "player-pause"),
}


_TOKEN_CODES = (0, 190)  # of the Cloud API: expired, revoked


@dataclass(frozen=True, slots=True)
class ShopForm:
    """How a platform's account is entered. ``id_prefix`` keeps the forms of one page apart."""

    provider: str
    id_prefix: str
    id_text: str
    id_hint: str
    title: str
    lead: str
    keys: tuple[Key, ...]
    is_number: bool
    is_carrier: bool


def shop_forms() -> dict[str, ShopForm]:
    return {name: _shop_form(entry) for name, entry in ENTRIES.items() if entry.is_spoken}


def _shop_form(entry: Entry) -> ShopForm:
    name = entry.name
    return ShopForm(
        provider=name,
        id_prefix=f"{name}-",
        id_text=f"connections-id-{name}",
        id_hint=f"connections-id-hint-{name}",
        title=f"connections-add-title-{name}",
        lead=f"connections-add-lead-{name}",
        keys=entry.form_keys,
        is_number=entry.account_id.kind is IdKind.NUMBER,
        is_carrier=entry.carrier is not None,
    )


@dataclass(frozen=True, slots=True)
class DoorCard:
    """``what`` and ``mender`` are text ids; ``problem`` is a sentence."""

    what: str
    problem: str
    mender: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """``platform_text`` and ``status_text`` are text ids; ``problem`` is a sentence."""

    id: UUID
    external_id: str
    short_id: str
    platform_text: str
    status: str
    tone: str
    status_icon: str
    problem: str | None
    problem_at: datetime | None
    synced_at: datetime | None
    imported_percent: int
    webhook_problem: str | None
    unreadable: int
    is_removable: bool  # switched off, and nothing hangs on it
    tested_at: datetime | None = None  # when this person last tried the key
    test_worked: bool = False
    shop: ShopForm | None = None
    complete_to: datetime | None = None
    gaps: tuple[Gap, ...] = ()  # missing, and being filled
    is_import_paused: bool = False
    orders_so_far: int = 0  # counted while the first import goes on
    imported_to: datetime | None = None
    mender: str | None = None  # text id: who can put the problem right
    doors: tuple[DoorCard, ...] = ()  # what cannot be read while orders can
    hook: HandHook | None = None  # what the seller gives the platform, until it was heard

    @property
    def status_text(self) -> str:
        return f"connections-status-{self.status}"

    @property
    def is_importing(self) -> bool:
        return self.status == Status.ACTIVE and self.imported_percent < 100


@dataclass(frozen=True, slots=True)
class NumberCard:
    id: UUID
    display_phone: str
    paused_code: int | None
    paused_at: datetime | None
    problem: str | None

    @property
    def wants_token(self) -> bool:
        """Its trouble is the access token, so the form stands open."""
        return self.paused_code in _TOKEN_CODES

    @property
    def shown_phone(self) -> str:
        return for_people(self.display_phone)


def broken_accounts() -> QuerySet[IntegrationAccount]:
    return IntegrationAccount.objects.filter(status__in=[Status.FAILING, Status.REFUSED])


def paused_numbers() -> QuerySet[WhatsAppNumber]:
    return WhatsAppNumber.objects.exclude(paused_code=None)


def account_cards(tenant_id: UUID, language: str) -> list[AccountCard]:
    """Inside the tenant's scope."""
    hooks, doors = hooks_by_hand(), shut_doors()
    return [account_card(account, language, hooks, doors) for account in health(tenant_id)]


def account_card(
    account: Health,
    language: str,
    hooks: Mapping[UUID, HandHook] | None = None,
    doors: Mapping[UUID, Sequence[ShutDoor]] | None = None,
) -> AccountCard:
    """``hooks`` and ``doors``: of all accounts, where they were read already; inside the scope."""
    closed = (shut_doors() if doors is None else doors).get(account.account_id, ())
    tone, icon = _LOOKS[Status(account.status)]
    platform_text = platform_text_id(account.provider)
    platform = texts.text(platform_text, language)
    return AccountCard(
        id=account.account_id,
        external_id=account.external_id,
        short_id=short(account.external_id),
        platform_text=platform_text,
        status=account.status,
        tone=tone,
        status_icon=icon,
        problem=_sentence(account.problem, language, platform),
        problem_at=account.problem_at,
        synced_at=account.synced_at,
        imported_percent=int(account.imported * 100),
        webhook_problem=_sentence(account.webhook_problem, language, platform),
        unreadable=account.unreadable,
        is_removable=account.status == Status.OFF and is_removable(account.account_id),
        shop=shop_forms().get(account.provider),
        complete_to=account.complete_to,
        gaps=account.gaps[:3],
        is_import_paused=account.is_import_paused,
        orders_so_far=_orders_of(account.account_id) if account.imported < 1.0 else 0,
        imported_to=account.imported_to,
        mender=_mender(account.mended_by),
        # Where nothing can be read, orders tell why.
        doors=() if account.problem else tuple(_door(door, language, platform) for door in closed),
        hook=(hooks_by_hand() if hooks is None else hooks).get(account.account_id),
    )


def _door(door: ShutDoor, language: str, platform: str) -> DoorCard:
    sentence = texts.text(door.problem, language, platform=platform)
    return DoorCard(f"connections-{door.what}", sentence, _mender(door.mended_by), door.at)


def _mender(mended_by: str | None) -> str | None:
    return f"connections-mended-by-{mended_by}" if mended_by else None


def _orders_of(account_id: UUID) -> int:
    return CachedOrder.objects.filter(account_id=account_id).values("external_order_id").distinct().count()


def _sentence(problem: str | None, language: str, platform: str) -> str | None:
    return texts.text(problem, language, platform=platform) if problem else None


def number_cards(language: str) -> list[NumberCard]:
    """One query; inside the tenant's scope."""
    numbers = WhatsAppNumber.objects.only("display_phone", "paused_code", "paused_at")
    return [number_card(number, language) for number in numbers.order_by("created_at", "id")]


def number_card(number: WhatsAppNumber, language: str) -> NumberCard:
    code = number.paused_code
    return NumberCard(
        id=number.id,
        display_phone=number.display_phone,
        paused_code=code,
        paused_at=number.paused_at,
        problem=failure(code, language) if code is not None else None,
    )
