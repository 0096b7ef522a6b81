"""What every flow does by itself: states of other releases, old buttons, being left alone, its own diagram."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock
from tests.messaging import envelopes as e
from tests.messaging.rooms import peer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.messaging.graph_peer import GraphPeer
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

__all__ = ["peer"]

DOCUMENT = Path(__file__).parents[2] / "docs" / "flows.md"


def _store(talk: Talk, **flow: Any) -> None:
    """The open question as another release left it."""
    from invekto.messaging.models import Conversation

    stored = {
        "name": "return_request",
        "version": 1,
        "step": "reason",
        "slots": {"order_number": "102030", "unproven": True},
        "attempts": 0,
        "asked_at": clock.now().isoformat(),
        "run": "aaaa1111",
        "told": {},
    }
    with talk.kit.scope():
        Conversation.objects.filter(id=talk.conversation.id).update(flow=stored | flow)


def _tap(talk: Talk, identifier: str, title: str = "Beden küçük geldi") -> str:
    from tests.support.talk import shown

    talk.write(title, type="interactive", content={"reply_id": identifier})
    return "\n".join(shown(row) for row in talk.answer())


def _flow(talk: Talk) -> dict[str, Any] | None:
    flow: dict[str, Any] | None = talk.row().flow
    return flow


def test_a_flow_of_this_release_goes_on(talk: Talk) -> None:
    _store(talk)
    assert "102030 · beden küçük geldi" in talk.say("beden küçük geldi")


@pytest.mark.parametrize(
    "broken",
    [
        {"version": 99},
        {"version": 0},
        {"version": "?"},
        {"step": "a_state_that_was"},
        {"step": None},
        {"slots": {"order_number": 5, "unproven": True}},
        {"slots": {"order_number": "1", "items": [["x"]]}},
        {"slots": "none"},
        {"slots": None},
        {"told": 7},
        {"attempts": None},
    ],
)
def test_a_state_that_cannot_be_read_begins_anew_with_one_sentence(
    talk: Talk, broken: dict[str, Any]
) -> None:
    _store(talk, **broken)
    said = talk.say("beden küçük geldi")
    assert "Sorularımız bu arada yenilendi" in said
    # What these words told is not lost; what is missing is asked.
    assert "sipariş numaranızı" in said
    assert _flow(talk)["slots"] == {"reason": "size-small"}  # type: ignore[index]


@pytest.mark.parametrize("flow", [{"name": 5}, {"name": "a_flow_that_was"}, {"asked_at": "yesterday"}])
def test_a_question_that_nobody_knows_any_more_is_no_question(talk: Talk, flow: dict[str, Any]) -> None:
    _store(talk, **flow)
    assert "Deneme Butik" in talk.say("merhaba")
    assert talk.state()["flow"] is None


def test_an_older_release_s_state_is_carried_over(talk: Talk) -> None:
    _store(talk, name="order_status", step="number", slots={})
    assert "bulamadım" in talk.say("55667788")
    assert _flow(talk)["version"] == 2  # type: ignore[index]


def test_a_tap_on_a_button_of_another_course_or_release_is_told_so(talk: Talk) -> None:
    _store(talk)
    for old in (
        "pick:return_request:1:bbbb2222?reason=size-small",
        "pick:return_request:7:aaaa1111?reason=size-small",
        "pick:order_status:2:aaaa1111?order_number=1",
        "pick:booking:1:aaaa1111?doctor=dr-kaya",
        "pick:return_request:1:aaaa1111",
        "pick:%%%",
        "pick:return_request:1:aaaa1111?reason=size-small&item=all",
    ):
        said = _tap(talk, old)
        assert "artık geçerli değil" in said, old
        assert "İade nedeniniz" in said or _flow(talk)["detours"] > 1, old  # type: ignore[index]
        assert talk.state()["handoff"] is False
    assert "beden küçük geldi" in _tap(talk, "pick:return_request:1:aaaa1111?reason=size-small")


def test_a_value_that_we_never_offered_is_refused(talk: Talk) -> None:
    _store(talk)
    for forged in ("'; drop table orders", "size-huge", "other:" + "x" * 300):
        said = _tap(talk, f"pick:return_request:1:aaaa1111?reason={forged}", "x")
        assert "artık geçerli değil" in said or "nedeniniz" in said
        assert "reason" not in _flow(talk)["slots"]  # type: ignore[index]


def test_an_old_button_with_nothing_open_offers_what_can_be_asked(talk: Talk) -> None:
    assert "artık geçerli değil" in _tap(talk, "pick:return_request:1:aaaa1111?reason=size-small")
    assert talk.titles() == ["Siparişim nerede?", "İade / değişim", "Temsilciye bağlan"]
    assert talk.state()["flow"] is None


def test_another_shops_button_shows_and_fills_nothing_of_this_one(
    talk: Talk, second_tenant: TenantKit
) -> None:
    from tests.support.talk import Talk

    other = Talk(second_tenant, second_tenant.make_conversation())
    other.say("iade etmek istiyorum")
    other.say("bilmiyorum")
    with second_tenant.scope():
        from invekto.outbound.models import OutboundMessage

        row = OutboundMessage.objects.filter(body__has_key="rows").latest("id")
    identifier = row.body["rows"][0]["id"]
    talk.say("iade etmek istiyorum")
    talk.say("bilmiyorum")
    assert "artık geçerli değil" in _tap(talk, identifier)
    assert "reason" not in _flow(talk)["slots"]  # type: ignore[index]


def test_a_title_may_be_typed_instead_of_tapped(talk: Talk) -> None:
    talk.say("iade etmek istiyorum")
    talk.say("bilmiyorum")
    talk.say("yanlis urun geldi")
    assert _flow(talk)["slots"]["reason"] == "wrong_item"  # type: ignore[index]


def test_a_flow_left_alone_closes_with_one_sentence(
    talk: Talk, at: Callable[..., None], second_tenant: TenantKit
) -> None:
    from invekto.agent_ai.expiry import expire_flows

    talk.say("iade etmek istiyorum")
    begun = clock.now()
    assert expire_flows(talk.kit.id, begun + timedelta(minutes=59)) == 0
    at(begun + timedelta(minutes=61))
    assert expire_flows(second_tenant.id, clock.now()) == 0
    assert expire_flows(talk.kit.id, clock.now()) == 1
    assert expire_flows(talk.kit.id, clock.now()) == 0
    (said,) = talk.new()
    assert "şimdilik kapattım" in said.body["body"]
    row = talk.row()
    assert (row.flow, row.mode, row.waiting_since) == (None, "bot", None)
    assert "kapattım" in row.last_text
    # A late answer begins anew.
    assert "İade talebinizi aldım" in talk.say("iade etmek istiyorum")


def test_nothing_is_said_of_a_flow_while_a_person_speaks_or_nothing_may_be_written(
    tenant: TenantKit, at: Callable[..., None]
) -> None:
    from invekto.agent_ai.expiry import expire_flows
    from invekto.messaging.models import Contact, Conversation
    from tests.support.talk import Talk

    talks = [Talk(tenant, tenant.make_conversation()) for _ in range(5)]
    for talk in talks:
        talk.say("iade etmek istiyorum")
    human, closed_window, opted_out, done, writing = talks
    human.take_over()
    begun = clock.now()
    refuser = opted_out.row().contact_id
    with tenant.scope():
        Contact.objects.filter(id=refuser).update(opted_out_at=begun)
        Conversation.objects.filter(id=done.conversation.id).update(done_at=begun)
    writing.write("1020304050")  # just arrived; the dialogue deals with it
    at(begun + timedelta(hours=2))
    with tenant.scope():
        Conversation.objects.filter(id=closed_window.conversation.id).update(
            last_inbound_at=begun - timedelta(hours=25)
        )
    assert expire_flows(tenant.id, clock.now()) == 3
    assert [talk.new() for talk in talks] == [[], [], [], [], []]
    assert [talk.state()["flow"] for talk in talks] == [None, None, None, None, "return_request"]


def test_the_bots_clock_closes_it(talk: Talk, at: Callable[..., None], run_jobs: Callable[[], int]) -> None:
    from invekto.agent_ai.tasks import close_left_flows
    from invekto.wiring import REPEATED

    assert REPEATED["agent_ai.expire_flows"] == timedelta(minutes=1)
    talk.say("iade etmek istiyorum")
    at(clock.now() + timedelta(hours=2))
    close_left_flows()
    assert talk.state()["flow"] is None


def test_a_burst_fills_what_is_open_and_answers_the_rest(talk: Talk) -> None:
    talk.say("iade etmek istiyorum")
    talk.write("bilmiyorum")
    said = talk.say("beden küçük geldi", "pardon", "numara 55667788")
    assert "55667788" in said or "bulamadım" in said
    assert said.count("İade") <= 1


def test_opting_out_in_the_middle_ends_everything(talk: Talk) -> None:
    talk.say("iade etmek istiyorum")
    assert "göndermeyecek" in talk.say("bana bir daha mesaj atmayın")
    assert talk.state()["flow"] is None


def test_a_photo_in_an_emergency_is_in_the_note_before_and_after(
    make_tenant: Callable[..., TenantKit],
) -> None:
    from tests.support.talk import Talk

    kit = make_tenant("dental")
    talk = Talk(kit, kit.make_conversation())
    (first,) = talk.write("", type="image")
    talk.say("diş çekiminden sonra kanama durmuyor, yüzüm şişti")
    (second,) = talk.write("", type="image")
    assert talk.answer() == []
    row = talk.row()
    assert (row.handoff_reason, row.mode) == ("emergency", "waiting")
    assert row.note is not None
    told = [
        link
        for fact, link in zip(row.note["facts"], row.note["links"]["facts"], strict=True)
        if "fotoğraf" in fact
    ]
    assert told == [str(first.id), str(second.id)]


def test_what_came_late_is_not_read_into_an_open_question(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    from invekto.messaging.models import Author, Conversation, Message

    e.post(tenant, e.messages(tenant, e.message("iade etmek istiyorum", id="wamid.NOW")))
    run_jobs()
    late = clock.now() - timedelta(days=3)
    e.post(tenant, e.messages(tenant, e.message("5566778899", id="wamid.LATE", at=late)))
    run_jobs()
    with tenant.scope():
        talk = Conversation.objects.get()
        said = Message.objects.filter(author=Author.BOT).count()
    assert said == 1
    assert talk.flow is not None
    assert talk.flow["slots"] == {}


# The machine's own rules.


class Way(Enum):
    ONE = "one"
    OTHER = "other"


def _machine(**states: Any) -> Any:
    from invekto.agent_ai.machine import Machine, nothing

    return Machine(
        name="trial",
        version=1,
        slots=(),
        states=states,
        lost="end",
        fetch=nothing,
        serves=frozenset({"order_status"}),
    )


def test_states_that_do_not_fit_together_are_found_at_once() -> None:
    from invekto.agent_ai.contract import Reply
    from invekto.agent_ai.machine import TEXT, Ask, BadMachine, Decide, End, Go, Slot

    slot = Slot("it", TEXT)
    end = End(lambda _: Reply())

    def choose(_: object) -> Go[Way]:
        return Go(Way.ONE)

    _machine(begin=Decide(choose, {Way.ONE: "end", Way.OTHER: "end"}), end=end)
    for wrong, said in (
        ({"begin": Ask(slot, then="nowhere"), "end": end}, "nowhere"),
        ({"begin": Decide(choose, {Way.ONE: "end"}), "end": end}, "no way"),
        ({"begin": Ask(slot, then="end"), "island": end, "end": end}, "island"),
        ({"begin": Ask(slot, then="begin")}, "no end"),
    ):
        with pytest.raises(BadMachine, match=said):
            _machine(**wrong)


def test_a_flow_that_runs_in_a_circle_is_given_to_a_person(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from invekto.agent_ai.contract import Reply
    from invekto.agent_ai.engine import registry
    from invekto.agent_ai.machine import Decide, End, Go

    circle = _machine(
        begin=Decide(lambda _: Go(Way.ONE), {Way.ONE: "begin", Way.OTHER: "end"}),
        end=End(lambda _: Reply()),
    )
    handlers = {**registry.vertical("ecommerce").handlers, "order_status": circle}
    monkeypatch.setattr(registry, "_verticals", {**registry._verticals})
    import dataclasses

    registry._verticals["ecommerce"] = dataclasses.replace(registry.vertical("ecommerce"), handlers=handlers)
    assert "bir sorun yaşadım" in talk.say("siparişim nerede")
    assert talk.state()["handoff_reason"] == "error"


def test_the_document_shows_the_flows_as_they_are() -> None:
    from click.testing import CliRunner

    from invekto.agent_ai.machine.command import flows

    printed = CliRunner().invoke(flows, ["--document"])
    assert printed.exit_code == 0
    assert printed.output == DOCUMENT.read_text(encoding="utf-8")


def test_a_flow_is_printed_by_its_name() -> None:
    from click.testing import CliRunner

    from invekto.agent_ai.machine.command import flows

    printed = CliRunner().invoke(flows, ["--name", "return_request"])
    assert "stateDiagram-v2" in printed.output
    assert "reason --> picture: reason" in printed.output
    unknown = CliRunner().invoke(flows, ["--name", "nothing_like_it"])
    assert unknown.exit_code == 1
    assert "return_request" in unknown.output


@pytest.mark.parametrize(
    ("words", "steer"),
    [
        ("geri", "back"),
        ("Bir önceki soruya dönebilir miyiz", "back"),
        ("go back please", "back"),
        ("vazgeçtim", "cancel"),
        ("boş ver ya", "cancel"),
        ("boşver iptal", "cancel"),
        ("tamam gerek kalmadı", "cancel"),
        ("never mind", "cancel"),
        ("yok o değil ötekisi", "other"),
        ("the other one", "other"),
        ("diğeri", "other"),
        ("bi dk bakıyorum", "moment"),
        ("hatırlamıyorum ki", "unknown"),
        ("i don't know", "unknown"),
        ("siparişi iptal edin", None),
        ("vazgeçtim değişim yapalım", None),
        ("geri göndermek istiyorum", None),
        ("geri iade", None),
        ("diğer siparişim nerede", None),
        ("numarayı bilmiyorum ama adım Defne", None),
        ("evet", None),
        ("", None),
    ],
)
def test_words_that_steer(words: str, steer: str | None) -> None:
    from invekto.agent_ai.machine.words import steering

    found = steering(words)
    assert (found.value if found else None) == steer
