"""Files and reactions from the thread to the customer's phone."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from invekto.core import clock
from invekto.messaging.models import Conversation, DeliveryStatus, MediaFile, Message, Mode
from invekto.outbound.models import OutboundMessage, SendState
from tests.dashboard.threads import make_thread, write
from tests.messaging.graph_peer import Fault, GraphPeer
from tests.messaging.rooms import peer
from tests.support.tenants import TenantKit

__all__ = ["peer"]

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64
PDF = b"%PDF-1.7\n" + b"0" * 64


def docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


def send(client: Client, thread: Conversation, name: str, content: bytes, **more: str):
    file = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return client.post(f"/inbox/{thread.id}/file/", {"file": file, **more})


def kept(tenant: TenantKit) -> list[str]:
    folder = settings.MEDIA_DIR / str(tenant.id)
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def test_a_photo_reaches_the_phone_with_its_words_and_stands_in_the_thread(
    tenant: TenantKit, agent: Client, peer: GraphPeer, run_jobs
):
    thread = make_thread(tenant)
    page = send(agent, thread, "elbise.png", PNG, text="Bu renk kaldı").content.decode()
    assert "Bu renk kaldı" in page
    assert 'data-preview="image"' in page
    run_jobs()
    (upload,) = peer.uploads
    assert PNG in upload
    assert b'name="messaging_product"\r\n\r\nwhatsapp' in upload
    assert b"image/png" in upload
    (sent,) = peer.taken
    assert sent.body["image"] == {"id": "000000000000001", "caption": "Bu renk kaldı"}
    with tenant.scope():
        media = MediaFile.objects.get()
        message = Message.objects.get(media=media)
        assert (media.state, media.file_name, media.size) == ("stored", "elbise.png", len(PNG))
        assert message.status == DeliveryStatus.ACCEPTED
        assert Conversation.objects.get().mode == Mode.HUMAN  # whoever sends a file speaks
    answer = agent.get(f"/media/{media.id}/")
    assert b"".join(answer.streaming_content) == PNG


@pytest.mark.parametrize(
    ("name", "content", "kind", "mime_type"),
    [
        ("a.jpg", JPEG, "image", "image/jpeg"),
        ("fatura.pdf", PDF, "document", "application/pdf"),
        ("ses.ogg", b"OggS" + b"0" * 40, "audio", "audio/ogg"),
        ("ses.m4a", b"\0\0\0\x20ftypM4A " + b"0" * 40, "audio", "audio/mp4"),
        ("film.mp4", b"\0\0\0\x20ftypisom" + b"0" * 40, "video", "video/mp4"),
        ("liste.csv", "ad;beden\nGömlek;M\n".encode(), "document", "text/plain"),
        (
            "teklif.docx",
            docx(),
            "document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("resim.pdf", PNG, "image", "image/png"),  # by its bytes, whatever its name says
    ],
)
def test_each_kind_goes_as_what_it_is(
    tenant: TenantKit, agent: Client, peer: GraphPeer, run_jobs, name, content, kind, mime_type
):
    thread = make_thread(tenant)
    assert send(agent, thread, name, content, text="açıklama").status_code == 200
    run_jobs()
    (sent,) = peer.taken
    assert sent.body["type"] == kind
    assert mime_type.encode() in peer.uploads[0]
    assert sent.body[kind].get("filename") == (name if kind == "document" else None)
    assert sent.body[kind].get("caption") == (None if kind == "audio" else "açıklama")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ" + b"0" * 40, "WhatsApp’tan gönderilemez"),
        ("sahte.pdf", b"<html><script>", "WhatsApp’tan gönderilemez"),
        ("arsiv.zip", docx(), "WhatsApp’tan gönderilemez"),
        ("bos.png", b"", "boş bir dosya"),
        ("resim.webp", b"RIFF\0\0\0\0WEBPVP8 ", "JPEG ya da PNG"),
        ("dev.png", PNG + b"0" * (5 * 1024 * 1024), "en çok 5 MB"),
        ("not.txt", b"\0\1\2", "WhatsApp’tan gönderilemez"),
    ],
)
def test_what_whatsapp_would_not_take_is_refused_in_words_and_leaves_nothing_behind(
    tenant: TenantKit, agent: Client, name: str, content: bytes, words: str
):
    thread = make_thread(tenant)
    answer = send(agent, thread, name, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kept(tenant) == []
    with tenant.scope():
        assert not MediaFile.objects.exists()
        assert not OutboundMessage.objects.exists()
        assert Conversation.objects.get().mode == Mode.BOT


def test_a_closed_window_or_another_tenants_thread_keeps_no_file(tenant: TenantKit, second_tenant, agent):
    closed = make_thread(tenant, last_inbound_at=clock.now() - timedelta(hours=25))
    answer = send(agent, closed, "a.png", PNG)
    assert answer.status_code == 422
    assert send(agent, make_thread(second_tenant), "a.png", PNG).status_code == 404
    assert agent.post(f"/inbox/{closed.id}/file/").status_code == 422
    assert kept(tenant) == []
    assert kept(second_tenant) == []


def test_the_same_file_submitted_twice_is_one_message_and_one_file(
    tenant: TenantKit, agent: Client, peer: GraphPeer, run_jobs
):
    thread, draft = make_thread(tenant), str(uuid4())
    for _ in range(2):
        assert send(agent, thread, "a.png", PNG, draft=draft).status_code == 200
    run_jobs()
    assert len(peer.taken) == 1
    assert len(kept(tenant)) == 1


def test_an_upload_that_fails_is_done_again_and_a_file_that_is_gone_says_so(
    tenant: TenantKit, agent: Client, peer: GraphPeer, run_jobs, at
):
    thread = make_thread(tenant)
    peer.upload_faults.append(Fault(cut=True))
    send(agent, thread, "a.png", PNG)
    run_jobs()
    with tenant.scope():
        row = OutboundMessage.objects.get()
        assert row.state == SendState.QUEUED  # an upload without an answer is no message that may have left
        at(row.next_attempt_at)
    run_jobs()
    assert len(peer.uploads) == 2
    assert len(peer.taken) == 1

    send(agent, thread, "b.png", PNG + b"1")
    with tenant.scope():
        gone = Message.objects.exclude(media=None).order_by("-id").first()
        (settings.MEDIA_DIR / gone.media.path).unlink()
    run_jobs()
    with tenant.scope():
        at(OutboundMessage.objects.get(message=gone).next_attempt_at)  # WhatsApp's own rule: once more
    run_jobs()
    with tenant.scope():
        assert Message.objects.get(pk=gone.pk).status == DeliveryStatus.FAILED


def test_a_colleague_reacts_changes_their_mind_and_takes_it_back(
    tenant: TenantKit, agent: Client, peer: GraphPeer, run_jobs
):
    thread = make_thread(tenant)
    message = write(tenant, thread, "customer", "teşekkürler", wamid="wamid.X1")
    address = f"/inbox/{thread.id}/messages/{message.id}/reaction/"
    for emoji in ("👍", "❤️"):
        page = agent.post(address, {"emoji": emoji}).content.decode()
        run_jobs()
    assert "Ayşe Yıldız tepki verdi: ❤️" in page
    assert "👍" not in page
    page = agent.post(address, {"emoji": ""}).content.decode()
    run_jobs()
    assert "tepki verdi" not in page
    reactions = [sent.body["reaction"] for sent in peer.taken]
    assert reactions == [{"message_id": "wamid.X1", "emoji": emoji} for emoji in ("👍", "❤️", "")]
    with tenant.scope():
        talk = Conversation.objects.get()
        assert (talk.mode, talk.last_text) == (Mode.BOT, "merhaba")  # no word was said


def test_a_reaction_that_is_none_of_ours_or_did_not_arrive(
    tenant: TenantKit, second_tenant, agent: Client, peer: GraphPeer, run_jobs
):
    thread = make_thread(tenant)
    message = write(tenant, thread, "customer", "selam", wamid="wamid.X2")
    unsent = write(tenant, thread, "human", "bekliyor")
    address = f"/inbox/{thread.id}/messages/{message.id}/reaction/"
    assert agent.post(address, {"emoji": "<b>"}).status_code == 422
    assert (
        agent.post(f"/inbox/{thread.id}/messages/{unsent.id}/reaction/", {"emoji": "👍"}).status_code == 404
    )
    stranger = make_thread(second_tenant)
    theirs = write(second_tenant, stranger, "customer", "selam", wamid="wamid.X3")
    crossed = f"/inbox/{thread.id}/messages/{theirs.id}/reaction/"
    assert agent.post(crossed, {"emoji": "👍"}).status_code == 404
    peer.fail(100)
    agent.post(address, {"emoji": "👍"})
    run_jobs()
    page = agent.get(f"/inbox/{thread.id}/", headers={"HX-Request": "true"}).content.decode()
    assert "👍 tepkisi müşteriye ulaşmadı" in page
