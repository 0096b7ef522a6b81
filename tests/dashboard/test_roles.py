"""Who sees what, door by door: every address of the product, for every role, on whosever conversation.

``DOORS`` names every address there is. One that is not in it fails the first test: whoever adds a page says here who
may open it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from invekto.core import clock
from invekto.core.models import InboxVisibility, Tenant, User
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.messaging.models import Contact, Conversation, MediaFile, Message
from tests.dashboard.test_list import names
from tests.dashboard.threads import make_template, waiting, write
from tests.support.people import make_appointment, make_person
from tests.support.tenants import TenantKit

# Whose conversations: the viewer's own, nobody's, an agent's, and, an agent's too, those with a patient of the doctor,
# with another doctor's patient, and with a lead.
KINDS = ("own", "free", "taken", "patient", "other_patient", "lead")
SEEN = {
    "owner": KINDS,
    "admin": KINDS,
    "agent": ("own", "free"),
    "team": KINDS,  # an agent where the tenant's team works as one
    "doctor": ("own", "patient"),
    "sales": ("own", "lead"),
}


@dataclass(frozen=True)
class Talk:
    """An address of one conversation. ``get`` and ``post``: opens so, the latter with what is sent; where it needs more
    than that (a note, a suggestion, a merge), its own tests open it.
    """

    get: bool = False
    post: dict[str, str] | None = None


@dataclass(frozen=True)
class Door:
    """``who``: "anybody" without logging in, "people" of a tenant, "managers", "operator"; or "lists", for people,
    each of whom sees their own conversations there; "bodies", for people, who name conversations in what they send.
    """

    who: str


EVERYBODY, PEOPLE, LISTS, BODIES = Door("anybody"), Door("people"), Door("lists"), Door("bodies")
MANAGERS, OPERATOR = Door("managers"), Door("operator")
QUESTIONS = Door("questions")  # of marketplaces: tests/dashboard/test_asked.py opens them for every role
DOORS: dict[str, Door | Talk] = {
    "home": LISTS,
    "login": EVERYBODY,
    "logout": EVERYBODY,
    "preferences": EVERYBODY,
    "inbox": LISTS,
    "inbox-rows": LISTS,
    "inbox-changes": LISTS,
    "nav-counts": LISTS,
    "inbox-filters": LISTS,
    "desk-act": BODIES,
    "desk-sheet": BODIES,
    "desk-undo": BODIES,  # one's own action alone
    "desk-part": BODIES,  # the same, of a merge
    "notices": LISTS,
    "notice-choices": PEOPLE,
    "presence": PEOPLE,
    "availability": PEOPLE,
    "asked": QUESTIONS,
    "asked-answer": QUESTIONS,
    "asked-check": QUESTIONS,
    "asked-take": QUESTIONS,
    "asked-notes": QUESTIONS,
    "thread": Talk(get=True),
    "thread-messages": Talk(get=True),
    "thread-customer": Talk(get=True),
    "thread-orders": Talk(get=True),
    "thread-templates": Talk(get=True),
    "thread-send": Talk(post={"text": "Merhaba"}),
    "thread-template": Talk(post={"template": "TEMPLATE"}),
    "thread-take-over": Talk(post={}),
    "thread-hand-back": Talk(post={}),
    "thread-keystroke": Talk(post={}),
    "thread-read": Talk(post={}),
    "thread-send-again": Talk(post={}),
    "thread-judgement": Talk(get=True, post={"verdict": "accepted"}),
    "thread-file": Talk(post={}),
    "thread-typing": Talk(post={}),
    "thread-notes": Talk(post={"note": "Not"}),
    "thread-note": Talk(),
    "thread-react": Talk(post={"emoji": "👍"}),
    "thread-suggestion": Talk(),
    "thread-replies": Talk(get=True),
    "customer-change": Talk(post={"vip": "on"}),
    "customer-order": Talk(post={"say": "attach", "number": "none"}),
    "customer-piece": Talk(get=True),
    "customer-merge": Talk(),
    "customer-merge-choices": Talk(get=True),
    "customer-part": Talk(),
    "customer-cancellation": Talk(),
    "customer-cancellations": Talk(),
    "customer-claim": Talk(),
    "settings-confidence": MANAGERS,
    "judgement-remove": MANAGERS,
    "settings-team": PEOPLE,
    "team-desk": MANAGERS,
    "team-change": MANAGERS,
    "settings-replies": MANAGERS,
    "replies-report": MANAGERS,
    "reply-remove": MANAGERS,
    "reply-proposal": MANAGERS,
    "settings-language-model": MANAGERS,
    "settings-parcel-messages": MANAGERS,
    "questions": MANAGERS,
    "questions-csv": MANAGERS,
    "questions-upload": MANAGERS,
    "settings-integrations": MANAGERS,
    "account-test": MANAGERS,
    "account-key": MANAGERS,
    "account-off": MANAGERS,
    "account-import": MANAGERS,
    "account-unreadable": MANAGERS,
    "account-unreadable-row": MANAGERS,
    "account-remove": MANAGERS,
    "templates-refresh": MANAGERS,
    "number-resume": MANAGERS,
    "number-token": MANAGERS,
    "operator": OPERATOR,
}
# Addresses outside the pages that show customers, each with a test of its own below; the rest shows none: webhooks
# are signed, the sandbox exists in the demo alone.
API = {
    "/api/v1/analysis": "reads only what is sent to it",
    "/api/v1/integrations/accounts": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/import/{step}": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/key": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/off": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/on": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/sync": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/test": "accounts are no customers",
    "/api/v1/integrations/accounts/{account_id}/unreadable": "for managers alone (test_connections_health.py)",
    "/api/v1/integrations/accounts/{account_id}/unreadable/{row_id}": "for managers alone",
    "/api/v1/integrations/accounts/{account_id}/unreadable/{row_id}/again": "for managers alone",
    "/api/v1/integrations/health": "accounts are no customers",
    "/api/v1/orders/parcel-messages": "settings are no customers",
    "/api/v1/integrations/orders": "test_the_api_…",
    "/api/v1/integrations/orders/{number}": "test_the_api_…",
}
# What stands in an address where it does not matter what.
ANYTHING: dict[str, Any] = {
    part: uuid4()
    for part in (
        "action_id",
        "row_id",
        "cancellation_id",
        "judgement_id",
        "merge_id",
        "note_id",
        "reply_id",
        "suggestion_id",
        "user_id",
        "message_id",
        "conversation_id",
        "account_id",
        "question_id",
        "number_id",
    )
} | {"key": "greeting", "name": "notes", "sheet": "tag"}
_PARTS = {"get": lambda door: door.get, "post": lambda door: door.post is not None}


@dataclass
class Desk:
    """A tenant with a colleague of every role, and a conversation of every kind for one viewer."""

    kit: TenantKit
    viewer: User
    colleague: User
    seen: tuple[str, ...]
    talks: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    template: str = ""

    def __post_init__(self) -> None:
        for n, kind in enumerate(KINDS):
            owner = {"own": self.viewer, "free": None}.get(kind, self.colleague)
            mode = "human" if owner else "waiting"
            talk = waiting(
                self.kit,
                f"Kişi {kind}",
                since=timedelta(minutes=5 + n),
                mode=mode,
                assigned_to=owner,
                unread=1,
            )
            said = {"intent": "order_status", "confidence": 0.9, "threshold": 0.5, "version": "1"}
            self.talks[kind] = talk
            self.messages[kind] = write(
                self.kit,
                talk,
                "customer",
                f"söz {kind}",
                analysis=said,
                answered_at=clock.now(),
                wamid=f"wamid.{talk.id}",
            )
        self.template = str(make_template(self.kit, "hello", "Merhaba").id)

    def restore(self) -> None:
        """Whatever the doors did so far."""
        with self.kit.scope():
            Conversation.objects.bulk_update(self.talks.values(), ["mode", "assigned_to", "unread"])

    def rows(self) -> list[Any]:
        with self.kit.scope():
            return [
                list(Conversation.objects.order_by("id").values()),
                list(Message.objects.order_by("id").values()),
            ]

    def unseen(self) -> list[str]:
        return [kind for kind in KINDS if kind not in self.seen]

    def address(self, name: str, kind: str) -> str:
        stands_for = ANYTHING | {
            "conversation_id": self.talks[kind].id,
            "message_id": self.messages[kind].id,
            "name": "notes",
        }
        return reverse(name, kwargs={part: stands_for[part] for part in parameters()[name]})

    def sent(self, door: Talk) -> dict[str, str]:
        return {
            name: self.template if value == "TEMPLATE" else value for name, value in (door.post or {}).items()
        }


@pytest.fixture(params=list(SEEN))
def desk(request: pytest.FixtureRequest, tenant: TenantKit) -> Desk:
    role: str = request.param
    colleague = make_person(tenant, "agent", "Burak Er")
    doctor, other = make_person(tenant, "doctor", "Dt. Mert"), make_person(tenant, "doctor", "Dt. Selin")
    viewer = {"doctor": doctor}.get(role) or make_person(
        tenant, "agent" if role == "team" else role, "Bakan Kişi"
    )
    desk = Desk(tenant, viewer, colleague, SEEN[role])
    for who, kind in ((doctor, "patient"), (other, "other_patient")):
        make_appointment(tenant, who, desk.talks[kind], start=clock.now() + timedelta(days=1))
    # Cancelled: no patient of theirs.
    make_appointment(
        tenant, doctor, desk.talks["taken"], start=clock.now() + timedelta(days=2), status="cancelled"
    )
    with tenant.scope():
        Contact.objects.filter(id=desk.talks["lead"].contact_id).update(lead_since=clock.now())
        if role == "team":
            Tenant.objects.filter(id=tenant.id).update(inbox_visibility=InboxVisibility.TEAM)
    return desk


@pytest.fixture
def browser(desk: Desk, client_of: Callable[[User], Client]) -> Client:
    return client_of(desk.viewer)


def parameters() -> dict[str, set[str]]:
    """The pages' addresses by name, with what stands in them."""
    found = get_resolver("invekto.dashboard.urls").url_patterns
    return {str(one.name): set(one.pattern.converters) for one in found if isinstance(one, URLPattern)}


