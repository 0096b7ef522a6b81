"""Several wishes in one message: found, in the order in which they are served, each with its own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings

from invekto.chat_analysis.services import Analysis, load_analyser

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def read() -> Callable[[str, str], Analysis]:
    def one(vertical: str, text: str) -> Analysis:
        return load_analyser(vertical, cache_dir=settings.CACHE_DIR).analyze(text, now=NOW)

    return one


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("kargom nerde kaldi ve ayrıca iade etmek istiyorum", ["return_request", "order_status"]),
        ("kargom nerede, gelmezse iade", ["return_request", "order_status"]),
        ("iade etmek istiyorum ayrıca fatura lazım", ["return_request", "invoice_request"]),
        ("Siyahı stokta var mı? Kargo ücreti ne kadar?", ["stock_inquiry", "shipping_info"]),
    ],
)
def test_acts_come_before_questions_and_questions_as_they_were_asked(
    read: Callable[[str, str], Analysis], text: str, intents: list[str]
) -> None:
    found = read("ecommerce", text)
    assert [wish.intent for wish in found.intents] == intents
    assert found.intent == intents[0]


def test_each_wish_names_the_words_that_carried_it(read: Callable[[str, str], Analysis]) -> None:
    text = "kargom nerde kaldi ve ayrıca iade etmek istiyorum"
    words = {wish.intent: text[slice(*wish.span)] for wish in read("ecommerce", text).intents}
    assert "kargom nerde" in words["order_status"]
    assert "iade" not in words["order_status"]
    assert "iade etmek istiyorum" in words["return_request"]


@pytest.mark.parametrize(
    "text",
    [
        "iade degil degisim istiyorum",
        "merhaba kolay gelsin kargom nerde kaldi tesekkurler",
        "bu arada kapıda ödeme var mı?",
    ],
)
def test_one_wish_stays_one(read: Callable[[str, str], Analysis], text: str) -> None:
    assert len(read("ecommerce", text).intents) == 1


@pytest.mark.parametrize(
    "text",
    [
        "dort tane agri kesici ictim gecmiyor, adresiniz nerede ve saat kaca kadar aciksiniz",
        "yerinizi tarif eder misiniz otopark var mi, cocugun disi agriyor aglıyor",
    ],
)
def test_an_emergency_between_questions_comes_first(read: Callable[[str, str], Analysis], text: str) -> None:
    found = read("dental", text)
    assert found.intent == "emergency"
    assert found.signals.red_flag


@pytest.mark.parametrize(
    "text",
    ["", "?", "ve", "ve ayrıca bir de", "? ? ?", "\n\n\n", "ve " * 60, "iade fatura " * 45, "🙏 , 🙏 ve 🙏"],
)
def test_odd_messages_are_answered(read: Callable[[str, str], Analysis], text: str) -> None:
    found = read("ecommerce", text)
    assert all(0 <= start <= end <= len(text) for start, end in (wish.span for wish in found.intents))


@pytest.mark.parametrize(
    ("vertical", "text", "intent"),
    [
        ("dental", "perşembe günü gelemiyorum, öbür haftaya alalım mı", "appointment_reschedule"),
        ("dental", "iptal eden olursa ben onun saatine gelebilirim", "appointment_booking"),
        ("ecommerce", "parayı istemiyorum bunu alın 42 numarasını yollayın", "product_exchange"),
    ],
)
def test_what_excludes_each_other_is_one_wish(
    read: Callable[[str, str], Analysis], vertical: str, text: str, intent: str
) -> None:
    found = read(vertical, text)
    assert [wish.intent for wish in found.intents] == [intent]
