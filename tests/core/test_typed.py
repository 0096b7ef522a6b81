from __future__ import annotations

import pytest

from invekto.core.typed import typed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  merhaba\r\nnasılsınız \x00", "merhaba\nnasılsınız"),
        ("\u200b", ""),
        ("\u200b \u2060\ufeff", ""),
        ("\u202egizli", "gizli"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("مرحبا\u200f!", "مرحبا\u200f!"),
    ],
)
def test_only_what_can_be_seen_and_turns_nothing_round_is_kept(text: str, kept: str) -> None:
    assert typed(text) == kept
