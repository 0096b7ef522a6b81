"""Where a page looks for its live stream."""

from __future__ import annotations

import os

import pytest
from django.test import RequestFactory, override_settings

from invekto.commands import serve
from invekto.core.context import live_url


def test_a_page_behind_a_proxy_listens_at_its_own_address():
    page = RequestFactory().get("/", HTTP_HOST="panel.example.com", secure=True)
    local = RequestFactory().get("/", HTTP_HOST="127.0.0.1", secure=True)
    plain = RequestFactory().get("/", HTTP_HOST="panel.example.com")
    with override_settings(LIVE_PORT=8001):
        assert [live_url(one) for one in (page, local, plain)] == ["/live/"] * 3


def test_a_page_on_this_machine_without_a_proxy_listens_at_the_streams_port():
    page = RequestFactory().get("/", HTTP_HOST="127.0.0.1:8000")
    with override_settings(LIVE_PORT=8001):
        assert live_url(page) == "http://127.0.0.1:8001/live/"
    with override_settings(LIVE_PORT=0):
        assert live_url(page) == "/live/"


@pytest.mark.parametrize(("https", "told"), [("1", None), ("0", "8001")])
def test_serving_names_a_port_to_pages_only_where_there_is_no_proxy(
    monkeypatch: pytest.MonkeyPatch, https: str, told: str | None
):
    monkeypatch.setenv("INVEKTO_HTTPS", https)
    monkeypatch.setenv("INVEKTO_LIVE_PORT", "")  # so that it is put back afterwards
    del os.environ["INVEKTO_LIVE_PORT"]
    serve.everything()
    assert os.environ.get("INVEKTO_LIVE_PORT") == told
