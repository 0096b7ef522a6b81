"""Secrets at rest, and changing the key they are under."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import connections
from tests.support.tenants import TenantKit

from invekto.core import crypto
from invekto.core.embedded_postgres.processes import wait_until
from invekto.core.keyfiles import encryption_keys, write_ring
from invekto.core.locks import Lock
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
    old, new = encryption_keys(settings.DATA_DIR, None)[0], Fernet.generate_key().decode()
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


def in_another_process(*arguments: str) -> str:
    command = [sys.executable, "-m", "invekto.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def save_with(key: str, kit: TenantKit, token: str) -> None:
    """As a service would that still had another ring in hand."""
    with connections["owner"].cursor() as cursor:
        sealed = Fernet(key).encrypt(token.encode()).decode()
        cursor.execute("UPDATE whatsapp_numbers SET access_token = %s WHERE id = %s", [sealed, kit.number.id])


def token_of(kit: TenantKit) -> str:
    with kit.scope():
        return WhatsAppNumber.objects.get().access_token


def test_a_running_service_reads_and_writes_secrets_after_another_process_rotated(tenant: TenantKit):
    before = token_of(tenant)
    assert "newest key" in in_another_process("keys", "rotate")
    newest = encryption_keys(settings.DATA_DIR, None)[0]
    assert newest not in settings.ENCRYPTION_KEYS  # this process was not restarted
    assert token_of(tenant) == before
    with tenant.scope():
        number = WhatsAppNumber.objects.get()
        number.access_token = "renewed"
        number.save()
    assert Fernet(newest).decrypt(stored(tenant)) == b"renewed"


@pytest.mark.alone
def test_a_secret_saved_under_the_key_before_survives_the_next_rotations(tenant: TenantKit):
    for n in range(3):
        old = encryption_keys(settings.DATA_DIR, None)[0]
        in_another_process("keys", "rotate")
        save_with(old, tenant, f"late-{n}")
        assert token_of(tenant) == f"late-{n}"
    in_another_process("keys", "rotate")
    newest, *kept = encryption_keys(settings.DATA_DIR, None)
    assert Fernet(newest).decrypt(stored(tenant)) == b"late-2"
    assert len(kept) == 1


ENGINE = "import django; django.setup(); from invekto.sandbox.delivery import engine; engine._forever()"


def the_engine_holds_its_lock() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [Lock.SANDBOX_ENGINE],
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.alone
def test_keys_rotate_while_the_sandbox_delivers(tenant: TenantKit):
    with subprocess.Popen([sys.executable, "-c", ENGINE]) as engine:
        try:
            assert wait_until(the_engine_holds_its_lock, 30)
            assert "newest key" in in_another_process("keys", "rotate")
        finally:
            engine.kill()


def waiting_for_a_lock() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])


def test_a_second_rotation_waits_for_the_first_and_then_reads_its_ring(tenant: TenantKit):
    before = token_of(tenant)
    ring = encryption_keys(settings.DATA_DIR, None)
    first = Fernet.generate_key().decode()
    with crypto.one_rotation_at_a_time():
        second = subprocess.Popen([sys.executable, "-m", "invekto.cli", "keys", "rotate"])
        assert wait_until(waiting_for_a_lock, 30)
        write_ring(settings.DATA_DIR, [first, *ring])
        crypto.rotate(MultiFernet([Fernet(key) for key in [first, *ring]]))
        write_ring(settings.DATA_DIR, [first, ring[0]])
    assert second.wait(60) == 0
    assert encryption_keys(settings.DATA_DIR, None)[1:] == [first]
    assert token_of(tenant) == before
