"""Hepsiburada, as the product knows it."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

from invekto.integrations.entry import (
    AccountId,
    Address,
    Entry,
    Key,
    ListingProvider,
    OrderProvider,
    QuestionProvider,
)
from invekto.integrations.providers.hepsiburada import cancelling, deciding
from invekto.integrations.providers.hepsiburada.adapter import Hepsiburada
from invekto.integrations.providers.hepsiburada.listings import HepsiburadaListings
from invekto.integrations.providers.hepsiburada.pushes import HOOK_USER, HepsiburadaPushes, hook_key
from invekto.integrations.providers.hepsiburada.questions import HepsiburadaQuestions
from invekto.integrations.questions.contract import AnswerRules

_ORDERS = Address(
    "INVEKTO_HEPSIBURADA_API_URL", "https://oms-external.hepsiburada.com", sandbox="hepsiburada"
)
_QUESTIONS = Address(
    "INVEKTO_HEPSIBURADA_QUESTIONS_URL",
    "https://api-asktoseller-merchant.hepsiburada.com",
    sandbox="hepsiburada",
)
_LISTINGS = Address(
    "INVEKTO_HEPSIBURADA_LISTINGS_URL", "https://listing-external.hepsiburada.com", sandbox="hepsiburada"
)
_CATALOGUE = Address(
    "INVEKTO_HEPSIBURADA_CATALOGUE_URL", "https://mpop.hepsiburada.com", sandbox="hepsiburada"
)

HEPSIBURADA = Entry(
    name="hepsiburada",
    account_id=AccountId("merchant_id"),  # a GUID today
    keys=(
        Key("username", "connections-developer-user"),
        Key("password", "connections-service-key", is_hidden=True),
    ),
    orders=OrderProvider(
        make=Hepsiburada,
        base_url=_ORDERS,
        numbers=re.compile(r"4\d{9}"),
        hook_name="hepsiburada",
        hook_key=hook_key,
        hook_user=HOOK_USER,
        pushes=HepsiburadaPushes(),
        fresh_for=timedelta(minutes=4),
        cancel_reasons=cancelling.REASONS,
        claim_reasons=tuple(reason.id for reason in deciding.REASONS),
        # "hepsi burada" in two words and without an ending means that all of it is here.
        named=re.compile(r"\bhepsi(?:burada| burada(?:da|n))"),
    ),
    listings=ListingProvider(
        make=partial(HepsiburadaListings, catalogue_url=_CATALOGUE), base_url=_LISTINGS, more=(_CATALOGUE,)
    ),
    questions=QuestionProvider(
        make=HepsiburadaQuestions,
        base_url=_QUESTIONS,
        rules=AnswerRules(shortest=2, longest=2000),
        about_orders=True,
    ),
)
