"""What the account says after each documented error, asked over real HTTP through the jobs' own doors."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from invekto.core import clock
from tests.integrations.faults.calls import NOW
from tests.integrations.faults.replay import described, recorded
from tests.integrations.faults.table import TABLE, Failure, Row
from tests.orders.conftest import account, make_order
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount

__all__ = ["account", "make_order"]
MARKETPLACES, CARRIERS = ("trendyol", "hepsiburada"), ("aras", "yurtici")
CODES = {"aras": "MK100200300", "yurtici": "SIP100200300"}
NAMES = {"aras": "Aras Kargo Marketplace", "yurtici": "Yurtiçi Kargo Marketplace"}


class Peer:
    """Answers every question with the recorded one that is on."""

    def __init__(self) -> None:
        self.provider, self.file, self.url = "", "", ""

    def reply(self, handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        path, _, query = handler.path.partition("?")
        wsdl = described(self.provider, path, query, f"{self.url}{path}")
        answer = recorded(self.provider, self.file)
        status, body = (200, wsdl) if wsdl is not None else (answer.status, answer.body)
        handler.send_response(status)
        for name, value in ({"Content-Type": "text/xml"} if wsdl is not None else answer.headers).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    peer = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            peer.reply(self)

        do_POST = do_GET

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    peer.url = f"http://127.0.0.1:{server.server_port}"
    names = ("TRENDYOL", "HEPSIBURADA", "ARAS", "YURTICI", "HEPSIBURADA_QUESTIONS", "HEPSIBURADA_LISTINGS")
    with override_settings(
        **{f"{name}_API_URL": peer.url for name in names},
        **{f"{name}_URL": peer.url for name in names},
        HEPSIBURADA_CATALOGUE_URL=peer.url,
    ):
        yield peer
    server.shutdown()
    server.server_close()
    thread.join()


def connect(tenant: TenantKit, provider: str) -> IntegrationAccount:
    """A new account, the only one that is on: limits are kept per account."""
    from invekto.integrations import services
    from invekto.integrations.models import IntegrationAccount
    from invekto.integrations.registry import ENTRIES

    with tenant.scope():
        IntegrationAccount.objects.filter(provider=provider).update(status=IntegrationAccount.Status.OFF)
        return services.add_account(
            tenant_id=tenant.id,
            provider=provider,
            external_id=str(secrets.randbelow(10**11) + 1),
            secrets={key.name: "gizli" for key in ENTRIES[provider].keys},
            now=clock.now(),
            actor="test",
        )


def kept(tenant: TenantKit, account: IntegrationAccount) -> IntegrationAccount:
    from invekto.integrations.models import IntegrationAccount

    with tenant.scope():
        return IntegrationAccount.objects.get(pk=account.pk)


def check(tenant: TenantKit, account: IntegrationAccount, row: Row) -> None:
    from invekto.integrations import services

    found, outcome = kept(tenant, account), row.outcome
    if not isinstance(outcome, Failure):
        assert (found.status, found.problem) == ("active", None), row.file
        return
    is_our_pause = outcome.problem == "rate-limited" and outcome.asked is not None
    if is_our_pause:
        assert (found.problem, found.failures) == (None, None), row.file
        return
    status = "refused" if outcome.problem.needs_person else "failing"
    assert (found.status, found.problem) == (status, outcome.problem.text_id), row.file
    with tenant.scope():
        assert services.health_of(found).mended_by == outcome.problem.mended_by.value
    if status == "refused":
        assert found.retry_at is None  # once an hour, until a person renews the key
    else:
        assert found.retry_at == NOW + timedelta(seconds=max(60.0, outcome.asked or 0.0)), row.file


def rows_of(provider: str, call: str) -> list[Row]:
    return [row for row in TABLE[provider] if row.call == call]


@pytest.mark.parametrize("provider", MARKETPLACES)
def test_a_shops_account_after_each_answer(tenant: TenantKit, peer: Peer, provider: str) -> None:
    from invekto.integrations.sync import sync_head

    for row in rows_of(provider, "orders"):
        account = connect(tenant, provider)
        peer.provider, peer.file = provider, row.file
        outcome = sync_head(tenant.id, account.id, NOW, pages=12, timeout=20)
        is_failure = isinstance(row.outcome, Failure)
        assert (outcome.error is not None) == is_failure, row.file
        check(tenant, account, row)


@pytest.mark.parametrize("provider", CARRIERS)
def test_a_carriers_account_after_each_answer(
    tenant: TenantKit, peer: Peer, provider: str, make_order: Callable[..., None]
) -> None:
    from invekto.integrations import services
    from invekto.integrations.models import TrackedParcel

    code = CODES[provider]
    make_order("1", package_id=1, cargoProviderName=NAMES[provider], cargoTrackingNumber=code, days_ago=0.5)
    for row in rows_of(provider, "track"):
        account = connect(tenant, provider)
        peer.provider, peer.file = provider, row.file
        with tenant.scope():
            TrackedParcel.objects.update(next_check_at=NOW)
        services.track_carrier(tenant.id, provider, NOW)
        check(tenant, account, row)


@pytest.mark.parametrize("provider", MARKETPLACES)
def test_a_closed_door_to_questions_or_listings_leaves_the_orders_as_they_are(
    tenant: TenantKit, peer: Peer, provider: str
) -> None:
    from invekto.integrations.listings.models import ListingFeed
    from invekto.integrations.listings.reading import read_account as read_listings
    from invekto.integrations.models import QuestionFeed
    from invekto.integrations.questions.reading import read_account as read_questions

    for call, read, model in (
        ("questions", read_questions, QuestionFeed),
        ("listings", read_listings, ListingFeed),
    ):
        for row in rows_of(provider, call):
            assert isinstance(row.outcome, Failure)
            account = connect(tenant, provider)
            peer.provider, peer.file = provider, row.file
            read(tenant.id, account.id, NOW)
            with tenant.scope():
                feed = model.objects.get(account=account)  # type: ignore[attr-defined]
            waits = row.outcome.asked is not None
            assert feed.problem == (None if waits else row.outcome.problem.text_id), row.file
            assert feed.retry_at > NOW, row.file
            assert kept(tenant, account).problem is None
