"""Days and hours as people say them. Now is Wednesday 5 March 2025, ten in the morning."""

from __future__ import annotations

import pytest

from invekto.chat_analysis.analysis import Entity
from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.normalise import fold
from tests.chat_analysis.conftest import ISTANBUL, NOW


def times(text: str) -> list[Entity]:
    return find_entities(text, fold(text), now=NOW, zone=ISTANBUL).get("datetime", [])


@pytest.mark.parametrize(
    ("text", "begin", "end", "grain"),
    [
        ("yrn 4 bucukta gelsem", "2025-03-06T16:30", "2025-03-06T16:31", "minute"),
        ("pztesi sbh 10 gibi", "2025-03-10T10:00", "2025-03-10T11:00", "hour"),
        ("iki hafta sonraki perşembe", "2025-03-20T00:00", "2025-03-21T00:00", "day"),
        ("önümüzdeki ay", "2025-04-01T00:00", "2025-05-01T00:00", "month"),
        ("bayramdan sonra olsun", "2025-04-02T00:00", "2025-04-09T00:00", "week"),
        ("arife günü", "2025-03-29T00:00", "2025-03-30T00:00", "day"),
        ("akşam 6 gibi uğrarım", "2025-03-05T18:00", "2025-03-05T19:00", "hour"),
        ("pazartesiden çarşambaya", "2025-03-10T00:00", "2025-03-13T00:00", "day"),
        ("4'e çeyrek var", "2025-03-05T15:45", "2025-03-05T15:46", "minute"),
        ("2'yi yirmi geçe", "2025-03-05T14:20", "2025-03-05T14:21", "minute"),
        ("yarın 15-17 arası", "2025-03-06T15:00", "2025-03-06T17:00", "hour"),
        ("half past four tomorrow", "2025-03-06T16:30", "2025-03-06T16:31", "minute"),
        ("next friday at 11 am", "2025-03-14T11:00", "2025-03-14T12:00", "hour"),
        ("nisanın yirmisi", "2025-04-20T00:00", "2025-04-21T00:00", "day"),
        ("the 3rd of June", "2025-06-03T00:00", "2025-06-04T00:00", "day"),
        ("yarım saat sonra", "2025-03-05T10:30", "2025-03-05T10:31", "minute"),
        ("2 saat sonra", "2025-03-05T12:00", "2025-03-05T13:00", "hour"),
        ("geçen perşembe teslim ettim", "2025-02-27T00:00", "2025-02-28T00:00", "day"),
        ("3 gün önce kargoya verdim", "2025-03-02T00:00", "2025-03-03T00:00", "day"),
        ("28 şubatta aldım", "2025-02-28T00:00", "2025-03-01T00:00", "day"),
        ("yarın saat 10.00", "2025-03-06T10:00", "2025-03-06T11:00", "hour"),
        ("cuma saat 10.10'da", "2025-03-07T10:10", "2025-03-07T10:11", "minute"),
    ],
)
def test_speech_becomes_a_range(text: str, begin: str, end: str, grain: str) -> None:
    assert [entity.value for entity in times(text)] == [
        {"from": f"{begin}:00+03:00", "to": f"{end}:00+03:00", "grain": grain}
    ]


def test_an_hour_without_a_day_belongs_to_the_day_named_before_it() -> None:
    first, second = times("perşembe 14:00 demiştik, 16:30 olur mu")
    assert isinstance(first.value, dict)
    assert isinstance(second.value, dict)
    assert (first.value["from"], second.value["from"]) == (
        "2025-03-06T14:00:00+03:00",
        "2025-03-06T16:30:00+03:00",
    )


def test_a_weekday_that_confirms_a_date_is_not_a_second_time() -> None:
    assert len(times("21 mart cuma uygun")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "salı pazarında daha ucuz",
        "iyi akşamlar",
        "pazar filesi istiyorum",
        "mayıs sıkıntısı bu",
        "iki dakika bakar mısınız",
        "may I ask",
        "dünya kadar para verdik",
        "mart kedisi gibi",
    ],
)
def test_a_word_that_only_sounds_like_a_time_is_none(text: str) -> None:
    assert times(text) == []


def test_the_choice_of_a_day_is_explained_beside_the_value() -> None:
    (found,) = times("haftaya salı")
    assert found.reason == "Tuesday of the next calendar week after 2025-03-05"
    assert found.to_dict()["reason"] == found.reason
    assert isinstance(found.value, dict)
    assert set(found.value) == {"from", "to", "grain"}


def test_an_entity_without_a_reason_prints_the_contracts_four_keys() -> None:
    assert set(Entity("38", 0, 2, "38").to_dict()) == {"text", "start", "end", "value"}


@pytest.mark.parametrize(
    "piece", ["saat ", "1 ", "5 mart ", "pazartesi ", "xl ", "12:30 ", "cok kucuk ", "yorum "]
)
def test_the_longest_message_is_read_in_a_moment(piece: str) -> None:
    text = (piece * 4096)[:4096]
    find_entities(text, fold(text), now=NOW, zone=ISTANBUL)
