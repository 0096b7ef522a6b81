"""Tenant files for tests. Slugs, e-mails and numbers are fresh each time: the database is shared."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from invekto.core.models import Tenant
from invekto.core.tenancy import door
from invekto.onboarding.services import Outcome, apply_tenant_file

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clinic:
    """A dental clinic's file with every section filled."""

    mark: str = field(default_factory=lambda: secrets.token_hex(5))
    env: dict[str, str] = field(default_factory=dict)
    stored_id: UUID | None = None

    def __post_init__(self) -> None:
        names = "AYSE_PW WA_TOKEN WA_APP_SECRET WA_VERIFY HOOK_SECRET TY_KEY TY_SECRET HB_USER HB_PW"
        names += " AR_USER AR_PW YK_USER YK_PW G_ID G_SECRET G_TOKEN"
        self.env = {name: f"{name.lower()}-{self.mark}" for name in names.split()}

    @property
    def slug(self) -> str:
        return f"gulus-{self.mark}"

    @property
    def phone_number_id(self) -> str:
        return str(int(self.mark, 16) + 10**14)

    @property
    def text(self) -> str:
        return f"""\
tenant:
  slug: {self.slug}
  name: Gülüş Ağız ve Diş Sağlığı
  vertical: dental
  language: tr
  timezone: Europe/Istanbul
  address: "Bağdat Cd. 120, Kadıköy, İstanbul"
  maps_url: "https://maps.example/xyz"
  working_hours: {{mon-fri: "09:00-19:00", sat: "10:00-16:00"}}
  confidence_threshold: 0.55
users:
  - {{email: sekreter-{self.mark}@example.com, name: Ayşe Yıldız, role: agent, password: env:AYSE_PW}}
  - {{email: hekim-{self.mark}@example.com, name: Mert Kaya, role: doctor, password: env:AYSE_PW}}
whatsapp:
  phone_number_id: "{self.phone_number_id}"
  display_phone: "+902165550101"
  waba_id: "102290129340398"
  access_token: env:WA_TOKEN
  app_secret: env:WA_APP_SECRET
  verify_token: env:WA_VERIFY
alerts:
  sales:
    emails: [satis@example.com]
    webhook: {{url: "https://crm.example/hook", secret: env:HOOK_SECRET}}
  doctor: {{emails: [nobet@example.com]}}
integrations:
  - {{provider: trendyol, seller_id: "2738", api_key: env:TY_KEY, api_secret: env:TY_SECRET}}
  - {{provider: hepsiburada, merchant_id: "abc-1", username: env:HB_USER, password: env:HB_PW}}
  - {{provider: aras, customer_code: "77", username: env:AR_USER, password: env:AR_PW}}
  - {{provider: yurtici, username: env:YK_USER, password: env:YK_PW}}
  - provider: google_calendar
    doctor: dr-kaya
    calendar_id: primary
    client_id: env:G_ID
    client_secret: env:G_SECRET
    refresh_token: env:G_TOKEN
doctors:
  - {{slug: dr-kaya, name: Dt. Mert Kaya, kind: general, services: [dolgu, temizlik]}}
  - {{slug: dr-ak, name: Dt. Selin Ak, kind: specialist, services: [implant]}}
slots:
  - {{doctor: dr-kaya, days: mon-fri, from: 09:00, to: 18:00, capacity: 1, breaks: ["12:30-13:30"]}}
  - {{doctor: dr-ak, days: [tue, thu], from: "13:00", to: "19:00"}}
services:
  - slug: implant
    name: İmplant
    price: [18000, 32000]
    minutes: 60
    recovery_days: 7
    description: {{tr: Çene kemiğine vida, en: A screw}}
  - {{slug: dolgu, name: Dolgu, price: [1500, 2500.50], minutes: 30}}
  - {{slug: temizlik, name: Diş taşı temizliği, minutes: 45}}
returns:
  window_days: 14
  coupon: {{percent: 10, code_prefix: KAL, valid_days: 30, monthly_budget: 5000}}
  holdout: 0.10
  no_return: [IC-]
shipping:
  {{fee: 49.90, free_over: 750, days: [1, 3], carriers: [aras], cash_on_delivery: true, abroad: false}}
wholesale:
  min_quantity: 20
  steps: [{{from: 20, percent: 10}}, {{from: 100, percent: 18}}]
  needs_approval_over: 50000
price_answers: range
payment: {{instalments: {{max: 6, banks: [Bonus, World]}}, methods: [card, cash, transfer]}}
insurers: [SGK yok, "Allianz Tamamlayıcı"]
packages: [{{name: "İmplant + temizlik", services: [implant, temizlik], price: [19000, 33000]}}]
referral: {{percent: 10}}
parking: "Bina altında ücretsiz"
holidays: ["2026-12-31"]
triggers:
  - {{event: order.delivered, after: 24h, template: delivered_satisfaction, enabled: true}}
  - {{event: appointment.reminder, before: 48h, template: appointment_reminder}}
templates:
  - name: delivered_satisfaction
    category: utility
    language: tr
    body: "Merhaba {{{{customer_name}}}}, siparişiniz ulaştı mı?"
"""

    def apply(self, text: str | None = None, *, now: datetime = NOON) -> Outcome:
        outcome = apply_tenant_file(text or self.text, now=now, actor="test", secrets=self.env)
        self.stored_id = outcome.tenant_id
        return outcome

    def tenant(self) -> Tenant | None:
        with door("slug", self.slug):
            return Tenant.objects.filter(slug=self.slug).first()

    @property
    def id(self) -> UUID:
        """Known once the file was applied."""
        assert self.stored_id is not None
        return self.stored_id

    def line_of(self, words: str, text: str | None = None) -> int:
        """The number of the line that holds ``words``."""
        for number, line in enumerate((text or self.text).splitlines(keepends=True), start=1):
            if line.startswith(words) or (not words.endswith("\n") and words in line):
                return number
        raise AssertionError(f"no line holds {words!r}")
