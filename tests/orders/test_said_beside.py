"""What a message says of an order's owner beside the question itself."""

from __future__ import annotations

import pytest

from invekto.orders.beside import said_beside
from invekto.orders.facts import Facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("1020304050 nerede, adım Elif Demir", Facts(name="elif demir")),
        ("adım elif demir 1020304050 nerede", Facts(name="elif demir")),
        ("Adım soyadım: Elif Nur Demir. Kargom nerede", Facts(name="elif nur demir")),
        ("ismim Elif Demir kargom nerde kaldı 1020304050", Facts(name="elif demir")),
        ("1020304050 Elif Demir adına, nerede", Facts(name="elif demir")),
        ("siparişim Elif Demir adına kayıtlı", Facts(name="elif demir")),
        ("where is 1020304050, my name is Elif Demir", Facts(name="elif demir")),
        ("1020304050 nerede, ilçem Bornova", Facts(district="bornova")),
        ("1020304050 nerede, telefonumun son dört hanesi 2233", Facts(phone="2233")),
        ("1020304050 nerede, adım Elif", Facts()),
        ("ben kargomu bekliyorum 1020304050", Facts()),
        ("1020304050 nerede", Facts()),
    ],
)
def test_only_what_is_introduced_as_the_owners_is_taken_for_it(text: str, facts: Facts):
    assert said_beside(text) == facts
