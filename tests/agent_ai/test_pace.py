"""What tells a machine and a flood from a person, on talks written down as who, what, and seconds since the last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from invekto.agent_ai.pace import Said

BEGIN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
OURS = ("bot", "Size nasıl yardımcı olabilirim?", 1.0)
Line = tuple[str, str, float]


def talk(*lines: Line) -> list[Said]:
    from invekto.agent_ai.pace import Said

    at, said = BEGIN, []
    for author, words, after in lines:
        at += timedelta(seconds=after)
        tapped = author == "tap"
        said.append(Said("customer" if tapped else author, words, at, at, tapped))
    return said


def rounds(*words: str, after: float = 1.0, by: str = "customer") -> list[Line]:
    return [line for one in words for line in (OURS, (by, one, after))]


TICKETS = [f"Talebiniz alındı. Takip no: {n}, saat 10:0{n}" for n in range(9)]
LOOPS = {
    "the same words at once": rounds(*["Mesajınız alındı"] * 4),
    "only the ticket's number differs": rounds(*TICKETS[:4]),
    "nearly the same words": rounds(
        *[f"Sayın {who} mesajınız bize ulaştı en kısa sürede döneceğiz size" for who in "abcd"]
    ),
    "two sentences in turn": rounds(*["Geçersiz seçim", "Ana menü"] * 3),
    "a slow one": rounds(*["Mesajınız alındı"] * 6, after=60),
    "a very slow one": rounds(*["Mesajınız alındı"] * 6, after=1800),
    "two sentences in turn, slowly": rounds(*["Geçersiz seçim", "Ana menü"] * 5, after=60),
    "three sentences in turn, slowly": rounds(*["Geçersiz seçim", "Ana menü", "Bekleyiniz"] * 5, after=200),
    "two bubbles each time": [
        line
        for _ in range(4)
        for line in (OURS, ("customer", "Mesajınız alındı", 1.0), ("customer", "İyi günler", 0.5))
    ],
    "pictures without end": rounds(*[""] * 12, after=20),
    "always something else, but instantly": rounds(*[f"cevap {chr(97 + n) * 5}" for n in range(15)]),
}
PEOPLE = {
    "three times is no loop": rounds(*["alo"] * 3),
    "different questions, quickly typed": rounds(
        "merhaba", "fiyat nedir", "kargo ne kadar", "kapıda ödeme", "renkler", "beden tablosu"
    ),
    "the same button again and again": rounds(*["Siparişim nerede?"] * 8, by="tap"),
    "photos, one after the other": rounds(*[""] * 8),
    "only emoji": rounds(*["👍"] * 8),
    "a colleague has spoken meanwhile": [
        *rounds("alo", "alo"),
        ("human", "Buyurun", 1.0),
        *rounds("alo", "alo"),
    ],
    "yes and no for a while": rounds(*["evet", "hayır"] * 4, "kargo ne kadar", "evet", "hayır", after=20),
    "repeated slowly, five times": rounds(*["kargom nerede"] * 5, after=60),
    "nobody answers, they repeat themselves": [("customer", "orada mısınız", 3.0)] * 20,
}


@pytest.mark.parametrize("lines", LOOPS.values(), ids=LOOPS)
def test_a_machine_is_seen(lines: list[Line]) -> None:
    from invekto.agent_ai.pace import judge

    assert judge(talk(*lines), bot_speaks=True) == "loop"
    assert judge(talk(*lines), bot_speaks=False) is None


@pytest.mark.parametrize("lines", PEOPLE.values(), ids=PEOPLE)
def test_a_person_is_not_taken_for_one(lines: list[Line]) -> None:
    from invekto.agent_ai.pace import judge

    assert judge(talk(*lines), bot_speaks=True) is None


@pytest.mark.parametrize(
    ("count", "apart", "is_flood"),
    [(40, 0.2, False), (41, 0.2, True), (41, 0.3, False), (200, 2.0, False), (201, 2.0, True), (0, 1, False)],
)
def test_how_many_messages_are_a_flood(count: int, apart: float, is_flood: bool) -> None:
    from invekto.agent_ai.pace import judge

    said = talk(*[("customer", f"mesaj {n}", apart) for n in range(count)])
    assert judge(said, bot_speaks=False) == ("flood" if is_flood else None)
