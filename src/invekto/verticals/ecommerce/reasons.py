"""Why something comes back, and what is wanted in its place: read from words, told in words."""

from __future__ import annotations

import re
from collections.abc import Collection

from invekto.agent_ai.contract import Content, ListMenu, Text, Turn
from invekto.agent_ai.machine import FLAG, TEXT, Scene, Slot, Slots, denied, heard, says_thanks
from invekto.core import texts
from invekto.core.folding import fold
from invekto.outbound.content import BUTTON_TITLE
from invekto.verticals.ecommerce.exchanged import Named, contrast

_OTHER = "other"
_LONGEST_WORDS = 200  # characters of a reason in the customer's own words
_OFFERED = ("size-small", "size-large", "changed_mind", "quality", "damaged", "wrong_item", _OTHER)
SHOWN_IN_PICTURES = frozenset({"damaged", "quality", "wrong_item", "color"})


# Size words in lines of their own run together with what stands before them ("aldım / bol geldi").
_TOO_LARGE = re.compile(r"\b(?:bol|buyuk|genis|uzun)\s+(?:geldi|oldu|kaldi|geliyor)\b")
_TOO_SMALL = re.compile(r"\b(?:dar|kucuk|kisa|ufak)\s+(?:geldi|oldu|kaldi|geliyor)\b")
_OTHER_ITEM = re.compile(r"\b(?:yanlis|baska|farkli|yerine|siparis et|wrong|different|instead)")


def said_reason(turn: Turn, _: Slots) -> str | None:
    """The last one the analysis found: "size-small", "damaged" …"""
    found = _found_reason(turn)
    folded = " ".join(fold(turn.text).split())
    if found == "wrong_item" and not _OTHER_ITEM.search(folded):
        for kind, words in (("size-large", _TOO_LARGE), ("size-small", _TOO_SMALL)):
            if words.search(folded):
                return kind
    return found


def _found_reason(turn: Turn) -> str | None:
    for entity in reversed(turn.analysis.entities.get("return_reason", [])):
        value = entity.value
        if isinstance(value, dict) and "reason" in value:
            return "-".join(str(value[part]) for part in ("reason", "direction") if part in value)
    return None


# What asks something back, in folded words. "Neden" and a bare "ne" belong to complaints as well.
_ASKS = re.compile(
    r"\b(?:ne zaman|ne kadar|nasil|nasi|napi\w+|ne yap\w+|kac\w*|nere\w+|hangi\w*|kim\w{0,3}|nedir)\b"
    r"|\bm[iu](?:s[iu]n(?:iz|uz)?|y[iu]m|y[iu]z|yd[iu]|d[iu]r)?\b"
    # "ödicekmiyim", "olurmu": the particle written together with its word
    r"|\w{2}(?:r|k|yor|d[iu]|mis|mus|var|yok|z[iu]m|gerek)m[iu](?:y[iu]m|y[iu]z|s[iu]n\w*|d[iu]r)?\b"
    r"|\bvarm[iu]\b|\byokm[iu]\b"
    r"|\b(?:how|when|where|who|which)\b"
    r"|\b(?:do|does|can|could|will|would|should|is|are|may|must) (?:i|you|we|it|the|there)\b"
)


def asks_back(turn: Turn) -> bool:
    """It is a question of theirs, and no answer to ours."""
    if _ASKS.search(fold(turn.text)):
        return True
    return turn.text.rstrip().endswith("?") and _found_reason(turn) is None


def _own_words(turn: Turn, slots: Slots) -> str | None:
    if said := said_reason(turn, slots):
        return said
    if _tells_nothing(turn) or asks_back(turn) or _tells_when(turn, slots):
        return None
    words = " ".join(turn.text.split())
    return f"{_OTHER}:{words[:_LONGEST_WORDS]}" if len(words) > 1 else None


