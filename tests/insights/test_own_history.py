"""What customers ask, from our own history: the page, its download, and `invekto feedback --tenant`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from invekto.core import clock

if TYPE_CHECKING:
    from django.test import Client

    from invekto.core.models import User
    from invekto.messaging.models import Conversation
    from tests.support.tenants import TenantKit

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)  # a Friday, three in the afternoon in Istanbul
Asked = Callable[..., "Conversation"]


@pytest.fixture(autouse=True)
def _friday(_clean_desk: None, at: Callable[[datetime], None]) -> None:
    at(NOW)


@pytest.fixture
def manager(tenant: TenantKit) -> Client:
    from django.test import Client

    return _logged_in(Client(), tenant.owner)


def _logged_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="invekto.core.auth.DoorBackend")
    return client


def asked(
    kit: TenantKit,
    *texts: str,
    intent: str = "order_status",
    confidence: float = 0.99,
    ago: timedelta = timedelta(hours=1),
    name: str = "Rojda Karahan",
    further: tuple[str, ...] = (),
    **changes: Any,
) -> Conversation:
    """A customer of their own who wrote these, understood like that."""
    from invekto.messaging.models import Author, Message

    conversation = kit.make_conversation(name=name)
    moment = clock.now() - ago
    wishes = [{"intent": wish, "confidence": confidence, "span": [0, 1]} for wish in (intent, *further)]
    analysis = {"intent": intent, "confidence": confidence, "threshold": 0.9, "intents": wishes}
    with kit.scope():
        for text in texts:
            values = {"type": "text", "text": text, "analysis": analysis, "at": moment, "received_at": moment}
            Message.objects.create(
                tenant_id=kit.id, conversation=conversation, author=Author.CUSTOMER, **values | changes
            )
    return conversation


def figures(client: Client, days: int = 30, language: str = "tr") -> str:
    response = client.get(
        f"/questions/?days={days}", headers={"hx-request": "true", "accept-language": language}
    )
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_new_business_is_told_what_the_page_is_for(manager: Client):
    shown = figures(manager)
    assert "Son 30 günde yazan olmadı" in shown
    assert "Geçmiş sohbetleri oku" in shown


def test_the_page_itself_comes_at_once_and_asks_for_its_figures(manager: Client):
    page = manager.get("/questions/?days=7").content.decode()
    assert 'hx-get="/questions/?days=7" hx-trigger="load"' in page
    assert "<h1>Müşteriler ne soruyor?</h1>" in page
    assert 'href="/questions/"' in page  # in the menu


def test_intents_are_ranked_with_their_examples_masked_and_linked(tenant: TenantKit, manager: Client):
    one = asked(tenant, "Ben Rojda, 1020304050 nolu siparişim nerede", "kargom nerede kaldı")
    asked(tenant, "fatura istiyorum", intent="invoice_request")
    asked(tenant, "merhaba", intent="greeting")
    shown = figures(manager)
    assert shown.index("Siparişinin nerede olduğunu soruyor") < shown.index("Fatura istiyor")
    assert f'href="/inbox/{one.id}/"' in shown
    assert "Ben [name], [number] nolu siparişim nerede" in shown
    assert "Rojda" not in shown
    assert "Ayrıca 1 selam, teşekkür, evet ve hayır." in shown


def test_what_was_not_understood_is_grouped_and_proposed(tenant: TenantKit, manager: Client):
    for text in (
        "eleman alımı var mı",
        "eleman arıyor musunuz",
        "elemana ihtiyacınız var mı",
        "eleman lazım mı",
    ):
        asked(tenant, text, intent="out_of_scope", confidence=0.95)
    asked(tenant, "bekliyorum", confidence=0.5)
    shown = figures(manager)
    assert "%100" in shown  # nothing of it was understood
    assert "ayda ~4 mesaj" in shown
    assert '<strong class="as-title">eleman' in shown
    assert "1 mesajda asistan yeterince emin değildi; 4 mesaj tanıdığı hiçbir konuya uymadı." in shown


def test_a_message_with_two_wishes_counts_for_both(tenant: TenantKit):
    from invekto.insights import services

    asked(tenant, "kargom nerede bir de fatura istiyorum", further=("invoice_request", "out_of_scope"))
    report = services.overview(tenant.id, days=7, now=NOW, examples=1).report  # type: ignore[union-attr]
    assert {row.intent: row.count for row in report.ranked} == {"order_status": 1, "invoice_request": 1}
    assert report.messages == 1
    assert report.unclear.count == 0


def test_each_message_counts_at_its_own_hour_in_the_tenants_zone(tenant: TenantKit):
    from invekto.insights import services

    asked(tenant, "kargom nerede", ago=timedelta(hours=15, minutes=30))  # 23:30 on Thursday there
    asked(tenant, "kargom nerede kaldı", ago=timedelta(days=7))
    report = services.overview(tenant.id, days=30, now=NOW, examples=1).report  # type: ignore[union-attr]
    assert [hour for hour in range(24) if report.when.hours[hour]] == [15, 23]
    assert report.when.weekdays == (0, 0, 0, 1, 1, 0, 0)
    assert [(str(monday), count) for monday, count in report.when.weeks] == [
        ("2026-11-16", 1),
        ("2026-11-23", 1),
    ]


def test_the_time_before_is_compared_with(tenant: TenantKit, manager: Client):
    asked(tenant, "a nerede", "b nerede", "c nerede")
    asked(tenant, "d nerede", "e nerede", ago=timedelta(days=9))
    shown = figures(manager, days=7)
    assert "+%50" in shown
    assert "+%50" not in figures(manager, days=90)


def test_what_was_rehearsed_taken_back_or_is_older_is_left_out(tenant: TenantKit, manager: Client):
    from invekto.agent_ai.rehearsal import TERMINAL
    from invekto.messaging.models import Contact

    rehearsed = asked(tenant, "prova mesajı")
    with tenant.scope():
        Contact.objects.filter(id=rehearsed.contact_id).update(user_id=TERMINAL)
    asked(tenant, "geri alınan mesaj", revoked_at=NOW)
    asked(tenant, "eski mesaj", ago=timedelta(days=31))
    assert "Son 30 günde yazan olmadı" in figures(manager)


def test_nobody_sees_another_tenants_questions(tenant: TenantKit, second_tenant: TenantKit, manager: Client):
    asked(second_tenant, "başkasının kargosu nerede")
    assert "başkasının" not in figures(manager)
    asked(tenant, "benim kargom nerede")
    shown = figures(manager)
    assert "benim kargom nerede" in shown
    assert "başkasının" not in shown


def test_new_messages_are_counted_at_once(tenant: TenantKit, manager: Client):
    asked(tenant, "kargom nerede")
    assert "kargom nerede" in figures(manager)
    asked(tenant, "fatura istiyorum", intent="invoice_request")
    assert "Fatura istiyor" in figures(manager)


def test_agents_do_not_find_the_page(tenant: TenantKit):
    from django.test import Client

    agent = _logged_in(Client(), tenant.agent)
    for address in ("/questions/", "/questions/csv/"):
        assert agent.get(address).status_code == 404
    assert agent.post("/questions/upload/").status_code == 404
    assert "/questions/" not in agent.get("/").content.decode()


def test_the_download_opens_in_a_spreadsheet_and_runs_nothing(tenant: TenantKit, manager: Client):
    asked(tenant, "=HYPERLINK(1) kargom nerede")
    response = manager.get("/questions/csv/?days=30", headers={"accept-language": "tr"})
    assert response["Content-Disposition"] == 'attachment; filename="musteriler-ne-soruyor-2026-11-27-30.csv"'
    content = response.content.decode("utf-8")
    assert content.startswith("\ufeff")
    head, row = csv.reader(StringIO(content[1:]), delimiter=";")
    assert head[:3] == ["Tür", "Konu", "Mesaj"]
    assert row[1:6] == ["Siparişinin nerede olduğunu soruyor", "1", "100,0", "1", "100,0"]
    assert row[7] == "'=HYPERLINK(1) kargom nerede"


def upload(client: Client, *contents: str, **fields: str) -> tuple[int, str]:
    files = [SimpleUploadedFile(f"chat{n}.txt", text.encode()) for n, text in enumerate(contents)]
    response = client.post(
        "/questions/upload/", {"files": files, **fields}, headers={"accept-language": "tr"}
    )
    return response.status_code, " ".join(response.content.decode().split())


CHAT = "12.03.2026 14:00 - Rojda Karahan: siparişim nerede kaldı\n12.03.2026 14:01 - Moda Butik: Bakıyorum\n"


def test_an_uploaded_chat_is_read_and_leaves_nothing(tenant: TenantKit, manager: Client):
    from invekto.messaging.models import Message

    status, shown = upload(manager, CHAT)
    assert status == 200
    assert "Siparişinin nerede olduğunu soruyor" in shown
    assert "İşletme olarak alınan: M… B…" in shown
    assert "Rojda" not in shown
    with tenant.scope():
        assert not Message.objects.exists()


def test_an_upload_that_cannot_be_read_says_why_and_keeps_nothing(manager: Client):
    status, shown = upload(manager, "Sevgili günlük,\n")
    assert status == 422
    assert "chat0.txt WhatsApp’tan dışa aktarılmış bir sohbet değil" in shown
    assert "Hiçbir şey saklanmadı." in shown
    assert upload(manager)[0] == 422
    status, shown = upload(manager, CHAT, business="Başka Mağaza")
    assert (status, "“Başka Mağaza” adında biri yok" in shown) == (422, True)


def test_an_upload_above_the_limit_is_refused_before_it_is_read(manager: Client):
    large = BytesIO(b"x" * (20 * 1024 * 1024 + 1))
    large.name = "chat.txt"
    response = manager.post("/questions/upload/", {"files": [large]}, headers={"accept-language": "tr"})
    assert response.status_code == 422
    assert "20 MB" in response.content.decode()


def run(*arguments: str) -> Any:
    from invekto.insights.commands import feedback

    return CliRunner().invoke(feedback, arguments)


def test_the_command_reads_the_same_history(tenant: TenantKit):
    asked(tenant, "Ben Rojda, kargom nerede")
    asked(tenant, "eski soru", intent="invoice_request", ago=timedelta(days=40))
    result = run("--tenant", tenant.tenant.slug)
    assert result.exit_code == 0
    assert "Ben [name], kargom nerede" in result.output
    assert "2 messages with words from 2 customers" in result.output
    recent = run("--tenant", tenant.tenant.slug, "--since", "2026-11-01").output
    assert "1 message with words from 1 customer" in recent


def test_the_command_says_in_a_sentence_what_is_not_there(tenant: TenantKit):
    result = run("--tenant", "nobody")
    assert (result.exit_code, result.stderr) == (1, "There is no tenant called nobody.\n")
    result = run("--tenant", tenant.tenant.slug)
    assert result.exit_code == 1
    assert "No customer of" in result.stderr


def part(shown: str, name: str) -> str:
    """A section of the page, by the id of its title."""
    return shown.split(f'id="{name}"')[1].split("</section>")[0]


def test_guesses_below_the_limit_stand_apart_from_what_was_asked(tenant: TenantKit, manager: Client):
    asked(tenant, "siparişim nerede kaldı acaba")
    guess = asked(tenant, "hani şu geçenki vardı ya", confidence=0.41)
    asked(tenant, "belki fatura gibi bir şey lazım", intent="invoice_request", confidence=0.5)
    shown = figures(manager)
    facts, guesses = part(shown, "ranked"), part(shown, "unsure")
    assert 'ranked-count">1<' in facts
    assert "Siparişinin nerede olduğunu soruyor" in facts
    assert "Fatura istiyor" not in facts
    assert "geçenki" not in facts
    assert "1 mesaj daha bununla ilgili olabilir" in facts
    assert "Belki: Siparişinin nerede olduğunu soruyor" in guesses
    assert "Belki: Fatura istiyor" in guesses
    assert f'href="/inbox/{guess.id}/"' in guesses
    assert "emin değil" in guesses


def test_without_guesses_there_is_no_room_for_them(tenant: TenantKit, manager: Client):
    asked(tenant, "siparişim nerede kaldı acaba")
    assert 'id="unsure"' not in figures(manager)


def test_taps_on_what_we_offered_are_no_questions(tenant: TenantKit, manager: Client):
    asked(tenant, "siparişim nerede kaldı acaba")
    tap = {"intent": "return_request", "confidence": 1.0, "threshold": 0.9, "tapped": True}
    asked(tenant, "İade", analysis=tap)
    asked(tenant, "Onaylıyorum", intent="affirm", content={"reply_id": "confirm"})
    shown = figures(manager)
    assert "Ürünü iade etmek istiyor" not in shown
    assert "2 kez bir düğmeye ya da listeye dokunuldu" in shown
    assert "<dt>Mesaj</dt><dd>1<" in shown.replace("</dt> <dd>", "</dt><dd>").replace("<dd>1 <", "<dd>1<")
    assert "Onaylıyorum" not in shown


def test_an_example_is_a_message_that_says_by_itself_what_is_wanted(tenant: TenantKit):
    from invekto.insights import services
    from invekto.messaging.models import Author, Message

    talk = asked(tenant, "şu mavi olan", confidence=0.99, ago=timedelta(minutes=10))
    moment = NOW - timedelta(minutes=11)
    with tenant.scope():
        Message.objects.create(
            tenant_id=tenant.id,
            conversation=talk,
            author=Author.BOT,
            type="text",
            text="Hangi siparişiniz için soruyorsunuz?",
            status="delivered",
            status_at=moment,
            at=moment,
            received_at=moment,
        )
    asked(tenant, "koli", confidence=0.99)
    asked(tenant, "paketim hangi şubede acaba", confidence=0.93)
    asked(tenant, "kargom üç gündür yolda nerede kaldı", confidence=0.98)
    report = services.overview(tenant.id, days=7, now=NOW, examples=3).report  # type: ignore[union-attr]
    assert [example.text for example in report.ranked[0].examples] == [
        "kargom üç gündür yolda nerede kaldı",
        "paketim hangi şubede acaba",
    ]


def test_a_second_wish_is_measured_by_its_own_limit(tenant: TenantKit):
    """What is kept with a message is the limit of its first wish alone."""
    from invekto.agent_ai import services as dialogue
    from invekto.insights import services

    asked(tenant, "kargom nerede bir de fatura istiyorum", confidence=0.92, further=("invoice_request",))

    def found() -> dict[str, int]:
        overview = services.overview(tenant.id, days=7, now=NOW, examples=1)
        return {row.intent: row.clear for row in overview.report.ranked}  # type: ignore[union-attr]

    def limit(**own: float) -> None:
        with tenant.scope():
            dialogue.set_thresholds(tenant.id, dialogue.Thresholds(0.9, own), now=NOW, actor="test")

    limit()
    assert found() == {"order_status": 1, "invoice_request": 1}
    limit(invoice_request=0.95)
    assert found() == {"order_status": 1}
    limit(order_status=0.1)
    assert found() == {"order_status": 1, "invoice_request": 1}


def test_rows_that_open_say_so(tenant: TenantKit, manager: Client):
    asked(tenant, "siparişim nerede kaldı acaba")
    shown = part(figures(manager), "ranked")
    assert '<details data-row> <summary aria-expanded="false"> <svg class="icon ranked-open"' in shown
    assert "Bir örneğe tıklarsanız görüşmesi açılır." in figures(manager)
