"""How many of the pieces are to be cancelled: "1 tanesini" of two is not both."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Reply, Turn
from invekto.agent_ai.machine import ALL, WHOLE, Scene, Slot, Slots, handed_over
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.verticals.ecommerce.collecting import ITEM

EVERY = 0
_WORDS = ("bi", "tek", "bir", "iki", "uc", "dort", "bes", "alti", "yedi", "sekiz", "dokuz", "on")
_ENGLISH = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_WORDS)}|{'|'.join(_ENGLISH[1:])})"
# In folded words: the ending says that there are more than those.
_OF_SEVERAL = re.compile(
    rf"\b{_NUMBER} ?(?:tanesi|adedi)(?:ni)?\b|\b(?:sadece|yalniz|yalnizca|only|just) {_NUMBER}\b"
    rf"|\b{_NUMBER} of (?:them|the)\b|\b(bir|tek)ini\b|\b(\d{{1,3}}) ?['’]?s?[iu]n[iu]\b"
    # "havludan 1 tane", "1 tane iptal olsun": of as many as were bought.
    rf"|\b\w{{3,}}[dt][ae]n {_NUMBER} (?:tane|adet)\b|\b{_NUMBER} (?:tane|adet) (?:iptal|istemi)\w*"
)
_ALONE = re.compile(
    rf"^\W*(?:(?:hayir|evet|yok|pardon|aslinda|yes|no|sorry)\W+)*{_NUMBER}(?: ?(?:tane|adet)\w*)?"
    r"(?:\W+(?:olsun|iptal|yeter|lutfen|please|digeri|kalani|gelsin|kalsin|et|edin))*\W*$"
)
# Said with the product, where it was asked which: "1 tane vazo" of three.
_WITH_PRODUCT = re.compile(rf"^\W*{_NUMBER} (?:tane|adet|x) \w+(?:\W+\w+)?\W*$")
_EVERY = re.compile(r"\b(?:hepsini|tamamini|ikisini de|ucunu de|hepsi iptal|all of (?:them|it)|both)\b")
_ONLY_EVERY = re.compile(
    r"^\W*(?:evet\W+|yes\W+)?(?:hepsi(?:ni)?|tamami(?:ni)?|ikisini de|ucunu de|all(?: of (?:them|it))?|both)\W*$"
)


def says_every(turn: Turn) -> bool:
    """All of them, and nothing else."""
    return _ONLY_EVERY.search(fold(turn.text)) is not None


def _said_count(turn: Turn, _: Slots) -> int | None:
    words = fold(turn.text)
    if _EVERY.search(words):
        return EVERY
    step = turn.flow.step if turn.flow is not None and turn.flow.name == "order_cancel" else ""
    asked = {"confirm": _ALONE, "item": _WITH_PRODUCT}.get(step)
    found = _OF_SEVERAL.search(words) or (asked.search(words) if asked else None)
    told = next(filter(None, found.groups()), None) if found else None
    if told is None:
        return None
    if told.isdigit():
        return int(told) or None
    return _ENGLISH.index(told) if told in _ENGLISH else max(1, _WORDS.index(told) - 1)


def _note(turn: Turn, count: int) -> str:
    return turn.staff(
        "note-fact-cancel-every" if count == EVERY else "note-fact-cancel-count", count=str(count)
    )


COUNT = Slot("cancel_count", WHOLE, hear=_said_count, note=_note)


def wanted(scene: Scene[Freshness], order: OrderView, line: str | None) -> int | None:
    """None: all of what was chosen. Raises NotByPieces where the platform, or we, cannot tell which."""
    count = scene.get(COUNT) or EVERY
    told = list(scene.slots.told)
    chose_all_since = (
        scene.get(ITEM) == ALL
        and ITEM.name in told
        and COUNT.name in told
        and told.index(ITEM.name) > told.index(COUNT.name)
    )
    if count == EVERY or chose_all_since:
        return None
    whole = orders.offer(order, line)
    if whole is None or count >= sum(piece["quantity"] for piece in whole.pieces):
        return None
    if not orders.cancelling.by_pieces(order, line):
        raise NotByPieces
    return count


class NotByPieces(Exception):
    """Only the whole of it could be cancelled from here."""


def not_by_pieces(scene: Scene[Freshness]) -> Reply:
    platform = scene.t(orders.platform_text_id(scene.here["order"].provider))
    return handed_over(
        scene,
        "ecommerce-cancel-not-by-pieces",
        next_step="ecommerce-next-cancel-pieces",
        platform=platform,
        count=str(scene.need(COUNT)),
    )
