"""What a batch of messages does to the thread: order, unread, window, waiting, events."""

from __future__ import annotations

from datetime import timedelta

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.messaging import services
from invekto.messaging.ingest import ingest
from invekto.messaging.models import Author, Conversation, DeliveryStatus, Message, WebhookEvent
from tests.messaging import envelopes as e


def events_named(tenant, name: str) -> list[DomainEvent]:
    with tenant.scope():
        return list(DomainEvent.objects.filter(name=name))


def test_a_burst_becomes_one_event_in_arrival_order(tenant, run_jobs):
    texts = ["iade etcem", "beden küçük", "1020304050"]
    for text in texts:
        e.post(tenant, e.messages(tenant, e.message(text)))
    run_jobs()
    with tenant.scope():
        conversation = Conversation.objects.get()
        assert list(Message.objects.order_by("id").values_list("text", flat=True)) == texts
    assert (conversation.unread, conversation.last_text) == (3, "1020304050")
    assert conversation.last_author == Author.CUSTOMER
    assert conversation.waiting_since is not None
    assert [event.subject_id for event in events_named(tenant, "message.received")] == [conversation.pk]


def test_the_window_is_24_hours_from_the_customers_own_clock(tenant, run_jobs):
    written = clock.now().replace(microsecond=0) - timedelta(hours=3)
    e.post(tenant, e.messages(tenant, e.message(at=written)))
    run_jobs()
    with tenant.scope():
        conversation = Conversation.objects.get()
    assert services.window_closes_at(conversation) == written + timedelta(hours=24)
    assert services.window_is_open(conversation, written + timedelta(hours=23, minutes=58))
    assert not services.window_is_open(conversation, written + timedelta(hours=24))


def test_a_sender_whose_clock_runs_ahead_does_not_keep_the_window_open(tenant, run_jobs):
    e.post(tenant, e.messages(tenant, e.message(at=clock.now() + timedelta(days=300))))
    run_jobs()
    with tenant.scope():
        closes = services.window_closes_at(Conversation.objects.get())
    assert closes is not None
    assert closes <= clock.now() + timedelta(hours=24)


def test_a_sender_whose_clock_runs_ahead_does_not_stay_above_later_threads(tenant, run_jobs):
    far = e.message("bugün", wamid="wamid.FAR") | {"timestamp": "9999999999"}
    e.post(tenant, e.messages(tenant, far))
    e.post(tenant, e.messages(tenant, e.message("sonra", at=clock.now() + timedelta(seconds=1))))
    edit = {"type": "edit", "edit": {"original_message_id": "wamid.FAR", "message": far | {"timestamp": ""}}}
    e.post(tenant, e.messages(tenant, e.message(**edit) | {"timestamp": "9999999999"}))
    run_jobs()
    with tenant.scope():
        conversation = Conversation.objects.get()
        messages = list(Message.objects.order_by("at"))
    assert [message.text for message in messages] == ["bugün", "sonra"]
    assert [message.at for message in messages] == [message.received_at for message in messages]
    assert messages[0].edited_at <= clock.now()
    assert conversation.last_text == "sonra"
    assert conversation.last_message_at <= clock.now()


def test_a_delivery_that_is_days_late_is_shown_and_not_answered(tenant, run_jobs):
    written = clock.now().replace(microsecond=0) - timedelta(days=3)
    e.post(tenant, e.messages(tenant, e.message("kargom?", at=written)))
    run_jobs()
    with tenant.scope():
        message = Message.objects.get()
        conversation = Conversation.objects.get()
    assert message.at == written
    assert message.content["late"] is True
    assert message.answered_at is not None
    assert conversation.unread == 1
    assert not services.window_is_open(conversation, clock.now())
    assert events_named(tenant, "message.received") == []


def test_a_late_message_does_not_move_the_window_back(tenant, run_jobs):
    e.post(tenant, e.messages(tenant, e.message("yeni")))
    e.post(tenant, e.messages(tenant, e.message("eski", at=clock.now() - timedelta(days=2))))
    run_jobs()
    with tenant.scope():
        assert services.window_is_open(Conversation.objects.get(), clock.now())


def test_running_the_same_job_again_changes_nothing(tenant, run_jobs):
    e.post(tenant, e.messages(tenant, e.message()))
    run_jobs()
    for _ in range(2):
        assert ingest(tenant.id, "people", now=clock.now()) == 0
    with tenant.scope():
        assert Message.objects.count() == 1
    assert len(events_named(tenant, "message.received")) == 1


