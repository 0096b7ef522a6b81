"""From Aras's answer, already decoded from JSON, to parcels (reference, 2.1 and 2.4 to 2.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from invekto.core.folding import fold
from invekto.integrations.carriers.contract import Answer, By, Movement, Tracked
from invekto.integrations.carriers.reading import Unreadable, last_day_in, moment_in, words_in
from invekto.integrations.contract import BadRow, Problem, Refused
from invekto.integrations.models import ParcelStep
from invekto.integrations.providers import aside

Row = Mapping[str, Any]
_STEPS = {
    "1": ParcelStep.CREATED,
    "2": ParcelStep.IN_TRANSIT,
    "3": ParcelStep.AT_BRANCH,
    "4": ParcelStep.OUT_FOR_DELIVERY,
    "5": ParcelStep.OUT_FOR_DELIVERY,  # some of its pieces were delivered: the rest is awaited
    "6": ParcelStep.DELIVERED,
    "7": ParcelStep.IN_TRANSIT,  # sent on to another branch
}
_RETURNED = "3"  # TIP_KODU; it beats DURUM_KODU: "delivered" then means to the sender
# DEVIR_KODU: waits without an attempt that failed (mobile delivery, holiday, the receiver fetches it, customs,
# pick-up point, a day the receiver chose).
_WAITS = {"12", "14", "15", "26", "32", "45"}
_TRACKING = "https://kargotakip.araskargo.com.tr/mainpage.aspx?code="
_CODE_LENGTH = 13
_NEVER_KEPT = ("ALICI", "TESLIM_ALAN", "TEL", "ADRES")  # personal data is not kept aside
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def read_rows(answer: Any, keys: Sequence[str], by: By) -> Answer:
    """A key that a careless sender used twice is the newest parcel. Raises Refused for what is no answer."""
    newest: dict[str, tuple[datetime, Tracked]] = {}
    bad: list[BadRow] = []
    wanted = {key.upper(): key for key in keys}
    for row in as_rows(answer):
        plain = plain_names(row)
        key = wanted.get(words_in(plain, _KEYS[by]).upper(), "")
        try:
            if not key:
                raise Unreadable(f"{_KEYS[by]}: not what was asked")
            sent, parcel = _parcel(plain, key)
        except Unreadable as error:
            bad.append(BadRow(str(error), _kept(plain), key or None))
            continue
        if key not in newest or sent >= newest[key][0]:
            newest[key] = sent, parcel
    return Answer(tuple(parcel for _, parcel in newest.values()), tuple(bad))


_KEYS = {By.REFERENCE: "MUSTERI_OZEL_KODU", By.CODE: "KARGO_TAKIP_NO"}


def as_rows(answer: Any) -> list[Row]:
    """The element's name depends on the query type; one row is an object, several are a list."""
    if answer is None:
        return []
    if not isinstance(answer, dict) or "QueryResult" not in answer:
        raise Refused(Problem.UNKNOWN_SHAPE, "an answer without QueryResult")
    result = answer["QueryResult"]
    found = (
        next((v for v in result.values() if isinstance(v, dict | list)), None)
        if isinstance(result, dict)
        else None
    )
    rows = found if isinstance(found, list) else [found] if found else []
    return [row for row in rows if isinstance(row, dict)]


def plain_names(row: Row) -> dict[str, Any]:
    return {fold(key).upper().replace(" ", "_"): value for key, value in row.items()}


def _parcel(row: Row, key: str) -> tuple[datetime, Tracked]:
    code = words_in(row, "KARGO_TAKIP_NO")
    sent = moment_in(row, "CIKIS_TARIH", "CIKIS_SAATI") or moment_in(row, "CIKIS_TARIHI")
    handled = moment_in(row, "ISLEM_TARIHI")
    received = moment_in(row, "TESLIM_TARIHI", "TESLIM_SAATI")
    step = _step(row)
    is_over = step in (ParcelStep.DELIVERED, ParcelStep.RETURNED)
    at = (received if is_over else None) or handled or (sent if step is ParcelStep.CREATED else None)
    waits = step in (ParcelStep.AT_BRANCH, ParcelStep.FAILED)
    explained = words_in(row, "DEVIR_ACIKLAMA")
    branch = words_in(row, "CIKIS_SUBE" if step is ParcelStep.CREATED else "VARIS_SUBE")
    movements = [Movement(ParcelStep.CREATED, sent, words_in(row, "CIKIS_SUBE"))] if sent else []
    if at is not None:
        movements.append(Movement(step, at, branch, words_in(row, "DURUMU")))
    return sent or handled or _LONG_AGO, Tracked(
        key=key,
        code=code,
        step=step,
        at=at,
        branch=branch,
        last_day=last_day_in(explained, since=at) if waits else None,
        delivered_at=received if step is ParcelStep.DELIVERED else None,
        delivered_to=words_in(row, "TESLIM_ALAN") if step is ParcelStep.DELIVERED else "",
        reason=_reason(row, step),
        tracking_url=f"{_TRACKING}{code}" if len(code) == _CODE_LENGTH and code.isdigit() else None,
        movements=tuple(movements),
    )


def _step(row: Row) -> ParcelStep:
    step = _STEPS.get(words_in(row, "DURUM_KODU"))
    if step is None:
        raise Unreadable("DURUM_KODU: unknown")
    if words_in(row, "TIP_KODU") == _RETURNED:
        return ParcelStep.RETURNED
    devir = words_in(row, "DEVIR_KODU", "TESLIM_EDILEMEME_NEDENI_KODU")
    if step is ParcelStep.AT_BRANCH and devir.strip("0") and devir not in _WAITS:
        return ParcelStep.FAILED
    return step


def _reason(row: Row, step: ParcelStep) -> str:
    if step is ParcelStep.FAILED:
        return words_in(row, "DEVIR_NEDENI", "DEVIR_SEBEBI")
    return words_in(row, "IADE_SEBEBI", "IADE_NEDENI") if step is ParcelStep.RETURNED else ""


def _kept(row: Row) -> str:
    return aside.kept(row, is_secret=lambda name: name.startswith(_NEVER_KEPT))
