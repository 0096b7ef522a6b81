"""A colleague says under a message whether it was understood."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from invekto.agent_ai import services as dialogue
from invekto.agent_ai.models import AnswerJudgement
from invekto.messaging.models import Conversation
from tests.dashboard.test_confidence import thread, understood
from tests.dashboard.threads import make_thread, write
from tests.support.tenants import TenantKit

__all__ = ["thread"]


def address(thread: Conversation, message) -> str:
    return f"/inbox/{thread.id}/messages/{message.id}/judgement/"


def test_a_colleague_says_that_it_was_right(tenant: TenantKit, agent: Client, thread: Conversation):
    message = understood(tenant, thread, "order_status", 0.9)
    assert f'id="right-{message.id}"' in agent.get(f"/inbox/{thread.id}/").content.decode()
    part = agent.post(address(thread, message), {"verdict": "accepted"}).content.decode()
    assert "Doğru anlaşıldı" in part
    assert "Ayşe Yıldız" in part
    assert "Doğru anlaşıldı" in agent.get(f"/inbox/{thread.id}/").content.decode()


def test_a_colleague_chooses_what_it_should_have_been_and_chooses_again(
    tenant: TenantKit, agent: Client, thread: Conversation
):
    message = understood(tenant, thread, "order_status", 0.9)
    menu = agent.get(address(thread, message)).content.decode()
    assert menu.count('name="intent"') == len(dialogue.intents("ecommerce"))
    assert "Bunlardan hiçbiri" in menu
    part = agent.post(address(thread, message), {"intent": "complaint"}).content.decode()
    assert "Şikâyetçi" in part
    menu = agent.get(address(thread, message)).content.decode()
    assert re.search(r'value="complaint"[^>]* aria-pressed="true"', menu)
    assert "Değerlendirmeyi kaldır" in menu
    part = agent.post(address(thread, message), {"verdict": "withdrawn"}).content.decode()
    assert f'id="right-{message.id}"' in part
    with tenant.scope():
        newest = AnswerJudgement.objects.order_by("-number").values_list("verdict", "user", "source")[0]
    assert newest == ("withdrawn", tenant.agent.pk, "thread")


@pytest.mark.parametrize("sent", [{}, {"intent": "emergency"}, {"intent": ""}, {"verdict": "edited"}])
def test_what_is_no_judgement_is_not_found(
    tenant: TenantKit, agent: Client, thread: Conversation, sent: dict[str, str]
):
    message = understood(tenant, thread, "order_status", 0.9)
    assert agent.post(address(thread, message), sent).status_code == 404
    with tenant.scope():
        assert not AnswerJudgement.objects.exists()


def test_a_message_of_another_thread_and_a_tapped_one_are_not_judged(
    tenant: TenantKit, agent: Client, thread: Conversation
):
    other = make_thread(tenant, "Ali Kaya")
    message = understood(tenant, other, "order_status", 0.9)
    assert agent.post(address(thread, message), {"verdict": "accepted"}).status_code == 404
    tapped = write(
        tenant,
        thread,
        "customer",
        "İade",
        analysis={"intent": "return_request", "confidence": 1.0, "tapped": True},
    )
    assert agent.post(address(thread, tapped), {"verdict": "accepted"}).status_code == 404
    assert f'id="right-{tapped.id}"' not in agent.get(f"/inbox/{thread.id}/").content.decode()