def test_a_message_of_the_phone_app_is_a_colleagues_and_is_never_answered(tenant, at, run_jobs):
    at(e.RECORDED_TIME)
    e.post_recorded(tenant, "text", "echo", "echo")
    run_jobs()
    with tenant.scope():
        echo = Message.objects.get(wamid="wamid.HBgMECHO")
        conversation = Conversation.objects.get()
    assert (echo.author, echo.text, echo.status) == (Author.HUMAN, "Merhaba, ben Ayşe", DeliveryStatus.SENT)
    assert echo.content == {"from_phone_app": True}
    assert echo.conversation_id == conversation.pk
    assert (conversation.unread, conversation.waiting_since) == (0, None)
    assert len(events_named(tenant, "echo.received")) == 1
    assert len(events_named(tenant, "message.received")) == 1


def test_an_echo_to_somebody_who_never_wrote_opens_a_thread_but_no_window(tenant, at, run_jobs):
    at(e.RECORDED_TIME)
    e.post_recorded(tenant, "echo")
    run_jobs()
    with tenant.scope():
        assert services.window_closes_at(Conversation.objects.get()) is None


def test_two_numbers_of_a_tenant_have_two_threads_with_one_person(tenant, run_jobs):
    from invekto.messaging.models import WhatsAppNumber

    with tenant.scope():
        WhatsAppNumber.objects.create(
            tenant=tenant.tenant,
            phone_number_id=f"7{tenant.number.phone_number_id}",
            display_phone="+902121112233",
            waba_id=tenant.number.waba_id,
            access_token="t",
            app_secret=tenant.number.app_secret,
            verify_token="v",
            created_at=clock.now(),
        )
    other = e.messages(tenant, e.message("iki"))
    other["value"]["metadata"]["phone_number_id"] = f"7{tenant.number.phone_number_id}"
    e.post(tenant, e.messages(tenant, e.message("bir")), other)
    run_jobs()
    with tenant.scope():
        assert Conversation.objects.count() == 2
        assert Conversation.objects.values("contact").distinct().count() == 1


def test_tenants_see_only_their_own(tenant, second_tenant, run_jobs):
    e.post(tenant, e.messages(tenant, e.message("gizli")))
    run_jobs()
    with second_tenant.scope():
        assert not Message.objects.exists()
        assert not WebhookEvent.objects.exists()


def test_the_same_message_id_may_come_to_two_tenants(make_tenant, run_jobs):
    first, second = make_tenant(app_secret="one app"), make_tenant(app_secret="one app")
    parts = [(kit, e.messages(kit, e.message("selam", wamid="wamid.SAME"))) for kit in (first, second)]
    assert e.post_raw(e.body(*parts), "one app").status_code == 200
    run_jobs()
    for kit in (first, second):
        with kit.scope():
            assert Message.objects.get().wamid == "wamid.SAME"


def test_reading_a_thread_clears_it_and_tells_the_customer(tenant, peer, run_jobs):
    e.post(
        tenant, e.messages(tenant, e.message("bir")), e.messages(tenant, e.message("iki", wamid="wamid.2"))
    )
    run_jobs()
    with tenant.scope():
        services.mark_read(Conversation.objects.get().pk, clock.now())
    run_jobs()
    with tenant.scope():
        assert Conversation.objects.get().unread == 0
    assert peer.reads == ["wamid.2"]


def test_what_came_after_our_own_line_in_the_same_second_stands_after_it(tenant, run_jobs, at):
    second = clock.now().replace(microsecond=0)
    said = ["bir", "iki"]
    at(second + timedelta(milliseconds=300))
    e.post(tenant, e.messages(tenant, e.message(said[0], at=second)))
    run_jobs()
    at(second + timedelta(milliseconds=500))
    with tenant.scope():
        services.record_notice(Conversation.objects.get(), "handover-notice-resumed", now=clock.now())
    at(second + timedelta(milliseconds=800))
    e.post(tenant, e.messages(tenant, e.message(said[1], at=second)))
    run_jobs()
    with tenant.scope():
        shown = list(Message.objects.order_by("at", "id").values_list("text", flat=True))
    assert shown == ["bir", "", "iki"]
