"""Requests for a host that is none of ours."""

from __future__ import annotations

import os
import subprocess
import sys

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


def _answers_for(host: str, **environment: str) -> bool:
    """Whether the settings, read anew in an environment of their own, let a request for ``host`` in."""
    script = (
        "import sys, django.conf, django.http.request as r\n"
        "print(r.validate_host(sys.argv[1], django.conf.settings.ALLOWED_HOSTS))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, host], env=os.environ | environment, capture_output=True, check=True
    )
    return done.stdout.strip() == b"True"


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("[::1]", True),
        ("shop.example", True),
        ("evil.example", False),
    ],
)
def test_the_demo_answers_on_this_machine_and_at_its_public_address_alone(host: str, let_in: bool):
    demo = {"INVEKTO_ENV": "demo", "INVEKTO_PUBLIC_URL": "https://shop.example:8443"}
    assert _answers_for(host, **demo) is let_in


def test_the_demo_answers_for_whatever_host_it_is_told_to():
    assert _answers_for("panel.example", INVEKTO_ENV="demo", INVEKTO_ALLOWED_HOSTS="panel.example")
