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
from invekto.chat_analysis.entities.words import words_of
from invekto.chat_analysis.normalise import Folded


def find_entities(text: str, folded: Folded, *, now: datetime, zone: ZoneInfo) -> dict[str, list[Entity]]:
    """Entities by name, each list in the order of the message. ``now`` is aware."""
    claims = Claims(text)
    words = words_of(folded.text)
    contact.find_email(text, claims)
    contact.find_iban(text, claims)
    contact.find_card(text, folded, claims)
    contact.find_tax_number(text, folded, claims)
    contact.find_identity_number(text, folded, claims)
    contact.find_phone(text, folded, claims)
    people.find_company(text, folded, claims)
    amounts.find_money(folded, claims)
    amounts.find_quantity(folded, words, claims)
    numbers.find_numbers(folded, claims)
    treatments.find_treatment(folded, words, claims)
    dates.find_datetime(folded, claims, now=now, zone=zone)
    amounts.find_plain_money(folded, claims)
    goods.find_size(text, folded, claims)
    colors.find_color(folded, words, claims)
    places.find_city(text, folded, words, claims)
    people.find_doctor(text, claims)
    products.find_product(folded, words, claims)
    reasons.find_return_reason(folded, claims)
    channels.find_channel(folded, claims)
    return claims.in_order()
