"""From Yurtiçi's answers to parcels (reference, sections 2 to 5 and 10)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from invekto.core.folding import fold
from invekto.integrations.carriers.contract import Answer, Movement, Tracked
from invekto.integrations.carriers.reading import Unreadable, day_in, last_day_in, moment_in, words_in
from invekto.integrations.contract import BadRow, Problem, Refused
from invekto.integrations.models import ParcelStep
from invekto.integrations.providers import aside

Row = Mapping[str, Any]
_UNKNOWN_KEY, _CANCELLED_BEFORE = "82519", "82520"
_FINE = ("", "0")
_STEPS = {
    "NOP": ParcelStep.CREATED,
    "IND": ParcelStep.IN_TRANSIT,  # the whole delivery chain: its last event says more
    "ISR": ParcelStep.CREATED,
    "CNL": ParcelStep.CANCELLED,
    "ISC": ParcelStep.CANCELLED,
    "DLV": ParcelStep.DELIVERED,
    "BI": ParcelStep.CREATED,  # the branch took the document back: another follows
}
_REJECTED = {"1", "2", "3", "9", "10"}
_WENT_BACK = {"9", "10"}  # rejectStatus: went back, and that is over
_BACK_AT_SENDER = "3"  # returnStatus
_NO_TROUBLE = ("", "sorun yok")
_ADDRESS_TROUBLE = "AAS"
_NEVER_KEPT = ("receiver", "sender", "deliveredTo", "delEmp")  # personal data is not kept aside


def is_of_the_request(code: str) -> bool:
    """The checks of what was asked: asked again, it is the same."""
    return code.startswith("825") and code not in (_UNKNOWN_KEY, _CANCELLED_BEFORE)


def read_shipments(answer: Row, keys: Sequence[str]) -> Answer:
    """Of ``queryShipment`` and its newer twin, as XML or with the details as JSON text."""
    parcels: list[Tracked] = []
    bad: list[BadRow] = []
    put_off: list[str] = []
    wanted = {key.upper(): key for key in keys}
    for detail in _details(answer):
        key = wanted.get(words_in(detail, "cargoKey").upper(), "")
        code = words_in(detail, "errCode")
        if code == _UNKNOWN_KEY:
            continue
        if code not in (*_FINE, _CANCELLED_BEFORE) and not is_of_the_request(code):
            put_off.append(key)  # asked twice within a minute, or a passing trouble with this key alone
            continue
        try:
            if not key:
                raise Unreadable("cargoKey: not what was asked")
            if is_of_the_request(code):
                raise Unreadable(f"errCode: {code}")  # not the next time either: for us to look at
            parcels.append(_shipment(detail, key))
        except Unreadable as error:
            bad.append(BadRow(str(error), _kept(detail), key or None))
    return Answer(tuple(parcels), tuple(bad), tuple(key for key in put_off if key))


def read_reports(answer: Row, numbers: Sequence[str]) -> Answer:
    parcels: list[Tracked] = []
    bad: list[BadRow] = []
    for row in _rows(answer, "shippingDataDetailVOArray"):
        number = words_in(row, "docId")
        try:
            if number not in numbers:
                raise Unreadable("docId: not what was asked")
            parcels.append(_report(row, number))
        except Unreadable as error:
            bad.append(BadRow(str(error), _kept(row), number or None))
    return Answer(tuple(parcels), tuple(bad))


def _details(answer: Row) -> list[Row]:
    found = _rows(answer, "shipmentDeliveryDetailVO") or _rows(answer, "shippingDeliveryDetailVO")
    text = answer.get("deliveryResultData")
    if found or not isinstance(text, str) or not text.strip():
        return found
    try:
        return _rows({"details": json.loads(text)}, "details")
    except (ValueError, RecursionError):
        raise Refused(Problem.UNKNOWN_SHAPE, "deliveryResultData is no JSON") from None


def _rows(row: Row, name: str) -> list[Row]:
    """One is told as an object by some services, several as a list."""
    value = row.get(name)
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, dict)]


def _shipment(detail: Row, key: str) -> Tracked:
    step = _STEPS.get(words_in(detail, "operationStatus"))
    if words_in(detail, "errCode") == _CANCELLED_BEFORE:
        step = ParcelStep.CANCELLED
    if step is None:
        raise Unreadable("operationStatus: unknown")
    items = _rows(detail, "shipmentDeliveryItemDetailVO") + _rows(detail, "shippingDeliveryItemDetailVO")
    if not items:
        return Tracked(key=key, step=step, at=None)
    item = items[0]
    movements = _movements(item, item)
    delivered = moment_in(item, "deliveryDate", "deliveryTime")
    if step is ParcelStep.IN_TRANSIT:
        # Only the head says that it is over: a last movement "delivered" may be to the sender, or not yet true.
        movements = tuple(one for one in movements if one.step is not ParcelStep.DELIVERED)
        step = movements[-1].step if movements else _event_step(item, {})
        step = ParcelStep.OUT_FOR_DELIVERY if step is ParcelStep.DELIVERED else step
    if _went_back(item, step):
        step = ParcelStep.RETURNED
    at = delivered if step in (ParcelStep.DELIVERED, ParcelStep.RETURNED) else None
    if at is None and movements:
        at = movements[-1].at
    if at is None and step is ParcelStep.CREATED:
        at = moment_in(item, "documentDate", "documentTime")
    is_delivered = step is ParcelStep.DELIVERED
    explained = words_in(item, "cargoReasonExplanation")
    last_move = movements[-1] if movements else None
    url = words_in(item, "trackingUrl")
    return Tracked(
        key=key,
        step=step,
        at=at,
        code=words_in(item, "docId"),
        branch=_branch(item, step, last_move),
        city=_city(item),
        expected_on=day_in(item, "estimatedDeliveryDate"),
        last_day=last_day_in(explained, since=at)
        if step in (ParcelStep.AT_BRANCH, ParcelStep.FAILED)
        else None,
        delivered_at=delivered if is_delivered else None,
        delivered_to=words_in(item, "receiverInfo") if is_delivered else "",
        reason=_reason(item, step),
        tracking_url=url if url.startswith("https://") else None,
        movements=_ending(movements, step, at, words_in(item, "deliveryUnitName")),
    )


def _ending(
    movements: tuple[Movement, ...], step: ParcelStep, at: datetime | None, branch: str
) -> tuple[Movement, ...]:
    """A delivery to the sender is told as a delivery by the last movement: here it is what it was."""
    if step is not ParcelStep.RETURNED or at is None:
        return movements
    kept = tuple(movement for movement in movements if movement.step is not ParcelStep.DELIVERED)
    return (*kept, Movement(ParcelStep.RETURNED, at, branch))


def _report(row: Row, number: str) -> Tracked:
    movements = _movements(row, {})
    at = moment_in(row, "cargoEventDate", "cargoEventTime")
    step, branch = _event_step(row, {}), words_in(row, "currentUnitName")
    if step is ParcelStep.DELIVERED and (_went_back(row, step) or _is_back_at_origin(movements)):
        step = ParcelStep.RETURNED
    handed_out = moment_in(row, "deliveryDate", "deliveryTime")
    delivered = handed_out if step is ParcelStep.DELIVERED else None
    if step is ParcelStep.RETURNED:
        at = handed_out or at
        movements = _ending(movements, step, at, branch)
    explained = words_in(row, "cargoReasonExplanation")
    return Tracked(
        key=number,
        code=number,
        step=step,
        at=delivered or at,
        branch=branch,
        last_day=last_day_in(explained, since=at) if step is ParcelStep.FAILED else None,
        delivered_at=delivered,
        delivered_to=words_in(row, "deliveredTo") if step is ParcelStep.DELIVERED else "",
        reason=explained if step is ParcelStep.FAILED else "",
        movements=movements or ((Movement(step, at, branch),) if at else ()),
    )


def _is_back_at_origin(movements: Sequence[Movement]) -> bool:
    """Handed out where it set off, after an attempt elsewhere that came to nothing: to its sender. The report says
    neither who sent it nor what was refused."""
    if not movements:
        return False
    first, last = movements[0], movements[-1]
    tried_elsewhere = any(
        one.step is ParcelStep.FAILED and one.branch and one.branch != first.branch for one in movements
    )
    return bool(first.branch) and last.branch == first.branch and tried_elsewhere


def _movements(row: Row, item: Row) -> tuple[Movement, ...]:
    """Oldest first."""
    found = [_movement(one, item) for one in _rows(row, "invDocCargoVOArray")]
    return tuple(sorted(found, key=lambda movement: movement.at))


def _movement(row: Row, item: Row) -> Movement:
    at = moment_in(row, "eventDate", "eventTime")
    if at is None:
        raise Unreadable("eventDate: missing")
    step = _event_step(
        {"cargoEventId": row.get("eventId"), "cargoReasonId": row.get("reasonId")},
        {"unitId": row.get("unitId"), "delivery": _unit_of(item)},
    )
    words = " – ".join(filter(None, (words_in(row, "eventName"), words_in(row, "reasonName"))))
    return Movement(step, at, words_in(row, "unitName"), words)


def _event_step(row: Row, where: Row) -> ParcelStep:
    """Only fragments of their list are public: what is not among them is on its way."""
    event, reason = words_in(row, "cargoEventId"), words_in(row, "cargoReasonId")
    if event == "OK":
        return ParcelStep.DELIVERED
    if event == "TX" or reason == _ADDRESS_TROUBLE:
        return ParcelStep.FAILED
    if event == "YK" and reason in ("GOK", "KTN"):
        return ParcelStep.OUT_FOR_DELIVERY
    unit = words_in(where, "unitId")
    if event == "YK" and unit and unit == words_in(where, "delivery"):
        return ParcelStep.AT_BRANCH
    return ParcelStep.IN_TRANSIT


def _unit_of(item: Row) -> str:
    return words_in(item, "deliveryUnitId", "arrivalUnitId")


def _went_back(item: Row, step: ParcelStep) -> bool:
    """ "Delivered" may be said of a parcel that was delivered to its sender (reference, 4.3)."""
    status, reason = words_in(item, "rejectStatus"), fold(words_in(item, "rejectReasonExplanation"))
    if words_in(item, "returnStatus") == _BACK_AT_SENDER:
        return True
    if step is not ParcelStep.DELIVERED:
        return status in _WENT_BACK and reason not in _NO_TROUBLE
    receiver, sender = (fold(words_in(item, name)) for name in ("receiverCustName", "senderCustName"))
    return (status in _REJECTED and reason not in _NO_TROUBLE) or bool(receiver and receiver == sender)


def _branch(item: Row, step: ParcelStep, last: Movement | None) -> str:
    if step is ParcelStep.IN_TRANSIT and last is not None:
        return last.branch
    return words_in(item, "deliveryUnitName", "arrivalUnitName")


def _city(item: Row) -> str:
    moves = _rows(item, "invDocCargoVOArray")
    return words_in(moves[-1], "cityName") if moves else ""


def _reason(item: Row, step: ParcelStep) -> str:
    if step is ParcelStep.RETURNED:
        return words_in(item, "rejectReasonExplanation")
    return words_in(item, "cargoReasonExplanation") if step is ParcelStep.FAILED else ""


def _kept(row: Row) -> str:
    return aside.kept(row, is_secret=lambda name: name.startswith(_NEVER_KEPT))
