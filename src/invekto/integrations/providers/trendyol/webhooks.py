"""Our registration in Trendyol's list of webhooks (reference, section 9)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from invekto.integrations.contract import Limit, Problem, Refused
from invekto.integrations.providers.trendyol.gateway import Gateway


class _Registration(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    url: str = ""
    status: str = "ACTIVE"


_REGISTRATIONS = TypeAdapter(list[_Registration])


class Webhooks:
    def __init__(self, gateway: Gateway, seller_id: str, limits: Sequence[Limit]) -> None:
        self._gateway = gateway
        self._path = f"/integration/webhook/sellers/{quote(seller_id, safe='')}/webhooks"
        self._limits = limits

    def ensure(self, *, known_id: str | None, url: str, key: str, timeout: float) -> str:
        """Find ours by id or address, switch it on again if Trendyol gave up on us, else create it."""
        deadline = time.monotonic() + timeout
        ours = next((one for one in self._list(timeout) if one.id == known_id or one.url == url), None)
        if ours is None:
            return self._create(url, key, timeout=deadline - time.monotonic())
        if ours.url != url:
            self._call("PUT", f"/{quote(ours.id, safe='')}", deadline - time.monotonic(), _wanted(url, key))
        if ours.status.upper() != "ACTIVE":
            # After 13 failed deliveries in a row Trendyol switches a webhook off.
            self._call("PUT", f"/{quote(ours.id, safe='')}/activate", deadline - time.monotonic())
        return ours.id

    def stop(self, known_id: str, *, timeout: float) -> None:
        """Switched off, not deleted: it keeps its id and can be switched on again."""
        deadline = time.monotonic() + timeout
        ours = next((one for one in self._list(timeout) if one.id == known_id), None)
        if ours is not None and ours.status.upper() == "ACTIVE":
            self._call("PUT", f"/{quote(ours.id, safe='')}/deactivate", deadline - time.monotonic())

    def _list(self, timeout: float) -> list[_Registration]:
        try:
            return _REGISTRATIONS.validate_python(self._call("GET", "", timeout) or [])
        except ValidationError as error:
            raise Refused(Problem.UNKNOWN_SHAPE, "webhooks: a list we cannot read") from error

    def _create(self, url: str, key: str, *, timeout: float) -> str:
        answer = self._call("POST", "", timeout, _wanted(url, key))
        if not isinstance(answer, dict) or not answer.get("id"):
            raise Refused(Problem.UNKNOWN_SHAPE, "webhooks: created without an id")
        return str(answer["id"])

    def _call(self, method: str, path: str, timeout: float, body: dict[str, Any] | None = None) -> Any:
        return self._gateway.call(
            method,
            self._path + path,
            endpoint="webhooks",
            limits=self._limits,
            timeout=max(0.1, timeout),
            body=body,
        )


def _wanted(url: str, key: str) -> dict[str, Any]:
    return {
        "url": url,
        "authenticationType": "API_KEY",
        "apiKey": key,
        "username": "",
        "password": "",
        "subscribedStatuses": [],  # all of them
    }
