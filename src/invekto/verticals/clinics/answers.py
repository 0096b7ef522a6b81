"""How clinics answer: from what they told us, and with an honest hand-over for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from invekto.agent_ai.contract import FlowFate, Handoff, HandoffReason, Reply, Text, Turn
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.wording import vertical_text
from invekto.verticals.clinics.earlier import LEFT_QUESTION
from invekto.verticals.clinics.treatments import BOOKING, SERVICE

_COLLECTING = frozenset({BOOKING, "reschedule", "cancel_appointment"})
WAYS_ON = ("appointment_booking", "human_request")


def told(turn: Turn, body: str, *, rule: str, ways: Sequence[str] = (), about: str | None = None) -> Reply:
    """Said from the clinic's data. An open question stays open. ``about``: slug of the one treatment spoken of."""
    if turn.flow is not None and not turn.flow.over and turn.flow.name in turn.vertical.flows:
        return Reply(
            [Text(body)], rule=rule, flow=FlowFate.KEEP
        )  # its question follows, with its own buttons
    slots = {SERVICE: about} if about else None
    return Reply(with_buttons(turn, body, ways, slots) if ways else [Text(body)], rule=rule)


def to_person(
    turn: Turn,
    intent: str,
    *,
    first: str = "",
    said: str = "clinic-unknown",
    facts: Sequence[str] = (),
    next_step: str | None = None,
    at_once: bool = False,
) -> Reply:
    """The clinic has not told us enough: honest words, and a colleague. ``first``: what could be told before.

    While an appointment is collected a colleague comes anyway: the question goes with it, and the collecting goes on.
    """
    if not at_once and _is_collecting(turn):
        body = "\n".join(filter(None, [first, turn.t("clinic-asked-along")]))
        return Reply([Text(body)], rule=LEFT_QUESTION, flow=FlowFate.KEEP)
    return Reply(
        [Text(first)] if first else [],
        rule="did-handed-over",
        handoff=Handoff(
            HandoffReason.POLICY,
            said=turn.t(said),
            facts=tuple(facts),
            next_step=next_step or vertical_text(turn.vertical.name, "next", intent),
        ),
    )


def _is_collecting(turn: Turn) -> bool:
    state = turn.flow
    return any(
        one.name in _COLLECTING and not one.over
        for one in ((state, *state.parked) if state is not None else ())
    )


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def quoted_in_own_language(turn: Turn) -> str:
    """A remark for readers of another language than the one the clinic's own words are in; empty for the rest."""
    return "" if turn.language == turn.tenant.language else turn.t("clinic-own-words")
