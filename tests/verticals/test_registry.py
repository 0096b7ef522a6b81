"""Every intent a vertical understands has somebody who serves it, and words for it in both languages."""

from __future__ import annotations

import pytest
from django.conf import settings

from invekto.core import texts

VERTICALS = ("ecommerce", "dental", "aesthetic")
_NO_BUTTON = {"greeting", "thanks", "affirm", "deny", "opt_out", "out_of_scope", "emergency"}
_BUTTON_TITLE = 20  # characters WhatsApp shows


@pytest.mark.parametrize("vertical", VERTICALS)
def test_every_intent_is_served(vertical: str) -> None:
    from invekto.agent_ai.handlers import COMMON
    from invekto.chat_analysis.services import load_analyser
    from invekto.verticals.registry import VERTICALS as REGISTERED

    known = set(load_analyser(vertical, cache_dir=settings.CACHE_DIR).intents)
    assert known == {*COMMON, *REGISTERED[vertical].handlers}


@pytest.mark.parametrize("vertical", VERTICALS)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_intent_has_a_button_that_fits_and_words_for_the_note(vertical: str, language: str) -> None:
    from invekto.agent_ai.handlers import COMMON
    from invekto.agent_ai.wording import staff_wish, vertical_text
    from invekto.verticals.registry import VERTICALS as REGISTERED

    for intent in {*COMMON, *REGISTERED[vertical].handlers}:
        if intent not in _NO_BUTTON:
            title = texts.text(vertical_text(vertical, "button", intent), language)
            assert 0 < len(title) <= _BUTTON_TITLE, title
        if intent not in {"affirm", "deny", "out_of_scope"}:
            assert staff_wish(vertical, intent, language)


def test_the_way_to_a_return_is_called_so() -> None:
    assert "İade" in texts.text("ecommerce-button-return-request", "tr")
