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
from invekto.sandbox.raw import raw_in

STATUSES = ("created", "in_transit", "at_branch", "out_for_delivery", "failed", "delivered", "returned")
# What one of them tells besides, or both in different words.
OWN_STATUSES = {
    "aras": ("partly_delivered", "rerouted", "going_back"),
    "yurtici": (
        *("undocumented", "cancelled", "cancelled_before", "document_withdrawn"),
        *("to_delivery_point", "address_problem", "going_back"),
    ),
}
# How a parcel that is first heard of in a status came there.
_WAY = {
    "created": (),
    "in_transit": ("created",),
    "at_branch": ("created", "in_transit"),
    "out_for_delivery": ("created", "in_transit", "at_branch"),
    "failed": ("created", "in_transit", "at_branch", "out_for_delivery"),
    "delivered": ("created", "in_transit", "at_branch", "out_for_delivery"),
    "returned": ("created", "in_transit", "at_branch", "failed"),
    "partly_delivered": ("created", "in_transit", "at_branch", "out_for_delivery"),
    "rerouted": ("created", "in_transit", "at_branch"),
    "going_back": ("created", "in_transit", "at_branch", "failed"),
    "undocumented": ("created",),
    "cancelled": ("created",),
    "cancelled_before": ("created",),
    "document_withdrawn": ("created",),
    "to_delivery_point": ("created", "in_transit", "at_branch"),
    "address_problem": ("created", "in_transit", "at_branch"),
}
_STEP = timedelta(hours=6)  # between two of these
ORIGIN = "KADIKÖY"
HUB = "ANADOLU TRANSFER MERKEZİ"
_PLACES = {
    "in_transit": HUB,
    "going_back": HUB,
    **dict.fromkeys(("created", "returned", "undocumented", "cancelled", "cancelled_before"), ORIGIN),
    "document_withdrawn": ORIGIN,
}
_DETAILS = ("recipient", "reason", "last_day", "due")
_KEYS = {"account", "code", "reference", "city", "status", "branch", "at", "raw", *_DETAILS}
# Aras: why it waits (2.6). Yurtiçi: how a return stands, and the document that travels back with it (4.3).
_OWN_KEYS = {"aras": {"devir"}, "yurtici": {"reject", "return_document"}}
DEVIR_CODES = ("10", "11", "12", "14", "15", "17", "18", "20", "22", "26", "32", "33", "34", "45", "47", "51")
REJECT_STATUSES = ("0", "1", "2", "3", "4", "7", "8", "9", "10", "11")
_CODES = {"devir": DEVIR_CODES, "reject": REJECT_STATUSES, "return_document": ("0", "1", "2", "3")}
_DAYS = ("last_day", "due")


def create(provider: str, body: Body, now: datetime) -> CarrierParcel:
    """Raises Problem."""
    code = text_in(body, "code")
    if CarrierParcel.objects.filter(provider=provider, code=code).exists():
        raise Problem(409, f"Parcel {code} exists; change it with PATCH.", key="code")
    status, at = _status_in(provider, body), moment_in(body["at"], "at") if body.get("at") else now
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
            at = moment_in(body["at"], "at") if body.get("at") else now
            _move(parcel, _status_in(provider, body), at)
            # An event that comes late is one of the past: the parcel is where its newest one says.
            parcel.status = parcel.movements[-1]["status"]
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
    for key in _OWN_KEYS[parcel.provider] & set(body):
        code = text_in(body, key) if body[key] not in (None, "") else ""
        if code and code not in _CODES[key]:
            raise Problem(400, f"“{key}” must be one of {', '.join(_CODES[key])}.", key=key)
        parcel.details[key] = code
    if (raw := raw_in(body)) is not None:
        parcel.details["raw"] = raw


def _day_in(body: Body, key: str) -> str:
    try:
        return date.fromisoformat(text_in(body, key)).isoformat()
    except ValueError:
        raise Problem(400, f"“{key}” must be a day such as 2026-11-26.", key=key) from None


def _move(parcel: CarrierParcel, status: str, at: datetime) -> None:
    where = _PLACES.get(status, parcel.branch)
    step: dict[str, Any] = {"status": status, "at": at.isoformat(), "branch": where}
    parcel.movements = sorted([*parcel.movements, step], key=lambda one: datetime.fromisoformat(one["at"]))


def _status_in(provider: str, body: Body) -> str:
    status, known = text_in(body, "status", "created"), (*STATUSES, *OWN_STATUSES[provider])
    if status not in known:
        raise Problem(400, f"“status” must be one of {', '.join(known)}.", key="status")
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
    body = body_of(request, allowed=_KEYS | _OWN_KEYS[provider], required=("code",))
    return 201, as_json(create(provider, body, clock.now()))


def _change(request: HttpRequest, *, provider: str, code: str) -> Body:
    body = body_of(request, allowed=(_KEYS | _OWN_KEYS[provider]) - {"code"})
    return as_json(change(provider, code, body, clock.now()))


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
