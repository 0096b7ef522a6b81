"""Aras Kargo, as the product knows it."""

from __future__ import annotations

from invekto.integrations.entry import AccountId, Address, CarrierProvider, Entry, Key
from invekto.integrations.providers.aras.adapter import Aras

ARAS = Entry(
    name="aras",
    account_id=AccountId("customer_code"),
    keys=(
        Key("username", "connections-carrier-user"),
        Key("password", "connections-carrier-password", is_hidden=True),
    ),
    carrier=CarrierProvider(
        make=Aras,
        base_url=Address(
            "INVEKTO_ARAS_API_URL",
            "https://customerservices.araskargo.com.tr/ArasCargoCustomerIntegrationService/ArasCargoIntegrationService.svc",
            sandbox="aras/ArasCargoCustomerIntegrationService/ArasCargoIntegrationService.svc",
        ),
        name_begins="aras",
    ),
)
