from __future__ import annotations

from typing import Any

import pytest

from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.normalise import fold
from tests.chat_analysis.conftest import ISTANBUL, NOW


def values(text: str, name: str) -> list[Any]:
    found = find_entities(text, fold(text), now=NOW, zone=ISTANBUL)
    for entities in found.values():
        for entity in entities:
            assert text[entity.start : entity.end] == entity.text
    return [entity.value for entity in found.get(name, [])]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1020304050", "1020304050"),
        ("  1020304050 ", "1020304050"),
        ("sipariş no 1020304050", "1020304050"),
        ("Sipariş numaram: #48213907", "48213907"),
        ("48213 numaralı siparişim nerede", "48213"),
        ("siparis no: TY-1020304050", "TY-1020304050"),
        ("1020 3040 50", "1020304050"),
        ("sipariş numaram 5321112233", "5321112233"),
        ("12345678901234567890", "12345678901234567890"),
        ("sipariş 1020304050 tel 0532 111 22 33", "1020304050"),
        ("1020304050.", "1020304050"),
        ("1020304050 nerede kaldı", "1020304050"),
        ("my order number is 1020304050", "1020304050"),
    ],
)
def test_an_order_number_is_found(text: str, number: str) -> None:
    assert values(text, "order_number") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "05321112233",
        "5321112233",
        "+90 532 111 22 33",
        "numaram 0 (532) 111-22-33",
        "tc kimlik no 10000000146",
        "TC 10000000146",
        "vergi no 1234567890",
        "12500 TL ödedim",
        "posta kodu 34000",
        "1234",
        "123456789012345678901",
        "müşteri no 10000000146",
        "12345678901 bu tc kimlik numaram",
        "5412345678901234 nolu kartımdan çekildi",
        "iban DE89 3704 0044 0532 0130 00",
        "4111 1111 1111 1111",
        "TR33 0006 1005 1978 6457 8413 26",
    ],
)
def test_other_numbers_are_no_order_number(text: str) -> None:
    assert values(text, "order_number") == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("05321112233", "phone", "+905321112233"),
        ("numaram 0 (532) 111-22-33", "phone", "+905321112233"),
        ("905321112233 arayın", "phone", "+905321112233"),
        ("my number is +49 1512 3456789", "phone", "+4915123456789"),
        ("Ali.Veli@Example.com adresine", "email", "ali.veli@example.com"),
        ("vergi no 1234567890", "tax_number", "1234567890"),
        ("takip no 123456789012", "tracking_code", "123456789012"),
        ("kargo takip numaram KP12345678TR", "tracking_code", "KP12345678TR"),
        ("Ankara'ya kaç günde gelir", "city", "Ankara"),
        ("urfaya kargo var mı", "city", "Şanlıurfa"),
        ("Van'dan yazıyorum", "city", "Van"),
        ("38 numara var mı", "size", "38"),
        ("xl beden kaldı mı", "size", "XL"),
        ("M var mı", "size", "M"),
        ("2-3 yaş olsun", "size", "2-3 yaş"),
        ("siyahı kaldı mı", "color", "siyah"),
        ("do you have it in red", "color", "kırmızı"),
        ("100 adet alsak", "quantity", {"amount": 100, "unit": "piece"}),
        ("yüz elli adet", "quantity", {"amount": 150, "unit": "piece"}),
        ("2 koli lazım", "quantity", {"amount": 2, "unit": "carton"}),
        ("1.250,50 TL ödedim", "money", {"amount": "1250.50", "currency": "TRY"}),
        ("20 bin lira mı", "money", {"amount": "20000.00", "currency": "TRY"}),
        ("₺499 yazıyor", "money", {"amount": "499.00", "currency": "TRY"}),
        ("küçük geldi", "return_reason", {"reason": "size", "direction": "small"}),
        ("yanlış ürün göndermişsiniz", "return_reason", {"reason": "wrong_item"}),
        ("kırık geldi", "return_reason", {"reason": "damaged"}),
        ("sizi instagramdan gördüm", "channel", "instagram"),
        ("arkadaşım tavsiye etti", "channel", "referral"),
        ("tiktokta gördüm sizi", "channel", "tiktok"),
        ("gazetede okudum sizi", "channel", "other"),
        ("750'ye bırakırsan alırım", "money", {"amount": "750.00", "currency": "TRY"}),
        ("3 bin 200 demiştiniz", "money", {"amount": "3200.00", "currency": "TRY"}),
        ("1,5 milyon tl ciro", "money", {"amount": "1500000.00", "currency": "TRY"}),
        ("I paid 65 pounds", "money", {"amount": "65.00", "currency": "GBP"}),
        ("6 çift çorap", "quantity", {"amount": 6, "unit": "piece"}),
        ("half a dozen mugs", "quantity", {"amount": 6, "unit": "piece"}),
        ("12'lik koliden 2 tane", "quantity", {"amount": 2, "unit": "carton"}),
        ("iki üç tane lazım", "quantity", {"amount": 2, "unit": "piece"}),
        ("160x200 çarşaf", "size", "160x200"),
        ("80C sütyen", "size", "80C"),
        ("ayakkabının 44'ü var mı", "size", "44"),
        ("çift kişilik yorgan", "size", "çift kişilik"),
        ("large kaldı mı", "size", "L"),
        ("krem renk olsun", "color", "krem"),
        ("Rotterdam'dan yazıyorum", "city", "Rotterdam"),
        ("VKN 123 456 78 90", "tax_number", "1234567890"),
        ("gömleklerden birini istiyorum", "product", "gömlek"),
        ("masa örtüsü var mı", "product", "masa örtüsü"),
        ("two of the hoodies", "product", "hoodie"),
        ("kanal tedavisi acıtır mı", "treatment", "kanal tedavisi"),
        ("how much are veneers", "treatment", "lamina"),
        ("Dr. Kemal Işık'a randevu", "doctor", "Kemal Işık"),
        ("nazlı hocadan randevu", "doctor", "Nazlı"),
        ("fatura Ege Tekstil Ltd. Şti. adına", "company", "Ege Tekstil Ltd. Şti."),
        ("yıkayınca soldu", "return_reason", {"reason": "quality"}),
        ("bana dar geldi", "return_reason", {"reason": "size", "direction": "small"}),
        ("alerji yaptı", "return_reason", {"reason": "other"}),
        ("fikrim değişti", "return_reason", {"reason": "changed_mind"}),
    ],
)
def test_an_entity_is_found_with_its_value(text: str, name: str, value: Any) -> None:
    assert values(text, name) == [value]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("başım ağrıyor", "city"),
        ("ordu gibi geldiler", "city"),
        ("ürün 38 gündür gelmedi", "size"),
        ("sarı sayfalar", "color"),
        ("3 taksit olur mu", "quantity"),
        ("instagram hesabınız ne", "channel"),
        ("iyi akşamlar", "datetime"),
        ("7/24 açık mısınız", "datetime"),
        ("31.02.2025", "datetime"),
        ("kötü bir ürün", "product"),
        ("salı günü gelsin", "product"),
        ("one more thing", "color"),
        ("a small question", "size"),
        ("8 seans lazer", "quantity"),
        ("hangi hoca bakıyor", "doctor"),
        ("Dr Kemal left", "company"),
        ("tabelanız yanmıyor", "channel"),
        ("kargoya geç kaldım", "return_reason"),
    ],
)
def test_a_word_that_only_looks_like_an_entity_is_none(text: str, name: str) -> None:
    assert values(text, name) == []


