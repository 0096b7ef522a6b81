"""What an invoice for a company needs: each part has its own recogniser, whatever was asked, and can be mended.

A number is known by its check digits, an office and a title by their words, an address by its sign. Bare words are an
answer only to the question at hand, and never where they are plainly another part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, Text, Turn
from invekto.agent_ai.machine import FLAG, TEXT, Scene, Slot, Slots, mends
from invekto.core.check_digits import is_identity_number, is_tax_number
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.outbound.content import BUTTON_TITLE

COMPANY, OWN = "company", "own"
# In folded words.
_FOR_COMPANY = re.compile(
    r"\b(?:sirket\w*|kurumsal\w*|firma\w*|vergi no\w*|vergi numara\w*|vkn|unvan\w*|ltd|a\.?s\.)"
    r"|\b(?:corporate|company|business)\b"
)
_FOR_OWNER = re.compile(
    r"\b(?:sahsi\w*|bireysel\w*|sahis\w*|kendi adim\w*|benim adim\w*|personal|individual)\b"
)
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){8,11}(?!\d)")
_MOBILE = re.compile(r"0?5\d{9}")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_LIKE_MAIL = re.compile(r"\S*@\S*")
_OFFICE = re.compile(
    r"(?:\bvergi dairesi?(?:miz|m)?|\bv\.?\s?d\.?(?=\s*:)"
    r"|\btax office)\s*[:=-]?\s*(?:is\s+)?(?P<after>[^\W\d_][^,;\n\d]{1,60})"
    r"|(?P<before>[^\W\d_]+(?:\s[^\W\d_]+)?)\s+(?:vergi dairesi|v\.?\s?d\.?(?!\w))",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:[uü]nvan[ıi]?m?[ıi]?z?|[sş]irket(?: ad[ıi])?|firma(?: ad[ıi])?|company(?: name)?)\s*[:=-]\s*"
    r"(?P<named>[^,;\n]{2,120})"
    r"|(?P<ends>[^,;:\n\d]{2,100}?\b(?:ltd\.?(?:\s*[sş]ti\.?)?|limited(?: [sş]irketi)?|a\.\s?[sş]\.?"
    r"|anonim [sş]irketi|ticaret|holding))(?!\w)",
    re.IGNORECASE,
)
# Around a part that is mended: "pardon kızılbey olacak", "unvan yanlış, doğrusu …".
_BEFORE = re.compile(
    r"^(?:\W*(?:pardon|yok|hay[ıi]r|asl[ıi]nda|do[gğ]rusu|yanl[ıi][sş]|olmad[ıi]|[uü]nvan\w*"
    r"|vergi dairesi?\w*|[sş]irket ad[ıi]|firma ad[ıi]"
    r"|sorry|actually|no|it'?s|the|is)\b[\s:,=-]*)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\s,]*\b(?:ol(?:acak|cak|sun|acakt[ıi]|mal[ıi])\w*|yazacakt[ıi]m|diye|idi|yani|pardon|demek istedim"
    r"|l[uü]tfen|please|sorry)\W*$",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of an answer
_HERE = frozenset({"tax", "office", "title", "email", "check", "mend"})
_YES = re.compile(r"^\W*(?:evet|dogru|aynen|tamam|olur|onay\w*|yes|correct|right|ok(?:ay)?)\b")
_NO = re.compile(r"\b(?:degil|hayir|yanlis|yok|no|not|wrong)\b")


def is_asked(turn: Turn, *steps: str) -> bool:
    """The open question is one of these of this flow; any of its questions about the company when none is named."""
    state = turn.flow
    return (
        state is not None
        and not state.over
        and state.name == "invoice_request"
        and state.step in (steps or _HERE)
    )


def _said_buyer(turn: Turn, slots: Slots) -> str | None:
    words = fold(turn.text)
    if _FOR_OWNER.search(words):
        return OWN
    if slots.get(BUYER) is not None and is_asked(turn):
        return None  # who it is for was said; these words are of the data
    return COMPANY if _FOR_COMPANY.search(words) or _fitting(turn.text) else None


def _ask_buyer(scene: Scene[Freshness]) -> Content:
    own = scene.button(scene.t("ecommerce-invoice-own")[:BUTTON_TITLE], BUYER, OWN)
    company = scene.button(scene.t("ecommerce-invoice-company")[:BUTTON_TITLE], BUYER, COMPANY)
    return Buttons(scene.t("ecommerce-invoice-ask-buyer"), (own, company))


def _numbers(text: str) -> list[str]:
    """Of nine to twelve digits: one too few or too many is told as well."""
    found = (re.sub(r"\D", "", match.group()) for match in _DIGITS.finditer(text))
    return [digits for digits in found if _fits(digits) or not _MOBILE.fullmatch(digits)]


def _fits(digits: str) -> bool:
    return is_tax_number(digits) or is_identity_number(digits)


def _fitting(text: str) -> list[str]:
    """Those that could be of the tax office, by their check digits."""
    return [digits for digits in _numbers(text) if _fits(digits)]


_CALLED_TAX = re.compile(r"\b(?:vergi|vkn|tckn|tc|kimlik|tax)\b")


def _said_tax(turn: Turn, slots: Slots) -> str | None:
    """By its name, while the data is asked for, or in place of one that was told: ten digits are many things."""
    mended = mends(turn.text) and (slots.has(TAX) or slots.has(DOUBTFUL))
    rights = slots.has(DOUBTFUL) and bool(_fitting(turn.text))  # in place of one that would not do
    is_here = _CALLED_TAX.search(fold(turn.text)) or is_asked(turn) or mended or rights
    found = (_fitting(turn.text) or _numbers(turn.text)) if is_here else []
    return found[-1] if found else None


def _check_tax(turn: Turn, _: Slots, digits: str) -> str | None:
    return None if _fits(digits) else turn.t("ecommerce-invoice-tax-wrong", count=str(len(digits)))


def _doubtful(turn: Turn, slots: Slots) -> str | None:
    digits = _said_tax(turn, slots)
    return digits if digits and not _fits(digits) else None


def _trimmed(words: str) -> str:
    while (bare := _BEHIND.sub("", _BEFORE.sub("", words)).strip(" .:-,")) != words:
        words = bare
    return words


def _said_office(turn: Turn, _: Slots) -> str | None:
    match = _OFFICE.search(turn.text)
    return _trimmed((match["after"] or match["before"]).strip())[:60] or None if match else None


def _said_title(turn: Turn, _: Slots) -> str | None:
    match = _TITLE.search(turn.text)
    if match is None:
        return None
    found = _BEFORE.sub("", (match["named"] or match["ends"]).strip(" :-"))
    return _BEHIND.sub("", found).strip(" :-,") or None


def _said_mail(turn: Turn, _: Slots) -> str | None:
    """What has an @ in it, also where it is no address: that is told."""
    found = _MAIL.findall(turn.text) or _LIKE_MAIL.findall(turn.text)
    return str(found[-1]).lower() if found else None


def _check_mail(turn: Turn, _: Slots, mail: str) -> str | None:
    return None if _MAIL.fullmatch(mail) else turn.t("ecommerce-invoice-mail-wrong", mail=mail)


def _bare(turn: Turn, slots: Slots, *others: Callable[[Turn, Slots], str | None]) -> str | None:
    """Their answer as it is; a lone yes or thanks is none, nor what is plainly another part."""
    if any(other(turn, slots) for other in (*others, _said_mail)) or _numbers(turn.text):
        return None
    text = _trimmed(" ".join(turn.text.split()))
    empty = turn.understood and turn.wish.intent in ("affirm", "deny", "thanks", "greeting")
    return text[:_LONGEST] if any(map(str.isalpha, text)) and not empty else None


def _answered_office(turn: Turn, slots: Slots) -> str | None:
    return _said_office(turn, slots) or _bare(turn, slots, _said_title)


def _answered_title(turn: Turn, slots: Slots) -> str | None:
    return _said_title(turn, slots) or _bare(turn, slots, _said_office)


# Read back.


def _read_back(scene: Scene[Freshness]) -> Content:
    parts = [
        scene.t(f"ecommerce-invoice-part-{name}", value=value)
        for name, slot in (("title", TITLE), ("tax", TAX), ("office", OFFICE), ("mail", EMAIL))
        if (value := scene.get(slot))
    ]
    yes = scene.button(scene.t("ecommerce-invoice-right")[:BUTTON_TITLE], CONFIRMED, "yes")
    no = scene.button(scene.t("ecommerce-invoice-wrong")[:BUTTON_TITLE], WRONG, "yes")
    return Buttons("\n".join([scene.t("ecommerce-invoice-check"), *parts]), (yes, no))


def _said_right(turn: Turn, _: Slots) -> bool | None:
    words = fold(turn.text)
    agrees = (turn.understood and turn.wish.intent == "affirm") or _YES.search(words)
    return True if agrees and not _NO.search(words) else None


def _said_wrong(turn: Turn, slots: Slots) -> bool | None:
    """A no to the read-back that does not itself say what is right."""
    if not is_asked(turn, "check"):
        return None
    names = any(say(turn, slots) for say in (_said_tax, _said_office, _said_title, _said_mail))
    denies = (turn.understood and turn.wish.intent == "deny") or _NO.search(fold(turn.text))
    return True if denies and not names else None


def _asking(text_id: str) -> Callable[[Scene[Any]], Content]:
    return lambda scene: Text(scene.t(text_id))


def _noting(text_id: str) -> Callable[[Turn, Any], str]:
    return lambda turn, value: turn.staff(text_id, value=value)


_RULE = "did-asked-invoice"
_CHANGES = ("invoice_confirmed", "invoice_wrong")  # what is mended is read back once more
BUYER = Slot(
    "invoice_for",
    TEXT,
    hear=_said_buyer,
    ask=_ask_buyer,
    rule=_RULE,
    note=lambda turn, value: turn.staff(f"note-fact-invoice-{value}"),
    clears=_CHANGES,
)
# Kept for the person, so that nothing the customer wrote is lost; a right one takes its place.
DOUBTFUL = Slot("tax_number_doubtful", TEXT, hear=_doubtful, note=_noting("note-fact-tax-number-wrong"))
TAX = Slot(
    "tax_number",
    TEXT,
    hear=_said_tax,
    answer=_said_tax,
    check=_check_tax,
    ask=_asking("ecommerce-invoice-ask-tax"),
    rule=_RULE,
    note=_noting("note-fact-tax-number"),
    clears=("tax_number_doubtful", *_CHANGES),
)
OFFICE = Slot(
    "tax_office",
    TEXT,
    hear=_said_office,
    answer=_answered_office,
    ask=_asking("ecommerce-invoice-ask-office"),
    rule=_RULE,
    note=_noting("note-fact-tax-office"),
    brief=6,
    clears=_CHANGES,
)
TITLE = Slot(
    "company_title",
    TEXT,
    hear=_said_title,
    answer=_answered_title,
    ask=_asking("ecommerce-invoice-ask-title"),
    rule=_RULE,
    note=_noting("note-fact-company-title"),
    brief=16,
    clears=_CHANGES,
)
EMAIL = Slot(
    "invoice_email",
    TEXT,
    hear=_said_mail,
    check=_check_mail,
    ask=_asking("ecommerce-invoice-ask-mail"),
    rule=_RULE,
    note=_noting("note-fact-invoice-email"),
    clears=_CHANGES,
)
CONFIRMED = Slot(
    "invoice_confirmed",
    FLAG,
    answer=_said_right,
    ask=_read_back,
    rule="did-read-back-invoice",
    note=lambda turn, _: turn.staff("note-fact-invoice-confirmed"),
    brief=6,
)
WRONG = Slot("invoice_wrong", FLAG, hear=_said_wrong, clears=("invoice_mended",))
MENDED = Slot(
    "invoice_mended",
    TEXT,
    answer=_bare,
    ask=_asking("ecommerce-invoice-ask-mend"),
    rule=_RULE,
    note=_noting("note-fact-invoice-mended"),
    brief=0,
)
