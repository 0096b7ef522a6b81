"""Handlers that any vertical may use, and those every conversation needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from invekto.agent_ai.contract import (
    Buttons,
    Content,
    FlowFate,
    FlowState,
    Handler,
    Handoff,
    HandoffReason,
    Reply,
    Text,
    Turn,
)
from invekto.agent_ai.engine.buttons import button, shortened
from invekto.agent_ai.engine.decide import OFFER
from invekto.agent_ai.identity import WHO_SPEAKS
from invekto.agent_ai.personal_data import DATA_REQUEST
from invekto.agent_ai.week import week_lines
from invekto.agent_ai.wording import button_title, vertical_text
from invekto.agent_ai.working_hours import WorkingHours
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.messaging import services as messaging
from invekto.outbound.content import BODY, INTERACTIVE_BODY

_WAYS = 3  # buttons that WhatsApp shows
FLOW_VERSION = 1  # of the engine's own open questions


class Immediate(ABC):
    """Base of handlers that need nothing from outside."""

    hands_over = False

    def prepare(self, _: Turn) -> None:
        return None

    def handle(self, turn: Turn, _: None) -> Reply:
        return self.reply(turn)

    @abstractmethod
    def reply(self, turn: Turn) -> Reply:
        """What ``turn`` gets as an answer."""


def with_buttons(
    turn: Turn, body: str, intents: Sequence[str], slots: Mapping[str, str] | None = None
) -> list[Content]:
    """``body`` with a button per intent, three at most; a body too long for buttons goes before them."""
    ways = tuple(button(button_title(turn, intent), intent, slots) for intent in intents)
    if len(body) <= INTERACTIVE_BODY:
        return [Buttons(body, ways)]
    return [Text(shortened(body, BODY)), Buttons(turn.t("dialogue-anything-else"), ways)]


class Greeting(Immediate):
    """Says who is speaking, and what can be asked."""

    def reply(self, turn: Turn) -> Reply:
        known = turn.contact.name.split(" ")[0] if turn.contact.name else ""
        body = turn.t(
            "dialogue-greeting-known" if known else "dialogue-greeting", shop=turn.tenant.name, name=known
        )
        return Reply(with_buttons(turn, body, turn.vertical.menu), rule="did-greeted")


class Thanks(Immediate):
    def reply(self, turn: Turn) -> Reply:
        return Reply([Text(turn.t("dialogue-thanks"))], rule="did-thanked")


class Affirm(Immediate):
    """A yes to nothing in particular: it closes what was said."""

    def reply(self, turn: Turn) -> Reply:
        return Reply([Text(turn.t("dialogue-affirm"))], rule="did-acknowledged")


class Deny(Immediate):
    def reply(self, turn: Turn) -> Reply:
        return Reply([Text(turn.t("dialogue-deny"))], rule="did-acknowledged")


class HumanRequest(Immediate):
    hands_over = True

    def reply(self, turn: Turn) -> Reply:
        return Reply(
            rule="did-handed-over", handoff=Handoff(HandoffReason.ASKED, said=turn.t("handover-said-asked"))
        )


class OptOut(Immediate):
    """No more messages; the one that says so is the last that was not asked for."""

    def reply(self, turn: Turn) -> Reply:
        messaging.opt_out(turn.contact, how="message", now=turn.now)
        return Reply([Text(turn.t("dialogue-opted-out", shop=turn.tenant.name))], rule="did-opted-out")


class OutOfScope(Immediate):
    """What is true of any question: no answer here, but people, and when they are there.

    A person at once where the words need one.
    """

    def reply(self, turn: Turn) -> Reply:
        if (told := turn.vertical.aside(turn)) is not None:
            return told
        if turn.analysis.handoff:
            return Reply(
                rule="did-handed-over",
                handoff=Handoff(HandoffReason.POLICY, said=turn.t("dialogue-out-of-scope-person")),
            )
        body = turn.t("dialogue-out-of-scope", shop=turn.tenant.name)
        if (hours := WorkingHours.of(turn.tenant)) is not None:
            week = "; ".join(week_lines(hours, turn.language))
            is_open = str(hours.is_open(turn.now))
            body += "\n" + turn.t("dialogue-out-of-scope-hours", hours=week, open=is_open)
        return Reply(
            with_buttons(turn, body, (*turn.vertical.menu[:1], "human_request")),
            rule="did-declined",
            flow=FlowState(OFFER, FLOW_VERSION, "person", {"intent": "human_request"}),
        )


@dataclass(frozen=True, slots=True)
class ToPerson(Immediate):
    """Names in plain words what is wanted, and hands over: a wish that people serve.

    Texts: ``<vertical>-ack-<intent>`` for the customer, ``<vertical>-next-<intent>`` for the colleague.
    """

    hands_over = True
    intent: str
    reason: HandoffReason = HandoffReason.POLICY
    flags: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def reply(self, turn: Turn) -> Reply:
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(
                self.reason,
                said=turn.t(vertical_text(turn.vertical.name, "ack", self.intent)),
                next_step=vertical_text(turn.vertical.name, "next", self.intent),
            ),
            flags=self.flags,
            tags=self.tags,
        )


COMMON: dict[str, Handler] = {
    "greeting": Greeting(),
    "thanks": Thanks(),
    "affirm": Affirm(),
    "deny": Deny(),
    "human_request": HumanRequest(),
    "opt_out": OptOut(),
    OUT_OF_SCOPE: OutOfScope(),
}


class WhoSpeaks(Immediate):
    """An assistant, and said so; an open question stays open."""

    def reply(self, turn: Turn) -> Reply:
        body = turn.t("dialogue-who-speaks", shop=turn.tenant.name)
        if turn.flow is not None and not turn.flow.over and turn.flow.name in turn.vertical.flows:
            return Reply([Text(body)], rule="did-introduced", flow=FlowFate.KEEP)
        ways = (*(intent for intent in turn.vertical.menu if intent != "human_request"), "human_request")
        return Reply(with_buttons(turn, body, ways[-_WAYS:]), rule="did-introduced")


# Wishes that no analysis names.
BY_WORDS: dict[str, Handler] = {DATA_REQUEST: ToPerson(DATA_REQUEST), WHO_SPEAKS: WhoSpeaks()}

__all__ = ["BY_WORDS", "COMMON", "FLOW_VERSION", "Immediate", "ToPerson", "with_buttons"]
