"""The page of the limits: what one costs, how it is changed and taken back, and what was taught."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from invekto.agent_ai import services as dialogue
from invekto.agent_ai.engine.served import always_to_person
from invekto.agent_ai.models import AnswerJudgement, Source, Verdict
from invekto.agent_ai.risk import wilson
from invekto.core import clock
from invekto.core.models import AuditEntry, Tenant
from invekto.dashboard.percents import owned, percent
from invekto.messaging.models import Conversation
from tests.dashboard.threads import make_thread, write
from tests.support.tenants import TenantKit

PAGE = "/settings/confidence/"


@pytest.fixture
def thread(tenant: TenantKit) -> Conversation:
    return make_thread(tenant)


def understood(
    kit: TenantKit, thread: Conversation, intent: str, confidence: float, text: str = "kargom nerede"
):
    analysis = {"intent": intent, "confidence": confidence, "threshold": 0.7, "version": "ecommerce-test"}
    return write(kit, thread, "customer", text, analysis=analysis)


def judge(
    kit: TenantKit, message, right: str | None = None, verdict: Verdict = Verdict.REJECTED
) -> AnswerJudgement:
    with kit.scope():
        return dialogue.judge_answer(
            message.id,
            verdict=verdict if right else Verdict.ACCEPTED,
            right_intent=right,
            user=kit.agent,
            source=Source.THREAD,
            now=clock.now(),
        )


def many_judgements(
    kit: TenantKit, thread: Conversation, *, of: int, wrong: int, confidence: float = 0.9
) -> None:
    for n in range(of):
        judge(
            kit,
            understood(kit, thread, "order_status", confidence, f"kargom nerede {n}"),
            "complaint" if n < wrong else None,
        )


def kept(kit: TenantKit) -> tuple[float | None, dict[str, float]]:
    with kit.scope():
        found = Tenant.objects.get(id=kit.id)
    return found.confidence_threshold, found.intent_thresholds


def curve_of(page: str) -> list[dict[str, object]]:
    found = re.search(r'data-curve="(.*?)"', page)
    assert found
    return json.loads(unescape(found.group(1)))


def test_without_judgements_the_figures_are_said_to_be_examples(owner: Client):
    page = owner.get(PAGE).content.decode()
    assert "örnek mesajlardandır, henüz sizin mesajlarınızdan değil" in page
    assert "100 değerlendirmeden 0 tanesi" in page
    assert "Henüz değerlendirme yok" in page
    assert "Varsayılan eşik kullanılıyor" in page
    curve = curve_of(page)
    assert len(curve) == 101
    assert all(point["w"] is not None and point["range"] == "" for point in curve)


def test_from_a_hundred_judgements_on_the_figures_are_the_tenants_own(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    many_judgements(tenant, thread, of=99, wrong=2)
    assert "99 tanesi" in owner.get(PAGE).content.decode()
    judge(tenant, understood(tenant, thread, "shipping_info", 0.3, "kaç güne gelir"), "order_status")
    page = owner.get(PAGE).content.decode()
    assert "kendi 100 değerlendirmenizden" in page
    assert "son 30 günün 100 mesajından" in page
    at_72, at_20 = curve_of(page)[72], curve_of(page)[20]
    assert at_72["words"] == "Bu eşikte mesajların %99’u otomatik yanıtlanır, yanıtların %2’si yanlış olur."
    assert at_20["words"] == "Bu eşikte mesajların %100’ü otomatik yanıtlanır, yanıtların %3’ü yanlış olur."
    assert "99 değerlendirmeye göre" in str(at_72["range"])
    assert "hiçbiri bu eşiğe ulaşmadığı" in str(curve_of(page)[95]["words"])


def test_what_always_goes_to_a_person_is_never_counted_as_answered(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    """However well it was understood: neither in the share that is answered nor in what is wrong of it."""
    for n in range(75):
        judge(tenant, understood(tenant, thread, "return_request", 0.99, f"iade {n}"), "product_exchange")
    for intent in ("human_request", "out_of_scope", "order_status", "order_status", "greeting"):
        for n in range(5):
            judge(tenant, understood(tenant, thread, intent, 0.99, f"{intent} {n}"))
    page = owner.get(PAGE).content.decode()
    at_72 = curve_of(page)[72]
    assert at_72["c"] == 15.0  # ten about a parcel, five greetings
    assert "mesajlarınızın %15’i otomatik yanıtlanır" in str(at_72["words"])
    assert "100 değerlendirmeden 15 tanesi" in page  # 85 judged wishes are served by people
    assert re.search(r"Ürünü iade etmek istiyor <span class=\"pill\">Bir kişi yanıtlar", page)
    assert not re.search(r"Siparişinin nerede olduğunu soruyor <span class=\"pill\">Bir kişi yanıtlar", page)


@pytest.mark.parametrize(("vertical", "people"), [("ecommerce", 8), ("dental", 6), ("aesthetic", 10)])
def test_who_serves_a_wish_is_read_from_its_handler(vertical: str, people: int):
    to_person = always_to_person(vertical) & {*dialogue.intents(vertical)}
    assert len(to_person) == people
    assert "human_request" in to_person
    assert not to_person & {"greeting", "order_status", "working_hours", "price_inquiry", "opt_out"}


def test_the_examples_figures_are_called_an_upper_estimate(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    page = owner.get(PAGE).content.decode()
    assert "bir üst tahmindir" in page
    assert "Öğretilen örneklerin" in curve_of(page)[90]["words"]  # type: ignore[operator]
    assert "otomatik yanıtlanır" not in curve_of(page)[90]["words"]  # type: ignore[operator]
    for n in range(100):
        understood(tenant, thread, "order_status", 0.8, f"kargom nerede {n}")
    page = owner.get(PAGE).content.decode()
    assert "mesajlarınızın %100’ü otomatik yanıtlanır. Örneklere göre" in str(curve_of(page)[80]["words"])
    assert curve_of(page)[81]["c"] == 0


def test_what_was_withdrawn_and_what_is_another_tenants_does_not_count(
    tenant: TenantKit, second_tenant: TenantKit, owner: Client, thread: Conversation
):
    many_judgements(second_tenant, make_thread(second_tenant), of=3, wrong=3)
    judged = judge(tenant, understood(tenant, thread, "order_status", 0.9), "complaint")
    with tenant.scope():
        dialogue.withdraw_judgement(judged.message_id, user=None, source=Source.THREAD, now=clock.now())
    page = owner.get(PAGE).content.decode()
    assert "100 değerlendirmeden 0 tanesi" in page


def test_a_limit_is_kept_audited_and_taken_back(tenant: TenantKit, owner: Client):
    page = owner.post(PAGE, {"limit": "82,5"}, headers={"HX-Request": "true"}).content.decode()
    assert kept(tenant) == (0.825, {})
    assert "Genel eşik: varsayılan → %82,5" in page
    assert "Geri al" in page
    assert re.search(r'id="limit"[^>]* value="82,5"', page)
    assert 'data-limit="82.5"' in page
    owner.post(PAGE, {"limit": "90"})
    undo = owner.post(PAGE, {"intent": "", "limit": "82.5"}).content.decode()
    assert kept(tenant) == (0.825, {})
    assert "Varsayılana dön" in undo
    owner.post(PAGE, {"limit": ""})
    assert kept(tenant) == (None, {})
    with tenant.scope():
        entries = AuditEntry.objects.filter(action="tenant.thresholds_changed").order_by("seq")
        moved = [(one.details["before"]["general"], one.details["after"]["general"]) for one in entries]
        assert {one.actor for one in entries} == {f"user:{tenant.owner.pk}"}
    assert moved == [(None, 0.825), (0.825, 0.9), (0.9, 0.825), (0.825, None)]


def test_an_intent_gets_a_limit_of_its_own_and_loses_it(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    understood(tenant, thread, "return_request", 0.9)
    page = owner.post(PAGE, {"intent": "return_request", "limit": "80"}).content.decode()
    assert kept(tenant) == (None, {"return_request": 0.8})
    assert "Ürünü iade etmek istiyor: genel eşik → %80" in page
    assert re.search(r'id="limit-return_request"[^>]* value="80"', page)
    owner.post(PAGE, {"intent": "return_request", "limit": ""})
    assert kept(tenant) == (None, {})


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"limit": "101"}, "0 ile 100 arasında"),
        ({"limit": "-1"}, "0 ile 100 arasında"),
        ({"limit": "NaN"}, "“NaN” bir sayı değil. 0 ile 100 arasında"),
        ({"limit": "yetmiş"}, "“yetmiş” bir sayı değil. 0 ile 100 arasında"),
        ({"limit": "80", "intent": "emergency"}, "her zaman bir kişiye aktarılır"),
        ({"limit": "80", "intent": "time_travel"}, "Böyle bir istek türü yok"),
    ],
)
def test_what_is_no_limit_is_refused_with_words_and_kept_to_be_mended(
    tenant: TenantKit, owner: Client, sent: dict[str, str], said: str
):
    answer = owner.post(PAGE, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert kept(tenant) == (None, {})
    if "intent" not in sent:
        assert f'value="{sent["limit"]}"' in answer.content.decode()


def test_a_refused_entry_leaves_the_saved_figures_on_the_page(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    understood(tenant, thread, "return_request", 0.9)
    owner.post(PAGE, {"limit": "64"})
    saved = owner.get(PAGE).content.decode()
    refused = owner.post(PAGE, {"limit": "640"}, headers={"HX-Request": "true"}).content.decode()
    assert "640 olmaz: eşik, 0 ile 100 arasında" in refused
    for page in (saved, refused):
        assert "Kayıtlı eşik: %64" in page
        assert f'id="finding">{curve_of(page)[64]["words"]}<' in page
        assert re.search(r'id="slide"[^>]* value="64"', page)
        assert 'data-limit="64"' in page
    assert re.search(
        r'id="limit"[^>]* value="640" aria-invalid="true" aria-describedby="limit-problem"', refused
    )


def test_an_intents_refused_entry_is_told_beside_its_field(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    understood(tenant, thread, "return_request", 0.9)
    sent = {"intent": "return_request", "limit": "seksen"}
    page = owner.post(PAGE, sent, headers={"HX-Request": "true"}).content.decode()
    assert page.count("“seksen” bir sayı değil") == 1
    assert re.search(
        r'id="limit-return_request"[^>]* value="seksen"[^>]* aria-describedby="problem-return_request"', page
    )
    assert 'id="problem-return_request"' in page
    assert "limit-problem" not in page


def test_the_page_stands_in_the_menu_of_those_who_may_enter_it(owner: Client, agent: Client):
    for address in ("/", PAGE):
        page = owner.get(address).content.decode()
        rail, bar = page.split('class="bottom-bar"')
        assert f'class="rail-item" href="{PAGE}"' in rail
        menu = bar.split('id="profile"')[1]
        assert PAGE not in bar.split('id="profile"')[0]  # a phone's bar holds five
        assert f'class="menu-item only-bar" href="{PAGE}"' in menu
    assert re.search(rf'href="{PAGE}" aria-current="page"', owner.get(PAGE).content.decode())
    assert PAGE not in agent.get("/").content.decode()


def test_what_was_taught_is_listed_removed_and_said_again(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    message = understood(tenant, thread, "order_status", 0.9, "mor kutum yola düştü mü <b>acaba</b>")
    judged = judge(tenant, message, "complaint")
    page = owner.get(PAGE).content.decode()
    assert "mor kutum yola düştü mü &lt;b&gt;acaba&lt;/b&gt;" in page
    assert "<s>Siparişinin nerede olduğunu soruyor</s>" in page
    assert f"/inbox/{thread.id}/" in page
    assert "Ayşe Yıldız" in page
    removed = owner.post(f"{PAGE}judgements/{judged.id}/", headers={"HX-Request": "true"}).content.decode()
    assert "Değerlendirme kaldırıldı." in removed
    assert "Henüz değerlendirme yok" in removed
    back = owner.post(f"{PAGE}judgements/{judged.id}/", {"on": "1"}).content.decode()
    assert "mor kutum yola düştü mü" in back
    with tenant.scope():
        verdicts = list(AnswerJudgement.objects.order_by("number").values_list("verdict", flat=True))
    assert verdicts == ["rejected", "withdrawn", "rejected"]


def test_removing_what_has_been_said_anew_meanwhile_leaves_the_new(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    message = understood(tenant, thread, "order_status", 0.9, "mor kutum yola düştü mü")
    old, new = judge(tenant, message, "complaint"), judge(tenant, message, "shipping_info")
    page = owner.post(f"{PAGE}judgements/{old.id}/", headers={"HX-Request": "true"}).content.decode()
    assert "Değerlendirme kaldırıldı." not in page
    assert f"judgements/{new.id}/" in page
    for _ in range(2):  # a double click
        page = owner.post(f"{PAGE}judgements/{new.id}/", headers={"HX-Request": "true"}).content.decode()
        assert "Değerlendirme kaldırıldı." in page
    with tenant.scope():
        verdicts = list(AnswerJudgement.objects.order_by("number").values_list("verdict", flat=True))
    assert verdicts == ["rejected", "rejected", "withdrawn"]


def test_taking_a_removal_back_leaves_what_a_colleague_has_said_meanwhile(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    message = understood(tenant, thread, "order_status", 0.9, "mor kutum yola düştü mü")
    old = judge(tenant, message, "complaint")
    owner.post(f"{PAGE}judgements/{old.id}/")
    judge(tenant, message, "shipping_info")
    page = owner.post(f"{PAGE}judgements/{old.id}/", {"on": "1"}).content.decode()
    assert "Kargo" in page
    with tenant.scope():
        said = list(AnswerJudgement.objects.order_by("number").values_list("verdict", "right_intent"))
    assert said == [("rejected", "complaint"), ("withdrawn", None), ("rejected", "shipping_info")]


def test_the_list_has_pages(tenant: TenantKit, owner: Client, thread: Conversation):
    many_judgements(tenant, thread, of=21, wrong=0)
    assert "1 / 2" in owner.get(PAGE).content.decode()
    last = owner.get(f"{PAGE}?page=2").content.decode()
    assert "kargom nerede 0<" in last
    assert "kargom nerede 20<" not in last


def test_the_page_is_for_those_who_manage(agent: Client, tenant: TenantKit):
    assert agent.get(PAGE).status_code == 404
    assert agent.post(PAGE, {"limit": "10"}).status_code == 404
    assert kept(tenant) == (None, {})


def test_old_messages_and_old_judgements_are_not_counted(
    tenant: TenantKit, owner: Client, thread: Conversation
):
    analysis = {"intent": "order_status", "confidence": 0.9}
    write(tenant, thread, "customer", "eski", ago=timedelta(days=31), analysis=analysis)
    assert "Son 30 günde anlaşılan mesaj yok" in owner.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("many", "days", "is_cut"), [(20_001, 2, True), (20_001, 40, False), (20_000, 2, False)]
)
def test_the_page_says_when_it_looked_at_the_newest_messages_only(
    tenant: TenantKit, owner: Client, thread: Conversation, many: int, days: int, is_cut: bool
):
    with tenant.scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO messages (id, tenant_id, conversation_id, author, type, text, at, received_at, content)"
            " SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, app_tenant(), %s, 'human',"
            " 'text', 'tamam', moment, moment, '{}'"
            " FROM generate_series(1, %s) AS n, CAST(%s AS timestamptz) AS moment",
            [thread.id, many, clock.now() - timedelta(days=days)],
        )
    page = owner.get(PAGE).content.decode()
    assert ("yalnızca en yenilerine bakıldı" in page) is is_cut


@pytest.mark.parametrize(
    ("share", "turkish"),
    [
        (0.58, "%58’i"),
        (0.02, "%2’si"),
        (0.019, "%1,9’u"),
        (0.4, "%40’ı"),
        (1, "%100’ü"),
        (0, "%0’ı"),
        (0.3, "%30’u"),
    ],
)
def test_shares_have_their_endings(share: float, turkish: str):
    assert owned(share, "tr") == turkish
    assert percent(0.019, "en") == "1.9%"
    assert percent(0.0004, "tr") == "%<0,1"


def test_the_interval_is_honest_for_few_and_for_none():
    low, high = wilson(0, 30)
    assert low == 0
    assert 0.10 < high < 0.13
    low, high = wilson(2, 100)
    assert (round(low, 3), round(high, 3)) == (0.006, 0.07)
