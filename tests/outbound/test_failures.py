"""Every documented error: again or not, how far it reaches, what a person is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invekto.core import clock
from invekto.core.models import AuditEntry, DomainEvent
from invekto.messaging import services as messaging
from invekto.messaging.cloud_api.errors import BACKOFF, NEVER, RULES, rule_for
from invekto.messaging.models import Contact, Conversation, DeliveryStatus, WhatsAppNumber
from invekto.outbound import services
from invekto.outbound.models import SendingPace, SendState
from tests.messaging import envelopes
from tests.messaging.graph_peer import Fault
from tests.outbound.sending import message_of, row_of, say

FINAL = sorted(code for code, rule in RULES.items() if code >= 0 and rule.retry is NEVER and not rule.pauses)
PAUSING = sorted(code for code, rule in RULES.items() if rule.pauses)
PASSING = sorted(code for code, rule in RULES.items() if code >= 0 and rule.retry is not NEVER)


def later(run_jobs, at, **much) -> None:
    at(clock.now() + timedelta(**much))
    run_jobs()


@pytest.mark.parametrize("code", FINAL)
def test_a_final_refusal_fails_the_row_and_is_not_repeated(tenant, peer, run_jobs, at, code):
    conversation = tenant.make_conversation()
    peer.faults.append(Fault(code=code, details="because"))
    row = say(tenant, conversation)
    run_jobs()
    later(run_jobs, at, days=2)
    assert len(peer.sent) == 1
    failed = row_of(tenant, row)
    assert (failed.state, failed.error_code, failed.error_detail) == (SendState.FAILED, code, "because")
    assert (failed.message.status, failed.message.failure_code) == (DeliveryStatus.FAILED, code)
    with tenant.scope():
        assert DomainEvent.objects.get(name="message.failed").payload["code"] == code
        assert WhatsAppNumber.objects.get().paused_code is None


@pytest.mark.parametrize("code", PASSING)
def test_a_passing_trouble_is_tried_again_later_and_never_before(tenant, peer, run_jobs, at, code):
    conversation = tenant.make_conversation()
    peer.fail(code)
    row = say(tenant, conversation)
    run_jobs()
    waiting = row_of(tenant, row)
    assert (waiting.state, waiting.error_code) == (SendState.QUEUED, code)
    first = rule_for(code).retry.first
    assert waiting.next_attempt_at >= clock.now() + timedelta(seconds=0.9 * first - 2)
    assert len(peer.sent) == 1
    later(run_jobs, at, seconds=1.2 * first + 2)
    assert [sent.text for sent in peer.taken] == ["Kargonuz yolda"]
    assert row_of(tenant, row).state == SendState.SENT


@pytest.mark.parametrize("code", [1, 131000, 131056, 135000])
def test_a_trouble_that_does_not_pass_is_given_up(tenant, peer, run_jobs, at, code):
    conversation = tenant.make_conversation()
    peer.fail(*[code] * 20)
    row = say(tenant, conversation)
    run_jobs()
    for _ in range(10):
        later(run_jobs, at, hours=1)
    assert len(peer.sent) == rule_for(code).retry.tries
    assert row_of(tenant, row).state == SendState.FAILED
    assert message_of(tenant, row).failure_code == code


@pytest.mark.parametrize("code", PAUSING)
def test_what_a_person_must_mend_pauses_the_number_and_everything_waits(tenant, peer, run_jobs, at, code):
    conversation, other = tenant.make_conversation(), tenant.make_conversation()
    peer.fail(code)
    row = say(tenant, conversation, "bir")
    run_jobs()
    waiting = say(tenant, other, "iki")
    later(run_jobs, at, hours=1)
    assert len(peer.sent) == 1
    assert row_of(tenant, row).state == row_of(tenant, waiting).state == SendState.QUEUED
    with tenant.scope():
        number = WhatsAppNumber.objects.get()
        assert number.paused_code == code
        assert DomainEvent.objects.filter(name="whatsapp.number_paused").count() == 1
        services.resume_number(number.pk, now=clock.now(), actor=f"user:{tenant.owner.pk}")
    run_jobs()
    assert sorted(sent.text for sent in peer.taken) == ["bir", "iki"]
    with tenant.scope():
        assert WhatsAppNumber.objects.get().paused_code is None
        entry = AuditEntry.objects.get(action="whatsapp.number_resumed")
        assert (entry.actor, entry.details) == (f"user:{tenant.owner.pk}", {"code": code})


def test_an_account_wide_trouble_pauses_its_other_numbers_and_no_other_tenant(
    tenant, second_tenant, peer, run_jobs
):
    with tenant.scope():
        WhatsAppNumber.objects.create(
            tenant=tenant.tenant,
            phone_number_id=f"8{tenant.number.phone_number_id}",
            display_phone="+902121112233",
            waba_id=tenant.number.waba_id,
            access_token="t",
            app_secret="s",
            verify_token="v",
            created_at=clock.now(),
        )
    peer.fail(131042)
    say(tenant, tenant.make_conversation())
    run_jobs()
    with tenant.scope():
        assert list(WhatsAppNumber.objects.values_list("paused_code", flat=True)) == [131042, 131042]
    with second_tenant.scope():
        assert WhatsAppNumber.objects.get().paused_code is None


def test_too_many_messages_hold_the_whole_number_for_a_moment(tenant, peer, run_jobs, at):
    peer.fail(130429)
    say(tenant, tenant.make_conversation(), "bir")
    run_jobs()
    say(tenant, tenant.make_conversation(), "iki")
    run_jobs()
    assert len(peer.sent) == 1
    with tenant.scope():
        assert SendingPace.objects.get().hold_until > clock.now() - timedelta(seconds=2)
    later(run_jobs, at, seconds=3)
    assert sorted(sent.text for sent in peer.taken) == ["bir", "iki"]


def test_too_many_messages_to_one_person_hold_up_only_that_person(tenant, peer, run_jobs, at):
    flooded, other = tenant.make_conversation(), tenant.make_conversation()
    peer.fail(131056, 131056)
    say(tenant, flooded, "bir")
    run_jobs()
    say(tenant, flooded, "iki")
    say(tenant, other, "başkası")
    run_jobs()
    assert peer.sent[0].text == "bir"
    later(run_jobs, at, seconds=30)
    assert [sent.text for sent in peer.taken if sent.text != "başkası"] == ["bir", "iki"]
    assert "başkası" in [sent.text for sent in peer.taken]


@pytest.mark.parametrize("how", ["answer", "status"])
def test_a_closed_window_is_remembered_until_the_customer_writes_again(tenant, peer, run_jobs, at, how):
    conversation = tenant.make_conversation(phone="+905321234567")
    if how == "answer":
        peer.fail(131047)
    row = say(tenant, conversation)
    run_jobs()
    if how == "status":
        sent = peer.taken[0]
        error = {"code": 131047, "error_data": {"details": "24 hours"}}
        item = envelopes.status(sent.wamid, "failed", errors=[error], biz_opaque_callback_data=str(row.pk))
        envelopes.post(tenant, envelopes.change(tenant, statuses=[item]))
        run_jobs()
    assert message_of(tenant, row).failure_code == 131047
    assert row_of(tenant, row).state == SendState.FAILED
    with tenant.scope():
        thread = Conversation.objects.get()
        assert not messaging.window_is_open(thread, clock.now())
    with pytest.raises(services.WindowClosed):
        say(tenant, conversation)
    at(clock.now() + timedelta(seconds=5))
    envelopes.post(tenant, envelopes.messages(tenant, envelopes.message("yine ben")))
    run_jobs()
    with tenant.scope():
        assert messaging.window_is_open(Conversation.objects.get(), clock.now())


def _told(tenant, row, peer, state: str, **more) -> None:
    """A status webhook about the row's first send."""
    item = envelopes.status(peer.taken[0].wamid, state, **more)
    envelopes.post(tenant, envelopes.change(tenant, statuses=[item]))


