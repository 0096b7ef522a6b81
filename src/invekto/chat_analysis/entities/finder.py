"""All finders in the order in which they may claim characters."""

from __future__ import annotations

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
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.kinds import LEGAL, NUMBER, ONE, SIZE, TIME, TITLE, kinds_of
from invekto.chat_analysis.entities.words import Word, words_of
from invekto.chat_analysis.normalise import Folded

_FEWEST_OF_A_CODE, _FEWEST_OF_A_PHONE = 3, 7


def find_entities(text: str, folded: Folded, *, now: datetime, zone: ZoneInfo) -> dict[str, list[Entity]]:
    """Entities by name, each list in the order of the message. ``now`` is aware."""
    words = words_of(folded.text)
    digits = sum(len(word.text) for word in words if word.text[0].isdigit())
    return _find(text, folded, words, kinds_of(words), digits, now, zone)


def find_without_looking_first(
    text: str, folded: Folded, *, now: datetime, zone: ZoneInfo
) -> dict[str, list[Entity]]:
    """The same with every rule asked: what the first look spares must change no result."""
    return _find(text, folded, words_of(folded.text), ~0, _FEWEST_OF_A_PHONE, now, zone)


def _find(
    text: str, folded: Folded, words: list[Word], kinds: int, digits: int, now: datetime, zone: ZoneInfo
) -> dict[str, list[Entity]]:
    claims = Claims(text)
    if "@" in text:
        contact.find_email(text, claims)
    if digits >= _FEWEST_OF_A_PHONE:
        contact.find_iban(text, claims)
        contact.find_card(text, folded, claims)
        contact.find_tax_number(text, folded, claims)
        contact.find_identity_number(text, folded, claims)
        contact.find_phone(text, folded, claims)
    people.find_company(text, folded, claims, may_be_lower=bool(kinds & LEGAL))
    if kinds & NUMBER:
        amounts.find_money(folded, claims)
    if kinds & (NUMBER | ONE):
        amounts.find_quantity(folded, words, claims)
    if digits >= _FEWEST_OF_A_CODE:
        numbers.find_numbers(folded, claims)
    treatments.find_treatment(folded, words, claims)
    if kinds & TIME or (kinds & NUMBER and " var" in folded.text):
        dates.find_datetime(folded, claims, now=now, zone=zone, kinds=kinds)
    if kinds & NUMBER:
        amounts.find_plain_money(folded, claims)
    if kinds & SIZE:
        goods.find_size(text, folded, claims)
    colors.find_color(folded, words, claims)
    places.find_city(text, folded, words, claims)
    if kinds & TITLE:
        people.find_doctor(text, claims)
    products.find_product(folded, words, claims)
    reasons.find_return_reason(folded, claims)
    channels.find_channel(folded, claims)
    return claims.in_order()
