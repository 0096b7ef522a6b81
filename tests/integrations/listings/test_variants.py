"""Size and colour out of a product's name."""

from __future__ import annotations

import pytest

from invekto.integrations.listings.variants import parted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Keten Elbise, 38, Siyah", ("Keten Elbise", "38", "Siyah")),
        ("Keten Elbise Siyah 38", ("Keten Elbise", "38", "Siyah")),
        ("Saten Gömlek - M", ("Saten Gömlek", "M", "")),
        ("Triko Kazak, Açık Mavi, XL Beden", ("Triko Kazak", "XL", "Açık Mavi")),
        ("Kot Pantolon Koyu Mavi", ("Kot Pantolon", "", "Koyu Mavi")),
        ("Mavi Seramik Kupa", ("Mavi Seramik Kupa", "", "")),
        ("Kırmızı", ("Kırmızı", "", "")),
        ("", ("", "", "")),
    ],
)
def test_what_stands_at_the_end_of_a_name(written: str, read: tuple[str, str, str]) -> None:
    assert parted(written) == read


def test_what_lends_its_colour_is_one_at_the_end_of_a_name() -> None:
    assert parted("Keten Elbise, 38, Somon") == ("Keten Elbise", "38", "Somon")
    assert parted("Somon Fileto") == ("Somon Fileto", "", "")
