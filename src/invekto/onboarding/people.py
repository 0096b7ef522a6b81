"""People who log in and keys for machines, entered by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from invekto.core import audit
from invekto.core.auth import new_api_key
from invekto.core.models import ApiKey, Role, Tenant, User
from invekto.core.tenancy import door, tenant_scope

MIN_PASSWORD = 8  # characters


class PersonRefused(Exception):
    """Why the person or key could not be entered, as one sentence."""


@dataclass(frozen=True, slots=True)
class FreshKey:
    """A new API key; ``key`` can be read only now."""

    key: str
    hint: str


def find_tenant(slug: str) -> Tenant:
    """Raises PersonRefused when no tenant has the slug."""
    with door("slug", slug):
        tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        raise PersonRefused(f"There is no tenant called {slug}.")
    return tenant


def add_user(
    tenant: Tenant, *, email: str, name: str, role: str, password: str, now: datetime, actor: str
) -> User:
    """Raises PersonRefused."""
    person = User(
        tenant=tenant,
        email=_new_email(email),
        name=_name(name),
        role=role,
        language=tenant.language,
        password=_hashed(password),
        created_at=now,
    )
    try:
        with tenant_scope(tenant.id):
            person.save(force_insert=True)
            audit.append("user.added", tenant_id=tenant.id, actor=actor, now=now, subject=f"user:{person.id}")
    except IntegrityError:
        raise PersonRefused(f"{person.email} already logs in.") from None
    return person


def add_operator(
    *,
    email: str,
    name: str,
    password: str,
    now: datetime,
    actor: str,
) -> User:
    """Somebody who runs the platform and belongs to no tenant. Raises PersonRefused."""
    person = User(
        email=_new_email(email),
        name=_name(name),
        role=Role.OPERATOR,
        password=_hashed(password),
        created_at=now,
    )
    # The application's role may not make operators; whoever holds the owner's address may.
    with transaction.atomic("owner"):
        try:
            person.save(using="owner", force_insert=True)
        except IntegrityError:
            raise PersonRefused(f"{person.email} already logs in.") from None
        _note("operator.added", person, actor=actor, now=now)
    return person


def _note(action: str, operator: User, *, actor: str, now: datetime) -> None:
    """In the transaction that makes or changes the operator's row, which is the owner's."""
    audit.append(action, tenant_id=None, actor=actor, now=now, subject=f"user:{operator.id}", using="owner")


def set_password(*, email: str, password: str, now: datetime, actor: str) -> None:
    """Raises PersonRefused."""
    address = email.strip().lower()
    with door("email", address):
        person = User.objects.filter(email=address).first()
    if person is None:
        raise PersonRefused(f"Nobody logs in as {address}.")
    hashed = _hashed(password)
    if person.tenant_id is None:
        with transaction.atomic("owner"):
            User.objects.using("owner").filter(id=person.id).update(password=hashed)
            _note("user.password_set", person, actor=actor, now=now)
        return
    with tenant_scope(person.tenant_id):
        User.objects.filter(id=person.id).update(password=hashed)
        audit.append(
            "user.password_set", tenant_id=person.tenant_id, actor=actor, now=now, subject=f"user:{person.id}"
        )


def create_api_key(tenant: Tenant, *, name: str, now: datetime, actor: str) -> FreshKey:
    """Raises PersonRefused when the name is taken by a live key."""
    key, key_hash, hint = new_api_key()
    called = _name(name)
    with tenant_scope(tenant.id):
        if ApiKey.objects.filter(name=called, revoked_at=None).exists():
            raise PersonRefused(f"{tenant.slug} already has a key called {called}; choose another name.")
        row = ApiKey.objects.create(tenant=tenant, name=called, key_hash=key_hash, hint=hint, created_at=now)
        audit.append("apikey.created", tenant_id=tenant.id, actor=actor, now=now, subject=f"key:{row.id}")
    return FreshKey(key, hint)


def api_keys(tenant: Tenant) -> list[ApiKey]:
    with tenant_scope(tenant.id):
        return list(ApiKey.objects.order_by("created_at", "id"))


def revoke_api_key(tenant: Tenant, *, name_or_hint: str, now: datetime, actor: str) -> UUID:
    """Raises PersonRefused when no live key is called so."""
    with tenant_scope(tenant.id):
        live = ApiKey.objects.select_for_update().filter(revoked_at=None)
        row = live.filter(name=name_or_hint).first() or live.filter(hint=name_or_hint).first()
        if row is None:
            raise PersonRefused(f"{tenant.slug} has no live key called {name_or_hint}.")
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        audit.append("apikey.revoked", tenant_id=tenant.id, actor=actor, now=now, subject=f"key:{row.id}")
    return row.id


def _new_email(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise PersonRefused(f"{email!r} is not an e-mail address.") from None
    return address


def _name(name: str) -> str:
    if not name.strip() or "\x00" in name:
        raise PersonRefused("A name is needed.")
    return name.strip()


def _hashed(password: str) -> str:
    if len(password) < MIN_PASSWORD or "\x00" in password:
        raise PersonRefused(f"A password has at least {MIN_PASSWORD} characters.")
    return make_password(password)
