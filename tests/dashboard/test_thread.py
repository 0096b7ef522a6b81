"""An open thread: who said what, in which order, and what stands between the messages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.agent_ai import services
from invekto.core import clock
from invekto.messaging.models import Conversation, MediaFile, WhatsAppNumber
from tests.dashboard.threads import make_thread, waiting, write
from tests.support.tenants import TenantKit

HTMX = {"HX-Request": "true"}


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def thread_of(client: Client, conversation: Conversation) -> str:
    return client.get(f"/inbox/{conversation.id}/", headers=HTMX).content.decode()


def messages_in(page: str) -> list[str]:
    """Each bubble's voice and words, in order."""
    page = page.partition('id="desk"')[0]
    found = re.findall(r'<article class="(msg [^"]+)".*?<p class="msg-text[^>]*>(.*?)</p>', page, re.DOTALL)
    return [f"{classes.split()[1]}: {words}" for classes, words in found]


def test_each_voice_is_drawn_as_its_own(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "customer", "kargom nerde", ago=minutes(9))
    write(tenant, thread, "bot", "Yolda.", ago=minutes(8))
    write(tenant, thread, "human", "Ben bakıyorum", ago=minutes(7), user=tenant.agent)
    write(tenant, thread, "system", "Siparişiniz yola çıktı", ago=minutes(6), type="template")
    page = thread_of(agent, thread)
    assert messages_in(page) == [
        "msg-customer: kargom nerde",
        "msg-bot: Yolda.",
        "msg-human: Ben bakıyorum",
        "msg-rule: Siparişiniz yola çıktı",
    ]
    assert "Ayşe Yıldız" in page
    assert "Otomatik mesaj" in page


def test_a_notice_is_a_line_in_the_readers_language(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    content = {"notice": "handover-notice-taken", "variables": {"name": "Ayşe Yıldız"}}
    write(tenant, thread, "system", "", type="notice", content=content)
    assert "Ayşe Yıldız görüşmeyi devraldı" in thread_of(agent, thread)
    agent.post("/preferences/", {"language": "en"})
    assert "Ayşe Yıldız took over" in thread_of(agent, thread)


def test_a_customers_markup_stays_text(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, "<b>Elif</b>")
    write(tenant, thread, "customer", '<script>alert(1)</script> *kalın* https://x.example/?a="b')
    page = thread_of(agent, thread)
    assert "<script>alert" not in page
    assert "<strong>kalın</strong>" in page
    assert re.search(r'<a href="https://x.example/\?a="[^>]*>https://x.example/\?a=</a>&quot;b', page)
    assert "&lt;b&gt;Elif" in page


def test_a_failed_message_says_why_and_what_to_do(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "human", "Merhaba", status="failed", failure_code=131026, user=tenant.agent)
    page = thread_of(agent, thread)
    assert "is-failed" in page
    assert "msg-trouble" in page
    assert "131026" not in page
    assert "Yeniden gönder" in page


def test_sending_again_is_not_offered_where_whatsapp_would_refuse_it(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, ago=timedelta(hours=30))
    write(tenant, thread, "human", "Merhaba", status="failed", failure_code=131047, ago=minutes(2))
    page = thread_of(agent, thread)
    assert "msg-trouble" in page
    assert "Yeniden gönder" not in page


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("queued", "Sırada"),
        ("accepted", "Gönderildi"),
        ("sent", "Gönderildi"),
        ("delivered", "İletildi"),
        ("read", "Okundu"),
        ("played", "Okundu"),
    ],
)
def test_ticks_are_said_in_words_too(tenant: TenantKit, agent: Client, status: str, shown: str):
    thread = make_thread(tenant)
    write(tenant, thread, "bot", "Yolda.", status=status)
    assert f'<span class="visually-hidden">{shown}</span>' in thread_of(agent, thread)


def test_what_was_withdrawn_is_marked_and_no_failure(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "bot", "Yolda.", status="cancelled")
    page = thread_of(agent, thread)
    assert "araya temsilci girdi" in page
    assert "msg-trouble" not in page


