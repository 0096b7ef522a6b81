from __future__ import annotations

import pytest

from invekto.chat_analysis.services import mask_personal


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("numaram 0532 111 22 33 arayın", "numaram [phone] arayın"),
        ("+905321112233", "[phone]"),
        ("ali.veli@example.com yazın", "[email] yazın"),
        ("tc 10000000146", "tc [identity]"),
        ("kartım 4111 1111 1111 1111 son", "kartım [card] son"),
        ("IBAN: DE89 3704 0044 0532 0130 00", "IBAN: [iban]"),
        ("TR33 0006 1005 1978 6457 8413 26", "[iban]"),
        ("0532 111 22 33 veya 0533 111 22 33", "[phone] veya [phone]"),
        ("siparişim 1020304050 nerede", "siparişim 1020304050 nerede"),
        ("", ""),
    ],
)
def test_personal_numbers_do_not_reach_a_log(text: str, masked: str) -> None:
    assert mask_personal(text) == masked
