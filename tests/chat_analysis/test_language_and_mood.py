from __future__ import annotations

import pytest

from invekto.chat_analysis.corpus import vertical_examples, verticals
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.sentiment import sentiment, threatens_review


def language(text: str, previous: str | None = None) -> str:
    return detect(text, fold(text), previous)


@pytest.mark.parametrize("text", ["ok", "👍", "", "1020304050", "ali@example.com", "STOP!", "???"])
@pytest.mark.parametrize("previous", ["tr", "en", "de"])
def test_a_message_that_says_nothing_about_its_language_does_not_flip_it(text: str, previous: str) -> None:
    assert language(text, previous) == previous


@pytest.mark.parametrize(
    ("text", "previous", "expected"),
    [
        ("kargom nerde kaldi acaba", "en", "tr"),
        ("where is my order please", "tr", "en"),
        ("siparisim icin tracking number var mi", "tr", "tr"),
        ("أين طلبي", None, "ar"),
        ("где мой заказ", None, "ru"),
        ("Wie viel kostet die Behandlung?", None, "de"),
        ("Ich habe noch eine Frage zu meinem Termin", "en", "de"),
        ("hotel transfer dahil mi acaba", "tr", "tr"),
        ("thank you", "tr", "tr"),
        ("https://example.com/where-is-my-order", "tr", "tr"),
        ("Invisalign", "de", "de"),
        ("M", "ru", "ru"),
    ],
)
def test_a_clear_message_sets_the_language(text: str, previous: str | None, expected: str) -> None:
    assert language(text, previous) == expected


def test_the_languages_of_the_example_messages_are_told_apart() -> None:
    marked = [example for name in verticals() for example in vertical_examples(name) if example.language]
    right = sum(language(example.text) == example.language for example in marked)
    assert right / len(marked) > 0.98


@pytest.mark.parametrize("text", ["rezalet bir firmasınız!!!", "çok kötü, pişman oldum", "terrible service"])
def test_anger_is_negative(text: str) -> None:
    assert sentiment(text, fold(text)) < -0.4


@pytest.mark.parametrize(
    "text", ["çok teşekkürler, harikasınız", "süper oldu 👍", "thank you so much, great"]
)
def test_praise_is_positive(text: str) -> None:
    assert sentiment(text, fold(text)) > 0.4


def test_a_question_has_no_mood_and_a_negation_turns_it() -> None:
    assert sentiment("kargo ücreti ne kadar", fold("kargo ücreti ne kadar")) == 0
    assert sentiment("hiç güzel değil", fold("hiç güzel değil")) < 0


@pytest.mark.parametrize(
    "text",
    [
        "Great, cancelled again",
        "harika, yine gecikmiş kargom",
        "telefonu açan yok",
        "üç haftadır bekliyorum pes",
    ],
)
def test_irony_and_neglect_are_negative(text: str) -> None:
    assert sentiment(text, fold(text)) < -0.25


@pytest.mark.parametrize("text", ["bilgi verirseniz memnun olurum", "kardeşim 10 numara forma var mı"])
def test_manners_are_no_mood(text: str) -> None:
    assert abs(sentiment(text, fold(text))) < 0.25


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("google'a kötü yorum yazacağım", True),
        ("şikayetvar'a yazarım", True),
        ("tüketici hakem heyetine gidiyorum", True),
        ("I will leave a one star review", True),
        ("yorumları okudum çok güzel", False),
        ("bunu her yerde anlatacağım", True),
        ("yorumlara yazarım haberiniz olsun", True),
        ("avukatıma verdim dosyayı", True),
        ("I'm going to tell everyone on Instagram", True),
        ("5 yıldız verdim size", False),
        ("ben avukatım, ofisime sandalye lazım", False),
        ("şikayetim var doktor bey", False),
        ("kargom nerede", False),
    ],
)
def test_the_threat_of_a_bad_review_is_heard(text: str, threat: bool) -> None:
    assert threatens_review(fold(text)) is threat


@pytest.mark.parametrize(
    "text",
    [
        "dolgu yarin 10 Can Er",
        "botoks randevusu yarin 12 Esra Can",
        "Can Er",
        "Mine May",
        "may kaya botoks",
        "Nur Er yarin 10",
        "Will Turan dolgu",
        "implant icin is yeri hekimi",
        "is ariyorum",
    ],
)
def test_a_name_that_is_a_foreign_word_makes_no_message_foreign(text: str) -> None:
    assert language(text) == "tr"


@pytest.mark.parametrize(
    "text", ["Can I book?", "can you help", "may i come tomorrow", "Is it open", "10ish is fine", "of course"]
)
def test_the_same_words_are_english_beside_english_ones(text: str) -> None:
    assert language(text) == "en"
