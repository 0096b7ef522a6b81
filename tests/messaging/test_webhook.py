"""POST /webhooks/whatsapp/: who signed it, what is stored, what is refused."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client

from invekto.core import clock
from invekto.messaging import envelope, routes
from invekto.messaging.ingest import ingest
from invekto.messaging.models import WebhookEvent
from invekto.messaging.signature import digest_in, is_signed, sign
from tests.messaging import envelopes as e
from tests.support.tenants import TenantKit, make_tenant


@pytest.fixture
def django_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """The statements that the application sends while the block runs."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            sent.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield sent

    return collect


def stored(kit: TenantKit) -> list[WebhookEvent]:
    with kit.scope():
        return list(WebhookEvent.objects.order_by("id"))


@pytest.mark.parametrize(
    ("body", "digest"),
    [
        (
            rb'{"object":"whatsapp_business_account","entry":[]}',
            "76d7cf0d41b1c62907ab63a2ffb509a14ebd4bfe05b33a2e8c6960459868a174",
        ),
        (
            rb'{"object":"whatsapp_business_account","entry":[{"id":"\u015f"}]}',
            "05f31ef391eca9d138ff28b0ef27e68bda8c9ad49d93ad0c29e7ade4d7032aff",
        ),
    ],
)
def test_signatures_agree_with_the_references_check_vectors(body, digest):
    assert sign(body, "s3cret") == digest
    assert is_signed(body, secret="s3cret", digest=digest)
    assert not is_signed(body + b" ", secret="s3cret", digest=digest)
    assert not is_signed(body, secret="", digest=sign(body, ""))


@pytest.mark.parametrize(
    "header", [None, "", "sha256=", "sha1=" + "a" * 40, "sha256=" + "A" * 64, "sha256=" + "a" * 63, "a" * 64]
)
def test_only_a_whole_sha256_digest_counts_as_a_signature(header):
    assert digest_in(header) is None


def test_a_message_is_stored_with_one_job_and_answered_with_200(tenant, queued_jobs):
    answer = e.post(tenant, e.messages(tenant, e.message("kargom nerde", wamid="wamid.A")))
    assert answer.status_code == 200
    [event] = stored(tenant)
    assert (event.kind, event.key, event.party) == ("message", "message:wamid.A", e.PHONE)
    assert event.number_id == tenant.number.pk
    assert event.processed_at is None
    assert json.loads(event.payload)["item"]["text"]["body"] == "kargom nerde"
    assert queued_jobs() == ["messaging.ingest"]


def test_a_second_delivery_is_taken_and_changes_nothing(tenant, queued_jobs):
    once = e.body((tenant, e.messages(tenant, e.message(wamid="wamid.A"))))
    for _ in range(3):
        assert e.post_raw(once, tenant.number.app_secret).status_code == 200
    assert len(stored(tenant)) == 1
    assert queued_jobs() == ["messaging.ingest"]


def test_the_signature_is_made_over_the_bytes_and_not_over_what_they_mean(tenant):
    compact = e.body((tenant, e.messages(tenant, e.message("şöyle"))))
    spaced = json.dumps(json.loads(compact), ensure_ascii=False).encode()
    assert spaced != compact
    answer = Client().post(
        "/webhooks/whatsapp/",
        data=spaced,
        content_type="application/json",
        headers={"X-Hub-Signature-256": f"sha256={sign(compact, tenant.number.app_secret)}"},
    )
    assert answer.status_code == 401
    assert stored(tenant) == []


@pytest.mark.parametrize("secret", [None, "", "wrong"])
def test_a_missing_or_wrong_signature_is_refused_and_nothing_stored(tenant, queued_jobs, secret):
    answer = e.post_raw(e.body((tenant, e.messages(tenant, e.message()))), secret)
    assert answer.status_code == 401
    assert "error" in answer.json()
    assert stored(tenant) == []
    assert queued_jobs() == []


