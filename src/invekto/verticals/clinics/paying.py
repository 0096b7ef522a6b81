"""How one pays, what insurers take part, what is sold together, and who came through a friend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from invekto.agent_ai.contract import Reply, Turn, Wish
from invekto.agent_ai.handlers import Immediate
from invekto.core.folding import fold
from invekto.verticals.clinics.advertising import forbidden_words
from invekto.verticals.clinics.answers import WAYS_ON, bullets, quoted_in_own_language, to_person, told
from invekto.verticals.clinics.prices import span, tells_prices
from invekto.verticals.clinics.treatments import Treatment, Treatments, mentioned
from invekto.verticals.formats import money

# Matters of one patient's own money, or that the settings cannot hold; folded.
_FOR_A_PERSON = re.compile(
    r"\b(?:kapora\w*|depozito\w*|on odeme\w*|deposit\w*|iade\w*|refund\w*|borc\w*|iban\w*|makbuz\w*|fatura\w*|fis\b|"
    r"receipt\w*|invoice\w*|iki (?:kere|kez|defa)|cift cek\w*|twice|double charg\w*|cekildi|cekilmis|"
    r"(?:on|para)?provizyon|pesin\w*|indirim\w*|discount\w*|euro\w*|dolar\w*|dollars?|usd|eur|gbp|pounds?|doviz\w*|"
    r"kredi(?! kart)\w*|senet\w*|elden|multinet|sodexo|ticket|setcard|yemek kart\w*|crypto|kripto|bitcoin|paypal|"
    r"aidat|odedim|yatirdim|gonderdim|paid|gecikme\w*|ne zaman od\w*|when (?:do|should|must) i pay)\b"
)
_INSTALMENTS = re.compile(r"taksit|instal+ment|vade|bolerek|parca parca")
_KNOWN_INSURERS = (
    "sgk|ssk|bagkur|bag kur|emekli sandigi|yesil kart|allianz|axa|anadolu|aksigorta|ak sigorta|mapfre|turkiye sigorta|"
    "ziraat|groupama|hdi|generali|sompo|ray|gunes|bupa|acibadem|cigna|medline|eureko|neova|magdeburger|unico|quick|"
    "doga|demir|nippon|halk|yapi kredi|katilim|zurich|gulf|turk nippon|fiba|metlife|aviva|nhs|aok|tk|barmer|dak|"
    "travel insurance|seyahat sigorta|tamamlayici|ozel sigorta|private insurance|ozel saglik"
)
_INSURER = re.compile(rf"\b(?:{_KNOWN_INSURERS})")


_ASKS_OF_PAYING = re.compile(
    r"\b(?:taksit\w*|kredi kart\w*|nakit\w*|havale\w*|instal+ments?|credit cards?)\b.{0,20}"
    r"(?:\b(?:olur|var|yok|yap|geciyor|gecerli|mumkun|imkan|secene|kabul|kac)\w*|\bm[iu]\b|\?)|"
    r"\b(?:pay|accept|take|possible).{0,20}\b(?:instal+ments?|credit cards?|by card)\b"
)


class PaymentInquiry(Immediate):
    """Methods and instalments as the clinic set them; a patient's own account is for people."""

    name = "payment_inquiry"

    def in_plain_words(self, turn: Turn) -> bool:
        return _ASKS_OF_PAYING.search(fold(turn.text)) is not None

    def absorbs(self, _: Turn, wish: Wish) -> bool:
        return wish.intent == self.name

    def reply(self, turn: Turn) -> Reply:
        known: Mapping[str, Any] = turn.tenant.settings.get("payment") or {}
        lines = [line for line in (_methods(turn, known), _instalments(turn, known)) if line]
        words = fold(turn.text)
        if _FOR_A_PERSON.search(words):
            return to_person(turn, "payment_inquiry", said="common-ack-payment-inquiry")
        body = "\n".join([turn.t("clinic-payment-head"), bullets(lines)]) if lines else ""
        if not lines or (_INSTALMENTS.search(words) and not known.get("instalments")):
            return to_person(turn, "payment_inquiry", first=body)
        return told(turn, body, rule="did-told-payment")


