"""Messages about parcels that nobody asked for: when they go, when they do not, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount, TrackedParcel
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

PHONE = "+905321112233"
NUMBER, CODE = "1020304050", "7280000000000000001"
NOON = datetime.fromisoformat("2026-11-24T12:00:00+03:00")
EVERY = frozenset({"failed", "at_branch", "returned", "stalled"})


class Shop:
    """A shop with an order on its way, a customer who wrote an hour ago, and a carrier that tells of the parcel."""

    def __init__(
        self, kit: TenantKit, carrier: IntegrationAccount, talk: Talk, run: Callable[[], int]
    ) -> None:
        self.kit, self.carrier, self.talk, self.run = kit, carrier, talk, run

    def want(self, *kinds: str) -> None:
        from invekto.orders import services as orders

        with self.kit.scope():
            wanted = frozenset(orders.ParcelMessage(kind) for kind in kinds)
            orders.want_parcel_messages(self.kit.id, wanted, now=clock.now(), actor="test")

    def tells(self, step: str, *, at: datetime | None = None, run: bool = True, **more: Any) -> None:
        """The carrier says so; whatever follows from it is done, unless no worker runs."""
        from invekto.integrations.carriers.contract import Movement, Tracked
        from invekto.integrations.carriers.store import store_answers
        from invekto.integrations.models import ParcelStep

        moment = at or clock.now()
        told = Tracked(
            key=CODE,
            step=ParcelStep(step),
            at=moment,
            **{"branch": "BORNOVA", "movements": (Movement(ParcelStep(step), moment, "BORNOVA"),)} | more,
        )
        with self.kit.scope():
            store_answers(self.kit.id, {CODE: (self.carrier.id, told)}, [CODE], now=clock.now())
        if run:
            self.run()

    def heard(self) -> list[str]:
        """What the customer was newly told by rule; it has left."""
        from invekto.outbound.models import OutboundMessage

        with self.kit.scope():
            OutboundMessage.objects.filter(state="queued").update(state="sent", settled_at=clock.now())
        return [
            str(row.body.get("body", row.body.get("name")))
            for row in self.talk.new()
            if row.author == "system"
        ]

    def why_not(self) -> list[str]:
        from invekto.orders.models import ParcelNotice

        with self.kit.scope():
            return list(ParcelNotice.objects.filter(state="dropped").values_list("why_not", flat=True))

    def parcel(self) -> TrackedParcel:
        from invekto.integrations.models import TrackedParcel

        with self.kit.scope():
            return TrackedParcel.objects.get(tracking_code=CODE)


@pytest.fixture
def shop(
    tenant: TenantKit,
    make_order: Callable[..., None],
    at: Callable[[datetime], None],
    queued_jobs: Callable[[], list[str]],
) -> Shop:
    from invekto.core import jobs
    from invekto.integrations import services
    from invekto.integrations.carriers.store import note_parcels
    from invekto.orders import tasks
    from tests.support.jobs import run_task
    from tests.support.talk import Talk

    at(NOON)
    make_order(NUMBER, days_ago=1, phone=PHONE, cargoProviderName="Yurtiçi Kargo Marketplace")
    with tenant.scope():
        carrier = services.add_account(
            tenant_id=tenant.id,
            provider="yurtici",
            external_id="ornek",
            secrets={"password": "x"},
            now=NOON,
            actor="test",
        )
        note_parcels(tenant.id, "yurtici", now=NOON)
    talk = Talk(tenant, tenant.make_conversation(phone=PHONE))

    def run() -> int:
        """The jobs of this matter, without a lane that would want WhatsApp."""
        from django.db import connection

        from invekto.core.models import DomainEvent, ScheduledJob

        with tenant.scope():
            moved = list(
                DomainEvent.objects.filter(name="parcels.moved").order_by("id").values_list("id", flat=True)
            )
        for event in moved:
            run_task(tasks.parcels_moved, tenant_id=str(tenant.id), event_id=str(event))
        if ScheduledJob.objects.filter(task="orders.tell_parcels", due_at__lte=clock.now()).exists():
            run_task(tasks.tell_parcels, tenant_id=str(tenant.id))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        return len(moved)

    del jobs, queued_jobs
    return Shop(tenant, carrier, talk, run)


def test_without_the_owners_word_nothing_is_told(shop: Shop) -> None:
    shop.tells("failed", last_day=date(2026, 11, 27), reason="ADRESTE YOK")
    shop.tells("returned", at=NOON + timedelta(minutes=1))
    assert shop.heard() == []
    shop.want("at_branch")
    shop.tells("failed", at=NOON + timedelta(minutes=2))
    assert shop.heard() == []


def test_a_failed_attempt_is_told_once_with_branch_reason_and_last_day(shop: Shop) -> None:
    shop.want(*EVERY)
    shop.tells("failed", last_day=date(2026, 11, 27), reason="ADRESTE YOK")
    (said,) = shop.heard()
    for told in (NUMBER, "24 Kas Salı", "BORNOVA", "ADRESTE YOK", "27 Kas Cuma gününe kadar"):
        assert told in said
    # The same again, another branch of the same step, and the day that was told already say nothing new.
    shop.tells("failed", last_day=date(2026, 11, 27), reason="ADRESTE YOK")
    shop.tells("failed", at=NOON + timedelta(minutes=5), branch="KARŞIYAKA", last_day=date(2026, 11, 27))
    shop.tells("at_branch", at=NOON + timedelta(minutes=9), last_day=date(2026, 11, 27))
    assert shop.heard() == []
    # Another last day is news.
    shop.tells("at_branch", at=NOON + timedelta(minutes=12), last_day=date(2026, 11, 30))
    (said,) = shop.heard()
    assert "şubeden alınmayı bekliyor" in said
    assert "30 Kas Pazartesi gününe kadar" in said


def test_a_branch_on_the_way_is_no_exception(shop: Shop) -> None:
    shop.want(*EVERY)
    shop.tells("at_branch")
    shop.tells("out_for_delivery", at=NOON + timedelta(minutes=5))
    shop.tells("delivered", at=NOON + timedelta(minutes=9))
    assert shop.heard() == []


def test_a_parcel_in_the_van_comes_today(shop: Shop) -> None:
    shop.tells("out_for_delivery", expected_on=date(2026, 11, 26))
    said = shop.talk.say("siparişim nerede")
    assert "Bugün teslim edilmesi bekleniyor" in said
    assert "Tahmini teslim" not in said


def test_the_last_day_is_said_once(shop: Shop) -> None:
    reason = "Adreste bulunamadı (son gün 04.12.2026)"
    shop.tells("failed", reason=reason, last_day=date(2026, 12, 4))
    said = shop.talk.say("siparişim nerede")
    assert "sebep: Adreste bulunamadı. Şubede 4 Ara Cuma gününe kadar" in said


def test_a_return_is_told_and_a_late_failure_afterwards_is_not(shop: Shop) -> None:
    shop.want(*EVERY)
    shop.tells("returned")
    (said,) = shop.heard()
    assert "24 Kas Salı günü bize iade edildi" in said
    shop.tells("failed", at=NOON + timedelta(hours=1), last_day=date(2026, 11, 27))
    assert shop.heard() == []
    assert shop.parcel().step == "returned"


def test_what_is_heard_of_days_later_is_no_news(shop: Shop) -> None:
    shop.want(*EVERY)
    shop.tells("failed", at=NOON - timedelta(hours=40))
    assert shop.heard() == []


def test_at_night_it_waits_for_the_morning(shop: Shop, at: Callable[[datetime], None]) -> None:
    shop.want(*EVERY)
    at(NOON.replace(hour=23))
    shop.tells("failed")
    assert shop.heard() == []
    at(datetime.fromisoformat("2026-11-25T08:59:00+03:00"))
    shop.run()
    assert shop.heard() == []
    at(datetime.fromisoformat("2026-11-25T09:00:00+03:00"))
    shop.run()
    (said,) = shop.heard()
    assert "24 Kas Salı" in said
    shop.run()
    assert shop.heard() == []


def test_what_was_held_up_until_the_evening_waits_for_the_morning(
    shop: Shop, at: Callable[[datetime], None]
) -> None:
    from invekto.core.tenancy import tenant_scope
    from invekto.orders.parcel_news.planning import plan

    shop.want(*EVERY)
    shop.tells("failed", run=False)
    with tenant_scope(shop.kit.id):
        plan(shop.kit.tenant, [CODE], NOON)
    at(NOON.replace(hour=21))
    shop.run()
    assert shop.heard() == []
    at(datetime.fromisoformat("2026-11-25T09:00:00+03:00"))
    shop.run()
    assert len(shop.heard()) == 1


def test_delivered_meanwhile_nothing_is_said_and_a_new_failure_is(
    shop: Shop, at: Callable[[datetime], None]
) -> None:
    shop.want(*EVERY)
    at(NOON.replace(hour=23))
    shop.tells("failed")
    at(datetime.fromisoformat("2026-11-25T08:30:00+03:00"))
    shop.tells("out_for_delivery")
    at(datetime.fromisoformat("2026-11-25T09:30:00+03:00"))
    shop.run()
    assert shop.heard() == []
    assert shop.why_not() == ["overtaken"]
    shop.tells(
        "failed", at=datetime.fromisoformat("2026-11-25T09:20:00+03:00")
    )  # what was overtaken was never said
    assert len(shop.heard()) == 1


def test_a_message_that_has_not_left_is_withdrawn_when_it_was_delivered(shop: Shop) -> None:
    from invekto.messaging.models import Message

    shop.want(*EVERY)
    shop.tells("failed")
    shop.tells("delivered", at=NOON + timedelta(minutes=1))
    with shop.kit.scope():
        assert Message.objects.get(author="system").status == "cancelled"
    assert shop.why_not() == ["overtaken"]


@pytest.mark.parametrize(
    ("contact", "why_not"),
    [
        ({"opted_out_at": NOON}, "unwanted"),
        ({"unreachable_at": NOON}, "unwanted"),
        ({"phone": "+905550000000"}, "nobody"),
    ],
)
def test_who_wants_none_cannot_be_reached_or_never_wrote_gets_none(
    shop: Shop, contact: dict[str, Any], why_not: str
) -> None:
    from invekto.messaging.models import Contact

    shop.want(*EVERY)
    with shop.kit.scope():
        Contact.objects.filter(id=shop.talk.conversation.contact_id).update(**contact)
    shop.tells("failed")
    assert shop.heard() == []
    assert shop.why_not() == [why_not]


def test_an_order_that_a_colleague_said_is_not_theirs_is_not_told(shop: Shop) -> None:
    from invekto.integrations.models import CachedOrder
    from invekto.orders import services as orders

    shop.want(*EVERY)
    with shop.kit.scope():
        account = CachedOrder.objects.values_list("account_id", flat=True).get()
    talk = shop.talk.row()
    with shop.kit.scope():
        orders.verdicts.detach(talk.contact, account, NUMBER, user=shop.kit.agent, now=NOON)
    shop.tells("failed")
    assert shop.heard() == []
    assert shop.why_not() == ["nobody"]


def make_template(kit: TenantKit, body: str, *, status: str = "approved") -> None:
    from invekto.messaging.models import MessageTemplate

    with kit.scope():
        MessageTemplate.objects.create(
            tenant_id=kit.id,
            name="parcel_failed",
            language="tr",
            category="utility",
            body=body,
            status=status,
            created_at=NOON,
            updated_at=NOON,
        )


@pytest.mark.parametrize(
    ("body", "status", "sent"),
    [
        ("{{customer_name}}, {{order_number}} teslim edilemedi: {{branch}}, {{day}}.", "approved", True),
        ("{{order_number}} {{last_day}}", "approved", False),  # a value there is not
        ("{{order_number}}", "pending", False),
        (None, "", False),
    ],
)
def test_outside_the_window_only_an_approved_template_goes(
    shop: Shop, at: Callable[[datetime], None], body: str | None, status: str, sent: bool
) -> None:
    shop.want(*EVERY)
    at(NOON + timedelta(days=2))
    if body:
        make_template(shop.kit, body, status=status)
    shop.tells("failed")
    assert shop.heard() == (["parcel_failed"] if sent else [])
    assert shop.why_not() == ([] if sent else ["no_template"])
    if sent:
        assert "BORNOVA, 26 Kas Perşembe" in shop.talk.row().last_text


def test_a_parcel_that_stands_still_is_told_once(shop: Shop, at: Callable[[datetime], None]) -> None:
    from invekto.orders import tasks

    shop.want(*EVERY)
    shop.tells("in_transit")
    for hours, heard in ((100, 0), (121, 1), (130, 0)):
        moment = NOON + timedelta(hours=hours - 24)  # it was sent a day before noon
        at(moment)
        shop.talk.write("merhaba")
        tasks.watch_parcels()
        at(moment + timedelta(hours=15) if moment.hour >= 20 else moment + timedelta(minutes=1))
        shop.run()
        told = shop.heard()
        assert len(told) == heard, hours
        if told:
            assert "24 Kas Salı gününden beri" in told[0]


def test_nobody_elses_parcels_are_looked_at(shop: Shop, second_tenant: TenantKit) -> None:
    from invekto.orders.models import ParcelNotice

    shop.want(*EVERY)
    shop.tells("failed")
    with second_tenant.scope():
        assert not ParcelNotice.objects.exists()


def test_the_answer_to_it_is_understood(shop: Shop) -> None:
    shop.want(*EVERY)
    shop.tells("failed", last_day=date(2026, 11, 27))
    shop.heard()
    said = shop.talk.say("evde değildim ya, tekrar getirirler mi")
    assert NUMBER in said
    assert "27 Kas Cuma gününe kadar" in said
    assert shop.talk.row().mode == "waiting"


def test_a_question_after_it_is_about_that_order(shop: Shop, make_order: Callable[..., None]) -> None:
    make_order("5550001112", days_ago=0.5, phone=PHONE, package_id=77)
    shop.want(*EVERY)
    shop.tells("failed", last_day=date(2026, 11, 27))
    shop.heard()
    said = shop.talk.say("kargom nerede")
    assert NUMBER in said
    assert "5550001112" not in said
