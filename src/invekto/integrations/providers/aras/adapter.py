"""An Aras account: its query service, read only (reference, sections 2 and 7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import httpx

from invekto.core.folding import fold
from invekto.integrations.carriers.contract import Answer, By, Movement, Tracked
from invekto.integrations.carriers.reading import is_key
from invekto.integrations.carriers.soap import SoapFault, SoapService
from invekto.integrations.contract import Budget, Limit, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.providers.aras.movements import read_movements
from invekto.integrations.providers.aras.payloads import read_rows

MOST_KEYS = 50  # of one list; none is documented, and this is some 700 characters
_LIMITS = (Limit(1, 1),)  # no limit is documented: a second between any two calls
_NOBODY = "0"  # a key that no sender gives: the test asks by it
# QueryType: many by reference with the reasons, many by Aras's own number.
_TYPES = {By.REFERENCE: ("39", "IntegrationCode"), By.CODE: ("14", "TrackingNumber")}
# One parcel's movements; the answer does not say whose they are.
_MOVEMENTS = {By.REFERENCE: ("9", "IntegrationCode"), By.CODE: ("15", "TrackingNumber")}


class Aras:
    most = MOST_KEYS
    separate_movements = True

    def __init__(
        self,
        external_id: str,
        secrets: Mapping[str, str],
        _: Mapping[str, Any],
        *,
        base_url: str,
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._login = _xml(
            "LoginInfo",
            UserName=secrets.get("username", ""),
            Password=secrets.get("password", ""),
            CustomerCode=external_id,
        )
        self._service = SoapService(base_url, budget=budget, limits=_LIMITS, transport=transport)

    def close(self) -> None:
        self._service.close()

    def test(self, *, timeout: float) -> None:
        self._ask(By.REFERENCE, [_NOBODY], timeout=timeout)

    def track(self, keys: Sequence[str], *, by: By, timeout: float) -> Answer:
        asked = [key for key in keys if is_key(key)][:MOST_KEYS]
        return read_rows(self._ask(by, asked, timeout=timeout), asked, by) if asked else Answer()

    def movements(self, told: Tracked, *, timeout: float) -> tuple[Movement, ...]:
        # Either type is right for a parcel whose two numbers are the same.
        by = By.CODE if told.code and told.key == told.code else By.REFERENCE
        return read_movements(self._ask(by, [told.key], timeout=timeout, types=_MOVEMENTS), told)

    def _ask(
        self,
        by: By,
        keys: Sequence[str],
        *,
        timeout: float,
        types: Mapping[By, tuple[str, str]] | None = None,
    ) -> Any:
        number, parameter = (types or _TYPES)[by]
        query = _xml("QueryInfo", QueryType=number, **{parameter: ",".join(keys)})
        arguments = {"loginInfo": self._login, "queryInfo": query}
        try:
            told = self._service.call("GetQueryJSON", arguments, timeout=timeout)
        except SoapFault as fault:
            raise _refusal(number, fault.text, by_caller=fault.by_caller) from None
        if told is None or (isinstance(told, str) and not told.strip()):
            return None  # nothing found is told in several ways
        if not isinstance(told, str):
            raise Refused(Problem.UNKNOWN_SHAPE, f"{number}: no text")
        try:
            return json.loads(told)
        except RecursionError:
            raise Refused(Problem.UNKNOWN_SHAPE, f"{number}: nested too deeply") from None
        except ValueError:
            if told.lstrip()[:1] in "{[":
                raise TryAgainLater(Problem.UNREADABLE, f"{number}: broken JSON") from None
            raise _refusal(number, told, by_caller=False) from None


def _refusal(number: str, text: str, *, by_caller: bool) -> ProviderError:
    """Aras says what is wrong in a Turkish sentence, as a fault or in the place of an answer."""
    words = fold(text)
    if "sifre" in words or "kullanici adi" in words or "password" in words:
        return Refused(Problem.LOGIN_REFUSED, f"{number}: wrong user, password or customer code")
    if "yetki" in words or "unauthorized" in words:
        return Refused(Problem.ACCESS_DENIED, f"{number}: no permission")
    if by_caller:
        return Refused(Problem.REQUEST_REFUSED, f"{number}: a fault of the caller's")
    return TryAgainLater(Problem.PLATFORM_DOWN, f"{number}: a fault")


def _xml(name: str, **values: str) -> str:
    """A small XML text that travels inside a parameter: an ampersand in a password must not break it."""
    inner = "".join(f"<{key}>{escape(value)}</{key}>" for key, value in values.items())
    return f"<{name}>{inner}</{name}>"
