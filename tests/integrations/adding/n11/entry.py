"""What the product must know of it; in the product this is ``integrations/providers/n11/entry.py``."""

from __future__ import annotations

import re

from invekto.integrations.entry import AccountId, Address, Entry, IdKind, Key, OrderProvider
from tests.integrations.adding.n11.adapter import N11
from tests.integrations.adding.n11.reading import Pushes

ENTRY = Entry(
    name="n11",
    account_id=AccountId("shop_id", re.compile(r"\d{1,10}"), IdKind.NUMBER),
    keys=(
        Key("app_key", "connections-n11-app-key"),
        Key("app_secret", "connections-n11-app-secret", is_hidden=True),
    ),
    orders=OrderProvider(
        make=N11,
        base_url=Address("INVEKTO_N11_API_URL", "https://api.n11.example", sandbox="n11"),
        numbers=re.compile(r"2\d{11}"),
        hook_name="n11",
        hook_key=lambda headers: headers.get("x-key", ""),
        pushes=Pushes(),
        named=re.compile(r"\bn ?11"),
    ),
)
