"""Where a machine says nothing of its own: emergencies, and whatever only a physician may judge.

Also hands over children who write themselves. Words are looked for in folded text, Turkish and English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from invekto.agent_ai.contract import Handoff, HandoffReason, Reply, Turn
from invekto.agent_ai.handlers import Immediate
from invekto.agent_ai.wording import vertical_text
from invekto.core.folding import fold

# An illness, a medicine or a state of the body that a physician weighs.
_HEALTH = re.compile(
    r"\b(?:hamile\w*|gebe\w*|emzir\w*|loh?usa\w*|pregnan\w*|breast ?feed\w*|nursing|"
    r"(?:seker|kalp|tansiyon|bobrek|karaciger|tiroid|guatr|sara|kanser|ms|romatizma|astim) ?hasta\w*|diyabet\w*|"
    r"diabet\w*|tansiyon\w*|kalp (?:pil|kapak|rahatsiz|kriz|ameliyat)\w*|heart (?:condition|disease|valve|problem)s?|"
    r"pacemaker|kan sulandir\w*|kan incelt\w*|blood thinn\w*|coumadin|warfarin|aspirin\w*|ecopirin\w*|coraspin\w*|"
    r"plavix|xarelto|eliquis|heparin|alerji\w*|allerg\w*|epilep\w*|kanser\w*|cancer|kemoterapi\w*|chemo\w*|"
    r"radyoterapi\w*|ro?accutan\w*|roakutan\w*|zoretanin\w*|i[sz]otretinoin\w*|kortizon\w*|bagisiklik\w*|immun\w*|"
    r"lupus|hepatit\w*|hiv|hemofili\w*|pihtilas\w*|keloid\w*|kemik erimesi\w*|osteopor\w*|bi[sf]o[sf]fon\w*|prolia|"
    r"astim\w*|asthma|thyroid|guatr\w*|uçuk|ucuk\w*|herpes|egzama\w*|sedef\w*|psoriasis|kansizlik\w*|anemi\w*)\b"
)
_MEDICINE = re.compile(
    r"\b(?:ilac\w*|antibiyotik\w*|agri kesici\w*|hap (?:al|ic|kullan)\w*|krem (?:sur|kullan)\w*|doz\w{0,3}|medicines?|"
    r"medications?|antibiotics?|pain ?killers?|ibuprofen|paracetamol|parol|majezik|arveles|apranax|augmentin|dolorex)\b"
)
_SUITS = re.compile(
    r"\b(?:bana (?:\w+ ){0,3}(?:uygun|olur|yapilir)\w*|uygun (?:muyum|biri miyim|aday)|aday miyim|"
    r"suitable for me|right for me|am i (?:\w+ )?(?:candidate|suitable|eligible)|can i (?:still )?(?:have|get) \w+ if|"
    r"(?:benim|bizim) (?:\w+ ){0,3}(?:olur|uygun) mu\w*|sakinca\w*|zararl?i m\w+|is it safe|risk\w*)\b"
)
# Something done before, and how it feels now: for those who did it, whatever it is.
_AFTERWARDS = re.compile(
    r"\b(?:yaptirdim|yaptirmistim|yaptirdik|oldum|olmustum|cektirdim|cektirdik|cekildi|yapildi|taktirdim|takildi|"
    r"aldirdim|doldurttum|ektirdim|vurdurdum|i had|i got|after my|since my)\b"
)
_FEELS = re.compile(
    r"\b(?:sis\w*|agri\w*|aci(?:yor|di|mas)\w*|sizla\w*|zonkl\w*|kana\w*|kanama\w*|morar\w*|morluk\w*|kizar\w*|"
    r"ates\w*|iltihap\w*|irin\w*|uyus\w*|hissizl\w*|kasin\w*|yan(?:iyor|ma)\w*|sert(?:lik|les)\w*|dustu|"
    r"swell\w*|swollen|pain\w*|hurts?|bleed\w*|bruis\w*|fever|numb\w*|itch\w*|redness|pus|infect\w*)\b"
)
_OWN_AGE = re.compile(
    r"\b(?:[1-9]|1[0-7]) ?(?:yas\w*(?:daki|inda)?yim|yas ?indayim|years? old(?! (?:son|daughter|kid|child)))"
)
_I_AM = re.compile(r"\bi ?['’]?a?m (?:[1-9]|1[0-7])(?: years? old| yo)?\s*(?:[.,!?]|$|and\b)", re.MULTILINE)


class Emergency(Immediate):
    """Fixed words, a person at once, at any hour. Never a diagnosis."""

    hands_over = True

    def reply(self, turn: Turn) -> Reply:
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(
                HandoffReason.EMERGENCY,
                said=turn.t(vertical_text(turn.vertical.name, "ack", "emergency")),
                next_step="note-next-emergency",
            ),
        )


@dataclass(frozen=True, slots=True)
class ForPhysician(Immediate):
    """Suitability, illness, pregnancy, medicines: neither yes nor no; the physician hears the patient's words."""

    hands_over = True

    def reply(self, turn: Turn) -> Reply:
        return left_to_people(turn) or physician(turn)


def physician(turn: Turn) -> Reply:
    return _handed(turn, "clinic-physician-decides", "clinic-next-physician")


def left_to_people(turn: Turn) -> Reply | None:
    """A reply for what no information text may answer; None when nothing in the words needs a person."""
    words = fold(turn.text)
    if is_child(words):
        return _handed(turn, "clinic-child-writes", "clinic-next-child")
    if _AFTERWARDS.search(words) and _FEELS.search(words):
        return _handed(turn, "clinic-after-treatment", "clinic-next-after-treatment")
    if _HEALTH.search(words) or _MEDICINE.search(words) or _SUITS.search(words):
        return physician(turn)
    return None


def is_child(folded: str) -> bool:
    """They say of themselves that they are under eighteen."""
    return bool(_OWN_AGE.search(folded) or _I_AM.search(folded))


def tells_of_health(folded: str) -> bool:
    """An illness, a pregnancy or a medicine is mentioned, which the physician should know of."""
    return bool(_HEALTH.search(folded) or _MEDICINE.search(folded))


def _handed(turn: Turn, said: str, next_step: str) -> Reply:
    return Reply(
        rule="did-handed-over",
        handoff=Handoff(HandoffReason.POLICY, said=turn.t(said), next_step=next_step),
    )
