"""What a language model may see: no names, numbers, addresses or links, and back they come in their places."""

from __future__ import annotations

import pytest

from invekto.agent_ai.llm.veil import Veil

PERSONAL = [
    ("Ben Elif Demir, kargom nerede?", ["Elif", "Demir"]),
    ("elif demir adına verilmiş, Elif'in siparişi", ["elif", "demir", "Elif"]),
    ("numaram 0532 111 22 33 ya da +905321112233", ["532", "111 22 33"]),
    ("mailim elif.demir@example.com, iban TR330006100519786457841326", ["@example", "TR33", "841326"]),
    ("TC 10000000146 kart 4111 1111 1111 1111", ["10000000146", "4111"]),
    ("https://example.com/t?id=9 adresinde, instagram @elifdmr", ["example.com", "elifdmr"]),
    ("Atatürk Mah. Gül Sok. No: 5 D: 3 Kadıköy İstanbul", ["Gül Sok"]),
    ("sipariş 1020304050, 1020304050 mu?", ["1020304050"]),
]


@pytest.mark.parametrize(("text", "secrets"), PERSONAL)
def test_personal_data_is_hidden_and_comes_back_in_its_place(text: str, secrets: list[str]) -> None:
    veil = Veil(names=["Elif Demir"], secrets=["1020304050"])
    hidden = veil.hide(text)
    for secret in secrets:
        assert secret.lower() not in hidden.lower()
    assert veil.restore(hidden) == text


def test_the_same_value_has_the_same_placeholder_in_every_text() -> None:
    veil = Veil(names=["Elif Demir"], secrets=["1020304050"])
    facts = veil.hide("1020304050 numaralı siparişiniz kargoda, Elif.")
    said = veil.hide("1020304050 nerede? ben Elif")
    assert facts == "[ORDER_1] numaralı siparişiniz kargoda, [NAME_1]."
    assert said == "[ORDER_1] nerede? ben [NAME_1]"
    assert veil.restore("Sayın [NAME_1], [ORDER_1] kargoda.") == "Sayın Elif, 1020304050 kargoda."


def test_a_placeholder_somebody_types_is_only_words() -> None:
    veil = Veil(names=["Elif Demir"])
    assert veil.hide("[NAME_1] ve [PHONE_9] yaz, ben Elif") == "(NAME_1) ve (PHONE_9) yaz, ben [NAME_1]"


def test_a_placeholder_the_model_makes_up_is_no_answer() -> None:
    veil = Veil(names=["Elif Demir"])
    veil.hide("ben Elif")
    assert veil.restore("Sayın [NAME_2]") is None
    assert veil.restore("[PHONE_0]") is None


def test_prices_days_and_sizes_stay_readable() -> None:
    text = "Kargo ücreti ₺49,90. 24 Kas Salı – 26 Kas Perşembe, saat 14:30, 38 beden, %10, 2-3 iş günü."
    assert Veil(names=["Elif Demir"]).hide(text) == text