def test_news_of_a_closed_window_that_comes_late_does_not_close_one_that_was_opened_since(
    tenant, peer, run_jobs, at
):
    conversation = tenant.make_conversation(phone="+905321234567")
    row = say(tenant, conversation)
    run_jobs()
    at(clock.now() + timedelta(hours=2))
    envelopes.post(tenant, envelopes.messages(tenant, envelopes.message("yine ben")))
    _told(tenant, row, peer, "failed", errors=[{"code": 131047}], biz_opaque_callback_data=str(row.pk))
    run_jobs()
    assert message_of(tenant, row).failure_code == 131047
    with tenant.scope():
        assert messaging.window_is_open(Conversation.objects.get(), clock.now())


def test_a_failure_without_our_callback_data_is_known_by_its_message(tenant, peer, run_jobs):
    row = say(tenant, tenant.make_conversation())
    run_jobs()
    _told(tenant, row, peer, "failed", errors=[{"code": 131050}])
    run_jobs()
    assert row_of(tenant, row).state == SendState.FAILED
    with tenant.scope():
        assert Contact.objects.get().opted_out_at is not None


def test_a_sent_that_overtook_nothing_does_not_undo_a_failure(tenant, peer, run_jobs):
    row = say(tenant, tenant.make_conversation())
    run_jobs()
    callback = {"biz_opaque_callback_data": str(row.pk)}
    _told(tenant, row, peer, "failed", errors=[{"code": 131026}], **callback)
    run_jobs()
    _told(tenant, row, peer, "sent", **callback)
    run_jobs()
    settled = row_of(tenant, row)
    assert (settled.state, settled.message.status) == (SendState.FAILED, DeliveryStatus.FAILED)
    _told(tenant, row, peer, "delivered", **callback)
    run_jobs()
    settled = row_of(tenant, row)
    assert (settled.state, settled.message.status) == (SendState.SENT, DeliveryStatus.DELIVERED)


