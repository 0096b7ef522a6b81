"""Every address, asked with another tenant's ids: the answer is the one for what does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from tests.core.rows import fill, tenant_models
from tests.support.tenants import TenantKit

from invekto.core import clock
from invekto.core.auth import new_api_key
from invekto.core.models import ApiKey

# What an address calls the id → the table it names.
NAMES = {
    "conversation_id": "messaging.Conversation",
    "message_id": "messaging.Message",
    "media_id": "messaging.MediaFile",
    "number_id": "messaging.WhatsAppNumber",
    "judgement_id": "agent_ai.AnswerJudgement",
    "suggestion_id": "agent_ai.SuggestedReply",
    "reply_id": "agent_ai.CannedReply",
    "note_id": "messaging.InternalNote",
    "merge_id": "messaging.ContactMerge",
    "action_id": "messaging.DeskAction",
    "user_id": "core.User",
    "account_id": "integrations.IntegrationAccount",
    "row_id": "integrations.QuarantinedRow",
    "question_id": "integrations.MarketplaceQuestion",
    "cancellation_id": "orders.Cancellation",
}
# Addresses that name no row of a tenant by id.
WITHOUT_IDS = re.compile(r"^(sandbox/|webhooks/|static/|r/)")
UUID_PART = re.compile(r"<uuid:(\w+)>")


def addresses(urlconf: str) -> Iterator[str]:
    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route

    return walk(get_resolver(urlconf).url_patterns, "")


def with_ids(urlconf: str) -> list[str]:
    # The API writes its parameters as <account_id> or <uuid:account_id>, the pages as <uuid:…>.
    return sorted({route for route in addresses(urlconf) if "<" in route and not WITHOUT_IDS.match(route)})


PAGES = with_ids("invekto.urls.main")
SERVICE = with_ids("invekto.urls.integrations")


def rows_of(kit: TenantKit) -> dict[str, UUID]:
    """A row of the tenant in every table, by the table's label."""
    rows: dict[type, UUID] = {}
    for model in tenant_models():
        rows[model] = fill(model, kit.id, rows)
    return {model._meta.label: row_id for model, row_id in rows.items()}


@pytest.fixture
def theirs(second_tenant: TenantKit) -> dict[str, UUID]:
    return rows_of(second_tenant)


@pytest.fixture
def ours(tenant: TenantKit) -> dict[str, UUID]:
    return rows_of(tenant)


def assert_unknown(response: HttpResponse, method: str) -> None:
    """Not found; or a method that the address has for nobody, and says so."""
    if response.status_code == 405:
        assert method.upper() not in response["Allow"]
    else:
        assert response.status_code == 404, response.content[:200]


def filled_in(ours: dict[str, UUID]) -> dict[str, str]:
    """What the pages' forms send, so that none is turned away before it comes to the id."""
    return {
        "text": "Merhaba",
        "draft": "00000000-0000-4000-8000-000000000001",
        "template": str(ours["messaging.MessageTemplate"]),
        "access_token": "EAAG" + "x" * 40,
        "api_key": "a" * 20,
        "api_secret": "b" * 20,
    }


def address_of(route: str, ids: dict[str, UUID]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match.group(1).split(":")[-1]
        if name in NAMES:
            assert apps.get_model(NAMES[name])
            return str(ids[NAMES[name]])
        if name == "step":
            return "pause"
        assert name in ("number", "phone", "name", "order_number", "sheet", "key"), (
            f"{route}: what does {name} name?"
        )
        return "1020304050"

    return "/" + re.sub(r"<([^>]+)>", value, route)


def test_there_is_something_to_walk():
    assert len(PAGES) > 8
    assert any("account" in route for route in SERVICE)


@pytest.mark.parametrize("route", [route for route in PAGES if not route.startswith("api/")])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_a_page_does_not_know_a_foreign_id(
    route: str,
    method: str,
    tenant: TenantKit,
    theirs: dict[str, UUID],
    ours: dict[str, UUID],
    queued_jobs: Callable[[], list[str]],
):
    client = Client()
    client.force_login(tenant.owner, backend="invekto.core.auth.DoorBackend")
    named = [NAMES[name] for name in UUID_PART.findall(route)]
    # All of them foreign, then one foreign among our own.
    for mixture in (theirs, *(ours | {label: theirs[label]} for label in named if len(named) > 1)):
        arguments = {"data": filled_in(ours)} if method == "post" else {}
        assert_unknown(getattr(client, method)(address_of(route, mixture), **arguments), method)
    assert queued_jobs() == []


@pytest.mark.parametrize(
    ("urlconf", "route"),
    [("invekto.urls.integrations", route) for route in SERVICE]
    + [("invekto.urls.main", route) for route in PAGES if route.startswith("api/")],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_a_key_opens_nothing_of_another_tenant(
    urlconf: str, route: str, method: str, tenant: TenantKit, theirs: dict[str, UUID]
):
    key, digest, hint = new_api_key()
    with tenant.scope():
        ApiKey.objects.create(
            tenant_id=tenant.id, name="Test", key_hash=digest, hint=hint, created_at=clock.now()
        )
    client = Client(headers={"Authorization": f"Bearer {key}"})
    body = {"secrets": {"api_key": "a" * 20, "api_secret": "b" * 20}}
    arguments = {} if method == "get" else {"data": body, "content_type": "application/json"}
    with override_settings(ROOT_URLCONF=urlconf):
        response = getattr(client, method)(address_of(route, theirs), **arguments)
    if method == "get" and "number" in route and response.status_code == 200:
        assert response.json() in ([], {"orders": []}), response.content[:200]
    else:
        assert_unknown(response, method)
