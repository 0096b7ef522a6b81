"""A Yurtiçi account: its query services, read only (reference, sections 1 to 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from invekto.core.folding import fold
from invekto.integrations.carriers.contract import Answer, By, Movement, Tracked
from invekto.integrations.carriers.reading import is_key, words_in
from invekto.integrations.carriers.soap import SoapFault, SoapService
from invekto.integrations.contract import Budget, Limit, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.providers.yurtici import payloads

MOST_KEYS = 50  # none is documented
_LONGEST_KEY = 20  # cargoKey; a longer one cannot be theirs
_LIMITS = (Limit(1, 1),)  # beside the minute per key, which the time of the last question keeps
_NOBODY = "INVEKTO0"  # a key that no sender gives: the test asks by it
_CARGO_KEY = 0  # keyType
_LOGIN_CODES = {"82500", "80859"}
_OF_KEYS = {"", "0", "82519", "82520"}  # not known, cancelled before: their details say it key by key


class Yurtici:
    most = MOST_KEYS
    separate_movements = False  # they come with the state

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
        self._user, self._password = secrets.get("username") or external_id, secrets.get("password", "")
        base = base_url.rstrip("/")
        # Yurtiçi answers known addresses only: others find the door shut, without a word.
        self._shipments, self._reports = (
            SoapService(
                f"{base}/{name}", budget=budget, limits=_LIMITS, admits_known_only=True, transport=transport
            )
            for name in ("ShippingOrderDispatcherServices", "WsReportWithReferenceServices")
        )

    def close(self) -> None:
        self._shipments.close()
        self._reports.close()

    def test(self, *, timeout: float) -> None:
        self._by_reference([_NOBODY], timeout=timeout)

    def track(self, keys: Sequence[str], *, by: By, timeout: float) -> Answer:
        asked = [key for key in keys if is_key(key)][:MOST_KEYS]
        if by is By.REFERENCE:
            asked = [key for key in asked if len(key) <= _LONGEST_KEY]
        if not asked:
            return Answer()  # an empty list may come back as success without a detail
        if by is By.REFERENCE:
            return payloads.read_shipments(self._by_reference(asked, timeout=timeout), asked)
        return payloads.read_reports(self._by_code(asked, timeout=timeout), asked)

    def movements(self, told: Tracked, *, timeout: float) -> tuple[Movement, ...]:  # noqa: ARG002 - the contract's
        return told.movements

    def _by_reference(self, keys: Sequence[str], *, timeout: float) -> Mapping[str, Any]:
        """The newer of the twin operations: it knows the day a parcel is expected on."""
        return self._ask(
            self._shipments,
            "queryShipmentDetail",
            {
                "wsUserName": self._user,
                "wsPassword": self._password,
                "wsLanguage": "TR",
                "keys": list(keys),
                "keyType": _CARGO_KEY,
                "addHistoricalData": True,
                "onlyTracking": False,
                "jsonData": False,
            },
            timeout=timeout,
        )

    def _by_code(self, numbers: Sequence[str], *, timeout: float) -> Mapping[str, Any]:
        return self._ask(
            self._reports,
            "listInvDocumentInterfaceByReference",
            {
                "userName": self._user,
                "password": self._password,
                "language": "TR",
                "docIdArray": list(numbers),
                "withCargoLifecycle": "1",
            },
            timeout=timeout,
        )

    def _ask(
        self, service: SoapService, operation: str, arguments: Mapping[str, Any], *, timeout: float
    ) -> Mapping[str, Any]:
        try:
            answer = service.call(operation, arguments, timeout=timeout)
        except SoapFault as fault:
            raise _refusal(operation, fault.text, "") from None
        if not isinstance(answer, dict) or not words_in(answer, "outFlag"):
            raise Refused(Problem.UNKNOWN_SHAPE, f"{operation}: no outFlag")
        code, text = words_in(answer, "errCode"), words_in(answer, "outResult")
        flag = words_in(answer, "outFlag")
        # "1" is said of keys that are not known, which is no failure, and of a login that is none.
        if (
            flag == "2"
            or code in _LOGIN_CODES
            or (flag == "1" and (code not in _OF_KEYS or _is_of_login(text)))
        ):
            raise _refusal(operation, text, code)
        return answer


def _is_of_login(text: str) -> bool:
    return any(word in fold(text) for word in ("sifre", "kullanici", "password"))


def _refusal(operation: str, text: str, code: str) -> ProviderError:
    detail = f"{operation}: {code if code.isdigit() else 'a fault'}"
    if code in _LOGIN_CODES or _is_of_login(text):
        return Refused(Problem.LOGIN_REFUSED, detail)
    if "yetki" in fold(text):
        return Refused(Problem.ACCESS_DENIED, detail)
    if payloads.is_of_the_request(code):
        return Refused(Problem.REQUEST_REFUSED, detail)
    return TryAgainLater(Problem.PLATFORM_DOWN, detail)
