"""What a treatment is and how one recovers, in the clinic's own words and with the note that the physician decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from invekto.agent_ai.contract import Reply, Turn
from invekto.agent_ai.machine import Machine
from invekto.core.folding import fold
from invekto.verticals.clinics.about import question_about
from invekto.verticals.clinics.answers import WAYS_ON, to_person, told
from invekto.verticals.clinics.limits import left_to_people
from invekto.verticals.clinics.prices import tells_prices
from invekto.verticals.clinics.treatments import Mentions, Treatment, Treatments, mentioned

_RECOVERY = re.compile(
    r"\b(?:iyiles\w*|toparlan\w*|gecer\b|gecmesi|dinlen\w*|ise (?:ne zaman|kac|don|basla|gid)\w*|"
    r"(?:kac|ne kadar) gun\w*|"
    r"recover\w*|heal\w*|downtime|back to work|time off)\b"
)
# Asked before a procedure: of what is there already, a person must hear ("şişliğim kaç gün oldu inmedi").
_ASKS_RECOVERY = re.compile(
    r"(?s)^(?!.*\b(?:oldu|inmedi|gecmedi|hala|artti|artiyor|agri\w*|benim|var)\b)"
    r".*\b(?:kac|ne kadar) (?:gun|hafta|zaman|sure)?\w* ?(?:sis\w*|moraril\w*|morar\w*|morluk\w*|kabuk\w*|kizari\w*) ?"
    r"(?:kal|sur|olur|gec|in)\w*"
)
# Doings after a treatment that only the clinic's own sheet may speak of; told when its words name them.
_DOINGS = {
    "sport": r"spor|egzersiz|fitness|gym|exercise|sport|kos[um]\w+|yuzme|swim",
    "sun": r"gunes|solaryum|\bsun\w*|bronz",
    "water": r"deniz|havuz|sauna|hamam|\bsea\b|pool|dus\b|dus al\w*|banyo|shower|yika\w*",
    "flying": r"ucak|ucus|ucabil\w*|\bfly\w*|flight",
    "alcohol": r"alkol|sigara|alcohol|smok\w*|icki",
    "food": r"yemek|yiyebil\w*|icebil\w*|\beat\w*|drink",
    "makeup": r"makyaj|make ?up",
}
_TAKES_PRICES = ("appointment_booking", "price_inquiry", "human_request")


def treatment_answer(turn: Turn, offered: Sequence[Treatment]) -> Reply | None:
    """The clinic's own description; of what nobody described, a colleague speaks."""
    if (people := left_to_people(turn)) is not None:
        return people
    meant = mentioned(turn, offered)
    if meant.known and not meant.unknown and _RECOVERY.search(fold(turn.text)):
        return recovery(turn, meant, "treatment_info")
    described = [treatment for treatment in meant.known if treatment.description]
    if meant.unknown or len(described) < len(meant.known):
        first = _described(turn, described) if described else ""
        said = "clinic-info-of-the-rest" if described else "clinic-unknown"
        return to_person(turn, "treatment_info", first=first, said=said)
    if not described:
        return None
    about = described[0].slug if len(described) == 1 else None
    priced = all(treatment.price_min is not None for treatment in described) and about
    ways = _TAKES_PRICES if priced and tells_prices(turn) else WAYS_ON
    return told(turn, _described(turn, described), rule="did-told-treatment", ways=ways, about=about)


def recovery_answer(turn: Turn, offered: Sequence[Treatment]) -> Reply | None:
    """The days the clinic gave, as usual and not as promised."""
    if (people := left_to_people(turn)) is not None:
        return people
    meant = mentioned(turn, offered)
    if meant.known or meant.unknown:
        return recovery(turn, meant, "recovery_info")
    if not any(treatment.recovery_days for treatment in offered):
        return to_person(turn, "recovery_info", said="clinic-recovery-unknown")
    return None


def treatment_info(treatments: Treatments) -> Machine[None]:
    return question_about("treatment_info", treatments, treatment_answer, lambda one: bool(one.description))


def recovery_info(treatments: Treatments) -> Machine[None]:
    return question_about(
        "recovery_info", treatments, recovery_answer, lambda one: one.recovery_days > 0, _ASKS_RECOVERY
    )


def recovery(turn: Turn, meant: Mentions, intent: str) -> Reply:
    """Days of recovery and the clinic's words; then a colleague for whatever these do not say."""
    known = [treatment for treatment in meant.known if treatment.recovery_days]
    body = _told_recovery(turn, known) if known else ""
    if meant.unknown or len(known) < len(meant.known) or _asks_more(turn, known):
        said = "clinic-recovery-of-the-rest" if known else "clinic-recovery-unknown"
        return to_person(turn, intent, first=body, said=said)
    about = known[0].slug if len(known) == 1 else None
    return told(turn, body, rule="did-told-recovery", ways=WAYS_ON, about=about)


def _asks_more(turn: Turn, known: list[Treatment]) -> bool:
    words, written = fold(turn.text), fold(" ".join(treatment.description for treatment in known))
    return any(re.search(doing, words) and not re.search(doing, written) for doing in _DOINGS.values())


def _told_recovery(turn: Turn, treatments: list[Treatment]) -> str:
    lines = [
        turn.t("clinic-recovery", treatment=one.shown, days=one.recovery_days, description=one.description)
        for one in treatments
    ]
    return "\n\n".join([*lines, turn.t("clinic-recovery-note")])


def _described(turn: Turn, treatments: list[Treatment]) -> str:
    lines = [
        turn.t("clinic-treatment", treatment=one.shown, description=one.description) for one in treatments
    ]
    return "\n\n".join([*lines, turn.t("clinic-results-differ")])
