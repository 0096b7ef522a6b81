"""What a message says besides its wish: a bulk buyer, hurry, a patient from abroad."""

from __future__ import annotations

import re

from invekto.chat_analysis.normalise import Folded
from invekto.chat_analysis.wholesale import b2b_evidence

__all__ = ["b2b_evidence", "is_urgent", "speaks_of_abroad"]

_URGENT = re.compile(
    r"\b(?:acil\w*|ivedi\w*|hemen|derhal|bir an once|biran once|cok acele|acele\w*|yetismesi|yetisir|bugune|"
    r"urgent\w*|asap|immediately|right now|emergency|as soon as possible)\b"
)
_ABROAD = re.compile(
    r"\b(?:yurt ?disin\w*|almanya\w*|hollanda\w*|belcika\w*|avusturya\w*|isvicre\w*|ingiltere\w*|"
    r"fransa\w*|isvec\w*|"
    r"norvec\w*|danimarka\w*|amerika\w*|dubai\w*|katar\w*|kuveyt\w*|rusya\w*|azerbaycan\w*|irak\w*|"
    r"abroad|overseas|germany|netherlands|holland|belgium|austria|switzerland|england|united kingdom|"
    r"london|france|"
    r"paris|sweden|norway|denmark|ireland|dublin|italy|spain|usa|america|canada|australia|dubai|qatar|kuwait|"
    r"saudi\w*|russia|my country|fly(?:ing)? (?:in|to|from|over)|flights?|airport|hotel|transfer|interpreter|"
    r"havaliman\w*|havalan\w*|ucak\w* bilet\w*|tercuman\w*)\b"
)


def is_urgent(folded: Folded) -> bool:
    return _URGENT.search(folded.text) is not None


def speaks_of_abroad(folded: Folded) -> bool:
    """Living or coming from abroad: one of the two signals of a foreign patient, language is the other."""
    return _ABROAD.search(folded.text) is not None