def test_an_unknown_number_is_refused_with_a_reason(tenant, queued_jobs):
    change = e.messages(tenant, e.message())
    change["value"]["metadata"]["phone_number_id"] = "999999999999999"
    answer = e.post(tenant, change)
    assert answer.status_code == 404
    assert answer.json() == {"error": "No number or account of ours is named."}
    assert stored(tenant) == []
    assert queued_jobs() == []


def test_a_batch_for_two_tenants_of_one_app_reaches_both(make_tenant):
    first = make_tenant(app_secret="one app")
    second = make_tenant(app_secret="one app")
    content = e.body(
        (first, e.messages(first, e.message("bir"))), (second, e.messages(second, e.message("iki")))
    )
    assert e.post_raw(content, "one app").status_code == 200
    assert [json.loads(event.payload)["item"]["text"]["body"] for event in stored(first)] == ["bir"]
    assert [json.loads(event.payload)["item"]["text"]["body"] for event in stored(second)] == ["iki"]


def test_a_tenants_own_app_cannot_speak_for_another_tenant(tenant, second_tenant, queued_jobs):
    content = e.body(
        (tenant, e.messages(tenant, e.message("bizim"))),
        (second_tenant, e.messages(second_tenant, e.message("onların"))),
    )
    assert e.post_raw(content, tenant.number.app_secret).status_code == 200
    assert len(stored(tenant)) == 1
    assert stored(second_tenant) == []
    assert queued_jobs() == ["messaging.ingest"]


def test_what_concerns_the_account_is_routed_by_the_account(tenant, second_tenant):
    e.post_recorded(tenant, "template_rejected", "quality")
    assert [event.kind for event in stored(tenant)] == ["template", "other"]
    assert stored(second_tenant) == []


def test_one_body_with_messages_of_several_people_is_stored_whole_and_read_in_two_goes(tenant, queued_jobs):
    change = e.messages(
        tenant,
        e.message("bir", phone="905321234567"),
        e.message("iki", phone="905329876543"),
        e.message("üç", phone="905321234567"),
        contacts=[e.person("905321234567", name="Elif"), e.person("905329876543", name="Can")],
    )
    statuses = e.change(tenant, statuses=[e.status("wamid.X", "sent"), e.status("wamid.X", "read")])
    assert e.post(tenant, change, statuses).status_code == 200
    events = stored(tenant)
    assert [event.kind for event in events] == ["message", "message", "message", "status", "status"]
    names = [json.loads(event.payload)["contacts"][0]["profile"]["name"] for event in events[:3]]
    assert names == ["Elif", "Can", "Elif"]
    assert sorted(queued_jobs()) == ["messaging.ingest", "messaging.ingest_facts"]


def test_whoever_reads_takes_the_work_of_all_who_wait_along(tenant, second_tenant, queued_jobs):
    for state in ("sent", "delivered", "read"):
        e.post(tenant, e.change(tenant, statuses=[e.status("wamid.X", state)]))
    e.post(tenant, e.messages(tenant, e.message()))
    e.post(second_tenant, e.change(second_tenant, statuses=[e.status("wamid.Y", "sent")]))
    assert ingest(tenant.id, "facts", now=clock.now()) == 3
    # What another tenant's reader, or the other reader, has to do is left to them.
    assert sorted(queued_jobs()) == ["messaging.ingest", "messaging.ingest_facts"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b'{"object":',
        b"\xff\xfe{}",
        b'"text"',
        b"[]",
        b"null",
        b'{"object":"page","entry":[]}',
        b'{"object":"whatsapp_business_account","entry":[NaN]}',
        b'{"object":"whatsapp_business_account","x":' + b"9" * 5000 + b"}",
        b'{"object":"whatsapp_business_account","entry":[{"id":"\xc3\x28"}]}',
        b'{"object":"whatsapp_business_account","entry":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"object":"whatsapp_business_account","entry":' + b"[" * 200 + b"]" * 200 + b"}",
    ],
    ids=lambda content: f"{content[:30]!r}…{len(content)}",
)
def test_what_is_no_webhook_is_refused_in_plain_words(tenant, content):
    answer = e.post_raw(content, tenant.number.app_secret)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("entry", [None, 5, "x", {}, [], [None], [{}], [{"changes": 3}], [{"changes": [4]}]])
