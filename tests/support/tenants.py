"""Tenants for tests, made through the tables' own rules."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.hashers import make_password

from invekto.core import clock
from invekto.core.models import Role, Tenant, User, Vertical
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Contact, Conversation, WhatsAppNumber

PASSWORD = "correct horse"
_PASSWORD_HASH = make_password(PASSWORD, hasher="pbkdf2_sha256")


@dataclass
class TenantKit:
    """A tenant and what tests reach for first. ``id`` is the tenant's."""

    tenant: Tenant
    number: WhatsAppNumber
    owner: User
    agent: User
    phones: int = field(default=0)

    @property
    def id(self) -> UUID:
        return self.tenant.id

    def scope(self):  # type: ignore[no-untyped-def]
        return tenant_scope(self.tenant.id)

    def make_conversation(self, *, phone: str | None = None, name: str = "Elif Demir") -> Conversation:
        """A contact who wrote just now, and the thread with them."""
        now = clock.now()
        self.phones += 1
        with self.scope():
            contact = Contact.objects.create(
                tenant_id=self.id,
                phone=phone or f"+90532{secrets.randbelow(10**7):07d}",
                profile_name=name,
                created_at=now,
            )
            return Conversation.objects.create(
                tenant_id=self.id,
                contact=contact,
                number=self.number,
                last_inbound_at=now,
                last_message_at=now,
                created_at=now,
            )


def make_tenant(
    vertical: str = Vertical.ECOMMERCE,
    *,
    name: str = "Deneme Butik",
    settings: dict[str, object] | None = None,
    app_secret: str | None = None,
) -> TenantKit:
    now = clock.now()
    mark = secrets.token_hex(5)
    tenant = Tenant(
        slug=f"t-{mark}",
        name=name,
        vertical=vertical,
        settings=settings or {},
        created_at=now,
        updated_at=now,
    )
    with tenant_scope(tenant.id):
        tenant.save(force_insert=True)
        number = WhatsAppNumber.objects.create(
            tenant=tenant,
            phone_number_id=str(10**14 + secrets.randbelow(10**14)),
            display_phone=f"+90212{secrets.randbelow(10**7):07d}",
            waba_id=str(10**14 + secrets.randbelow(10**14)),
            access_token=f"token-{mark}",
            app_secret=app_secret or f"secret-{mark}",
            verify_token=f"verify-{mark}",
            created_at=now,
        )
        people = [
            User.objects.create(
                tenant=tenant,
                email=f"{role}-{mark}@example.com",
                name=person,
                role=role,
                password=_PASSWORD_HASH,
                created_at=now,
            )
            for role, person in ((Role.OWNER, "Zeynep Usta"), (Role.AGENT, "Ayşe Yıldız"))
        ]
    return TenantKit(tenant=tenant, number=number, owner=people[0], agent=people[1])