def talks(name_of_method: str) -> Iterator[tuple[str, Talk]]:
    for name, door in DOORS.items():
        if isinstance(door, Talk) and _PARTS[name_of_method](door):
            yield name, door


def test_every_address_of_the_pages_and_of_the_api_stands_in_the_table():
    known = parameters()
    assert set(DOORS) == set(known), "say in DOORS who may open it"
    named = {name for name, parts in known.items() if "conversation_id" in parts}
    assert {name for name, door in DOORS.items() if isinstance(door, Talk)} == named
    from invekto.urls.api import api

    assert set(api.get_openapi_schema()["paths"]) == set(API)


def test_every_room_of_addresses_is_known():
    """A room that is added to the main service is looked at here first."""
    found = get_resolver("invekto.urls.main").url_patterns
    assert [str(one.pattern) for one in found if isinstance(one, URLResolver)] == [
        "webhooks/whatsapp/",
        "webhooks/",
        "media/",
        "api/v1/",
        "sandbox/",
        "",
    ]


def test_a_conversation_that_is_not_theirs_is_absent_at_every_door_and_stays_as_it_was(
    desk: Desk, browser: Client
):
    before = desk.rows()
    for kind in desk.unseen():
        for name, parts in parameters().items():
            if "conversation_id" not in parts:
                continue
            address = desk.address(name, kind)
            door = DOORS[name]
            assert isinstance(door, Talk)
            answers = [
                browser.get(address),
                browser.post(address, desk.sent(door), headers={"HX-Request": "true"}),
            ]
            # 405: the door is not opened this way, whoever asks.
            assert {answer.status_code for answer in answers} <= {404, 405}, (name, kind)
            for answer in answers:
                assert f"Kişi {kind}" not in answer.content.decode()
                assert f"söz {kind}" not in answer.content.decode()
            if answers[1].status_code == 404:
                assert answers[1].headers["X-Gone"] == str(desk.talks[kind].id), (name, kind)
    assert desk.rows() == before


