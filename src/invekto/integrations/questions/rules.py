"""May this be said under a product? What platforms refuse is found before it is sent.

Both take answers back that hold ways to reach the shop outside the platform, or swear words; a refused answer costs
hours of the little time there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from invekto.core.folding import fold
from invekto.core.masking import emails, ibans, is_phone, plain
from invekto.core.phones import to_e164
from invekto.integrations.questions.contract import AnswerRules

_LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w@.-])(?:[\w-]+\.)+(?:com|net|org|info|biz|shop|store|online|site|link|app|io|co|me|ly|tr|de|eu)(?:/\S*)?(?![\w.])",
    re.IGNORECASE,
)
# Long rows of digits however grouped, or a service number; ``_is_phone`` tells a barcode from a telephone.
_NUMBER = re.compile(r"(?<![\w.,])(?:\+|00)?(?:\(?\d\)?[ .\-/()]{0,2}){9,13}\d(?![\w,])")
_SERVICE = re.compile(r"(?<!\d)(?:444|0?850)[ .-]?\d[\d .-]{2,8}\d(?!\d)")
_ELSEWHERE = re.compile(
    r"\b(?:whats ?app|wp(?:den|dan| hatt\w*)|instagram|insta|telegram|facebook|dm(?:den|dan)?|tiktok)\w*"
    r"|(?<![\w.])@[a-z]\w{2,}"
)
# Beginnings of words that both platforms' moderators know; each is a whole word's beginning in folded letters.
_SWEARS = re.compile(
    r"\b(?:salak\w*|aptal\w*|gerizekal\w*|geri zekal\w*|ahmak\w*|serefsiz\w*|pezevenk\w*|orospu\w*|pic(?:ler\w*)?"
    r"|siktir\w*|sikeyim|sikerim|amk|aq|amina\w*|yarrak\w*|gavat\w*|kahpe\w*|it oglu\w*|lanet olsun"
    r"|idiot\w*|stupid\w*|moron\w*|fuck\w*|shit\w*|bastard\w*|asshole\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Breach:
    """``kind``: the end of a text id. ``found``: the words that are in the way; ``limit``: of characters."""

    kind: str
    found: str = ""
    limit: int = 0

    @property
    def text_id(self) -> str:
        return f"integration-answer-{self.kind}"


def counted(text: str) -> int:
    """Characters as the platforms count them: what is around the words does not count."""
    return len(text.strip())


_BEYOND = (
    200  # characters of a text that is too long anyway; the rest need not be looked through at every key
)


def breaches(text: str, rules: AnswerRules) -> list[Breach]:
    """Everything that is in the way of an answer; empty: it may be sent."""
    return list(_breaches(text, rules))


def _breaches(text: str, rules: AnswerRules) -> Iterator[Breach]:
    length = counted(text)
    if length < rules.shortest:
        yield Breach("short", limit=rules.shortest)
    if length > rules.longest:
        yield Breach("long", limit=rules.longest)
    view = plain(text[: rules.longest + _BEYOND]).text
    mails = list(emails(view))
    for start, end, _ in mails[:1]:
        yield Breach("email", view[start:end])
    bare = view
    for start, end, _ in mails:
        bare = bare[:start] + " " * (end - start) + bare[end:]
    if link := _LINK.search(bare):
        yield Breach("link", link.group())
    for start, end, _ in list(ibans(bare))[:1]:
        yield Breach("bank", bare[start:end])
        bare = bare[:start] + " " * (end - start) + bare[end:]
    if phone := _phone(bare):
        yield Breach("phone", phone)
    folded = fold(bare)
    if elsewhere := _ELSEWHERE.search(folded):
        yield Breach("elsewhere", elsewhere.group())
    if swear := _SWEARS.search(folded):
        yield Breach("swear", swear.group())


def _phone(text: str) -> str:
    """The first telephone number in it, as written."""
    for match in _NUMBER.finditer(text):
        written = match.group().strip()
        digits = "".join(filter(str.isdigit, written))
        if is_phone(written, digits) or (digits.startswith(("0", "90", "5")) and to_e164(digits)):
            return written
    service = _SERVICE.search(text)
    return service.group().strip() if service else ""
