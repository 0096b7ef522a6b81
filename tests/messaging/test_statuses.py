"""Ticks that only move forward."""

from __future__ import annotations

import itertools

import pytest

from invekto.core import clock
from invekto.messaging.models import Author, DeliveryStatus, Message, WebhookEvent
from tests.messaging import envelopes as e


@pytest.fixture
def sent(tenant) -> Message:
    conversation = tenant.make_conversation()
    now = clock.now()
    with tenant.scope():
        return Message.objects.create(
            tenant_id=tenant.id,
            conversation=conversation,
            author=Author.BOT,
            type="text",
            text="Kargonuz yolda",
            wamid="wamid.OUT",
            status=DeliveryStatus.ACCEPTED,
            at=now,
            received_at=now,
        )


def tell(tenant, run_jobs, *states: str, **parts) -> None:
    for state in states:
        item = e.status("wamid.OUT", state, **(parts if state == "failed" else {}))
        assert e.post(tenant, e.change(tenant, statuses=[item])).status_code == 200
        run_jobs()


def now_at(tenant, message: Message) -> Message:
    with tenant.scope():
        return Message.objects.get(pk=message.pk)


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])), ids="-".join)
def test_in_whatever_order_ticks_come_the_last_one_is_read(tenant, run_jobs, sent, order):
    tell(tenant, run_jobs, *order)
    assert now_at(tenant, sent).status == DeliveryStatus.READ


@pytest.mark.parametrize(
    ("states", "final"),
    [
        (["sent", "failed"], DeliveryStatus.FAILED),
        (["failed", "sent"], DeliveryStatus.FAILED),
        (["sent", "failed", "delivered"], DeliveryStatus.DELIVERED),
        (["delivered", "failed"], DeliveryStatus.DELIVERED),
        (["failed", "read"], DeliveryStatus.READ),
        (["read"], DeliveryStatus.READ),
        (["read", "played", "delivered"], DeliveryStatus.PLAYED),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
def test_failed_is_overridden_only_by_proof_of_arrival(tenant, run_jobs, sent, states, final):
    tell(tenant, run_jobs, *states, errors=[{"code": 131026}])
    message = now_at(tenant, sent)
    assert message.status == final
    assert message.failure_code == (131026 if final == DeliveryStatus.FAILED else None)


def test_all_ticks_of_one_body_are_applied_at_once(tenant, run_jobs, sent):
    states = [e.status("wamid.OUT", state) for state in ("read", "sent", "delivered")]
    e.post(tenant, e.change(tenant, statuses=states))
    run_jobs()
    assert now_at(tenant, sent).status == DeliveryStatus.READ


def test_the_price_class_is_kept(tenant, run_jobs, sent):
    pricing = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}
    e.post(tenant, e.change(tenant, statuses=[e.status("wamid.OUT", "sent", pricing=pricing)]))
    e.post(tenant, e.change(tenant, statuses=[e.status("wamid.OUT", "read")]))
    run_jobs()
    assert now_at(tenant, sent).pricing == pricing


def test_the_status_of_a_message_we_did_not_send_is_no_problem(tenant, run_jobs):
    e.post(tenant, e.change(tenant, statuses=[e.status("wamid.STRANGE", "read")]))
    run_jobs()
    with tenant.scope():
        assert WebhookEvent.objects.get().problem is None


def test_an_unknown_status_is_kept_with_its_problem(tenant, run_jobs, sent):
    tell(tenant, run_jobs, "teleported", "read")
    with tenant.scope():
        problems = WebhookEvent.objects.exclude(problem=None).values_list("problem", flat=True)
        assert list(problems) == ["the status is not one we know"]
    assert now_at(tenant, sent).status == DeliveryStatus.READ


def test_a_customers_own_message_has_no_ticks(tenant, run_jobs):
    e.post(tenant, e.messages(tenant, e.message(wamid="wamid.IN")))
    run_jobs()
    e.post(tenant, e.change(tenant, statuses=[e.status("wamid.IN", "read")]))
    run_jobs()
    with tenant.scope():
        assert Message.objects.get().status is None


def test_another_tenants_message_cannot_be_ticked(tenant, second_tenant, run_jobs, sent):
    e.post(second_tenant, e.change(second_tenant, statuses=[e.status("wamid.OUT", "read")]))
    run_jobs()
    assert now_at(tenant, sent).status == DeliveryStatus.ACCEPTED
