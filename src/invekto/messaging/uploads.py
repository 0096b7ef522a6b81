"""Files that colleagues send: looked into before they are kept, so that WhatsApp will take them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.conf import settings

from invekto.core.ids import new_id
from invekto.messaging.media import complete_or_absent
from invekto.messaging.models import MediaFile

_MB = 1024 * 1024
# Greatest size in bytes by the kind of message (Cloud API reference, sections 9 and 10).
LARGEST = {"image": 5 * _MB, "audio": 16 * _MB, "video": 16 * _MB, "document": 100 * _MB}
LONGEST_NAME = 240  # characters
_HEAD = 4096  # bytes that tell what a file is
_OFFICE = "application/vnd.openxmlformats-officedocument"
_BY_ENDING = {  # what begins alike and is told apart by the name only
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}


class UploadRefused(Exception):
    """WhatsApp would not take this file. ``text_id`` and ``variables`` say why, for a person."""

    def __init__(self, text_id: str, **variables: str | int) -> None:
        super().__init__(f"{text_id} {variables}" if variables else text_id)
        self.text_id = text_id
        self.variables = variables


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: ``chunks`` gives its bytes from the beginning, each time anew."""

    name: str
    size: int  # bytes
    chunks: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Sendable:
    """``kind``: image, audio, video or document."""

    kind: str
    mime_type: str
    name: str
    sha256: str


def look_into(upload: Upload) -> Sendable:
    """What the file is by its own bytes, whatever its name or sender say. Raises UploadRefused."""
    name = PurePath(upload.name.replace("\\", "/")).name.replace("\x00", "").strip() or "dosya"
    if len(name) > LONGEST_NAME:
        ending = PurePath(name).suffix[:12]
        name = name[: LONGEST_NAME - len(ending)] + ending
    if upload.size == 0:
        raise UploadRefused("upload-empty", name=name)
    digest = hashlib.sha256()
    head = b""
    for chunk in upload.chunks():
        digest.update(chunk)
        if len(head) < _HEAD:
            head += chunk[: _HEAD - len(head)]
    mime_type = _type_of(head, PurePath(name).suffix.lower())
    if mime_type is None:
        raise UploadRefused("upload-kind", name=name)
    if mime_type == "image/webp":
        raise UploadRefused("upload-webp", name=name)
    kind = mime_type.split("/")[0]
    kind = kind if kind in ("image", "audio", "video") else "document"
    if upload.size > LARGEST[kind]:
        raise UploadRefused(f"upload-large-{kind}", name=name, most=LARGEST[kind] // _MB)
    return Sendable(kind, mime_type, name, digest.hexdigest())


def keep(upload: Upload, found: Sendable, *, tenant_id: UUID, now: datetime) -> MediaFile:
    """Store the bytes, outside any scope; the row is the caller's to save, or the file's to ``discard``."""
    media = MediaFile(
        id=new_id(),
        tenant_id=tenant_id,
        mime_type=found.mime_type,
        sha256=found.sha256,
        file_name=found.name,
        size=upload.size,
        state=MediaFile.State.STORED,
        created_at=now,
    )
    media.path = f"{tenant_id}/{media.pk}"
    with complete_or_absent(settings.MEDIA_DIR / media.path) as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return media


def discard(media: MediaFile) -> None:
    """The message that was to carry the file was not written: its bytes go too."""
    if media.path:
        (settings.MEDIA_DIR / media.path).unlink(missing_ok=True)


def _type_of(head: bytes, ending: str) -> str | None:
    for beginning, mime_type in _BEGINNINGS:
        if head.startswith(beginning):
            return mime_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "audio/mp4" if brand == b"M4A " else "video/3gpp" if brand[:3] == b"3gp" else "video/mp4"
    if head.startswith(b"PK\x03\x04") and ending in (".docx", ".xlsx", ".pptx"):
        return _BY_ENDING[ending]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and ending in (".doc", ".xls", ".ppt"):
        return _BY_ENDING[ending]
    return "text/plain" if ending in (".txt", ".csv") and _is_text(head) else None


_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
)


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.end >= len(head) - 3 and len(head) == _HEAD  # cut in the middle of a letter
    return True
