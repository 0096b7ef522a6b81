"""Requests for a host that is none of ours."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

PATHS = ["/login/", "/webhooks/whatsapp/", "/webhooks/trendyol/x/", "/api/v1/openapi.json", "/nowhere/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["a b", "[", "[::1", "a/b", "a:b:c", "müşteri", ""])
def test_a_malformed_host_is_a_bad_request(host: str, path: str):
    for method in ("get", "post"):
        answer = getattr(Client(raise_request_exception=False), method)(path, HTTP_HOST=host)
        assert answer.status_code == 400


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "x" * 300])
@override_settings(ALLOWED_HOSTS=["localhost", "127.0.0.1"])  # as in production
def test_a_foreign_host_is_a_bad_request(host: str, path: str):
    assert Client(raise_request_exception=False).get(path, HTTP_HOST=host).status_code == 400
    assert Client(raise_request_exception=False).get("/healthz", HTTP_HOST=host).status_code == 200