def test_a_body_that_names_nobody_is_refused(tenant, entry):
    content = json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()
    assert e.post_raw(content, tenant.number.app_secret).status_code == 404


def test_five_megabytes_are_refused_before_they_are_read(tenant):
    content = e.body((tenant, e.messages(tenant, e.message("x" * 5_000_000))))
    answer = e.post_raw(content, tenant.number.app_secret)
    assert answer.status_code == 413
    assert stored(tenant) == []


def test_three_megabytes_are_taken(tenant):
    content = e.body((tenant, e.messages(tenant, e.message("x" * 2_900_000))))
    assert e.post_raw(content, tenant.number.app_secret).status_code == 200
    assert len(stored(tenant)) == 1


def test_deep_nesting_inside_a_message_is_refused(tenant):
    deep: object = "x"
    for _ in range(300):
        deep = {"a": deep}
    answer = e.post(tenant, e.messages(tenant, e.message("x", extra=deep)))
    assert answer.status_code == 400
    assert stored(tenant) == []


def test_nul_bytes_and_half_surrogates_are_stored_as_they_came(tenant):
    text = "kargo\x00m \ud83d nerede \udc00"
    assert e.post(tenant, e.messages(tenant, e.message(text, wamid="wamid.\x00\ud800"))).status_code == 200
    [event] = stored(tenant)
    assert json.loads(event.payload)["item"]["text"]["body"] == text
    assert event.key.startswith("message:sha256:")


def test_a_phone_number_id_that_is_a_number_is_understood(tenant):
    change = e.messages(tenant, e.message())
    change["value"]["metadata"]["phone_number_id"] = int(tenant.number.phone_number_id)
    assert e.post(tenant, change).status_code == 200


def test_refusals_log_neither_secrets_nor_what_the_customer_wrote(tenant, caplog):
    with caplog.at_level(logging.DEBUG):
        e.post_raw(e.body((tenant, e.messages(tenant, e.message("TC kimliğim 123")))), "wrong")
        e.post_raw(b"TC kimligim", tenant.number.app_secret)
    for secret in (tenant.number.app_secret, tenant.number.verify_token, "kimli", e.PHONE):
        assert secret not in caplog.text


def _naming(*numbers: str) -> bytes:
    changes = [
        {"field": "messages", "value": {"metadata": {"phone_number_id": number}}} for number in numbers
    ]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"changes": changes}]}).encode()


def test_an_unproven_body_costs_one_query_however_many_numbers_it_names(django_queries):
    routes.forget()
    content = _naming(*(f"unknown{n}" for n in range(envelope.MOST_CHANGES)))
    with django_queries() as queries:
        assert e.post_raw(content, "wrong").status_code == 404
    assert sum('FROM "whatsapp_numbers"' in query for query in queries) == 1
    assert len(queries) <= 5  # and what opens and closes the door
    with django_queries() as queries:
        assert e.post_raw(content, "wrong").status_code == 404
    assert queries == []


def test_more_changes_than_meta_sends_are_refused_without_a_query(tenant, django_queries):
    content = _naming(*[tenant.number.phone_number_id] * (envelope.MOST_CHANGES + 1))
    with django_queries() as queries:
        answer = e.post_raw(content, tenant.number.app_secret)
    assert (answer.status_code, queries) == (400, [])
    assert stored(tenant) == []


@pytest.mark.parametrize("name", ["statuses", "messages", "errors", "contacts"])
def test_more_items_than_meta_sends_are_refused_however_small(tenant, django_queries, name):
    crowd = [{}] * (envelope.MOST_CHANGES + 1)
    answer = e.post(tenant, e.messages(tenant), e.change(tenant, **{name: crowd}))
    assert answer.status_code == 400
    assert answer.json() == {"error": "The body holds more than 1000 changes."}
    assert stored(tenant) == []


