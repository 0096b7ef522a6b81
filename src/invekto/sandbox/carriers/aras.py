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
from invekto.sandbox.raw import laid_over

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
    "partly_delivered": ("5", "PARÇALI TESLİMAT", "PARTIALLY DELIVERED"),
    "rerouted": ("7", "YÖNLENDİRİLDİ", "REROUTED"),
    "going_back": ("2", "YOLDA", "ON THE WAY"),  # TIP_KODU 3 says where to
}
NORMAL, REROUTED, RETURNED = "1", "2", "3"  # TIP_KODU
_MOVES = {
    "created": "Gönderi kabul edildi",
    "in_transit": "Transfer merkezine geldi",
    "at_branch": "Teslimat şubesine geldi",
    "out_for_delivery": "Dağıtıma çıkarıldı",
    "failed": "Teslim edilemedi",
    "delivered": "Teslim edildi",
    "returned": "Göndericiye iade edildi",
    "partly_delivered": "Parçalı teslim edildi",
    "rerouted": "Başka şubeye yönlendirildi",
    "going_back": "İade için yola çıktı",
}
NOTE_LEFT, AT_BRANCH = "11", "15"  # DEVIR_KODU
_DEVIR = {
    "10": "ADRES YANLIŞ/YETERSİZ",
    NOTE_LEFT: "UĞRAMA NOTU BIRAKILDI",
    "12": "MOBİL DAĞITIM",
    "14": "TATİL",
    AT_BRANCH: "MÜŞTERİ ŞUBEDEN ALACAK",
    "17": "DAĞITIM ALANI DIŞI",
    "18": "GÜN İÇİNDE TESLİM EDİLEMEDİ",
    "20": "ALICI ADRESTE TANINMIYOR",
    "22": "HASARLI/SORUNLU",
    "26": "GÜMRÜKTE",
    "32": "PRATİK 7/24",
    "33": "TAŞIMA ÜCRETİNİ REDDETTİ",
    "34": "ALICI KABUL ETMİYOR",
    "45": "TERCİHLİ TESLİMAT",
    "47": "PARÇA SORUNLU",
    "51": "TOPLUMSAL OLAYLAR",
}
_LONGEST_REPORT = timedelta(days=7)  # of type 101
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
    if call.ordered == "login_text":
        text = "Kullanıcı Adı yada Şifreniz yanlış"
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
    """The element's name for this type, and the rows. Only some of the names are known (2.1)."""
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
            return "Collection", [_told(one, _extended) for one in reference]
        case "14":
            return "Cargo", [_cargo(one) for one in numbers]
        case "24":  # of one piece the barcode is the sender's key
            return "Cargo", [
                _cargo(one) for one in parcels.filter(reference__in=_list(query.get("Barcode", "")))
            ]
        case "9":
            return "CargoTransaction", _movements(reference)
        case "15":
            return "CargoTransaction", _movements(numbers)
        case "12":
            return "CargoInfo", [_cargo(one) for one in _between(parcels, query)]
        case "13":
            return "CargoInfo", [_cargo(one) | _phones() for one in _between(parcels, query)]
        case "100" | "102":
            return "Cargo", [_limited(one) for one in reference]
        case "101":
            return "Cargo", [_limited(one) for one in _between(parcels, query, most=_LONGEST_REPORT)]
    return "Cargo", _listed(parcels, query)


def _listed(parcels: QuerySet[CarrierParcel], query: dict[str, str]) -> list[Row]:
    """The lists of a day or of a state."""
    match query.get("QueryType"):
        case "2":
            return [_cargo(one) for one in _between(parcels, query, "Date", "Date")]
        case "3":
            return [_cargo(one) for one in _on_its_day(parcels.filter(status="delivered"), query)]
        case "4":
            sent = _between(parcels.filter(status="delivered"), query, "Date", "Date")
            return [_cargo(one) for one in sent]
        case "5":
            return [_told(one, _extended) for one in parcels if _devir(one)]
        case "6":
            return [_cargo(one) for one in _on_its_day(parcels, query) if _type(one) == REROUTED]
        case "7":
            return []  # nothing here travels back by contract
        case "8":
            back = _on_its_day(parcels.filter(status="returned"), query)
            return [_cargo(one) | {"SEBEP": _why_back(one), "ACIKLAMA": ""} for one in back]
        case "16":
            return [_told(one, _extended) for one in _between(parcels, query) if _devir(one)]
    raise Fault(f"QueryType {query.get('QueryType')} is not spoken by this sandbox.", code="s:Client")