def test_a_deleted_message_keeps_no_words(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "customer", "gizli söz", revoked_at=clock.now())
    page = thread_of(agent, thread)
    assert "Müşteri bu mesajı sildi" in page
    assert "gizli söz" not in page


def test_an_edited_a_late_and_a_quoting_message_say_so(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "bot", "Beden S mi M mi?", ago=minutes(9), wamid="wamid.q")
    write(
        tenant, thread, "customer", "M", quoted_wamid="wamid.q", edited_at=clock.now(), content={"late": True}
    )
    page = thread_of(agent, thread)
    assert re.search(r'<blockquote class="quote">.*?Asistan.*?Beden S mi M mi\?', page, re.DOTALL)
    assert "düzenlendi" in page
    assert "geç ulaştı" in page


def test_buttons_and_lists_are_shown_as_they_were_offered(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "bot", "Seçin", type="buttons", content={"buttons": [{"id": "a", "title": "İade"}]})
    rows = [{"id": "b", "title": "1020304050", "description": "Kırmızı tişört"}]
    write(
        tenant,
        thread,
        "bot",
        "Hangisi?",
        type="list",
        content={"list": {"button": "Sipariş seç", "rows": rows}},
    )
    page = thread_of(agent, thread)
    assert "<li>İade</li>" in page
    assert "Sipariş seç" in page
    assert "Kırmızı tişört" in page


@pytest.mark.parametrize(
    ("state", "shown"), [("pending", "Alınıyor"), ("expired", "Süresi dolmuş"), ("failed", "Alınamadı")]
)
def test_a_picture_that_is_not_here_says_why(tenant: TenantKit, agent: Client, state: str, shown: str):
    thread = make_thread(tenant)
    with tenant.scope():
        media = MediaFile.objects.create(
            tenant_id=tenant.id, mime_type="image/jpeg", state=state, created_at=clock.now()
        )
    write(tenant, thread, "customer", "", type="image", media=media)
    page = thread_of(agent, thread)
    assert shown in page
    assert "<img" not in page


