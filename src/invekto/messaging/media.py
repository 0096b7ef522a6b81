"""Pictures, voice notes and documents of customers: fetched once, kept under the data folder by tenant."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from invekto.core import jobs, live
from invekto.core.tenancy import tenant_scope
from invekto.messaging.cloud_api import CloudApiError, Expired, Refused, TryAgainLater, api_for
from invekto.messaging.cloud_api.client import CloudApi, digest_matches
from invekto.messaging.cloud_api.errors import rule_for
from invekto.messaging.models import MediaFile, Message

log = logging.getLogger(__name__)

LARGEST = 100 * 1024 * 1024  # bytes; WhatsApp's limit for documents, all other kinds are smaller
# WhatsApp keeps the bytes for some days: troubles of hours are sat out.
_WAITS = (5, 30, 5 * 60, 30 * 60, 2 * 3600, 12 * 3600)  # seconds


class _Damaged(Exception):
    """The bytes are not those the webhook spoke of, or too many."""


@dataclass(frozen=True, slots=True)
class _Stored:
    path: str  # relative to the media folder
    size: int
    sha256: str
    mime_type: str


def fetch(tenant_id: UUID, media_id: UUID, *, attempt: int, now: datetime) -> None:
    """Bring the bytes home. Safe to repeat; opens its own scopes."""
    with tenant_scope(tenant_id):
        message = (
            Message.objects.select_related("media", "conversation__number").filter(media_id=media_id).first()
        )
    if message is None or message.revoked_at is not None or message.media is None:
        return
    media = message.media
    if media.state != MediaFile.State.PENDING or not media.provider_id:
        return
    stored, state = None, MediaFile.State.PENDING
    try:
        stored = _download(api_for(message.conversation.number.access_token), media)
        state = MediaFile.State.STORED
    except Expired:
        state = MediaFile.State.EXPIRED
    except (TryAgainLater, OSError) as error:
        log.warning(
            "Media %s cannot be stored now: %s (tenant %s).", media_id, type(error).__name__, tenant_id
        )
    except Refused as error:
        # A token that a person must renew refuses everything; the media itself is not at fault.
        if not rule_for(error.code).pauses:
            state = MediaFile.State.FAILED
    except (CloudApiError, _Damaged):
        if attempt >= 2:
            state = MediaFile.State.FAILED
    _record(media, stored, state, attempt=attempt, now=now, conversation_id=message.conversation_id)


def _record(
    media: MediaFile,
    stored: _Stored | None,
    state: MediaFile.State,
    *,
    attempt: int,
    now: datetime,
    conversation_id: UUID,
) -> None:
    with tenant_scope(media.tenant_id):
        current = MediaFile.objects.select_for_update().get(pk=media.pk)
        if current.state != MediaFile.State.PENDING:
            # Taken back by the customer while it was on its way.
            if stored is not None and current.path != stored.path:
                _unlink(stored.path)
            return
        if state == MediaFile.State.PENDING and attempt > len(_WAITS):
            state = MediaFile.State.FAILED
        if state == MediaFile.State.PENDING:
            jobs.defer_at(
                now + timedelta(seconds=_WAITS[attempt - 1]),
                "messaging.fetch_media",
                key=f"media:{media.pk}",
                tenant_id=str(media.tenant_id),
                media_id=str(media.pk),
                attempt=attempt + 1,
            )
            return
        current.state = state
        if stored is not None:
            current.path, current.size, current.sha256 = stored.path, stored.size, stored.sha256
            current.mime_type = current.mime_type or stored.mime_type
        current.save(update_fields=["state", "path", "size", "sha256", "mime_type"])
        live.announce("conversation", tenant_id=media.tenant_id, conversation=conversation_id)


def _download(api: CloudApi, media: MediaFile) -> _Stored:
    info = api.media_info(str(media.provider_id))
    if info.size is not None and info.size > LARGEST:
        raise _Damaged
    relative = f"{media.tenant_id}/{media.pk}"
    digest = hashlib.sha256()
    size = 0
    with (
        complete_or_absent(settings.MEDIA_DIR / relative) as file,
        api.media_content(info.url) as chunks,
    ):
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise _Damaged
            digest.update(chunk)
            file.write(chunk)
        claimed = media.sha256 or info.sha256
        if claimed and not digest_matches(claimed, digest):
            raise _Damaged
    return _Stored(relative, size, digest.hexdigest(), info.mime_type[:200])


@contextlib.contextmanager
def complete_or_absent(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it is there under its name only once it is whole and on disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def erase(tenant_id: UUID, media_id: UUID) -> None:
    """Delete the bytes of something the customer took back. Safe to repeat."""
    with tenant_scope(tenant_id):
        media = MediaFile.objects.select_for_update().filter(pk=media_id).first()
        if media is None:
            return
        path = media.path
        media.path, media.state, media.file_name, media.sha256 = None, MediaFile.State.EXPIRED, "", None
        media.save(update_fields=["path", "state", "file_name", "sha256"])
    if path:
        _unlink(path)


def _unlink(relative: str) -> None:
    (settings.MEDIA_DIR / relative).unlink(missing_ok=True)
