"""Whose request it is when a proxy brings it, and who may see the figures."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from tests.support.tenants import PASSWORD, TenantKit

from invekto.core import env
from invekto.core.ids import new_id
from invekto.core.models import AuditEntry

PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]


@pytest.fixture
def behind_a_proxy() -> Iterator[None]:
    with override_settings(TRUSTED_PROXIES=PROXIES):
        yield


def log_in(email: str, password: str, *, came_from: str, by: str = "127.0.0.1") -> int:
    answer = Client(REMOTE_ADDR=by).post(
        "/login/", {"email": email, "password": password}, headers={"x-forwarded-for": came_from}
    )
    return answer.status_code


def stranger() -> str:
    """An address from which no other test has tried anything."""
    return f"2001:db8::{new_id().hex[-4:]}:{new_id().hex[-8:-4]}"


def address_in_the_audit_log(tenant: TenantKit) -> str:
    with tenant.scope():
        return str(AuditEntry.objects.get(action="login").details["address"])


@pytest.mark.usefixtures("behind_a_proxy")
def test_a_stranger_behind_the_proxy_cannot_keep_an_owner_out(tenant: TenantKit):
    attacker = stranger()
    statuses = [log_in(tenant.owner.email, "wrong", came_from=attacker) for _ in range(9)]
    assert statuses[-1] == 429
    assert log_in(tenant.owner.email, PASSWORD, came_from="203.0.113.7") == 302
    assert address_in_the_audit_log(tenant) == "203.0.113.7"


@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the first is what the client wrote there itself
        ("203.0.113.7, 10.1.2.3", "203.0.113.7"),  # two proxies of ours
        ("nonsense", "127.0.0.1"),
        ("203.0.113.7, nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_nearest_that_is_no_proxy_of_ours_counts(tenant: TenantKit, header: str, address: str):
    assert log_in(tenant.owner.email, PASSWORD, came_from=header) == 302
    assert address_in_the_audit_log(tenant) == address


@pytest.mark.usefixtures("behind_a_proxy")
def test_who_is_no_proxy_of_ours_speaks_for_nobody_else(tenant: TenantKit):
    assert log_in(tenant.owner.email, PASSWORD, came_from="203.0.113.7", by="192.0.2.1") == 302
    assert address_in_the_audit_log(tenant) == "192.0.2.1"


@pytest.mark.usefixtures("behind_a_proxy")
def test_whoever_tries_many_names_is_stopped_and_nobody_else_is(tenant: TenantKit):
    attacker = stranger()
    with override_settings(LOGIN_FAILURES_PER_ADDRESS=5):
        tries = [log_in(f"{new_id().hex}@example.com", "wrong", came_from=attacker) for _ in range(6)]
        assert tries == [422] * 5 + [429]
        assert log_in(tenant.owner.email, PASSWORD, came_from=attacker) == 429
        assert log_in(tenant.owner.email, PASSWORD, came_from=stranger()) == 302
        page = Client(REMOTE_ADDR="127.0.0.1").get("/login/", headers={"x-forwarded-for": attacker})
        assert page.status_code == 200


def test_a_proxy_that_nobody_declared_does_not_close_the_door_for_all(tenant: TenantKit):
    with override_settings(LOGIN_FAILURES_PER_ADDRESS=5):
        for _ in range(6):
            log_in(f"{new_id().hex}@example.com", "wrong", came_from=stranger())
        assert log_in(tenant.owner.email, PASSWORD, came_from=stranger()) == 302


def test_a_bad_list_of_proxies_stops_the_start(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INVEKTO_TRUSTED_PROXIES", "10.0.0.0/8, nginx")
    with pytest.raises(ImproperlyConfigured, match="INVEKTO_TRUSTED_PROXIES"):
        env.networks("INVEKTO_TRUSTED_PROXIES")


def metrics(**headers: str) -> int:
    wanted = {"host": "127.0.0.1:8000"} | headers
    return Client().get("/metrics", headers=wanted).status_code


def test_this_machine_sees_the_figures():
    assert metrics() == 200
    assert metrics(host="localhost") == 200
    assert metrics(host="[::1]:8000") == 200


@pytest.mark.parametrize(
    "mark",
    [
        {"host": "panel.example.com"},
        {"host": "panel.example.com", "x-forwarded-proto": "https"},  # nginx, as many set it up
        {"x-forwarded-proto": "https"},
        {"x-forwarded-for": "203.0.113.7"},
        {"x-forwarded-host": "panel.example.com"},
        {"x-real-ip": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
        {"via": "1.1 proxy"},
    ],
)
def test_what_a_proxy_brings_is_not_of_this_machine(mark: dict[str, str]):
    assert metrics(**mark) == 403
    with override_settings(METRICS_TOKEN="monitoring"):
        assert metrics(**mark) == 403
        assert metrics(**mark, authorization="Bearer monitoring") == 200


@pytest.mark.parametrize("proxy", [{"SESSION_COOKIE_SECURE": True}, {"TRUSTED_PROXIES": PROXIES}])
def test_behind_a_proxy_that_leaves_no_mark_only_the_token_counts(proxy: dict[str, object]):
    with override_settings(**proxy):
        assert metrics() == 403
