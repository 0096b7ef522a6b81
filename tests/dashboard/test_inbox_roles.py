"""What the list's own doors show and change, for every role: its search, its filters, its acts on many rows."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from invekto.messaging import search
from invekto.messaging.models import Contact, Conversation
from tests.dashboard import test_roles
from tests.dashboard.test_list import names
from tests.dashboard.test_roles import KINDS, Desk
from tests.dashboard.threads import write

browser, desk = test_roles.browser, test_roles.desk


@pytest.fixture
def spoken(desk: Desk) -> Desk:
    """Every conversation has a word of its own, a subject of its own and a tag of its own."""
    for kind, talk in desk.talks.items():
        message = write(desk.kit, talk, "customer", f"zürafa {kind}")
        with desk.kit.scope():
            search.remember([message])
            Conversation.objects.filter(id=talk.id).update(intent="return_request")
            Contact.objects.filter(id=talk.contact_id).update(tags=[f"etiket {kind}"])
    return desk


def test_words_tags_and_subjects_lead_to_theirs_alone(spoken: Desk, browser: Client):
    rows = reverse("inbox-rows")
    shown = {f"Kişi {kind}" for kind in spoken.seen}
    for query in ({"q": "zurafa"}, {"intent": "return_request"}):
        page = browser.get(rows, query).content
        assert set(names(page)) == shown, query
        for kind in spoken.unseen():
            assert f"zürafa {kind}" not in page.decode()
    for kind in KINDS:
        for query in ({"tag": f"etiket {kind}"}, {"q": f"etiket {kind}"}):
            assert names(browser.get(rows, query).content) == (
                [f"Kişi {kind}"] if kind in spoken.seen else []
            )
    sheet = browser.get(reverse("inbox-filters")).content.decode()
    assert set(re.findall(r">etiket (\w+)<", sheet)) == set(spoken.seen)
    subject = re.search(r'intent=return_request".*?class="box-count">(\d+)', sheet, re.DOTALL)
    assert subject is not None
    assert int(subject[1]) == len(spoken.seen)


def test_acts_on_all_rows_touch_theirs_alone(spoken: Desk, browser: Client):
    every = ",".join(str(talk.id) for talk in spoken.talks.values())
    told = {"until": "tomorrow", "tag": "yeni", "person": str(spoken.viewer.id)}

    def unseen() -> list[object]:
        with spoken.kit.scope():
            ids = [spoken.talks[kind].id for kind in spoken.unseen()]
            talks = Conversation.objects.filter(id__in=ids).order_by("id")
            return [*talks.values(), *talks.values("contact__tags")]

    before = unseen()
    for kind in ("unread", "read", "tag", "untag", "snooze", "wake", "done", "open", "assign", "hand-back"):
        page = browser.post(reverse("desk-act"), {"act": kind, "ids": every} | told).content.decode()
        for one in spoken.unseen():
            assert f"Kişi {one}" not in page, kind
        undo = re.search(r'data-undo="([^"]+)"', page)
        if undo is not None:
            assert browser.post(undo[1]).status_code == 200
        assert unseen() == before, kind
    sheet = browser.get(reverse("desk-sheet", args=["tag"]), {"ids": every}).content.decode()
    worn = re.findall(r'data-desk="untag".*', sheet, re.DOTALL)[0]
    assert set(re.findall(r"etiket (\w+)", worn)) == set(spoken.seen)
    # Nor are the tags of the others offered, here or in the customer's card.
    assert set(re.findall(r"etiket (\w+)", sheet)) == set(spoken.seen)
    for kind in spoken.seen:
        card = browser.get(reverse("thread-customer", args=[spoken.talks[kind].id])).content.decode()
        assert set(re.findall(r"etiket (\w+)", card)) == set(spoken.seen)
