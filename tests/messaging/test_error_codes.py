"""WhatsApp's documented error codes: which are tried again, which stop sending, what a person is told."""

from __future__ import annotations

import re

import pytest

from invekto.core import texts
from invekto.messaging.cloud_api.errors import NEVER, NO_ANSWER, RULES, UNREACHABLE, in_words, rule_for

# The table of the Cloud API reference, section 11, by what it says to do.
AGAIN = {
    1, 2, 4, 80007, 130429, 131000, 131016, 131052, 131053, 131056, 131057, 132069, 133004, 133016, 135000,
}  # fmt: skip
STOPS = {0, 3, 10, 33, 190, 200, 299, 368, 131005, 131031, 131037, 131042, 131045, 131048, 133010}
FINAL = {
    100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131047, 131049, 131050, 131051, 131062, 131063,
    131064, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 137000,
}  # fmt: skip
DOCUMENTED = sorted(AGAIN | STOPS | FINAL)
# Told to be repeated, but not for ever.
LIMITED = {131000: 3, 131052: 2, 131053: 2, 135000: 2}
LANGUAGES = ("tr", "en")
BY_ITSELF = re.compile("kendiliğinden|by itself")


def test_nothing_documented_is_without_a_rule_and_no_rule_without_a_place_in_the_table() -> None:
    assert {code for code in RULES if code >= 0} == set(DOCUMENTED) - {299}


@pytest.mark.parametrize("code", DOCUMENTED)
def test_a_code_is_repeated_and_stops_the_number_as_documented(code: int) -> None:
    rule = rule_for(code)
    assert (rule.retry is not NEVER) == (code in AGAIN)
    assert rule.pauses == (code in STOPS)
    assert rule.retry.tries <= LIMITED.get(code, 8)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*DOCUMENTED, NO_ANSWER, UNREACHABLE])
def test_a_person_is_told_what_happened_and_what_to_do(code: int, language: str) -> None:
    said = in_words(code, language)
    assert re.search(r"[.;] \S", said), "what happened, and what to do"
    assert not re.search(r"\d[.,]\d{3}\b", said), "a code is no quantity"
    # Nothing follows by itself any more once a message has failed.
    assert code in STOPS or not BY_ITSELF.search(said)


@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_code_has_words_of_its_own_in_both_languages(code: int) -> None:
    own = rule_for(code).text_id
    assert all(texts.has_text(own, language) for language in LANGUAGES)
    assert texts.text(own, "tr") != texts.text(own, "en")


@pytest.mark.parametrize(("code", "advice"), [(131052, "boyutunu"), (131053, "türünü"), (131049, "24 saat")])
def test_the_advice_for_a_code_survives_the_last_try(code: int, advice: str) -> None:
    assert advice in in_words(code, "tr")


def test_a_code_nobody_documented_is_named_and_not_repeated() -> None:
    assert rule_for(131999).retry is NEVER
    assert not rule_for(131999).pauses
    assert "(hata 131999)" in in_words(131999, "tr")
    assert "(error 131999)" in in_words(131999, "en")
