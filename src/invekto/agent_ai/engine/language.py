"""Which language the customer is answered in."""

from __future__ import annotations

import re

from invekto.agent_ai.asked_language import language_asked
from invekto.core.texts import LANGUAGES

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENOUGH_WORDS = 3  # a shorter message ("ok", "hello") changes a talk's language only together with another


def conversation_language(
    *, spoken: str | None, detected: str, text: str, before: str | None, default: str
) -> str:
    """ISO code of the language the customer speaks now.

    ``spoken`` is what was settled so far (null at first), ``before`` the language of the customer's message
    before this one. One short foreign word in a Turkish talk does not turn it around.
    """
    if asked := language_asked(text):
        return asked
    words = len(_WORD.findall(text))
    if not words:
        return spoken or default
    if spoken is None or detected == spoken:
        return detected
    return detected if words >= _ENOUGH_WORDS or before == detected else spoken


def reply_language(spoken: str) -> str:
    """Who speaks neither Turkish nor English is answered in English."""
    return spoken if spoken in LANGUAGES else "en"
