"""Open pages hear of the conversations that their person may see; who loses one is told to look again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from tests.core.test_live import cookie, live  # noqa: F401 - the live process
from tests.support.people import make_appointment, make_person
from tests.support.tenants import TenantKit

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.live import announce
from invekto.core.models import InboxVisibility, Tenant, User
from invekto.messaging.models import Contact, Conversation


class Page:
    """What one open page hears, as (kind, what it names)."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def hears(self) -> tuple[str, str]:
        kind = next(line for line in self._lines if line.startswith("event: "))
        told = json.loads(next(self._lines).removeprefix("data: "))
        return kind.removeprefix("event: "), told.get("conversation") or told.get("account") or told.get(
            "question"
        ) or ""


@pytest.fixture
def open_page(live: str) -> Iterator[Callable[[User], Page]]:  # noqa: F811
    with ExitStack() as stack:

        def open_it(user: User) -> Page:
            client = stack.enter_context(httpx.Client(timeout=10, cookies=cookie(user)))
            lines = stack.enter_context(client.stream("GET", live)).iter_lines()
            assert "retry" in next(lines)
            return Page(lines)

        yield open_it


def mark(kit: TenantKit) -> tuple[str, str]:
    """News that everybody of the tenant hears: what a page hears next comes after what it did not hear before."""
    with kit.scope():
        announce("account", tenant_id=kit.id, account=kit.number.id)
    return "account", str(kit.number.id)


def news(kit: TenantKit, *talks: Conversation) -> None:
    with kit.scope():
        for talk in talks:
            announce("conversation", tenant_id=kit.id, conversation=talk.id)


def of(talk: Conversation) -> tuple[str, str]:
    return "conversation", str(talk.id)


def give(kit: TenantKit, talk: Conversation, person: User | None) -> None:
    """As any code may do it, without telling anybody."""
    with kit.scope():
        Conversation.objects.filter(id=talk.id).update(assigned_to=person, mode="human" if person else "bot")


def test_each_role_hears_of_its_own_conversations_alone(tenant: TenantKit, open_page: Callable[[User], Page]):
    colleague = make_person(tenant, "agent", "Burak")
    doctor, sales = make_person(tenant, "doctor", "Mert"), make_person(tenant, "sales", "Onur")
    mine, taken, free, patient, lead = (tenant.make_conversation(name=f"K{n}") for n in range(5))
    give(tenant, mine, tenant.agent)
    for talk in (taken, patient, lead):
        give(tenant, talk, colleague)
    make_appointment(tenant, doctor, patient, start=clock.now() + timedelta(days=1))
    with tenant.scope():
        Contact.objects.filter(id=lead.contact_id).update(lead_since=clock.now())
    wanted: list[tuple[User, list[Conversation]]] = [
        (tenant.owner, [mine, taken, free, patient, lead]),
        (tenant.agent, [mine, free]),
        (colleague, [taken, free, patient, lead]),
        (doctor, [patient]),
        (sales, [lead]),
    ]
    pages = [(open_page(user), talks) for user, talks in wanted]
    news(tenant, mine, taken, free, patient, lead)
    for page, talks in pages:
        assert [page.hears() for _ in talks] == [of(talk) for talk in talks]
    end = mark(tenant)
    for page, _ in pages:
        assert page.hears() == end


def test_who_loses_a_conversation_is_told_once_to_look_again(
    tenant: TenantKit, open_page: Callable[[User], Page]
):
    colleague = make_person(tenant, "agent", "Burak")
    talk, other = tenant.make_conversation(), tenant.make_conversation()
    give(tenant, other, colleague)
    page = open_page(tenant.agent)
    with tenant.scope():
        dialogue.take_over(talk.id, colleague, clock.now())
    heard = {page.hears()}
    news(tenant, talk, other)  # from here on it is the colleague's alone
    end = mark(tenant)
    while (told := page.hears()) != end:
        heard.add(told)
    assert heard == {of(talk)}

    news(tenant, talk, other)
    end = mark(tenant)
    assert page.hears() == end
    give(tenant, talk, tenant.agent)  # nobody announced it; the database did
    assert page.hears() == of(talk)


def test_a_team_that_works_as_one_hears_of_everything(tenant: TenantKit, open_page: Callable[[User], Page]):
    taken = tenant.make_conversation()
    give(tenant, taken, tenant.owner)
    with tenant.scope():
        Tenant.objects.filter(id=tenant.id).update(inbox_visibility=InboxVisibility.TEAM)
    page = open_page(tenant.agent)
    news(tenant, taken)
    assert page.hears() == of(taken)


def test_nothing_that_pages_hear_tells_whose_a_conversation_was(tenant: TenantKit):
    from invekto import live as stream  # sets Django up by itself

    hub = stream.Hub()
    queue = hub.join(stream.Viewer(str(tenant.id), tenant.owner.id, "owner"))
    told: dict[str, Any] = {
        "kind": "assignment",
        "tenant": str(tenant.id),
        "conversation": str(UUID(int=1)),
        "was": str(UUID(int=2)),
    }
    hub.tell(json.dumps(told))
    assert queue.get_nowait() == (
        'event: conversation\ndata: {"kind": "conversation", "conversation": "' + str(UUID(int=1)) + '"}\n\n'
    )


def test_which_question_moved_is_told_to_those_who_see_all(
    tenant: TenantKit, open_page: Callable[[User], Page]
) -> None:
    with tenant.scope():
        Tenant.objects.filter(pk=tenant.id).update(inbox_visibility=InboxVisibility.OWN)
    owner, agent = open_page(tenant.owner), open_page(tenant.agent)
    with tenant.scope():
        announce("question", tenant_id=tenant.id, question=tenant.number.id)
    assert owner.hears() == ("question", str(tenant.number.id))
    assert agent.hears() == ("question", "")