def test_as_many_messages_as_meta_sends_are_taken_each_with_its_own_sender(tenant):
    phones = [f"9053210{n:05}" for n in range(envelope.MOST_CHANGES)]
    sent = [e.message(phone=phone) for phone in phones]
    contacts = [e.person(phone, name=phone) for phone in reversed(phones)]
    assert e.post(tenant, e.messages(tenant, *sent, contacts=contacts)).status_code == 200
    payloads = [json.loads(event.payload) for event in stored(tenant)]
    assert [[one["wa_id"] for one in payload["contacts"]] for payload in payloads] == [[p] for p in phones]


@pytest.mark.parametrize("shared", ["metadata", "contacts"])
def test_what_many_items_share_is_not_stored_a_thousand_times_when_it_is_large(tenant, shared):
    change = e.messages(tenant, *(e.message() for _ in range(envelope.MOST_CHANGES)))
    if shared == "metadata":
        change["value"]["metadata"]["more"] = "x" * 1_000_000
    else:
        change["value"]["contacts"] = [e.person(e.PHONE, name="x" * 1_000_000)]
    assert e.post(tenant, change).status_code == 400
    assert stored(tenant) == []


@pytest.mark.parametrize(
    ("named", "refusal"), [("nobody", 400), ("999999999999999", 404), ("ours", 401)], ids=str
)
def test_a_large_body_is_parsed_only_for_whom_it_names_and_who_signed_it(tenant, named, refusal):
    number = tenant.number.phone_number_id if named == "ours" else named
    no_json = _naming(number) + b"x" * 2_000_000
    assert e.post_raw(no_json, "wrong").status_code == refusal
    assert e.post_raw(no_json, tenant.number.app_secret).status_code == (400 if named == "ours" else refusal)


def test_a_large_body_about_an_account_alone_is_taken(tenant):
    change = {
        "field": "message_template_status_update",
        "value": {"event": "REJECTED", "reason": "x" * 200_000},
    }
    assert e.post(tenant, change).status_code == 200
    assert [event.kind for event in stored(tenant)] == ["template"]


def test_only_a_few_secrets_are_tried_on_a_body(make_tenant):
    numbers = [make_tenant().number for _ in range(12)]
    content = _naming(*(number.phone_number_id for number in numbers))
    answers = sorted(e.post_raw(content, number.app_secret).status_code for number in numbers)
    assert answers == [200] * 8 + [401] * 4


def test_a_number_works_within_seconds_after_it_was_asked_for_in_vain(tenant, monkeypatch):
    known, fresh = tenant.number.phone_number_id, "31415926535"
    change = e.messages(tenant, e.message())
    change["value"]["metadata"]["phone_number_id"] = fresh
    assert e.post(tenant, change).status_code == 404
    with tenant.scope():
        type(tenant.number).objects.filter(phone_number_id=known).update(phone_number_id=fresh)
    moment = time.monotonic() + routes.MISSED + 0.1
    monkeypatch.setattr(routes.time, "monotonic", lambda: moment)
    assert e.post(tenant, change).status_code == 200


def test_a_new_app_secret_counts_within_seconds(tenant, monkeypatch):
    change = e.messages(tenant, e.message())
    assert e.post(tenant, change).status_code == 200
    with tenant.scope():
        tenant.number.app_secret = "renewed"
        tenant.number.save()
    moment = time.monotonic() + routes.REMEMBERED + 1
    monkeypatch.setattr(routes.time, "monotonic", lambda: moment)
    assert e.post(tenant, e.messages(tenant, e.message())).status_code == 200


def test_a_session_cookie_or_csrf_token_is_not_needed(tenant):
    client = Client(enforce_csrf_checks=True)
    content = e.body((tenant, e.messages(tenant, e.message())))
    assert e.post_raw(content, tenant.number.app_secret, client=client).status_code == 200


def test_the_numbers_of_a_fresh_tenant_are_known_at_once(tenant):
    change = e.messages(tenant, e.message())
    assert e.post(tenant, change).status_code == 200
    fresh = make_tenant()
    assert e.post(fresh, e.messages(fresh, e.message())).status_code == 200