# "Elime gelince geri gönderirim": when, and not why.
_WHEN = re.compile(
    r"\b(?:elime|bana)?\s*(?:gel|ulas)(?:ince|inca|diginde|diginda|dikten sonra|ir gelmez)\b"
    r"|\bteslim (?:alinca|edilince|aldigimda)\b"
    r"|\b(?:when|once|as soon as) (?:it|the parcel|the package) (?:comes|arrives|gets here)\b"
)
_WHY = re.compile(r"\b(?:cunku|icin|diye|yuzunden|because|since|as it)\b")


def _tells_when(turn: Turn, _: Slots) -> bool | None:
    words = fold(turn.text)
    return True if _WHEN.search(words) and not _WHY.search(words) and not _found_reason(turn) else None


WHEN_IT_COMES = Slot(
    "when_it_comes",
    FLAG,
    hear=_tells_when,
    note=lambda turn, _: turn.staff("note-fact-when-it-comes"),
    answered=lambda turn, _: turn.t("ecommerce-return-when-it-comes"),
)


def _tells_nothing(turn: Turn) -> bool:
    """Yes, no, hello, thanks: never a reason nor another item."""
    empty = ("thanks", "greeting", "affirm", "deny")
    return says_thanks(turn) or (turn.understood and turn.wish.intent in empty)


def in_words(reason: str, language: str) -> str:
    """ "beden küçük geldi"; the customer's own words where they said it in none of ours."""
    kind, _, words = reason.partition(":")
    text_id = f"ecommerce-reason-{kind.replace('_', '-')}"
    if words:
        return f"“{words}”"
    return texts.text(text_id if texts.has_text(text_id, language) else "ecommerce-reason-other", language)


def _ask(scene: Scene[object]) -> Content:
    rows = [
        scene.row(scene.t(f"ecommerce-reason-row-{reason.replace('_', '-')}"), "", REASON, reason)
        for reason in _OFFERED
    ]
    again = "-again" if scene.attempts else ""
    return ListMenu(
        body=scene.t(f"ecommerce-return-ask-reason{again}"),
        button=scene.t("ecommerce-return-choose-reason")[:BUTTON_TITLE],
        rows=tuple(rows),
    )


def _is_reason(turn: Turn, _: Slots, reason: str) -> str | None:
    kind = reason.partition(":")[0]
    known = {*_OFFERED, "size", "color", "late"}
    return None if kind in known else turn.t("flow-choice-gone")


REASON = Slot(
    "reason",
    TEXT,
    hear=said_reason,
    answer=_own_words,
    check=_is_reason,
    ask=_ask,
    rule="did-asked-reason",
    note=lambda turn, reason: turn.staff("note-fact-reason", value=in_words(reason, turn.tenant.language)),
    brief=0,
    own_words=frozenset({"vazgectim", "istemiyorum"}),
)


# What is wanted instead.

_SIZE = r"(?:\d{2}(?:[.,]5)?|\d?x{0,4}[sl]|m|small|medium|large|x-?large|std)"
_WANTED = re.compile(
    rf"\b(?P<size>{_SIZE})['’]?\w{{0,3}}\s*(?:numara\w*|beden\w*|no)?\s*(?:olan\w*\s*)?(?:ile\s*)?"
    r"(?:olsun|istiyorum|isterim|istedim|alayim|alabilir|alalim|gonder\w*|yolla\w*|lazim|degistir\w*|olacakti|please)"
    rf"|\b(?:want|need|like|get|for|to)\s+(?:it\s+)?(?:an?\s+|the\s+|in\s+|size\s+)*(?P<after>{_SIZE})\b"
)
_RECEIVED = re.compile(
    rf"\b(?P<size>{_SIZE})['’]?\w{{0,3}}\s*(?:numara\w*|beden\w*|no)?\s*(?:cok\s+|biraz\s+)?"
    r"(?:kucuk|buyuk|dar|bol|kisa|uzun|olmadi|almistim|aldim|geldi|was|is|too)"
)
_NEIGHBOUR = re.compile(
    r"\b(?:bir|1|iki|2|one|two)\s+(?:beden|numara|size)s?\s+(?:buyu|kucu|bigger|smaller|larger|up|down)\w*"
    r"|\bbir\s+(?:buyu|kucu)\w*\s+(?:beden|numara)\w*|\b(?:bigger|smaller|larger) (?:size|one)\b"
)
_TOO = re.compile(r"\btoo (?:small|large|big|tight|loose)\b")
_ANY_SIZE = re.compile(rf"\b({_SIZE})\b")
_BARE_SIZE = re.compile(r"(?<![\w.,:/-])[2-6]\d(?![\w:/-]|[.,]\d)")


