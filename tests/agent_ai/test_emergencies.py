"""An emergency reaches people at any hour, whoever had the talk before, and the customer is never told to wait."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.core.mail import EmailMessage

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

MINUTE = timedelta(minutes=1)
HOURS = {"mon-fri": "09:00-18:00"}
URGENT = "Deneme Butik: acil bir mesaj bekliyor"


@pytest.fixture
def mailed(clinic: TenantKit) -> Callable[[], list[tuple[str, str]]]:
    """Subject and address of each e-mail of this clinic so far; other tests' tenants are swept too."""
    from django.core import mail

    mail.outbox = []
    mine = {clinic.owner.email, _duty(clinic)}
    return lambda: [(one.subject, *one.to) for one in mail.outbox if mine & {*one.to}]


@pytest.fixture
def clinic(make_tenant: Callable[..., TenantKit], at: Callable[[datetime], None]) -> TenantKit:
    from tests.agent_ai import desk

    at(desk.at_nine() + timedelta(hours=8, minutes=50))
    duty = f"nobet-{secrets.token_hex(4)}@klinik.example"
    return make_tenant("dental", settings={"working_hours": HOURS, "alerts": {"doctor": {"emails": [duty]}}})


def _duty(kit: TenantKit) -> str:
    return str(kit.tenant.settings["alerts"]["doctor"]["emails"][0])


class Refusing(EmailBackend):
    """A mail server that takes nothing for these addresses."""

    refused: ClassVar[set[str]] = set()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if any(to in self.refused for one in messages for to in one.to):
            raise ConnectionRefusedError
        return int(super().send_messages(messages))


def _talk(kit: TenantKit) -> Talk:
    from tests.support.talk import Talk

    return Talk(kit, kit.make_conversation())


def _move(kit: TenantKit, at: Callable[[datetime], None], *, hours: float) -> None:
    at(clock.now() + timedelta(hours=hours))


@pytest.mark.parametrize("by", ["desk", "phone"])
def test_an_emergency_in_a_talk_whose_person_is_gone_is_everybodys_again(
    clinic: TenantKit,
    at: Callable[[datetime], None],
    run_jobs: Callable[[], int],
    mailed: Callable[[], list[tuple[str, str]]],
    by: str,
) -> None:
    from invekto.agent_ai import services
    from tests.agent_ai import desk

    talk = _talk(clinic)
    talk.say("merhaba")
    if by == "desk":
        desk.come(clinic, clinic.agent)
        talk.take_over()
    else:
        with clinic.scope():
            services.silence_by_phone(talk.conversation.id, clock.now())
    _move(clinic, at, hours=4)
    said = talk.say("yuzum cok sisti nefes alamiyorum")
    assert "112" in said
    assert "yarın" not in said
    run_jobs()
    row = talk.row()
    assert (row.mode, row.assigned_to, row.handoff_reason) == ("waiting", None, "emergency")
    assert sorted(mailed()) == sorted([(URGENT, clinic.owner.email), (URGENT, _duty(clinic))])
    desk.come(clinic, clinic.agent)
    run_jobs()
    assert talk.state()["assigned_to"] == clinic.agent.email


def test_whoever_speaks_and_is_there_is_not_spoken_over_and_the_others_are_told_all_the_same(
    clinic: TenantKit, run_jobs: Callable[[], int], mailed: Callable[[], list[tuple[str, str]]]
) -> None:
    talk = _talk(clinic)
    talk.say("merhaba")
    talk.take_over()
    assert talk.say("yüzüm çok şişti nefes alamıyorum") == ""
    run_jobs()
    assert (talk.row().mode, talk.row().assigned_to) == ("human", clinic.agent)
    assert (URGENT, _duty(clinic)) in mailed()


def test_whoever_leaves_an_emergency_unanswered_loses_it_and_an_answered_one_they_keep(
    clinic: TenantKit, at: Callable[[datetime], None], run_jobs: Callable[[], int]
) -> None:
    from invekto.agent_ai import services, tasks
    from invekto.outbound.content import Text
    from tests.agent_ai import desk

    desk.come(clinic, clinic.agent)
    left, answered = _talk(clinic), _talk(clinic)
    for talk in (left, answered):
        talk.say("çekimden sonra kanama durmuyor, bayılacak gibiyim")
        talk.take_over()
    with clinic.scope():
        services.say(answered.conversation.id, clinic.agent, Text("Hemen gelin"), clock.now())
    answered.say("tamam geliyorum")
    _move(clinic, at, hours=0.3)
    tasks.sweep()
    run_jobs()
    assert [talk.row().mode for talk in (left, answered)] == ["waiting", "human"]