def _list(codes: str) -> list[str]:
    return [code.strip() for code in codes.split(",") if code.strip()]


def _between(
    parcels: QuerySet[CarrierParcel],
    query: dict[str, str],
    start: str = "StartDate",
    end: str = "EndDate",
    *,
    most: timedelta | None = None,
) -> QuerySet[CarrierParcel]:
    """Those that set off on one of these days."""
    first, last = _day(query, start), _day(query, end)
    if most is not None and last - first > most:
        raise Fault("Bir haftadan daha fazla bir süre için bu raporu çekemezsiniz.", code="s:Client")
    return parcels.filter(created_at__gte=first, created_at__lt=last + timedelta(days=1))


def _on_its_day(parcels: QuerySet[CarrierParcel], query: dict[str, str]) -> list[CarrierParcel]:
    """Those whose newest movement is of the day."""
    day = _day(query, "Date").date()
    return [one for one in parcels if _last(one).astimezone(ZONE).date() == day]


def _day(query: dict[str, str], name: str) -> datetime:
    try:
        return datetime.strptime(query.get(name, ""), "%d.%m.%Y").replace(tzinfo=ZONE)
    except ValueError:
        raise Fault("Tarih formatı hatalı.", code="s:Client") from None


def _told(parcel: CarrierParcel, more: Callable[[CarrierParcel], Row]) -> Row:
    return dict(laid_over(_columns(parcel) | more(parcel), parcel.details.get("raw", {})))


def _cargo(parcel: CarrierParcel) -> Row:
    return _told(parcel, lambda _: {})


def _columns(parcel: CarrierParcel) -> Row:
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
        "TIP_KODU": _type(parcel),
        "DURUM_KODU": code,
        "DURUMU": state,
        "IADE_SEBEBI": _why_back(parcel),
        "DEVIR_KODU": _devir(parcel),
        "WORLDWIDE": "0",
        "KARGO_KODU": "",
        "DURUM_EN": english,
    }


def _type(parcel: CarrierParcel) -> str:
    if parcel.status in ("returned", "going_back"):
        return RETURNED
    return REROUTED if any(move["status"] == "rerouted" for move in parcel.movements) else NORMAL


def _why_back(parcel: CarrierParcel) -> str:
    return str(parcel.details.get("reason", "ALICI KABUL ETMİYOR")) if _type(parcel) == RETURNED else ""


def _devir(parcel: CarrierParcel) -> str:
    if parcel.status not in ("failed", "at_branch"):
        return ""
    usual = NOTE_LEFT if parcel.status == "failed" else AT_BRANCH if parcel.details.get("last_day") else ""
    return str(parcel.details.get("devir") or usual)


def _extended(parcel: CarrierParcel) -> Row:
    code, last_day = _devir(parcel), parcel.details.get("last_day")
    explained = f"{datetime.fromisoformat(last_day):%d.%m.%Y} TARİHİNE KADAR BEKLETİLECEK" if last_day else ""
    return {
        "CIKIS_SAATI": _local(parcel.created_at)[11:],
        "KG_DESI": "2",
        "TESLIM_EDILEMEME_NEDENI_KODU": code,
        "IADE_NEDENI": _why_back(parcel),
        "DEVIR_NEDENI": parcel.details.get("reason", _DEVIR[code]) if code else "",
        "DEVIR_ACIKLAMA": explained,
        "ISLEM_TARIHI": _local(_last(parcel)),
    }


def _limited(parcel: CarrierParcel) -> Row:
    """Of types 100 to 102, in the spelling of their table."""
    row = _columns(parcel)
    return {
        "Islem_tarihi": _local(_last(parcel)),
        "Birim": parcel.movements[-1]["branch"],
        "İşlem": _MOVES[parcel.movements[-1]["status"]],
        "aciklama": "",
        "TRACKINGNUMBER": parcel.code,
        "TESLIM_TARIHI": row["TESLIM_TARIHI"],
        "TESLİM_ALAN": row["TESLIM_ALAN"],
        "ALICI_ADI": row["ALICI"],
        "MOK": parcel.reference,
        "SEHİR": parcel.city,
        "CIKIS_SUBE": ORIGIN,
        "CIKIS_TARIHI": row["CIKIS_TARIH"],
        "GERI": "1" if _type(parcel) == RETURNED else "0",
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