def test_a_conversation_that_is_theirs_opens_at_every_door(desk: Desk, browser: Client):
    # Who sees all is tried with one of each: theirs, and a colleague's.
    for kind in desk.seen if len(desk.seen) < len(KINDS) else ("own", "taken"):
        for name, _ in talks("get"):
            assert browser.get(desk.address(name, kind)).status_code == 200, (name, kind)
        for name, door in talks("post"):
            desk.restore()
            answer = browser.post(desk.address(name, kind), desk.sent(door))
            # 422: it opened, and what was sent lacks something.
            assert answer.status_code in (200, 204, 422), (name, kind, answer.content[:300])


def test_lists_counts_search_and_the_first_page_show_theirs_alone(desk: Desk, browser: Client):
    every = {kind: f"Kişi {kind}" for kind in KINDS}
    asked = ",".join(str(talk.id) for talk in desk.talks.values())
    pages = {
        "home": reverse("home"),
        "inbox": reverse("inbox"),
        "waiting": reverse("inbox") + "?filter=waiting",
        "rows": reverse("inbox-rows"),
        "search": reverse("inbox-rows") + "?q=kisi",
        "changes": f"{reverse('inbox-changes')}?changed={asked}",
        "all": f"{reverse('inbox-changes')}?changed=all",
    }
    for page, address in pages.items():
        content = browser.get(address).content.decode()
        shown = {kind for kind, name in every.items() if name in content}
        assert shown == set(desk.seen), page
    for kind in desk.unseen():
        phone = desk.talks[kind].contact.phone or ""
        for typed in (phone, phone[-7:], f"Kişi {kind}"):
            assert names(browser.get(reverse("inbox-rows"), {"q": typed}).content) == []
    counts = browser.get(reverse("nav-counts")).content.decode()
    assert re.findall(r"(\d+) müşteri yanıt bekliyor", counts)[0] == str(len(desk.seen))


