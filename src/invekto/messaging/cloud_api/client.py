"""The Cloud API over HTTP. Never called inside a tenant's transaction."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote

import httpx

from invekto.messaging.cloud_api import payloads
from invekto.messaging.cloud_api.errors import (
    UNREACHABLE,
    CloudApiError,
    Expired,
    OutcomeUnknown,
    Refused,
    TryAgainLater,
    rule_for,
)
from invekto.messaging.cloud_api.payloads import Payload, Recipient

TIMEOUT = httpx.Timeout(10.0, connect=5.0)  # seconds; Meta's own slow answers are around 3
_UPLOAD_TIMEOUT = httpx.Timeout(10.0, connect=5.0, read=60.0)  # it looks through what it was given
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=50, keepalive_expiry=20.0)


_clients: dict[str, httpx.Client] = {}
_clients_lock = threading.Lock()


def _shared_client(base_url: str) -> httpx.Client:
    """One pool of kept-alive connections per process and address, whichever thread asks first."""
    with _clients_lock:
        if base_url not in _clients:
            _clients[base_url] = httpx.Client(base_url=base_url, timeout=TIMEOUT, limits=_LIMITS)
        return _clients[base_url]


def close_connections() -> None:
    """Close every kept-alive connection of this process."""
    with _clients_lock:
        while _clients:
            _clients.popitem()[1].close()


@dataclass(frozen=True, slots=True)
class Accepted:
    """WhatsApp took a message; nothing is said yet about its delivery."""

    wamid: str
    held: bool = False  # a template that waits for Meta's quality check


@dataclass(frozen=True, slots=True)
class MediaInfo:
    url: str
    mime_type: str
    sha256: str | None
    size: int | None  # bytes


class CloudApi:
    """One number's way to WhatsApp. Safe to use from several threads."""

    def __init__(
        self, base_url: str, access_token: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http = (
            httpx.Client(base_url=base_url, timeout=TIMEOUT, transport=transport)
            if transport
            else _shared_client(base_url)
        )
        self._headers = {"Authorization": f"Bearer {access_token}"}

    def send(
        self,
        phone_number_id: str,
        recipient: Recipient,
        body: Payload,
        *,
        callback: str,
        quoted: str | None = None,
    ) -> Accepted:
        """Raises TryAgainLater, Refused or OutcomeUnknown; only the first two mean that nothing was sent."""
        whole = payloads.envelope(recipient, body, callback=callback, quoted=quoted)
        answer = self._call("POST", f"{quote(phone_number_id)}/messages", json=whole)
        match answer:
            case {"messages": [{"id": str(wamid)} as message, *_]} if wamid:
                return Accepted(wamid, held=message.get("message_status") == "held_for_quality_assessment")
        raise OutcomeUnknown

    def mark_read(self, phone_number_id: str, wamid: str) -> None:
        """Two blue ticks for the customer, on this message and those before it."""
        self._call("POST", f"{quote(phone_number_id)}/messages", json=payloads.read_receipt(wamid))

    def upload(self, phone_number_id: str, file: BinaryIO, *, mime_type: str, name: str) -> str:
        """WhatsApp's id for the bytes, good for thirty days. Raises TryAgainLater or Refused.

        Nobody sees what was only uploaded: an upload without an answer may simply be done again.
        """
        try:
            answer = self._call(
                "POST",
                f"{quote(phone_number_id)}/media",
                data={"messaging_product": "whatsapp", "type": mime_type},
                files={"file": (name, file, mime_type)},
                timeout=_UPLOAD_TIMEOUT,
            )
        except OutcomeUnknown as error:
            raise TryAgainLater(UNREACHABLE, "The upload had no answer.") from error
        media_id = answer.get("id")
        if not isinstance(media_id, str) or not media_id:
            raise TryAgainLater(UNREACHABLE, "The upload brought no id.")
        return media_id

    def media_info(self, media_id: str) -> MediaInfo:
        """Where the bytes are, for about five minutes. Raises Expired, TryAgainLater or Refused."""
        try:
            answer = self._call("GET", quote(media_id, safe=""))
        except Refused as error:
            if error.code in (33, 100):  # the id is no longer known
                raise Expired(error.code) from error
            raise
        url, size = answer.get("url"), str(answer.get("file_size", ""))
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise Refused(100, "The media has no address.")
        return MediaInfo(
            url=url,
            mime_type=str(answer.get("mime_type", "")),
            sha256=answer.get("sha256") if isinstance(answer.get("sha256"), str) else None,
            size=int(size) if size.isascii() and size.isdigit() and len(size) < 15 else None,
        )

    @contextmanager
    def media_content(self, url: str) -> Iterator[Iterator[bytes]]:
        """The bytes in chunks. Raises Expired, TryAgainLater or Refused."""
        try:
            with self._http.stream("GET", url, headers=self._headers) as response:
                if response.status_code == 404:
                    raise Expired(404)
                if response.status_code == 429 or response.is_server_error:
                    raise TryAgainLater(UNREACHABLE, f"HTTP {response.status_code}")
                if response.status_code == 401:
                    raise Refused(190, "HTTP 401")  # as the calls that answer in JSON say it: the token
                if not response.is_success:
                    raise Refused(response.status_code, f"HTTP {response.status_code}")
                yield response.iter_bytes(64 * 1024)
        except httpx.TransportError as error:
            raise TryAgainLater(UNREACHABLE, type(error).__name__) from error

    def templates(self, waba_id: str) -> list[Payload]:
        """Every template of the account, as Meta describes them."""
        found: list[Payload] = []
        parameters: dict[str, str] = {
            "fields": "name,language,status,category,components,rejected_reason,id",
            "limit": "100",
        }
        while True:
            answer = self._call("GET", f"{quote(waba_id)}/message_templates", params=parameters)
            found += [entry for entry in answer.get("data") or [] if isinstance(entry, dict)]
            paging = answer.get("paging")
            if not isinstance(paging, dict) or not paging.get("next"):
                return found
            parameters["after"] = str((paging.get("cursors") or {}).get("after", ""))

    def create_template(self, waba_id: str, template: Payload) -> Payload:
        """``{"id","status","category"}``; the category may come back changed."""
        return self._call("POST", f"{quote(waba_id)}/message_templates", json=template)

    def edit_template(self, template_id: str, changes: Payload) -> None:
        """New words or another category; Meta looks at it again."""
        self._call("POST", quote(template_id, safe=""), json=changes)

    def phone_number(self, phone_number_id: str) -> Payload:
        """The number's own data; also the cheapest proof that the token works."""
        return self._call("GET", quote(phone_number_id))

    def _call(self, method: str, path: str, **request: Any) -> Payload:
        try:
            response = self._http.request(method, path, headers=self._headers, **request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise TryAgainLater(UNREACHABLE, type(error).__name__) from error  # nothing was written yet
        except httpx.TransportError as error:
            if method == "GET":
                raise TryAgainLater(UNREACHABLE, type(error).__name__) from error
            raise OutcomeUnknown from error
        answer = _json_object(response)
        if response.is_success and answer is not None and "error" not in answer:
            return answer
        raise _failure(response, answer, changes=method != "GET")


def _json_object(response: httpx.Response) -> Payload | None:
    try:
        answer = response.json()
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _failure(response: httpx.Response, answer: Payload | None, *, changes: bool) -> CloudApiError:
    error = answer.get("error") if answer else None
    code = error.get("code") if isinstance(error, dict) else None
    if isinstance(error, dict) and isinstance(code, int) and not isinstance(code, bool):
        data = error.get("error_data")
        detail = str(data.get("details", "")) if isinstance(data, dict) else ""
        kind = TryAgainLater if rule_for(code).retry.tries > 1 else Refused
        return kind(code, detail[:500])
    status = response.status_code
    if status == 401:
        return Refused(190, "HTTP 401")
    if status == 429:
        return TryAgainLater(130429, "HTTP 429")
    if status in (500, 503):
        return TryAgainLater(1, f"HTTP {status}")
    if changes and (status >= 502 or response.is_success):
        # A gateway gave up waiting, or the answer cannot be read: the message may well be on its way.
        return OutcomeUnknown()
    if status >= 500 or response.is_success:
        return TryAgainLater(UNREACHABLE, f"HTTP {status}")
    return Refused(100, f"HTTP {status}")


def digest_matches(claimed: str, digest: hashlib._Hash) -> bool:
    """Webhooks give SHA-256 in base64, the media endpoint in hex."""
    return claimed in (digest.hexdigest(), base64.b64encode(digest.digest()).decode())
