"""Files of customers: fetched once, checked, kept, shown only to their tenant."""

from __future__ import annotations

import resource
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from invekto.core import clock
from invekto.messaging.models import MediaFile, Message
from tests.messaging import envelopes as e
from tests.messaging.graph_peer import Fault, Media, base64_digest
from tests.support.refusing import refusing
from tests.support.tenants import TenantKit

PICTURE = b"\xff\xd8\xff\xe0 a picture of a zip that does not close"


@pytest.fixture
def receive(tenant, run_jobs):
    def post(kind: str = "image", media_id: str = "M1", **fields) -> None:
        part = {"id": media_id, "mime_type": "image/jpeg", "sha256": base64_digest(PICTURE)} | fields
        assert e.post(tenant, e.messages(tenant, e.message(type=kind, **{kind: part}))).status_code == 200
        run_jobs()

    return post


def the_file(tenant: TenantKit) -> MediaFile:
    with tenant.scope():
        return MediaFile.objects.get()


def kept(tenant: TenantKit) -> list[str]:
    folder = settings.MEDIA_DIR / str(tenant.id)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def later(run_jobs, at, **much) -> None:
    at(clock.now() + timedelta(**much))
    run_jobs()


def test_the_bytes_are_fetched_in_two_steps_and_kept(tenant, peer, receive):
    peer.media["M1"] = Media(PICTURE)
    receive()
    file = the_file(tenant)
    assert (file.state, file.size, file.mime_type) == (MediaFile.State.STORED, len(PICTURE), "image/jpeg")
    assert (settings.MEDIA_DIR / str(file.path)).read_bytes() == PICTURE
    assert kept(tenant) == [str(file.pk)]


def test_a_file_that_whatsapp_no_longer_has_is_expired(tenant, peer, receive):
    receive()
    assert the_file(tenant).state == MediaFile.State.EXPIRED
    assert kept(tenant) == []


def test_bytes_that_are_not_those_announced_are_not_kept(tenant, peer, receive, run_jobs, at):
    peer.media["M1"] = Media(b"something else")
    receive()
    assert the_file(tenant).state == MediaFile.State.PENDING
    later(run_jobs, at, seconds=10)
    assert the_file(tenant).state == MediaFile.State.FAILED
    assert kept(tenant) == []


def test_whatsapp_being_down_for_an_hour_is_sat_out(tenant, peer, receive, run_jobs, at):
    url = settings.WHATSAPP_API_URL
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9/v24.0"
    try:
        receive()
        later(run_jobs, at, seconds=10)
        assert the_file(tenant).state == MediaFile.State.PENDING
    finally:
        settings.WHATSAPP_API_URL = url
    peer.media["M1"] = Media(PICTURE)
    later(run_jobs, at, hours=1)
    assert the_file(tenant).state == MediaFile.State.STORED


def test_after_many_tries_the_file_is_given_up(tenant, peer, receive, run_jobs, at, monkeypatch):
    monkeypatch.setattr(settings, "WHATSAPP_API_URL", "http://127.0.0.1:9/v24.0")
    receive()
    for _ in range(8):
        later(run_jobs, at, hours=13)
    assert the_file(tenant).state == MediaFile.State.FAILED


def test_a_file_that_is_taken_back_is_deleted(tenant, peer, receive, run_jobs):
    peer.media["M1"] = Media(PICTURE)
    receive()
    with tenant.scope():
        wamid = Message.objects.get().wamid
    e.post(tenant, e.messages(tenant, e.message(type="revoke", revoke={"original_message_id": wamid})))
    run_jobs()
    assert kept(tenant) == []
    assert the_file(tenant).path is None


@pytest.fixture
def shown(tenant, peer, receive):
    """The address of a stored file, after it came with these properties."""

    def store(kind: str = "image", **fields) -> str:
        peer.media["M1"] = Media(PICTURE)
        receive(kind, **fields)
        return f"/media/{the_file(tenant).pk}/"

    return store


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="invekto.core.auth.DoorBackend")
    return client


