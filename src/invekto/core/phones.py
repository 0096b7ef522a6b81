"""Telephone numbers: E.164 inside, digits only on WhatsApp's wire, spaced for people."""

from __future__ import annotations

import phonenumbers


def to_e164(text: str, *, region: str = "TR") -> str | None:
    """ "0532 111 22 33", "905321112233" or "+90…" → "+905321112233"; None when it is no valid number."""
    cleaned = text.strip()
    if not cleaned or len(cleaned) > 40:
        return None
    # A number of this country as people write it wins; digits that only make sense with a "+" come second.
    candidates = [cleaned] if cleaned.startswith("+") else [cleaned, f"+{cleaned}"]
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def from_wa_id(wa_id: str | None) -> str | None:
    """WhatsApp's digits → E.164. They are always international, so a "+" is all that is missing."""
    return f"+{wa_id}" if wa_id and wa_id.isascii() and wa_id.isdigit() and 6 <= len(wa_id) <= 15 else None


def to_wa_id(phone: str) -> str:
    return phone.lstrip("+")


def for_people(phone: str) -> str:
    """ "+905321112233" → "+90 532 111 22 33"."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
