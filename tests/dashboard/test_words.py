"""Moments, names and WhatsApp's marks, as people read them; and a text for everything that may be named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from invekto.core.models import Role, Vertical
from invekto.core.texts import LANGUAGES, has_text
from invekto.dashboard import moments
from invekto.dashboard.bubbles import _KNOWN_TYPES
from invekto.dashboard.frame import KEYS, THEMES
from invekto.dashboard.queries.inbox import Filter
from invekto.dashboard.whatsapp_marks import to_html
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import DeliveryStatus, HandoffReason, MediaFile, MessageTemplate, Mode

ISTANBUL = ZoneInfo("Europe/Istanbul")
NOW = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)  # Monday 14:05 in Istanbul


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(), "14:05"),
        (timedelta(hours=13), "01:05"),
        (timedelta(hours=15), "Dün"),
        (timedelta(days=2), "Cmt"),
        (timedelta(days=7), "16 Kas"),
        (timedelta(days=400), "19.10.2025"),
        (-timedelta(days=1), "24 Kas"),
    ],
)
def test_a_moment_is_told_as_shortly_as_it_can_be(ago: timedelta, shown: str):
    assert moments.short(NOW - ago, NOW, ISTANBUL, "tr") == shown


@pytest.mark.parametrize(
    ("length", "turkish", "english"),
    [
        (timedelta(seconds=5), "1 dk", "1 min"),
        (timedelta(minutes=59, seconds=59), "59 dk", "59 min"),
        (timedelta(hours=21, minutes=14), "21 sa 14 dk", "21 h 14 min"),
        (timedelta(hours=3), "3 sa", "3 h"),
        (timedelta(days=2, hours=3, minutes=59), "2 gün 3 sa", "2 d 3 h"),
        (timedelta(days=7), "7 gün", "7 d"),
    ],
)
def test_a_length_of_time_is_told_in_its_two_largest_units(length: timedelta, turkish: str, english: str):
    assert moments.span(length, "tr") == turkish
    assert moments.span(length, "en") == english


def test_the_whole_moment_is_told_as_turkish_people_write_it():
    assert moments.full(NOW, ISTANBUL, "tr") == "23 Kas 2026 Pzt 14:05"
    assert moments.long_day(NOW, ISTANBUL, "tr") == "23 Kasım 2026 Pazartesi"
    assert moments.day(date(2025, 12, 31), NOW.date(), "tr") == "31 Aralık 2025 Çarşamba"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Elif Demir", "ED"),
        ("ismail ışık", "İI"),
        ("Ayşe", "A"),
        ("+90 532", "#"),
        ("", "#"),
        ("🌸 Gül", "G"),
    ],
)
def test_initials_are_turkish_capitals(name: str, shown: str):
    assert moments.initials(name) == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*kalın* ve _eğik_ ve ~üstü çizili~",
            "<strong>kalın</strong> ve <em>eğik</em> ve <s>üstü çizili</s>",
        ),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("* boşluklu *", "* boşluklu *"),
        ("```<b>kod</b>```", "<code>&lt;b&gt;kod&lt;/b&gt;</code>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_whatsapps_marks_are_drawn_and_all_else_is_text(text: str, html: str):
    assert to_html(text) == html


def test_an_address_is_a_link_without_the_full_stop_after_it():
    html = to_html("Bakın: https://ornek.example/a_b_c?x=1&y=2.")
    assert html == (
        'Bakın: <a href="https://ornek.example/a_b_c?x=1&amp;y=2" target="_blank" '
        'rel="noopener noreferrer nofollow">https://ornek.example/a_b_c?x=1&amp;y=2</a>.'
    )


NAMED = [
    *(f"message-status-{status}" for status in DeliveryStatus.values if status not in ("accepted", "played")),
    *(f"message-type-{kind}" for kind in (*_KNOWN_TYPES, "other")),
    *(f"media-{state}" for state in MediaFile.State.values if state != "stored"),
    *(f"inbox-box-{one.value}" for one in Filter),
    *(f"inbox-state-{mode}" for mode in Mode.values),
    *(f"handoff-reason-{reason.replace('_', '-')}" for reason in HandoffReason.values),
    *(f"customer-flag-{flag}" for flag in ("vip", "foreign-patient", "no-show")),
    *(f"template-category-{category}" for category in MessageTemplate.Category.values),
    *(f"connections-status-{status}" for status in IntegrationAccount.Status.values),
    *(f"role-{role}" for role in Role.values),
    *(f"vertical-{vertical}" for vertical in Vertical.values),
    *(
        f"rooms-{room}{end}"
        for room in ("home", "inbox", "questions", "connections", "confidence", "operator")
        for end in ("", "-short")
    ),
    *(one.text for one in (*THEMES, *KEYS)),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_page_may_have_to_name_has_a_name(language: str):
    assert [name for name in NAMED if not has_text(name, language)] == []
