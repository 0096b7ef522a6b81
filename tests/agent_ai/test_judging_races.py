"""Two colleagues at one message: each withdraws what they saw, once, and nothing else."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from invekto.agent_ai.models import AnswerJudgement
    from invekto.messaging.models import Message
    from tests.support.tenants import TenantKit


@pytest.fixture
def message(tenant: TenantKit) -> Message:
    from invekto.messaging.models import Author, Message

    conversation, now = tenant.make_conversation(), clock.now()
    with tenant.scope():
        return Message.objects.create(
            tenant_id=tenant.id,
            conversation=conversation,
            author=Author.CUSTOMER,
            type="text",
            text="paketim hangi şubede acaba",
            analysis={"intent": "order_status", "confidence": 0.8, "threshold": 0.7},
            at=now,
            received_at=now,
        )


def judge(kit: TenantKit, message: Message, right: str) -> AnswerJudgement:
    """In the caller's scope."""
    from invekto.agent_ai import services
    from invekto.agent_ai.models import Source, Verdict

    return services.judge_answer(
        message.id,
        verdict=Verdict.REJECTED,
        right_intent=right,
        user=kit.agent,
        source=Source.THREAD,
        now=clock.now(),
    )


def withdraw(kit: TenantKit, message: Message, meant: UUID | None = None) -> AnswerJudgement | None:
    """In the caller's scope."""
    from invekto.agent_ai import services
    from invekto.agent_ai.models import Source

    return services.withdraw_judgement(
        message.id, user=kit.owner, source=Source.SETTINGS, now=clock.now(), meant=meant
    )


def said(kit: TenantKit) -> list[tuple[str, str | None]]:
    from invekto.agent_ai.models import AnswerJudgement

    with kit.scope():
        return list(AnswerJudgement.objects.order_by("number").values_list("verdict", "right_intent"))


@contextmanager
def a_colleague_who_withdraws(
    kit: TenantKit, message: Message, answers: list[AnswerJudgement | None], meant: UUID | None = None
) -> Iterator[None]:
    """Begins when something is done that is not committed yet, and ends after it."""

    def work() -> None:
        from django.db import connections

        try:
            with kit.scope():
                answers.append(withdraw(kit, message, meant))
        finally:
            connections.close_all()

    colleague = threading.Thread(target=work)
    with kit.scope():
        yield
        colleague.start()
        while colleague.is_alive() and not _somebody_waits():
            threading.Event().wait(0.005)
    colleague.join()


def _somebody_waits() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database db ON db.oid = database"
            " WHERE db.datname = current_database() AND locktype = 'advisory' AND NOT granted)"
        )
        return bool(cursor.fetchone()[0])


def test_two_clicks_withdraw_once(tenant: TenantKit, message: Message) -> None:
    with tenant.scope():
        judged = judge(tenant, message, "complaint")
    answers: list[AnswerJudgement | None] = []
    with a_colleague_who_withdraws(tenant, message, answers, judged.pk):
        first = withdraw(tenant, message, judged.pk)
    assert answers == [first]
    assert said(tenant) == [("rejected", "complaint"), ("withdrawn", None)]


def test_what_is_said_meanwhile_is_not_withdrawn_unseen(tenant: TenantKit, message: Message) -> None:
    with tenant.scope():
        judged = judge(tenant, message, "complaint")
    answers: list[AnswerJudgement | None] = []
    with a_colleague_who_withdraws(tenant, message, answers, judged.pk):
        judge(tenant, message, "shipping_info")
    assert answers == [None]
    assert said(tenant) == [("rejected", "complaint"), ("rejected", "shipping_info")]


def test_a_withdrawal_withdraws_what_stands_when_its_turn_comes(tenant: TenantKit, message: Message) -> None:
    with tenant.scope():
        judge(tenant, message, "complaint")
    answers: list[AnswerJudgement | None] = []
    with a_colleague_who_withdraws(tenant, message, answers):
        judge(tenant, message, "shipping_info")
    assert [one.verdict for one in answers if one] == ["withdrawn"]
    with tenant.scope():
        assert withdraw(tenant, message) == answers[0]
    assert len(said(tenant)) == 3


def test_nothing_said_is_nothing_withdrawn(tenant: TenantKit, message: Message) -> None:
    with tenant.scope():
        assert withdraw(tenant, message) is None
    assert said(tenant) == []
