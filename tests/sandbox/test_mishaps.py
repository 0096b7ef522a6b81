"""What the sandbox does to the product itself. That a killed service comes back is played by the scenarios."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from invekto.messaging.models import Conversation
from tests.sandbox.test_sending import PHONE
from tests.support.tenants import TenantKit

ASKED = {"name": "order_status", "version": 3, "step": "number", "slots": {}, "attempts": 0}


@pytest.mark.parametrize(
    ("asked_by", "kept"),
    [
        ("older", ASKED | {"version": 2}),
        ("newer", ASKED | {"version": 4}),
        ("damaged", {"name": "order_status", "slots": "?"}),
    ],
)
def test_an_open_question_becomes_another_releases(
    control: httpx.Client, tenant: TenantKit, asked_by: str, kept: dict[str, Any]
) -> None:
    talk = tenant.make_conversation(phone=PHONE)
    with tenant.scope():
        Conversation.objects.filter(id=talk.id).update(flow=ASKED)
    body = {"tenant": tenant.tenant.slug, "phone": PHONE, "asked_by": asked_by}
    assert control.post("deploys", json=body).json()["flow"] == kept
    with tenant.scope():
        assert Conversation.objects.get(id=talk.id).flow == kept


def test_what_cannot_happen_is_refused(control: httpx.Client, tenant: TenantKit) -> None:
    tenant.make_conversation(phone=PHONE)
    body = {"tenant": tenant.tenant.slug, "phone": PHONE}
    refused = control.post("deploys", json=body | {"asked_by": "older"})
    assert (refused.status_code, refused.json()["key"]) == (409, "phone")
    assert control.post("deploys", json=body | {"asked_by": "yesterday"}).status_code == 400
    assert control.post("processes", json={"kill": "init"}).status_code == 400
    assert control.post("processes", json={"kill": "worker"}).status_code == 409  # none runs beside the tests
