"""One SOAP service: its WSDL read once per process, every call within its deadline, every way to fail.

zeep writes the envelope and reads the answer; the wire is ours (httpx), since a deadline, a largest answer and
the shared budget hold for SOAP as for everything else.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from invekto.core.answers import read_answer, retry_after
from invekto.integrations.contract import Budget, Limit, Problem, Refused, TryAgainLater

MAX_ANSWER = 32 * 1024 * 1024  # bytes
_DEFAULT_PAUSE = 60.0  # seconds; no carrier documents one
_PATIENCE = 2.0  # seconds a call waits for its turn before the job is put off instead
_MOST_DOCUMENTS = 8  # of one description; real ones import two or three

# zeep tells whole envelopes, with the login in them, to whoever listens at DEBUG.
logging.getLogger("zeep").setLevel(logging.WARNING)

_descriptions: dict[str, Any] = {}
_reading: dict[str, threading.Lock] = defaultdict(
    threading.Lock
)  # by address: one carrier's silence is its own


class SoapFault(Exception):
    """The service's own refusal. ``text`` is for classifying it, never for logs: it may quote what we sent."""

    def __init__(self, text: str, *, by_caller: bool) -> None:
        super().__init__("a SOAP fault")
        self.text, self.by_caller = text, by_caller


class SoapService:
    def __init__(
        self,
        address: str,
        *,
        budget: Budget,
        limits: Sequence[Limit],
        admits_known_only: bool = False,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._address = address
        self._budget, self._limits = budget, limits
        self._unconnected = Problem.NOT_LET_IN if admits_known_only else Problem.NO_ANSWER
        host = urlsplit(address).hostname or ""
        # A company's proxy applies to the carrier, never to the sandbox on this machine.
        is_local = host in ("127.0.0.1", "localhost", "::1")
        self._http = httpx.Client(trust_env=not is_local, transport=transport)

    def close(self) -> None:
        self._http.close()

    def call(self, operation: str, arguments: Mapping[str, Any], *, timeout: float) -> Any:
        """The answer as text, dicts and lists. Raises TryAgainLater, Refused or SoapFault.

        ``timeout``: seconds for everything, the wait for our turn and the first reading of the WSDL included.
        """
        # Here and not above: half a second that most processes never need.
        import zeep
        from zeep import exceptions, helpers

        deadline = time.monotonic() + timeout
        self._budget.take(operation, self._limits, patience=min(_PATIENCE, timeout / 2))
        wire = self._wire(operation, deadline)
        try:
            client = zeep.Client(self._description(wire, deadline), transport=wire, settings=_settings())
            proxy = client.create_service(
                _binding(client), self._address
            )  # the WSDL may name an inner address
            answer = getattr(proxy, operation)(**arguments)
            return helpers.serialize_object(answer, dict)
        except exceptions.Fault as fault:
            by_caller = str(fault.code or "").rpartition(":")[2].lower() in ("client", "sender")
            raise SoapFault(str(fault.message or ""), by_caller=by_caller) from None
        except exceptions.TransportError as error:
            raise TryAgainLater(Problem.UNREADABLE, f"{operation}: broken XML") from error
        except (exceptions.Error, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise Refused(Problem.UNKNOWN_SHAPE, f"{operation}: {type(error).__name__}") from error

    def _description(self, wire: Any, deadline: float) -> Any:
        from zeep.wsdl import Document

        if (known := _descriptions.get(self._address)) is not None:
            return known
        reading = _reading[self._address]
        if not reading.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise TryAgainLater(Problem.NO_ANSWER, "wsdl: still being read")
        try:
            known = _descriptions.get(self._address)
            if known is None:
                known = Document(f"{self._address}?wsdl", wire, settings=_settings())
                _descriptions[self._address] = known
            return known
        finally:
            reading.release()

    def _wire(self, operation: str, deadline: float) -> Any:
        from zeep.transports import Transport

        service, loaded = self, 0

        class Wire(Transport):
            def load(self, url: str) -> bytes:
                nonlocal loaded
                loaded += 1
                if loaded > _MOST_DOCUMENTS:
                    raise Refused(Problem.UNKNOWN_SHAPE, "a WSDL without an end")
                return service.send("wsdl", "GET", service.own(url), deadline=deadline).content

            def post(self, address: str, message: Any, headers: Mapping[str, str]) -> httpx.Response:
                content = message if isinstance(message, bytes) else str(message).encode()
                return service.send(
                    operation, "POST", address, deadline=deadline, content=content, headers=headers
                )

        return Wire()

    def own(self, url: str) -> str:
        """An imported document's address, always at the configured host: a WSDL cannot send us elsewhere."""
        there, here = urlsplit(url), urlsplit(self._address)
        return urlunsplit((here.scheme, here.netloc, there.path, there.query, ""))

    def send(
        self,
        what: str,
        method: str,
        url: str,
        *,
        deadline: float,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The whole answer: a SOAP answer, or a fault with its 500. Raises TryAgainLater or Refused."""
        try:
            with self._http.stream(
                method,
                url,
                content=content,
                headers=dict(headers or {}),
                timeout=max(0.05, deadline - time.monotonic()),
            ) as response:
                body = read_answer(response, deadline, largest=MAX_ANSWER)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise TryAgainLater(self._unconnected, f"{what}: no connection") from error
        except httpx.TimeoutException as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{what}: no answer in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{what}: {type(error).__name__}") from error
        self._refuse(what, response, body)
        # Decoded already: what is handed on is the plain body.
        kept = {key: value for key, value in response.headers.items() if key == "content-type"}
        return httpx.Response(response.status_code, headers=kept, content=body, request=response.request)

    def _refuse(self, what: str, response: httpx.Response, body: bytes) -> None:
        status, detail = response.status_code, f"{what}: {response.status_code}"
        is_page = "html" in response.headers.get("content-type", "") or _is_web_page(body)
        is_envelope = not is_page and b"Envelope" in body[:2000]
        if status == 200 or (status == 500 and is_envelope):
            if is_page or not body.strip():
                raise TryAgainLater(Problem.UNREADABLE, f"{what}: a web page or nothing instead of SOAP")
            if not _is_whole(body):
                raise TryAgainLater(Problem.UNREADABLE, f"{what}: broken XML of {len(body)} bytes")
            return
        if status == 429:
            pause = retry_after(response) or _DEFAULT_PAUSE
            self._budget.close(what, pause)
            raise TryAgainLater(Problem.RATE_LIMITED, detail, seconds=pause)
        if status >= 500:
            raise TryAgainLater(Problem.PLATFORM_DOWN, detail, seconds=retry_after(response))
        if status == 408:
            raise TryAgainLater(Problem.NO_ANSWER, detail)
        if status == 401:
            raise Refused(Problem.LOGIN_REFUSED, detail)
        if status == 403:
            raise TryAgainLater(Problem.UNREADABLE, detail)  # a firewall: the service itself never says so
        raise Refused(Problem.REQUEST_REFUSED, detail)


def _settings() -> Any:
    from zeep import Settings

    # Not strict: fields that a carrier adds, or tells in another order, are no reason to lose an answer.
    return Settings(strict=False, xsd_ignore_sequence_order=True, xml_huge_tree=False, forbid_entities=True)


def _binding(client: Any) -> str:
    """Of the first port; these services have one."""
    ports = [port for service in client.wsdl.services.values() for port in service.ports.values()]
    if not ports:
        raise Refused(Problem.UNKNOWN_SHAPE, "a WSDL without a port")
    return str(ports[0].binding.name)


def _is_whole(body: bytes) -> bool:
    """zeep mends what is cut off, and half an answer would pass for a whole one."""
    from lxml import etree

    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _is_web_page(body: bytes) -> bool:
    start = body.lstrip()[:200].lower()
    return start.startswith((b"<!doctype html", b"<html"))
