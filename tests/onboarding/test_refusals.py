"""A tenant file with a mistake: told with its line, the key and what was expected; nothing is stored."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connections

from invekto.core.models import Tenant
from invekto.core.tenancy import door
from invekto.onboarding.services import TenantFileRefused, apply_tenant_file
from tests.onboarding.samples import NOON, Clinic


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def refusal(clinic: Clinic, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(TenantFileRefused) as refused:
        clinic.apply(text)
    assert clinic.tenant() is None, "a refused file must store nothing"
    return [(problem.line, problem.path, problem.message) for problem in refused.value.problems]


# What is written, what stands there instead, the key that is named, and words of the explanation.
MISTAKES = [
    (
        "confidence_threshold: 0.55",
        "confidense: 0.55",
        "tenant.confidense",
        "did you mean confidence_threshold?",
    ),
    (
        "confidence_threshold: 0.55",
        "inbox_visibility: all",
        "tenant.inbox_visibility",
        "expected 'own' or 'team'",
    ),
    (
        "{slug: dr-kaya, name: Dt. Mert Kaya,",
        "{slug: dr-kaya, name: Dt. Mert Kaya, user: nobody@example.com,",
        "doctors[0].user",
        "nobody logs in as nobody@example.com",
    ),
    ("confidence_threshold: 0.55", "confidence_threshold: 5", "tenant.confidence_threshold", "0 to 1"),
    (
        "confidence_threshold: 0.55",
        "intent_thresholds: {price_inquiry: 1.5}",
        "tenant.intent_thresholds.price_inquiry",
        "0 to 1",
    ),
    (
        "confidence_threshold: 0.55",
        "intent_thresholds: {price_inquery: 0.5}",
        "tenant.intent_thresholds.price_inquery",
        "did you mean price_inquiry?",
    ),
    (
        "confidence_threshold: 0.55",
        "intent_thresholds: {emergency: 0.5}",
        "tenant.intent_thresholds.emergency",
        "no limit holds it back",
    ),
    ("timezone: Europe/Istanbul", "timezone: Europe/Ankara", "tenant.timezone", "such as Europe/Istanbul"),
    ("vertical: dental", "vertical: dentist", "tenant.vertical", "'ecommerce', 'dental' or 'aesthetic'"),
    ("language: tr\n", "language: de\n", "tenant.language", "'tr' or 'en'"),
    ('mon-fri: "09:00-19:00"', 'mon-fry: "09:00-19:00"', "tenant.working_hours.mon-fry", "such as mon"),
    ('sat: "10:00-16:00"', 'sat: "16:00-10:00"', "tenant.working_hours.sat", "after the beginning"),
    ('sat: "10:00-16:00"', 'fri: "10:00-16:00"', "tenant.working_hours", "fri has two sets of hours"),
    (
        'maps_url: "https://maps.example/xyz"',
        'maps_url: "javascript:alert(1)"',
        "tenant.maps_url",
        "https://",
    ),
    ("role: agent", "role: boss", "users[0].role", "'owner', 'admin', 'agent', 'doctor' or 'sales'"),
    ("email: sekreter-", "email: sekreter@", "users[0].email", "not an e-mail address"),
    ("name: Ayşe Yıldız, ", "", "users[0].name", "is missing"),
    ('display_phone: "+902165550101"', 'display_phone: "12"', "whatsapp.display_phone", "+902165550101"),
    ('waba_id: "102290129340398"', "waba_id: abc", "whatsapp.waba_id", "digits only"),
    ("emails: [nobet@example.com]", "emails: nobet@example.com", "alerts.doctor.emails", "expected a list"),
    ("provider: aras", "provider: araas", "integrations[2].provider", "'aras'"),
    ('seller_id: "2738", ', "", "integrations[0].seller_id", "is missing"),
    ("kind: specialist", "kind: expert", "doctors[1].kind", "'general' or 'specialist'"),
    ("services: [implant]}", "services: [implnat]}", "doctors[1].services[0]", "did you mean 'implant'?"),
    ("doctor: dr-ak, days", "doctor: dr-yok, days", "slots[1].doctor", "dr-ak, dr-kaya"),
    ('breaks: ["12:30-13:30"]', 'breaks: ["08:30-09:30"]', "slots[0]", "outside 09:00-18:00"),
    ("capacity: 1", "capacity: 0", "slots[0].capacity", "from 1 up"),
    ("to: 18:00", "to: 25:00", "slots[0].to", "not a time of day"),
    ("price: [18000, 32000]", "price: [32000, 18000]", "services[0].price", "below the lowest"),
    ("price: [1500, 2500.50]", "price: [1500, 2500.505]", "services[1].price", "two decimals"),
    ("window_days: 14", "window_days: fourteen", "returns.window_days", "whole number"),
    ("percent: 10, code", "percent: 110, code", "returns.coupon.percent", "0 to 100"),
    ("abroad: false", "abroad: nein", "shipping.abroad", "true or false"),
    ("fee: 49.90", "fee: 49,90 TL", "shipping.90 TL", "nothing is written here"),
    ("{from: 100, percent: 18}", "{from: 10, percent: 18}", "wholesale", "steps must rise"),
    ("methods: [card, cash, transfer]", "methods: [card, gold]", "payment.methods[1]", "'card', 'cash'"),
    ('holidays: ["2026-12-31"]', "holidays: [31.12.2026]", "holidays[0]", "such as 2026-12-31"),
    ("after: 24h", "after: 24 saat", "triggers[0].after", "such as 30m, 24h or 7d"),
    ("event: order.delivered", "event: order.deliverd", "triggers[0].event", "'order.delivered'"),
    ("event: order.delivered, after", "event: order.delivered, before", "triggers[0]", "write after: here"),
    (
        "template: delivered_satisfaction",
        "template: delivered_satisfacton",
        "triggers[0].template",
        "did you mean",
    ),
    ("{{customer_name}}", "{{customer name}}", "templates[0].body", "{{customer_name}}"),
    ("name: delivered_satisfaction\n", "name: Teslim edildi\n", "templates[0].name", "underscores"),
    ('parking: "Bina altında ücretsiz"', "parking:", "parking", "nothing is written here"),
    ("price_answers: range", "price_answers: maybe", "price_answers", "'range' or 'after_examination'"),
    ("returns:\n", "return:\n", "return", "did you mean returns?"),
]


@pytest.mark.parametrize(
    ("written", "mistake", "path", "words"), MISTAKES, ids=[row[1][:40] for row in MISTAKES]
)
def test_a_mistake_is_told_with_its_line(
    clinic: Clinic, written: str, mistake: str, path: str, words: str
) -> None:
    assert written in clinic.text
    text = clinic.text.replace(written, mistake, 1)
    line = clinic.text[: clinic.text.index(written)].count("\n") + 1

    told = refusal(clinic, text)

    matching = [found for found in told if found[1] == path and words in found[2]]
    assert matching, told
    assert matching[0][0] == line - (path == "wholesale") * 2, told


def test_every_mistake_of_a_file_is_told_at_once(clinic: Clinic) -> None:
    text = clinic.text.replace("role: agent", "role: boss").replace("capacity: 1", "capacity: many")
    text = text.replace("referral: {percent: 10}", "referal: {percent: 10}").replace("waba_id:", "wabaid:")

    told = refusal(clinic, text)

    assert [(line, path) for line, path, _ in told] == [
        (clinic.line_of("role: agent"), "users[0].role"),
        (clinic.line_of("whatsapp:"), "whatsapp.waba_id"),
        (clinic.line_of("waba_id:"), "whatsapp.wabaid"),
        (clinic.line_of("capacity: 1"), "slots[0].capacity"),
        (clinic.line_of("referral:"), "referal"),
    ]


def test_a_missing_environment_variable_is_named(clinic: Clinic) -> None:
    del clinic.env["WA_TOKEN"]
    clinic.env["TY_KEY"] = ""

    assert refusal(clinic, clinic.text) == [
        (
            clinic.line_of("env:WA_TOKEN"),
            "whatsapp.access_token",
            "the environment variable WA_TOKEN is not set",
        ),
        (
            clinic.line_of("env:TY_KEY"),
            "integrations[0].api_key",
            "the environment variable TY_KEY is not set",
        ),
    ]


def test_secrets_come_from_the_environment_unless_told_otherwise(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in clinic.env.items():
        monkeypatch.setenv(name, value)
    assert apply_tenant_file(clinic.text, now=NOON, actor="test").created


def test_a_refusal_repeats_no_secret(clinic: Clinic) -> None:
    text = clinic.text.replace("env:WA_TOKEN", "[very-secret-token]").replace(
        "env:HB_PW", "env:very-secret pass"
    )
    with pytest.raises(TenantFileRefused) as refused:
        clinic.apply(text)
    assert len(refused.value.problems) == 2
    assert "very-secret" not in str(refused.value)
    assert "very-secret" not in repr(refused.value)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("users: []\n", "users: written twice; first in line 11"),
        ("parking: &p x\nreferral: *p\n", "anchors and aliases are not allowed"),
        ("parking: !!python/object/apply:os.system [ls]\n", "is not allowed"),
        ("parking: [1, 2\n", "not YAML"),
        ("parking: {a: b\n", "not YAML"),
        ("\tparking: x\n", "not YAML"),
        ("---\ntenant: {}\n", "not YAML"),
        ('parking: "a\\0b"\n', "a character that may not stand in a text"),
        ("parking: \x07\n", "a character that may not stand in a text file"),
        ("? [a, b]\n: c\n", "a key must be one word"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(clinic: Clinic, extra: str, words: str) -> None:
    text = clinic.text.replace('parking: "Bina altında ücretsiz"\n', "").replace(
        "referral: {percent: 10}\n", ""
    )
    last = text.count("\n")

    told = refusal(clinic, text + extra)

    assert any(words in f"{path}: {message}" for _, path, message in told), told
    assert all(line > last for line, _, _ in told), told


def test_a_bomb_of_aliases_is_refused_before_it_grows(clinic: Clinic) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    assert refusal(clinic, "\n".join(rows))[0][0] == 2


def test_deep_nesting_is_refused(clinic: Clinic) -> None:
    assert "nested deeper than 20 levels" in refusal(clinic, "tenant: " + "[" * 5000)[0][2]


def test_a_huge_file_is_refused(clinic: Clinic) -> None:
    assert refusal(clinic, clinic.text + "#" * 1_000_000) == [(1, "", "larger than 1 MB")]


def test_a_file_in_another_encoding_is_refused_with_its_line(clinic: Clinic, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "klinik.yaml"
    path.write_bytes(clinic.text.encode("iso-8859-9"))

    with pytest.raises(TenantFileRefused) as refused:
        apply_tenant_file(path, now=NOON, actor="test", secrets=clinic.env)

    assert refused.value.lines() == ["klinik.yaml:3: not UTF-8 text; save the file as UTF-8"]


def test_a_file_that_is_not_there_is_said_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TenantFileRefused, match="cannot be read: No such file"):
        apply_tenant_file(tmp_path / "yok.yaml", now=NOON, actor="test")


def test_an_empty_file_is_refused(clinic: Clinic) -> None:
    assert "expected sections" in refusal(clinic, "# nothing yet\n")[0][2]


def test_entries_for_the_same_thing_are_refused_where_the_second_stands(clinic: Clinic) -> None:
    text = clinic.text.replace(f"hekim-{clinic.mark}", f"SEKRETER-{clinic.mark}").replace(
        "slug: dr-ak", "slug: dr-kaya"
    )
    text = text.replace("doctor: dr-ak, days: [tue, thu]", "doctor: dr-kaya, days: [tue, thu]")

    told = refusal(clinic, text)

    assert [(line, path) for line, path, _ in told] == [
        (clinic.line_of("hekim-"), "users[1].email"),
        (clinic.line_of("slug: dr-ak"), "doctors[1].slug"),
        (clinic.line_of("days: [tue, thu]"), "slots[1]"),
    ]
    assert "already has hours 09:00-18:00 on tue" in told[-1][2]


def test_a_tenant_does_not_change_its_vertical(clinic: Clinic) -> None:
    clinic.apply()
    with pytest.raises(
        TenantFileRefused, match=r"tenant\.vertical: .* is dental; a tenant's vertical cannot change"
    ):
        clinic.apply(clinic.text.replace("vertical: dental", "vertical: aesthetic"))


def test_an_account_number_the_platform_cannot_have_is_refused_at_its_entry(clinic: Clinic) -> None:
    told = refusal(clinic, clinic.text.replace('seller_id: "2738"', f'seller_id: "{"9" * 20}"'))
    assert [(line, path) for line, path, _ in told] == [
        (clinic.line_of("provider: trendyol"), "integrations[0]")
    ]
    assert "shop number is not valid" in told[0][2]


def test_opening_hours_may_have_a_pause_but_not_overlap(clinic: Clinic) -> None:
    paused = clinic.text.replace('sat: "10:00-16:00"', 'sat: "13:00-16:00, 9:30-12:00"')
    told = refusal(clinic, paused.replace("9:30-12:00", "9:30-13:30"))
    assert told[0][1:] == ("tenant.working_hours.sat", "09:30-13:30 and 13:00-16:00 overlap")
    clinic.apply(paused)
    with door("slug", clinic.slug):
        settings = Tenant.objects.get(slug=clinic.slug).settings
    assert settings["working_hours"]["sat"] == "09:30-12:00,13:00-16:00"


def test_a_shop_has_no_price_list_of_treatments(clinic: Clinic) -> None:
    told = refusal(clinic, clinic.text.replace("vertical: dental", "vertical: ecommerce"))
    assert [(line, path) for line, path, _ in told] == [(clinic.line_of("services:\n"), "services")]


def test_a_service_without_a_price_is_only_remarked_on(clinic: Clinic) -> None:
    outcome = clinic.apply(clinic.text.replace("[dolgu, temizlik]", "[dolgu, temizlik, gulus-tasarimi]"))
    assert outcome.remarks == ("doctors[0].services[2]: the service 'gulus-tasarimi' is in no price list.",)
    assert outcome.created


def test_a_fault_of_ours_is_not_told_as_somebody_elses_entry(clinic: Clinic) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE doctors ADD CONSTRAINT no_ak CHECK (slug <> 'dr-ak') NOT VALID")
        try:
            with pytest.raises(IntegrityError, match="no_ak"):
                clinic.apply()
        finally:
            cursor.execute("ALTER TABLE doctors DROP CONSTRAINT no_ak")
    assert clinic.tenant() is None


def test_words_that_health_advertising_forbids_are_remarked_and_not_refused(clinic: Clinic) -> None:
    text = clinic.text.replace("tr: Çene kemiğine vida", "tr: Ağrısız ve garantili")
    assert "garantili" in text
    outcome = clinic.apply(text)
    (remark,) = [one for one in outcome.remarks if "health advertising" in one]
    assert remark == (
        "services[0].description.tr: patients are not told this; "
        "health advertising may not say 'agrisiz', 'garantili'."
    )
