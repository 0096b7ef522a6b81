"""GET /webhooks/whatsapp/: Meta verifies the address once."""

from __future__ import annotations

import pytest
from django.test import Client

ADDRESS = "/webhooks/whatsapp/"


def verify(token: str, mode: str = "subscribe", challenge: str = "1158201444"):
    return Client().get(ADDRESS, {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": challenge})


def test_the_challenge_comes_back_as_it_was_sent(tenant):
    answer = verify(tenant.number.verify_token)
    assert answer.status_code == 200
    assert answer.content == b"1158201444"
    assert answer["Content-Type"].startswith("text/plain")


def test_any_tenants_token_is_good(tenant, second_tenant):
    assert verify(second_tenant.number.verify_token).status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "verify-", "ş\x00"])
def test_a_wrong_token_is_refused_without_the_challenge(tenant, token):
    answer = verify(token)
    assert answer.status_code == 403
    assert b"1158201444" not in answer.content


def test_another_mode_is_refused(tenant):
    assert verify(tenant.number.verify_token, mode="unsubscribe").status_code == 403


def test_a_token_that_is_no_text_is_refused(tenant):
    query = "hub.mode=subscribe&hub.verify_token=%ED%A0%80%FF%00&hub.challenge=1"
    assert Client().get(f"{ADDRESS}?{query}").status_code == 403


def test_no_parameters_at_all_are_refused(tenant):
    assert Client().get(ADDRESS).status_code == 403


def test_a_changed_token_counts_at_once(tenant):
    old = tenant.number.verify_token
    with tenant.scope():
        tenant.number.verify_token = "brand-new-token"
        tenant.number.save()
    assert verify(old).status_code == 403
    assert verify("brand-new-token").status_code == 200


def test_a_challenge_cannot_become_a_page(tenant):
    answer = verify(tenant.number.verify_token, challenge="<script>alert(1)</script>")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_other_methods_are_refused(tenant):
    assert Client().put(ADDRESS).status_code == 405
