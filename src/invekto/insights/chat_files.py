"""Exports as they lie on a disk: .txt in whatever letters, or the .zip in which a phone packs them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

# Of one chat, unpacked: a million messages. A larger one is a mistake or a trap.
LARGEST = 200 * 1024 * 1024


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


def open_chats(path: Path) -> Iterator[ChatFile]:
    """The chats of a file on disk. Raises UnreadableFile."""
    try:
        with path.open("rb") as stream:
            yield from read_chats(path.name, stream)
    except FileNotFoundError:
        raise UnreadableFile(f"{path} does not exist.", "export-missing", file=path.name) from None
    except IsADirectoryError:
        raise UnreadableFile(
            f"{path} is a folder; name the files in it.", "export-missing", file=path.name
        ) from None
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read: {error.strerror}.", "export-missing", file=path.name
        ) from None


def read_chats(name: str, stream: IO[bytes], *, largest: int = LARGEST) -> Iterator[ChatFile]:
    """The chats of an open file, unpacked not more than ``largest`` bytes of them. Raises UnreadableFile."""
    content = stream.read(LARGEST + 1)
    if content[:4] == b"PK\x03\x04" and len(content) <= LARGEST:
        yield from _unpacked(name, content, largest)
        return
    if len(content) > largest:
        raise _too_large(name, largest)
    yield ChatFile(name, _decoded(name, content))


def _unpacked(name: str, content: bytes, largest: int) -> Iterator[ChatFile]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            inside = [item for item in archive.infolist() if _is_text(item.filename)]
            if not inside:
                raise UnreadableFile(
                    f"{name} holds no .txt: export the chat again from WhatsApp.",
                    "export-empty-zip",
                    file=name,
                )
            left = largest
            for item in inside:
                if item.compress_type not in _PACKED:
                    raise UnreadableFile(
                        f"{name} is packed in a way WhatsApp does not use: unpack it and give the .txt in it.",
                        "export-foreign-zip",
                        file=name,
                    )
                with archive.open(item) as stream:
                    unpacked = stream.read(left + 1)  # whatever the archive says its size is
                left -= len(unpacked)
                if left < 0:
                    raise _too_large(name, largest)
                own = Path(item.filename).name
                yield ChatFile(name if own == "_chat.txt" else own, _decoded(name, unpacked))
    except UnreadableFile:
        raise
    except _DAMAGED:
        raise UnreadableFile(
            f"{name} is damaged or has a password.", "export-damaged-zip", file=name
        ) from None


def _is_text(inside: str) -> bool:
    return inside.lower().endswith(".txt") and not inside.startswith("__MACOSX/")


def _too_large(name: str, largest: int) -> UnreadableFile:
    size = max(largest // 1024 // 1024, 1)
    return UnreadableFile(f"{name} is larger than {size} MB.", "export-too-large", file=name, size=size)


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
    raise UnreadableFile(f"{name} is no text file.", "export-no-text", file=name)