def test_what_names_conversations_in_its_body_reaches_theirs_alone(desk: Desk, browser: Client):
    unseen = [desk.talks[kind] for kind in desk.unseen()]
    every = ",".join(str(talk.id) for talk in desk.talks.values())
    sheet = browser.get(reverse("desk-sheet", args=["tag"]), {"ids": every})
    seen_ids = {str(desk.talks[kind].id) for kind in desk.seen}
    shown = re.search(r'data-ids="([^"]*)"', sheet.content.decode())
    assert shown is not None
    assert set(shown[1].split(",")) == seen_ids
    before = {str(row["id"]): row for row in desk.rows()[0]}
    for act in ("done", "open", "snooze", "wake", "read", "unread", "tag", "untag", "assign", "hand-back"):
        desk.restore()
        sent = {"act": act, "ids": every, "until": "tomorrow", "tag": "deneme", "person": str(desk.viewer.id)}
        answer = browser.post(reverse("desk-act"), sent)
        assert answer.status_code in (200, 422), (act, answer.content[:200])
        assert not set(names(answer.content)) & {f"Kişi {kind}" for kind in desk.unseen()}
    after = {str(row["id"]): row for row in desk.rows()[0]}
    for talk in unseen:
        assert after[str(talk.id)] == before[str(talk.id)]
        with desk.kit.scope():
            assert Contact.objects.get(id=talk.contact_id).tags == []


def test_no_notice_choice_or_order_of_another_customer_comes_through(
    desk: Desk, browser: Client, make_order: Callable[..., None]
):
    since = (clock.now() - timedelta(hours=1)).timestamp()
    told = browser.get(reverse("notices"), {"since": since}).json()["notices"]
    allowed = {str(desk.talks[kind].id) for kind in desk.seen}
    assert {one["conversation"] for one in told} <= allowed
    assert told
    for kind in desk.unseen():
        other = desk.talks[kind].contact
        mine = desk.address("customer-merge-choices", "own")
        assert str(other.id) not in browser.get(mine, {"q": f"Kişi {kind}"}).content.decode()
        refused = browser.post(desk.address("customer-merge", "own"), {"contact": str(other.id)})
        assert refused.status_code == 404
        make_order(f"9{KINDS.index(kind)}01", phone=other.phone)
        attached = {"say": "attach", "number": f"9{KINDS.index(kind)}01"}
        assert browser.post(desk.address("customer-order", "own"), attached).status_code == 422