def content(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_picture_is_shown_to_the_people_of_its_tenant(tenant, shown):
    answer = logged_in(tenant.agent).get(shown())
    assert answer.status_code == 200
    assert content(answer) == PICTURE
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


def test_a_document_is_saved_under_its_name(tenant, shown):
    answer = logged_in(tenant.agent).get(
        shown("document", mime_type="application/msword", filename="röntgen 1.doc")
    )
    assert answer["Content-Type"] == "application/msword"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''r%C3%B6ntgen%201.doc"
    assert "sandbox" in answer["Content-Security-Policy"]
    content(answer)


def test_a_pdf_is_shown_by_the_browsers_own_viewer_and_in_no_other_sites_page(tenant, shown):
    answer = logged_in(tenant.agent).get(
        shown("document", mime_type="application/pdf", filename="röntgen 1.pdf")
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''r%C3%B6ntgen%201.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    content(answer)


@pytest.mark.parametrize(
    "mime_type", ["text/html", "image/svg+xml", "text/html\r\nX-Evil: 1", "image/png, x"]
)
def test_nothing_that_could_run_in_a_browser_is_shown_in_it(tenant, shown, mime_type):
    answer = logged_in(tenant.agent).get(shown("document", mime_type=mime_type, filename="a.html"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "X-Evil" not in answer
    content(answer)


def test_other_tenants_and_strangers_get_nothing(tenant, second_tenant, shown):
    address = shown()
    assert logged_in(second_tenant.owner).get(address).status_code == 404
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(settings.LOGIN_URL)


@pytest.mark.parametrize(
    ("wanted", "status", "expected"),
    [
        ("bytes=0-3", 206, PICTURE[:4]),
        ("bytes=4-", 206, PICTURE[4:]),
        ("bytes=-5", 206, PICTURE[-5:]),
        ("bytes=0-99999", 206, PICTURE),
        ("bytes=99999-", 416, b""),
        ("bytes=-", 200, PICTURE),
        ("nonsense", 200, PICTURE),
    ],
)
def test_phones_get_the_part_they_ask_for(tenant, shown, wanted, status, expected):
    answer = logged_in(tenant.agent).get(shown(), headers={"Range": wanted})
    assert (answer.status_code, content(answer)) == (status, expected)


def test_a_file_too_large_is_not_fetched(tenant, peer, receive, run_jobs, at, monkeypatch):
    monkeypatch.setattr("invekto.messaging.media.LARGEST", 10)
    peer.media["M1"] = Media(PICTURE)
    receive()
    later(run_jobs, at, seconds=10)
    assert the_file(tenant).state == MediaFile.State.FAILED
    assert kept(tenant) == []


def test_an_expired_token_does_not_lose_the_file(tenant, peer, receive, run_jobs, at):
    peer.media_faults.append(Fault(code=190, status=401))
    peer.media["M1"] = Media(PICTURE)
    receive()
    assert the_file(tenant).state == MediaFile.State.PENDING
    later(run_jobs, at, seconds=10)
    assert the_file(tenant).state == MediaFile.State.STORED


def test_a_token_that_expires_between_the_two_steps_does_not_lose_the_file(
    tenant, peer, receive, run_jobs, at
):
    peer.byte_faults.append(401)
    peer.media["M1"] = Media(PICTURE)
    receive()
    assert the_file(tenant).state == MediaFile.State.PENDING
    later(run_jobs, at, seconds=10)
    assert the_file(tenant).state == MediaFile.State.STORED


def test_a_disk_that_takes_only_a_part_of_the_last_bytes_stores_nothing(tenant, peer, receive, run_jobs, at):
    content = PICTURE * 40_000  # more than one read of the network
    peer.media["M1"] = Media(content)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) - 10, hard))
    try:
        receive(sha256=base64_digest(content))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert the_file(tenant).state == MediaFile.State.PENDING
    assert kept(tenant) == []
    later(run_jobs, at, seconds=10)
    assert (settings.MEDIA_DIR / str(the_file(tenant).path)).read_bytes() == content


def test_a_file_taken_back_is_erased_also_when_the_database_refused_it_at_first(
    tenant, peer, receive, run_jobs, at, admin_url
):
    peer.media["M1"] = Media(PICTURE)
    receive()
    with tenant.scope():
        wamid = Message.objects.get().wamid
    with refusing(admin_url, tenant, "UPDATE ON media_files"):
        revoke = e.message(type="revoke", revoke={"original_message_id": wamid})
        e.post(tenant, e.messages(tenant, revoke))
        run_jobs()
        assert kept(tenant) != []
    later(run_jobs, at, seconds=6)
    assert kept(tenant) == []
