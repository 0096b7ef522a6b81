"""Every state of the references' tables, late events and rows made bad on purpose, as zeep gets them from the WSDL."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from zeep.exceptions import Fault

from invekto.core import clock
from tests.sandbox.test_carriers import ISTANBUL, YURTICI, Aras, Yurtici, account, aras, yurtici

__all__ = ["account", "aras", "yurtici"]


def test_yurtici_tells_every_operation_status(yurtici: Yurtici) -> None:
    told = {
        "created": (0, "NOP"),
        "in_transit": (1, "IND"),
        "undocumented": (2, "ISR"),
        "cancelled": (3, "CNL"),
        "cancelled_before": (4, "ISC"),
        "delivered": (5, "DLV"),
        "document_withdrawn": (6, "BI"),
    }
    for status in told:
        yurtici.parcel(code=status[:20], city="Ankara", status=status)
    for operation in ("queryShipment", "queryShipmentDetail"):
        more = {"jsonData": False} if operation == "queryShipmentDetail" else {}
        answer = yurtici.ask(*(status[:20] for status in told), operation=operation, **more)
        prefix = "shipping" if operation == "queryShipment" else "shipment"
        details = answer[f"{prefix}DeliveryDetailVO"]
        assert [(one.operationCode, one.operationStatus) for one in details] == list(told.values())
        with_document = [bool(one[f"{prefix}DeliveryItemDetailVO"]) for one in details]
        assert with_document == [False, True, False, False, False, True, True]


def test_yurtici_tells_how_a_return_stands(control: httpx.Client, yurtici: Yurtici) -> None:
    from invekto.sandbox.carriers.parcels import REJECT_STATUSES

    yurtici.parcel(code="1", city="Ankara", status="in_transit", reason="Müşteri İsteği")
    for status in REJECT_STATUSES:
        control.patch("yurtici/parcels/1", json={"reject": status}).raise_for_status()
        (detail,) = yurtici.ask("1").shippingDeliveryDetailVO
        item, aborted = detail.shippingDeliveryItemDetailVO, status in ("4", "7", "8", "11")
        assert (item.rejectStatus, detail.operationStatus) == (status, "IND")
        assert item.rejectReasonExplanation == ("Sorun Yok" if aborted else "Müşteri İsteği")
        assert ("İade isteği" in detail.operationMessage) is (status == "0")
    control.patch("yurtici/parcels/1", json={"reject": "", "return_document": "3"}).raise_for_status()
    item = yurtici.ask("1").shippingDeliveryDetailVO[0].shippingDeliveryItemDetailVO
    assert (item.rejectStatus, item.returnStatus) == (None, "3")
    assert control.patch("yurtici/parcels/1", json={"reject": "5"}).json()["key"] == "reject"
    assert control.patch("yurtici/parcels/1", json={"devir": "10"}).json()["key"] == "devir"


def test_yurtici_tells_the_courier_the_pick_up_point_and_a_bad_address(yurtici: Yurtici) -> None:
    for status in ("out_for_delivery", "to_delivery_point", "address_problem", "failed"):
        yurtici.parcel(code=status[:20], city="Ankara", status=status)
    details = yurtici.ask(
        "out_for_delivery", "to_delivery_point", "address_problem", "failed"
    ).shippingDeliveryDetailVO
    items = [detail.shippingDeliveryItemDetailVO for detail in details]
    told = [(item.cargoEventId, item.cargoReasonId) for item in items]
    assert told == [("YK", "GOK"), ("YK", "KTN"), ("YK", "AAS"), ("TX", "NB")]


def test_yurtici_refuses_a_login_under_flag_1_and_can_be_asked_for_the_link_alone(yurtici: Yurtici) -> None:
    yurtici.parcel(code="1", reference="SIP1", city="Ankara", status="in_transit")
    yurtici.fault("login_words")
    answer = yurtici.ask("SIP1")
    assert (answer.outFlag, answer.errCode, answer.shippingDeliveryDetailVO) == ("1", None, [])
    yurtici.fault("login_code")
    assert (yurtici.ask("SIP1").errCode) == "80859"
    item = yurtici.ask("SIP1", onlyTracking=True).shippingDeliveryDetailVO[0].shippingDeliveryItemDetailVO
    assert (item.docId, item.cargoEventId) == ("1", None)
    assert item.trackingUrl.endswith("code=1")
    service = yurtici.client(f"{YURTICI}WsReportWithReferenceServices").service
    answer = service.listInvDocumentInterfaceByReference(
        userName=yurtici.login["username"],
        password="gizli & <sağlam>",
        language="TR",
        fieldName="53",
        fieldValueArray=["SIP1"],
    )
    assert answer.shippingDataDetailVOArray[0].docId == "1"


def test_aras_tells_every_durum_kodu_and_every_type(control: httpx.Client, aras: Aras) -> None:
    told = {
        "created": ("1", "1"),
        "in_transit": ("2", "1"),
        "at_branch": ("3", "1"),
        "out_for_delivery": ("4", "1"),
        "partly_delivered": ("5", "1"),
        "delivered": ("6", "1"),
        "rerouted": ("7", "2"),
        "going_back": ("2", "3"),
        "returned": ("6", "3"),
    }
    for status in told:
        aras.parcel(code=status, city="Ankara", status=status)
    rows = aras.rows(QueryType="39", IntegrationCode=",".join(told))["Collection"]
    found = {row["KARGO_TAKIP_NO"]: (row["DURUM_KODU"], row["TIP_KODU"]) for row in rows}
    assert found == told
    control.patch("aras/parcels/rerouted", json={"status": "out_for_delivery"}).raise_for_status()
    row = aras.rows(QueryType="1", IntegrationCode="rerouted")["Cargo"]
    assert (row["DURUM_KODU"], row["TIP_KODU"]) == ("4", "2")
    assert control.patch("aras/parcels/created", json={"status": "undocumented"}).json()["key"] == "status"


def test_aras_tells_every_devir_kodu(control: httpx.Client, aras: Aras) -> None:
    from invekto.sandbox.carriers.parcels import DEVIR_CODES

    aras.parcel(code="1", city="Ankara", status="failed")
    for code in DEVIR_CODES:
        control.patch("aras/parcels/1", json={"devir": code}).raise_for_status()
        row = aras.rows(QueryType="39", IntegrationCode="1")["Collection"]
        assert (row["DEVIR_KODU"], bool(row["DEVIR_NEDENI"])) == (code, True)
    assert control.patch("aras/parcels/1", json={"devir": "13"}).json()["key"] == "devir"


def test_aras_lists_a_day_what_waits_what_went_back_and_the_limited_view(aras: Aras) -> None:
    now = clock.now().astimezone(ISTANBUL)
    today, sent = f"{now:%d.%m.%Y}", f"{now - timedelta(hours=24):%d.%m.%Y}"
    for code, status in (("1", "delivered"), ("2", "returned"), ("3", "failed"), ("4", "rerouted")):
        aras.parcel(code=code, city="Ankara", status=status)

    def codes(kind: str, name: str = "KARGO_TAKIP_NO", **query: str) -> list[str]:
        found = aras.rows(QueryType=kind, **query)
        rows: Any = found["Cargo"] if found else []
        return sorted(row[name] for row in (rows if isinstance(rows, list) else [rows]))

    assert codes("3", Date=today) == ["1"]
    assert codes("4", Date=sent) == ["1"]
    assert codes("5") == ["3"]
    assert codes("6", Date=today) == ["4"]
    assert codes("7", Date=today) == []
    assert codes("8", Date=today) == ["2"]
    assert codes("16", StartDate=sent, EndDate=today) == ["3"]
    assert codes("24", Barcode="4") == ["4"]
    assert codes("100", "TRACKINGNUMBER", IntegrationCode="2") == ["2"]
    assert len(codes("101", "TRACKINGNUMBER", StartDate=sent, EndDate=today)) == 4
    with pytest.raises(Fault, match="Bir haftadan daha fazla"):
        aras.ask(QueryType="101", StartDate="01.11.2026", EndDate=today)
    aras.fault("login_text")
    assert aras.ask(QueryType="1", IntegrationCode="1") == "Kullanıcı Adı yada Şifreniz yanlış"


@pytest.mark.parametrize("provider", ["aras", "yurtici"])
def test_a_late_event_does_not_change_where_a_parcel_is_now(
    control: httpx.Client, account: str, provider: str
) -> None:
    control.post(f"{provider}/parcels", json={"code": "1", "status": "returned"}).raise_for_status()
    early = (clock.now() - timedelta(hours=2)).isoformat()
    late = control.patch(f"{provider}/parcels/1", json={"status": "failed", "at": early}).json()
    assert late["status"] == "returned"
    assert [move["status"] for move in late["movements"]][-2:] == ["failed", "returned"]
    now = control.patch(f"{provider}/parcels/1", json={"status": "in_transit"}).json()
    assert now["status"] == "in_transit"


def test_a_row_can_be_made_bad_on_purpose(control: httpx.Client, aras: Aras, yurtici: Yurtici) -> None:
    aras.parcel(code="1", city="Ankara", status="in_transit", raw={"DURUM_KODU": "99", "NEW": "x"})
    row = aras.rows(QueryType="1", IntegrationCode="1")["Cargo"]
    assert (row["DURUM_KODU"], row["NEW"], row["KARGO_TAKIP_NO"]) == ("99", "x", "1")
    control.patch("aras/parcels/1", json={"raw": {}}).raise_for_status()
    assert aras.rows(QueryType="1", IntegrationCode="1")["Cargo"]["DURUM_KODU"] == "2"
    raw = {"operationStatus": "UÇTU", "deliveryDate": "00010101", "invDocCargoVOArray": [{"eventDate": "x"}]}
    yurtici.parcel(code="1", city="Ankara", status="delivered", raw=raw)
    (detail,) = yurtici.ask("1").shippingDeliveryDetailVO
    item = detail.shippingDeliveryItemDetailVO
    assert (detail.operationStatus, item.deliveryDate) == ("UÇTU", "00010101")
    assert item.invDocCargoVOArray[0].eventDate == "x"
    assert control.patch("yurtici/parcels/1", json={"raw": "x"}).json()["key"] == "raw"
