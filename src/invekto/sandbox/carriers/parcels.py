"""Parcels come into being and move, as a scenario or a person at the panel says."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from invekto.core import clock
from invekto.sandbox.carriers import keys
from invekto.sandbox.http import Body, Problem, body_of, control, moment_in, text_in
from invekto.sandbox.models import CarrierParcel

STATUSES = ("created", "in_transit", "at_branch", "out_for_delivery", "failed", "delivered", "returned")
# How a parcel that is first heard of in a status came there.
_WAY = {
    "created": (),
    "in_transit": ("created",),
    "at_branch": ("created", "in_transit"),
    "out_for_delivery": ("created", "in_transit", "at_branch"),
    "failed": ("created", "in_transit", "at_branch", "out_for_delivery"),
    "delivered": ("created", "in_transit", "at_branch", "out_for_delivery"),
    "returned": ("created", "in_transit", "at_branch", "failed"),
}
_STEP = timedelta(hours=6)  # between two of these
ORIGIN = "KADIKÖY"
HUB = "ANADOLU TRANSFER MERKEZİ"
_DETAILS = ("recipient", "reason", "last_day", "due")
_KEYS = {"account", "code", "reference", "city", "status", "branch", "at", *_DETAILS}
_DAYS = ("last_day", "due")


def create(provider: str, body: Body, now: datetime) -> CarrierParcel:
    """Raises Problem."""
    code = text_in(body, "code")
    if CarrierParcel.objects.filter(provider=provider, code=code).exists():
        raise Problem(409, f"Parcel {code} exists; change it with PATCH.", key="code")
    status, at = _status_in(body), moment_in(body["at"], "at") if body.get("at") else now
    parcel = CarrierParcel(
        provider=provider,
        code=code,
        reference=text_in(body, "reference", code),
        account=text_in(body, "account", ""),
        status=status,
        created_at=at,
    )
    _describe(parcel, body)
    way = _WAY[status]
    for place, passed in enumerate(way):
        _move(parcel, passed, at - _STEP * (len(way) - place))
    _move(parcel, status, at)
    parcel.created_at = datetime.fromisoformat(parcel.movements[0]["at"])
    parcel.save()
    return parcel


def change(provider: str, code: str, body: Body, now: datetime) -> CarrierParcel:
    """Raises Problem."""
    with transaction.atomic():
        parcel = CarrierParcel.objects.select_for_update().filter(provider=provider, code=code).first()
        if parcel is None:
            raise Problem(404, f"There is no parcel “{code}”.", key="code")
        for key in ("reference", "account"):
            if key in body:
                setattr(parcel, key, text_in(body, key))
        _describe(parcel, body)
        if "status" in body:
            parcel.status = _status_in(body)
            _move(parcel, parcel.status, moment_in(body["at"], "at") if body.get("at") else now)
        parcel.save()
    return parcel


def _describe(parcel: CarrierParcel, body: Body) -> None:
    for key in ("city", "branch"):
        if key in body:
            setattr(parcel, key, text_in(body, key))
    parcel.city = parcel.city or "İstanbul"
    parcel.branch = parcel.branch or "MERKEZ"
    for key in _DETAILS:
        if body.get(key) is not None:
            parcel.details[key] = _day_in(body, key) if key in _DAYS else text_in(body, key)


def _day_in(body: Body, key: str) -> str:
    try:
        return date.fromisoformat(text_in(body, key)).isoformat()
    except ValueError:
        raise Problem(400, f"“{key}” must be a day such as 2026-11-26.", key=key) from None


def _move(parcel: CarrierParcel, status: str, at: datetime) -> None:
    where = {"created": ORIGIN, "in_transit": HUB, "returned": ORIGIN}.get(status, parcel.branch)
    step: dict[str, Any] = {"status": status, "at": at.isoformat(), "branch": where}
    parcel.movements = sorted([*parcel.movements, step], key=lambda one: datetime.fromisoformat(one["at"]))


def _status_in(body: Body) -> str:
    status = text_in(body, "status", "created")
    if status not in STATUSES:
        raise Problem(400, f"“status” must be one of {', '.join(STATUSES)}.", key="status")
    return status


def as_json(parcel: CarrierParcel) -> Body:
    return {
        "account": parcel.account or None,
        "code": parcel.code,
        "reference": parcel.reference,
        "city": parcel.city,
        "branch": parcel.branch,
        "status": parcel.status,
        "movements": parcel.movements,
        **parcel.details,
    }


# Control calls. The provider is a part of the address.


def _create(request: HttpRequest, *, provider: str) -> tuple[int, Body]:
    body = body_of(request, allowed=_KEYS, required=("code",))
    return 201, as_json(create(provider, body, clock.now()))


def _change(request: HttpRequest, *, provider: str, code: str) -> Body:
    return as_json(change(provider, code, body_of(request, allowed=_KEYS - {"code"}), clock.now()))


def _list(_: HttpRequest, *, provider: str) -> list[Body]:
    rows = CarrierParcel.objects.filter(provider=provider).order_by("-id")[:200]
    return [as_json(row) for row in rows]


def _account(request: HttpRequest, *, provider: str) -> tuple[int, Body]:
    """An account at this carrier, or one more login for it, to be entered on the connections page."""
    body = body_of(request, allowed={"account", "username", "password"}, required=("account",))
    account = text_in(body, "account")
    default = account if provider == "yurtici" else secrets.token_hex(5)
    login = {
        "username": text_in(body, "username", default),
        "password": text_in(body, "password", "") or secrets.token_hex(10),
    }
    keys.give(provider, account, login["username"], login["password"])
    return 201, {"account": account, **login}


control_parcels = control(GET=_list, POST=_create)
control_parcel = control(PATCH=_change)
control_accounts = control(POST=_account)
