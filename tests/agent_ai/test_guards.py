"""Two hundred messages at once, two machines that write to each other, and taps that were never offered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from invekto.core import clock
from tests.messaging.rooms import peer

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.messaging.models import Message
    from tests.messaging.graph_peer import GraphPeer
    from tests.support.tenants import TenantKit

__all__ = ["peer"]

START = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Istanbul"))
AUTO = "Merhaba, iyi günler"


class Phone:
    """A customer's phone at the real webhook; it may be a machine."""

    def __init__(self, tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]) -> None:
        self.tenant, self.peer, self._run_jobs = tenant, peer, run_jobs
        clock.set_now(START)

    def wait(self, **span: float) -> None:
        clock.set_now(clock.now() + timedelta(**span))

    def write(self, *texts: str, at: datetime | None = None) -> None:
        """In one webhook; nobody answers yet. ``at``: by the phone's own clock."""
        from tests.messaging import envelopes as e

        e.post(self.tenant, e.messages(self.tenant, *(e.message(text, at=at) for text in texts)))

    def tap(self, reply_id: str, title: str) -> None:
        from tests.messaging import envelopes as e

        reply = {"type": "button_reply", "button_reply": {"id": reply_id, "title": title}}
        tapped = e.message(None, type="interactive", interactive=reply)
        e.post(self.tenant, e.messages(self.tenant, tapped))

    def answers(self) -> list[str]:
        """The bot's turn; what newly reached the phone."""
        before = len(self.peer.taken)
        self._run_jobs()
        return [sent.text for sent in self.peer.taken[before:]]

    def machine(self, rounds: int, words: str = AUTO, *, every: float = 1) -> int:
        """The phone answers whatever it hears with ``words``, ``every`` seconds after; how often it was answered."""
        for n in range(rounds):
            # From when we spoke, however long this test took to see it.
            spoke = max(one.at for one in self.rows() if one.author == "bot")
            clock.set_now(spoke + timedelta(seconds=every))
            self.write(words.format(n=4000 + n))
            if not self.answers():
                return n
        return rounds

    def rows(self) -> list[Message]:
        from invekto.messaging.models import Message

        with self.tenant.scope():
            return list(Message.objects.order_by("at", "id"))

    def notices(self) -> list[str]:
        return [one.content["notice"] for one in self.rows() if one.type == "notice"]

    def talk(self) -> Any:
        from invekto.messaging.models import Conversation

        with self.tenant.scope():
            return Conversation.objects.select_related("tenant").get()

    def hand_back(self) -> None:
        from invekto.agent_ai import services

        talk = self.talk()
        with self.tenant.scope():
            services.hand_back(talk.id, self.tenant.agent, clock.now())


@pytest.fixture
def phone(tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]) -> Phone:
    return Phone(tenant, peer, run_jobs)


def test_two_hundred_messages_in_ten_seconds_get_one_polite_answer_and_a_person(phone: Phone) -> None:
    heard: list[str] = []
    for burst in range(20):
        phone.write(*("merhaba" for _ in range(10)), at=START + timedelta(seconds=burst / 2))
        if burst % 2:
            heard += phone.answers()
    told = [text for text in heard if "çok sayıda mesaj aldık" in text]
    assert len(told) == 1
    # Before it is a flood the bot answers what it hears; after it nothing more.
    assert heard[-1] == told[0]
    assert len(heard) == 3

    written = [one for one in phone.rows() if one.author == "customer"]
    assert len(written) == 200
    assert all(one.answered_at for one in written)
    assert sum(one.analysis is not None for one in written) <= 40
    talk = phone.talk()
    assert (talk.mode, talk.handoff_reason) == ("waiting", "policy")
    assert phone.notices() == ["guard-notice-flood"]
    assert "Gelen mesajlara göz atın" in talk.note["next_step"]


def test_all_of_them_in_one_webhook_are_not_analysed_at_all(phone: Phone) -> None:
    phone.write(*(f"mesaj {n}" for n in range(200)))
    [heard] = phone.answers()
    assert "yeniden göndermenize gerek yok" in heard
    assert not any(one.analysis for one in phone.rows())


def test_after_a_quiet_time_a_flood_is_forgotten_and_the_bot_answers_again(phone: Phone) -> None:
    phone.write(*(f"mesaj {n}" for n in range(60)))
    phone.answers()
    phone.hand_back()
    phone.wait(minutes=3)
    phone.write("iade etmek istiyorum")
    assert "İade talebinizi aldım" in "".join(phone.answers())
    phone.hand_back()
    phone.wait(minutes=3)
    phone.write(*(f"yine {n}" for n in range(60)))
    assert phone.answers() == []  # was told within the hour; a person is told anew
    assert phone.talk().mode == "waiting"
    assert phone.notices().count("guard-notice-flood") == 2


