"""Who is speaking, and in which language: asked of every business, named by no intent, answered at once."""

from __future__ import annotations

import re

from invekto.core.folding import fold

WHO = "who"  # no intents of the analysis; named so in notes and texts
LANGUAGE = "language"

# In folded words, of the whole message.
_CALLS = (
    r"(?:(?:merhaba|selam|slm|mrb|iyi gunler|pardon|bi|bir|sey|ya|abi|acaba|peki|ama|hi|hello|sorry|so|and|please"
    r"|lutfen)"
    r"\W+)*"
)
_ENDS = (
    r"(?:\W+(?:acaba|ya|yoksa|mi|mu|musun\w*|misin\w*|insan|gercek|kisi|biri|yapay zeka|robot|bot|or|human|a|an|please"
    r"|lutfen))*\W*"
)
_WHO = re.compile(
    rf"{_CALLS}(?:"
    r"(?:sen|siz)?\W*kims(?:in|iniz)(?:iz)?|(?:ben )?kim(?:in)?le (?:gorusuyorum|konusuyorum|yazisiyorum)"
    r"|(?:sen|siz)?\W*(?:bir )?(?:ro)?bot ?mu(?:s[iu]n(?:uz)?|yum|dur)?"
    r"|(?:sen|siz)?\W*(?:gercek )?(?:bir )?insan m[iu]s[iu]n\w*"
    r"|(?:sen|siz)?\W*(?:gercek misin\w*|yapay zeka m[iu]s[iu]n\w*)|(?:bu )?(?:ro)?bot mu(?: bu)?"
    r"|who are you|who am i (?:talking|speaking|writing|chatting) (?:to|with)"
    r"|are you (?:a )?(?:real )?(?:ro)?(?:bot|human|person|ai)"
    rf"){_ENDS}"
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


def asks_who(text: str) -> bool:
    return _WHO.fullmatch(fold(text)) is not None


def language_asked(text: str) -> str | None:
    """The language in which they ask to be answered, when they ask for nothing else: "türkçe yazsana"."""
    folded = fold(text)
    if _TURKISH.fullmatch(folded):
        return "tr"
    return "en" if _ENGLISH.fullmatch(folded) else None
