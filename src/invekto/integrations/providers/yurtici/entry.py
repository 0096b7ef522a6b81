"""Yurtiçi Kargo, as the product knows it."""

from __future__ import annotations

import re

from invekto.integrations.entry import AccountId, Address, CarrierProvider, Entry, Key
from invekto.integrations.providers.yurtici.adapter import Yurtici

YURTICI = Entry(
    name="yurtici",
    account_id=AccountId(None, re.compile(r"[\w.@-]{1,64}")),  # the user name, where the form asks
    keys=(
        Key("username", in_form=False),
        Key("password", "connections-carrier-password", is_hidden=True),
    ),
    carrier=CarrierProvider(
        make=Yurtici,
        base_url=Address(
            "INVEKTO_YURTICI_API_URL",
            "https://ws.yurticikargo.com/KOPSWebServices",
            sandbox="yurtici/KOPSWebServices",
        ),
        name_begins="yurt",
    ),
)
