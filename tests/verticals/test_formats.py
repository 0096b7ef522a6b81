"""Amounts, in a sentence and in a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from invekto.orders.services import money as in_table
from invekto.verticals.formats import money as in_sentence


@pytest.mark.parametrize(
    ("amount", "sentence", "table"),
    [
        ("1250", "₺1.250", "₺1.250,00"),
        ("49.9", "₺49,90", "₺49,90"),
        ("0.125", "₺0,13", "₺0,13"),
        ("0.045", "₺0,05", "₺0,05"),
    ],
)
def test_both_forms_round_alike(amount: str, sentence: str, table: str) -> None:
    assert in_sentence(amount, "tr") == sentence
    assert in_table(Decimal(amount), currency="TRY", language="tr") == table
