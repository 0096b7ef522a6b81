"""What carriers write in odd ways, and what cannot be read: kept aside while the rest is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from invekto.integrations.carriers.contract import By
from invekto.integrations.carriers.reading import last_day_in, moment_in
from invekto.integrations.contract import Refused
from invekto.integrations.models import ParcelStep
from invekto.integrations.providers.aras import payloads as aras
from invekto.integrations.providers.yurtici import payloads as yurtici


def aras_row(**more: Any) -> dict[str, Any]:
    return {
        "MUSTERI_OZEL_KODU": "R1",
        "KARGO_TAKIP_NO": "1000000000017",
        "CIKIS_TARIH": "20.11.2026 18:05:00",
        "DURUM_KODU": "2",
        "TIP_KODU": "1",
        "ALICI": "DEFNE ÖRNEKOĞLU",
    } | more


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("20.11.2026 18:05:00", datetime(2026, 11, 20, 15, 5, tzinfo=UTC)),
        ("20.11.2026 18:05", datetime(2026, 11, 20, 15, 5, tzinfo=UTC)),
        ("2026-11-20T18:05:00", datetime(2026, 11, 20, 15, 5, tzinfo=UTC)),
        ("11/20/2026 6:05:00 PM", datetime(2026, 11, 20, 15, 5, tzinfo=UTC)),
        ("20.11.2026", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),  # with the clock beside it
        ("", None),
        (None, None),
        ({}, None),
    ],
)
def test_moments_are_turkish_wall_clock_in_every_spelling(written: Any, moment: datetime | None) -> None:
    assert moment_in({"day": written, "clock": "12:30"}, "day", "clock") == moment


@pytest.mark.parametrize(
    ("clock", "hour", "minute", "second"),
    [("93000", 9, 30, 0), ("1530", 0, 15, 30), ("9:30", 9, 30, 0), ("09.05.10", 9, 5, 10)],
)
def test_a_clock_that_lost_its_leading_zeros_is_still_a_clock(
    clock: str, hour: int, minute: int, second: int
) -> None:
    row = {"day": "20261120", "clock": clock}
    told = datetime(2026, 11, 20, hour, minute, second, tzinfo=ZoneInfo("Europe/Istanbul"))
    assert moment_in(row, "day", "clock") == told


def test_a_last_day_is_taken_only_where_the_words_say_so() -> None:
    since = datetime(2026, 11, 20, tzinfo=UTC)
    assert last_day_in("24.11.2026 TARİHİNE KADAR BEKLETİLECEK", since=since) == date(2026, 11, 24)
    assert last_day_in("24.11.2026 tarihinde gelindi", since=since) is None
    assert last_day_in("24.11.2020 tarihine kadar", since=since) is None
    assert last_day_in("1.1. kadar", since=since) is None


def test_aras_bad_rows_are_kept_aside_without_people_and_the_rest_is_told() -> None:
    rows = [
        aras_row(),
        aras_row(MUSTERI_OZEL_KODU="R2", DURUM_KODU="99"),
        aras_row(MUSTERI_OZEL_KODU="R3", CIKIS_TARIH="01.01.0001 00:00:00"),
        aras_row(MUSTERI_OZEL_KODU="R9"),
    ]
    answer = aras.read_rows({"QueryResult": {"Whatever": rows}}, ["R1", "R2", "R3"], By.REFERENCE)
    assert [parcel.key for parcel in answer.parcels] == ["R1"]
    assert [bad.problem for bad in answer.bad_rows] == [
        "DURUM_KODU: unknown",
        "CIKIS_TARIH: no date",
        "MUSTERI_OZEL_KODU: not what was asked",
    ]
    assert "DEFNE" not in "".join(bad.payload for bad in answer.bad_rows)


def test_aras_a_reused_key_is_the_newest_parcel_and_titles_are_read_like_keys() -> None:
    old = aras_row(CIKIS_TARIH="01.10.2026", KARGO_TAKIP_NO="1")
    titled = {"MÜŞTERİ ÖZEL KODU": "R1", "Kargo Takip No": "2", "DURUM KODU": 4, "ÇIKIŞ TARİH": "20.11.2026"}
    (parcel,) = aras.read_rows({"QueryResult": {"Cargo": [old, titled, old]}}, ["R1"], By.REFERENCE).parcels
    assert (parcel.code, parcel.step) == ("2", ParcelStep.OUT_FOR_DELIVERY)


@pytest.mark.parametrize("nothing", [None, {"QueryResult": None}, {"QueryResult": {}}, {"QueryResult": ""}])
def test_aras_nothing_found_is_told_in_several_ways(nothing: Any) -> None:
    assert aras.read_rows(nothing, ["R1"], By.REFERENCE) == aras.Answer()


def test_aras_something_else_is_refused() -> None:
    with pytest.raises(Refused):
        aras.read_rows({"error": 1}, ["R1"], By.REFERENCE)


def yurtici_detail(**item: Any) -> dict[str, Any]:
    item = {"docId": "1", "deliveryDate": "20261120", "deliveryTime": "143000"} | item
    return {"cargoKey": "K", "operationStatus": "DLV", "shipmentDeliveryItemDetailVO": item}


@pytest.mark.parametrize(
    ("item", "step"),
    [
        ({}, ParcelStep.DELIVERED),
        ({"rejectStatus": "7", "rejectReasonExplanation": "Sorun Yok"}, ParcelStep.DELIVERED),
        ({"rejectStatus": "10", "rejectReasonExplanation": "Sorun Yok"}, ParcelStep.DELIVERED),
        ({"returnStatus": "2"}, ParcelStep.DELIVERED),
        ({"rejectStatus": "10", "rejectReasonExplanation": "Adres Yanlış"}, ParcelStep.RETURNED),
        ({"returnStatus": "3"}, ParcelStep.RETURNED),
        ({"receiverCustName": "Örnek Mağaza", "senderCustName": "ÖRNEK MAĞAZA"}, ParcelStep.RETURNED),
    ],
)
def test_yurtici_delivered_is_looked_at_twice(item: dict[str, Any], step: ParcelStep) -> None:
    answer = yurtici.read_shipments({"shipmentDeliveryDetailVO": [yurtici_detail(**item)]}, ["K"])
    assert [parcel.step for parcel in answer.parcels] == [step]


def test_yurtici_details_as_json_text_and_a_row_that_cannot_be_read() -> None:
    import json

    rows = [yurtici_detail(), {"cargoKey": "L", "operationStatus": "OFD", "receiverCustName": "KEREM"}]
    answer = yurtici.read_shipments({"deliveryResultData": json.dumps(rows)}, ["K", "L"])
    assert [parcel.key for parcel in answer.parcels] == ["K"]
    (bad,) = answer.bad_rows
    assert (bad.problem, bad.package_id) == ("operationStatus: unknown", "L")
    assert "KEREM" not in bad.payload
    with pytest.raises(Refused):
        yurtici.read_shipments({"deliveryResultData": "[{"}, ["K"])


def test_arass_movements_are_read_whatever_they_say() -> None:
    from invekto.integrations.carriers.contract import Tracked
    from invekto.integrations.contract import Refused
    from invekto.integrations.models import ParcelStep
    from invekto.integrations.providers.aras.movements import read_movements

    rows: list[dict[str, Any]] = [
        {"İŞLEM TARİHİ": "21.11.2026 02:40:00", "BİRİM": "ANADOLU", "İŞLEM": "Transfer merkezine geldi"},
        {"ISLEM_TARIHI": "20.11.2026 18:05", "BIRIM": "KADIKÖY", "ISLEM": "KABUL EDİLDİ", "ACIKLAMA": {}},
        {
            "ISLEM_TARIHI": "22.11.2026 10:00",
            "BIRIM": "BORNOVA",
            "ISLEM": "Devir",
            "ACIKLAMA": "NOT BIRAKILDI",
        },
        {"ISLEM_TARIHI": "23.11.2026 10:00", "BIRIM": "KADIKÖY", "ISLEM": "Teslim edildi"},
        {"ISLEM_TARIHI": "1.1.0001", "ISLEM": "?"},
        {"ISLEM_TARIHI": "yarın", "ISLEM": "Yolda"},
    ]
    back = Tracked(key="R1", step=ParcelStep.RETURNED, at=None)
    found = read_movements({"QueryResult": {"CargoTransaction": rows}}, back)
    assert [(one.step.value, one.branch, one.words) for one in found] == [
        ("created", "KADIKÖY", "KABUL EDİLDİ"),
        ("in_transit", "ANADOLU", "Transfer merkezine geldi"),
        ("failed", "BORNOVA", "Devir – NOT BIRAKILDI"),
    ]
    one = {"QueryResult": {"CargoTransaction": rows[3]}}
    assert [m.step for m in read_movements(one, Tracked(key="R1", step=ParcelStep.DELIVERED, at=None))] == [
        ParcelStep.DELIVERED
    ]
    assert read_movements({"QueryResult": None}, back) == ()
    assert read_movements(None, back) == ()
    with pytest.raises(Refused):
        read_movements([], back)


def test_a_delivery_that_only_a_movement_tells_is_none_yet() -> None:
    moves = [
        {
            "eventId": "YK",
            "reasonId": "GOK",
            "eventDate": "20261120",
            "eventTime": "93000",
            "unitName": "ŞİŞLİ",
        },
        {
            "eventId": "OK",
            "reasonId": "OK",
            "eventDate": "20261121",
            "eventTime": "93000",
            "unitName": "KADIKÖY",
        },
    ]
    detail = {
        "cargoKey": "R1",
        "operationStatus": "IND",
        "shipmentDeliveryItemDetailVO": [{"docId": "1", "cargoEventId": "OK", "invDocCargoVOArray": moves}],
    }
    (told,) = yurtici.read_shipments({"outFlag": "0", "shipmentDeliveryDetailVO": [detail]}, ["R1"]).parcels
    assert told.step is ParcelStep.OUT_FOR_DELIVERY
    assert told.delivered_at is None
    detail["operationStatus"] = "DLV"
    (told,) = yurtici.read_shipments({"outFlag": "0", "shipmentDeliveryDetailVO": [detail]}, ["R1"]).parcels
    assert told.step is ParcelStep.DELIVERED
