"""Questions that need a treatment: asked which one when none was named, then answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from invekto.agent_ai.contract import Content, ListMenu, Reply, Turn
from invekto.agent_ai.engine.buttons import row
from invekto.agent_ai.machine import TEXT, Ask, Decide, End, Go, Machine, Scene, Slot, Slots, heard, nothing
from invekto.core.folding import fold
from invekto.outbound.content import ROWS
from invekto.verticals.clinics.answers import to_person
from invekto.verticals.clinics.people import is_whole_name
from invekto.verticals.clinics.treatments import (
    ANOTHER_MATTER,
    SERVICE,
    Treatment,
    Treatments,
    chosen,
    common_named,
    full_name,
)

# None: the answer needs a treatment, and none was named.
Answer = Callable[[Turn, Sequence[Treatment]], Reply | None]
_LONGEST_NAME = 60


class Known(Enum):
    ENOUGH = "enough"
    WHICH = "which"


def question_about(
    intent: str,
    treatments: Treatments,
    answer: Answer,
    can_be_told: Callable[[Treatment], bool],
    plain_words: re.Pattern[str] | None = None,
) -> Machine[None]:
    """``can_be_told``: which of the clinic's treatments stand in the list; with none of them a person answers."""

    def choices(turn: Turn) -> list[Treatment]:
        return [treatment for treatment in treatments(turn) if can_be_told(treatment)]

    def ask(scene: Scene[Any]) -> Content:
        offered = choices(scene.turn)
        shown = offered if len(offered) <= ROWS else offered[: ROWS - 1]
        rows = [scene.row(one.shown, full_name(one.shown), about, one.slug) for one in shown]
        if len(shown) < len(offered):
            rows.append(row(scene.t("clinic-other-treatment"), "", "human_request"))
        return ListMenu(scene.t("clinic-which-treatment"), scene.t("clinic-choose"), tuple(rows))

    about: Slot[str] = Slot(
        "about", TEXT, ask=ask, answer=_named, rule="did-asked-treatment", note=_note(treatments), brief=6
    )

    def reply(scene: Scene[Any]) -> Reply | None:
        """The answer's own turn: a chosen treatment counts as a button's, and its question is no longer open."""
        turn, named = scene.turn, scene.get(about)
        if turn.flow is not None and turn.flow.name == intent and not turn.flow.parked:
            turn = replace(turn, flow=None)
        if named and any(one.slug == named for one in treatments(turn)):
            turn = replace(turn, wish=replace(turn.wish, slots={SERVICE: named}))
        return answer(turn, treatments(turn))

    def look(scene: Scene[None]) -> Go[Known]:
        if scene.get(about) or reply(scene) is not None or not choices(scene.turn):
            return Go(Known.ENOUGH)
        return Go(Known.WHICH)

    def tell(scene: Scene[None]) -> Reply:
        return reply(scene) or person(scene)

    def person(scene: Scene[None]) -> Reply:
        return to_person(scene.turn, intent)

    return Machine(
        name=intent,
        version=1,
        slots=(about,),
        states={
            "look": Decide(look, {Known.ENOUGH: "tell", Known.WHICH: "which"}),
            "which": Ask(about, then="tell", refused="person"),
            "tell": End(tell),
            "person": End(person, to_person=True),
        },
        lost="person",
        fetch=nothing,
        serves=frozenset({intent}),
        plain_words=plain_words,
    )


def _named(turn: Turn, _: Slots) -> str | None:
    """The treatment in answer to "which?": a slug, a name, or their own short words for it."""
    if slug := chosen(turn.wish.slots):
        return slug[:_LONGEST_NAME]
    if named := (*heard(turn, "treatment"), *common_named(turn)):
        return named[0]
    spoken = turn.understood and turn.wish.intent in ("affirm", "deny", "greeting", "thanks")
    rest = turn.text
    for entity in turn.analysis.entities.get("datetime", ()):
        rest = rest.replace(entity.text, " ")
    if not any(map(str.isalpha, rest)) or ANOTHER_MATTER.search(fold(rest)) or is_whole_name(rest):
        return None
    words = turn.text.strip()
    return words[:_LONGEST_NAME] if not spoken and sum(map(str.isalpha, words)) > 2 else None


def _note(treatments: Treatments) -> Callable[[Turn, str], str]:
    def line(turn: Turn, named: str) -> str:
        found = next((one.name for one in treatments(turn) if one.slug == named), f"“{named}”")
        return turn.staff("note-fact-treatment", value=found)

    return line