@pytest.mark.parametrize(
    ("text", "begin", "end", "grain"),
    [
        ("yarın", "2025-03-06T00:00", "2025-03-07T00:00", "day"),
        ("haftaya salı öğleden sonra", "2025-03-11T12:00", "2025-03-11T18:00", "part_of_day"),
        ("bu cuma", "2025-03-07T00:00", "2025-03-08T00:00", "day"),
        ("yarın 3 buçukta", "2025-03-06T15:30", "2025-03-06T15:31", "minute"),
        ("yarın saat 15:30", "2025-03-06T15:30", "2025-03-06T15:31", "minute"),
        ("cuma akşam 7'de", "2025-03-07T19:00", "2025-03-07T20:00", "hour"),
        ("yarın sabah 9'da", "2025-03-06T09:00", "2025-03-06T10:00", "hour"),
        ("ayın 15'i", "2025-03-15T00:00", "2025-03-16T00:00", "day"),
        ("ayın 3'ü", "2025-04-03T00:00", "2025-04-04T00:00", "day"),
        ("12.03.2025", "2025-03-12T00:00", "2025-03-13T00:00", "day"),
        ("15 mart cumartesi", "2025-03-15T00:00", "2025-03-16T00:00", "day"),
        ("2 ocak", "2026-01-02T00:00", "2026-01-03T00:00", "day"),
        ("hafta sonu", "2025-03-08T00:00", "2025-03-10T00:00", "day"),
        ("haftaya", "2025-03-10T00:00", "2025-03-17T00:00", "week"),
        ("salı günü sipariş verdim", "2025-03-04T00:00", "2025-03-05T00:00", "day"),
        ("tomorrow at 3pm", "2025-03-06T15:00", "2025-03-06T16:00", "hour"),
        ("next tuesday morning", "2025-03-11T08:00", "2025-03-11T12:00", "part_of_day"),
        ("saat 9", "2025-03-06T09:00", "2025-03-06T10:00", "hour"),
    ],
)
def test_a_time_is_an_absolute_range_with_the_zones_offset(
    text: str, begin: str, end: str, grain: str
) -> None:
    expected = {"from": f"{begin}:00+03:00", "to": f"{end}:00+03:00", "grain": grain}
    assert values(text, "datetime") == [expected]
