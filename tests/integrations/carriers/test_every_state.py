"""What the product makes of every state that the references know, told over real SOAP by the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from invekto.core import clock
from invekto.integrations.carriers.contract import By
from invekto.integrations.contract import Problem, Refused
from invekto.integrations.models import ParcelStep
from tests.integrations.carriers.test_adapters import BOTH, carrier

__all__ = ["carrier"]

Parcel = Callable[..., None]
CODE = "1000000000017"
CREATED, ON_ITS_WAY = ParcelStep.CREATED, ParcelStep.IN_TRANSIT
OUT, FAILED, WAITS = ParcelStep.OUT_FOR_DELIVERY, ParcelStep.FAILED, ParcelStep.AT_BRANCH
DELIVERED, RETURNED, CANCELLED = ParcelStep.DELIVERED, ParcelStep.RETURNED, ParcelStep.CANCELLED


def told(carrier: Any, key: str = CODE, by: By = By.REFERENCE) -> Any:
    (found,) = carrier.track([key], by=by, timeout=10).parcels
    return found


@pytest.mark.parametrize("provider", ["yurtici"])
def test_every_operation_status_of_yurtici(carrier: Any, provider: str, parcel: Parcel) -> None:
    steps = {
        "created": CREATED,
        "undocumented": CREATED,
        "cancelled": CANCELLED,
        "cancelled_before": CANCELLED,
        "document_withdrawn": CREATED,
        "to_delivery_point": OUT,
        "address_problem": FAILED,
        "going_back": ON_ITS_WAY,
    }
    for place, status in enumerate(steps):
        parcel(provider, f"17{place}", status=status)
    keys = [f"17{place}" for place in range(len(steps))]
    answer = carrier.track(keys, by=By.REFERENCE, timeout=10)
    assert {one.key: one.step for one in answer.parcels} == dict(zip(keys, steps.values(), strict=True))
    reasons = {one.key: one.reason for one in answer.parcels}
    assert reasons["176"] == "Adres Yanlış/Yetersiz"
    with_document = {one.key for one in carrier.track(keys, by=By.CODE, timeout=10).parcels}
    assert with_document == {"174", "175", "176", "177"}


@pytest.mark.parametrize("provider", ["yurtici"])
def test_a_return_of_yurtici_is_one_only_where_the_reference_says_so(
    carrier: Any, provider: str, parcel: Parcel
) -> None:
    expected = {
        "delivered": {"0": DELIVERED, "1": RETURNED, "2": RETURNED, "3": RETURNED, "4": DELIVERED}
        | {"7": DELIVERED, "8": DELIVERED, "9": RETURNED, "10": RETURNED, "11": DELIVERED},
        "in_transit": dict.fromkeys(("0", "1", "2", "3", "4", "7", "8", "11"), ON_ITS_WAY)
        | {"9": RETURNED, "10": RETURNED},
    }
    keys: dict[str, ParcelStep] = {}
    for status, steps in expected.items():
        for reject, step in steps.items():
            key = f"{status[:2]}{reject}"
            parcel(provider, key, status=status, reject=reject)
            keys[key] = step
    for document, step in (("0", DELIVERED), ("1", DELIVERED), ("2", DELIVERED), ("3", RETURNED)):
        parcel(provider, f"doc{document}", status="delivered", reject="7", return_document=document)
        keys[f"doc{document}"] = step
    answer = carrier.track(list(keys), by=By.REFERENCE, timeout=20)
    assert {one.key: one.step for one in answer.parcels} == keys
    assert {one.delivered_at is None for one in answer.parcels if one.step is RETURNED} == {True}


@pytest.mark.parametrize("provider", ["yurtici"])
@pytest.mark.parametrize("kind", ["login_words", "login_code"])
def test_a_login_that_yurtici_refuses_under_flag_1_is_a_dead_key(
    carrier: Any, provider: str, kind: str, order_fault: Callable[[str, str], None]
) -> None:
    order_fault(provider, kind)
    with pytest.raises(Refused) as caught:
        carrier.test(timeout=10)
    assert caught.value.problem is Problem.LOGIN_REFUSED


@pytest.mark.parametrize("provider", ["aras"])
def test_a_login_that_aras_refuses_in_the_place_of_an_answer_is_a_dead_key(
    carrier: Any, provider: str, order_fault: Callable[[str, str], None]
) -> None:
    order_fault(provider, "login_text")
    with pytest.raises(Refused) as caught:
        carrier.test(timeout=10)
    assert caught.value.problem is Problem.LOGIN_REFUSED


@pytest.mark.parametrize("provider", ["aras"])
def test_every_code_of_aras(carrier: Any, provider: str, parcel: Parcel) -> None:
    from invekto.sandbox.carriers.parcels import DEVIR_CODES

    waits = {"12", "14", "15", "26", "32", "45"}
    keys = {f"devir{code}": WAITS if code in waits else FAILED for code in DEVIR_CODES}
    for key in keys:
        parcel(provider, key, status="failed", devir=key[5:])
    for status, step in (
        ("partly_delivered", OUT),
        ("rerouted", ON_ITS_WAY),
        ("going_back", RETURNED),
        ("returned", RETURNED),
    ):
        parcel(provider, status, status=status)
        keys[status] = step
    answer = carrier.track(list(keys), by=By.REFERENCE, timeout=20)
    assert {one.key: one.step for one in answer.parcels} == keys
    assert {one.key: one.reason for one in answer.parcels}["devir34"] == "ALICI KABUL ETMİYOR"
    parcel(provider, "rerouted", status="delivered")
    assert told(carrier, "rerouted").step is DELIVERED


@BOTH
@pytest.mark.parametrize("by", [By.REFERENCE, By.CODE])
def test_an_event_that_comes_late_leaves_a_parcel_where_it_is(
    carrier: Any, provider: str, by: By, parcel: Parcel
) -> None:
    parcel(provider, CODE, reference="R1", branch="ŞİŞLİ", status="returned")
    parcel(provider, CODE, status="failed", at=(clock.now() - timedelta(hours=2)).isoformat())
    key = "R1" if by is By.REFERENCE else CODE
    assert told(carrier, key, by).step is RETURNED
    movements = carrier.movements(told(carrier, key, by), timeout=10)
    assert [one.step for one in movements][-1] is RETURNED


@BOTH
def test_a_row_that_makes_no_sense_is_kept_aside_and_the_others_are_read(
    carrier: Any, provider: str, parcel: Parcel, outside: httpx.Client
) -> None:
    name = "DURUM_KODU" if provider == "aras" else "operationStatus"
    parcel(provider, "1", status="in_transit")
    parcel(provider, "2", status="in_transit", raw={name: "UÇTU"})
    answer = carrier.track(["1", "2"], by=By.REFERENCE, timeout=10)
    assert [one.key for one in answer.parcels] == ["1"]
    assert [bad.problem for bad in answer.bad_rows] == [f"{name}: unknown"]
    outside.patch(f"/{provider}/parcels/2", json={"raw": {}}).raise_for_status()
    assert len(carrier.track(["1", "2"], by=By.REFERENCE, timeout=10).parcels) == 2
