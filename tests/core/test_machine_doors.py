"""What only machines call goes past the middleware of pages, and is refused where pages are."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


def test_a_machine_s_door_answers_without_anything_of_a_page():
    answer = Client(enforce_csrf_checks=True).post(
        "/webhooks/whatsapp/", data=b"{}", content_type="application/json"
    )
    assert answer.status_code == 401
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in answer
    assert not answer.cookies


def test_a_control_call_has_no_session_and_a_page_beside_it_has_its_policy():
    client = Client(enforce_csrf_checks=True)
    answer = client.get("/sandbox/clock")
    assert answer.status_code == 200
    assert "Content-Security-Policy" not in answer
    assert "Content-Security-Policy" in client.get("/sandbox/")


@pytest.mark.parametrize("path", ["/webhooks/whatsapp/", "/sandbox/clock", "/login/"])
def test_a_host_that_is_not_ours_is_refused_at_every_door(path: str):
    with override_settings(ALLOWED_HOSTS=["shop.example"]):
        assert Client().get(path, headers={"host": "evil.example"}).status_code == 400


def test_an_address_that_does_not_exist_is_still_a_page_s_matter():
    answer = Client().get("/hooks/nobody/there/at/all")
    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize("path", ["/webhooks/whatsapp", "/sandbox/clock/"])
def test_a_slash_more_or_less_is_treated_as_before(path: str):
    assert Client().get(path).status_code in (301, 404)
