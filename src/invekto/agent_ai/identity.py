"""Who asks whether a machine is speaking: told plainly, and offered a person.

By words alone: it sounds like a call for a person, and is none as long as nothing else is said.
"""

from __future__ import annotations

import re

from invekto.core.folding import fold

WHO_SPEAKS = "who_speaks"  # no intent of the analysis; named so in what was done
_ASKED = re.compile(
    r"\b(?:sen|siz) kim(?:sin|siniz)\b|\bkim(?:sin|siniz)\b|\b(?:(?:chat ?)?bot|robot|yapay zeka|makine|otomatik|insan"
    r"|gercek(?: (?:bir )?(?:kisi|insan|biri))?|asistan|canli) ?m[iu](?: ?s[iu]n(?:iz)?| ?y[iu]m| ?bu)?\b"
    r"|\bkiminle (?:konusuyorum|gorusuyorum|yazisiyorum)\b|\bwho (?:are you|is this|am i (?:talking|speaking) to)\b"
    r"|\b(?:are you|is this|am i (?:talking|speaking) to) (?:an? )?(?:real )?"
    r"(?:human|person|bot|chatbot|robot|machine|ai|real)\b"
)
_BESIDE = re.compile(
    r"\b(?:sen|siz|misin|misiniz|musun|musunuz|yoksa|ya|acaba|bir|bi|bu|pardon|merhaba|selam|slm|peki|yani|simdi|bana|cevap"
    r"|veren|yazan|karsimdaki|hello|hi|or|an?|real|human|person|bot|robot|so|insan|ai|sorry)\b|[^\w]"
)


def asks_who_speaks(text: str) -> bool:
    """ "Sen kimsin, robot musun?", "are you a bot?"; with a wish beside it the wish counts."""
    folded = fold(text)
    rest, found = _ASKED.subn(" ", folded)
    return found > 0 and not _BESIDE.sub(" ", rest).strip()
