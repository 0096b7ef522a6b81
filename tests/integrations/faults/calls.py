"""What an adapter is asked in these tests, by the name of the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import httpx

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.carriers.contract import By
from invekto.integrations.claims.contract import Rejection
from invekto.integrations.contract import Limit
from invekto.integrations.registry import ENTRIES
from tests.integrations.faults.table import Fine

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TIMEOUT = 5.0
SECRETS = {"username": "ornek", "password": "gizli", "api_key": "anahtar", "api_secret": "gizli"}
_LINE = {
    "trendyol": (LineToCancel("3412908771", "7712300981", 1), "500"),
    "hepsiburada": (LineToCancel("9876543210/4001234567", "7d0a1c22-0000-4000-8000-00000000a001", 1), "81"),
}
_KEYS = ["SIP100200300", "MK100200300", "MK100200301", "SIP100200301", "YOKBOYLE"]
KEYS = [*_KEYS, *(f"K{code}" for code in range(82501, 82519))]


@dataclass
class Purse:
    """A budget without a database: lets everything through and remembers what was closed."""

    closed: list[float] = field(default_factory=list)

    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None: ...

    def close(self, endpoint: str, seconds: float) -> None:
        self.closed.append(seconds)


def _changes(source: Any) -> Fine:
    page = source.changes(since=NOW - timedelta(days=1), until=NOW, position=None, timeout=TIMEOUT)
    return Fine(told=len(page.orders), aside=tuple(bad.problem for bad in page.bad_rows))


def _order(source: Any) -> Fine:
    return Fine(told=len(source.by_number("4001234567", now=NOW, deep=False, timeout=TIMEOUT).orders))


def _claims(source: Any) -> Fine:
    page = source.claims(since=NOW - timedelta(days=1), until=NOW, position=None, timeout=TIMEOUT)
    return Fine(told=len(page.claims))


def _cancel(source: Any, provider: str) -> Fine:
    line, reason = _LINE[provider]
    source.cancel([line], reason=reason, timeout=TIMEOUT)
    return Fine()


def _accept(source: Any) -> Fine:
    source.accept_claim("CLM0001234", ["11111111-2222-4333-8444-555555555555"], timeout=TIMEOUT)
    return Fine()


def _reject(source: Any) -> Fine:
    units = ["11111111-2222-4333-8444-555555555555"]
    source.reject_claim("CLM0001234", units, Rejection("1651", "Kerem Denemeci iade etmedi"), timeout=TIMEOUT)
    return Fine()


def _webhook(source: Any) -> Fine:
    source.ensure_webhook(known_id=None, url="https://invekto.example/hook/", key="k", timeout=TIMEOUT)
    return Fine()


def _questions(source: Any) -> Fine:
    page = source.questions(since=NOW - timedelta(days=1), until=NOW, waiting=True, page=0, timeout=TIMEOUT)
    return Fine(told=len(page.questions))


def _question(source: Any) -> Fine:
    return Fine(told=0 if source.question("500123", timeout=TIMEOUT) is None else 1)


def _answer(source: Any) -> Fine:
    source.answer("500123", "Yarın kargoya veriyoruz.", timeout=TIMEOUT)
    return Fine()


def _listings(source: Any) -> Fine:
    page = source.listings(changed_since=None, until=NOW, position=None, timeout=TIMEOUT)
    return Fine(told=len(page.listings))


def _track(source: Any) -> Fine:
    found = source.track(KEYS, by=By.REFERENCE, timeout=TIMEOUT)
    return Fine(len(found.parcels), tuple(bad.problem for bad in found.bad_rows), len(found.put_off))


_ASKED: dict[str, tuple[str, Callable[[Any], Fine]]] = {
    "orders": ("orders", _changes),
    "stage": ("orders", _changes),
    "order": ("orders", _order),
    "claims": ("orders", _claims),
    "accept": ("orders", _accept),
    "reject": ("orders", _reject),
    "webhook": ("orders", _webhook),
    "questions": ("questions", _questions),
    "question": ("questions", _question),
    "answer": ("questions", _answer),
    "listings": ("listings", _listings),
    "track": ("carrier", _track),
}


def ask(provider: str, call: str, *, transport: httpx.BaseTransport, purse: Purse) -> Fine:
    """Through the adapter as the registry knows it. Raises what the adapter raises."""
    role, asked = _ASKED.get(call) or ("orders", partial(_cancel, provider=provider))
    made_by: Any = getattr(ENTRIES[provider], role)
    address = "https://stageapigw.trendyol.com" if call == "stage" else made_by.base_url.default
    with closing(
        made_by.make("2738", SECRETS, {}, base_url=address, budget=purse, transport=transport)
    ) as source:
        return asked(source)
