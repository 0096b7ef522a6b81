"""Exports as they lie on a disk: .txt in whatever letters, or the .zip in which a phone packs them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from invekto.insights.names import masked_file

# Of a file's chats, unpacked: a million messages. A larger one is a mistake or a trap.
LARGEST = 200 * 1024 * 1024
_ZIP = b"PK\x03\x04"


# Phones pack with no other. What else an archive may hold swells without end in one step, whatever is asked of it.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# What the standard library says of archives that are damaged or have a password.
_DAMAGED = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error,
    ValueError, OverflowError, struct.error,  # places before the file's beginning, and sizes beyond all
)  # fmt: skip


class UnreadableFile(ValueError):
    """A file cannot be read or is no export; the text says which and why, in English, for the command line.

    ``text_id`` and ``variables`` say the same to a reader of the pages.
    """

    def __init__(self, sentence: str, text_id: str, **variables: str | int) -> None:
        super().__init__(sentence)
        self.text_id = text_id
        self.variables = variables


@dataclass(frozen=True, slots=True)
class ChatFile:
    """``name`` is the file's, or the archive's where WhatsApp's own name inside says nothing."""

    name: str
    text: str

    @property
    def shown_name(self) -> str:
        return masked_file(self.name)


def open_chats(path: Path) -> Iterator[ChatFile]:
    """The chats of a file on disk. Raises UnreadableFile."""
    shown = path.with_name(masked_file(path.name)) if path.name else path
    try:
        with path.open("rb") as stream:
            yield from read_chats(path.name, stream)
    except FileNotFoundError:
        raise UnreadableFile(f"{shown} does not exist.", "export-missing", file=shown.name) from None
    except IsADirectoryError:
        raise UnreadableFile(
            f"{shown} is a folder; name the files in it.", "export-missing", file=shown.name
        ) from None
    except OSError as error:
        raise UnreadableFile(
            f"{shown} cannot be read: {error.strerror}.", "export-missing", file=shown.name
        ) from None


@dataclass(slots=True)
class Measure:
    """How many bytes chats may have, unpacked, one file's or those of several that are read together."""

    whole: int
    left: int = field(init=False)
    _is_shared: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.left = self.whole

    def begin(self) -> None:
        """Another file."""
        self._is_shared = self.left < self.whole

    def take(self, size: int, name: str) -> None:
        """Raises UnreadableFile when that is more than is left."""
        self.left -= size
        if self.left >= 0:
            return
        shown, megabytes = masked_file(name), max(self.whole // 1024 // 1024, 1)
        if self._is_shared:
            raise UnreadableFile(
                f"The chats are larger than {megabytes} MB together.",
                "export-too-large-together",
                size=megabytes,
            )
        raise UnreadableFile(
            f"{shown} is larger than {megabytes} MB.", "export-too-large", file=shown, size=megabytes
        )


def read_chats(name: str, stream: IO[bytes], measure: Measure | None = None) -> Iterator[ChatFile]:
    """The chats of an open file, by default not more than LARGEST bytes of them. Raises UnreadableFile."""
    room = measure or Measure(LARGEST)
    room.begin()
    head = stream.read(len(_ZIP))
    if head == _ZIP:
        yield from _unpacked(name, _seekable(name, head, stream), room)
        return
    content = head + stream.read(max(room.left + 1 - len(head), 0))
    room.take(len(content), name)
    yield ChatFile(name, _decoded(name, content))


def _seekable(name: str, head: bytes, stream: IO[bytes]) -> IO[bytes]:
    """An archive is read from its end; what comes through a pipe has to be kept for that."""
    if stream.seekable():
        return stream
    kept = head + stream.read(LARGEST + 1 - len(head))
    Measure(LARGEST).take(len(kept), name)
    return BytesIO(kept)


def _unpacked(name: str, packed: IO[bytes], room: Measure) -> Iterator[ChatFile]:
    shown = masked_file(name)
    try:
        with zipfile.ZipFile(packed) as archive:
            inside = [item for item in archive.infolist() if _is_text(item.filename)]
            if not inside:
                raise UnreadableFile(
                    f"{shown} holds no .txt: export the chat again from WhatsApp.",
                    "export-empty-zip",
                    file=shown,
                )
            for item in inside:
                if item.compress_type not in _PACKED:
                    raise UnreadableFile(
                        f"{shown} is packed in a way WhatsApp does not use: unpack it and give the .txt in it.",
                        "export-foreign-zip",
                        file=shown,
                    )
                with archive.open(item) as stream:
                    unpacked = stream.read(room.left + 1)  # whatever the archive says its size is
                room.take(len(unpacked), name)
                own = Path(item.filename).name
                yield ChatFile(name if own == "_chat.txt" else own, _decoded(name, unpacked))
    except UnreadableFile:
        raise
    except _DAMAGED:
        raise UnreadableFile(
            f"{shown} is damaged or has a password.", "export-damaged-zip", file=shown
        ) from None


def _is_text(inside: str) -> bool:
    return inside.lower().endswith(".txt") and not inside.startswith("__MACOSX/")


def _decoded(name: str, content: bytes) -> str:
    """UTF-8 as WhatsApp writes it; what a Windows editor makes of it is read as well."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1254"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    shown = masked_file(name)
    raise UnreadableFile(f"{shown} is no text file.", "export-no-text", file=shown)
