"""All finders in the order in which they may claim characters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from invekto.chat_analysis.analysis import Entity
from invekto.chat_analysis.entities import (
    amounts,
    channels,
    colors,
    contact,
    dates,
    goods,
    numbers,
    people,
    places,
    products,
    reasons,
    treatments,
)
from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.kinds import LEGAL, NUMBER, ONE, SIZE, TIME, TITLE, kinds_of
from invekto.chat_analysis.entities.words import Word, words_of
from invekto.chat_analysis.normalise import Folded

_FEWEST_OF_A_CODE, _FEWEST_OF_A_PHONE = 3, 7


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    folded: Folded
    words: list[Word]
    begins: Beginnings
    kinds: int  # of all words together
    digits: int


def find_entities(
    text: str, folded: Folded, *, now: datetime, zone: ZoneInfo, sells_goods: bool = True
) -> dict[str, list[Entity]]:
    """Entities by name, each list in the order of the message. ``now`` is aware.

    Who sells no goods (a clinic) is not asked for a product, a size or a colour, and gets nothing sent back.
    """
    words = words_of(folded.text)
    digits = sum(len(word.text) for word in words if word.text[0].isdigit())
    message = _Message(text, folded, words, Beginnings(folded.text, words), kinds_of(words), digits)
    return _find(message, now, zone, sells_goods)


def find_without_looking_first(
    text: str, folded: Folded, *, now: datetime, zone: ZoneInfo
) -> dict[str, list[Entity]]:
    """The same with every rule asked at every letter: what the first look spares must change no result."""
    words = words_of(folded.text)
    begins = Beginnings(folded.text, words, everywhere=True)
    return _find(_Message(text, folded, words, begins, ~0, _FEWEST_OF_A_PHONE), now, zone, True)


def _find(message: _Message, now: datetime, zone: ZoneInfo, sells_goods: bool) -> dict[str, list[Entity]]:
    text, folded, words, begins = message.text, message.folded, message.words, message.begins
    kinds, claims = message.kinds, Claims(text)
    if "@" in text:
        contact.find_email(text, claims)
    if message.digits >= _FEWEST_OF_A_PHONE:
        contact.find_iban(text, claims)
        contact.find_card(text, folded, claims)
        contact.find_tax_number(text, folded, claims)
        contact.find_identity_number(text, folded, claims)
        contact.find_phone(text, folded, claims)
    people.find_company(text, folded, begins, claims, may_be_lower=bool(kinds & LEGAL))
    if kinds & NUMBER:
        amounts.find_money(folded, claims)
    if kinds & (NUMBER | ONE):
        amounts.find_quantity(folded, begins, claims)
    if message.digits >= _FEWEST_OF_A_CODE:
        numbers.find_numbers(folded, begins, claims)
    treatments.find_treatment(folded, words, claims)
    if kinds & TIME or (kinds & NUMBER and " var" in folded.text):
        dates.find_datetime(folded, begins, claims, now=now, zone=zone, kinds=kinds)
    if kinds & NUMBER:
        amounts.find_plain_money(folded, begins, claims)
    if sells_goods and kinds & SIZE:
        goods.find_size(text, folded, begins, claims)
    if sells_goods:
        colors.find_color(folded, begins, claims)
    places.find_city(text, folded, words, claims)
    if kinds & TITLE:
        people.find_doctor(text, claims)
    if sells_goods:
        products.find_product(folded, begins, claims)
        reasons.find_return_reason(folded, begins, claims)
    channels.find_channel(folded, begins, claims)
    return claims.in_order()