def test_each_new_emergency_is_told_at_once_and_only_its_own_repeats_are_held_back(
    clinic: TenantKit,
    at: Callable[[datetime], None],
    run_jobs: Callable[[], int],
    mailed: Callable[[], list[tuple[str, str]]],
) -> None:
    from invekto.agent_ai import tasks

    _move(clinic, at, hours=4)
    for count in (1, 2, 3):
        _talk(clinic).say("çekimden sonra kanama durmuyor, bayılacak gibiyim")
        run_jobs()
        assert mailed().count((URGENT, _duty(clinic))) == count
    at(clock.now() + 14 * MINUTE)
    tasks.sweep()
    run_jobs()
    assert mailed().count((URGENT, _duty(clinic))) == 3
    at(clock.now() + 2 * MINUTE)
    tasks.sweep()
    run_jobs()
    assert mailed().count((URGENT, _duty(clinic))) == 6


def test_an_emergency_never_hears_of_tomorrow_nor_of_a_queue(
    clinic: TenantKit, at: Callable[[datetime], None]
) -> None:
    _move(clinic, at, hours=4)
    talk = _talk(clinic)
    said = talk.say("disim kirildi cok agriyo kanama durmuyor")
    assert "ekibimize hemen ilettim" in said
    assert "en yakın acil servise" in said
    assert "Size daha uygun bir zaman" not in said
    assert "yarın" not in said
    assert talk.state()["note"]["promised"].startswith("Kapalı olunduğu, ekibe hemen haber verildiği")
    assert talk.row().callback_at is None


def test_an_emergency_of_somebody_who_waits_already_is_answered_with_what_to_do(
    clinic: TenantKit, at: Callable[[datetime], None]
) -> None:
    _move(clinic, at, hours=4)
    talk = _talk(clinic)
    assert "yarın saat 09:00" in talk.say("temsilciye bağlanmak istiyorum")
    assert "112" in talk.say("yüzüm çok şişti nefes alamıyorum")
    assert talk.row().callback_at is None
    assert talk.say("nefes alamıyorum yüzüm şişti") == ""  # told once


def test_an_emergency_waits_for_nobodys_room(clinic: TenantKit, run_jobs: Callable[[], int]) -> None:
    from tests.agent_ai import desk

    ali = desk.person(clinic, "Ali", room=1)
    desk.waiting(clinic, since=5 * MINUTE)
    desk.come(clinic, ali)
    run_jobs()
    urgent = desk.waiting(clinic, since=MINUTE, handoff_reason="emergency")
    desk.change(clinic, ali, room=1)
    run_jobs()
    assert desk.holder(clinic, urgent) == "Ali"
    # Who has room comes first.
    can = desk.person(clinic, "Can")
    desk.come(clinic, can)
    another = desk.waiting(clinic, since=MINUTE, handoff_reason="emergency", last_person=ali)
    desk.change(clinic, can)
    run_jobs()
    assert desk.holder(clinic, another) == "Can"


def test_an_address_that_refuses_costs_nobody_else_their_alert_nor_repeats_it(
    clinic: TenantKit,
) -> None:
    from django.core import mail

    from invekto.agent_ai import alarm
    from invekto.agent_ai.models import DeskAlert
    from invekto.core.models import Role
    from tests.agent_ai import desk

    broken = desk.person(clinic, "Bozuk", Role.ADMIN)
    later = desk.person(clinic, "Sonraki", Role.ADMIN)
    mail.outbox = []
    Refusing.refused = {broken.email}
    _talk(clinic).say("çekimden sonra kanama durmuyor, bayılacak gibiyim")
    with clinic.scope():
        alert = DeskAlert.objects.get().id
    for _ in range(4):
        with override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"), pytest.raises(ConnectionRefusedError):
            alarm.tell_owner(clinic.id, alert, clock.now())
    everybody = [clinic.owner.email, later.email, _duty(clinic)]
    assert sorted(one.to[0] for one in mail.outbox) == sorted(everybody)
    assert alarm.tell_owner(clinic.id, alert, clock.now()) == 1
    assert alarm.tell_owner(clinic.id, alert, clock.now()) == 0
    assert sorted(one.to[0] for one in mail.outbox) == sorted([*everybody, broken.email])


def test_the_address_on_duty_is_told_even_where_owners_want_no_emails(
    clinic: TenantKit, run_jobs: Callable[[], int], mailed: Callable[[], list[tuple[str, str]]]
) -> None:
    from invekto.agent_ai import services

    with clinic.scope():
        services.set_desk(
            clinic.id, bot_resumes_after=None, alerts_by_email=False, now=clock.now(), actor="test"
        )
    _talk(clinic).say("çekimden sonra kanama durmuyor, bayılacak gibiyim")
    run_jobs()
    assert mailed() == [(URGENT, _duty(clinic))]
