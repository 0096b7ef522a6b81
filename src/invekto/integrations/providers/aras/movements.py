"""From Aras's list of movements to ours (reference, 2.1 and 2.3, types 9 and 15).

Their texts are no published list: what they seem to say names a step of the past, never the parcel's state, which
its codes alone tell.
"""

from __future__ import annotations

import re
from typing import Any

from invekto.core.folding import fold
from invekto.integrations.carriers.contract import Movement, Tracked
from invekto.integrations.carriers.reading import Unreadable, moment_in, words_in
from invekto.integrations.models import ParcelStep
from invekto.integrations.providers.aras.payloads import as_rows, plain_names

# In folded words; the first that fits.
_SAYS = (
    (re.compile(r"\biade edil"), ParcelStep.RETURNED),
    (re.compile(r"teslim edileme|\bdevir|\bdevredil|ugrama notu|not birak"), ParcelStep.FAILED),
    (re.compile(r"teslim edildi"), ParcelStep.DELIVERED),
    (re.compile(r"\bdagitim|\bkurye|\bzimmet"), ParcelStep.OUT_FOR_DELIVERY),
    (re.compile(r"\b(?:teslimat|varis) sube"), ParcelStep.AT_BRANCH),
    (re.compile(r"\bkabul edil|\bcikis sube"), ParcelStep.CREATED),
)


def read_movements(answer: Any, told: Tracked) -> tuple[Movement, ...]:
    """Oldest first. One that makes no sense is left out: nothing hangs on it. Raises Refused for what is no answer."""
    found = [movement for row in as_rows(answer) if (movement := _movement(plain_names(row))) is not None]
    if told.step is ParcelStep.RETURNED:  # then it was delivered to the sender
        found = [one for one in found if one.step is not ParcelStep.DELIVERED]
    return tuple(sorted(found, key=lambda one: one.at))


def _movement(row: dict[str, Any]) -> Movement | None:
    try:
        at = moment_in(row, "ISLEM_TARIHI")
    except Unreadable:
        return None
    done = words_in(row, "ISLEM")
    if at is None or not done:
        return None
    words = fold(done)
    step = next((step for pattern, step in _SAYS if pattern.search(words)), ParcelStep.IN_TRANSIT)
    told = " – ".join(filter(None, (done, words_in(row, "ACIKLAMA"))))
    return Movement(step, at, words_in(row, "BIRIM"), told)
