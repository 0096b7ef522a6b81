"""Who gets whom: in turn, within everybody's room, to those who can; and what happens when nobody is there."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit

MINUTE = timedelta(minutes=1)
HOURS = {"mon-fri": "09:00-18:00"}


@pytest.fixture
def outbox() -> Callable[[TenantKit], list[str]]:
    """Subjects of the e-mails to a tenant's owner; other tests' tenants are swept too."""
    from django.core import mail

    mail.outbox = []
    return lambda kit: [one.subject for one in mail.outbox if one.to == [kit.owner.email]]


def test_talks_go_round_among_those_who_are_here_the_longest_wait_first(
    tenant: TenantKit, second_tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from invekto.core.models import DomainEvent
    from invekto.messaging.models import Message
    from tests.agent_ai import desk

    ali, can = desk.person(tenant, "Ali"), desk.person(tenant, "Can")
    desk.person(tenant, "Derya")  # at home
    desk.come(second_tenant, second_tenant.agent)
    talks = [desk.waiting(tenant, since=minutes * MINUTE) for minutes in (5, 50, 20, 40, 10, 30)]
    desk.come(tenant, ali, can)
    run_jobs()
    held = [desk.holder(tenant, talk) for talk in talks]
    assert Counter(held) == {"Ali": 3, "Can": 3}
    in_turn = [held[place] for place in (1, 3, 5, 2, 4, 0)]
    assert all(one != after for one, after in pairwise(in_turn))
    # The next one goes to whose turn it is, in another run too.
    later = desk.waiting(tenant, since=MINUTE)
    desk.change(tenant, can)
    run_jobs()
    assert desk.holder(tenant, later) == in_turn[0]
    with tenant.scope():
        assert DomainEvent.objects.filter(name="conversation.assigned").count() == 7
        notices = Message.objects.filter(conversation_id=talks[1], type="notice")
        assert [one.content["notice"] for one in notices] == ["handover-notice-given"]


def test_nobody_gets_more_than_they_have_room_for_and_room_that_comes_free_is_used(
    tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from invekto.agent_ai import services
    from invekto.messaging.models import Conversation
    from tests.agent_ai import desk

    ali = desk.person(tenant, "Ali", room=2)
    # One that was said to be over a day ago takes up no room; one in which the customer waits does.
    with tenant.scope():
        old = tenant.make_conversation
    for quiet, still_waits in ((timedelta(hours=25), False), (timedelta(days=3), True)):
        talk = old()
        with tenant.scope():
            at = clock.now() - quiet
            Conversation.objects.filter(id=talk.id).update(
                mode="human", assigned_to=ali, last_message_at=at, waiting_since=at if still_waits else None
            )
    first, second = (desk.waiting(tenant, since=minutes * MINUTE) for minutes in (9, 5))
    desk.come(tenant, ali)
    run_jobs()
    assert (desk.holder(tenant, first), desk.holder(tenant, second)) == ("Ali", None)
    with tenant.scope():
        services.hand_back(first, ali, clock.now())
    run_jobs()
    assert desk.holder(tenant, second) == "Ali"
    # Whoever wants more takes it: room limits only what is given.
    third = desk.waiting(tenant, since=MINUTE)
    with tenant.scope():
        services.take_over(third, ali, clock.now())
    assert desk.holder(tenant, third) == "Ali"


def test_emergencies_go_first_and_to_those_who_take_them_owners_stand_in_last(
    make_tenant: Callable[..., TenantKit], run_jobs: Callable[[], int]
) -> None:
    from tests.agent_ai import desk

    clinic = make_tenant("dental")
    desk.person(clinic, "Secretary at home")
    doctor = desk.person(clinic, "Doctor", "doctor")
    talk, emergency = (
        desk.waiting(clinic, since=30 * MINUTE),
        desk.waiting(clinic, since=MINUTE, handoff_reason="emergency"),
    )
    desk.come(clinic, doctor)
    run_jobs()
    assert (desk.holder(clinic, talk), desk.holder(clinic, emergency)) == (None, "Doctor")
    desk.change(clinic, clinic.owner, room=1)
    another = desk.waiting(clinic, since=MINUTE, handoff_reason="emergency")
    desk.change(clinic, doctor, room=1)
    desk.come(clinic, clinic.owner)
    run_jobs()
    # One place is left, with the owner: the emergency has it.
    assert (desk.holder(clinic, talk), desk.holder(clinic, another)) == (None, clinic.owner.name)
    desk.come(clinic, clinic.agent)
    desk.change(clinic, clinic.owner, room=20)
    run_jobs()
    assert desk.holder(clinic, talk) == clinic.agent.name


def test_who_writes_english_gets_somebody_who_speaks_it_if_one_is_there(
    tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from tests.agent_ai import desk

    ali = desk.person(tenant, "Ali")
    emma = desk.person(tenant, "Emma", languages=["en", "tr"])
    alone = desk.waiting(tenant, since=MINUTE, language="en")
    desk.come(tenant, ali)
    run_jobs()
    assert desk.holder(tenant, alone) == "Ali"
    desk.come(tenant, emma)
    english = [desk.waiting(tenant, since=MINUTE, language="en") for _ in range(3)]
    turkish = [desk.waiting(tenant, since=MINUTE, language="tr") for _ in range(4)]
    desk.change(tenant, ali)
    run_jobs()
    assert [desk.holder(tenant, talk) for talk in english] == ["Emma"] * 3
    assert Counter(desk.holder(tenant, talk) for talk in turkish) == {"Ali": 2, "Emma": 2}


def test_whoever_comes_again_finds_the_same_person_if_they_are_here(
    tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from invekto.agent_ai import services
    from tests.agent_ai import desk
    from tests.support.talk import Talk

    ali, can = desk.person(tenant, "Ali"), desk.person(tenant, "Can")
    desk.come(tenant, ali, can)
    talk = Talk(tenant, tenant.make_conversation())
    for holds in (can, can):
        with tenant.scope():
            services.take_over(talk.conversation.id, holds, clock.now())
        with tenant.scope():
            services.hand_back(talk.conversation.id, holds, clock.now())
        talk.say("temsilciye bağlanmak istiyorum")
        run_jobs()
        assert talk.state()["assigned_to"] == can.email
        assert talk.row().mode == "waiting"
    with tenant.scope():
        services.hand_back(talk.conversation.id, can, clock.now())
        services.set_away(can, True, clock.now())
    talk.say("temsilciye bağlanmak istiyorum")
    run_jobs()
    assert talk.state()["assigned_to"] == ali.email


def test_who_goes_away_keeps_what_they_began_and_the_rest_goes_to_others(
    tenant: TenantKit, run_jobs: Callable[[], int], at: Callable[[datetime], None]
) -> None:
    from invekto.agent_ai import services, tasks
    from tests.agent_ai import desk

    ali, can = desk.person(tenant, "Ali"), desk.person(tenant, "Can")
    desk.come(tenant, ali)
    begun, given, chosen = (desk.waiting(tenant, since=minutes * MINUTE) for minutes in (3, 2, 1))
    run_jobs()
    with tenant.scope():
        services.take_over(begun, ali, clock.now())
        # A colleague meant them: they find it when they are back.
        services.assign_to(chosen, can.pk, tenant.owner, clock.now())
        services.assign_to(chosen, ali.pk, tenant.owner, clock.now())
        services.set_away(ali, True, clock.now())
    desk.come(tenant, can)
    run_jobs()
    assert [desk.holder(tenant, talk) for talk in (begun, given, chosen)] == ["Ali", "Can", "Ali"]
    # Can closes the laptop without a word: after ten minutes it is nobody's again, for everybody to see.
    at(clock.now() + 11 * MINUTE)
    tasks.sweep()
    run_jobs()
    assert [desk.holder(tenant, talk) for talk in (begun, given, chosen)] == ["Ali", None, "Ali"]


def test_when_nobody_is_there_the_owner_hears_of_it_once_in_a_quiet_time(
    make_tenant: Callable[..., TenantKit],
    run_jobs: Callable[[], int],
    at: Callable[[datetime], None],
    outbox: Callable[[TenantKit], list[str]],
) -> None:
    from django.core import mail

    from invekto.agent_ai import services, tasks
    from invekto.core.models import DomainEvent
    from tests.agent_ai import desk
    from tests.support.talk import Talk

    at(desk.at_nine() + timedelta(hours=1))
    shop = make_tenant(settings={"working_hours": HOURS})
    for _ in range(2):
        Talk(shop, shop.make_conversation(name="Elif Demir")).say("temsilciye bağlanmak istiyorum")
        run_jobs()
    subject = "Deneme Butik: 1 müşteri bekliyor, ekipten kimse çevrim içi değil"
    assert outbox(shop) == [subject]
    assert "Elif" not in mail.outbox[0].body
    assert "/inbox/?filter=waiting" in mail.outbox[0].body
    at(clock.now() + timedelta(minutes=119))
    tasks.sweep()
    run_jobs()
    assert len(outbox(shop)) == 1
    at(clock.now() + timedelta(minutes=2))
    tasks.sweep()
    run_jobs()
    assert outbox(shop)[1:] == [subject.replace("1 müşteri", "2 müşteri")]
    with shop.scope():
        assert DomainEvent.objects.filter(name="desk.nobody_can_take").count() == 2
        services.set_desk(
            shop.id, bot_resumes_after=None, alerts_by_email=False, now=clock.now(), actor="test"
        )
    # Switched off: the desk still knows.
    at(clock.now() + timedelta(hours=3))
    tasks.sweep()
    run_jobs()
    assert len(outbox(shop)) == 2
    with shop.scope():
        assert DomainEvent.objects.filter(name="desk.nobody_can_take").count() == 3


def test_at_night_only_an_emergency_is_a_reason_to_write_to_the_owner(
    make_tenant: Callable[..., TenantKit],
    run_jobs: Callable[[], int],
    at: Callable[[datetime], None],
    outbox: Callable[[TenantKit], list[str]],
) -> None:
    from tests.agent_ai import desk
    from tests.support.talk import Talk

    at(desk.at_nine() + timedelta(hours=14))
    clinic = make_tenant("dental", settings={"working_hours": HOURS})
    Talk(clinic, clinic.make_conversation()).say("temsilciye bağlanmak istiyorum")
    run_jobs()
    assert outbox(clinic) == []
    Talk(clinic, clinic.make_conversation()).say("çekimden sonra kanama durmuyor, bayılacak gibiyim")
    run_jobs()
    assert outbox(clinic) == ["Deneme Butik: acil bir mesaj bekliyor"]


def test_many_assignments_at_once_give_no_talk_twice_and_nobody_too_many(tenant: TenantKit) -> None:
    from django.db import connections

    from invekto.agent_ai import assignment, services
    from invekto.core.models import DomainEvent
    from invekto.messaging.models import Conversation
    from tests.agent_ai import desk

    people = [desk.person(tenant, f"Person {number}", room=3) for number in range(4)]
    talks = [desk.waiting(tenant, since=number * MINUTE) for number in range(1, 19)]
    desk.come(tenant, *people)
    start = threading.Barrier(6)
    failures: list[BaseException] = []

    def one(number: int) -> None:
        try:
            start.wait()
            for talk in talks[number::6]:
                if number % 2:
                    assignment.assign_waiting(tenant.id, clock.now())
                else:
                    with tenant.scope():
                        locked = Conversation.objects.select_for_update().get(id=talk)
                        services.assign(locked, clock.now())
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with tenant.scope():
        told = Counter(DomainEvent.objects.filter(name="conversation.assigned").values_list("subject_id"))
    held = Counter(desk.holder(tenant, talk) for talk in talks)
    assert held == {None: 6} | {person.name: 3 for person in people}
    assert set(told.values()) == {1}
    assert len(told) == 12


def test_what_is_entered_for_a_person_is_checked_and_changes_nothing_when_it_is_wrong(
    tenant: TenantKit, second_tenant: TenantKit
) -> None:
    from invekto.agent_ai import services
    from invekto.core.models import User
    from tests.agent_ai import desk

    for wrong, why in (
        ({"room": 201}, "team-problem-room"),
        ({"room": -1}, "team-problem-room"),
        ({"languages": ["xx"]}, "team-problem-language"),
        ({"takes": ["everything"]}, "team-problem-takes"),
    ):
        with pytest.raises(services.BadSeat) as refused:
            desk.change(tenant, tenant.agent, **wrong)
        assert refused.value.text_id == why
    with pytest.raises(User.DoesNotExist):
        desk.change(tenant, second_tenant.agent, room=5)
    with tenant.scope():
        (place,) = (one for one in services.team(clock.now()) if one.user == tenant.agent)
    assert (place.room, place.languages) == (20, ("tr",))
    for hours in (0, 721):
        with pytest.raises(services.BadDesk), tenant.scope():
            services.set_desk(
                tenant.id, bot_resumes_after=hours, alerts_by_email=True, now=clock.now(), actor="t"
            )


def test_a_closed_talk_that_is_opened_again_goes_back_to_its_person_if_they_are_here(
    tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from invekto.agent_ai import services
    from invekto.messaging import desk as closing
    from tests.agent_ai import desk
    from tests.messaging import envelopes as e

    ali, can = desk.person(tenant, "Ali"), desk.person(tenant, "Can")
    desk.come(tenant, ali, can)
    e.post(tenant, e.messages(tenant, e.message("temsilciye bağlanmak istiyorum")))
    run_jobs()
    with tenant.scope():
        from invekto.messaging.models import Conversation

        talk = Conversation.objects.get().id
        services.take_over(talk, can, clock.now())
    for is_away, holder in ((False, "Can"), (True, "Ali")):
        with tenant.scope():
            closing.close([talk], can, clock.now())
            services.set_away(can, is_away, clock.now())
        e.post(tenant, e.messages(tenant, e.message("bir şey daha soracaktım")))
        run_jobs()
        assert desk.holder(tenant, talk) == holder


def test_a_talk_that_was_taken_up_since_it_was_opened_again_stays_where_it_is_however_often_the_job_runs(
    tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from invekto.agent_ai import reopening, services
    from invekto.messaging.models import Conversation
    from tests.agent_ai import desk

    ali, can = desk.person(tenant, "Ali"), desk.person(tenant, "Can")
    talk = desk.waiting(tenant, since=MINUTE, mode="human", assigned_to=ali)
    opened = clock.now()
    with tenant.scope():
        reopening.reopened(talk, clock.now(), since=opened)
        services.keystroke(talk, can, clock.now())
    desk.come(tenant, ali)
    with tenant.scope():
        reopening.reopened(talk, clock.now(), since=opened)
    run_jobs()
    with tenant.scope():
        row = Conversation.objects.get(id=talk)
    assert (row.mode, row.assigned_to_id) == ("human", can.pk)
