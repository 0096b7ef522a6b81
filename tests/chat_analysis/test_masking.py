"""What leads to a person goes, what was asked stays; each sentence says which is which."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invekto.chat_analysis.services import mask_customer
from tests.chat_analysis.masking_sentences import SENTENCES

_MASK = re.compile(r"\[(?:email|iban|card|identity|phone|link|account|address|number|name)\]")
_MARKED = re.compile("⟦.*?⟧")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_exactly_what_leads_to_a_person_is_masked(sentence: str) -> None:
    text = sentence.replace("⟦", "").replace("⟧", "")
    assert _MASK.sub("⟦⟧", mask_customer(text)) == _MARKED.sub("⟦⟧", sentence)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("numaram 0532 111 22 33 arayın", "numaram [phone] arayın"),
        ("tc 10000000146", "tc [identity]"),
        ("tc 12345678901", "tc [number]"),
        ("kartım 4111*1111*1111*1111 son", "kartım [card] son"),
        ("IBAN: DE89 3704 0044 0532 0130 00", "IBAN: [iban]"),
        ("ali.veli@example.com yazın", "[email] yazın"),
        ("0532 111 22 33 veya 0533 111 22 33", "[phone] veya [phone]"),
        ("siparişim 1020304050 nerede", "siparişim [number] nerede"),
        ("t.me/gonca ya da @gonca", "[link] ya da [account]"),
        ("adım Gonca, Gül Sok. No: 3", "adım [name], [address]"),
        ("cvc 123 şifrem Abc!23 tamam", "cvc [number] şifrem [code] tamam"),
        ("şifremi unuttum, cvc kodunu nereye yazıyorum", "şifremi unuttum, cvc kodunu nereye yazıyorum"),
    ],
)
def test_the_mask_says_what_was_there(text: str, masked: str) -> None:
    assert mask_customer(text) == masked


_HIDING = ("\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u202e", "\ufe0f\u20e3")
_APART = (" ", "-", ".", "/", "_", "*", "·", "\u2011", "\u00a0", " - ", ") ")


@given(st.lists(st.sampled_from(("", *_HIDING, *_APART)), min_size=10, max_size=10))
@settings(deadline=None, derandomize=True)
def test_no_signs_between_its_digits_hide_a_telephone_number(between: list[str]) -> None:
    written = "".join(digit + sign for digit, sign in zip("05324176025", [*between, ""], strict=True))
    masked = mask_customer(f"hattım {written} budur")
    assert not any(character.isdigit() for character in masked)
    assert masked.startswith("hattım [")
    assert masked.endswith("] budur")


@given(st.text(alphabet=st.sampled_from("05 .*@[](ışğ\u200b\u0301😀-aA\n₺"), max_size=60))
@settings(deadline=None, derandomize=True)
def test_any_text_can_be_masked_and_masked_again(text: str) -> None:
    once = mask_customer(text)
    assert mask_customer(once) == once


@pytest.mark.parametrize(
    "part", ["1", "1 ", "1*", "a@", "a.", "sok ", "gül sok 5 ", "Ayşe ", "[at]", "\u0301", "TR33 "]
)
def test_a_message_of_the_greatest_length_is_masked_too(part: str) -> None:
    text = (part * 4096)[:4060] + " numaram 0532 417 60 25"
    assert "417 60 25" not in mask_customer(text)
