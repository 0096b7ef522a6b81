"""Messages and lines far longer than anybody types: read to an end, with no more work than their length asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from invekto.insights.chat_export import read_chat
from invekto.insights.chat_files import ChatFile
from invekto.insights.words import LONGEST, content_words
from tests.support.steps import steps

UNLIKE = ("perde dikimi", "perde boyu uzun", "perde rayı lazım")


def test_twice_the_words_are_twice_the_work() -> None:
    once, twice = "kumas rengi " * 150, "kumas rengi " * 300
    assert len(twice) < LONGEST
    assert steps(lambda: content_words(twice)) < 2.5 * steps(lambda: content_words(once))


def test_what_stands_behind_the_longest_message_is_no_word_of_it_not_even_half() -> None:
    text = "kumaş " * 682 + "Hatice perde"  # 4,092 characters before the name
    found = content_words(text + " perde" * 9000)
    assert {word.shown for word in found} == {"kumaş"}
    assert len(found) == 682


def test_a_capital_i_is_read_by_the_language_of_the_whole_message() -> None:
    assert [word.shown for word in content_words("ISITICI var, fişi yok")] == ["ısıtıcı", "fişi"]
    assert [word.shown for word in content_words("IRON board")] == ["iron", "board"]


def test_themes_are_found_beside_a_message_of_thirty_thousand_letters(
    write_chat: Callable[..., Path], figures: Callable[..., dict[str, Any]]
) -> None:
    endless = "perde " * 5000 + "gizli"
    lines = [
        f"12.03.2026 14:{minute:02} - {who}: {said}"
        for minute, (who, said) in enumerate(
            (who, said) for said in (*UNLIKE, endless) for who in ("Ayşe", "Mehmet")
        )
    ]
    path = write_chat(*lines, "12.03.2026 15:00 - Moda Butik: Hemen bakıyorum")
    found = figures("--vertical", "ecommerce", "--business", "Moda Butik", path)
    assert found["messages"]["with_words"] == 8
    assert "gizli" not in str(found)


@pytest.mark.parametrize(
    "words",
    [
        "güvenlik kodu ",
        "security code ",
        "davet bağlantısı ",
        "kaybolan mesajlar ",
        "grup adını ",
        "bu sohbet ",
    ],
)
def test_a_name_with_half_a_quotation_and_endless_words_of_a_notice_is_a_person(words: str) -> None:
    line = f'A "grup: {words * 8000}'.rstrip()
    (message,) = read_chat(ChatFile("chat.txt", f"12.03.2026 14:05 - {line}\n")).messages
    assert message.sender == 'A "grup'
    assert message.text == (words * 8000).rstrip()


def test_a_group_with_a_colon_in_its_name_is_no_person_however_the_notice_goes_on() -> None:
    text = (
        '12.03.2026 14:05 - Ayşe "Sipariş: acil" grubunu oluşturdu' + " ve" * 9000 + "\n"
        "12.03.2026 14:06 - Ayşe: stok geldi\n"
    )
    assert [message.text for message in read_chat(ChatFile("chat.txt", text)).messages] == ["stok geldi"]