def test_a_stored_picture_is_shown(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    with tenant.scope():
        media = MediaFile.objects.create(
            tenant_id=tenant.id, mime_type="image/jpeg", state="stored", path="x.jpg", created_at=clock.now()
        )
    write(tenant, thread, "customer", "bakın", type="image", media=media)
    assert f'src="/media/{media.id}/"' in thread_of(agent, thread)


def test_what_was_understood_is_said_in_words_with_how_sure(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    analysis = {"intent": "order_status", "confidence": 0.94, "threshold": 0.5}
    write(tenant, thread, "customer", "kargom nerde", ago=minutes(9), analysis=analysis)
    write(tenant, thread, "bot", "Yolda.", why={"intent": "order_status", "rule": "did-told-order"})
    page = thread_of(agent, thread)
    assert "Siparişinin nerede olduğunu soruyor" in page
    assert "%94 emin" in page
    assert "Sipariş durumunu söyledi" in page
    assert "order_status" not in page


def test_what_was_not_understood_is_admitted_without_a_figure(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "customer", "asdf", analysis={"intent": "out_of_scope", "confidence": 0.4})
    page = thread_of(agent, thread)
    assert "Ne istediği anlaşılamadı" in page
    assert "emin" not in page


def test_days_are_told_apart_in_the_tenants_time(tenant: TenantKit, agent: Client, at):
    at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    thread = make_thread(tenant)
    # 00:30 in Istanbul is still the evening before in UTC.
    write(tenant, thread, "customer", "gece", ago=timedelta(hours=11, minutes=30))
    write(tenant, thread, "customer", "önceki gün", ago=timedelta(hours=14))
    write(tenant, thread, "customer", "geçen hafta", ago=timedelta(days=8))
    page = thread_of(agent, thread)
    lines = re.findall(r'class="divider" id="day-\d+" role="separator"><span>([^<]+)', page)
    assert lines == ["15 Kasım Pazar", "Dün", "Bugün"]
    assert page.index("önceki gün") < page.index(">Bugün<") < page.index("gece")


def test_the_thread_opens_with_a_line_before_the_first_unread_message(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, unread=2)
    write(tenant, thread, "customer", "okunmuş", ago=minutes(30))
    first = write(tenant, thread, "customer", "yeni bir", ago=minutes(9))
    write(tenant, thread, "bot", "araya giren", ago=minutes(8))
    write(tenant, thread, "customer", "yeni iki", ago=minutes(7))
    page = thread_of(agent, thread)
    assert "2 yeni mesaj" in page
    assert page.index("okunmuş") < page.index("2 yeni mesaj") < page.index("yeni bir")
    assert f'data-unread-from="{first.id}"' in page


def test_the_note_stands_where_the_bot_stopped(tenant: TenantKit, agent: Client):
    note = {
        "wanted": "Ürünü iade etmek istiyor",
        "tried": ["Sipariş durumunu söyledi"],
        "facts": ["Sipariş 1020304050"],
        "mood": "Kızgın",
        "promised": "Yazılacağı söylendi",
        "next_step": "Önce gönlünü alın",
    }
    thread = waiting(tenant, since=minutes(10), note=note, handoff_reason="angry")
    write(tenant, thread, "customer", "iade edeceğim", ago=minutes(11))
    write(tenant, thread, "bot", "Aktarıyorum", ago=minutes(10.01))
    write(tenant, thread, "customer", "orda mısınız", ago=minutes(2))
    page = thread_of(agent, thread)
    assert page.index("Aktarıyorum") < page.index('id="handoff"') < page.index("orda mısınız")
    for words in (*note["tried"], *note["facts"], note["wanted"], note["next_step"], "müşteri kızgın"):
        assert words in page


def test_the_note_of_a_hand_over_that_is_over_stays_in_its_place_folded(tenant: TenantKit, agent: Client):
    note = {"wanted": "Ürünü iade etmek istiyor", "tried": [], "facts": [], "mood": "Sakin"}
    thread = waiting(tenant, since=minutes(10), note=note)
    write(tenant, thread, "bot", "Aktarıyorum", ago=minutes(10.01))
    write(tenant, thread, "customer", "orda mısınız", ago=minutes(2))
    with tenant.scope():
        services.hand_back(thread.id, tenant.agent, clock.now())
    page = thread_of(agent, thread)
    assert 'id="handoff"' not in page
    kept = page.index('<details class="handoff is-over"')
    assert page.index("Aktarıyorum") < kept < page.index("orda mısınız")
    assert not re.match(r"<details[^>]* open", page[kept:])
    assert "Ürünü iade etmek istiyor" in page


def test_older_messages_come_page_by_page_and_each_once(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    for number in range(120):
        write(tenant, thread, "customer", f"mesaj-{number:03}", ago=minutes(200 - number // 3))
    page = thread_of(agent, thread)
    seen = re.findall(r"mesaj-\d{3}", page)
    while more := re.search(r'hx-get="([^"]+before=[^"]+)"', page):
        page = agent.get(more[1], headers=HTMX).content.decode()
        seen = re.findall(r"mesaj-\d{3}", page) + seen
    assert seen == [f"mesaj-{number:03}" for number in range(120)]


def test_the_note_appears_once_although_it_lies_on_an_older_page(tenant: TenantKit, agent: Client):
    thread = waiting(tenant, since=minutes(150))
    for number in range(120):
        write(tenant, thread, "customer", f"m{number}", ago=minutes(200 - number))
    page = thread_of(agent, thread)
    shown = page.count('id="handoff"')
    while more := re.search(r'hx-get="([^"]+before=[^"]+)"', page):
        page = agent.get(more[1], headers=HTMX).content.decode()
        shown += page.count('id="handoff"')
    assert shown == 1


def test_the_window_is_shown_before_it_hurts_and_after(tenant: TenantKit, agent: Client):
    fresh, late, over = (
        make_thread(tenant, ago=ago)
        for ago in (timedelta(hours=2, minutes=46), timedelta(hours=22), timedelta(hours=25))
    )
    page = thread_of(agent, fresh)
    assert 'data-level="open"' in page
    assert "21 sa 14 dk" in page or "21 sa 13 dk" in page
    assert 'data-level="soon"' in thread_of(agent, late)
    page = thread_of(agent, over)
    assert 'data-level="closed"' in page
    assert 'id="composer"' not in page
    assert "24 saatlik yazışma süresi doldu" in page


def test_somebody_who_never_wrote_can_only_get_a_template(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, last_inbound_at=None)
    assert "Bu kişi size henüz yazmadı" in thread_of(agent, thread)


def test_news_bring_the_end_of_the_thread_and_keep_the_line_of_new_messages(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    for number in range(40):
        write(tenant, thread, "customer", f"mesaj-{number:02}", ago=minutes(90 - number))
    first = write(tenant, thread, "customer", "yeni", ago=minutes(1))
    page = agent.get(f"/inbox/{thread.id}/messages/?news=1&open=yes&unread_from={first.id}").content.decode()
    assert re.findall(r"mesaj-\d\d", page) == [f"mesaj-{number}" for number in range(11, 40)]
    assert "1 yeni mesaj" in page
    assert 'id="speaker"' in page
    assert 'id="desk"' not in page


def test_news_bring_another_desk_once_the_window_has_closed(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, ago=timedelta(hours=25))
    page = agent.get(f"/inbox/{thread.id}/messages/?news=1&open=yes").content.decode()
    assert 'id="desk" data-open="no"' in page


@pytest.mark.parametrize("query", ["before=x", "news=1&unread_from=x"])
def test_a_tampered_question_finds_nothing(tenant: TenantKit, agent: Client, query: str):
    thread = make_thread(tenant)
    assert agent.get(f"/inbox/{thread.id}/messages/?{query}").status_code == 404


def test_a_thread_takes_the_same_number_of_queries_however_long_it_is(tenant: TenantKit, agent: Client):
    short, long = make_thread(tenant, "Kısa"), make_thread(tenant, "Uzun")
    for thread, count in ((short, 2), (long, 45)):
        for number in range(count):
            write(
                tenant,
                thread,
                "customer",
                f"mesaj {number}",
                ago=minutes(90 - number),
                wamid=f"{thread.id}-{number}",
                quoted_wamid=f"{thread.id}-0",
            )
    thread_of(agent, short)
    with CaptureQueriesContext(connection) as few:
        thread_of(agent, short)
    with CaptureQueriesContext(connection) as many:
        thread_of(agent, long)
    assert len(many) == len(few)
    assert len(many) <= 13


@pytest.mark.parametrize(
    ("kind", "words"), [("revoked", "Mesaj silindi"), ("request_welcome", "Sohbeti açtı")]
)
def test_what_has_no_words_is_named_in_the_list_and_in_the_thread(
    tenant: TenantKit, agent: Client, kind: str, words: str
):
    thread = make_thread(tenant, last_text="", last_type=kind)
    write(tenant, thread, "customer", "", type=kind)
    page = agent.get(f"/inbox/{thread.id}/").content.decode()
    assert page.count(words) == 2
    assert "Desteklenmeyen" not in page


def test_a_quoted_message_that_was_deleted_is_named_so(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    write(tenant, thread, "customer", "", wamid="wamid.A", revoked_at=clock.now())
    write(tenant, thread, "human", "Neyi sildiniz?", quoted_wamid="wamid.A")
    assert "Mesaj silindi" in agent.get(f"/inbox/{thread.id}/").content.decode()


def test_a_thread_says_that_its_number_does_not_send_and_who_can_mend_it(
    tenant: TenantKit, agent: Client, owner: Client
):
    thread = make_thread(tenant)
    with tenant.scope():
        WhatsAppNumber.objects.update(paused_code=190, paused_at=clock.now())
    for address in (f"/inbox/{thread.id}/", f"/inbox/{thread.id}/messages/?news=1"):
        page = agent.get(address).content.decode()
        assert "numarasından gönderim durdu" in page
        assert "İşletme sahibi ya da yönetici" in page
        assert "/settings/integrations/" in owner.get(address).content.decode()


def test_a_number_that_sends_is_no_news(tenant: TenantKit, agent: Client):
    page = agent.get(f"/inbox/{make_thread(tenant).id}/").content.decode()
    assert 'id="number-trouble"' in page
    assert "gönderim durdu" not in page
