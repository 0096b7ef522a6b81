"""What a business may send, and how it is refused (whatsapp-cloud-api.md section 9)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from invekto.core import clock
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import MessageTemplate
from tests.sandbox.receiver import Receiver
from tests.support.tenants import TenantKit

PHONE = "+905321112233"


def text(body: str = "Merhaba", **more: Any) -> dict[str, Any]:
    return of_type("text", {"body": body}) | more


def of_type(kind: str, content: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": "905321112233", "type": kind, kind: content}


def buttons(*titles: str, **more: Any) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": f"b{n}", "title": title}} for n, title in enumerate(titles)]
    return interactive({"type": "button", "body": {"text": "Seçin"}, "action": {"buttons": replies}} | more)


def rows(count: int, **more: Any) -> dict[str, Any]:
    listed = [{"id": f"r{n}", "title": f"Saat {n}"} for n in range(count)]
    return interactive(
        {
            "type": "list",
            "body": {"text": "Uygun saatler"},
            "action": {"button": "Saat seç", "sections": [{"rows": listed}]},
        }
        | more
    )


def interactive(content: dict[str, Any]) -> dict[str, Any]:
    return of_type("interactive", content)


PICTURE = {"type": "image", "image": {"link": "https://a.example/b.jpg"}}


def send(graph: httpx.Client, tenant: TenantKit, body: Any) -> httpx.Response:
    headers = {"Content-Type": "application/json"}  # escaped by us: httpx cannot write half a surrogate pair
    return graph.post(f"{tenant.number.phone_number_id}/messages", content=json.dumps(body), headers=headers)


def write(control: httpx.Client, tenant: TenantKit, **body: Any) -> str:
    answer = control.post(f"phones/{PHONE}/messages", json={"to": tenant.tenant.slug} | body)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def shown(control: httpx.Client, after: int = 0) -> list[dict[str, Any]]:
    answer = control.get(f"phones/{PHONE}/messages", params={"after": after})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    return found


REFUSED = [
    pytest.param(text(messaging_product="x"), 100, id="not for whatsapp"),
    pytest.param(text(to=""), 131008, id="no recipient"),
    pytest.param(text(to="abc"), 131009, id="recipient is no number"),
    pytest.param(text(type="poem"), 100, id="unknown type"),
    pytest.param(text(colour="red"), 100, id="unknown field"),
    pytest.param(text(""), 100, id="empty text"),
    pytest.param(text("x" * 4097), 100, id="text of 4097"),
    pytest.param(text(biz_opaque_callback_data="x" * 513), 100, id="callback data of 513"),
    pytest.param(buttons("a", "b", "c", "d"), 131009, id="four buttons"),
    pytest.param(buttons(), 131009, id="no button"),
    pytest.param(buttons("x" * 21), 131009, id="button title of 21"),
    pytest.param(buttons("a", "a"), 131009, id="same title twice"),
    pytest.param(buttons("a", body={"text": "x" * 1025}), 131009, id="body of 1025"),
    pytest.param(buttons("a", footer={"text": "x" * 61}), 131009, id="footer of 61"),
    pytest.param(buttons("a", header={"type": "text", "text": "x" * 61}), 131009, id="header of 61"),
    pytest.param(buttons("a", body={}), 131008, id="no body"),
    pytest.param(rows(11), 131009, id="eleven rows"),
    pytest.param(rows(0), 131009, id="no row"),
    pytest.param(
        rows(1, header=PICTURE),
        131009,
        id="list with picture",
    ),
    pytest.param(interactive({"type": "carousel"}), 131009, id="unknown interactive"),
    pytest.param(
        of_type("image", {}),
        131008,
        id="picture without source",
    ),
    pytest.param(
        of_type("image", {"id": "1"}),
        100,
        id="unknown media",
    ),
    pytest.param(
        of_type("image", {"link": "x"}),
        131009,
        id="link that is none",
    ),
    pytest.param(
        of_type("location", {"latitude": 91, "longitude": 0}),
        131009,
        id="no such place",
    ),
    pytest.param([], 100, id="a list"),
]


@pytest.mark.parametrize(("body", "code"), REFUSED)
def test_a_message_over_a_limit_is_refused_and_does_not_reach_the_phone(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, body: Any, code: int
) -> None:
    answer = send(graph, tenant, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code), answer.text
    assert answer.json()["error"]["error_data"]["details"]
    assert shown(control) == []


@pytest.mark.parametrize(
    "body",
    [
        text("x" * 4096),
        buttons("x" * 20, "b", "c", header={"type": "text", "text": "x" * 60}, footer={"text": "x" * 60}),
        rows(10),
        interactive(
            {
                "type": "location_request_message",
                "body": {"text": "Neredesiniz?"},
                "action": {"name": "send_location"},
            }
        ),
        interactive(
            {
                "type": "cta_url",
                "body": {"text": "Sipariş"},
                "action": {
                    "name": "cta_url",
                    "parameters": {"display_text": "Gör", "url": "https://a.example"},
                },
            }
        ),
    ],
)
def test_a_message_at_its_limits_reaches_the_phone(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, body: Any
) -> None:
    write(control, tenant, text="selam")
    answer = send(graph, tenant, body)
    assert answer.status_code == 200, answer.text
    (arrived,) = shown(control)
    assert arrived["id"] == answer.json()["messages"][0]["id"]


def test_a_wrong_or_missing_token_gets_190(
    graph: httpx.Client, tenant: TenantKit, second_tenant: TenantKit
) -> None:
    for headers in ({"Authorization": "Bearer wrong"}, {"Authorization": ""}):
        answer = graph.post(f"{tenant.number.phone_number_id}/messages", json=text(), headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
    assert send(graph, second_tenant, text()).json()["error"]["code"] == 190


def test_any_version_of_the_api_is_spoken(graph: httpx.Client, tenant: TenantKit) -> None:
    address = str(graph.base_url).replace("v24.0", "v31.0") + f"{tenant.number.phone_number_id}/messages"
    assert graph.post(address, json=text()).status_code == 200


def test_statuses_come_signed_and_in_order_with_the_callback_data(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="şaşırdım")
    assert receiver.next().items("messages")
    wamid = send(graph, tenant, text(biz_opaque_callback_data="row:7")).json()["messages"][0]["id"]
    statuses = receiver.collect("statuses", 3)
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in statuses} == {wamid}
    assert {status["biz_opaque_callback_data"] for status in statuses} == {"row:7"}


def test_outside_the_24_hour_window_free_text_is_accepted_and_then_fails_with_131047(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="selam")
    receiver.collect("messages", 1)
    clock.set_now(clock.now() + timedelta(hours=24, minutes=1))
    assert send(graph, tenant, text()).status_code == 200
    (status,) = receiver.collect("statuses", 1)
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131047)
    assert shown(control) == []


def template(tenant: TenantKit, body: str, *buttons: str) -> None:
    now = clock.now()
    with tenant_scope(tenant.id):
        MessageTemplate.objects.create(
            tenant_id=tenant.id,
            name="delivered",
            language="tr",
            category="utility",
            body=body,
            buttons=[{"title": title} for title in buttons],
            created_at=now,
            updated_at=now,
        )


def template_message(*parameters: str, language: str = "tr", name: str = "delivered") -> dict[str, Any]:
    return {
        "messaging_product": "whatsapp",
        "to": "905321112233",
        "type": "template",
        "template": {
            "name": name,
            "language": {"code": language},
            "components": [
                {"type": "body", "parameters": [{"type": "text", "text": value} for value in parameters]}
            ],
        },
    }


def test_a_tenants_template_is_rendered_and_its_button_can_be_tapped(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    template(tenant, "Merhaba {{customer_name}}, {{order}} ulaştı mı? {{customer_name}}!", "Evet", "Hayır")
    assert send(graph, tenant, template_message("Elif", "1020")).status_code == 200
    (arrived,) = shown(control)
    assert (arrived["type"], arrived["template"]) == ("template", "delivered")
    assert arrived["text"] == "Merhaba Elif, 1020 ulaştı mı? Elif!"
    write(control, tenant, button="Evet")
    (tap,) = receiver.collect("messages", 1)
    assert (tap["type"], tap["button"]) == ("button", {"payload": "Evet", "text": "Evet"})
    assert tap["context"]["id"] == arrived["id"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (template_message("Elif"), 132000),
        (template_message("Elif", "1", "2"), 132000),
        (template_message("Elif", "1", language="en"), 132001),
        (template_message("Elif", "1", name="unknown"), 132001),
        (template_message("Elif", "1\n2"), 132018),
        (template_message("Elif", ""), 131008),
    ],
)
def test_a_template_message_that_does_not_fit_its_template_is_refused(
    graph: httpx.Client, tenant: TenantKit, message: dict[str, Any], code: int
) -> None:
    template(tenant, "Merhaba {{name}}, {{order}} ulaştı mı?")
    assert send(graph, tenant, message).json()["error"]["code"] == code


def test_marking_as_read_needs_a_message_of_a_customer(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit
) -> None:
    wamid = write(control, tenant, text="selam")
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    assert send(graph, tenant, body | {"typing_indicator": {"type": "text"}}).json() == {"success": True}
    assert send(graph, tenant, body | {"message_id": "wamid.none"}).json()["error"]["code"] == 131009


def test_media_is_fetched_in_two_steps_with_the_bearer_and_the_address_expires(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, image=True, caption="kusurlu")
    (message,) = receiver.collect("messages", 1)
    assert message["image"]["caption"] == "kusurlu"
    description = graph.get(message["image"]["id"]).json()
    content = graph.get(description["url"])
    assert content.content.startswith(b"\x89PNG")
    assert str(len(content.content)) == description["file_size"]
    assert httpx.get(description["url"], trust_env=False).status_code == 401
    clock.set_now(clock.now() + timedelta(minutes=6))
    assert graph.get(description["url"]).status_code == 404


def test_an_uploaded_file_can_be_sent(graph: httpx.Client, control: httpx.Client, tenant: TenantKit) -> None:
    write(control, tenant, text="selam")
    number = tenant.number.phone_number_id
    uploaded = graph.post(
        f"{number}/media",
        data={"messaging_product": "whatsapp", "type": "application/pdf"},
        files={"file": ("fatura.pdf", b"%PDF-1.4", "application/pdf")},
    ).json()
    body = {
        "messaging_product": "whatsapp",
        "to": "905321112233",
        "type": "document",
        "document": {"id": uploaded["id"], "filename": "fatura.pdf"},
    }
    assert send(graph, tenant, body).status_code == 200
    assert shown(control)[-1]["media"]["filename"] == "fatura.pdf"
    refused = graph.post(
        f"{number}/media",
        data={"messaging_product": "whatsapp"},
        files={"file": ("a.exe", b"MZ", "application/x-msdownload")},
    )
    assert refused.json()["error"]["code"] == 100


def test_a_created_template_is_announced_as_approved_and_can_be_sent(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    body = {
        "name": "kampanya",
        "language": "tr",
        "category": "MARKETING",
        "components": [
            {"type": "BODY", "text": "Merhaba {{1}}, indirim var.", "example": {"body_text": [["Elif"]]}}
        ],
    }
    waba = tenant.number.waba_id
    assert graph.post(f"{waba}/message_templates", json=body).json()["status"] == "PENDING"
    change = receiver.next().json["entry"][0]["changes"][0]
    assert (change["field"], change["value"]["event"]) == ("message_template_status_update", "APPROVED")
    listed = graph.get(f"{waba}/message_templates", params={"fields": "name,status"}).json()
    assert [(row["name"], row["status"]) for row in listed["data"]] == [("kampanya", "APPROVED")]
    assert send(graph, tenant, template_message("Elif", name="kampanya")).status_code == 200
    assert graph.post(f"{waba}/message_templates", json=body).json()["error"]["code"] == 100
    no_example = body | {"name": "b", "components": [{"type": "BODY", "text": "Merhaba {{1}}!"}]}
    assert graph.post(f"{waba}/message_templates", json=no_example).json()["error"]["code"] == 100


@pytest.mark.parametrize(
    "body",
    [
        text("a\x00b"),
        text(biz_opaque_callback_data="\x00"),
        text(context={"message_id": "\ud800"}),
        text(to=None, recipient="\x00"),
        of_type("image", {"id": "\x00"}),
        template_message("Elif", name="\x00"),
        {"messaging_product": "whatsapp", "status": "read", "message_id": "\x00"},
    ],
)
def test_characters_that_cannot_be_stored_are_refused(
    graph: httpx.Client, tenant: TenantKit, body: dict[str, Any]
) -> None:
    assert send(graph, tenant, body).json()["error"]["code"] == 100


def test_no_address_of_the_graph_api_breaks(graph: httpx.Client) -> None:
    for address in (
        "%00",
        "%00/messages",
        "1/media",
        "1/message_templates?after=%00",
        "1/nowhere",
        "a/b/c/d",
    ):
        for method in ("GET", "POST", "DELETE"):
            assert 400 <= graph.request(method, address).status_code < 500, (method, address)
