"""What a person serves anyway is taken up on a likely guess; what is answered without one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invekto.agent_ai.engine.reading import analyser
from invekto.agent_ai.engine.served import for_people
from invekto.core import clock
from tests.verticals.clinic_talks import clinic_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

_DEFAULT = 0.935  # about what each model holds necessary for an answer without a person


def limit(talk: Talk, general: float | None = None, **own: float) -> None:
    talk.kit.tenant.confidence_threshold, talk.kit.tenant.intent_thresholds = general, own
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["confidence_threshold", "intent_thresholds"])


def test_a_terse_wish_for_an_appointment_is_taken_down_at_once(make_tenant: Callable[..., TenantKit]) -> None:
    talk = clinic_talk(make_tenant, "dental")
    said = talk.say("dolgu yarin 10 Can Er")
    assert "hangisi" not in said
    state = talk.state()
    assert (state["intent"], state["handoff"]) == (
        "appointment_booking",
        True,
    )  # treatment, day and hour are known
    assert 0.7 <= state["confidence"] < _DEFAULT


def test_a_likely_call_for_a_person_is_heard(talk: Talk) -> None:
    talk.say("telefon")
    assert talk.state()["handoff"] is True


def test_the_words_of_a_question_that_waits_are_no_such_call(talk: Talk) -> None:
    talk.say("iade etmek istiyorum")
    talk.say("telefon")
    state = talk.state()
    assert (state["handoff"], state["flow"]) == (False, "return_request")


def test_a_cancellation_is_still_asked_about(talk: Talk) -> None:
    assert "hangisi" in talk.say("almaktan vazgectim")


def test_what_tells_facts_still_needs_to_be_sure(make_tenant: Callable[..., TenantKit]) -> None:
    talk = clinic_talk(make_tenant, "dental")
    assert "hangisi" in talk.say("implant")  # a treatment's name alone asks for nothing yet
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize(("general", "own"), [(_DEFAULT, {}), (None, {"human_request": _DEFAULT})])
def test_a_limit_that_somebody_chose_stands_above_the_default(
    talk: Talk, general: float | None, own: dict[str, float]
) -> None:
    limit(talk, general, **own)
    assert "hangisi" in talk.say("telefon")
    assert talk.state()["handoff"] is False


def test_a_general_limit_below_the_default_holds_for_people_too(talk: Talk) -> None:
    limit(talk, 0.5)
    with talk.kit.scope():
        limits = analyser("ecommerce").limits(0.5, {}, for_people("ecommerce"))
    assert limits.of_first("return_request") == 0.5


def test_the_limit_that_counted_is_kept_with_the_message(talk: Talk) -> None:
    (message,) = talk.write("telefon")
    talk.answer()
    with talk.kit.scope():
        message.refresh_from_db()
    assert message.analysis is not None
    assert message.analysis["confidence"] >= message.analysis["threshold"]


@pytest.mark.parametrize("vertical", ["ecommerce", "dental", "aesthetic"])
def test_an_emergency_and_what_is_not_served_have_no_lower_limit(vertical: str) -> None:
    limits = analyser(vertical).limits(None, None, for_people(vertical))
    assert "emergency" not in limits.for_people
    assert limits.of_first("out_of_scope") == limits.of("out_of_scope") == limits.general
    assert limits.of_first("complaint") < limits.of("complaint")


@pytest.mark.parametrize("text", ["telefon", "almaktan vazgectim"])
def test_who_names_no_people_gets_one_limit_for_all(text: str) -> None:
    found = analyser("ecommerce").analyze(text, now=clock.now())
    assert found.threshold == found.limits.general
    assert found.handoff is True
