"""What customers ask, where a colleague said what a message meant, or the words around it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from tests.insights.test_own_history import NOW, asked, figures, manager, part

if TYPE_CHECKING:
    from django.test import Client

    from tests.support.tenants import TenantKit

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _friday(_clean_desk: None, at: Callable[[datetime], None]) -> None:
    at(NOW)


def test_what_a_colleague_says_of_a_message_shows_at_once(tenant: TenantKit, manager: Client):
    from invekto.agent_ai import services as dialogue
    from invekto.agent_ai.models import Source, Verdict
    from invekto.messaging.models import Message

    talk = asked(tenant, "kutu yamulmuş geldi yazık", confidence=0.5)
    assert "Belki: Siparişinin nerede olduğunu soruyor" in part(figures(manager), "unsure")
    with tenant.scope():
        message = Message.objects.get(conversation_id=talk.id)

    def say(verdict: Verdict, right: str | None = None) -> str:
        with tenant.scope():
            dialogue.judge_answer(
                message.id,
                verdict=verdict,
                right_intent=right,
                user=tenant.owner,
                source=Source.THREAD,
                now=clock.now(),
            )
        return figures(manager)

    corrected = say(Verdict.REJECTED, "complaint")
    assert "Şikâyetçi" in part(corrected, "ranked")
    assert 'id="unsure"' not in corrected
    accepted = say(Verdict.ACCEPTED)
    assert "Siparişinin nerede olduğunu soruyor" in part(accepted, "ranked")
    rejected = say(Verdict.REJECTED)
    assert "1 mesaj tanıdığı hiçbir konuya uymadı" in rejected
    with tenant.scope():
        dialogue.withdraw_judgement(message.id, user=tenant.owner, source=Source.THREAD, now=clock.now())
    assert "Belki: Siparişinin nerede olduğunu soruyor" in part(figures(manager), "unsure")


@pytest.mark.parametrize("verdict", [None, "accepted", "edited", "rejected", "withdrawn"])
def test_a_message_of_a_burst_counts_for_what_the_burst_meant(tenant: TenantKit, verdict: str | None):
    """Alone "o zaman iptal" was a cancelled order; with the words around it it was an appointment's."""
    from invekto.agent_ai import services as dialogue
    from invekto.agent_ai.models import Source, Verdict
    from invekto.insights import services
    from invekto.messaging.models import Message

    analysis = {
        "intent": "order_cancel",
        "confidence": 0.55,
        "threshold": 0.9,
        "intents": [{"intent": "order_cancel", "confidence": 0.55, "span": [0, 1]}],
        "together": {"intent": "return_request", "confidence": 0.97, "threshold": 0.8, "messages": []},
    }
    talk = asked(tenant, "o zaman iptal", analysis=analysis)
    with tenant.scope():
        message = Message.objects.get(conversation_id=talk.id)
        say = {"user": tenant.owner, "source": Source.THREAD, "now": clock.now()}
        if verdict is not None:
            first = Verdict.ACCEPTED if verdict == "withdrawn" else Verdict(verdict)
            judged = dialogue.judge_answer(message.id, verdict=first, **say)
            assert judged.intent == "return_request"
        if verdict == "withdrawn":
            dialogue.withdraw_judgement(message.id, **say)
    overview = services.overview(tenant.id, days=7, now=NOW, examples=1)
    assert overview is not None
    ranked = {row.intent: row.clear for row in overview.report.ranked}
    if verdict == "rejected":
        assert ranked == {}
        assert overview.report.unclear.count == 1
    else:
        assert ranked == {"return_request": 1}
        assert overview.report.unclear.count == 0


def test_of_two_matters_in_one_burst_each_counts_once(tenant: TenantKit):
    from invekto.insights import services
    from tests.support.talk import Talk

    talk = Talk(tenant, tenant.make_conversation())
    talk.say("kargom nerede kaldı", "bir de fatura istiyorum")
    overview = services.overview(tenant.id, days=7, now=NOW + timedelta(minutes=1), examples=1)
    assert overview is not None
    ranked = {row.intent: row.clear for row in overview.report.ranked}
    assert ranked.keys() == {"order_status", "invoice_request"}
    assert sorted(ranked.values()) == [1, 1]


def test_judgements_of_other_times_and_an_accepted_one_that_was_understood_anew(tenant: TenantKit):
    """What was accepted is what was understood then, whatever the message is taken for today."""
    from invekto.agent_ai import services as dialogue
    from invekto.agent_ai.models import Source, Verdict
    from invekto.insights import services
    from invekto.messaging.models import Message

    old = asked(tenant, "eski soru", ago=timedelta(days=20))
    talk = asked(tenant, "kutu nerede", confidence=0.5)
    with tenant.scope():
        for one in (old, talk):
            dialogue.judge_answer(
                Message.objects.get(conversation_id=one.id).id,
                verdict=Verdict.ACCEPTED,
                user=tenant.owner,
                source=Source.THREAD,
                now=clock.now(),
            )
        message = Message.objects.get(conversation_id=talk.id)
        message.analysis = {"intent": "complaint", "confidence": 0.6, "threshold": 0.9}
        message.save(update_fields=["analysis"])
    overview = services.overview(tenant.id, days=7, now=NOW, examples=1)
    assert overview is not None
    assert {row.intent: row.clear for row in overview.report.ranked} == {"order_status": 1}
