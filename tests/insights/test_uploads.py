"""Chats uploaded on the page: read as the tenant's own messages are, and refused in words where they cannot be."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from invekto.core import clock

if TYPE_CHECKING:
    from django.test import Client

    from tests.support.tenants import TenantKit

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _friday(_clean_desk: None, at: Callable[[datetime], None]) -> None:
    at(NOW)


@pytest.fixture
def manager(tenant: TenantKit) -> Client:
    from django.test import Client

    client = Client()
    client.force_login(tenant.owner, backend="invekto.core.auth.DoorBackend")
    return client


def upload(client: Client, *files: tuple[str, bytes], language: str = "tr") -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post("/questions/upload/", {"files": sent}, headers={"accept-language": language})
    return response.status_code, " ".join(response.content.decode().split())


def chat(*words: str) -> tuple[str, bytes]:
    """A customer's messages, one a minute, and the shop's answer to the first."""
    lines = [f"12.03.2026 14:{n % 60:02} - Nergis Aydın: {said}" for n, said in enumerate(words)]
    lines.insert(1, "12.03.2026 14:00 - Lale Butik: Hemen bakıyorum")
    return "sohbet.txt", ("\n".join(lines) + "\n").encode()


def zipped(*members: tuple[str, bytes], broken: str = "") -> tuple[str, bytes]:
    """``broken``: the member whose packed bytes are damaged."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    content = bytearray(packed.getvalue())
    if broken:
        place = content.index(broken.encode()) + len(broken)
        content[place : place + 8] = b"\xff" * 8
    return "sohbet.zip", bytes(content)


RETURN = "aldığım kazağı geri göndermek istiyorum"


def ranked(shown: str) -> str:
    """The part of the page that says what was asked as a fact."""
    return shown.split('id="up-ranked"')[1].split("</section>")[0]


def unsure(shown: str) -> str:
    return shown.split('id="up-unsure"')[1].split("</section>")[0] if 'id="up-unsure"' in shown else ""


def test_an_uploaded_chat_is_measured_by_the_tenants_own_limits(tenant: TenantKit, manager: Client):
    from invekto.agent_ai import services as dialogue

    wish = "Ürünü iade etmek istiyor"
    assert wish in ranked(upload(manager, chat(RETURN))[1])
    with tenant.scope():
        dialogue.set_thresholds(
            tenant.id, dialogue.Thresholds(None, {"return_request": 1.0}), now=NOW, actor="test"
        )
    shown = upload(manager, chat(RETURN))[1]
    assert wish not in ranked(shown)
    assert f"Belki: {wish}" in unsure(shown)


def test_a_second_wish_is_measured_by_its_own_limit(tenant: TenantKit, manager: Client):
    from invekto.agent_ai import services as dialogue

    both = "kargom nerede kaldı, bir de fatura istiyorum"
    assert "Fatura istiyor" in ranked(upload(manager, chat(both))[1])
    with tenant.scope():
        dialogue.set_thresholds(
            tenant.id, dialogue.Thresholds(None, {"invoice_request": 1.0}), now=NOW, actor="test"
        )
    shown = ranked(upload(manager, chat(both))[1])
    assert "Siparişinin nerede olduğunu soruyor" in shown
    assert "Fatura istiyor" not in shown


def test_a_lesson_counts_for_the_very_next_upload(tenant: TenantKit, manager: Client):
    """The page must not be older than what a colleague taught a moment ago."""
    from invekto.agent_ai import services as dialogue
    from invekto.agent_ai.models import Source, Verdict
    from invekto.messaging.models import Author, Message

    words = "mor kutum yola düştü mü"
    before = upload(manager, chat(words))[1]
    assert "Şikâyetçi" not in ranked(before)
    conversation = tenant.make_conversation(name="Nergis Aydın")
    analysis = {"intent": "order_status", "confidence": 0.5, "threshold": 0.9}
    with tenant.scope():
        message = Message.objects.create(
            tenant_id=tenant.id,
            conversation=conversation,
            author=Author.CUSTOMER,
            type="text",
            text=words,
            analysis=analysis,
            at=clock.now(),
            received_at=clock.now(),
        )
        dialogue.judge_answer(
            message.id,
            verdict=Verdict.REJECTED,
            right_intent="complaint",
            user=tenant.owner,
            source=Source.THREAD,
            now=clock.now(),
        )
    assert "Şikâyetçi" in ranked(upload(manager, chat(words))[1])


