"""The integrations service to a person: what it is, and a document one can read."""

from __future__ import annotations

from django.test import Client, override_settings


@override_settings(ROOT_URLCONF="invekto.urls.integrations")
def test_its_address_says_what_it_is_and_leads_to_its_document():
    page = Client().get("/").content.decode()
    assert "entegrasyon servisi" in page
    assert 'href="/docs"' in page
    assert 'href="/api/v1/openapi.json"' in page
    assert Client().get("/api/v1/openapi.json").json()["info"]["title"] in page


@override_settings(ROOT_URLCONF="invekto.urls.integrations")
def test_the_document_names_every_call_and_fetches_nothing_from_elsewhere():
    page = Client().get("/docs").content.decode()
    for path in Client().get("/api/v1/openapi.json").json()["paths"]:
        assert path in page
    assert "https://" not in page.replace("https://www.w3.org", "")
