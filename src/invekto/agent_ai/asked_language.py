"""In which language a customer asks to be answered: named by no intent, done at once."""

from __future__ import annotations

import re

from invekto.core.folding import fold

LANGUAGE = "language"  # no intent of the analysis; named so in notes and texts

# In folded words, of the whole message.
_CALLS = (
    r"(?:(?:merhaba|selam|slm|mrb|iyi gunler|pardon|bi|bir|sey|ya|abi|acaba|peki|ama|hi|hello|sorry|so|and|please"
    r"|lutfen)"
    r"\W+)*"
)
_TURKISH = re.compile(
    rf"{_CALLS}(?:bana\W+|benimle\W+)?(?:turkce\w*|turkish)(?:\W+(?:yaz\w*|konus\w*|cevap\w*|yanit\w*|anlat\w*|soyle\w*|devam"
    r"|olarak|ver\w*|lutfen|misin\w*|olsun|edelim|edin|mi|olur|var|biliyor\w*|please|ya))*\W*"
    rf"|{_CALLS}(?:ben\W+)?ingilizce\w*\W+(?:bilm\w+|anlam\w+|yazma\w*|konusma\w*)(?:\W+(?:ya|ki|turkce|yaz\w*|lutfen))*\W*"
    r"|(?:can|could) (?:you|we) (?:write|speak|talk|answer) (?:in )?turkish\W*"
)
_ENGLISH = re.compile(
    rf"{_CALLS}(?:in\W+)?(?:english|ingilizce)(?:\W+(?:please|only|yaz\w*|konus\w*|cevap\w*|yanit\w*|lutfen|olarak|ver\w*|olsun"
    r"|misin\w*|devam|edin))*\W*"
    r"|(?:can|could|do) (?:you|we) (?:please )?(?:write|speak|talk|answer|reply) (?:in )?english(?: please)?\W*"
    r"|(?:please )?(?:write|speak|answer|reply) (?:in )?english(?: please)?\W*"
    r"|i (?:don'?t|do not|can'?t) (?:speak|know|understand) turkish\W*"
)


def language_asked(text: str) -> str | None:
    """The language in which they ask to be answered, when they ask for nothing else: "türkçe yazsana"."""
    folded = fold(text)
    if _TURKISH.fullmatch(folded):
        return "tr"
    return "en" if _ENGLISH.fullmatch(folded) else None
