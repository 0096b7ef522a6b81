"""Shoppers' questions from both marketplaces into the product and their answers back, over real HTTP."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

from invekto.core import clock
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount, MarketplaceQuestion, QuestionAnswer

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORDS = "Bulaşık makinesinde yıkanabilir, 60 dereceye kadar."


class Shop:
    """One marketplace account of the tenant, and the world behind it."""

    def __init__(self, tenant: TenantKit, control: httpx.Client, account: IntegrationAccount) -> None:
        self.tenant, self.control, self.account = tenant, control, account
        self.name = account.provider

    def ask(self, text: str = "Bulaşık makinesine girer mi?", **more: Any) -> int:
        body = {
            "account": self.account.external_id,
            "customer": "Kerem Deneme",
            "product": "Kupa",
            "text": text,
        }
        answer = self.control.post(f"{self.name}/questions", json=body | more)
        assert answer.status_code == 201, answer.text
        number: int = answer.json()["question"]
        return number

    def change(self, number: int, **what: Any) -> None:
        assert self.control.patch(f"{self.name}/questions/{number}", json=what).status_code == 200

    def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.control.get(
            f"{self.name}/questions", params={"account": self.account.external_id}
        ).json()
        return found

    def read(self, now: datetime | None = None) -> int:
        from invekto.integrations import services

        return services.read_questions(self.tenant.id, self.account.id, now or clock.now())

    def rows(self) -> list[MarketplaceQuestion]:
        from invekto.integrations.models import MarketplaceQuestion

        with self.tenant.scope():
            return list(MarketplaceQuestion.objects.filter(account=self.account).order_by("asked_at", "id"))

    def row(self) -> MarketplaceQuestion:
        (row,) = self.rows()
        return row

    def give(self, text: str = WORDS, **more: Any) -> QuestionAnswer:
        from invekto.integrations import services

        row = more.pop("row", None) or self.row()
        with self.tenant.scope():
            return services.give_answer(
                question_id=row.id,
                text=text,
                draft=more.get("draft") or uuid4(),
                user=self.tenant.agent,
                now=clock.now(),
            )

    def send(self, answer: QuestionAnswer, now: datetime | None = None) -> QuestionAnswer:
        from invekto.integrations import services
        from invekto.integrations.models import QuestionAnswer

        services.send_answer(self.tenant.id, answer.id, now=now or clock.now())
        with self.tenant.scope():
            return QuestionAnswer.objects.get(pk=answer.pk)


@pytest.fixture
def trendyol_shop(tenant: TenantKit, control: httpx.Client, seller: str, sandbox_url: str) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.integrations.models import IntegrationAccount

    with tenant.scope():
        account = IntegrationAccount.objects.get(external_id=seller)
    with override_settings(TRENDYOL_API_URL=f"{sandbox_url}/sandbox/trendyol"):
        yield Shop(tenant, control, account)


@pytest.fixture
def hepsiburada_shop(
    tenant: TenantKit, control: httpx.Client, merchant: str, sandbox_url: str
) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.integrations import services

    with tenant.scope():
        account = services.add_account(
            tenant_id=tenant.id,
            provider="hepsiburada",
            external_id=merchant,
            secrets={"username": "ornek_dev", "password": "servis-anahtari"},
            now=clock.now(),
            actor="test",
        )
    with override_settings(HEPSIBURADA_QUESTIONS_URL=f"{sandbox_url}/sandbox/hepsiburada"):
        yield Shop(tenant, control, account)


@pytest.fixture(params=["trendyol", "hepsiburada"])
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(f"{request.param}_shop")
    return found


def is_answered(shop: Shop) -> list[str]:
    """What stands at the platform, each answer once."""
    if shop.name == "trendyol":
        return [one["answer"]["text"] for one in shop.shown() if one["answer"]]
    return [
        said["content"] for one in shop.shown() for said in one["conversations"] if said["from"] == "Merchant"
    ]


def test_a_question_comes_in_once_and_is_answered(shop: Shop) -> None:
    shop.ask()
    assert shop.read() == 1
    assert shop.read() == 0  # told again, it is the same
    row = shop.row()
    assert (row.status, row.text, row.product_name) == ("waiting", "Bulaşık makinesine girer mi?", "Kupa")
    assert row.due_at is not None
    assert row.due_at > row.asked_at
    answer = shop.send(shop.give())
    assert answer.state == "sent"
    assert is_answered(shop) == [WORDS]
    row = shop.row()
    assert (row.status, row.answer, row.answered_here, row.assigned_to_id) == (
        "answered",
        WORDS,
        True,
        shop.tenant.agent.id,
    )
    shop.read(clock.now() + HOUR * 2)
    assert shop.row().status == "answered"
    assert shop.row().answered_here


def test_the_deadline_is_three_working_days_at_trendyol_and_told_by_hepsiburada() -> None:
    from invekto.integrations.providers.trendyol.questions import due_at

    thursday = datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert due_at(thursday) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert due_at(datetime(2026, 11, 23, 9, tzinfo=UTC)) == datetime(2026, 11, 26, 9, tzinfo=UTC)


def test_what_was_answered_in_the_panel_is_closed_here(shop: Shop) -> None:
    number = shop.ask()
    shop.read()
    shop.change(number, answer="Panelden verilen cevap budur.")
    shop.read()
    row = shop.row()
    assert (row.status, row.answer, row.answered_here) == ("answered", "Panelden verilen cevap budur.", False)


def test_an_answer_to_what_the_panel_answered_meanwhile_is_not_sent(shop: Shop) -> None:
    number = shop.ask()
    shop.read()
    answer = shop.give()
    shop.change(number, answer="Panelden verilen cevap budur.")
    answer = shop.send(answer)
    assert (answer.state, answer.problem) == ("refused", "integration-answer-closed")
    assert is_answered(shop) == ["Panelden verilen cevap budur."]
    assert shop.row().status == "answered"


def test_the_moderators_reason_comes_back_and_a_mended_answer_is_sent(trendyol_shop: Shop) -> None:
    shop = trendyol_shop
    number = shop.ask()
    shop.read()
    shop.send(shop.give())
    shop.change(number, reject="Cevabınız soruyla ilgili değil.")
    shop.read(clock.now() + MINUTE)
    row = shop.row()
    assert (row.status, row.refused) == ("waiting", "Cevabınız soruyla ilgili değil.")
    assert states(shop) == [("taken_back", "Cevabınız soruyla ilgili değil.")]
    shop.read(clock.now() + MINUTE * 2)  # told again: still one refusal
    second = shop.send(shop.give("Evet, bulaşık makinesinde yıkayabilirsiniz."))
    assert second.state == "sent"
    shop.read(clock.now() + HOUR)
    assert shop.row().status == "answered"
    assert [state for state, _ in states(shop)] == ["taken_back", "sent"]


def states(shop: Shop) -> list[tuple[str, str | None]]:
    from invekto.integrations.models import QuestionAnswer

    with shop.tenant.scope():
        return list(QuestionAnswer.objects.order_by("created_at", "id").values_list("state", "detail"))


def test_a_shopper_who_asks_further_opens_the_question_again(hepsiburada_shop: Shop) -> None:
    shop = hepsiburada_shop
    number = shop.ask()
    shop.read()
    shop.send(shop.give())
    shop.change(number, ask="Peki mikrodalgaya?")
    shop.read(clock.now() + MINUTE)
    row = shop.row()
    assert (row.status, row.seen_at) == ("waiting", None)
    assert "Peki mikrodalgaya?" in row.text


def test_a_process_killed_twice_sends_once(shop: Shop) -> None:
    """Killed right after the platform took the answer, before that was written down; and once more while looking."""
    from invekto.integrations.questions import answering

    shop.ask()
    shop.read()
    answer = shop.give()
    killed_at(answering, "_sent", lambda: shop.send(answer))
    assert is_answered(shop) == [WORDS]
    assert states(shop) == [("sending", None)]
    later = clock.now() + MINUTE * 2
    killed_at(answering, "_sent", lambda: shop.send(answer, later))
    assert shop.send(answer, later).state == "sent"
    assert is_answered(shop) == [WORDS]
    assert shop.row().answered_here


def killed_at(module: Any, name: str, act: Callable[[], object]) -> None:
    """Do ``act`` in a process of its own that is killed where ``name`` would begin."""
    from django.db import connections

    child = os.fork()
    if child == 0:  # pragma: no cover - it is killed
        # The parent's connections and the pool they came from: kept, so that they are never closed from here.
        kept: list[object] = [connection.connection for connection in connections.all()]
        for connection in connections.all():
            connection.connection = None
            pools = getattr(connection, "_connection_pools", {})
            kept.append(dict(pools))
            pools.clear()
        setattr(module, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        try:
            act()
        finally:
            os._exit(len(kept) and 1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_a_lost_word_that_the_platform_does_not_show_is_left_to_a_person(shop: Shop) -> None:
    shop.ask()
    shop.read()
    answer = shop.give()
    shop.control.post("faults", json={"provider": shop.name, "kind": "lost"})
    assert shop.send(answer).state == "sending"
    assert shop.send(answer).state == "sending"  # nobody sends it again
    answer = shop.send(answer, clock.now() + MINUTE * 10)
    assert (answer.state, answer.problem) == ("unsure", "integration-answer-unsure")
    assert is_answered(shop) == []
    assert shop.send(shop.give()).state == "sent"
    assert is_answered(shop) == [WORDS]


def test_an_answer_that_was_not_let_through_waits_its_turn(shop: Shop) -> None:
    shop.ask()
    shop.read()
    answer = shop.give()
    shop.control.post("faults", json={"provider": shop.name, "kind": "429"})
    assert shop.send(answer).state == "queued"
    from invekto.integrations.models import RateBucket

    RateBucket.objects.all().delete()  # the pause that was asked for has passed
    assert shop.send(answer, clock.now() + MINUTE * 5).state == "sent"


def test_a_refused_key_is_said_with_its_remedy(shop: Shop) -> None:
    shop.ask()
    shop.read()
    answer = shop.give()
    shop.control.post("faults", json={"provider": shop.name, "kind": "401"})
    answer = shop.send(answer)
    assert (answer.state, answer.problem) == ("refused", "integration-problem-key-refused")
    assert shop.row().status == "waiting"


def test_the_same_form_twice_is_one_answer_and_two_at_once_are_refused(shop: Shop) -> None:
    from invekto.integrations.services import AnswerRefused

    shop.ask()
    shop.read()
    draft = uuid4()
    first = shop.give(draft=draft)
    assert shop.give(draft=draft).pk == first.pk
    with pytest.raises(AnswerRefused) as refused:
        shop.give("Bir başkası da cevap yazıyor.")
    assert refused.value.text_id == "integration-answer-under-way"


def test_a_door_closed_to_questions_leaves_the_orders_of_the_account_alone(shop: Shop) -> None:
    from invekto.integrations.models import IntegrationAccount, QuestionFeed

    shop.control.post("faults", json={"provider": shop.name, "kind": "401"})
    shop.read()
    with shop.tenant.scope():
        feed = QuestionFeed.objects.get(account=shop.account)
        assert feed.problem == "integration-problem-key-refused"
        assert feed.retry_at is not None
        assert IntegrationAccount.objects.get(pk=shop.account.pk).status == "new"
    shop.read()
    with shop.tenant.scope():
        assert QuestionFeed.objects.get(account=shop.account).problem is None


def test_questions_of_a_tenant_are_nobody_elses(shop: Shop, second_tenant: TenantKit) -> None:
    from invekto.integrations.models import MarketplaceQuestion

    shop.ask()
    shop.read()
    with second_tenant.scope():
        assert not MarketplaceQuestion.objects.exists()
    with shop.tenant.scope():
        assert MarketplaceQuestion.objects.count() == 1


def test_people_are_warned_once_when_little_time_is_left(shop: Shop) -> None:
    from invekto.integrations import services
    from invekto.integrations.models import MarketplaceQuestion

    shop.ask()
    shop.read()
    due = shop.row().due_at
    assert due is not None
    services.read_all_questions(due - HOUR * 3)
    assert shop.row().warned_at is None
    services.read_all_questions(due - HOUR)
    assert shop.row().warned_at == due - HOUR
    services.read_all_questions(due - MINUTE * 50)
    assert shop.row().warned_at == due - HOUR
    with shop.tenant.scope():
        MarketplaceQuestion.objects.update(closed_at=due, status="expired")
    assert services.forget_questions(due + DAY * 366) >= 1
    assert shop.rows() == []


def test_many_pages_of_questions_come_in(trendyol_shop: Shop) -> None:
    from invekto.sandbox.models import TrendyolQuestion

    now = clock.now()
    TrendyolQuestion.objects.bulk_create(
        TrendyolQuestion(
            seller_id=trendyol_shop.account.external_id,
            customer="K D",
            sku="",
            product="Kupa",
            text=f"Soru {number}?",
            asked_at=now - MINUTE * number,
            modified_at=now,
        )
        for number in range(120)
    )
    assert trendyol_shop.read() == 120
    assert len(trendyol_shop.rows()) == 120


def test_a_door_that_is_closed_to_questions_is_said_on_the_connections_page(
    hepsiburada_shop: Shop, client_of_owner: Any
) -> None:
    shop = hepsiburada_shop
    shop.control.post("faults", json={"provider": shop.name, "kind": "401"})
    shop.read()
    page = client_of_owner.get("/settings/integrations/").content.decode()
    assert "Müşteri soruları okunamıyor" in page


@pytest.fixture
def client_of_owner(tenant: TenantKit) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(tenant.owner, backend="invekto.core.auth.DoorBackend")
    return client


def test_no_answer_leaves_from_an_account_that_is_switched_off(shop: Shop) -> None:
    from invekto.integrations import services as integrations

    shop.ask()
    shop.read()
    given = shop.give()
    with shop.tenant.scope():
        integrations.switch_off(account=shop.account, now=clock.now(), actor="test")
    assert shop.send(given).problem == "integration-answer-off"
    assert is_answered(shop) == []
    with pytest.raises(integrations.AnswerRefused, match="off"):
        shop.give()
