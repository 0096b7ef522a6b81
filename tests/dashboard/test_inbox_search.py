"""Words of messages, as people type them, lead to the conversation and to the message itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from invekto.core import clock
from invekto.messaging import search
from invekto.messaging.models import Contact, Conversation, Message, MessageWords
from tests.dashboard.test_list import minutes, names
from tests.dashboard.threads import make_thread, write
from tests.messaging import envelopes as e
from tests.messaging.rooms import alone as alone_fixture
from tests.support.tenants import TenantKit

alone = alone_fixture  # nobody answers what arrives


def remembered(tenant: TenantKit, thread: Conversation, text: str, **more: object) -> Message:
    message = write(tenant, thread, "customer", text, **more)  # type: ignore[arg-type]
    with tenant.scope():
        search.remember([message])
    return message


@pytest.mark.parametrize(
    "typed",
    ["şık", "SIK", "sik elbise", "ELBİSE şık", "ışıltı", "isilti", "IŞILTILI"],
)
def test_a_message_is_found_however_its_words_are_typed(
    tenant: TenantKit, second_tenant: TenantKit, agent: Client, run_jobs: Callable[[], int], typed: str
):
    said = "Işıltılı ve şık elbiseler var mı?"
    for kit in (tenant, second_tenant):
        e.post(kit, e.messages(kit, e.message(said)))
    run_jobs()
    make_thread(tenant, "Ali Kaya")
    page = agent.get("/inbox/", {"q": typed}).content
    assert names(page) == ["Elif Demir"]
    with tenant.scope():
        message = Message.objects.get(text=said)
    assert f"at={message.id}" in page.decode()
    assert re.search(r"<mark>[^<]+</mark>", page.decode())


def test_zeros_are_in_nobodys_number(tenant: TenantKit, agent: Client):
    make_thread(tenant, "Elif Demir")
    assert names(agent.get("/inbox/", {"q": "0000"}).content) == []


def test_every_word_must_be_there_and_the_excerpt_shows_the_first(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, "Elif Demir")
    long = "Merhaba, geçen hafta aldığım keten ceketin kolu <b>biraz</b> uzun geldi, değişim yapabilir miyiz acaba?"
    remembered(tenant, thread, long)
    page = agent.get("/inbox/", {"q": "degisim ceket"}).content.decode()
    words = re.search(r'<span class="row-words one-line">(.*?)</span>', page, re.DOTALL)
    assert words is not None
    assert words[1] == (
        "…keten <mark>ceketin</mark> kolu &lt;b&gt;biraz&lt;/b&gt; uzun geldi, "
        "<mark>değişim</mark> yapabilir miyiz…"
    )
    assert names(agent.get("/inbox/", {"q": "degisim pantolon"}).content) == []


def test_what_colleagues_and_the_bot_said_is_found_too_and_what_was_taken_back_is_not(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int]
):
    first = e.message("Lacivert trençkot bende kaldı", wamid="wamid.FIRST")
    e.post(tenant, e.messages(tenant, first))
    run_jobs()
    with tenant.scope():
        thread = Conversation.objects.get()
    agent.post(f"/inbox/{thread.id}/send/", {"text": "Kuponunuz GÜLLAÇ10"})
    assert names(agent.get("/inbox/", {"q": "gullac"}).content) == ["Elif Demir"]

    edit = {
        "type": "edit",
        "edit": {
            "original_message_id": "wamid.FIRST",
            "message": {"type": "text", "text": {"body": "Bej trençkot"}},
        },
    }
    e.post(tenant, e.messages(tenant, e.message(**edit)))
    run_jobs()
    assert names(agent.get("/inbox/", {"q": "lacivert"}).content) == []
    assert names(agent.get("/inbox/", {"q": "bej trenc"}).content) == ["Elif Demir"]

    revoke = e.message(type="revoke", revoke={"original_message_id": "wamid.FIRST"})
    e.post(tenant, e.messages(tenant, revoke))
    run_jobs()
    assert names(agent.get("/inbox/", {"q": "bej trenc"}).content) == []
    with tenant.scope():
        assert not MessageWords.objects.filter(id__in=Message.objects.filter(author="customer")).exists()


def test_tags_and_parcels_are_found_and_the_closed_too(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, "Elif Demir", done_at=clock.now())
    make_thread(tenant, "Ali Kaya")
    with tenant.scope():
        Contact.objects.filter(id=thread.contact_id).update(tags=["Toptancı"])
    assert names(agent.get("/inbox/").content) == ["Ali Kaya"]
    assert names(agent.get("/inbox/", {"q": "toptanci"}).content) == ["Elif Demir"]


def test_opening_reaches_back_to_the_message_that_was_found(
    tenant: TenantKit, second_tenant: TenantKit, agent: Client
):
    thread = make_thread(tenant, "Elif Demir")
    found = remembered(tenant, thread, "zürafa desenli bluz", ago=minutes(500))
    for age in range(120):
        write(tenant, thread, "customer", f"mesaj {age}", ago=minutes(age + 1))
    assert "zürafa" not in agent.get(f"/inbox/{thread.id}/").content.decode()
    row = re.search(r'href="([^"]+)" data-id', agent.get("/inbox/?q=zurafa").content.decode())
    assert row is not None
    page = agent.get(row[1].replace("&amp;", "&")).content.decode()
    assert f'id="m-{found.id}"' in page
    # Somebody else's message, or none at all, opens the thread as always.
    theirs = write(second_tenant, make_thread(second_tenant), "customer", "x")
    assert agent.get(f"/inbox/{thread.id}/?at={theirs.id}").status_code == 200
    assert agent.get(f"/inbox/{thread.id}/?at=nonsense").status_code == 404


@pytest.mark.parametrize(
    "typed", ["'", "a\\b:*", "kargo | !elbise", "''':*''", "%_", "😀", "x" * 300, "():&|!<->"]
)
def test_no_words_break_the_search_or_widen_it(
    tenant: TenantKit, second_tenant: TenantKit, agent: Client, typed: str
):
    remembered(second_tenant, make_thread(second_tenant, "Yabancı"), f"gizli {typed}")
    remembered(tenant, make_thread(tenant, "Elif Demir"), "kırmızı elbise")
    response = agent.get("/inbox/", {"q": typed})
    assert response.status_code == 200
    assert names(response.content) == []


def test_nobody_can_ask_for_another_tenants_words(tenant: TenantKit, second_tenant: TenantKit):
    theirs = remembered(second_tenant, make_thread(second_tenant), "gizli")
    prefix = str(second_tenant.id)[-8:]
    with second_tenant.scope():
        assert list(search.newest_by_conversation(["gizli"]).values()) == [theirs.id]
    with tenant.scope():
        for asked in (
            ["gizli"],
            [f"{prefix}:gizli"],
            [f"x' | '{prefix}:gizli"],
            [f"x':* | {prefix}:gizli:*"],
        ):
            assert search.newest_by_conversation(asked) == {}


_CROWD = """
WITH said AS (
    INSERT INTO messages (id, tenant_id, conversation_id, author, type, text, content, at, received_at)
    SELECT gen_random_uuid(), tenant_id, id, 'customer', 'text', %s || ' ' || lpad(n::text, 5, '0'), '{}',
        now() - n * interval '1 second', now()
    FROM conversations, generate_series(1, 10000) AS n WHERE id = %s
    RETURNING id, tenant_id, conversation_id, at, text
)
INSERT INTO message_words (id, tenant_id, conversation_id, at, words)
SELECT id, tenant_id, conversation_id, at, invekto_words(tenant_id, string_to_array(text, ' ')) FROM said
"""


@pytest.fixture
def crowd(tenant: TenantKit, second_tenant: TenantKit) -> TenantKit:
    """Twenty thousand messages of two tenants; a word that the other tenant uses in every one of them."""
    with connections["owner"].cursor() as cursor:
        for kit, word in ((tenant, "beden"), (second_tenant, "kargo nerede")):
            cursor.execute(_CROWD, [word, make_thread(kit).id])
        cursor.execute("ANALYZE message_words")
    return tenant


def test_the_index_is_used_behind_the_tenants_wall(crowd: TenantKit):
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'invekto_found_messages'")
        ((body,),) = cursor.fetchall()
        cursor.execute("SELECT set_config('app.tenant_id', %s, false)", [str(crowd.id)])
        plans = {}
        for word in ("00042", "kargo"):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {body.replace('beginnings', f'ARRAY[{word!r}]')}")
            plans[word] = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET app.tenant_id")
    assert "Bitmap Index Scan on message_words_found" in plans["00042"], plans["00042"]
    # The other tenant's ten thousand are not even looked at.
    read = re.search(
        r"Bitmap Index Scan on message_words_found.*?actual [^)]*?rows=(\d+)", plans["kargo"], re.DOTALL
    )
    assert read is not None, plans["kargo"]
    assert int(read[1]) == 0
    with crowd.scope():
        assert search.newest_by_conversation(["kargo"]) == {}
        assert len(search.newest_by_conversation(["beden"])) == 1


def test_a_busy_conversation_and_those_of_others_hide_no_conversation(
    tenant: TenantKit, agent: Client, owner: Client
):
    busy = make_thread(tenant, "Çok Yazan", assigned_to_id=tenant.owner.id)
    with connections["owner"].cursor() as cursor:
        cursor.execute(_CROWD, ["kargo", busy.id])
    mine = make_thread(tenant, "Elif Demir", assigned_to_id=tenant.agent.id)
    remembered(tenant, mine, "kargo nerede", ago=minutes(3 * 24 * 60))
    assert names(agent.get("/inbox/", {"q": "kargo"}).content) == ["Elif Demir"]
    assert set(names(owner.get("/inbox/", {"q": "kargo"}).content)) == {"Elif Demir", "Çok Yazan"}
    # What narrows the list besides the words does so before anything is cut off, too.
    with tenant.scope():
        Contact.objects.filter(id=mine.contact_id).update(tags=["toptan"])
    assert names(owner.get("/inbox/", {"q": "kargo", "tag": "toptan"}).content) == ["Elif Demir"]


def test_messages_that_move_to_another_conversation_are_found_there(tenant: TenantKit):
    first, second = make_thread(tenant, "Elif Demir"), make_thread(tenant, "Elif D.")
    moved = remembered(tenant, first, "zürafa desenli bluz")
    with tenant.scope():
        Message.objects.filter(id=moved.id).update(conversation_id=second.id)
        assert search.newest_by_conversation(["zurafa"]) == {second.id: moved.id}
        nobodys = Conversation.objects.exclude(id=second.id)
        assert search.newest_by_conversation(["zurafa"], nobodys) == {}
        assert search.newest_by_conversation(["zurafa"], Conversation.objects.filter(id__in=[])) == {}