def _methods(turn: Turn, known: Mapping[str, Any]) -> str | None:
    names = [turn.t(f"clinic-payment-{method}") for method in known.get("methods", ())]
    return turn.t("clinic-payment-methods", methods=", ".join(names)) if names else None


def _instalments(turn: Turn, known: Mapping[str, Any]) -> str | None:
    plan = known.get("instalments")
    if not plan:
        return None
    banks = ", ".join(plan.get("banks", ()))
    return turn.t("clinic-payment-instalments", most=str(plan["max"]), banks=banks, named=str(bool(banks)))


class InsuranceInquiry(Immediate):
    """What the clinic says of insurers, in its own words; an insurer it does not name is a colleague's."""

    def reply(self, turn: Turn) -> Reply:
        said: Sequence[str] = turn.tenant.settings.get("insurers") or ()
        if not said:
            return to_person(turn, "insurance_inquiry")
        body = "\n".join(
            part
            for part in (turn.t("clinic-insurers-head"), bullets(said), quoted_in_own_language(turn).strip())
            if part
        )
        written = fold(" ".join(said))
        asked = {match.group() for match in _INSURER.finditer(fold(turn.text))}
        if any(name not in written for name in asked):
            return to_person(turn, "insurance_inquiry", first=body, said="clinic-insurer-not-named")
        body = f"{body}\n{turn.t('clinic-insurers-foot')}"
        return told(turn, body, rule="did-told-insurance", ways=("human_request",))


@dataclass(frozen=True, slots=True)
class PackageInquiry(Immediate):
    """The clinic's own packages: those with the treatments that were named, else all."""

    treatments: Treatments

    def reply(self, turn: Turn) -> Reply:
        offered = self.treatments(turn)
        packages = [
            one for one in turn.tenant.settings.get("packages") or () if not forbidden_words(one["name"])
        ]
        meant = mentioned(turn, offered)
        wanted = {treatment.slug for treatment in meant.known} if meant.by_name else set()
        fitting = [one for one in packages if wanted <= set(one["services"])]
        if not fitting or meant.unknown:
            return to_person(turn, "package_inquiry", said="clinic-package-unknown")
        lines = [_package(turn, one, offered) for one in fitting]
        foot = "clinic-packages-foot" if tells_prices(turn) else "clinic-price-after-examination"
        body = "\n".join([turn.t("clinic-packages-head"), bullets(lines), turn.t(foot)])
        return told(turn, body, rule="did-told-packages", ways=WAYS_ON)


def _package(turn: Turn, package: Mapping[str, Any], offered: Sequence[Treatment]) -> str:
    name = str(package["name"])
    if turn.language != turn.tenant.language:
        shown = {treatment.slug: treatment.shown for treatment in offered}
        parts = " + ".join(shown[slug] for slug in package["services"] if slug in shown)
        name = f"{parts} (“{name}”)" if parts else name
    price = package.get("price")
    if not price or not tells_prices(turn):
        return name
    low, high = (Decimal(str(one)) for one in price)
    shown_price = span(money(low, turn.language), None if high == low else money(high, turn.language))
    return turn.t("clinic-price-line", treatment=name, price=shown_price)


class ReferralDiscount(Immediate):
    """A discount is never told by a machine; the colleague sees what the clinic set."""

    hands_over = True

    def reply(self, turn: Turn) -> Reply:
        percent = (turn.tenant.settings.get("referral") or {}).get("percent")
        facts = (turn.staff("clinic-fact-referral", percent=str(percent)),) if percent else ()
        return to_person(
            turn, "referral_discount", said="aesthetic-ack-referral-discount", facts=facts, at_once=True
        )
