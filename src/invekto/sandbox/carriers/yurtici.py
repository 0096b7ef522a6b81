"""Yurtiçi's query services as a seller's software meets them (yurtici-kargo.md)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from lxml import etree

from invekto.sandbox import switches
from invekto.sandbox.carriers import keys
from invekto.sandbox.carriers.gate import Call, Fault, description, service
from invekto.sandbox.carriers.parcels import HUB, ORIGIN
from invekto.sandbox.models import CarrierParcel, RateMark
from invekto.sandbox.raw import laid_over

Values = dict[str, Any]
ZONE = ZoneInfo("Europe/Istanbul")
DISPATCHER = "http://yurticikargo.com.tr/ShippingOrderDispatcherServices"
REPORTS = "http://yurticikargo.com.tr/sswIntegrationServices"
EXCEPTIONS = "http://yurticikargo.com.tr/WSExceptions/"
COOL_DOWN = timedelta(minutes=1)
OK, UNEXPECTED, LOGIN, NO_LOGIN, NO_SUCH_KEY, WRONG_KEY_TYPE = 0, 936, 82500, 80859, 82519, 82527
_UNITS = {ORIGIN: "340001", HUB: "340900"}
_DELIVERY_UNIT = "350012"
# status → eventId, eventName, reasonId, reasonName
_EVENTS = {
    "created": ("YK", "Kargo Teslim Alındı", "OK", "Sorun Yok"),
    "in_transit": ("YK", "Kargo İndirildi", "OK", "Sorun Yok"),
    "at_branch": ("YK", "Kargo İndirildi", "OK", "Sorun Yok"),
    "out_for_delivery": ("YK", "Kuryeye Verildi", "GOK", "Dağıtıma Çıktı"),
    "failed": ("TX", "Devir", "NB", "Not Bırakıldı"),
    "delivered": ("OK", "Teslim Edildi", "OK", "Sorun Yok"),
    "returned": ("OK", "Teslim Edildi", "OK", "Sorun Yok"),
    "undocumented": ("YK", "Kargo Teslim Alındı", "OK", "Sorun Yok"),
    "cancelled": ("YK", "Kargo Çıkışı Engellendi", "OK", "Sorun Yok"),
    "cancelled_before": ("YK", "Kargo Çıkışı Engellendi", "OK", "Sorun Yok"),
    "document_withdrawn": ("YK", "Fatura İptal", "OK", "Sorun Yok"),
    "to_delivery_point": ("YK", "Kuryeye Verildi", "KTN", "Teslimat Noktasına Bırakılacak"),
    "address_problem": ("YK", "Kargo İndirildi", "AAS", "Adres Yanlış/Yetersiz"),
    "going_back": ("YK", "Kargo İndirildi", "OK", "Sorun Yok"),
}
# status → operationCode, operationStatus, operationMessage
_OPERATIONS = {
    "created": (0, "NOP", "Kargo İşlem Görmemiş."),
    "delivered": (5, "DLV", "Kargo teslim edilmiştir."),
    "returned": (5, "DLV", "Kargo teslim edilmiştir."),  # delivered, but to the sender
    "undocumented": (2, "ISR", "Kargo işlem görmüş, faturası henüz düzenlenmemiştir."),
    "cancelled": (3, "CNL", "Kargo Çıkışı Engellendi."),
    "cancelled_before": (4, "ISC", "Kargo daha önceden iptal edilmiştir."),
    "document_withdrawn": (6, "BI", "Fatura şube tarafından iptal edilmiştir."),
}
# Without a document there is nothing more to tell of it, and the reports do not find it.
_WITHOUT_DOCUMENT = ("created", "undocumented", "cancelled", "cancelled_before")
_ASKED_BACK = "0"  # rejectStatus: a return was asked for
_REJECTS = {
    _ASKED_BACK: "İade isteği yapıldı",
    "1": "Çıkış şubesi onayladı",
    "2": "Bölge onayladı",
    "3": "Müşteri onayladı",
    "4": "İade bekletiliyor",
    "7": "Teslim İptal",
    "8": "Borçlandırma iptal",
    "9": "İade yapıldı",
    "10": "İade sonlandırıldı",
    "11": "İade onaylanmadı",
}
_ABORTED = ("4", "7", "8", "11")  # the parcel goes its way
_RETURN_DOCUMENTS = {
    "0": "Teslim edilmedi, iade belgesi yok",
    "1": "Teslim edildi, iade belgesi yok",
    "2": "Teslim edildi, iade belgesi düzenlendi",
    "3": "Göndericiye iade edildi",
}
_UNDER_WAY = (1, "IND", "Kargo teslimattadır.")


def _query(call: Call) -> etree._Element:
    return _answer(call, "queryShipmentResponse", "ShippingDeliveryVO", "shippingDelivery")


def _query_detail(call: Call) -> etree._Element:
    return _answer(call, "queryShipmentDetailResponse", "ShipmentDeliveryResultVO", "shipmentDelivery")


def _answer(call: Call, response: str, result: str, prefix: str) -> etree._Element:
    user = call.text("wsUserName")
    values = _refusal(call, user, call.text("wsPassword"))
    as_json = call.text("jsonData") == "true"
    if values is None and call.text("keyType") not in ("0", "1"):
        values = {"outFlag": "2", "outResult": "keyType geçersiz", "errCode": str(WRONG_KEY_TYPE)}
    if values is None:
        asked = [key for key in call.texts("keys") if key]
        details = [_detail(key, user, call, prefix) for key in asked]
        is_fine = not asked or any(detail["errCode"] == OK for detail in details)
        values = {
            "outFlag": "0" if is_fine else "1",
            "outResult": "Başarılı" if is_fine else "Hata",
            "count": len(details),
        }
        if as_json and result == "ShipmentDeliveryResultVO":
            values["deliveryResultData"] = json.dumps(details, ensure_ascii=False)
        values["senderCustId"] = 123456789
        if "deliveryResultData" not in values:
            values[f"{prefix}DetailVO"] = details
    return _element(f"{{{DISPATCHER}}}{response}", {result: values})


def _refusal(call: Call, user: str, password: str) -> Values | None:
    if call.ordered == "fault":
        detail = _element(f"{{{EXCEPTIONS}}}YurticikargoWSException", {"errorCode": "936"})
        raise Fault("Beklenmeyen bir hata oluştu.", detail=detail)
    if call.ordered == "unexpected":
        return {"outFlag": "2", "outResult": "Beklenmeyen hata", "errCode": str(UNEXPECTED)}
    if call.ordered == "login_words":
        return {"outFlag": "1", "outResult": "Kullanıcı adı veya şifre hatalı"}
    if call.ordered == "login_code":
        return {"outFlag": "1", "outResult": "Hata", "errCode": str(NO_LOGIN)}
    if call.ordered == "401" or not keys.is_given("yurtici", user, user, password):
        return {"outFlag": "2", "outResult": "Kullanıcı adı veya şifre hatalı", "errCode": str(LOGIN)}
    return None


def _parcels(user: str) -> Any:
    return CarrierParcel.objects.filter(Q(account="") | Q(account=user), provider="yurtici")


def _detail(key: str, user: str, call: Call, prefix: str) -> Values:
    if switches.behaviour().yurtici_cool_down and _asked_just_now(user, key):
        return {
            "cargoKey": key,
            "errCode": UNEXPECTED,
            "errMessage": "Aynı anahtar 1 dakika içinde tekrar sorgulanamaz",
        }
    parcel = _parcels(user).filter(reference=key).order_by("-created_at", "-id").first()
    if parcel is None:
        return {"cargoKey": key, "errCode": NO_SUCH_KEY, "errMessage": "Kargo anahtarı bulunamadı"}
    code, status, message = _OPERATIONS.get(parcel.status, _UNDER_WAY)
    if status == "IND" and parcel.details.get("reject") == _ASKED_BACK:
        message = "İade isteği alınmıştır."
    raw, item = parcel.details.get("raw", {}), f"{prefix}ItemDetailVO"
    detail: Values = {
        "cargoKey": key,
        "invoiceKey": key,
        "jobId": 55_500_000 + parcel.pk,
        "operationCode": code,
        "operationMessage": message,
        "operationStatus": status,
        "errCode": OK,
    }
    if parcel.status not in _WITHOUT_DOCUMENT:
        told = laid_over(_item(parcel, call.text("addHistoricalData") == "true"), raw)
        if call.text("onlyTracking") == "true":
            told = {name: told[name] for name in ("cargoKey", "docId", "trackingUrl")}
        detail[item] = _in_order(item, told)
    return _in_order(f"{prefix}DetailVO", laid_over(detail, raw))


def _in_order(type_name: str, item: Values, wsdl: str = "yurtici.wsdl") -> Values:
    """A sequence in XML is one, and the older operation knows fewer fields."""
    return {name: item[name] for name in _fields(type_name, wsdl) if name in item}


@cache
def _fields(type_name: str, wsdl: str) -> list[str]:
    schema = etree.fromstring(description(wsdl).encode())
    return [
        str(name) for name in schema.xpath(f"//*[local-name()='complexType'][@name='{type_name}']//@name")
    ][1:]


def _asked_just_now(user: str, key: str) -> bool:
    now = datetime.now(UTC)  # real seconds, as in every limit
    name = f"yurtici:{user}:{key}"
    if RateMark.objects.filter(key=name, at__gt=now - COOL_DOWN).exists():
        return True
    RateMark.objects.create(key=name, at=now)
    return False


def _item(parcel: CarrierParcel, history: bool) -> Values:
    last = parcel.movements[-1]
    event, explained, reason, reason_name = _EVENTS[parcel.status]
    item: Values = {
        "cargoKey": parcel.reference,
        "docId": parcel.code,
        "trackingUrl": f"https://ornek.yurticikargo.example/takip?code={parcel.code}",
        "senderCustName": "ÖRNEK MAĞAZA",
        "receiverCustName": "KEREM DENEMECİ",
        "documentDate": _day(parcel.created_at),
        "documentTime": _time(parcel.created_at),
        "departureUnitId": _UNITS[ORIGIN],
        "departureUnitName": ORIGIN,
        "departureTrCenterUnitId": _UNITS[HUB],
        "departureTrCenterUnitName": HUB,
        "arrivalUnitId": _DELIVERY_UNIT,
        "arrivalUnitName": parcel.branch,
        "deliveryUnitId": _DELIVERY_UNIT,
        "deliveryUnitName": parcel.branch,
        "cargoEventId": event,
        "cargoEventExplanation": explained,
        "cargoReasonId": reason,
        "cargoReasonExplanation": _reason(parcel, reason_name),
    }
    if parcel.status in ("delivered", "returned"):
        at = datetime.fromisoformat(last["at"])
        item |= {"deliveryDate": _day(at), "deliveryTime": _time(at)}
    if parcel.status == "delivered":
        item["receiverInfo"] = parcel.details.get("recipient", "KENDİSİ")
    if parcel.status == "returned":
        item["receiverInfo"] = "ÖRNEK MAĞAZA"
    item |= _return(parcel)
    if parcel.details.get("due"):
        item["estimatedDeliveryDate"] = parcel.details["due"].replace("-", "")
    if history:
        item["invDocCargoVOArray"] = [_movement(move, parcel) for move in parcel.movements]
    return item


def _return(parcel: CarrierParcel) -> Values:
    """What is said of a return (4.3): asked for, under way, over, or given up."""
    usual = {"returned": "10", "going_back": "3"}.get(parcel.status, "")
    if parcel.status == "delivered" and parcel.pk % 2:
        usual = "7"  # the terminal's own withdrawal; it says nothing about the parcel
    status, document = (parcel.details.get(key, "") for key in ("reject", "return_document"))
    status = status or usual
    told: Values = {}
    if status:
        told = {
            "rejectStatus": status,
            "rejectStatusExplanation": _REJECTS[status],
            "rejectReasonExplanation": "Sorun Yok"
            if status in _ABORTED
            else parcel.details.get("reason", "Alıcı Tarafından Kabul Edilmedi"),
        }
    if status == "7":
        told["rejectDescription"] = "POS Entegrasyon"
    if document:
        told |= {"returnStatus": document, "returnStatusExplanation": _RETURN_DOCUMENTS[document]}
    return told


def _reason(parcel: CarrierParcel, usual: str) -> str:
    reason = parcel.details.get("reason", usual) if parcel.status == "failed" else usual
    if parcel.status in ("failed", "at_branch") and parcel.details.get("last_day"):
        last_day = datetime.fromisoformat(parcel.details["last_day"])
        return f"{reason} (son gün {last_day:%d.%m.%Y})"
    return str(reason)


def _movement(move: Values, parcel: CarrierParcel) -> Values:
    event, explained, reason, reason_name = _EVENTS[move["status"]]
    at = datetime.fromisoformat(move["at"])
    return {
        "unitId": _UNITS.get(move["branch"], _DELIVERY_UNIT),
        "unitName": move["branch"],
        "eventId": event,
        "eventName": explained,
        "reasonId": reason,
        "reasonName": reason_name,
        "eventDate": _day(at),
        "eventTime": str(int(_time(at))),  # handled as a number somewhere: leading zeros are lost
        "cityName": parcel.city,
        "townName": move["branch"],
    }


def _report(call: Call) -> etree._Element:
    user = call.text("userName")
    values = _refusal(call, user, call.text("password"))
    if values is None:
        asked = Q(code__in=call.texts("docIdArray"))
        if call.text("fieldName"):
            asked |= Q(reference__in=call.texts("fieldValueArray"))
        found = list(_parcels(user).filter(asked).exclude(status__in=_WITHOUT_DOCUMENT))
        values = {"outFlag": "0", "outResult": "Başarılı", "errCode": "0"}
        if not found:
            values = {"outFlag": "1", "outResult": "kayıt bulunamadı"}
        values["shippingDataDetailVOArray"] = [
            _report_row(parcel, call.text("withCargoLifecycle") == "1") for parcel in found
        ]
    name = f"{{{REPORTS}}}listInvDocumentInterfaceByReferenceResponse"
    return _element(name, {"ShippingDataResponseVO": values})


def _report_row(parcel: CarrierParcel, history: bool) -> Values:
    last = parcel.movements[-1]
    at, known = datetime.fromisoformat(last["at"]), _item(parcel, history)
    row = {
        "docId": parcel.code,
        "currentUnitId": _UNITS.get(last["branch"], _DELIVERY_UNIT),
        "currentUnitName": last["branch"],
        "cargoEventDate": _day(at),
        "cargoEventTime": _time(at),
        "cargoEventId": known["cargoEventId"],
        "cargoReasonId": known["cargoReasonId"],
        "cargoEventExplanation": known["cargoEventExplanation"],
        "cargoReasonExplanation": known["cargoReasonExplanation"],
        "deliveredTo": known.get("receiverInfo", ""),
        "deliveryDate": known.get("deliveryDate", ""),
        "deliveryTime": known.get("deliveryTime", ""),
        "invDocCargoVOArray": known.get("invDocCargoVOArray", []),
    }
    told = laid_over(row, parcel.details.get("raw", {}))
    return _in_order("shippingDataDetailVO", told, "yurtici_report.wsdl")


def _element(tag: str, values: Values) -> etree._Element:
    """Nested values as elements without a namespace, below a qualified wrapper."""
    element = etree.Element(tag)
    for key, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            child = _element(key, one) if isinstance(one, dict) else etree.Element(key)
            if not isinstance(one, dict) and one is not None:
                child.text = str(one)
            element.append(child)
    return element


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%Y%m%d}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%H%M%S}"


dispatcher = service(
    "yurtici",
    "yurtici.wsdl",
    {"queryShipment": _query, "queryShipmentDetail": _query_detail},
)
reports = service("yurtici", "yurtici_report.wsdl", {"listInvDocumentInterfaceByReference": _report})
