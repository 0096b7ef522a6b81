"""What a customer who is handed over hears of the wait, the moment that is booked, and when the bot comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

ISTANBUL = ZoneInfo("Europe/Istanbul")
HOURS = {"mon-fri": "09:00-18:00", "sat": "10:00-16:00"}
MINUTE = timedelta(minutes=1)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ISTANBUL)


@pytest.fixture
def shop(make_tenant: Callable[..., TenantKit], at: Callable[[datetime], None]) -> TenantKit:
    at(moment("2026-11-24T14:00"))
    return make_tenant(settings={"working_hours": HOURS})


def _talk(kit: TenantKit) -> Talk:
    from tests.support.talk import Talk

    return Talk(kit, kit.make_conversation())


def _answered(kit: TenantKit, *, minutes: list[int], asked: datetime | None = None) -> None:
    """Hand-overs of yesterday at 11, each answered by a person so many minutes later."""
    from invekto.core import events
    from tests.dashboard.threads import write

    at = asked or moment("2026-11-23T11:00")
    for wait in minutes:
        talk = kit.make_conversation()
        with kit.scope():
            events.record("conversation.handed_off", tenant_id=kit.id, now=at, subject_id=talk.id)
        write(kit, talk, "human", "Buyurun", ago=clock.now() - at - wait * MINUTE)


def test_a_wait_is_told_only_when_it_is_known_and_follows_from_the_queue_and_recent_answers(
    shop: TenantKit, second_tenant: TenantKit
) -> None:
    from tests.agent_ai import desk

    plain = "En kısa sürede size buradan yazacak"
    _answered(second_tenant, minutes=[3] * 20)
    desk.come(shop, shop.agent)
    _answered(shop, minutes=[2] * 11)
    # Too few; those asked at night tell nothing of the day; nobody is told a number that was not measured.
    _answered(shop, minutes=[1] * 5, asked=moment("2026-11-22T23:00"))
    assert plain in _talk(shop).say("temsilciye bağlanmak istiyorum")
    _answered(shop, minutes=[8, 8, 8, 8, 8])
    said = _talk(shop).say("temsilciye bağlanmak istiyorum")
    assert "Önünüzde 1 kişi var; yaklaşık 10 dakika içinde" in said
    # The first of the queue has waited 25 minutes already: the last will not be quicker.
    desk.waiting(shop, since=25 * MINUTE)
    talk = _talk(shop)
    assert "Önünüzde 3 kişi var; yaklaşık 30 dakika içinde" in talk.say("temsilciye bağlanmak istiyorum")
    assert talk.state()["note"]["promised"] == (
        "Yaklaşık 30 dakika içinde yazılacağı söylendi (önünde 3 kişi vardı)"
    )
    desk.waiting(shop, since=timedelta(hours=3))
    said = _talk(shop).say("temsilciye bağlanmak istiyorum")
    assert "Şu an yoğunuz, önünüzde 5 kişi var; sıranız gelir gelmez" in said
    assert "dakika" not in said


def test_nobody_at_the_desk_or_the_doors_about_to_close_change_what_is_promised(
    shop: TenantKit, at: Callable[[datetime], None]
) -> None:
    from tests.agent_ai import desk

    _answered(shop, minutes=[14] * 15)
    assert "En kısa sürede" in _talk(shop).say("temsilciye bağlanmak istiyorum")
    with shop.scope():
        from invekto.messaging.models import Conversation

        Conversation.objects.update(mode="bot")
    at(moment("2026-11-24T17:50"))
    desk.come(shop, shop.agent)
    said = _talk(shop).say("temsilciye bağlanmak istiyorum")
    assert "Bugün saat 18:00 itibarıyla kapanıyoruz" in said
    assert "yarın saat 09:00 itibarıyla size buradan yazacak" in said


def test_out_of_hours_the_next_opening_is_booked_and_the_talk_is_nobodys_before(
    shop: TenantKit,
    at: Callable[[datetime], None],
    run_jobs: Callable[[], int],
) -> None:
    from invekto.agent_ai import tasks
    from invekto.dashboard.queries.inbox import Filter, Look, page
    from tests.agent_ai import desk

    at(moment("2026-11-24T22:00"))
    talk = _talk(shop)
    said = talk.say("temsilciye bağlanmak istiyorum")
    assert "yarın saat 09:00" in said
    assert "Size daha uygun bir zaman varsa" in said
    assert talk.row().callback_at == moment("2026-11-25T09:00")
    desk.come(shop, shop.agent)
    run_jobs()

    def needs_a_person() -> list[UUID]:
        with shop.scope():
            rows = page(shop.owner, Look(box=Filter.WAITING), now=clock.now()).rows
        return [row.id for row in rows]

    assert (talk.state()["assigned_to"], needs_a_person()) == (None, [])
    at(moment("2026-11-25T09:00"))
    desk.come(shop, shop.agent)
    early = desk.waiting(shop, since=MINUTE)
    tasks.sweep()
    run_jobs()
    assert talk.state()["assigned_to"] == shop.agent.email
    assert needs_a_person() == [talk.conversation.id, early]


@pytest.mark.parametrize(
    ("words", "at_last", "said"),
    [
        ("yarın öğleden sonra 3te arayın", "2026-11-25T15:00", "yarın saat 15:00 gibi"),
        ("cuma sabah yazabilirsiniz", "2026-11-27T09:00", "cuma saat 09:00 gibi"),
        ("pazar günü müsaitim", "2026-11-30T09:00", "O saatte kapalıyız"),
        ("can you call me tomorrow at 3 pm", "2026-11-25T15:00", "tomorrow around 15:00"),
        ("saat 11:00", "2026-11-25T11:00", "yarın saat 11:00 gibi"),
        ("yarin 3 gibi olur mu", "2026-11-25T15:00", "yarın saat 15:00 gibi"),
        ("yarın değil cuma sabah arayın", "2026-11-27T09:00", "cuma saat 09:00 gibi"),
        ("yarın sabah müsait değilim, cuma 14:00te arar mısınız", "2026-11-27T14:00", "cuma saat 14:00 gibi"),
        (
            "siparisimi konusmak icin yarin 15:00 te arayabilir misiniz",
            "2026-11-25T15:00",
            "yarın saat 15:00",
        ),
    ],
)
def test_the_customer_names_a_better_moment(
    shop: TenantKit, at: Callable[[datetime], None], words: str, at_last: str, said: str
) -> None:
    at(moment("2026-11-24T22:00"))
    talk = _talk(shop)
    talk.say("temsilciye bağlanmak istiyorum")
    assert said in talk.say(words)
    row = talk.row()
    assert row.callback_at == moment(at_last)
    assert (row.mode, row.handoff_reason) == ("waiting", "asked")
    closed = "O saatte kapalıyız" in said
    told = "Müşterinin söylediği zamanda kapalıyız" if closed else "Müşteri zaman belirtti"
    assert told in talk.state()["note"]["promised"]


@pytest.mark.parametrize(
    "words", ["aksam 9da arayin", "akşam 21:00 de arayabilir misiniz", "gece 11de yazın"]
)
def test_an_hour_of_no_day_never_makes_anybody_wait_for_longer(
    shop: TenantKit, at: Callable[[datetime], None], words: str
) -> None:
    at(moment("2026-11-27T23:30"))  # a Friday; on Saturday the doors close at four
    talk = _talk(shop)
    assert "yarın saat 10:00" in talk.say("temsilciye bağlanmak istiyorum")
    promised = talk.state()["note"]["promised"]
    assert "Daha erken, yarın saat 10:00" in talk.say(words)
    assert talk.row().callback_at == moment("2026-11-28T10:00")
    assert talk.state()["note"]["promised"] == promised


@pytest.mark.parametrize(
    "words",
    [
        "15 aralıkta teslim alabilir miyim acaba hediye olacak",
        "yazlık elbise cuma gelir mi bilmiyorum ama çok beğendim",
        "teşekkürler",
        "geçen salı aramıştım",
        "pazartesi açık mısınız",
        "pazartesi acikmisiniz",
        "cumaya kadar gelir mi",
        "yarın kargoya verilir mi",
        "yarin gelir mi kargom",
        "kargom yarın gelsin",
        "yarın sabah müsait değilim",
        "yarın müsait misiniz",
        "yarın sabah aramayın",
        "cuma günü olmaz",
        "are you open on monday",
        "not tomorrow",
    ],
)
def test_what_names_no_moment_to_write_changes_nothing_and_is_not_answered(
    shop: TenantKit, at: Callable[[datetime], None], words: str
) -> None:
    at(moment("2026-11-24T22:00"))
    talk = _talk(shop)
    talk.say("temsilciye bağlanmak istiyorum")
    assert talk.say(words) == ""
    assert talk.row().callback_at == moment("2026-11-25T09:00")


def test_nobody_is_answered_about_a_moment_once_a_person_speaks_and_a_word_keeps_the_promise(
    shop: TenantKit, at: Callable[[datetime], None]
) -> None:
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    at(moment("2026-11-24T22:00"))
    talk = _talk(shop)
    talk.say("temsilciye bağlanmak istiyorum")
    talk.take_over()
    assert talk.say("yarın 15:00 gibi arayın") == ""
    assert talk.row().callback_at == moment("2026-11-25T09:00")
    with shop.scope():
        services.say(talk.conversation.id, shop.agent, Text("Merhaba, buyurun"), clock.now())
    assert talk.row().callback_at is None


def test_the_bot_takes_back_what_people_left_and_nothing_else(
    shop: TenantKit, second_tenant: TenantKit, at: Callable[[datetime], None], run_jobs: Callable[[], int]
) -> None:
    from invekto.agent_ai import services, tasks
    from invekto.core.models import AuditEntry
    from invekto.messaging.models import Conversation, Message
    from invekto.outbound.content import Text

    talks = {
        name: _talk(kit)
        for name, kit in {
            "done": shop,
            "thanked": shop,
            "asked again": shop,
            "spoken since": shop,
            "being typed in": shop,
            "put off": shop,
            "elsewhere": second_tenant,
        }.items()
    }
    for talk in talks.values():
        talk.say("temsilciye bağlanmak istiyorum")
        with talk.kit.scope():
            services.say(talk.conversation.id, talk.kit.agent, Text("Hallettim"), clock.now())
    at(clock.now() + timedelta(hours=1))
    talks["thanked"].say("teşekkür ederim")
    talks["asked again"].say("peki kargom nerede")
    with shop.scope():
        Conversation.objects.filter(id=talks["put off"].conversation.id).update(
            snoozed_until=clock.now() + timedelta(days=3)
        )
        services.set_desk(shop.id, bot_resumes_after=12, alerts_by_email=True, now=clock.now(), actor="test")
    at(clock.now() + timedelta(hours=10))
    with shop.scope():
        services.say(talks["spoken since"].conversation.id, shop.agent, Text("Bir şey daha"), clock.now())
        services.keystroke(talks["being typed in"].conversation.id, shop.owner, clock.now())
    tasks.resume_bot()
    assert {talk.row().mode for talk in talks.values()} == {"human"}
    at(clock.now() + timedelta(hours=2))
    for _ in range(2):
        tasks.resume_bot()
    modes = {name: talk.row().mode for name, talk in talks.items()}
    back = {name for name, mode in modes.items() if mode == "bot"}
    assert back == {"done", "thanked"}
    row = talks["thanked"].row()
    assert (row.assigned_to_id, row.note, row.waiting_since) == (None, None, None)
    assert row.last_person_id == shop.agent.pk
    with shop.scope():
        notices = Message.objects.filter(conversation=talks["done"].conversation, type="notice")
        assert [one.content["notice"] for one in notices.order_by("id")][-2:] == [
            "handover-notice-note",
            "handover-notice-resumed-after",
        ]
        assert AuditEntry.objects.filter(action="conversation.handed_back").count() == 2
    assert "Deneme Butik" in talks["done"].say("merhaba")


def test_words_on_the_business_phone_silence_the_bot_in_the_moment_they_are_stored(
    tenant: TenantKit, at: Callable[[datetime], None]
) -> None:
    from invekto.agent_ai.engine.answer import answer
    from invekto.messaging.ingest import ingest
    from invekto.messaging.models import Conversation
    from invekto.outbound.models import OutboundMessage
    from tests.messaging import envelopes as e

    e.post(tenant, e.messages(tenant, e.message("merhaba")))
    ingest(tenant.id, "people", now=clock.now())
    with tenant.scope():
        talk = Conversation.objects.get()
    answer(tenant.id, [talk.id])
    e.post(tenant, e.messages(tenant, e.message("iade etmek istiyorum")))
    echo = e.message("Ben bakıyorum") | {"to": e.PHONE}
    e.post(tenant, e.change(tenant, "smb_message_echoes", contacts=[e.person()], message_echoes=[echo]))
    ingest(tenant.id, "people", now=clock.now())
    # No job has run: whatever the bot had said is withdrawn, and it says nothing more.
    answer(tenant.id, [talk.id])
    with tenant.scope():
        assert Conversation.objects.get().mode == "human"
        assert [row.state for row in OutboundMessage.objects.all()] == ["cancelled"]


def test_every_line_of_the_note_names_the_message_it_comes_from(talk: Talk) -> None:
    from invekto.agent_ai import services
    from invekto.messaging.models import Conversation, Message

    talk.say("merhaba")
    talk.say("1020304050 numaralı siparişim", "onu iade etmek istiyorum")
    talk.say("beden küçük geldi")
    with talk.kit.scope():
        stored = Conversation.objects.get(id=talk.conversation.id).note
        said = {message.id: message for message in Message.objects.all()}
    assert stored is not None
    lines = services.note_lines(stored, "en")
    words = {
        name: [said[line.message].text if line.message else None for line in found]
        for name, found in lines.items()
    }
    told = [said[one.message].text for one in lines["facts"] if "1020304050" in one.words and one.message]
    assert "1020304050 numaralı siparişim" in told
    # The wish is older than the answer with which it was complete.
    assert words["wanted"] == words["next_step"]
    assert words["wanted"][0] in ("1020304050 numaralı siparişim", "onu iade etmek istiyorum")
    assert words["mood"] == ["beden küçük geldi"]
    assert {said[line.message].author for line in lines["tried"] if line.message} == {"bot"}
    (promised,) = lines["promised"]
    assert promised.message
    assert "yazacak" in said[promised.message].text
    # A note of an older release has its words and leads nowhere.
    old = {"wanted": "İade istiyor", "tried": ["Selamladı"], "facts": [], "mood": "Sakin"}
    assert [line.message for found in services.note_lines(old, "tr").values() for line in found] == [None] * 3
