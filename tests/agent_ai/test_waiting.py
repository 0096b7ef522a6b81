"""What customers write while they wait for a person: the note keeps it, and asking again is answered once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk

HOURS = {"mon-fri": "09:00-18:00"}


@pytest.fixture
def shop(make_tenant: Callable[..., object], at: Callable[[datetime], None]) -> Talk:
    from tests.agent_ai import desk
    from tests.support.talk import Talk

    at(desk.at_nine() + timedelta(hours=3))
    kit = make_tenant(settings={"working_hours": HOURS})
    return Talk(kit, kit.make_conversation())  # type: ignore[attr-defined, arg-type]


@pytest.mark.parametrize(
    ("wish", "later"),
    [
        ("1020304050 numaralı siparişimi iade etmek istiyorum, beden küçük geldi", "vazgectim iade etmicem"),
        (
            "1020304050 numaralı siparişimi iade etmek istiyorum, beden küçük geldi",
            "iade değil değişim olsun",
        ),
        ("temsilciye bağlanmak istiyorum", "hayir iptal degil saati degistir 16:00"),
        ("temsilciye bağlanmak istiyorum", "yok ya baska gune alalim"),
        ("temsilciye bağlanmak istiyorum", "gerek kalmadı teşekkürler"),
        ("temsilciye bağlanmak istiyorum", "never mind, I changed my mind"),
    ],
)
def test_a_change_of_mind_after_the_hand_over_is_the_next_step(shop: Talk, wish: str, later: str) -> None:
    shop.say(wish)
    before = shop.state()["note"]
    assert "since" not in before
    (message,) = shop.write(later)
    shop.answer()
    note = shop.state()["note"]
    assert note["since"] == [f"“{later}”"]
    assert note["wanted"] == before["wanted"]
    assert note["next_step"].startswith("Müşteri sonradan fikrini değiştirdi: “")
    assert later in note["next_step"]
    from invekto.agent_ai import services

    stored = shop.row().note
    assert stored is not None
    lines = services.note_lines(stored, "en")
    assert [line.message for line in lines["since"]] == [message.id]
    assert lines["next_step"][0].words.startswith("The customer changed their mind")
    assert lines["next_step"][0].message == message.id


@pytest.mark.parametrize(
    "later", ["kırmızı olan bu arada", "bedenim 38", "iptal ederseniz sevinirim", "teşekkürler"]
)
def test_what_else_is_written_stands_in_the_note_and_changes_no_next_step(shop: Talk, later: str) -> None:
    shop.say("temsilciye bağlanmak istiyorum")
    before = shop.state()["note"]["next_step"]
    assert shop.say(later) == ""
    note = shop.state()["note"]
    assert (note["since"], note["next_step"]) == ([f"“{later}”"], before)


def test_once_a_person_has_answered_the_note_stays_as_it_is(shop: Talk) -> None:
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    shop.say("temsilciye bağlanmak istiyorum")
    shop.take_over()
    shop.say("bu arada vazgeçtim")  # taken over, but nothing said yet
    assert shop.state()["note"]["since"] == ["“bu arada vazgeçtim”"]
    with shop.kit.scope():
        services.say(shop.conversation.id, shop.kit.agent, Text("Buyurun"), clock.now())
    shop.say("iade etmeyin")
    assert shop.state()["note"]["since"] == ["“bu arada vazgeçtim”"]


@pytest.mark.parametrize(
    "again",
    [
        "orda kimse varmi",
        "Kimse var mı?",
        "canlı destek",
        "hala bekliyorum",
        "hemen cevap lazim",
        "?",
        "anybody there?",
    ],
)
def test_asking_again_is_answered_once_in_a_quiet_time_while_nobody_speaks(
    shop: Talk, at: Callable[[datetime], None], again: str
) -> None:
    shop.say("temsilciye bağlanmak istiyorum")
    waits = shop.row().waiting_since
    said = shop.say(again)
    assert "Sizi unutmadık" in said or "You are not forgotten" in said
    assert shop.row().waiting_since is not None
    assert waits is not None
    assert shop.say(again) == ""
    assert "since" not in shop.state()["note"]
    at(clock.now() + timedelta(minutes=31))
    assert shop.say(again) != ""
    at(clock.now() + timedelta(minutes=31))
    shop.take_over()
    assert shop.say(again) == ""


def test_who_asks_again_after_a_person_spoke_and_gave_the_talk_on_hears_no_bot(
    shop: Talk, at: Callable[[datetime], None]
) -> None:
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    shop.say("temsilciye bağlanmak istiyorum")
    with shop.kit.scope():
        services.say(shop.conversation.id, shop.kit.agent, Text("Bakıyorum"), clock.now())
        services.assign_to(shop.conversation.id, shop.kit.owner.id, shop.kit.agent, clock.now())
    shop.new()
    assert shop.row().mode == "waiting"
    assert shop.say("orda kimse varmi") == ""
    at(clock.now() + timedelta(hours=1))
    assert shop.say("canlı destek") == ""
    assert shop.row().assigned_to_id == shop.kit.owner.id


def test_who_asks_again_out_of_hours_hears_when(shop: Talk, at: Callable[[datetime], None]) -> None:
    at(clock.now() + timedelta(hours=10))
    shop.say("temsilciye bağlanmak istiyorum")
    assert "yarın saat 09:00 itibarıyla size buradan yazacak" in shop.say("hemen cevap lazim")
    shop.say("cuma 15:00te arayın")
    at(clock.now() + timedelta(minutes=31))
    assert "cuma saat 15:00" in shop.say("orda kimse varmi")


def test_nobody_stands_before_themselves_in_the_queue(shop: Talk) -> None:
    from invekto.agent_ai import wait
    from invekto.core import events
    from tests.agent_ai import desk
    from tests.dashboard.threads import write

    yesterday = clock.now() - timedelta(days=1)
    for _ in range(wait.ENOUGH):
        talk = shop.kit.make_conversation()
        with shop.kit.scope():
            events.record("conversation.handed_off", tenant_id=shop.kit.id, now=yesterday, subject_id=talk.id)
        write(shop.kit, talk, "human", "Buyurun", ago=timedelta(days=1) - timedelta(minutes=4))
    desk.come(shop.kit, shop.kit.agent)
    desk.waiting(shop.kit, since=timedelta(minutes=5))
    shop.say("temsilciye bağlanmak istiyorum")
    assert "Önünüzde 1 kişi var" in shop.say("kimse yok mu")