def said_wanted(turn: Turn, slots: Slots) -> str | None:
    """A size or colour that is wanted; not the one that came ("38 küçük geldi"), not one taken back."""
    folded = fold(turn.text)
    if "size" in turn.wish.slots:
        return turn.wish.slots["size"]
    exchanged = contrast(turn.text, _named(turn))
    if exchanged.wanted:
        return " ".join(exchanged.wanted)
    if found := [match["size"] or match["after"] for match in _WANTED.finditer(folded)]:
        return found[-1].upper()
    if neighbour := _NEIGHBOUR.search(folded):
        return neighbour.group()
    taken_back = denied(turn.text)
    if taken_back and "wanted" in slots.values:
        left = [size for size in _ANY_SIZE.findall(folded) if size not in taken_back]
        return left[-1].upper() if left else None
    received = {match["size"] for match in _RECEIVED.finditer(folded)} | {*map(fold, exchanged.came)}
    sizes = [size for size in heard(turn, "size") if fold(size) not in received]
    if _TOO.search(folded):  # "too small" is no size S
        sizes = [size for size in sizes if size.isdigit()]
    return sizes[-1] if sizes else _said_color(turn, received)


def _said_color(turn: Turn, received: Collection[str]) -> str | None:
    colors = [color for color in heard(turn, "color") if fold(color) not in received]
    return colors[-1] if colors and turn.wish.intent != "order_status" else None


def _named(turn: Turn) -> list[Named]:
    """The sizes and colours of the message that are not taken back; a bare number as well."""
    taken_back, text = denied(turn.text), turn.text
    found = [
        Named(entity.start, entity.end, entity.value.upper() if kind == "size" else entity.value)
        for kind in ("size", "color")
        for entity in turn.analysis.entities.get(kind, ())
        if isinstance(entity.value, str) and not taken_back & {fold(entity.text), fold(entity.value)}
    ]
    bare = [
        Named(match.start(), match.end(), match.group())
        for match in _BARE_SIZE.finditer(text)
        if match.group() not in taken_back
        and not any(one.start < match.end() and match.start() < one.end for one in found)
    ]
    return sorted([*found, *bare], key=lambda one: one.start)


_IS_THERE_ONE = re.compile(
    r"\b(?:var|olur|olabilir|mumkun|alabilir)\s*m[iu]|\b(?:is there|do you have|can i (?:get|have))\b"
)


def asks_for_it(turn: Turn) -> bool:
    """ "Daha büyüğü var mı": asked like a question, and what they want instead."""
    return _IS_THERE_ONE.search(fold(turn.text)) is not None


def _wanted_in_words(turn: Turn, slots: Slots) -> str | None:
    if said := said_wanted(turn, slots):
        return said
    if _tells_nothing(turn) or (asks_back(turn) and not asks_for_it(turn)):
        return None
    taken_back = denied(turn.text)
    left = [size for size in _ANY_SIZE.findall(fold(turn.text)) if size not in taken_back]
    words = " ".join(turn.text.split())
    return left[-1].upper() if left else words[:_LONGEST_WORDS] or None


def _ask_wanted(scene: Scene[object]) -> Content:
    return Text(scene.t(f"ecommerce-exchange-ask-wanted{'-again' if scene.attempts else ''}"))


WANTED = Slot(
    "wanted",
    TEXT,
    hear=said_wanted,
    answer=_wanted_in_words,
    ask=_ask_wanted,
    rule="did-asked-wanted",
    note=lambda turn, wanted: turn.staff("note-fact-wanted", value=wanted),
    brief=0,
    answered=lambda turn, wanted: turn.t(
        "ecommerce-collected", what=turn.t("ecommerce-collected-wanted", wanted=wanted)
    ),
)
