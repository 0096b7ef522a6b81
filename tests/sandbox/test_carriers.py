"""Aras and Yurtiçi as a seller's software meets them, asked by zeep from their WSDL."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import httpx
import pytest
import zeep
from zeep.exceptions import Fault, TransportError, XMLSyntaxError

from invekto.core import clock

USER, PASSWORD = "ornek", "gizli & <sağlam>"
ARAS = "aras/ArasCargoCustomerIntegrationService/ArasCargoIntegrationService.svc"
YURTICI = "yurtici/KOPSWebServices/"
ISTANBUL = ZoneInfo("Europe/Istanbul")


class Carrier:
    """A seller's software, with a fresh account."""

    def __init__(self, control: httpx.Client, provider: str, account: str) -> None:
        self.control, self.provider = control, provider
        login = {"account": account, "username": USER if provider == "aras" else account}
        answer = control.post(f"{provider}/accounts", json=login | {"password": PASSWORD})
        assert answer.status_code == 201, answer.text
        self.login: dict[str, str] = answer.json()

    def client(self, path: str) -> zeep.Client:
        return zeep.Client(f"{self.control.base_url}{path}?wsdl")

    def parcel(self, **body: Any) -> dict[str, Any]:
        answer = self.control.post(f"{self.provider}/parcels", json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def fault(self, kind: str) -> None:
        answer = self.control.post("faults", json={"provider": self.provider, "kind": kind})
        assert answer.status_code == 201, answer.text


class Aras(Carrier):
    def ask(self, operation: str = "GetQueryJSON", *, password: str = PASSWORD, **query: str) -> Any:
        login = (
            f"<LoginInfo><UserName>{USER}</UserName><Password>{escape(password)}</Password>"
            f"<CustomerCode>{self.login['account']}</CustomerCode></LoginInfo>"
        )
        inner = "".join(f"<{name}>{value}</{name}>" for name, value in query.items())
        service = self.client(ARAS).service
        return service[operation](loginInfo=login, queryInfo=f"<QueryInfo>{inner}</QueryInfo>")

    def rows(self, **query: str) -> Any:
        return json.loads(self.ask(**query))["QueryResult"]


class Yurtici(Carrier):
    def ask(self, *keys: str, operation: str = "queryShipment", **more: Any) -> Any:
        login = {"wsUserName": self.login["username"], "wsPassword": PASSWORD, "wsLanguage": "TR"}
        asked = {"keyType": 0, "addHistoricalData": True, "onlyTracking": False}
        service = self.client(f"{YURTICI}ShippingOrderDispatcherServices").service
        return service[operation](**login | asked | more, keys=list(keys))


@pytest.fixture
def account(control: httpx.Client) -> str:
    from invekto.sandbox.models import CarrierKey, CarrierParcel, RateMark

    for model in (CarrierKey, CarrierParcel, RateMark):
        model.objects.all().delete()
    return "1234567890123"


@pytest.fixture
def aras(control: httpx.Client, account: str) -> Aras:
    return Aras(control, "aras", account)


@pytest.fixture
def yurtici(control: httpx.Client, account: str) -> Yurtici:
    return Yurtici(control, "yurtici", account)


def test_aras_tells_one_parcel_as_an_object_and_two_as_a_list(aras: Aras) -> None:
    at = datetime(2026, 11, 20, 18, 5, tzinfo=ISTANBUL)
    aras.parcel(
        code="1000000000017",
        reference="R1",
        city="İzmir",
        branch="BORNOVA",
        status="created",
        at=at.isoformat(),
    )
    row = aras.rows(QueryType="1", IntegrationCode="R1")["Cargo"]
    assert (row["KARGO_TAKIP_NO"], row["VARIS_SUBE"]) == ("1000000000017", "BORNOVA")
    assert (row["DURUM_KODU"], row["DURUMU"]) == ("1", "ÇIKIŞ ŞUBESİNDE")
    assert row["CIKIS_TARIH"] == "20.11.2026 18:05:00"
    aras.parcel(code="1000000000018", reference="R2", city="İzmir", status="delivered", recipient="KOMŞU")
    both = aras.rows(QueryType="39", IntegrationCode="R1,R2,R3")["Collection"]
    assert [one["MUSTERI_OZEL_KODU"] for one in both] == ["R2", "R1"]
    assert (both[0]["TESLIM_ALAN"], both[0]["DURUM_KODU"], both[0]["TIP_KODU"]) == ("KOMŞU", "6", "1")
    assert aras.rows(QueryType="14", TrackingNumber="1000000000018")["Cargo"]["TESLIM_ALAN"] == "KOMŞU"
    assert aras.rows(QueryType="1", IntegrationCode="unknown") is None


def test_aras_tells_states_movements_and_a_return_by_its_type(control: httpx.Client, aras: Aras) -> None:
    aras.parcel(code="1", city="Ankara", branch="ÇANKAYA", status="failed", last_day="2026-11-30")
    row = aras.rows(QueryType="39", IntegrationCode="1")["Collection"]
    assert (row["DURUM_KODU"], row["DEVIR_KODU"]) == ("3", "11")
    assert row["DEVIR_ACIKLAMA"] == "30.11.2026 TARİHİNE KADAR BEKLETİLECEK"
    control.patch("aras/parcels/1", json={"status": "returned"}).raise_for_status()
    row = aras.rows(QueryType="1", IntegrationCode="1")["Cargo"]
    assert (row["DURUM_KODU"], row["TIP_KODU"], row["TESLIM_ALAN"]) == ("6", "3", "ÖRNEK MAĞAZA")
    moves = aras.rows(QueryType="9", IntegrationCode="1")["CargoTransaction"]
    assert [move["ISLEM"] for move in moves][-2:] == ["Teslim edilemedi", "Göndericiye iade edildi"]
    assert "<Cargo>" in aras.ask("GetQueryXML", QueryType="1", IntegrationCode="1")
    day = f"{clock.now().astimezone(ISTANBUL):%d.%m.%Y}"
    early = f"{clock.now() - timedelta(days=3):%d.%m.%Y}"
    assert aras.rows(QueryType="12", StartDate=early, EndDate=day)["CargoInfo"]["KARGO_TAKIP_NO"] == "1"


def test_aras_refuses_a_wrong_login_and_shows_nobody_another_contracts_parcels(aras: Aras) -> None:
    aras.parcel(code="1", city="Ankara", status="in_transit", account="another")
    assert aras.rows(QueryType="1", IntegrationCode="1") is None
    with pytest.raises(Fault, match="Şifreniz yanlış"):
        aras.ask(password="wrong", QueryType="1", IntegrationCode="1")
    with pytest.raises(Fault, match="XML hatalı"):
        aras.ask(QueryType="1", IntegrationCode="a & b")


def test_aras_fails_as_ordered(control: httpx.Client, aras: Aras) -> None:
    query = {"QueryType": "1", "IntegrationCode": "1"}
    aras.client(ARAS)  # a WSDL that is read uses up no fault
    aras.fault("500")
    with pytest.raises(Fault, match="internal error"):
        aras.ask(**query)
    aras.fault("401")
    with pytest.raises(Fault, match="Şifreniz yanlış"):
        aras.ask(**query)
    aras.fault("bad_json")
    with pytest.raises(ValueError):
        json.loads(aras.ask(**query))
    aras.fault("text")
    assert aras.ask(**query) == "Sistemde geçici bir sorun oluştu."
    aras.fault("html")
    with pytest.raises((XMLSyntaxError, TransportError, Fault)):
        aras.ask(**query)
    assert aras.rows(**query) is None


def test_yurtici_answers_each_key_for_itself(yurtici: Yurtici) -> None:
    yurtici.parcel(code="100000000031", reference="SIP1", city="Ankara", branch="ÇANKAYA", status="at_branch")
    yurtici.parcel(code="100000000032", reference="SIP2", city="Ankara", status="created")
    answer = yurtici.ask("SIP1", "SIP2", "YOKBOYLE")
    assert (answer.outFlag, answer.outResult, answer.count) == ("0", "Başarılı", 3)
    there, new, unknown = answer.shippingDeliveryDetailVO
    item = there.shippingDeliveryItemDetailVO
    assert (there.operationStatus, item.docId, item.deliveryUnitName) == ("IND", "100000000031", "ÇANKAYA")
    assert (item.cargoEventId, item.cargoReasonId) == ("YK", "OK")
    assert [move.unitName for move in item.invDocCargoVOArray][-1] == "ÇANKAYA"
    assert (new.operationStatus, new.shippingDeliveryItemDetailVO) == ("NOP", None)
    assert (unknown.errCode, unknown.errMessage) == (82519, "Kargo anahtarı bulunamadı")
    assert yurtici.ask("YOKBOYLE").outFlag == "1"
    assert yurtici.ask().shippingDeliveryDetailVO == []


def test_yurtici_says_delivered_of_a_parcel_that_went_back(yurtici: Yurtici) -> None:
    yurtici.parcel(code="1", city="Ankara", status="returned")
    yurtici.parcel(code="2", city="Ankara", status="delivered", recipient="KOMŞU AYŞE")
    back, there = yurtici.ask("1", "2").shippingDeliveryDetailVO
    assert (back.operationStatus, there.operationStatus) == ("DLV", "DLV")
    assert back.shippingDeliveryItemDetailVO.rejectStatus == "10"
    assert there.shippingDeliveryItemDetailVO.receiverInfo == "KOMŞU AYŞE"
    assert there.shippingDeliveryItemDetailVO.rejectStatus in (None, "7")


def test_yurticis_newer_twin_has_the_expected_day_and_can_answer_in_json(yurtici: Yurtici) -> None:
    yurtici.parcel(code="1", city="Ankara", status="out_for_delivery", due="2026-11-28")
    answer = yurtici.ask("1", operation="queryShipmentDetail", jsonData=False)
    (detail,) = answer.shipmentDeliveryDetailVO
    item = detail.shipmentDeliveryItemDetailVO
    assert (item.cargoReasonId, item.estimatedDeliveryDate) == ("GOK", "20261128")
    answer = yurtici.ask("1", operation="queryShipmentDetail", jsonData=True)
    assert answer.shipmentDeliveryDetailVO == []
    (told,) = json.loads(answer.deliveryResultData)
    assert told["shipmentDeliveryItemDetailVO"]["docId"] == "1"


def test_yurtici_is_asked_by_its_own_number_in_the_report_service(yurtici: Yurtici) -> None:
    yurtici.parcel(code="100000000031", reference="SIP1", city="Ankara", branch="ÇANKAYA", status="failed")
    service = yurtici.client(f"{YURTICI}WsReportWithReferenceServices").service
    login = {"userName": yurtici.login["username"], "password": PASSWORD, "language": "TR"}
    ask = service.listInvDocumentInterfaceByReference
    answer = ask(**login, docIdArray=["100000000031"], withCargoLifecycle="1")
    (row,) = answer.shippingDataDetailVOArray
    assert (row.cargoEventId, row.currentUnitName, len(row.invDocCargoVOArray)) == ("TX", "ÇANKAYA", 5)
    assert ask(**login, docIdArray=["1"]).outResult == "kayıt bulunamadı"


def test_yurtici_refuses_a_wrong_login_in_the_body_and_the_same_key_within_a_minute(
    control: httpx.Client, yurtici: Yurtici
) -> None:
    yurtici.parcel(code="1", city="Ankara", status="in_transit")
    answer = yurtici.ask("1", wsPassword="wrong")
    assert (answer.outFlag, answer.errCode) == ("2", "82500")
    control.post("webhooks", json={"yurtici_cool_down": True}).raise_for_status()
    assert yurtici.ask("1").outFlag == "0"
    (blocked,) = yurtici.ask("1").shippingDeliveryDetailVO
    assert "1 dakika" in blocked.errMessage


def test_yurtici_fails_as_ordered_and_may_answer_in_iso_8859_9(
    control: httpx.Client, yurtici: Yurtici
) -> None:
    yurtici.parcel(code="1", city="Ankara", branch="ŞİŞLİ", status="at_branch")
    yurtici.fault("latin5")
    (detail,) = yurtici.ask("1").shippingDeliveryDetailVO
    assert detail.shippingDeliveryItemDetailVO.deliveryUnitName == "ŞİŞLİ"
    yurtici.fault("fault")
    with pytest.raises(Fault, match="Beklenmeyen"):
        yurtici.ask("1")
    yurtici.fault("unexpected")
    assert yurtici.ask("1").outFlag == "2"
    yurtici.fault("bad_json")
    with pytest.raises((XMLSyntaxError, TransportError)):
        yurtici.ask("1")


def test_control_calls_say_what_is_wrong(control: httpx.Client, account: str) -> None:
    assert control.post("aras/parcels", json={"code": "1", "status": "lost"}).json()["key"] == "status"
    assert control.post("aras/parcels", json={"status": "created"}).json()["key"] == "code"
    assert control.post("aras/parcels", json={"code": "1", "at": "yesterday"}).json()["key"] == "at"
    assert control.patch("yurtici/parcels/77", json={"status": "delivered"}).status_code == 404
    control.post("aras/parcels", json={"code": "1", "city": "Bursa"}).raise_for_status()
    assert control.post("aras/parcels", json={"code": "1", "city": "Bursa"}).status_code == 409
    assert control.get("aras/parcels").json()[0]["status"] == "created"