def test_only_managers_reach_settings_and_reports(desk: Desk, browser: Client, account: IntegrationAccount):
    stands_for = ANYTHING | {"account_id": account.id, "number_id": desk.kit.number.id}
    for name, door in DOORS.items():
        if not isinstance(door, Door) or door.who not in ("managers", "operator"):
            continue
        address = reverse(name, kwargs={part: stands_for[part] for part in parameters()[name]})
        if door.who == "operator" or not desk.viewer.manages:
            answers = [browser.get(address).status_code, browser.post(address).status_code]
            assert set(answers) <= {404, 405}, name
        else:  # what a form does is tested with its page
            assert browser.get(address).status_code in (200, 405), name


def test_a_file_is_shown_to_those_who_see_its_message(desk: Desk, browser: Client):
    path = settings.MEDIA_DIR / "roles.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"picture")
    with desk.kit.scope():
        files = {
            kind: MediaFile.objects.create(
                tenant_id=desk.kit.id,
                mime_type="image/jpeg",
                path="roles.jpg",
                state=MediaFile.State.STORED,
                created_at=clock.now(),
            )
            for kind in KINDS
        }
        loose = MediaFile.objects.create(
            tenant_id=desk.kit.id, path="roles.jpg", state=MediaFile.State.STORED, created_at=clock.now()
        )
    for kind, file in files.items():
        write(desk.kit, desk.talks[kind], "customer", "", type="image", media_id=file.id)
    shown = set()
    for kind, file in files.items():
        answer = browser.get(f"/media/{file.id}/")
        shown |= {kind} if answer.status_code == 200 else set()
        answer.close()
    assert shown == set(desk.seen)
    assert browser.get(f"/media/{loose.id}/").status_code == 404


def test_the_api_shows_a_person_the_orders_of_their_own_customers(
    desk: Desk, browser: Client, make_order: Callable[..., None]
):
    numbers = {}
    for n, kind in enumerate(KINDS):
        numbers[kind] = f"{7001 + n}"
        make_order(numbers[kind], phone=desk.talks[kind].contact.phone)
    with desk.kit.scope():
        assert CachedOrder.objects.count() == len(KINDS)
    by_number, by_phone = set(), set()
    for kind, number in numbers.items():
        if browser.get(f"/api/v1/integrations/orders/{number}").status_code == 200:
            by_number.add(kind)
        answer = browser.get("/api/v1/integrations/orders", {"phone": desk.talks[kind].contact.phone})
        if answer.json()["orders"]:
            by_phone.add(kind)
    assert by_number == by_phone == set(desk.seen)


def test_nobody_without_logging_in_reaches_anything(tenant: TenantKit):
    talk = waiting(tenant, since=timedelta(minutes=5))
    stranger = Client()
    for name, parts in parameters().items():
        door = DOORS[name]
        if isinstance(door, Door) and door.who == "anybody":
            continue
        stands_for = ANYTHING | {"conversation_id": talk.id}
        address = reverse(name, kwargs={part: stands_for[part] for part in parts})
        for answer in (stranger.get(address), stranger.post(address)):
            assert answer.status_code in (302, 405), name
            if answer.status_code == 302:
                assert answer["Location"].startswith("/login/"), name


def test_another_tenants_people_see_nothing_of_it(
    tenant: TenantKit, second_tenant: TenantKit, client_of: Callable[[User], Client]
):
    talk = waiting(tenant, "Kişi başkası", since=timedelta(minutes=5))
    for user in (second_tenant.owner, second_tenant.agent):
        browser = client_of(user)
        assert browser.get(f"/inbox/{talk.id}/").status_code == 404
        assert browser.post(f"/inbox/{talk.id}/take-over/").status_code == 404
        assert "Kişi başkası" not in browser.get("/inbox/?q=kisi").content.decode()
