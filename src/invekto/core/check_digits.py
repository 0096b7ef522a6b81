"""Numbers that prove themselves: payment cards, Turkish identity and tax numbers, bank accounts."""

from __future__ import annotations


def is_card(digits: str) -> bool:
    """A payment card's first digit, length and check digit (Luhn)."""
    return len(digits) in (15, 16, 19) and int(digits[0]) in (2, 3, 4, 5, 6, 9) and _luhn(digits)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_identity_number(digits: str) -> bool:
    """Eleven digits that pass the checks of a Turkish identity number."""
    if len(digits) != 11 or digits[0] == "0":
        return False
    row = [int(digit) for digit in digits]
    tenth = (7 * sum(row[0:9:2]) - sum(row[1:8:2])) % 10
    return tenth == row[9] and sum(row[:10]) % 10 == row[10]


def is_iban(signs: str) -> bool:
    """Letters count from A = 10; the number with its first four signs put last leaves 1 divided by 97."""
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def is_tax_number(digits: str) -> bool:
    """Ten digits that pass the check of a Turkish tax number."""
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        return False
    total = 0
    for place, digit in enumerate(map(int, digits[:9])):
        shifted = (digit + 9 - place) % 10
        if shifted:
            total += shifted * 2 ** (9 - place) % 9 or 9
    return -total % 10 == int(digits[9])
