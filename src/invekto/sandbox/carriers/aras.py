"""Aras's query service as a seller's software meets it: XML inside SOAP, JSON inside XML (aras-kargo.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from lxml import etree

from invekto.core import clock
from invekto.sandbox.carriers import keys
from invekto.sandbox.carriers.gate import Call, Fault, service
from invekto.sandbox.carriers.parcels import ORIGIN
from invekto.sandbox.models import CarrierParcel

Row = dict[str, Any]
NAMESPACE = "http://tempuri.org/"
ZONE = ZoneInfo("Europe/Istanbul")
_REACH = timedelta(days=90)
_LONG_LINK = 20  # digits of KARGO_LINK_NO
# status → DURUM_KODU, DURUMU, DURUM_EN
_STATES = {
    "created": ("1", "ÇIKIŞ ŞUBESİNDE", "AT THE ORIGIN BRANCH"),
    "in_transit": ("2", "YOLDA", "ON THE WAY"),
    "at_branch": ("3", "TESLİMAT ŞUBESİNDE", "AT THE DELIVERY BRANCH"),
    "out_for_delivery": ("4", "TESLİMATTA", "OUT FOR DELIVERY"),
    "failed": ("3", "TESLİMAT ŞUBESİNDE", "AT THE DELIVERY BRANCH"),
    "delivered": ("6", "TESLİM EDİLDİ", "DELIVERED"),
    "returned": ("6", "TESLİM EDİLDİ", "DELIVERED"),  # TIP_KODU 3 says to whom
}
_MOVES = {
    "created": "Gönderi kabul edildi",
    "in_transit": "Transfer merkezine geldi",
    "at_branch": "Teslimat şubesine geldi",
    "out_for_delivery": "Dağıtıma çıkarıldı",
    "failed": "Teslim edilemedi",
    "delivered": "Teslim edildi",
    "returned": "Göndericiye iade edildi",
}
NOTE_LEFT, AT_BRANCH = "11", "15"  # DEVIR_KODU
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _ask(call: Call, result: str, write: Callable[[str, list[Row]], str]) -> etree._Element:
    login, query = _inner(call, "loginInfo"), _inner(call, "queryInfo")
    account, user, password = (login.get(name, "") for name in ("CustomerCode", "UserName", "Password"))
    if call.ordered == "401" or not keys.is_given("aras", account, user, password):
        raise Fault("Kullanıcı Adı yada Şifreniz yanlış", code="s:Client")
    name, rows = _rows(query, account)
    text = write(name, rows)
    if call.ordered == "bad_json":
        text = text[: len(text) * 2 // 3]
    if call.ordered == "text":
        text = "Sistemde geçici bir sorun oluştu."
    reply = etree.Element(f"{{{NAMESPACE}}}{result}Response", nsmap={None: NAMESPACE})
    etree.SubElement(reply, f"{{{NAMESPACE}}}{result}Result").text = text
    return reply


def _inner(call: Call, name: str) -> dict[str, str]:
    """The XML text inside a parameter. An ampersand that was not escaped breaks it, as it does there."""
    try:
        element = etree.fromstring(call.text(name).encode(), _PARSER)
    except etree.XMLSyntaxError:
        raise Fault(f"{name} okunamadı: XML hatalı.", code="s:Client") from None
    return {etree.QName(child).localname: (child.text or "").strip() for child in element}


def _rows(query: dict[str, str], account: str) -> tuple[str, list[Row]]:
    """The element's name for this type, and the rows."""
    parcels = CarrierParcel.objects.filter(
        Q(account="") | Q(account=account), provider="aras", created_at__gte=clock.now() - _REACH
    ).order_by("-created_at", "-id")
    reference = parcels.filter(reference__in=_list(query.get("IntegrationCode", "")))
    numbers = parcels.filter(code__in=_list(query.get("TrackingNumber", "")))
    match query.get("QueryType"):
        case "1":
            return "Cargo", [_cargo(one) for one in reference]
        case "11" | "37":
            return "Collection", [_cargo(one) | _phones() for one in reference]
        case "39":
            return "Collection", [_cargo(one) | _extended(one) for one in reference]
        case "14":
            return "Cargo", [_cargo(one) for one in numbers]
        case "9":
            return "CargoTransaction", _movements(reference)
        case "15":
            return "CargoTransaction", _movements(numbers)
        case "12":
            return "CargoInfo", [_cargo(one) for one in _sent_between(parcels, query)]
    raise Fault(f"QueryType {query.get('QueryType')} is not spoken by this sandbox.", code="s:Client")


def _list(codes: str) -> list[str]:
    return [code.strip() for code in codes.split(",") if code.strip()]


