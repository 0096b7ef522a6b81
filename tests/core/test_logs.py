"""What must not be in the log."""

from __future__ import annotations

import logging
import sys

from django.conf import settings

from invekto.core.logs import MaskingFormatter


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
