"""Every type of section 5 of the reference, as recorded there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from invekto.messaging.models import Author, Conversation, MediaFile, Message, WebhookEvent
from tests.messaging import envelopes as e


@pytest.fixture
def receive(tenant, at, run_jobs, peer) -> Callable[..., Message]:
    """Post recorded bodies at the time they were recorded; the last bubble of the thread."""
    at(e.RECORDED_TIME)

    def post(*names: str) -> Message:
        e.post_recorded(tenant, *names)
        run_jobs()
        with tenant.scope():
            assert not WebhookEvent.objects.exclude(problem=None).exists()
            return Message.objects.select_related("media", "conversation__contact").order_by("-id")[0]

    return post


def test_a_text(receive):
    message = receive("text")
    assert (message.type, message.text) == ("text", "Merhaba, implant fiyatı nedir?")
    # WhatsApp tells whole seconds; within one the order of arrival counts.
    assert (message.author, message.at.replace(microsecond=0)) == (Author.CUSTOMER, e.RECORDED_TIME)
    contact = message.conversation.contact
    assert (contact.phone, contact.profile_name, contact.username) == ("+905321234567", "Elif Demir", "elifd")
    assert contact.user_id == "TR.13491208655302741918"
    assert contact.parent_user_id == "TR.ENT.11815799212886844830"
    assert contact.search_key == "elif demir elifd +905321234567"


@pytest.mark.parametrize(
    ("name", "text", "mime_type", "file_name", "content"),
    [
        ("image", "Bu modelden var mı?", "image/jpeg", "", {}),
        ("video", "", "video/mp4", "", {}),
        ("document", "", "application/pdf", "röntgen.pdf", {}),
        ("audio", "", "audio/ogg; codecs=opus", "", {"voice": True}),
        ("sticker", "", "image/webp", "", {}),
    ],
)
def test_a_file(receive, name, text, mime_type, file_name, content):
    message = receive(name)
    assert (message.type, message.text, message.content) == (name, text, content)
    assert message.media is not None
    assert (message.media.mime_type, message.media.file_name) == (mime_type, file_name)
    assert message.media.provider_id.startswith("14795371396509")
    assert message.media.state != MediaFile.State.STORED


def test_a_location(receive):
    message = receive("location")
    assert message.text == "Ayasofya, Sultanahmet, İstanbul"
    assert message.content["location"]["latitude"] == 41.0053


def test_contact_cards(receive):
    message = receive("contacts")
    assert message.text == "Mehmet Usta"
    assert message.content["contacts"][0]["phones"][0]["wa_id"] == "905320000000"


@pytest.mark.parametrize(
    ("name", "text", "content"),
    [
        ("button_reply", "Onayla", {"reply_id": "appt_confirm"}),
        ("list_reply", "Salı 14:30", {"reply_id": "slot_3", "description": "Dr. Kaya"}),
        ("form_reply", "Sent", {"form": "flow", "response_json": '{"date":"2026-12-03"}'}),
        ("interactive_empty", "", {}),
    ],
)
def test_a_tap(receive, name, text, content):
    message = receive(name)
    assert (message.type, message.text, message.content) == ("interactive", text, content)


def test_a_tap_knows_which_message_it_answers(receive):
    assert receive("button_reply").quoted_wamid == "wamid.HBgMOUTBOUND"


def test_a_tap_on_a_templates_button_is_a_type_of_its_own(receive):
    message = receive("template_button")
    assert (message.type, message.text, message.content) == (
        "button",
        "İptal et",
        {"reply_id": "RANDEVU_IPTAL"},
    )


def test_a_basket(receive):
    message = receive("order")
    assert message.text == "Bunları istiyorum"
    assert message.content["order"]["product_items"][0]["quantity"] == 2


def test_an_ads_referral_is_kept_word_for_word(receive):
    referral = receive("referral").content["referral"]
    assert referral["source_id"] == "120208000000000001"
    assert referral["headline"] == "Gülüş Tasarımı – Ücretsiz Ön Görüşme"
    assert referral["ctwa_clid"].startswith("ARAkLk")
    assert len(referral) == 9


def test_a_forwarded_message_says_so(receive):
    assert receive("forwarded").content == {"forwarded": "often"}


def test_a_question_about_a_product_names_it(receive):
    message = receive("product_enquiry")
    assert message.content["referred_product"]["product_retailer_id"] == "KZK-42"


@pytest.mark.parametrize(
    ("name", "type_", "content"),
    [
        ("unsupported", "unsupported", {"kind": "poll", "errors": [{"code": 131051}]}),
        ("unknown_type", "hologram", {"raw": {"id": "9", "depth": 3}}),
        ("request_welcome", "request_welcome", {}),
    ],
)
def test_what_cannot_be_shown_is_kept(receive, name, type_, content):
    message = receive(name)
    assert (message.type, message.text, message.content) == (type_, "", content)


def test_a_reaction_stands_on_its_message_and_can_be_taken_back(receive, tenant):
    message = receive("text", "reaction")
    assert (message.type, message.reaction) == ("text", "👍")
    assert receive("reaction_removed").reaction is None
    with tenant.scope():
        assert Message.objects.count() == 1


def test_an_edit_changes_the_message_it_is_about(receive, tenant):
    message = receive("text", "edit")
    assert message.text == "Merhaba, kanal tedavisi fiyatı nedir?"
    assert message.edited_at is not None
    assert message.edited_at.replace(microsecond=0) == e.RECORDED_TIME
    with tenant.scope():
        assert Message.objects.count() == 1
        assert Conversation.objects.get().last_text == "Merhaba, kanal tedavisi fiyatı nedir?"


def test_an_edit_that_comes_first_is_what_counts(receive, tenant):
    message = receive("edit", "text")
    assert (message.wamid, message.text) == (e.RECORDED_TEXT, "Merhaba, kanal tedavisi fiyatı nedir?")
    with tenant.scope():
        assert Message.objects.count() == 1
        assert Conversation.objects.get().unread == 1


def nothing_left_of(tenant, words: list[str]) -> bool:
    with tenant.scope():
        rows = [
            *Message.objects.values_list("text", "content"),
            *Conversation.objects.values_list("last_text"),
        ]
        rows += WebhookEvent.objects.values_list("payload")
    return not any(word in str(row) for row in rows for word in words)


@pytest.mark.parametrize(
    "order", [("text", "edit", "revoke"), ("text", "revoke"), ("revoke", "text"), ("edit", "text", "revoke")]
)
def test_nothing_is_left_of_a_message_that_was_taken_back(receive, tenant, order):
    message = receive(*order)
    assert message.wamid == e.RECORDED_TEXT
    assert message.revoked_at is not None
    assert message.answered_at is not None
    assert nothing_left_of(tenant, ["implant", "kanal"])


def test_taking_back_a_message_does_not_touch_other_words(receive, tenant):
    receive("text", "image", "revoke")
    assert not nothing_left_of(tenant, ["modelden"])


def test_an_item_that_cannot_be_read_is_kept_and_the_rest_goes_on(tenant, run_jobs):
    broken = e.message(type="image", image={"mime_type": "image/png"})
    without_sender = e.message("kim?", phone=None)
    change = e.messages(tenant, e.message("önce"), broken, without_sender, e.message("sonra"), contacts=[{}])
    e.post(tenant, change)
    run_jobs()
    with tenant.scope():
        assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["önce", "sonra"]
        problems = WebhookEvent.objects.exclude(problem=None).order_by("id")
        assert list(problems.values_list("problem", flat=True)) == [
            "id is missing",
            "the sender has neither a phone number nor a user id",
        ]
        assert list(WebhookEvent.objects.filter(processed_at=None).order_by("id")) == list(problems)


def test_nul_bytes_and_half_surrogates_can_be_read_by_people(tenant, run_jobs):
    e.post(tenant, e.messages(tenant, e.message("kargo\x00m \ud83d\ude9a \ud83d nerede")))
    run_jobs()
    with tenant.scope():
        assert Message.objects.get().text == "kargom 🚚 � nerede"
