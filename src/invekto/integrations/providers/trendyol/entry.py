"""Trendyol, as the product knows it."""

from __future__ import annotations

import re

from invekto.integrations.entry import (
    AccountId,
    Address,
    Entry,
    IdKind,
    Key,
    ListingProvider,
    OrderProvider,
    QuestionProvider,
)
from invekto.integrations.providers.trendyol import cancelling, claims
from invekto.integrations.providers.trendyol.adapter import Trendyol
from invekto.integrations.providers.trendyol.listings import TrendyolListings
from invekto.integrations.providers.trendyol.pushes import TrendyolPushes
from invekto.integrations.providers.trendyol.questions import TrendyolQuestions
from invekto.integrations.questions.contract import AnswerRules

_API = Address("INVEKTO_TRENDYOL_API_URL", "https://apigw.trendyol.com", sandbox="trendyol")

TRENDYOL = Entry(
    name="trendyol",
    account_id=AccountId("seller_id", re.compile(r"\d{1,12}"), IdKind.NUMBER),
    keys=(
        Key("api_key", "connections-api-key"),
        Key("api_secret", "connections-api-secret", is_hidden=True),
    ),
    orders=OrderProvider(
        make=Trendyol,
        base_url=_API,
        numbers=re.compile(r"1\d{8,10}"),
        hook_name="ty",
        hook_key=lambda headers: headers.get("x-api-key", ""),
        pushes=TrendyolPushes(),
        cancel_reasons=cancelling.REASONS,
        read_claim=claims.read_kept,
        cancels_pieces=True,
        named=re.compile(r"\btrend(?:i?y)ol"),
    ),
    listings=ListingProvider(make=TrendyolListings, base_url=_API),
    questions=QuestionProvider(
        make=TrendyolQuestions,
        base_url=_API,
        rules=AnswerRules(shortest=10, longest=2000),
        about_orders=False,
    ),
)
