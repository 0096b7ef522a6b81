"""What holds for every page: no inline code, no cache, no false doors, errors that lead out."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

import invekto
from invekto.messaging.models import Conversation
from tests.dashboard.threads import make_thread, waiting, write
from tests.support.tenants import TenantKit

PACKAGE = Path(invekto.__file__).parent
TEMPLATES = sorted((PACKAGE / "dashboard/templates").rglob("*.html")) + sorted(
    (PACKAGE / "sandbox/templates").rglob("*.html")
)
SCRIPTS = [
    path
    for room in ("dashboard", "sandbox")
    for path in sorted((PACKAGE / room / "static").rglob("*.js"))
    if "vendor" not in path.parts
]
STYLES = [
    path
    for room in ("dashboard", "sandbox")
    for path in sorted((PACKAGE / room / "static").rglob("*.css"))
    if "vendor" not in path.parts
]


@pytest.fixture
def thread(tenant: TenantKit) -> Conversation:
    thread = waiting(tenant, since=timedelta(minutes=5))
    write(tenant, thread, "customer", "Merhaba", analysis={"intent": "greeting", "confidence": 0.9})
    write(tenant, thread, "human", "Buyurun", status="failed", failure_code=131000)
    return thread


def test_no_page_carries_code_or_style_of_its_own(tenant: TenantKit, owner: Client, thread: Conversation):
    for address in (
        "/",
        f"/inbox/{thread.id}/",
        "/settings/integrations/",
        "/settings/confidence/",
        "/sandbox/",
        "/nowhere/",
    ):
        page = owner.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", page), address
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", page), address


def test_pages_with_customers_words_are_kept_by_no_cache(owner: Client, thread: Conversation):
    for address in ("/", "/inbox/", f"/inbox/{thread.id}/", f"/inbox/{thread.id}/customer/"):
        assert owner.get(address).headers["Cache-Control"] == "no-store", address


def test_no_template_has_words_of_its_own():
    """Whatever people read comes from a text file: a template holds tags, variables, and Invekto's name."""
    for path in TEMPLATES:
        source = re.sub(
            r"{% block body_attributes %}.*?{% endblock %}",
            "",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]+>|&\w+;", " ", source)
        words = set(re.findall(r"[^\W\d_]{2,}", bare)) - {"Invekto", "WhatsApp", "Türkçe", "English"}
        assert not words, f"{path.relative_to(PACKAGE)}: {words}"


def test_scripts_hold_no_words_for_people_and_nothing_the_policy_forbids():
    for path in SCRIPTS:
        source = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\beval\(|new Function|\.innerHTML|\.style\b(?!\.(?:left|bottom) = )|document\.write", source
        ), path.name
        strings = re.findall(r'"([^"\n]*[çğıöşüÇĞİÖŞÜ][^"\n]*)"', re.sub(r"//.*", "", source))
        assert strings == [], path.name


def test_colours_live_in_one_file():
    for path in STYLES:
        if path.name in ("tokens.css", "handset.css"):
            continue
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8"))
        assert set(found) <= {"#fff", "#8fe3ff", "#1d2026"}, f"{path.name}: {found}"


def test_what_is_missing_says_so_in_the_readers_language_and_leads_home(agent: Client):
    agent.post("/preferences/", {"language": "en"})
    response = agent.get("/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert 'href="/"' in response.content.decode()


def test_an_error_of_ours_is_told_plainly(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    with tenant.scope():
        Conversation.objects.filter(id=thread.id).update(last_author="nobody")
    agent.raise_request_exception = False
    response = agent.get("/inbox/")
    assert response.status_code == 500
    assert "Bizden kaynaklanan bir hata oldu" in response.content.decode()
