"""What is written to the log holds nothing that opens a door, and nothing by which a customer is known."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from types import TracebackType

import psycopg

from invekto.core.masking import mask_personal

_Caught = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)  # what sys.exc_info() gives

# /webhooks/<provider>/<account token>/: who knows the token can push orders.
_TOKEN = re.compile(r"(/webhooks/[\w-]+/)[^/\s?\"']+")
_DETAILS = re.compile(r"(DETAIL: ).*", re.DOTALL)


class MaskingFormatter(logging.Formatter):
    """Lines and tracebacks without webhooks' tokens, rows' values, e-mail addresses and people's numbers."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_personal(_TOKEN.sub(r"\1***", super().format(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """PostgreSQL's details hold whole rows, of any number of lines: customers' names and words."""
        return _DETAILS.sub(r"\1…", super().formatMessage(record))

    def formatException(self, ei: _Caught) -> str:
        """The same details, among other lines."""
        text = super().formatException(ei)
        for error in _chain(ei[1]):
            if isinstance(error, psycopg.Error):
                for values in (error.diag.message_detail, error.diag.context):
                    text = text.replace(values, "…") if values else text
        return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """What a traceback shows: an error, its cause, what was being handled meanwhile."""
    seen: set[int] = set()
    left = [error]
    while left:
        one = left.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            left += [one.__cause__, one.__context__]