def _sent_between(parcels: QuerySet[CarrierParcel], query: dict[str, str]) -> QuerySet[CarrierParcel]:
    try:
        first, last = (
            datetime.strptime(query.get(name, ""), "%d.%m.%Y").replace(tzinfo=ZONE)
            for name in ("StartDate", "EndDate")
        )
    except ValueError:
        raise Fault("Tarih formatı hatalı.", code="s:Client") from None
    return parcels.filter(created_at__gte=first, created_at__lt=last + timedelta(days=1))


def _cargo(parcel: CarrierParcel) -> Row:
    code, state, english = _STATES[parcel.status]
    at = _last(parcel)
    is_delivered, is_returned = parcel.status == "delivered", parcel.status == "returned"
    received = parcel.details.get("recipient", "ALICI KENDİSİ") if is_delivered else ""
    return {
        "MUSTERI_OZEL_KODU": parcel.reference,
        "IRSALIYE_NUMARA": f"AB {parcel.pk:06d}",
        "GONDERICI": "ÖRNEK MAĞAZA",
        "ALICI": "DEFNE ÖRNEKOĞLU",
        "KARGO_LINK_NO": parcel.code.zfill(_LONG_LINK),
        "KARGO_TAKIP_NO": parcel.code,
        "CIKIS_SUBE": ORIGIN,
        "VARIS_SUBE": parcel.branch,
        "CIKIS_TARIH": _local(parcel.created_at),
        "ADET": "1",
        "DESI": "2",
        "ODEME_TIPI": "ÜG",
        "TUTAR": "85,50",
        "REFERANS": None,
        "TESLIM_ALAN": "ÖRNEK MAĞAZA" if is_returned else received,
        "TESLIM_TARIHI": _local(at)[:10] if is_delivered or is_returned else "",
        "TESLIM_SAATI": _local(at)[11:16] if is_delivered or is_returned else {},
        "VARIS_KODU": "350012",
        "TIP_KODU": "3" if is_returned else "1",
        "DURUM_KODU": code,
        "DURUMU": state,
        "IADE_SEBEBI": parcel.details.get("reason", "ALICI KABUL ETMİYOR") if is_returned else "",
        "DEVIR_KODU": _devir(parcel),
        "WORLDWIDE": "0",
        "KARGO_KODU": "",
        "DURUM_EN": english,
    }


def _devir(parcel: CarrierParcel) -> str:
    if parcel.status == "failed":
        return NOTE_LEFT
    return AT_BRANCH if parcel.status == "at_branch" and parcel.details.get("last_day") else ""


def _extended(parcel: CarrierParcel) -> Row:
    last_day = parcel.details.get("last_day")
    explained = f"{datetime.fromisoformat(last_day):%d.%m.%Y} TARİHİNE KADAR BEKLETİLECEK" if last_day else ""
    return {
        "CIKIS_SAATI": _local(parcel.created_at)[11:],
        "KG_DESI": "2",
        "TESLIM_EDILEMEME_NEDENI_KODU": _devir(parcel),
        "IADE_NEDENI": "",
        "DEVIR_NEDENI": parcel.details.get("reason", "UĞRAMA NOTU BIRAKILDI")
        if parcel.status == "failed"
        else "",
        "DEVIR_ACIKLAMA": explained,
        "ISLEM_TARIHI": _local(_last(parcel)),
    }


def _phones() -> Row:
    return {"CIKIS_SUBE_TEL": "02160000000", "VARIS_SUBE_TEL": "02320000000", "TAHSILAT_TUTARI": "0,00"}


def _movements(parcels: QuerySet[CarrierParcel]) -> list[Row]:
    return [
        {
            "ISLEM_TARIHI": _local(datetime.fromisoformat(move["at"])),
            "BIRIM": move["branch"],
            "ISLEM": _MOVES[move["status"]],
            "ACIKLAMA": "",
        }
        for parcel in parcels
        for move in parcel.movements
    ]


def _last(parcel: CarrierParcel) -> datetime:
    return datetime.fromisoformat(parcel.movements[-1]["at"])


def _local(moment: datetime) -> str:
    """Turkish wall clock without a zone."""
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M:%S}"


def _as_json(name: str, rows: list[Row]) -> str:
    """As their conversion from XML leaves it: nothing is null, one is an object, several are a list."""
    found = {name: rows[0] if len(rows) == 1 else rows} if rows else None
    return json.dumps({"QueryResult": found}, ensure_ascii=False)


def _as_xml(name: str, rows: list[Row]) -> str:
    root = etree.Element("QueryResult")
    for row in rows:
        element = etree.SubElement(root, name)
        for key, value in row.items():
            etree.SubElement(element, key).text = value if isinstance(value, str) else None
    return str(etree.tostring(root, encoding="unicode"))


query_service = service(
    "aras",
    "aras.wsdl",
    {
        "GetQueryJSON": lambda call: _ask(call, "GetQueryJSON", _as_json),
        "GetQueryXML": lambda call: _ask(call, "GetQueryXML", _as_xml),
    },
    schema="aras.xsd",
)
