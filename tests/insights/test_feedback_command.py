"""`invekto feedback`: what customers ask most, from exported chats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]
Figures = Callable[..., dict[str, Any]]
Run = Callable[..., Any]

NOTICE = "12.03.2026 14:00 - Mesajlar ve aramalar uçtan uca şifrelidir. Bu sohbetin dışında kimse okuyamaz."
JOBS = (
    "eleman alımı var mı",
    "mağazada çalışacak eleman arıyor musunuz",
    "elemana ihtiyacınız var mı",
    "eleman arıyormuşsunuz hâlâ geçerli mi",
)


def talk(customer: str, *texts: str, day: int = 12, hour: int = 14) -> list[str]:
    """A customer who asks, and a shop that answers every time."""
    lines = []
    for minute, text in enumerate(texts):
        lines.append(f"{day}.03.2026 {hour}:{minute * 2:02} - {customer}: {text}")
        lines.append(f"{day}.03.2026 {hour}:{minute * 2 + 1:02} - Moda Butik: Hemen bakıyorum")
    return lines


def named(rows: list[dict[str, Any]], intent: str) -> dict[str, Any]:
    return next(row for row in rows if row["intent"] == intent)


def test_intents_are_ranked_and_only_customers_count(write_chat: Write, figures: Figures):
    one = write_chat(
        NOTICE,
        *talk(
            "Ayşe Yılmaz", "kargom nerede kaldı", "siparişim ne zaman gelir, hala gelmedi", "faturamı isterim"
        ),
        name="a.txt",
    )
    two = write_chat(NOTICE, *talk("Mehmet", "siparişim nerede", "Teşekkürler"), name="b.txt")
    found = figures("--vertical", "ecommerce", one, two)
    assert found["business"] == ["Moda Butik"]
    assert found["messages"]["with_words"] == 5
    assert found["messages"]["customers"] == 2
    first, *others = found["intents"]
    assert (first["intent"], first["count"], first["customers"], first["share"]) == (
        "order_status",
        3,
        2,
        0.6,
    )
    assert named(others, "invoice_request")["count"] == 1
    assert [row["intent"] for row in found["courtesies"]] == ["thanks"]
    assert first["hours"][14] == 3
    assert first["weeks"] == [{"from": "2026-03-09", "count": 3}]


def test_what_is_no_intent_yet_becomes_a_theme_and_a_proposal(write_chat: Write, figures: Figures):
    one = write_chat(NOTICE, *talk("Ayşe", *JOBS[:2]), name="a.txt")
    two = write_chat(NOTICE, *talk("Mehmet", *JOBS[2:], "asdf qwer", "tamam", day=19, hour=9), name="b.txt")
    found = figures("--vertical", "ecommerce", one, two)
    theme = found["below_threshold"]["themes"][0]
    assert theme["count"] == 4
    assert theme["customers"] == 2
    assert "eleman" in theme["name"]
    assert (theme["hours"][14], theme["hours"][9]) == (2, 2)
    assert [week["count"] for week in theme["weeks"]] == [2, 2]
    assert found["next_intents"][0] == {"name": theme["name"], "messages_per_month": 4, "count": 4}


def test_nothing_that_is_shown_leads_to_a_person(write_chat: Write, feedback: Run):
    texts = (
        "Ben Rojda, siparişim 1020304050 nerede kaldı",
        "0532 111 22 33 numarama yazın, kargom nerede",
        "Berfin hanım kargom hâlâ gelmedi, rojda@example.com",
        "Karahan adına olan kargo nerede",
        *JOBS,
    )
    path = write_chat(NOTICE, *talk("Rojda Karahan", *texts), name="Rojda Karahan ile WhatsApp Sohbeti.txt")
    for form in ("text", "json"):
        shown = feedback("--vertical", "ecommerce", "--format", form, path).output
        assert "M… B…" in shown
        for secret in ("Rojda", "rojda", "Karahan", "Berfin", "1020304050", "111 22 33", "example.com"):
            assert secret not in shown
        assert "[name]" in shown


def test_the_same_chats_give_the_same_report_in_any_order(write_chat: Write, figures: Figures):
    one = write_chat(NOTICE, *talk("Ayşe", *JOBS, "kargom nerede"), name="a.txt")
    two = write_chat(NOTICE, *talk("Mehmet", *reversed(JOBS)), name="b.txt")
    first = figures("--vertical", "ecommerce", one, two)
    second = figures("--vertical", "ecommerce", two, one)
    assert first["below_threshold"] == second["below_threshold"]
    assert first["intents"] == second["intents"]


def test_a_chat_exported_twice_counts_once(write_chat: Write, figures: Figures):
    lines = talk("Ayşe", "kargom nerede", "kargom nerede")
    one = write_chat(NOTICE, *lines, name="a.txt")
    two = write_chat(NOTICE, *lines, *talk("Ayşe", "iade etmek istiyorum", day=13), name="b.txt")
    assert figures("--vertical", "ecommerce", one, two)["messages"]["with_words"] == 3


def test_the_business_is_found_in_one_file_by_its_name_by_who_deleted_and_by_who_answers(
    write_chat: Write, figures: Figures
):
    lines = talk("Ayşe", "merhaba, bu var mı?", "ne kadar?")
    by_name = write_chat(*lines, name="Ayşe ile WhatsApp Sohbeti.txt")
    assert figures("--vertical", "ecommerce", by_name)["business_found_by"] == ["file-name"]
    deleted = write_chat(*lines, "12.03.2026 15:00 - Moda Butik: Bu mesajı sildiniz", name="x.txt")
    assert figures("--vertical", "ecommerce", deleted)["business_found_by"] == ["owner"]
    found = figures("--vertical", "ecommerce", write_chat(*lines, name="y.txt"))
    assert (found["business"], found["business_found_by"]) == (["M… B…"], ["answers"])


def test_whoever_is_named_is_the_business_and_the_output_says_how_to_change_it(
    write_chat: Write, feedback: Run
):
    path = write_chat(NOTICE, *talk("Ayşe", "kargom nerede"))
    assert "Taken for the business: M… B…" in feedback("--vertical", "ecommerce", path).output
    assert "--business NAME" in feedback("--vertical", "ecommerce", path).output
    turned = feedback("--vertical", "ecommerce", "--business", "AYŞE", path)
    assert "Taken for the business: Ayşe (you said so)" in turned.output
    assert "1 message with words from 1 customer" in turned.output


def test_a_customer_who_is_taken_for_the_business_is_not_named(write_chat: Write, feedback: Run):
    """The chat came from the customer's phone: every sign says that they are the business."""
    lines = talk("Rojda Karahan", "kargom nerede", "Rojda ben, kargo kimde")
    own_phone = write_chat(NOTICE, *lines, name="WhatsApp Chat with Moda Butik.txt")
    lines += ["12.03.2026 15:00 - Rojda Karahan: Bu mesajı sildiniz"]
    lines += ["12.03.2026 16:00 - Moda Butik: Rojda Hanım kargonuz yolda mı"]
    deleted = write_chat(NOTICE, *lines, name="x.txt")
    for path in (own_phone, deleted):
        for form in ("text", "json"):
            shown = feedback("--vertical", "ecommerce", "--format", form, path).output
            assert "R… K…" in shown
            assert "Rojda" not in shown
            assert "Karahan" not in shown


