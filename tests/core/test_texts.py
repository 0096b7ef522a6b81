"""Texts, folding and phones."""

from __future__ import annotations

import pytest

from invekto.core import checks, phones
from invekto.core.folding import fold, turkish_lower
from invekto.core.texts import TextMissing, text


def test_every_text_exists_in_every_language_with_the_same_variables():
    assert checks.text_problems() == []


def test_every_text_that_code_names_exists():
    assert checks.code_text_problems() == []


def test_a_text_that_code_names_and_nobody_wrote_is_told(tmp_path):
    (tmp_path / "room.py").write_text(
        'text("no-such-one", "tr"); turn.t("no-such-two", n=1); turn.staff(f"no-{x}"); text("demo-screen")\n'
        'class Refused(Exception):\n    text_id = "no-such-three"\n'
    )
    told = {problem.rpartition(" ")[2] for problem in checks.code_text_problems(tmp_path)}
    assert told == {"no-such-one", "no-such-two", "no-such-three"}


def test_no_model_change_lacks_its_migration():
    assert checks.migrations_behind() == []


def test_a_missing_text_is_an_error_and_not_an_empty_page():
    with pytest.raises(TextMissing):
        text("no-such-text", "tr")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("IŞIL  Örnek", "isil ornek"),
        ("isil ornek", "isil ornek"),
        ("İSTANBUL", "istanbul"),
        ("Çağrı GÜÇLÜ", "cagri guclu"),
    ],
)
def test_names_are_the_same_with_and_without_diacritics(typed: str, key: str):
    assert fold(typed) == key


def test_turkish_capitals_become_the_right_small_letters():
    assert turkish_lower("ISPARTA İZMİR") == "ısparta izmir"


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("0532 111 22 33", "+905321112233"),
        ("532 111 22 33", "+905321112233"),
        ("905321112233", "+905321112233"),
        ("+90 (532) 111-22-33", "+905321112233"),
        ("+49 151 23456789", "+4915123456789"),
        ("merhaba", None),
        ("", None),
        ("12", None),
    ],
)
def test_a_phone_is_read_as_people_write_it(typed: str, e164: str | None):
    assert phones.to_e164(typed) == e164


def test_a_phone_is_shown_with_spaces():
    assert phones.for_people("+905321112233") == "+90 532 111 22 33"
