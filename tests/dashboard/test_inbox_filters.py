"""What narrows the list: in the address, together, and taken back one by one."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.core import clock
from invekto.messaging.models import Contact, Conversation, WhatsAppNumber
from tests.dashboard.test_list import minutes, names
from tests.dashboard.threads import make_thread, waiting
from tests.support.tenants import TenantKit


@pytest.fixture
def talks(tenant: TenantKit) -> dict[str, Conversation]:
    """One conversation for each thing one may look for, named after it; the newest first in the list."""
    now = clock.now()
    changes: dict[str, dict[str, object]] = {
        "plain": {},
        "unread": {"unread": 2},
        "marked": {"marked_unread": True},
        "closing": {"last_inbound_at": now - timedelta(hours=22)},
        "closed-window": {"last_inbound_at": now - timedelta(hours=25)},
        "refused-window": {
            "last_inbound_at": now - timedelta(hours=22),
            "window_refused_at": now - timedelta(hours=1),
        },
        "return": {"intent": "return_request"},
        "asleep": {"snoozed_until": now + timedelta(hours=2)},
        "woken": {"snoozed_until": now - timedelta(seconds=1)},
        "done": {"done_at": now},
    }
    made = {
        name: make_thread(tenant, name, ago=minutes(place), **more)
        for place, (name, more) in enumerate(changes.items(), 1)
    }
    with tenant.scope():
        second = WhatsAppNumber.objects.create(
            tenant_id=tenant.id,
            phone_number_id=f"9{tenant.number.phone_number_id}",
            display_phone="+902125550000",
            waba_id="1",
            access_token="t",
            app_secret="s",
            verify_token="v",
            created_at=now,
        )
        Conversation.objects.filter(id=made["plain"].id).update(number=second)
        Contact.objects.filter(id=made["return"].contact_id).update(tags=["Toptan"], flags=["vip"])
    return made


OPEN = [
    "plain",
    "unread",
    "marked",
    "closing",
    "closed-window",
    "refused-window",
    "return",
    "woken",
]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", OPEN),
        ("unread=1", ["unread", "marked"]),
        ("vip=1", ["return"]),
        ("closing=1", ["closing"]),
        ("intent=return_request", ["return"]),
        ("tag=Toptan", ["return"]),
        ("tag=Toptan&vip=1&intent=return_request", ["return"]),
        ("tag=Toptan&unread=1", []),
        ("filter=snoozed", ["asleep"]),
        ("filter=done", ["done"]),
        ("number=nonsense&vip=2&filter=all", OPEN),
        ("number=00000000-0000-0000-0000-000000000000", []),
    ],
)
def test_each_filter_shows_what_it_says_and_they_narrow_together(
    agent: Client, talks: dict[str, Conversation], query: str, shown: list[str]
):
    page = agent.get(f"/inbox/?{query}").content
    assert names(page) == shown
    if shown and query.startswith("tag=Toptan"):
        # The way on keeps the look: rows, boxes, and what came since.
        row = re.search(r'class="row-link[^"]*" id="[^"]+" href="([^"]+)"', page.decode())
        assert row is not None
        assert "tag=Toptan" in row[1]
        changed = f"/inbox/changes/?{query}&changed={talks['plain'].id},{talks['return'].id}"
        assert names(agent.get(changed).content) == ["return"]


def test_what_there_is_to_choose_leads_to_it_and_back(
    tenant: TenantKit, agent: Client, talks: dict[str, Conversation]
):
    sheet = agent.get("/inbox/filters/?vip=1").content.decode()
    by = {
        unescape(re.sub(r"<[^>]+>|\s+", " ", words)).strip(): unescape(href)
        for href, words in re.findall(
            r'<a class="filter-choice" href="([^"]+)"[^>]*>(.*?)</a>', sheet, re.DOTALL
        )
    }
    assert by["VIP"] == "/inbox/?"
    assert by["Okunmamış"] == "/inbox/?unread=1&vip=1"
    assert by["Ertelenen"] == "/inbox/?vip=1&filter=snoozed"
    (subject,) = [href for words, href in by.items() if "intent=return_request" in href]
    (tag,) = [href for words, href in by.items() if "tag=Toptan" in href]
    (number,) = [href for words, href in by.items() if words == "+90 212 555 00 00"]
    for href in (subject, tag):
        assert names(agent.get(href).content) == ["return"]
    assert names(agent.get(number.replace("vip=1&", "")).content) == ["plain"]

    page = agent.get(f"{subject}&tag=Toptan").content.decode()
    chips = [unescape(href) for href in re.findall(r'<a class="chip" href="([^"]+)"', page)]
    assert chips == [
        "/inbox/?intent=return_request&tag=Toptan",
        "/inbox/?vip=1&tag=Toptan",
        "/inbox/?vip=1&intent=return_request",
    ]


def test_the_put_off_come_soonest_first_and_page_on(tenant: TenantKit, agent: Client):
    now = clock.now()
    for hours in (9, 2, 5):
        make_thread(tenant, f"{hours} saat", snoozed_until=now + timedelta(hours=hours))
    assert names(agent.get("/inbox/?filter=snoozed").content) == ["2 saat", "5 saat", "9 saat"]
    for number in range(45):
        make_thread(tenant, f"Kapalı {number:02}", done_at=now - minutes(number))
    first = agent.get("/inbox/rows/?filter=done").content
    more = re.search(r'hx-get="([^"]+)"', first.decode())
    assert more is not None
    assert names(first) + names(agent.get(unescape(more[1])).content) == [
        f"Kapalı {number:02}" for number in range(45)
    ]


def test_put_off_and_closed_conversations_are_in_no_count(tenant: TenantKit, agent: Client):
    waiting(tenant, "Açık", since=minutes(5))
    waiting(tenant, "Ertelenen", since=minutes(5), snoozed_until=clock.now() + minutes(5))
    waiting(tenant, "Kapalı", since=minutes(5), done_at=clock.now())
    page = agent.get("/inbox/?filter=waiting").content
    assert names(page) == ["Açık"]
    assert re.findall(r'class="box-count">(\d+)', page.decode()) == ["1", "1"]
    assert 'id="nav-inbox-rail"><span class="visually-hidden">1 müşteri' in page.decode()
    assert agent.get("/").content.decode().count("Kapalı") == 0


def test_nothing_under_a_filter_says_how_to_see_more(agent: Client):
    assert "Bu süzgece uyan görüşme yok" in agent.get("/inbox/?vip=1").content.decode()
    for box, words in (("snoozed", "Ertelenen görüşme yok"), ("done", "Kapatılan görüşme yok")):
        assert words in agent.get(f"/inbox/?filter={box}").content.decode()


def test_every_look_takes_a_fixed_number_of_queries(tenant: TenantKit, agent: Client):
    waiting(tenant, "Merhaba", since=minutes(1), unread=1, intent="x")
    looks = ("", "filter=snoozed", "vip=1&unread=1&intent=x&tag=y", "q=merhaba")
    few = {look: queries(agent, look) for look in looks}
    for number in range(30):
        waiting(tenant, f"Merhaba {number}", since=minutes(number + 1), unread=1, intent="x")
    with tenant.scope():
        Contact.objects.update(tags=["y"], flags=["vip"])
    for look in looks:
        assert queries(agent, look) == few[look], look
        assert few[look] <= 16, look


def queries(agent: Client, look: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        agent.get(f"/inbox/?{look}")
    return len(captured)