def test_a_number_that_is_taken_for_the_business_is_not_shown(write_chat: Write, figures: Figures):
    path = write_chat(
        "12.03.2026 14:00 - Ayşe: kargom nerede?", "12.03.2026 14:01 - +90 532 111 22 33: yolda", name="x.txt"
    )
    assert figures("--vertical", "ecommerce", path)["business"] == ["…"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("WhatsApp Chat with Rojda Karahan.txt", "WhatsApp Chat with R… K….txt"),
        ("Rojda Karahan ile WhatsApp Sohbeti (2).txt", "R… K… ile WhatsApp Sohbeti (2).txt"),
        ("WhatsApp Sohbeti - Rojda Karahan.zip", "WhatsApp Sohbeti - R… K….zip"),
        ("WhatsApp Chat - +90 532 111 22 33.zip", "WhatsApp Chat - ….zip"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_without_its_customers_name(
    write_chat: Write, feedback: Run, name: str, shown: str
):
    path = write_chat("Sevgili günlük,", name=name)
    for wrong in (path, path.with_name(f"{path.stem} (1){path.suffix}")):
        told = feedback("--vertical", "ecommerce", wrong)
        assert told.exit_code == 1
        assert shown[: shown.rindex(".")] in told.stderr
        assert "Rojda" not in told.stderr
        assert "532" not in told.stderr


def test_chats_without_a_customer_are_told_without_a_name(write_chat: Write, feedback: Run):
    path = write_chat("12.03.2026 14:00 - Moda Butik: Rojda Hanım orada mısınız", name="Rojda Karahan.txt")
    told = feedback("--vertical", "ecommerce", path)
    assert (told.exit_code, told.stderr) == (1, "No customer wrote anything in these chats.\n")


def test_a_name_nobody_has_is_refused(write_chat: Write, feedback: Run):
    path = write_chat(NOTICE, *talk("Ayşe", "kargom nerede"))
    result = feedback("--vertical", "ecommerce", "--business", "Başka", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'Nobody in these chats is called "Başka"' in result.stderr


def test_a_file_that_is_no_export_is_one_plain_sentence(write_chat: Write, feedback: Run, tmp_path: Path):
    good = write_chat(NOTICE, *talk("Ayşe", "kargom nerede"), name="good.txt")
    bad = write_chat("Sevgili günlük,", name="diary.txt")
    result = feedback("--vertical", "ecommerce", good, bad)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "diary.txt is no chat exported from WhatsApp: none of its first lines begins"
    )
    assert result.stderr.count("\n") == 1
    missing = feedback("--vertical", "ecommerce", tmp_path / "nowhere.txt")
    assert (missing.exit_code, missing.stderr) == (1, f"{tmp_path / 'nowhere.txt'} does not exist.\n")


def test_wrong_options_say_what_is_right(write_chat: Write, feedback: Run):
    path = write_chat(NOTICE, *talk("Ayşe", "kargom nerede"))
    assert feedback(path).exit_code == 2
    assert feedback("--tenant", "x", path).exit_code == 2
    zone = feedback("--vertical", "ecommerce", "--timezone", "Mars/Olympus", path)
    assert (zone.exit_code, zone.stderr) == (
        1,
        "Mars/Olympus is no known time zone; write one such as Europe/Istanbul.\n",
    )
    assert "'bakery' is not a vertical" in feedback("--vertical", "bakery", path).stderr


def test_the_report_speaks_turkish(write_chat: Write, feedback: Run):
    path = write_chat(NOTICE, *talk("Ayşe", "kargom nerede", "bugün hava nasıl"))
    shown = feedback("--vertical", "ecommerce", "--language", "tr", "--examples", "1", path).output
    assert "Siparişinin nerede olduğunu soruyor (order_status)" in shown
    assert "Önerilen yeni niyetler" in shown
