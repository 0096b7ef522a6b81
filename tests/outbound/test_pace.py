"""A number's pace, shared by all lanes and kept in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invekto.core import clock
from invekto.core.models import ScheduledJob
from invekto.messaging.models import WhatsAppNumber
from invekto.outbound.claiming import claim
from invekto.outbound.models import OutboundMessage, SendState
from tests.outbound.sending import row_of, say


@pytest.fixture
def queue(tenant):
    """``queue(20, per_second=5)``: rows for as many people."""

    def fill(count: int, *, per_second: int) -> None:
        with tenant.scope():
            WhatsAppNumber.objects.update(messages_per_second=per_second)
        for number in range(count):
            say(tenant, tenant.make_conversation(), f"{number}")

    return fill


def take(tenant, moment, most: int = 100) -> int:
    with tenant.scope():
        return len(claim(tenant.number.pk, now=moment, most=most).claims)


def test_no_more_than_a_seconds_worth_leaves_at_once(tenant, queue):
    queue(12, per_second=5)
    start = clock.now()
    assert take(tenant, start) == 5
    assert take(tenant, start) == 0
    assert take(tenant, start + timedelta(seconds=0.4)) == 2
    assert take(tenant, start + timedelta(seconds=60)) == 5
    assert take(tenant, start + timedelta(seconds=60)) == 0


def test_a_lane_that_used_up_the_pace_comes_back_for_the_rest(tenant, queue, peer, run_jobs, at):
    queue(7, per_second=5)
    at(clock.now())
    for _ in range(4):
        run_jobs()
        at(clock.now() + timedelta(seconds=1))
    assert len(peer.taken) == 7
    with tenant.scope():
        assert not OutboundMessage.objects.exclude(state=SendState.SENT).exists()


def test_when_the_rest_may_go_is_scheduled(tenant, queue):
    queue(3, per_second=2)
    start = clock.now()
    take(tenant, start)
    [job] = ScheduledJob.objects.filter(task="outbound.lane")
    assert job.due_at == start + timedelta(seconds=0.5)


def test_a_clock_that_was_set_back_fills_nothing_and_blocks_nothing(tenant, queue):
    queue(10, per_second=2)
    start = clock.now()
    assert take(tenant, start) == 2
    back = start - timedelta(days=1)
    with tenant.scope():
        OutboundMessage.objects.update(next_attempt_at=back)
    assert take(tenant, back) == 0
    assert take(tenant, back + timedelta(seconds=5)) == 2


def test_numbers_have_a_pace_of_their_own(tenant, second_tenant, queue):
    queue(3, per_second=2)
    say(second_tenant, second_tenant.make_conversation())
    now = clock.now()
    assert take(tenant, now) == 2
    assert take(second_tenant, now) == 1


def test_one_person_has_one_message_under_way(tenant):
    conversation = tenant.make_conversation()
    rows = [say(tenant, conversation, text) for text in ("bir", "iki")]
    now = clock.now()
    assert take(tenant, now) == 1
    assert [row_of(tenant, row).state for row in rows] == [SendState.SENDING, SendState.QUEUED]
    assert take(tenant, now) == 0


def test_a_message_that_waits_for_long_does_not_hold_up_what_comes_after(tenant):
    conversation = tenant.make_conversation()
    waiting = say(tenant, conversation, "bir")
    with tenant.scope():
        OutboundMessage.objects.filter(pk=waiting.pk).update(
            next_attempt_at=clock.now() + timedelta(minutes=10)
        )
    say(tenant, conversation, "iki")
    assert take(tenant, clock.now()) == 1
