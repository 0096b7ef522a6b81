"""The customer's side: what is done on the phone becomes Meta's webhook."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.test import RequestFactory

from invekto.core import clock
from invekto.sandbox.delivery.post import signature
from invekto.sandbox.http import control as control_view
from tests.sandbox.receiver import Receiver
from tests.sandbox.test_sending import PHONE, buttons, rows, send, write
from tests.support.tenants import TenantKit

PDF = base64.b64encode(b"%PDF-1.4 x").decode()


def test_a_text_arrives_as_signed_ascii_json_with_the_senders_time(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    at = clock.now() - timedelta(days=3)
    wamid = write(control, tenant, text="Kargom nerede, ğüşiöç?", name="Elif Demir", at=at.isoformat())
    post = receiver.next()
    assert post.path == "/webhooks/whatsapp/"
    assert post.body.isascii()
    assert post.headers["X-Hub-Signature-256"] == signature(tenant.number.app_secret, post.body)
    value = post.json["entry"][0]["changes"][0]["value"]
    assert value["metadata"]["phone_number_id"] == tenant.number.phone_number_id
    assert value["contacts"][0]["profile"]["name"] == "Elif Demir"
    (message,) = value["messages"]
    assert (message["id"], message["text"]) == (wamid, {"body": "Kargom nerede, ğüşiöç?"})
    assert message["timestamp"] == str(int(at.timestamp()))
    assert message["from"] == PHONE.lstrip("+")


def test_the_same_id_twice_is_delivered_twice_and_written_once(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    for _ in range(2):
        assert write(control, tenant, text="selam", id="wamid.SAME") == "wamid.SAME"
    first, second = receiver.next(), receiver.next()
    assert first.items("messages") == second.items("messages")
    assert len(control.get(f"phones/{PHONE}/messages", params={"mine": "1"}).json()) == 1


def test_a_burst_arrives_in_the_order_it_was_written_even_when_a_delivery_fails(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    receiver.answers[:] = [500]
    for text in ("bir", "iki", "üç"):
        write(control, tenant, text=text)
    texts = [message["text"]["body"] for message in receiver.collect("messages", 4)]
    assert texts == ["bir", "bir", "iki", "üç"]


def test_buttons_and_rows_are_tapped_by_id_or_title(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="selam")
    receiver.collect("messages", 1)
    send(graph, tenant, buttons("İade", "Değişim"))
    write(control, tenant, button="İade")
    (tap,) = receiver.collect("messages", 1)
    assert tap["interactive"] == {"type": "button_reply", "button_reply": {"id": "b0", "title": "İade"}}
    send(graph, tenant, rows(3))
    write(control, tenant, button="r2")
    (tap,) = receiver.collect("messages", 1)
    assert tap["interactive"]["list_reply"] == {"id": "r2", "title": "Saat 2"}
    refused = control.post(f"phones/{PHONE}/messages", json={"to": tenant.tenant.slug, "button": "Fiyat"})
    assert (refused.status_code, refused.json()["key"]) == (409, "button")


@pytest.mark.parametrize(
    ("body", "kind", "part"),
    [
        ({"audio": True}, "audio", {"voice": True}),
        ({"document": True}, "document", {"filename": "ornek.pdf"}),
        (
            {"document": base64.b64encode(b"%PDF-1.4 x").decode()},
            "document",
            {"mime_type": "application/pdf"},
        ),
        ({"location": True}, "location", {"name": "Kadıköy İskelesi"}),
        ({"unsupported": True}, "unsupported", {"type": "poll"}),
        ({"edit": {"id": "wamid.A", "text": "yeni"}}, "edit", {"original_message_id": "wamid.A"}),
        ({"revoke": "wamid.A"}, "revoke", {"original_message_id": "wamid.A"}),
        ({"text": "reklam", "referral": {"source_id": "1"}}, "referral", {"source_id": "1"}),
    ],
)
def test_every_kind_of_message_has_metas_shape(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver, body: Any, kind: str, part: dict[str, Any]
) -> None:
    write(control, tenant, **body)
    (message,) = receiver.collect("messages", 1)
    assert part.items() <= message[kind].items()


def test_a_reaction_names_the_message_it_belongs_to(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="selam")
    wamid = send(graph, tenant, buttons("a")).json()["messages"][0]["id"]
    write(control, tenant, reaction="👍")
    message = receiver.collect("messages", 2)[-1]
    assert message["reaction"] == {"message_id": wamid, "emoji": "👍"}


def test_a_person_who_hides_the_number_is_known_and_answered_by_user_id(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="selam", hide_number=True, username="elifd")
    value = receiver.next().json["entry"][0]["changes"][0]["value"]
    assert "wa_id" not in value["contacts"][0]
    assert "from" not in value["messages"][0]
    body = {
        "messaging_product": "whatsapp",
        "recipient": value["contacts"][0]["user_id"],
        "type": "text",
        "text": {"body": "merhaba"},
    }
    assert send(graph, tenant, body).status_code == 200
    assert control.get(f"phones/{PHONE}/messages").json()[0]["text"] == "merhaba"


def test_stopping_offers_is_told_and_then_marketing_fails_with_131050(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    answer = control.post(f"phones/{PHONE}/preferences", json={"to": tenant.tenant.slug, "marketing": "stop"})
    assert answer.status_code == 202
    change = receiver.next().json["entry"][0]["changes"][0]
    assert change["field"] == "user_preferences"
    assert change["value"]["user_preferences"][0]["value"] == "stop"


@pytest.mark.parametrize(
    ("path", "body", "status", "key"),
    [
        (f"phones/{PHONE}/messages", {"to": "no-such-shop", "text": "a"}, 404, "to"),
        (f"phones/{PHONE}/messages", {"text": "a"}, 400, "to"),
        (f"phones/{PHONE}/messages", {"to": "SLUG"}, 400, "text"),
        (f"phones/{PHONE}/messages", {"to": "SLUG", "txt": "a"}, 400, "txt"),
        (f"phones/{PHONE}/messages", {"to": "SLUG", "text": "a", "at": "yesterday"}, 400, "at"),
        (f"phones/{PHONE}/messages", {"to": "SLUG", "text": "a", "location": True}, 400, "location"),
        (f"phones/{PHONE}/messages", {"to": "SLUG", "image": "%%%"}, 400, "image"),
        ("phones/nobody/messages", {"to": "SLUG", "text": "a"}, 404, None),
    ],
)
def test_a_call_that_makes_no_sense_names_the_key(
    control: httpx.Client,
    tenant: TenantKit,
    receiver: Receiver,
    path: str,
    body: Any,
    status: int,
    key: str | None,
) -> None:
    body = {name: tenant.tenant.slug if value == "SLUG" else value for name, value in body.items()}
    answer = control.post(path, json=body)
    assert (answer.status_code, answer.json().get("key")) == (status, key), answer.text
    assert receiver.arrived.empty()


@pytest.mark.parametrize("key", ["text", "name", "id", "reply_to", "to", "button", "reaction"])
def test_characters_that_cannot_be_stored_do_no_harm(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver, key: str
) -> None:
    body = {"to": tenant.tenant.slug, "text": "selam"}
    if key in ("button", "reaction"):
        del body["text"]
    content = json.dumps(body | {key: "a\x00b\ud800"})
    answer = control.post(f"phones/{PHONE}/messages", content=content)
    assert answer.status_code < 500, answer.text


def test_an_answer_quotes_a_message_that_is_on_this_phone(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    wamid = write(control, tenant, text="selam")
    assert write(control, tenant, text="bu", reply_to=wamid)
    body = {"to": tenant.tenant.slug, "text": "şu", "reply_to": "wamid.NOBODY"}
    refused = control.post(f"phones/{PHONE}/messages", json=body)
    assert refused.status_code == 400
    assert refused.json()["key"] == "reply_to"
    assert len(control.get(f"phones/{PHONE}/messages", params={"mine": "1"}).json()) == 2


def test_a_customers_message_is_delivered_when_the_business_has_it(
    control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    receiver.answers[:] = [500]
    write(control, tenant, text="selam")
    receiver.next()
    (waiting,) = control.get(f"phones/{PHONE}/messages", params={"mine": "1"}).json()
    assert waiting["status"] == "sent"
    receiver.next()
    assert control.post("settle", json={"timeout": 10}, timeout=20).status_code == 200
    (there,) = control.get(f"phones/{PHONE}/messages", params={"mine": "1"}).json()
    assert there["status"] == "delivered"


@pytest.mark.parametrize("path", ["nothing", "nothing/", "phones/x/y/z", "clock/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_address_answers_json(control: httpx.Client, path: str, method: str) -> None:
    answer = control.request(method, path)
    assert answer.status_code == 404
    assert "There is nothing at" in answer.json()["error"]


def test_a_failure_of_the_sandbox_itself_answers_json() -> None:
    def fail(_: Any) -> None:
        raise RuntimeError("broken")

    answer = control_view(GET=fail)(RequestFactory().get("/sandbox/x"))
    assert answer.status_code == 500
    assert json.loads(answer.content) == {"error": "The sandbox failed: RuntimeError."}
