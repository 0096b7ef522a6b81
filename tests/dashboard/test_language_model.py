"""The card of the language model: switched, capped, undone, and there only where there is a model."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client, override_settings

from invekto.agent_ai.llm import services
from invekto.agent_ai.llm.models import LlmMonth
from invekto.core import clock
from invekto.core.env import LanguageModel
from invekto.core.models import AuditEntry
from tests.support.tenants import TenantKit

PAGE, CARD = "/settings/integrations/", "/settings/language-model/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def model() -> Iterator[None]:
    at = LanguageModel("openai", "http://127.0.0.1:9", "küçük-1", 4.0, Decimal(1), Decimal(1), key="k")
    with override_settings(LANGUAGE_MODEL=at):
        yield


def state(kit: TenantKit) -> tuple[bool, Decimal]:
    with kit.scope():
        found = services.state_of(kit.tenant, clock.now())
    return found.is_on, found.cap


def test_without_a_model_there_is_no_card_and_nothing_to_switch(tenant: TenantKit, owner: Client) -> None:
    assert "Dil modeli" not in owner.get(PAGE).content.decode()
    assert owner.post(CARD, {"on": "1"}).status_code == 404
    assert state(tenant) == (False, services.DEFAULT_CAP)


@pytest.mark.usefixtures("model")
def test_an_owner_switches_it_on_caps_it_and_takes_both_back(
    tenant: TenantKit, second_tenant: TenantKit, owner: Client
) -> None:
    page = owner.get(PAGE).content.decode()
    assert "Dil modelini aç" in page
    assert "küçük-1" in page
    page = owner.post(CARD, {"on": "1"}, headers=HTMX).content.decode()
    assert "Dil modeli açıldı." in page
    assert state(tenant) == (True, Decimal(250))
    page = owner.post(CARD, {"cap": "1.250,50"}, headers=HTMX).content.decode()
    assert "Aylık sınır kaydedildi." in page
    assert state(tenant) == (True, Decimal("1250.50"))
    owner.post(CARD, {"on": "1", "cap": "250"}, headers=HTMX)  # what the undo button posts
    assert state(tenant) == (True, Decimal(250))
    owner.post(CARD, {"on": "0"}, headers=HTMX)
    assert state(tenant) == (False, Decimal(250))
    assert state(second_tenant) == (False, services.DEFAULT_CAP)
    with tenant.scope():
        entries = AuditEntry.objects.filter(action="llm.switched").order_by("seq")
        assert [entry.details["after"]["on"] for entry in entries] == [True, True, True, False]


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("entered", ["çok", "-5", "", "100001", "1e3", "NaN"])
def test_what_is_no_amount_is_told_and_changes_nothing(
    tenant: TenantKit, owner: Client, entered: str
) -> None:
    answer = owner.post(CARD, {"cap": entered}, headers=HTMX)
    assert answer.status_code == 422
    assert "bir tutar değil" in answer.content.decode()
    assert state(tenant) == (False, services.DEFAULT_CAP)


@pytest.mark.usefixtures("model")
def test_a_cap_that_is_used_up_is_said(tenant: TenantKit, owner: Client) -> None:
    with tenant.scope():
        services.switch(tenant.id, is_on=True, cap=Decimal(10), now=clock.now(), actor="test")
        month = services.budget.month_of(clock.now(), tenant.tenant.timezone)
        LlmMonth.objects.create(tenant_id=tenant.id, month=month, spent=Decimal("10.001"), calls=7)
    page = owner.get(PAGE).content.decode()
    assert "sınırı doldu" in page
    assert "7 soru" in page


@pytest.mark.usefixtures("model")
def test_an_agent_neither_sees_nor_switches_it(tenant: TenantKit, agent: Client) -> None:
    assert agent.get(PAGE).status_code == 404
    assert agent.post(CARD, {"on": "1"}).status_code == 404
    assert state(tenant) == (False, services.DEFAULT_CAP)


def test_a_summary_stands_above_the_note_and_says_whose_it_is(tenant: TenantKit, agent: Client) -> None:
    from invekto.messaging.models import Conversation, Mode

    talk = tenant.make_conversation()
    with tenant.scope():
        Conversation.objects.filter(id=talk.id).update(
            mode=Mode.WAITING,
            handoff_reason="asked",
            handed_off_at=clock.now(),
            note={"wanted": "…", "tried": [], "facts": [], "summary": "Beden <b>değişimi</b> istiyor."},
        )
    page = agent.get(f"/inbox/{talk.id}/").content.decode()
    assert "Beden &lt;b&gt;değişimi&lt;/b&gt; istiyor." in page
    assert "dil modelinin özeti" in page