def test_the_users_own_stop_is_an_opt_out(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    peer.fail(131050)
    say(tenant, conversation)
    run_jobs()
    with tenant.scope():
        contact = Contact.objects.get()
        assert (contact.opted_out_how, contact.opted_out_at is None) == ("whatsapp", False)
        assert DomainEvent.objects.filter(name="contact.opted_out").count() == 1


def test_who_cannot_be_reached_is_marked_until_they_write(tenant, peer, run_jobs):
    conversation = tenant.make_conversation(phone="+905321234567")
    peer.fail(131026)
    say(tenant, conversation)
    run_jobs()
    with tenant.scope():
        assert Contact.objects.get().unreachable_at is not None
    envelopes.post(tenant, envelopes.messages(tenant, envelopes.message()))
    run_jobs()
    with tenant.scope():
        assert Contact.objects.get().unreachable_at is None


def test_a_late_refusal_by_status_also_pauses_the_number(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    row = say(tenant, conversation)
    run_jobs()
    item = envelopes.status(
        peer.taken[0].wamid, "failed", errors=[{"code": 131042}], biz_opaque_callback_data=str(row.pk)
    )
    envelopes.post(tenant, envelopes.change(tenant, statuses=[item]))
    run_jobs()
    assert row_of(tenant, row).state == SendState.FAILED
    with tenant.scope():
        assert WhatsAppNumber.objects.get().paused_code == 131042


def test_a_refusal_that_is_overtaken_by_its_delivery_does_not_count(tenant, peer, run_jobs):
    row = say(tenant, tenant.make_conversation())
    run_jobs()
    wamid, mark = peer.taken[0].wamid, {"biz_opaque_callback_data": str(row.pk)}
    for state, more in (("failed", {"errors": [{"code": 131026}]}), ("delivered", {})):
        item = envelopes.status(wamid, state, **mark, **more)
        envelopes.post(tenant, envelopes.change(tenant, statuses=[item]))
        run_jobs()
    assert row_of(tenant, row).state == SendState.SENT
    assert message_of(tenant, row).status == DeliveryStatus.DELIVERED


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Fault(status=500, raw=b"oops"), SendState.QUEUED),
        (Fault(status=503, raw=b""), SendState.QUEUED),
        (Fault(status=429, raw=b"{}"), SendState.QUEUED),
        (Fault(status=502, raw=b"<html>"), SendState.UNKNOWN),
        (Fault(status=504, raw=b"<html>"), SendState.UNKNOWN),
        (Fault(status=200, raw=b"not json"), SendState.UNKNOWN),
        (Fault(status=200, raw=b'{"messages":[]}'), SendState.UNKNOWN),
        (Fault(status=200, raw=b'{"messages":[{"id":5}]}'), SendState.UNKNOWN),
        (Fault(status=400, raw=b"[]"), SendState.FAILED),
        (Fault(cut=True), SendState.UNKNOWN),
    ],
    ids=lambda value: f"{value.status}-{value.raw}" if isinstance(value, Fault) else value,
)
def test_answers_without_a_code_are_read_with_care(tenant, peer, run_jobs, fault, state):
    peer.faults.append(fault)
    row = say(tenant, tenant.make_conversation())
    run_jobs()
    assert row_of(tenant, row).state == state
    assert len(peer.sent) == 1


def test_whatsapp_that_cannot_be_reached_is_tried_again(tenant, peer, run_jobs, at, monkeypatch):
    from django.conf import settings

    url = settings.WHATSAPP_API_URL
    monkeypatch.setattr(settings, "WHATSAPP_API_URL", "http://127.0.0.1:9/v24.0")
    row = say(tenant, tenant.make_conversation())
    run_jobs()
    assert row_of(tenant, row).state == SendState.QUEUED
    monkeypatch.setattr(settings, "WHATSAPP_API_URL", url)
    later(run_jobs, at, seconds=BACKOFF.first * 1.2 + 1)
    assert row_of(tenant, row).state == SendState.SENT


def test_no_failure_logs_the_token_or_the_customer(tenant, peer, run_jobs, caplog):
    conversation = tenant.make_conversation(phone="+905321112233")
    peer.faults.extend([Fault(code=190, status=401, details="905321112233"), Fault(cut=True)])
    say(tenant, conversation, "gizli söz")
    run_jobs()
    for secret in (tenant.number.access_token, "905321112233", "gizli söz"):
        assert secret not in caplog.text
