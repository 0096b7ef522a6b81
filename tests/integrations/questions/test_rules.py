"""What may be said under a product."""

from __future__ import annotations

import pytest

from invekto.integrations.questions.contract import AnswerRules
from invekto.integrations.questions.rules import breaches

RULES = AnswerRules(shortest=10, longest=2000)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Merhaba, kalıbı dardır; bir beden büyük almanızı öneririz.", []),
        ("Ürün 100x70 cm, 1.250 gram, 60 dereceye kadar yıkanır. Fiyatı 1.249,90 TL.", []),
        ("36-38-40-42 bedenler stokta; 2026 sezonu, ürün kodu TSH-1020304.", []),
        ("Barkodu 8690000000012 olan üründür.", []),
        ("Kısa", ["short"]),
        ("x" * 2001, ["long"]),
        ("   Evet    ", ["short"]),
        ("Detay için www.ornek.com adresine bakın", ["link"]),
        ("Detay için ornek.com.tr adresine bakın", ["link"]),
        ("Bize https://ornek.example/a adresinden ulaşın", ["link"]),
        ("Bize bilgi@ornek.com adresinden yazın", ["email"]),
        ("Bizi 0532 111 22 33 numaradan arayın", ["phone"]),
        ("Bizi 05321112233 den arayın lütfen", ["phone"]),
        ("+90 (532) 111-22-33 numarasına yazın", ["phone"]),
        ("Müşteri hizmetlerimiz 0850 123 45 67", ["phone"]),
        ("Bize WhatsApp'tan yazabilirsiniz lütfen", ["elsewhere"]),
        ("Instagramdan mesaj atarsanız yardımcı oluruz", ["elsewhere"]),
        ("Bu nasıl bir aptalca soru böyle", ["swear"]),
        ("Picnic sepetine uygundur, piknikte kullanılır.", []),
        ("Sıkma ayarı vardır; şikayet gelmedi.", []),
        ("Havale için TR33 0006 1005 1978 6457 8413 26", ["bank"]),
    ],
)
def test_what_platforms_refuse_is_found_before(words: str, kinds: list[str]) -> None:
    assert [one.kind for one in breaches(words, RULES)] == kinds
