"""What people say of what was understood: kept, counted, and believed by the next message at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.agent_ai.models import AnswerJudgement
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

WORDS = "siparişim nerede kaldı"


def judge(talk: Talk, text: str, verdict: str, right: str | None = None) -> AnswerJudgement:
    from invekto.agent_ai import services
    from invekto.agent_ai.models import Source, Verdict
    from invekto.messaging.models import Message

    with talk.kit.scope():
        message = Message.objects.filter(text=text, author="customer").latest("id")
        return services.judge_answer(
            message.id,
            verdict=Verdict(verdict),
            right_intent=right,
            user=talk.kit.agent,
            source=Source.THREAD,
            now=clock.now(),
        )


def rows(kit: TenantKit) -> list[tuple[object, ...]]:
    from invekto.agent_ai.models import AnswerJudgement

    with kit.scope():
        found = AnswerJudgement.objects.order_by("number")
        return list(found.values_list("number", "intent", "verdict", "right_intent"))


def other_talk(kit: TenantKit) -> Talk:
    from tests.support.talk import Talk

    return Talk(kit, kit.make_conversation())


def intent_of(talk: Talk, text: str) -> str:
    talk.say(text)
    return str(talk.state()["intent"])


def test_the_next_customer_who_writes_it_is_understood_as_corrected(talk: Talk) -> None:
    assert intent_of(talk, WORDS) == "order_status"
    judge(talk, WORDS, "rejected", "complaint")
    assert intent_of(other_talk(talk.kit), WORDS) == "complaint"


def test_what_one_tenant_teaches_no_other_hears(talk: Talk, second_tenant: TenantKit) -> None:
    talk.say(WORDS)
    judge(talk, WORDS, "rejected", "complaint")
    assert intent_of(other_talk(second_tenant), WORDS) == "order_status"
    assert rows(second_tenant) == []


def test_a_judgement_that_is_taken_back_teaches_no_more(talk: Talk) -> None:
    from invekto.agent_ai import services
    from invekto.agent_ai.models import Source

    talk.say(WORDS)
    judged = judge(talk, WORDS, "rejected", "complaint")
    for _ in range(2):  # safe to repeat
        with talk.kit.scope():
            services.withdraw_judgement(
                judged.message_id, user=talk.kit.owner, source=Source.SETTINGS, now=clock.now()
            )
    assert intent_of(other_talk(talk.kit), WORDS) == "order_status"
    assert rows(talk.kit) == [
        (1, "order_status", "rejected", "complaint"),
        (2, "order_status", "withdrawn", None),
    ]


def test_choosing_again_counts_instead_and_the_same_again_adds_nothing(talk: Talk) -> None:
    talk.say(WORDS)
    for right in ("complaint", "complaint", "shipping_info", "order_status"):
        judge(talk, WORDS, "rejected", right)
    judge(talk, WORDS, "accepted")
    assert rows(talk.kit) == [
        (1, "order_status", "rejected", "complaint"),
        (2, "order_status", "rejected", "shipping_info"),
        (3, "order_status", "accepted", None),  # naming what was understood accepts it
    ]
    assert intent_of(other_talk(talk.kit), WORDS) == "order_status"


def test_an_edited_answer_says_nothing_of_the_intent_by_itself(talk: Talk) -> None:
    talk.say(WORDS)
    judge(talk, WORDS, "edited")
    assert rows(talk.kit) == [(1, "order_status", "edited", None)]
    again = other_talk(talk.kit)
    before = talk.state()["confidence"]
    again.say(WORDS)
    assert again.state()["confidence"] == before


def test_a_lesson_is_found_behind_more_judgements_than_are_remembered(talk: Talk) -> None:
    """One message that was judged again and again is one lesson, and pushes no other out."""
    from django.db import connection

    from invekto.chat_analysis.memory import MOST_LESSONS

    talk.say(WORDS)
    judge(talk, WORDS, "rejected", "complaint")
    other = other_talk(talk.kit)
    other.say("selam")
    again = judge(other, "selam", "accepted")
    with talk.kit.scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO answer_judgements (id, tenant_id, number, message_id, intent, confidence, model_version,"
            " verdict, source, at) SELECT gen_random_uuid(), tenant_id, number + step, message_id, intent,"
            " confidence, model_version, verdict, source, at"
            " FROM answer_judgements, generate_series(1, %s) AS step WHERE id = %s",
            [2 * MOST_LESSONS, again.pk],
        )
    assert intent_of(other_talk(talk.kit), WORDS) == "complaint"


def test_a_burst_is_judged_as_one(talk: Talk) -> None:
    talk.say("merhaba", WORDS)
    judge(talk, "merhaba", "rejected", "complaint")
    alone = other_talk(talk.kit)
    assert intent_of(alone, "merhaba") == "greeting"
    together = other_talk(talk.kit)
    together.say("merhaba", WORDS)
    assert together.state()["intent"] == "complaint"


def test_words_that_were_changed_after_the_judgement_are_not_what_was_judged(talk: Talk) -> None:
    from invekto.messaging.models import Message

    talk.say(WORDS)
    judge(talk, WORDS, "rejected", "complaint")
    with talk.kit.scope():
        Message.objects.filter(text=WORDS).update(text="fatura lazım", edited_at=clock.now())
    talk.say("tamam")
    other = other_talk(talk.kit)
    other.say("selam")
    judge(other, "selam", "accepted")  # what was kept in this process is read anew
    assert intent_of(other_talk(talk.kit), "fatura lazım") == "invoice_request"


def test_a_tapped_button_and_our_own_words_are_not_judged(talk: Talk) -> None:
    from invekto.agent_ai import services
    from invekto.agent_ai.models import Source, Verdict
    from invekto.messaging.models import Message

    talk.kit.tenant.confidence_threshold = 1.0
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["confidence_threshold"])
    talk.say("iade")
    talk.tap("İade")
    with pytest.raises(services.NotJudgeable), talk.kit.scope():
        tapped = Message.objects.filter(author="customer").latest("id")
        services.judge_answer(
            tapped.id, verdict=Verdict.ACCEPTED, user=talk.kit.agent, source=Source.THREAD, now=clock.now()
        )
    with pytest.raises(services.UnknownIntent):
        judge(talk, "iade", "rejected", "emergency")  # a shop has none
    assert rows(talk.kit) == []


def test_a_limit_of_its_own_holds_one_intent_back_and_no_other(talk: Talk) -> None:
    from invekto.agent_ai.services import Thresholds, set_thresholds
    from invekto.core.models import AuditEntry

    with talk.kit.scope():
        wanted = Thresholds(None, {"return_request": 1.0})
        set_thresholds(talk.kit.id, wanted, now=clock.now(), actor="test")
        set_thresholds(talk.kit.id, wanted, now=clock.now(), actor="test")
    assert "hangisi" in talk.say("ürünü iade etmek istiyorum")
    assert "hangisi" not in other_talk(talk.kit).say("kargo kaç günde gelir")
    with talk.kit.scope():
        (entry,) = AuditEntry.objects.filter(action="tenant.thresholds_changed")
    assert entry.details["after"] == {"general": None, "own": {"return_request": 1.0}}


def test_a_second_wish_is_held_to_its_own_limit(talk: Talk) -> None:
    from invekto.agent_ai.services import Thresholds, set_thresholds
    from invekto.messaging.models import Message

    both = "iade etmek istiyorum ayrıca fatura lazım bana"
    with talk.kit.scope():
        set_thresholds(talk.kit.id, Thresholds(0.1, {"invoice_request": 1.0}), now=clock.now(), actor="test")
    talk.say(both)
    with talk.kit.scope():
        analysis: dict[str, Any] = Message.objects.get(text=both).analysis or {}
        served = list(
            Message.objects.filter(author="bot", why__isnull=False).values_list("why__intent", flat=True)
        )
    assert {guess["intent"] for guess in analysis["intents"]} == {"return_request", "invoice_request"}
    assert analysis["threshold"] == (0.1 if analysis["intent"] == "return_request" else 1.0)
    assert "invoice_request" not in served


@pytest.mark.parametrize(
    ("general", "own", "text_id"),
    [
        (1.2, {}, "confidence-problem-share"),
        (float("nan"), {}, "confidence-problem-share"),
        (None, {"order_status": -0.1}, "confidence-problem-share"),
        (None, {"time_travel": 0.5}, "confidence-problem-intent"),
        (None, {"emergency": 0.5}, "confidence-problem-emergency"),
    ],
)
def test_bad_limits_are_refused_and_change_nothing(
    tenant: TenantKit, general: float | None, own: dict[str, float], text_id: str
) -> None:
    from invekto.agent_ai.services import BadThreshold, Thresholds, set_thresholds
    from invekto.core.models import Tenant

    with tenant.scope():
        with pytest.raises(BadThreshold) as refused:
            set_thresholds(tenant.id, Thresholds(general, own), now=clock.now(), actor="test")
        kept = Tenant.objects.get(id=tenant.id)
    assert refused.value.text_id == text_id
    assert (kept.confidence_threshold, kept.intent_thresholds) == (None, {})


def test_the_api_hears_the_same_lessons_and_limits(talk: Talk) -> None:
    from invekto.core.auth import new_api_key
    from invekto.core.models import ApiKey

    key, digest, hint = new_api_key()
    with talk.kit.scope():
        ApiKey.objects.create(
            tenant_id=talk.kit.id, name="test", key_hash=digest, hint=hint, created_at=clock.now()
        )
        talk.kit.tenant.intent_thresholds = {"complaint": 0.25}
        talk.kit.tenant.save(update_fields=["intent_thresholds"])
    talk.say(WORDS)
    judge(talk, WORDS, "rejected", "complaint")
    machine = Client(headers={"Authorization": f"Bearer {key}"})
    told = machine.post("/api/v1/analysis", {"text": WORDS}, content_type="application/json").json()
    assert told["analysis"]["intent"] == "complaint"
    assert (told["threshold"], told["thresholds"]) == (0.25, {"complaint": 0.25})
    many = machine.post("/api/v1/analysis", {"texts": [WORDS]}, content_type="application/json").json()
    assert many["threshold"] != 0.25


def test_a_clinics_emergency_is_given_to_a_person_whatever_was_taught(
    make_tenant: Callable[..., TenantKit],
) -> None:
    from tests.support.talk import Talk

    kit = make_tenant("dental")
    words = "nefes alamıyorum dilim şişti"
    talk = Talk(kit, kit.make_conversation())
    talk.say(words)
    judge(talk, words, "rejected", "thanks")
    again = other_talk(kit)
    again.say(words)
    assert again.state()["handoff_reason"] == "emergency"