def test_an_emergency_in_a_flood_reaches_a_person_as_one(
    make_tenant: Callable[..., TenantKit], peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    phone = Phone(make_tenant("dental"), peer, run_jobs)
    phone.write(*(f"mesaj {n}" for n in range(60)), "kanama durmuyor nefes alamıyorum yardım edin")
    assert "112" in "".join(phone.answers())
    assert phone.talk().handoff_reason == "emergency"


def test_an_album_of_photos_and_messages_that_lay_at_whatsapp_are_no_flood(phone: Phone) -> None:
    from tests.messaging import envelopes as e

    photo = {"id": "9001", "mime_type": "image/jpeg", "sha256": "x"}
    album = [e.message(None, type="image", image=photo | {"id": str(9000 + n)}) for n in range(30)]
    e.post(phone.tenant, e.messages(phone.tenant, *album))
    phone.answers()
    phone.hand_back()
    phone.wait(minutes=60)
    spread = [e.message(f"satır {n}", at=START + timedelta(seconds=50 * n)) for n in range(70)]
    e.post(phone.tenant, e.messages(phone.tenant, *spread))
    phone.answers()
    assert not [one for one in phone.notices() if one.startswith("guard")]


def test_a_machine_that_answers_every_answer_is_stopped_after_some_rounds(phone: Phone) -> None:
    phone.write("merhaba")
    assert phone.answers()
    assert phone.machine(20) == 3
    sent = len(phone.peer.taken)
    for _ in range(10):
        phone.wait(seconds=20)
        phone.write(AUTO.format(n=1))
        assert phone.answers() == []
    assert len(phone.peer.taken) == sent
    talk = phone.talk()
    assert (talk.mode, talk.handoff_reason) == ("waiting", "policy")
    assert phone.notices() == ["guard-notice-loop"]
    # What it writes while it is held is kept, and not read one by one.
    assert len([one for one in phone.rows() if one.author == "customer" and one.analysis is None]) == 11


def test_a_slow_machine_and_one_with_two_sentences_are_stopped_too(
    make_tenant: Callable[..., TenantKit], peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    slow = Phone(make_tenant(), peer, run_jobs)
    slow.write("merhaba")
    slow.answers()
    assert slow.machine(20, every=40) == 5

    menu = Phone(make_tenant(), peer, run_jobs)
    for n in range(20):
        menu.write("Merhaba, hoş geldiniz" if n % 2 else "Teşekkür ederiz, iyi günler dileriz")
        menu.wait(seconds=1)
        if not menu.answers():
            break
    assert n <= 7
    assert menu.notices() == ["guard-notice-loop"]


def test_once_handed_back_the_rounds_are_counted_anew(phone: Phone) -> None:
    phone.write("merhaba")
    phone.answers()
    assert phone.machine(20) < 20
    phone.hand_back()
    phone.wait(seconds=5)
    phone.write("iade etmek istiyorum")
    assert "İade talebinizi aldım" in "".join(phone.answers())


def test_a_person_who_answers_fast_and_one_who_taps_are_no_machine(phone: Phone) -> None:
    for words in (
        "merhaba",
        "fiyatlar nedir",
        "kargo ücreti ne kadar",
        "kapıda ödeme var mı",
        "kaç günde gelir",
    ):
        phone.write(words)
        phone.answers()
        phone.wait(seconds=2)
    assert "guard-notice-loop" not in phone.notices()
    talk = phone.talk()
    if talk.mode != "bot":
        phone.hand_back()
    for _ in range(5):
        phone.tap("wish:shipping_info", "Kargo bilgisi")
        phone.answers()
        phone.wait(seconds=2)
    assert "guard-notice-loop" not in phone.notices()


def test_a_burst_of_ten_is_a_burst(phone: Phone) -> None:
    phone.write("merhaba", "bir şey soracaktım", *("?" for _ in range(7)), "iade etmek istiyorum")
    assert len(phone.answers()) == 1
    assert phone.notices() == []


@pytest.mark.parametrize(
    "reply_id",
    [
        "wish:drop_tables?x=1",
        "wish:order_status?order=99999999",
        "flow:order_status:99:confirm?order=1020304050",
        "demo:0",
        "",
        "../../etc/passwd",
        "ç" * 500,
    ],
)
def test_a_tap_that_was_never_offered_is_read_as_the_words_on_it(phone: Phone, reply_id: str) -> None:
    phone.tap(reply_id, "merhaba")
    assert phone.answers()
    assert phone.talk().mode == "bot"


def test_a_button_of_another_tenants_order_opens_nothing(
    phone: Phone, second_tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    """The id that their customer was offered, in our customer's forged webhook; and a webhook signed by them."""
    from tests.messaging import envelopes as e

    theirs = Phone(second_tenant, peer, run_jobs)
    theirs.write("merhaba")
    theirs.answers()
    with second_tenant.scope():
        from invekto.outbound.models import OutboundMessage

        offered = OutboundMessage.objects.latest("created_at").body["buttons"][0]["id"]
    phone.tap(f"{offered}?order=1020304050", "Siparişim nerede?")
    said = "".join(phone.answers())
    assert said
    assert "1020304050" not in said

    reply = {"type": "button_reply", "button_reply": {"id": offered, "title": "Siparişim nerede?"}}
    forged = e.messages(phone.tenant, e.message(None, type="interactive", interactive=reply))
    answer = e.post_raw(e.body((phone.tenant, forged)), second_tenant.number.app_secret)
    assert answer.status_code in (401, 403)
