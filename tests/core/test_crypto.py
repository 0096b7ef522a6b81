"""Secrets at rest, and changing the key they are under."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import connections
from tests.support.tenants import TenantKit

from invekto.core import crypto
from invekto.core.keyfiles import encryption_keys
from invekto.messaging.models import WhatsAppNumber


def stored(kit: TenantKit) -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT access_token FROM whatsapp_numbers WHERE id = %s", [kit.number.id])
        return str(cursor.fetchone()[0])


def test_a_secret_is_readable_in_code_and_not_in_the_table(tenant: TenantKit):
    with tenant.scope():
        assert WhatsAppNumber.objects.get().access_token.startswith("token-")
    assert "token-" not in stored(tenant)


def test_every_provider_secret_is_known_to_the_rotation():
    assert {
        ("whatsapp_numbers", "access_token"),
        ("whatsapp_numbers", "app_secret"),
        ("integration_accounts", "api_key_encrypted"),
    } <= set(crypto.secret_columns())


def test_rotation_puts_every_tenants_secrets_under_the_new_key(tenant: TenantKit, second_tenant: TenantKit):
    old, new = settings.ENCRYPTION_KEYS[0], Fernet.generate_key().decode()
    try:
        assert crypto.rotate(MultiFernet([Fernet(new), Fernet(old)]), batch=2) >= 6
        for kit in (tenant, second_tenant):
            assert Fernet(new).decrypt(stored(kit)).startswith(b"token-")
    finally:
        crypto.rotate(MultiFernet([Fernet(old), Fernet(new)]))


def test_rotation_stops_at_a_secret_no_key_opens(tenant: TenantKit):
    before = stored(tenant)
    with pytest.raises(crypto.SecretUnreadable, match="whatsapp_numbers"):
        crypto.rotate(MultiFernet([Fernet(Fernet.generate_key())]))
    assert stored(tenant) == before


def test_a_bad_key_in_the_environment_stops_the_start(tmp_path):
    with pytest.raises(Exception, match="32 bytes"):
        encryption_keys(tmp_path, "not-a-key")
