"""An independent client agrees: pywa sends through our Graph API and reads our webhooks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pywa import WhatsApp
from pywa.errors import WhatsAppError
from pywa.handlers import (
    CallbackButtonHandler,
    MessageHandler,
    MessageStatusHandler,
)
from pywa.types import Button, CallbackButton, Message, MessageStatus, Section, SectionList, SectionRow
from pywa.types.message_status import MessageStatusType
from pywa.types.templates import BodyText, TemplateLanguage

from tests.sandbox.receiver import Receiver
from tests.sandbox.test_sending import PHONE, shown, template, write
from tests.support.tenants import TenantKit

TO = PHONE.lstrip("+")


@pytest.fixture
def business(sandbox_url: str, tenant: TenantKit, control: httpx.Client) -> Iterator[WhatsApp]:
    with httpx.Client(trust_env=False) as session:
        client = WhatsApp(
            phone_id=tenant.number.phone_number_id,
            token=tenant.number.access_token,
            session=session,
            server=None,
            app_secret=tenant.number.app_secret,
        )
        client.api._session.base_url = f"{sandbox_url}/sandbox/whatsapp/v24.0"
        write(control, tenant, text="selam")
        yield client


def test_pywa_sends_text_buttons_and_a_list(
    business: WhatsApp, control: httpx.Client, tenant: TenantKit
) -> None:
    first = business.send_message(to=TO, text="Merhaba")
    business.send_message(to=TO, text="Seçin", buttons=[Button(title="İade", callback_data="return")])
    section = Section(title="Salı", rows=[SectionRow(title="09:30", callback_data="slot:1")])
    business.send_message(
        to=TO, text="Saatler", buttons=SectionList(button_title="Saat seç", sections=[section])
    )
    text, buttons, times = shown(control)
    assert (text["id"], text["text"]) == (first.id, "Merhaba")
    assert buttons["buttons"] == [{"id": "return", "title": "İade"}]
    assert times["list"] == [{"id": "slot:1", "title": "09:30"}]


def test_pywa_sends_a_template_with_its_parameters(
    business: WhatsApp, control: httpx.Client, tenant: TenantKit
) -> None:
    template(tenant, "Merhaba {{customer_name}}, {{order}} ulaştı mı?")
    sent = business.send_template(
        to=TO, name="delivered", language=TemplateLanguage.TURKISH, params=[BodyText.params("Elif", "1020")]
    )
    (arrived,) = shown(control)
    assert (arrived["id"], arrived["text"]) == (sent.id, "Merhaba Elif, 1020 ulaştı mı?")


def test_pywa_hears_of_a_refusal_with_its_code(business: WhatsApp) -> None:
    with pytest.raises(WhatsAppError) as refused:
        business.send_message(to=TO, text="x" * 4097)
    assert refused.value.code == 100


def test_pywa_uploads_and_fetches_media(business: WhatsApp) -> None:
    media = business.upload_media(media=b"%PDF-1.4", mime_type="application/pdf", filename="fatura.pdf")
    assert business.get_media_url(media.id).sha256 == hashlib.sha256(b"%PDF-1.4").hexdigest()
    assert business.get_media_bytes(url=business.get_media_url(media.id).url) == b"%PDF-1.4"


def test_pywa_checks_our_signature_and_reads_our_webhooks(
    business: WhatsApp, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    control.post("webhooks", json={"single": True})  # pywa reads the first status of a POST only
    heard: list[Any] = []
    business.add_handlers(
        *(kind(lambda _, update: heard.append(update)) for kind in (MessageHandler, MessageStatusHandler)),
        CallbackButtonHandler(lambda _, update: heard.append(update)),
    )
    business.send_message(to=TO, text="Seçin", buttons=[Button(title="İade", callback_data="return")])
    write(control, tenant, button="İade")
    write(control, tenant, image=True, caption="kusurlu")
    while len(heard) < 6:
        post = receiver.next()
        signed = post.headers["X-Hub-Signature-256"]
        assert business.webhook_update_validator(post.body, signed) is None
        assert business.webhook_update_validator(post.body + b" ", signed) is not None
        assert business.webhook_update_handler(post.body) == ("ok", 200)
    texts = [update for update in heard if isinstance(update, Message)]
    assert [(message.text or message.caption) for message in texts] == ["selam", "kusurlu"]
    assert texts[1].image.mime_type == "image/png"
    assert [update.data for update in heard if isinstance(update, CallbackButton)] == ["return"]
    assert [update.status for update in heard if isinstance(update, MessageStatus)] == [
        MessageStatusType.SENT,
        MessageStatusType.DELIVERED,
        MessageStatusType.READ,
    ]
