"""Marketplace questions in the inbox: among the talks, read and answered by those who may, within the rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.core import clock
from invekto.core.folding import fold
from invekto.core.models import InboxVisibility, Role, Tenant, User
from invekto.integrations.models import IntegrationAccount, MarketplaceQuestion, QuestionAnswer
from tests.dashboard.test_list import names
from tests.dashboard.threads import waiting
from tests.support.people import make_person
from tests.support.tenants import TenantKit

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORDS = "Kalıbı dardır, bir beden büyük almanızı öneririz."


def ask(
    tenant: TenantKit, text: str = "Kalıbı dar mı?", *, ago: timedelta = MINUTE * 5, **more: Any
) -> MarketplaceQuestion:
    now = clock.now()
    provider = more.pop("provider", "trendyol")
    with tenant.scope():
        account = IntegrationAccount.objects.filter(provider=provider).first()
        account = account or IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider=provider,
            external_id=uuid4().hex[:9],
            api_key_encrypted="{}",
            webhook_token=uuid4().hex,
            webhook_key="k",
            created_at=now,
        )
        product = more.pop("product_name", "Pamuklu Tişört")
        values = {
            "account": account,
            "provider": provider,
            "external_id": uuid4().hex[:8],
            "status": "waiting",
            "text": text,
            "asker": "K** D**",
            "product_name": product,
            "product_id": "TSH",
            "search_key": fold(f"{text} {product}"),
            "asked_at": now - ago,
            "last_at": now - ago,
            "due_at": now + DAY,
            "created_at": now,
        }
        return MarketplaceQuestion.objects.create(tenant_id=tenant.id, **(values | more))


def answered(tenant: TenantKit, text: str, answer: str, **more: Any) -> MarketplaceQuestion:
    now = clock.now()
    return ask(tenant, text, status="answered", answer=answer, answered_at=now, closed_at=now, **more)


def address(question: MarketplaceQuestion, act: str = "") -> str:
    return f"/inbox/questions/{question.id}/{act}"


def post(client: Client, question: MarketplaceQuestion, act: str, **body: str):  # type: ignore[no-untyped-def]
    return client.post(address(question, act), body, headers={"HX-Request": "true"})


def test_questions_stand_among_the_talks_in_the_order_of_the_box(tenant: TenantKit, agent: Client):
    waiting(tenant, "Elif", since=MINUTE * 30)
    ask(tenant, product_name="Kupa", ago=MINUTE * 20)
    waiting(tenant, "Rüya", since=MINUTE * 10)
    page = agent.get("/inbox/?filter=waiting")
    assert shown(page.content) == ["Elif", "Kupa", "Rüya"]
    text = page.content.decode()
    assert "Trendyol" in text
    assert "Cevap için kalan süre" in text
    assert re.search(r'id="box-waiting"[^>]*>.*?<span class="box-count">3</span>', text)


def shown(content: bytes) -> list[str]:
    found = re.findall(
        r'<span class="row-name one-line">(.*?)</span>\s*<span class="row-time">', content.decode(), re.DOTALL
    )
    return [re.sub(r"<span.*?</span>", "", one, flags=re.DOTALL).strip() for one in found]


def test_the_list_is_narrowed_by_channel(tenant: TenantKit, agent: Client):
    waiting(tenant, "Elif", since=MINUTE * 30)
    ask(tenant, product_name="Kupa", due_at=clock.now() + DAY, ago=MINUTE * 9)
    ask(tenant, product_name="Tabak", due_at=clock.now() + HOUR, ago=MINUTE)
    ask(tenant, product_name="Çanta", provider="hepsiburada")
    assert shown(agent.get("/inbox/?channel=whatsapp").content) == ["Elif"]
    assert shown(agent.get("/inbox/?channel=hepsiburada").content) == ["Çanta"]
    # A marketplace alone: who has least time left comes first.
    assert shown(agent.get("/inbox/?channel=trendyol&filter=waiting").content) == ["Tabak", "Kupa"]
    assert shown(agent.get("/inbox/?closing=1").content) == ["Tabak"]
    filters = agent.get("/inbox/filters/").content.decode()
    assert "Kanal" in filters
    assert "channel=trendyol" in filters
    assert shown(
        agent.get("/inbox/?channel=nowhere").content
    )  # what it cannot mean is as if it were not there


def test_pages_of_both_kinds_leave_nothing_out(tenant: TenantKit, agent: Client):
    for number in range(30):
        waiting(tenant, f"M{number}", since=MINUTE * (2 * number + 1))
        ask(tenant, product_name=f"Q{number}", ago=MINUTE * (2 * number + 2))
    seen: list[str] = []
    at = "/inbox/rows/?filter=waiting"
    for _ in range(5):
        page = agent.get(at).content
        seen += shown(page)
        more = re.search(r'hx-get="([^"]*after=[^"]*)"', page.decode())
        if more is None:
            break
        at = more[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 60
    assert seen[:4] == ["Q29", "M29", "Q28", "M28"]


def test_search_finds_questions_by_their_words_and_product(tenant: TenantKit, agent: Client):
    ask(tenant, "Kalıbı dar mı?", product_name="Kırmızı Tişört")
    answered(tenant, "Kumaşı ne?", "Pamuk, yüzde yüz.", product_name="Mavi Gömlek")
    assert shown(agent.get("/inbox/?q=kalibi").content) == ["Kırmızı Tişört"]
    assert shown(agent.get("/inbox/?q=gomlek").content) == ["Mavi Gömlek"]
    assert shown(agent.get("/inbox/?q=sandalet").content) == []


def test_a_question_is_answered_once_through_the_ledger(tenant: TenantKit, agent: Client):
    question = ask(tenant)
    page = agent.get(address(question))
    assert page.status_code == 200
    assert "Kalıbı dar mı?" in page.content.decode()
    draft = re.search(r'name="draft" value="([^"]+)"', page.content.decode())
    assert draft is not None
    for _ in range(2):
        assert post(agent, question, "answer/", text=WORDS, draft=draft[1]).status_code == 200
    with tenant.scope():
        (answer,) = QuestionAnswer.objects.all()
        assert (answer.state, answer.text, answer.user_id) == ("queued", WORDS, tenant.agent.id)
        question.refresh_from_db()
        assert question.assigned_to_id == tenant.agent.id
        assert question.seen_at is not None
    news = agent.get(address(question), {"news": "1", "open": "yes"}).content.decode()
    assert "Cevap pazaryerine gönderiliyor" in news
    assert 'id="desk"' in news  # the box for words has gone


def test_what_the_platform_would_refuse_is_not_sent(tenant: TenantKit, agent: Client):
    question = ask(tenant)
    answer = post(agent, question, "answer/", text="Bizi 0532 111 22 33 numaradan arayın", draft=str(uuid4()))
    assert answer.status_code == 422
    assert "Telefon numarası yazılamaz: “0532 111 22 33”" in answer.content.decode()
    assert 'id="desk"' not in answer.content.decode()  # what was typed stays in its box
    checked = post(agent, question, "check/", text="Kısa").content.decode()
    assert "en az 10 karakter" in checked
    assert "Kurallara uygun" in post(agent, question, "check/", text=WORDS).content.decode()
    with tenant.scope():
        assert not QuestionAnswer.objects.exists()


def test_a_refused_answer_is_shown_with_its_remedy_and_stands_in_the_box_to_be_mended(
    tenant: TenantKit, agent: Client
):
    question = ask(tenant, refused="İlgisiz cevap.", refused_at=clock.now())
    with tenant.scope():
        QuestionAnswer.objects.create(
            tenant_id=tenant.id,
            question=question,
            text=WORDS,
            state="taken_back",
            user=tenant.agent,
            problem="integration-answer-taken-back",
            detail="İlgisiz cevap.",
            next_attempt_at=clock.now(),
            created_at=clock.now(),
        )
    page = agent.get(address(question)).content.decode()
    assert "Düzeltip yeniden gönderin" in page
    assert "Denetçinin açıklaması: “İlgisiz cevap.”" in page
    assert re.search(rf"<textarea[^>]*>{WORDS}</textarea>", page)
    assert "Cevap reddedildi" in agent.get("/inbox/").content.decode()


def test_answers_to_the_like_are_offered_and_orders_stay_with_their_shopper(tenant: TenantKit, agent: Client):
    answered(tenant, "Tişörtün kalıbı dar mıdır acaba?", WORDS)
    answered(tenant, "Kalıbı dar mı, siparişim nerede?", "Siparişiniz Ankara şubesinde.", order_number="4001")
    answered(tenant, "Kalıbı dar mı bunun?", "Bize 0532 111 22 33 ile ulaşın.")
    page = agent.get(address(ask(tenant))).content.decode()
    assert "Benzer soruya verilen cevap" in page
    assert f'data-ask-offer="{WORDS}"' in page
    assert "Ankara" not in page
    assert "0532" not in page


@pytest.fixture
def people(tenant: TenantKit) -> dict[str, User]:
    return {
        "owner": tenant.owner,
        "agent": tenant.agent,
        "other": make_person(tenant, Role.AGENT, "Can"),
        "doctor": make_person(tenant, Role.DOCTOR, "Dr. Ece"),
        "sales": make_person(tenant, Role.SALES, "Sena"),
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("owner", ["free", "taken"]),
        ("agent", ["free", "taken"]),
        ("other", ["free"]),
        ("doctor", []),
        ("sales", []),
    ],
)
def test_who_sees_which_question(
    tenant: TenantKit,
    people: dict[str, User],
    client_of: Callable[[User], Client],
    who: str,
    seen: list[str],
):
    questions = {
        "free": ask(tenant, product_name="free"),
        "taken": ask(tenant, product_name="taken", assigned_to=tenant.agent),
    }
    client = client_of(people[who])
    assert sorted(shown(client.get("/inbox/").content)) == seen
    for name, question in questions.items():
        expected = 200 if name in seen else 404
        assert client.get(address(question)).status_code == expected
        for act in ("check/", "take/"):
            assert post(client, question, act, text=WORDS).status_code == expected
        told = client.get(f"/inbox/changes/?changed={question.id}").content
        assert shown(told) == ([name] if expected == 200 else [])


def test_a_team_that_works_as_one_sees_all_and_another_tenant_nothing(
    tenant: TenantKit, second_tenant: TenantKit, people: dict[str, User], client_of: Callable[[User], Client]
):
    question = ask(tenant, assigned_to=tenant.agent)
    with tenant.scope():
        Tenant.objects.update(inbox_visibility=InboxVisibility.TEAM)
    assert client_of(people["other"]).get(address(question)).status_code == 200
    stranger = client_of(second_tenant.owner)
    assert stranger.get(address(question)).status_code == 404
    assert post(stranger, question, "answer/", text=WORDS, draft=str(uuid4())).status_code == 404
    assert names(stranger.get("/inbox/").content) == []


def test_whoever_opens_a_question_ends_its_being_new(tenant: TenantKit, agent: Client):
    question = ask(tenant)
    assert shown(agent.get("/inbox/?unread=1").content) == ["Pamuklu Tişört"]
    agent.get(address(question))
    assert shown(agent.get("/inbox/?unread=1").content) == []
    with tenant.scope():
        question.refresh_from_db()
        assert question.seen_at is not None


def test_a_question_is_taken_and_given_up(tenant: TenantKit, agent: Client):
    question = ask(tenant)
    assert "Bırak" in post(agent, question, "take/").content.decode()
    assert shown(agent.get("/inbox/?filter=mine").content) == ["Pamuklu Tişört"]
    assert "Üstlen" in post(agent, question, "take/", give_up="1").content.decode()
    assert shown(agent.get("/inbox/?filter=unassigned").content) == ["Pamuklu Tişört"]


def test_colleagues_are_told_of_a_new_question_and_of_one_with_little_time(tenant: TenantKit, agent: Client):
    question = ask(tenant)
    since = clock.now().timestamp() - 60
    (told,) = agent.get(f"/notices/?since={since}").json()["notices"]
    assert told["title"] == "Trendyol üzerinde yeni soru"
    assert told["url"] == address(question)
    with tenant.scope():
        MarketplaceQuestion.objects.update(created_at=clock.now() - DAY, warned_at=clock.now())
    (told,) = agent.get(f"/notices/?since={since}").json()["notices"]
    assert told["title"] == "Trendyol sorusunun süresi dolmak üzere"


def test_the_inbox_takes_as_many_queries_however_many_questions(tenant: TenantKit, agent: Client):
    ask(tenant)
    agent.get("/inbox/")
    with CaptureQueriesContext(connection) as few:
        agent.get("/inbox/?filter=waiting")
    first = ask(tenant)
    rows = [MarketplaceQuestion(**fields(first, number)) for number in range(10_000)]
    with tenant.scope():
        MarketplaceQuestion.objects.bulk_create(rows, batch_size=2000)
    with CaptureQueriesContext(connection) as many:
        assert len(shown(agent.get("/inbox/?filter=waiting").content)) == 40
    assert len(many) == len(few)
    assert len(many) <= 13


def fields(question: MarketplaceQuestion, number: int) -> dict[str, Any]:
    kept = {one.attname: getattr(question, one.attname) for one in question._meta.concrete_fields}
    kept.pop("id")
    return kept | {"external_id": f"n{number}", "asked_at": question.asked_at - MINUTE * number}


def test_past_its_deadline_it_says_so_and_takes_no_answer(tenant: TenantKit, agent: Client):
    question = ask(tenant, product_name="Kupa", ago=DAY, due_at=clock.now() - HOUR)
    page = agent.get(address(question)).content.decode()
    assert "Süresi geçti" in page
    assert "kalan süre" not in page
    assert 'id="ask-words"' not in page
    refused = post(agent, question, "answer/", text=WORDS, draft=str(uuid4()))
    assert refused.status_code == 422
    assert "cevap süresi geçti" in refused.content.decode()
    with tenant.scope():
        assert not QuestionAnswer.objects.exists()


def test_what_runs_out_soon_stands_first_by_its_end_and_says_so_in_its_own_words(
    tenant: TenantKit, agent: Client
):
    waiting(tenant, "Elif", since=HOUR * 30)
    ask(tenant, product_name="Kupa", ago=HOUR * 40)
    ask(tenant, product_name="Tabak", ago=MINUTE * 3, due_at=clock.now() + MINUTE * 90)
    ask(tenant, product_name="Çanta", ago=MINUTE, due_at=clock.now() + HOUR, provider="hepsiburada")
    ask(tenant, product_name="Geç", ago=MINUTE * 2, due_at=clock.now() - MINUTE)
    page = agent.get("/inbox/?filter=waiting").content
    assert shown(page) == ["Çanta", "Tabak", "Kupa", "Elif", "Geç"]
    text = page.decode()
    assert "Cevap için son an: 24 Kas 2026 Sal 13:00" in text
    assert "</time> kaldı" in text
    assert "anından beri yanıt bekliyor" in text


def test_a_note_is_kept_for_colleagues_and_goes_nowhere(
    tenant: TenantKit, agent: Client, client_of: Callable[[User], Client], second_tenant: TenantKit
):
    question, draft = ask(tenant), str(uuid4())
    for _ in range(2):
        answer = post(agent, question, "notes/", note="Depoya sordum", draft=draft)
    assert answer.content.decode().count("Depoya sordum") == 1
    assert 'id="ask-note"' in answer.content.decode()
    other = client_of(make_person(tenant, "agent", "Burak Er"))
    page = other.get(address(question)).content.decode()
    assert "Depoya sordum" in page
    note_id = re.findall(r'id="note-([0-9a-f-]{36})"', page)[0]
    assert post(other, question, "notes/", remove=note_id).status_code == 404
    assert post(client_of(second_tenant.agent), question, "notes/", note="x", draft=draft).status_code == 404
    assert "Depoya" not in post(agent, question, "notes/", remove=note_id).content.decode()
    with tenant.scope():
        assert not QuestionAnswer.objects.exists()


def test_the_home_page_tells_of_questions_and_of_the_nearest_end(tenant: TenantKit, agent: Client):
    ask(tenant, product_name="Kupa")
    ask(tenant, product_name="Tabak", due_at=clock.now() + HOUR)
    ask(tenant, product_name="Geç", due_at=clock.now() - HOUR)
    page = agent.get("/").content.decode()
    assert "2 pazaryeri sorusu cevap bekliyor" in page
    assert page.index("Tabak") < page.index("Kupa")
    assert "channel=trendyol" in page
    assert "Geç" not in page


def test_what_ran_out_waits_for_nobody_and_a_mail_says_it_before(
    tenant: TenantKit, run_jobs: Callable[[], int]
) -> None:
    from django.core import mail
    from django.test import override_settings

    from invekto.integrations.questions.reading import read_all

    question = ask(tenant, "Ne zaman kargolanır?", due_at=clock.now() + HOUR)
    late = ask(tenant, "Kaç beden?", due_at=clock.now() - 2 * HOUR)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        with tenant.scope():
            IntegrationAccount.objects.update(
                status="refused"
            )  # then it is answered in the panel, or nowhere
        read_all(clock.now())
        run_jobs()
        (sent,) = [one for one in mail.outbox if tenant.owner.email in one.to]
    assert "Ne zaman kargolanır?" in sent.body
    assert f"/inbox/questions/{question.id}/" in sent.body
    assert "Kaç beden?" not in sent.body
    with tenant.scope():
        assert MarketplaceQuestion.objects.get(pk=late.pk).status == "expired"
        assert MarketplaceQuestion.objects.get(pk=question.pk).status == "waiting"


def test_no_answer_is_offered_that_names_another_marketplace(tenant: TenantKit, agent: Client) -> None:
    answered(tenant, "İade nasıl yapılır?", "Trendyol uygulamasından kolay iade ile gönderebilirsiniz.")
    answered(tenant, "İade nasıl yapılır acaba?", "Faturasıyla on beş gün içinde gönderebilirsiniz.")
    page = agent.get(address(ask(tenant, "İade nasıl yapılır?", provider="hepsiburada"))).content.decode()
    assert "Faturasıyla on beş gün" in page
    assert "Trendyol uygulamasından" not in page


def test_the_order_that_is_asked_about_and_the_stock_stand_beside(
    tenant: TenantKit, agent: Client, make_order: Callable[..., None]
) -> None:
    from invekto.integrations.listings.models import Listing
    from invekto.integrations.listings.store import key_of
    from invekto.integrations.models import CachedOrder

    make_order("1020304050")
    with tenant.scope():
        order = CachedOrder.objects.get()
        account = IntegrationAccount.objects.get(pk=order.account_id)
    about = ask(tenant, "Kargom nerede?", account=account, order_number="1020304050")
    page = agent.get(address(about)).content.decode()
    assert "Trendyol · " in page
    assert 'class="pill pill-' in page
    assert "siparişi soran müşteri görür" in page
    with tenant.scope():
        for size, stock in (("S", 0), ("M", 4)):
            Listing.objects.create(
                tenant_id=tenant.id,
                account=account,
                sku=size,
                name="Pamuklu Tişört",
                size=size,
                color="Mavi",
                product_key=key_of("Pamuklu Tişört"),
                stock=stock,
                price=1,
                on_sale=True,
                seen_at=clock.now(),
            )
    of_product = ask(tenant, "M var mı?", account=account, product_name="Pamuklu Tişört, Mavi, M")
    page = agent.get(address(of_product)).content.decode()
    assert "<dt>Mavi · M</dt>" in page
    assert "<dt>Mavi · S</dt>" in page
