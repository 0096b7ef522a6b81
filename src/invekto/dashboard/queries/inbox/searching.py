"""What was typed into the search → conversations, and of their messages the words that were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from invekto.core.folding import fold, words
from invekto.dashboard.queries.inbox.look import of_contacts
from invekto.integrations.models import CachedOrder
from invekto.messaging.contacts import known_tags
from invekto.messaging.models import Conversation, Message
from invekto.messaging.search import newest_by_conversation, searchable

MOST_NAMED = 1000  # contacts
_SHORTEST_NUMBER = 4  # digits; fewer are too common to search phones and orders by
_WORD = re.compile(r"\w+")
_BEFORE, _AFTER = 14, 60  # letters around the first word that was found


@dataclass(frozen=True, slots=True)
class Piece:
    words: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``message_id``: where opening the conversation leads."""

    message_id: UUID
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """``restriction``: who was found by name, phone, order, tag or words; ``hits``: conversation → message."""

    restriction: Q
    beginnings: tuple[str, ...]
    hits: Mapping[UUID, UUID]


NOTHING_TYPED = Found(Q(), (), {})


def find(typed: str, among: QuerySet[Conversation]) -> Found:
    """By message texts and names with or without diacritics, part of a phone, an order's or parcel's number, tags.

    Every word must be there, in any order. ``among``: what somebody may see and asked for, whose messages count.
    Three queries.
    """
    if not typed.strip():
        return NOTHING_TYPED
    beginnings = tuple(searchable(typed))
    hits = newest_by_conversation(beginnings, among)
    contacts = of_contacts(_named(typed) | _numbered(typed) | _tagged(typed))
    few = list(contacts.values_list("id", flat=True)[: MOST_NAMED + 1])
    # Few are looked up by their ids; of many, the first page is soon full.
    found = Q(contact_id__in=few if len(few) <= MOST_NAMED else contacts)
    if hits:
        found |= Q(id__in=list(hits))
    return Found(found, beginnings, hits)


def _named(typed: str) -> Q:
    found = Q()
    for word in words(typed) or [fold(typed)]:
        found &= Q(search_key__contains=word)
    return found


def _numbered(typed: str) -> Q:
    digits = "".join(char for char in typed if char.isdigit())
    if len(digits) < _SHORTEST_NUMBER:
        return Q()
    number = typed.strip()
    owners = CachedOrder.objects.filter(
        Q(external_order_id__in=[digits, number]) | Q(tracking_code__in=[digits, number]),
        customer_phone__isnull=False,
    )
    found = Q(phone__in=owners.values("customer_phone"))
    significant = digits.lstrip("0")  # 0532… is how people write +90532…; zeros alone are in nobody's number
    return found | Q(phone__contains=significant) if significant else found


def _tagged(typed: str) -> Q:
    wanted = fold(typed).lstrip("#")
    meant = [tag for tag, _ in known_tags() if wanted and wanted in fold(tag)]
    return Q(tags__overlap=meant) if meant else Q()


def excerpts(found: Found, conversations: Iterable[UUID]) -> dict[UUID, Excerpt]:
    """Of the conversations that were found by a message, its words around the first hit. One query at most."""
    wanted = {found.hits[one]: one for one in conversations if one in found.hits}
    if not wanted:
        return {}
    texts = Message.objects.filter(id__in=list(wanted)).values_list("id", "text")
    return {wanted[id]: Excerpt(id, tuple(pieces(text, found.beginnings))) for id, text in texts}


def pieces(text: str, beginnings: Sequence[str]) -> list[Piece]:
    """The text around its first word that begins as one of ``beginnings`` (folded), every such word marked."""
    text = " ".join(text.split())
    hits = [word.span() for word in _WORD.finditer(text) if fold(word.group()).startswith(tuple(beginnings))]
    start, end = _cut(text, hits[0] if hits else (0, 0))
    shown = []
    at = start
    for begins, ends in hits:
        if begins < start or ends > end:
            continue
        shown += [Piece(text[at:begins], False), Piece(text[begins:ends], True)]
        at = ends
    shown.append(Piece(text[at:end], False))
    if start:
        shown.insert(0, Piece("…", False))
    if end < len(text):
        shown.append(Piece("…", False))
    return [piece for piece in shown if piece.words]


def _cut(text: str, first: tuple[int, int]) -> tuple[int, int]:
    """Between words."""
    start, end = max(0, first[0] - _BEFORE), min(len(text), first[1] + _AFTER)
    if start:
        start = text.find(" ", start, first[0]) + 1 or first[0]
    if end < len(text):
        end = max(text.rfind(" ", first[1], end), first[1])
    return start, end
