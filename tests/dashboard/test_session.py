"""Who gets in, who does not, and what each may see."""

from __future__ import annotations

from collections.abc import Callable

import argon2
import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.test import Client

from invekto.core import clock
from invekto.core.ids import new_id
from invekto.core.models import AuditEntry, Role, Tenant, User
from invekto.messaging.models import WhatsAppNumber
from tests.support.tenants import PASSWORD, TenantKit

HTMX = {"HX-Request": "true"}


def try_password(email: str, password: str, **more: str) -> tuple[Client, int]:
    client = Client()
    response = client.post("/login/", {"email": email, "password": password} | more)
    return client, response.status_code


def test_the_right_password_leads_to_where_one_was_going(tenant: TenantKit):
    client = Client()
    response = client.post(
        "/login/", {"email": tenant.agent.email, "password": PASSWORD, "next": "/inbox/?filter=mine"}
    )
    assert response.headers["Location"] == "/inbox/?filter=mine"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_log_in_leads_to_no_other_site(tenant: TenantKit, target: str):
    response = Client().post("/login/", {"email": tenant.agent.email, "password": PASSWORD, "next": target})
    assert response.headers["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_address(tenant: TenantKit):
    response = Client().post("/login/", {"email": tenant.agent.email, "password": "wrong"})
    assert response.status_code == 422
    assert "E-posta veya şifre yanlış" in response.content.decode()
    assert tenant.agent.email in response.content.decode()


def test_eight_wrong_passwords_close_the_door_for_the_right_one_too(tenant: TenantKit):
    for _ in range(8):
        try_password(tenant.agent.email, "wrong")
    client, status = try_password(tenant.agent.email, PASSWORD)
    assert status == 429
    assert client.get("/").status_code == 302
    assert try_password(tenant.owner.email, PASSWORD)[1] == 302


@pytest.mark.parametrize("email", ["a\x00b@example.com", f"{'a' * 100_000}@example.com"])
def test_an_address_that_nobody_can_have_is_a_wrong_one_and_counts(email: str):
    mark = new_id().hex  # tries of other runs are not ours
    assert [try_password(mark + email, "wrong")[1] for _ in range(8)][:7] == [422] * 7
    assert try_password(mark + email, "wrong")[1] == 429
    assert all(len(name) <= 254 for name in AccessAttempt.objects.values_list("username", flat=True))


def test_log_in_and_log_out_are_in_the_audit_log(tenant: TenantKit):
    client, _ = try_password(tenant.agent.email, PASSWORD)
    client.post("/logout/")
    with tenant.scope():
        entries = AuditEntry.objects.filter(actor=f"user:{tenant.agent.pk}").order_by("seq")
        assert list(entries.values_list("action", flat=True)) == ["login", "logout"]
    assert client.get("/").status_code == 302


def test_an_unknown_address_costs_what_a_seeded_persons_wrong_password_costs(monkeypatch: pytest.MonkeyPatch):
    spent: list[tuple[int, int]] = []
    hash_secret = argon2.low_level.hash_secret

    def note(*args: object, **cost: object) -> bytes:
        spent.append((cost["time_cost"], cost["memory_cost"]))
        return hash_secret(*args, **cost)

    monkeypatch.setattr(argon2.low_level, "hash_secret", note)
    seeded = Argon2PasswordHasher().decode(make_password("invekto-demo"))
    spent.clear()
    assert try_password(f"{new_id().hex}@example.com", "wrong")[1] == 422
    assert spent == [(seeded["time_cost"], seeded["memory_cost"])]


def test_somebody_switched_off_does_not_get_in(tenant: TenantKit):
    with tenant.scope():
        User.objects.filter(id=tenant.agent.id).update(is_active=False)
    assert try_password(tenant.agent.email, PASSWORD)[1] == 422


def test_a_stranger_is_sent_to_log_in_and_back():
    response = Client().get("/inbox/?filter=mine&q=elif")
    assert response.headers["Location"] == "/login/?next=%2Finbox%2F%3Ffilter%3Dmine%26q%3Delif"


def test_a_part_of_a_page_says_that_the_session_is_over():
    assert Client().get("/inbox/rows/", headers=HTMX).status_code == 401


@pytest.mark.parametrize("role", [Role.AGENT, Role.DOCTOR, Role.SALES])
def test_only_managers_see_the_connections(
    tenant: TenantKit, client_of: Callable[[User], Client], role: Role
):
    with tenant.scope():
        User.objects.filter(id=tenant.agent.id).update(role=role)
    client = client_of(tenant.agent)
    assert client.get("/inbox/").status_code == 200
    assert "/settings/integrations/" not in client.get("/").content.decode()
    assert client.get("/settings/integrations/").status_code == 404


def test_the_owner_sees_the_connections(owner: Client):
    assert "/settings/integrations/" in owner.get("/").content.decode()
    assert owner.get("/settings/integrations/").status_code == 200


def test_language_and_theme_stay_with_the_person(
    tenant: TenantKit, agent: Client, client_of: Callable[[User], Client]
):
    assert "Gelen kutusu" in agent.get("/inbox/").content.decode()
    agent.post("/preferences/", {"language": "en"})
    agent.post("/preferences/", {"theme": "dark"})
    page = client_of(tenant.agent).get("/inbox/").content.decode()
    assert '<html lang="en" data-theme="dark">' in page
    assert "Inbox" in page
    assert "Gelen kutusu" not in page


def test_a_preference_nobody_offers_is_refused(agent: Client):
    assert agent.post("/preferences/", {"language": "xx"}).status_code == 400


@pytest.fixture
def operator() -> User:
    person = User(
        email=f"op-{new_id()}@example.com",
        name="Platform",
        role=Role.OPERATOR,
        created_at=clock.now(),
        password="!",
    )
    person.save(using="owner", force_insert=True)
    return User.objects.using("owner").get(pk=person.pk)


def test_the_operator_sees_figures_and_nobodys_words(
    tenant: TenantKit, operator: User, client_of: Callable[[User], Client]
):
    tenant.make_conversation(name="Çok Gizli Müşteri")
    client = client_of(operator)
    assert client.get("/").headers["Location"] == "/operator/"
    last = (int(client.get("/operator/").content.decode().count("page=")) and 99) or 1
    page = client.get(f"/operator/?page={last}").content.decode()
    assert "Deneme Butik" in page
    assert "Gizli" not in page
    assert client.get("/inbox/").status_code == 302


def test_the_operator_sees_which_tenant_has_a_connection_that_does_not_work(
    tenant: TenantKit, operator: User, client_of: Callable[[User], Client]
):
    name = f"Sorunlu {new_id()}"
    with tenant.scope():
        Tenant.objects.filter(pk=tenant.id).update(name=name)
        WhatsAppNumber.objects.update(paused_code=190, paused_at=clock.now())
    client = client_of(operator)
    page = client.get("/operator/?page=99").content.decode()
    row = page.partition(name)[2].partition("</tr>")[0]
    assert "1 sorun" in row
    assert "Sorun yok" not in row


def test_the_operators_page_is_no_tenants(owner: Client):
    assert owner.get("/operator/").status_code == 404


def test_the_operator_chooses_a_language_too(operator: User, client_of: Callable[[User], Client]):
    client = client_of(operator)
    client.post("/preferences/", {"language": "en"})
    assert '<html lang="en"' in client.get("/operator/").content.decode()