def test_another_tenants_lessons_and_limits_do_not_count(
    tenant: TenantKit, second_tenant: TenantKit, manager: Client
):
    from invekto.agent_ai import services as dialogue

    with second_tenant.scope():
        dialogue.set_thresholds(second_tenant.id, dialogue.Thresholds(1.0, {}), now=NOW, actor="test")
    assert "Ürünü iade etmek istiyor" in ranked(upload(manager, chat(RETURN))[1])


def test_only_what_is_known_of_uploads_is_promised(manager: Client):
    """Nothing of an uploaded chat is kept, so no example of it can be opened."""
    for language, promise in (("tr", "görüşmesi açılır"), ("en", "opens its conversation")):
        shown = upload(manager, chat(RETURN), language=language)[1]
        assert promise not in shown
        assert "<a " not in ranked(shown)
        assert RETURN in ranked(shown)


def test_guesses_of_an_upload_stand_apart(manager: Client):
    shown = upload(manager, chat(RETURN, "şey hani öbür meselede ne oldu kine"))[1]
    assert "öbür meselede" not in ranked(shown)


def test_an_archive_with_a_broken_member_is_named_and_nothing_is_shown(manager: Client):
    good = ("bir.txt", chat(RETURN)[1])
    bad = ("iki.txt", b"12.03.2026 14:00 - Biri: " + bytes(range(32, 127)) * 40)
    status, shown = upload(manager, zipped(good, bad, broken="iki.txt"))
    assert (status, "sohbet.zip bozuk ya da parolalı." in shown) == (422, True)
    assert "Hiçbir şey saklanmadı." in shown
    assert upload(manager, zipped(good))[0] == 200


def test_an_archive_without_a_chat_says_what_to_do(manager: Client):
    status, shown = upload(manager, zipped(("foto.jpg", b"\xff\xd8\xff")))
    assert (status, "içinde .txt yok" in shown) == (422, True)


def test_an_archive_that_unpacks_to_much_is_stopped_on_the_way(manager: Client):
    """Four megabytes are read, whatever the archive holds or claims."""
    trap = zipped(("dev.txt", b"a" * (60 * 1024 * 1024)))
    assert len(trap[1]) < 200_000
    began = time.monotonic()
    status, shown = upload(manager, trap)
    assert (status, "sohbet.zip 4 MB’tan büyük." in shown) == (422, True)
    assert time.monotonic() - began < 5


def test_the_last_of_several_files_is_told_the_limit_of_all(manager: Client):
    """Three megabytes are there already: it is not the second file that is too large."""
    first = chat(RETURN, "a" * (3 * 1024 * 1024))[1]
    second = chat(RETURN, "b" * (2 * 1024 * 1024))[1]
    status, shown = upload(manager, ("bir.txt", first), ("iki.txt", second))
    assert (status, "Sohbetler toplam 4 MB’tan büyük." in shown) == (422, True)
    assert "iki.txt" not in shown


def test_the_limit_is_of_bytes_not_of_letters(manager: Client):
    """Two bytes each: three million letters are six megabytes, in one file or in two."""
    halves = [(f"{n}.txt", chat(RETURN, "ş" * 1_500_000)[1]) for n in range(2)]
    status, shown = upload(manager, *halves)
    assert (status, "Sohbetler toplam 4 MB’tan büyük." in shown) == (422, True)


def test_too_many_messages_are_refused(manager: Client):
    asked = [f"kargom nerede {n}" for n in range(4001)]
    status, shown = upload(manager, chat(*asked))
    assert status == 422
    assert "Müşterilerden 4.000 mesajdan fazla var" in shown


@pytest.mark.parametrize("letter", ["a", "ğ", "7", "?", "ab ", "<", "👍"])
def test_endless_words_are_read_in_bounded_time(manager: Client, letter: str):
    began = time.monotonic()
    status, _ = upload(manager, chat(RETURN, letter * 60_000))
    assert status == 200
    assert time.monotonic() - began < 10
