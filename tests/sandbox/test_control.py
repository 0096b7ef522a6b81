"""Clock, settling and the rest of the control API; ordered failures are in test_faults."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest
from django.core.mail import send_mail
from django.db import connection, transaction
from procrastinate.contrib.django.utils import connector_params

from invekto.core import clock, jobs
from tests.sandbox.receiver import Receiver
from tests.sandbox.test_sending import PHONE, send, text, write
from tests.support.tenants import TenantKit


def test_the_clock_goes_forward_by_a_duration_and_never_back(control: httpx.Client) -> None:
    before = datetime.fromisoformat(control.get("clock").json()["now"])
    after = datetime.fromisoformat(control.post("clock", json={"advance": "24h"}).json()["now"])
    assert timedelta(hours=24) <= after - before < timedelta(hours=24, minutes=1)
    refused = control.post("clock", json={"set": before.isoformat()})
    assert (refused.status_code, refused.json()["key"]) == (409, "set")
    moment = "2099-01-01T09:00:00+03:00"
    answer = control.post("clock", json={"set": moment})
    assert datetime.fromisoformat(answer.json()["now"]) - datetime.fromisoformat(moment) < timedelta(
        minutes=1
    )
    assert clock.now().year == 2099


@pytest.mark.parametrize(
    "body", [{}, {"advance": "soon"}, {"advance": "1h", "set": "x"}, {"set": "2026-11-23"}]
)
def test_a_time_that_is_none_is_refused(control: httpx.Client, body: dict[str, Any]) -> None:
    assert control.post("clock", json=body).status_code == 400


def test_advancing_stops_at_each_due_moment(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="selam")
    receiver.collect("messages", 1)
    assert control.post("webhooks", json={"delay_ms": 3_600_000}).json()["delay_ms"] == 3_600_000
    before = clock.now()
    send(graph, tenant, text())
    assert control.post("settle", json={}).json()["settled"] is True
    assert receiver.arrived.empty()
    assert control.post("clock", json={"advance": "2h30m"}).status_code == 200
    first, second = receiver.collect("statuses", 2)
    assert (first["status"], second["status"]) == ("sent", "delivered")
    hours = [(int(status["timestamp"]) - before.timestamp()) / 3600 for status in (first, second)]
    assert [round(hour) for hour in hours] == [1, 2]
    assert receiver.arrived.empty()


def test_statuses_can_be_doubled_dropped_and_shuffled(
    graph: httpx.Client, control: httpx.Client, tenant: TenantKit, receiver: Receiver
) -> None:
    write(control, tenant, text="selam")
    receiver.collect("messages", 1)
    control.post("webhooks", json={"duplicate": True, "drop": ["delivered"], "shuffle": True})
    send(graph, tenant, text())
    words = sorted(status["status"] for status in receiver.collect("statuses", 4))
    assert words == ["read", "read", "sent", "sent"]
    assert control.post("webhooks", json={"drop": ["eaten"]}).json()["key"] == "drop"


def test_settling_names_what_is_unfinished(control: httpx.Client) -> None:
    with transaction.atomic():
        jobs.defer("outbound.recover")  # no worker runs in this test
    answer = control.post("settle", json={"timeout": 0.2})
    assert answer.status_code == 504
    assert answer.json()["unfinished"] == ["job outbound.recover (todo)"]


def test_questions_in_sql_see_every_tenant_and_change_nothing(
    control: httpx.Client, tenant: TenantKit, second_tenant: TenantKit
) -> None:
    slugs = f"('{tenant.tenant.slug}', '{second_tenant.tenant.slug}')"
    query = f"select count(*), true, settings from tenants where slug in {slugs} group by settings"
    assert control.post("sql", json={"query": query}).json()["rows"] == [[2, True, {}]]
    like = "select count(*) from tenants where slug like 't-%'"
    assert control.post("sql", json={"query": like}).json()["rows"][0][0] >= 2
    for refused in ("delete from tenants", "selec 1", "commit; create table x (y int)"):
        assert control.post("sql", json={"query": refused}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://evil.example", "Host": "evil.example:1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_sites_page_steers_nothing(control: httpx.Client, headers: dict[str, str]) -> None:
    headers = headers | {"Content-Type": "text/plain"}
    asked = {"content": b'{"query":"select email from users"}', "headers": headers}
    answer = control.post("sql", **asked)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert "site" in answer.json()["error"]
    assert control.get("clock", headers=headers).status_code == 403


def test_the_sandboxs_own_page_and_programs_may_steer_it(control: httpx.Client) -> None:
    host = control.base_url.netloc.decode()
    for headers in (
        {"Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"},
        {},
        {"Sec-Fetch-Site": "none"},
    ):
        plain = {"Content-Type": "text/plain"} | headers
        answer = control.post("sql", content=b'{"query":"select 1"}', headers=plain)
        assert answer.json()["rows"] == [[1]]


def test_mail_stays_in_the_outbox(control: httpx.Client) -> None:
    from invekto.sandbox.mail import OutboxBackend

    send_mail("Yeni talep", "Toptan alım", "a@example.com", ["satis@example.com"], connection=OutboxBackend())
    mail = control.get("outbox").json()[-1]
    assert (mail["kind"], mail["to"], mail["subject"]) == ("email", "satis@example.com", "Yeni talep")


LATER = "appointments links ads/click trendyol/reviews hepsiburada/reviews google/calendars/x/events"


@pytest.mark.parametrize("path", LATER.split())
def test_what_is_not_spoken_yet_says_so(control: httpx.Client, path: str) -> None:
    answer = control.post(path, json={})
    assert answer.status_code == 501
    assert "yet" in answer.json()["error"]


def test_a_contact_can_be_entered_and_changed(control: httpx.Client, tenant: TenantKit) -> None:
    body = {"tenant": tenant.tenant.slug, "phone": PHONE, "name": "Işıl Öz", "birthday": "1990-05-17"}
    assert control.post("contacts", json=body).status_code == 201
    assert control.post("contacts", json=body | {"name": "Işıl Ak"}).status_code == 200
    query = f"select name, birthday from contacts where tenant_id = '{tenant.id}'"
    assert control.post("sql", json={"query": query}).json()["rows"] == [["Işıl Ak", "1990-05-17"]]
    assert control.post("contacts", json=body | {"birthday": "1990-17-05"}).json()["key"] == "birthday"


def test_a_colleague_takes_over_speaks_and_hands_back(control: httpx.Client, tenant: TenantKit) -> None:
    tenant.make_conversation(phone=PHONE)
    who = {"tenant": tenant.tenant.slug, "phone": PHONE}
    address = f"phones/{PHONE}/state?tenant={tenant.tenant.slug}"
    assert control.get(address).json()["handoff"] is False
    spoken = control.post("agents", json=who | {"take_over": True, "say": "Buyurun"})
    assert (spoken.status_code, spoken.json()["as"]) == (200, tenant.agent.email)
    state = control.get(address).json()
    assert (state["bot_silenced"], state["assigned_to"]) == (True, tenant.agent.email)
    assert control.post("agents", json=who | {"as": tenant.owner.email, "hand_back": True}).status_code == 200
    assert control.get(address).json()["assigned_to"] is None
    with tenant.scope(), connection.cursor() as cursor:
        cursor.execute("SELECT body->>'body' FROM outbound_messages")
        assert cursor.fetchall() == [("Buyurun",)]


@pytest.mark.parametrize(
    ("more", "status", "key"),
    [
        ({}, 400, "take_over"),
        ({"take_over": True, "as": "nobody@example.com"}, 404, "as"),
        ({"take_over": True, "phone": "+905320000000"}, 404, "phone"),
        ({"take_over": True, "tenant": "no-such"}, 404, "tenant"),
        ({"approve": "quote"}, 501, "approve"),
        ({"accept_suggestion": "one"}, 400, "accept_suggestion"),
        ({"accept_suggestion": 4}, 400, "accept_suggestion"),
        ({"accept_suggestion": True}, 400, "accept_suggestion"),
        ({"accept_suggestion": 1}, 409, "accept_suggestion"),
        ({"dance": True}, 400, "dance"),
    ],
)
def test_what_a_colleague_cannot_do_is_refused_by_its_key(
    control: httpx.Client, tenant: TenantKit, more: dict[str, Any], status: int, key: str
) -> None:
    tenant.make_conversation(phone=PHONE)
    body = {"tenant": tenant.tenant.slug, "phone": PHONE} | more
    answer = control.post("agents", json=body)
    assert (answer.status_code, answer.json()["key"]) == (status, key)


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59+00:00", "2100-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_the_clock_is_not_set_to_where_it_could_never_be_moved_again(
    control: httpx.Client, moment: str
) -> None:
    before = clock.now()
    answer = control.post("clock", json={"set": moment})
    assert (answer.status_code, answer.json()["key"]) == (400, "set")
    assert clock.now() - before < timedelta(minutes=1)


def test_the_clock_does_not_get_there_in_small_steps_either(control: httpx.Client) -> None:
    assert control.post("clock", json={"set": "2099-12-30T00:00:00+00:00"}).status_code == 200
    answer = control.post("clock", json={"advance": "7d"})
    assert (answer.status_code, answer.json()["key"]) == (400, "advance")


@pytest.mark.parametrize("name", ["\x00", "\ud800", ["agent"], 5.5])
def test_an_agent_whose_name_is_no_text_is_refused(
    control: httpx.Client, tenant: TenantKit, name: Any
) -> None:
    body = json.dumps({"tenant": tenant.tenant.slug, "phone": PHONE, "take_over": True, "as": name})
    assert control.post("agents", content=body).status_code == 400


@pytest.mark.parametrize("after", ["²", "٣", "-1", "", "9" * 30])
def test_after_must_be_a_number_of_a_message(control: httpx.Client, after: str) -> None:
    assert control.get(f"phones/{PHONE}/messages", params={"after": after}).status_code == 400


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select int4range(1, 5)", "[1, 5)"),
        ("select 'infinity'::numeric", "Infinity"),
        ("select 'nan'::float8", "nan"),
        ("select '10.0.0.1'::inet", "10.0.0.1"),
        ("select time '09:30'", "09:30:00"),
        ("select array[1.50, 2]::numeric[]", [1.5, 2]),
    ],
)
def test_every_kind_of_value_can_be_asked_for(control: httpx.Client, query: str, told: Any) -> None:
    answer = control.post("sql", json={"query": query})
    assert (answer.status_code, answer.json().get("rows")) == (200, [[told]])


def test_a_question_in_sql_leaves_no_lock_and_announces_nothing(control: httpx.Client) -> None:
    params = connector_params("default")
    params.pop("pool", None)
    with psycopg.connect(**params, autocommit=True) as listener:
        listener.execute("LISTEN quiet")
        for query in ("select pg_advisory_lock(42)", "select pg_notify('quiet', 'x')"):
            assert control.post("sql", json={"query": query}).status_code == 200
        assert list(listener.notifies(timeout=0.5)) == []
        assert listener.execute("SELECT pg_try_advisory_lock(42)").fetchone() == (True,)
