"""Nothing that is shown leads to a person."""

from __future__ import annotations

import pytest

from invekto.chat_analysis.services import known_words, mask_customer

SENDERS = known_words(["Berfu Karahan", "Ayşe Trendyol Müşteri", "José Álvarez", "+90 532 111 22 33"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ben Ayşe, kargom nerede", "Ben [name], kargom nerede"),
        ("merhaba rojbin demir ben", "merhaba [name] ben"),
        ("adım berk öz ve siparişim gelmedi", "adım [name] ve siparişim gelmedi"),
        ("my name is John Smith and I want a refund", "my name is [name] and I want a refund"),
        ("I'm Rachel", "I'm [name]"),
        ("Ad Soyad: Fatma Nur Kaya\nTel: 05321112233", "Ad Soyad: [name]\nTel: [phone]"),
        ("alıcı: mustafa kemal öztürk", "alıcı: [name]"),
        ("selin hanım demişti", "[name] hanım demişti"),
        ("Rojda hanıma söyleyin", "[name] hanıma söyleyin"),
        ("Güven bey", "[name] bey"),
        ("Dr. Berke randevu", "Dr. [name] randevu"),
        ("Ahmet abi nasılsın", "[name] abi nasılsın"),
        ("mehmetin siparişi", "[name] siparişi"),
        ("ZEYNEP YILMAZ ADINA KARGO", "[name] ADINA KARGO"),
        ("berfu'nun siparişi karahan adına", "[name] siparişi [name] adına"),
        ("José burada mı", "[name] burada mı"),
        ("ismim سارة", "ismim [name]"),
        ("0532 111 22 33 no'lu hat", "[phone] no'lu hat"),
        ("TC 12345678901", "TC [number]"),
        ("tc 10000000146", "tc [identity]"),
        ("kart 4111-1111-1111-1111", "kart [card]"),
        ("TR33 0006 1005 1978 6457 8413 26", "[iban]"),
        ("ali.veli@example.com yazın", "[email] yazın"),
        ("siparişim 1020304050 nerede", "siparişim [number] nerede"),
        ("sipariş no 1234", "sipariş no [number]"),
        ("TY123456789 takip", "[number] takip"),
        ("34 ABC 123 plakalı", "[number] plakalı"),
        ("12.03.1985 doğumluyum", "[number] doğumluyum"),
        ("https://x.co/a?b=1 bak", "[link] bak"),
        ("instagram.com/ayse ya da @ayse.y", "[link] ya da [account]"),
        ("Atatürk Mah. Gül Sok. No: 12 D: 5 Kadıköy", "[address] Kadıköy"),
    ],
)
def test_names_numbers_and_addresses_go(text: str, masked: str):
    assert mask_customer(text, SENDERS) == masked


@pytest.mark.parametrize(
    "text",
    [
        "ben kargomu bekliyorum",
        "deniz mavisi var mı",
        "Can you tell me",
        "teşekkürler emin değilim",
        "tamam abi",
        "hangi hanım",
        "hangi sokak",
        "fiyat 12500 TL mi",
        "1.250,00 TL",
        "36 38 40 beden",
        "saat 14:30 gibi",
        "sipariş verdim 2 gün oldu",
        "trendyol müşterisiyim",
        "",
    ],
)
def test_what_was_asked_stays(text: str):
    assert mask_customer(text, SENDERS) == text
