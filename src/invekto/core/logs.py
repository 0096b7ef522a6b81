"""What is written to the log holds nothing that opens a door."""

from __future__ import annotations

import logging
import re

# /webhooks/<provider>/<account token>/: who knows the token can push orders.
_TOKEN = re.compile(r"(/webhooks/[\w-]+/)[^/\s?\"']+")


class MaskingFormatter(logging.Formatter):
    """Lines and tracebacks with the tokens of webhook addresses left out."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub(r"\1***", super().format(record))
