"""What a tenant may spend: reserved before a call, settled after it, both committed before anything else happens.

The month's row is locked while a reservation is made, so that two workers never spend the same lira. A call is
reserved at the greatest it can cost. It is released when the call surely failed; where no answer came the provider
may charge it, and it counts in full, also when the process that made it died.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_UP, Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Sum

from invekto.agent_ai.llm.models import LlmCall, LlmMonth, LlmSettings
from invekto.core import audit
from invekto.core.env import LanguageModel
from invekto.core.ids import new_id
from invekto.core.models import Tenant
from invekto.core.tenancy import tenant_scope

ABANDONED = timedelta(
    minutes=2
)  # a call that is open for longer has lost its process; the longest takes a minute
_IN_A_ROW = 3  # failures after which the tenant's answers go without a model …
_PAUSE = timedelta(minutes=1)  # … for so long
_MILLION = Decimal(1_000_000)
_STEP = Decimal("0.000001")


class NoBudget(Exception):
    """This call may not be made; ``reason``: off, cap or resting."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reservation:
    call_id: UUID
    tenant_id: UUID
    month: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Spending:
    """TRY in the month at hand; ``reserved``: by calls under way."""

    cap: Decimal
    spent: Decimal
    reserved: Decimal
    calls: int


def cost(at: LanguageModel, input_tokens: int, output_tokens: int) -> Decimal:
    """TRY, rounded up to a millionth."""
    exact = (at.input_price * input_tokens + at.output_price * output_tokens) / _MILLION
    return exact.quantize(_STEP, ROUND_UP)


def month_of(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date().replace(day=1)


def reserve(
    tenant_id: UUID,
    amount: Decimal,
    *,
    kind: str,
    at: LanguageModel,
    conversation_id: UUID | None,
    now: datetime,
) -> Reservation:
    """Set ``amount`` (TRY) aside, outside every scope. Raises NoBudget; then nothing was changed."""
    with tenant_scope(tenant_id):
        wanted = LlmSettings.objects.filter(is_on=True).first()
        if wanted is None:
            raise NoBudget("off")
        month = _locked_month(tenant_id, now)
        _close_abandoned(now)
        month.refresh_from_db()
        if _rests(now):
            raise NoBudget("resting")
        if month.spent + _open() + amount > wanted.monthly_cap:
            raise NoBudget("cap")
        call = LlmCall.objects.create(
            id=new_id(),
            tenant_id=tenant_id,
            month=month.month,
            kind=kind,
            model=at.model,
            state=LlmCall.State.RESERVED,
            reserved=amount,
            conversation_id=conversation_id,
            started_at=now,
        )
        _record(
            "llm.called", call, now, kind=kind, provider=at.provider, model=at.model, reserved=str(amount)
        )
    return Reservation(call.id, tenant_id, month.month, amount)


def settle(
    reservation: Reservation,
    *,
    state: LlmCall.State,
    outcome: str,
    charged: Decimal,
    now: datetime,
    input_tokens: int | None = None,
    output_tokens: int | None = None,
) -> None:
    """Write down how the call ended, outside every scope. One that counts as abandoned already stays so."""
    with tenant_scope(reservation.tenant_id):
        LlmMonth.objects.select_for_update().get(month=reservation.month)
        call = LlmCall.objects.filter(id=reservation.call_id, state=LlmCall.State.RESERVED).first()
        if call is None:
            return
        call.input_tokens, call.output_tokens = input_tokens, output_tokens
        _end(call, state, outcome, charged, now)


def spending(tenant: Tenant, now: datetime) -> Spending:
    """Inside the tenant's scope."""
    wanted = LlmSettings.objects.first()
    month = LlmMonth.objects.filter(month=month_of(now, tenant.timezone)).first()
    return Spending(
        cap=wanted.monthly_cap if wanted else Decimal(0),
        spent=month.spent if month else Decimal(0),
        reserved=_open(),
        calls=month.calls if month else 0,
    )


def _locked_month(tenant_id: UUID, now: datetime) -> LlmMonth:
    month = month_of(now, Tenant.objects.values_list("timezone", flat=True).get(id=tenant_id))
    LlmMonth.objects.bulk_create([LlmMonth(tenant_id=tenant_id, month=month)], ignore_conflicts=True)
    return LlmMonth.objects.select_for_update().get(month=month)


def _open() -> Decimal:
    rows = LlmCall.objects.filter(state=LlmCall.State.RESERVED)
    return rows.aggregate(total=Sum("reserved"))["total"] or Decimal(0)


def _close_abandoned(now: datetime) -> None:
    for call in LlmCall.objects.filter(state=LlmCall.State.RESERVED, started_at__lt=now - ABANDONED):
        _end(call, LlmCall.State.LOST, "abandoned", call.reserved, now)


def _rests(now: datetime) -> bool:
    """A provider that fails again and again makes no customer wait for it."""
    ended = LlmCall.objects.exclude(state=LlmCall.State.RESERVED).order_by("-started_at", "-id")
    last = list(ended.values_list("state", "ended_at")[:_IN_A_ROW])
    if len(last) < _IN_A_ROW or any(state == LlmCall.State.ANSWERED for state, _ in last):
        return False
    newest = last[0][1]
    return newest is not None and newest > now - _PAUSE


def _end(call: LlmCall, state: LlmCall.State, outcome: str, charged: Decimal, now: datetime) -> None:
    call.state, call.outcome, call.cost, call.ended_at = state, outcome, charged, now
    call.save(update_fields=["state", "outcome", "cost", "ended_at", "input_tokens", "output_tokens"])
    LlmMonth.objects.filter(month=call.month).update(spent=F("spent") + charged, calls=F("calls") + 1)
    _record(
        "llm.ended",
        call,
        now,
        state=state.value,
        outcome=outcome,
        cost=str(charged),
        input_tokens=call.input_tokens,
        output_tokens=call.output_tokens,
    )


def _record(action: str, call: LlmCall, now: datetime, **details: object) -> None:
    audit.append(
        action,
        tenant_id=call.tenant_id,
        actor="system",
        now=now,
        subject=str(call.conversation_id or ""),
        details={"call": str(call.id), **details},
    )
