"""What dental and aesthetic clinics have in common: opening hours, the way there, prices, emergencies.

The limits of health advertising hold everywhere here: no diagnosis, no promise of a result, no advice on
medicines, no price unless the patient asks for it directly and the clinic allows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from invekto.agent_ai.contract import FlowFate, Handoff, HandoffReason, ListMenu, Reply, Text, Turn
from invekto.agent_ai.engine.buttons import row
from invekto.agent_ai.handlers import Immediate, with_buttons
from invekto.agent_ai.week import week_lines
from invekto.agent_ai.wording import vertical_text
from invekto.agent_ai.working_hours import WorkingHours
from invekto.verticals.formats import money
from invekto.verticals.treatments import Treatment, Treatments, find_treatments

_LONGEST_LIST = 10  # rows of one list message


class Emergency(Immediate):
    """Fixed words, a person at once, at any hour. Never a diagnosis."""

    def reply(self, turn: Turn) -> Reply:
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(
                HandoffReason.EMERGENCY,
                said=turn.t(vertical_text(turn.vertical.name, "ack", "emergency")),
                next_step="note-next-emergency",
            ),
        )


def to_person(turn: Turn, intent: str) -> Reply:
    """The clinic has not told us enough: honest words, and a colleague."""
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(
            HandoffReason.POLICY,
            said=turn.t("clinic-unknown"),
            next_step=vertical_text(turn.vertical.name, "next", intent),
        ),
    )


_WAYS_ON = ("appointment_booking", "human_request")


class OpeningHours(Immediate):
    def reply(self, turn: Turn) -> Reply:
        hours = WorkingHours.of(turn.tenant)
        if hours is None:
            return to_person(turn, "working_hours")
        now_open = turn.t("clinic-open-now" if hours.is_open(turn.now) else "clinic-closed-now")
        lines = [f"• {line}" for line in week_lines(hours, turn.language)]
        return Reply(
            [Text("\n".join([turn.t("clinic-hours-head"), *lines, now_open]))],
            rule="did-told-hours",
            flow=FlowFate.KEEP,
        )


class Location(Immediate):
    def reply(self, turn: Turn) -> Reply:
        settings = turn.tenant.settings
        if not settings.get("address"):
            return to_person(turn, "location_inquiry")
        lines = [turn.t("clinic-address", shop=turn.tenant.name, address=settings["address"])]
        if settings.get("maps_url"):
            lines.append(turn.t("clinic-maps", url=settings["maps_url"]))
        if settings.get("parking"):
            lines.append(turn.t("clinic-parking", parking=settings["parking"]))
        return Reply([Text("\n".join(lines))], rule="did-told-address", flow=FlowFate.KEEP)


@dataclass(frozen=True, slots=True)
class PriceInquiry(Immediate):
    """The range the clinic gave for the treatment, or that the examination decides (``price_answers``)."""

    treatments: Treatments

    def reply(self, turn: Turn) -> Reply:
        if turn.tenant.settings.get("price_answers") == "after_examination":
            body = turn.t("clinic-price-after-examination")
            return Reply(with_buttons(turn, body, _WAYS_ON), rule="did-told-price")
        known = [treatment for treatment in self.treatments(turn) if treatment.price_min is not None]
        meant = find_treatments(turn, known)
        if len(meant) == 1:
            return Reply(with_buttons(turn, _price(turn, meant[0]), _WAYS_ON), rule="did-told-price")
        if not known or (turn.entity("treatment") and not meant):
            return to_person(turn, "price_inquiry")
        return Reply([_which(turn, meant or known, "price_inquiry")], rule="did-asked-treatment")


def _price(turn: Turn, treatment: Treatment) -> str:
    low, high = treatment.price_min, treatment.price_max
    assert low is not None  # only priced treatments get here
    if high is None or high == low:
        return turn.t("clinic-price", treatment=treatment.shown, price=money(low, turn.language))
    return turn.t(
        "clinic-price-range",
        treatment=treatment.shown,
        low=money(low, turn.language),
        high=money(high, turn.language),
    )


@dataclass(frozen=True, slots=True)
class TreatmentInfo(Immediate):
    """The clinic's own description, with the note that the physician decides; else a colleague."""

    treatments: Treatments

    def reply(self, turn: Turn) -> Reply:
        meant = [
            treatment for treatment in find_treatments(turn, self.treatments(turn)) if treatment.description
        ]
        if len(meant) != 1:
            return to_person(turn, "treatment_info")
        body = turn.t("clinic-treatment", treatment=meant[0].shown, description=meant[0].description)
        return Reply(with_buttons(turn, body, _WAYS_ON), rule="did-told-treatment")


def _which(turn: Turn, choices: Sequence[Treatment], intent: str) -> ListMenu:
    """A person is the last row whenever there are more treatments than rows."""
    shown = choices if len(choices) <= _LONGEST_LIST else choices[: _LONGEST_LIST - 1]
    rows = [row(treatment.shown, "", intent, {"treatment": treatment.slug}) for treatment in shown]
    if len(shown) < len(choices):
        rows.append(row(turn.t("clinic-other-treatment"), "", "human_request"))
    return ListMenu(body=turn.t("clinic-which-treatment"), button=turn.t("clinic-choose"), rows=tuple(rows))
