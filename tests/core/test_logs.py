"""What must not be in the log."""

from __future__ import annotations

import logging
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection
from tests.support.tenants import TenantKit

from invekto.core import clock
from invekto.core.ids import new_id
from invekto.core.logs import MaskingFormatter
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Contact


def written(message: str, *values: object) -> str:
    """As our handlers write it; the exception at hand with its traceback."""
    caught = sys.exc_info() if sys.exc_info()[0] else None
    record = logging.LogRecord("x", logging.ERROR, "", 1, message, values, caught)
    return MaskingFormatter(settings.LOGGING["formatters"]["line"]["format"]).format(record)


def test_a_row_that_the_database_refuses_is_not_told(tenant: TenantKit):
    def add() -> None:
        with tenant_scope(tenant.id):
            Contact.objects.create(tenant_id=tenant.id, phone="+905321112233", created_at=clock.now())

    add()
    try:
        add()
    except IntegrityError as error:
        for line in (written("It failed."), written("It failed: %s", error)):
            assert "duplicate key" in line
            assert "905321112233" not in line


def test_a_text_of_several_lines_in_a_refused_row_is_not_told():
    words = "İyi günler\n\nAdım Işıl\nTraceback"
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE said (words text CHECK (words = ''))")
            cursor.execute("INSERT INTO said VALUES (%s)", [words])
    except DatabaseError as error:
        for line in (written("It failed."), written("It failed: %s", error)):
            assert 'violates check constraint "said_words_check"' in line
            assert "Işıl" not in line
    finally:
        connection.close()


@pytest.mark.parametrize(
    "number",
    [
        "+905321112233",
        "905321112233",
        "0532 111 22 33",
        "0 (532) 111-22-33",
        "0532.111.22.33",
        "+49 30 1234567",
        "10000000146",
        "4111 1111 1111 1111",
        "TR33 0006 1005 1978 6457 8413 26",
        "TR330006100519786457841326",
        "DE89 3704 0044 0532 0130 00",
        "0532*111*22*33",
        "0\u200b5\u200b32\u200b111\u200b22\u200b33",
        "٠٥٣٢١١١٢٢٣٣",
        "100 000 001 46",
        "ışıl@example.com",
        "isil.kaya+x@example.com.tr",
    ],
)
def test_numbers_and_addresses_of_people_are_masked(number: str):
    for message in (f"Kargo {number}, lütfen", f"({number})", f"'{number}'", f"{number}."):
        line = written("%s", message)
        assert number not in line
        assert "[" in line


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-23 12:00:00.123456+00:00",
        "192.168.100.123",
        "203.0.113.7:54321",
        "job 4711 of 4712 after 0.0123456789 s",
        "<object at 0x7f8812345678>",
        "01938d2c-1234-7123-8123-123456789012",
        "line 123, in fetch",
        "12,345,678",
    ],
)
def test_what_helps_to_find_the_trouble_stays(harmless: str):
    assert written("%s", harmless).endswith(harmless)


def test_the_moment_and_our_own_ids_stay():
    tenant = new_id()
    assert str(tenant) in written("Tenant %s", tenant)
    assert written("x").startswith("20")


def test_the_token_of_a_webhook_address_is_masked_in_lines_and_tracebacks():
    try:
        raise ValueError("http://shop/webhooks/trendyol/tok-en_1/")
    except ValueError:
        record = logging.LogRecord(
            "django.request",
            logging.WARNING,
            "",
            1,
            "Unauthorized: %s",
            ("/webhooks/trendyol/tok-en_1/",),
            sys.exc_info(),
        )
    line = MaskingFormatter("%(message)s").format(record)
    assert "tok-en_1" not in line
    assert "Unauthorized: /webhooks/trendyol/***/" in line


def test_every_handler_of_ours_masks():
    assert settings.LOGGING["formatters"]["line"]["()"] == "invekto.core.logs.MaskingFormatter"
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
    assert (
        MaskingFormatter("%(message)s").format(
            logging.LogRecord("x", 20, "", 1, "/webhooks/whatsapp/ POST", (), None)
        )
        == "/webhooks/whatsapp/ POST"
    )
