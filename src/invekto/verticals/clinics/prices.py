"""What a treatment costs, told to who asks: the clinic's own range, or that the examination decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from invekto.agent_ai.contract import Reply, Turn
from invekto.agent_ai.machine import Machine
from invekto.verticals.clinics.about import question_about
from invekto.verticals.clinics.answers import WAYS_ON, bullets, to_person, told
from invekto.verticals.clinics.treatments import Treatment, Treatments, mentioned
from invekto.verticals.formats import money

# A price asked for outright; how long or how much it hurts is another question.
_ASKS_PRICE = re.compile(
    r"(?s)^(?!.*\b(?:taksit|sigorta|sgk|iade|iptal|fatura|odedim|pahali|instal|insurance|refund))(?:"
    r".*\b(?:fiyat|ucret)(?:i|lar|lari|lariniz|iniz|in|ini|leri|leriniz)? (?:ne|nedir|neydi|ne kadar|nasil|hakkinda|"
    r"alabilir|"
    r"ogren|verir|soylem?|kac)\w*|.*\bkac (?:para|lira|tl)\w*|.*\b(?:fiyat|ucret) ?(?:\?|lutfen)|"
    r"(?!.*\b(?:sure\w*|iyiles\w*|toparlan\w*|aci\w*|agri\w*|kalic\w*|zaman|dayan\w*|kapora\w*|etki\w*|seans\w*|bekle\w*"
    r"|mesafe|uzak\w*|borc\w*|kalan|odeme\w*|sis\w*|mor\w*)).*\w ne kadar(?:dir|mis|a)?"
    r"(?: (?:bu|arada|acaba|tutar|tutuyor|eder|ediyor|olur|peki|lutfen|hocam))*\W*$|"
    r".*\bucretli m[iu]\w*|"
    r".*\b(?!(?:bu|o|ayni|iyi|guzel|uygun|makul)\b)\w+ (?:fiyat|ucret)(?:i|lar|lari|lariniz|iniz|leri)?\W*$|"
    r".*\bhow much (?:is|are|does|do|for|would)\b(?!.*\b(?:hurt|time|longer)\b)|.*\bhow much\W*$|"
    r"(?!.*\b(?:hurt|time|longer|pain\w*)\b).*\bhow much (?:[a-z]+\W*){1,3}$|.*\b(?:price|cost) (?:of|for)\b)"
)
AFTER_EXAMINATION = "after_examination"


def tells_prices(turn: Turn) -> bool:
    """The clinic lets us answer a patient's own price question (``price_answers``)."""
    return bool(turn.tenant.settings.get("price_answers") != AFTER_EXAMINATION)


def price_answer(turn: Turn, offered: Sequence[Treatment]) -> Reply | None:
    """Several treatments get a line each; one that has no price, or that the clinic does not have, a colleague."""
    meant = mentioned(turn, offered)
    about = meant.known[0].slug if len(meant.known) == 1 else None
    if not tells_prices(turn):
        body = turn.t("clinic-price-after-examination")
        return told(turn, body, rule="did-told-price", ways=WAYS_ON, about=about)
    priced = [treatment for treatment in meant.known if treatment.price_min is not None]
    if meant.unknown or len(priced) < len(meant.known):
        first = _prices(turn, priced) if priced else ""
        said = "clinic-price-of-the-rest" if priced else "clinic-unknown"
        return to_person(turn, "price_inquiry", first=first, said=said)
    if not priced:
        return None
    return told(turn, _prices(turn, priced), rule="did-told-price", ways=WAYS_ON, about=about)


def price_inquiry(treatments: Treatments) -> Machine[None]:
    return question_about(
        "price_inquiry", treatments, price_answer, lambda one: one.price_min is not None, _ASKS_PRICE
    )


def _prices(turn: Turn, treatments: list[Treatment]) -> str:
    if len(treatments) == 1:
        return _price(turn, treatments[0])
    lines = [turn.t("clinic-price-line", treatment=one.shown, price=amount(turn, one)) for one in treatments]
    return "\n".join([turn.t("clinic-prices-head"), bullets(lines), turn.t("clinic-prices-foot")])


def _price(turn: Turn, treatment: Treatment) -> str:
    low, high = treatment.price_min, treatment.price_max
    assert low is not None  # only priced treatments get here
    if high is None or high == low:
        return turn.t("clinic-price", treatment=treatment.shown, price=money(low, turn.language))
    return turn.t(
        "clinic-price-range",
        treatment=treatment.shown,
        low=money(low, turn.language),
        high=money(high, turn.language),
    )


def amount(turn: Turn, treatment: Treatment) -> str:
    """ "₺1.800 – ₺3.200", or the one price."""
    low, high = treatment.price_min, treatment.price_max
    assert low is not None  # only priced treatments get here
    return span(money(low, turn.language), None if high in (None, low) else money(high, turn.language))


def span(low: str, high: str | None) -> str:
    return f"{low} – {high}" if high else low
