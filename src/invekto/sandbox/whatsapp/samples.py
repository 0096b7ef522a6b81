"""The sandbox's own picture, voice note and document, made on the spot, and telling what a given file is."""

from __future__ import annotations

import struct
import zlib
from functools import cache

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image", "image/png"),
    (b"\xff\xd8\xff", "image", "image/jpeg"),
    (b"%PDF-", "document", "application/pdf"),
    (b"OggS", "audio", "audio/ogg; codecs=opus"),
    (b"ID3", "audio", "audio/mpeg"),
    (b"\xff\xfb", "audio", "audio/mpeg"),
    (b"#!AMR", "audio", "audio/amr"),
)
DEFAULT_TYPES = {
    "image": "image/jpeg",
    "audio": "audio/ogg; codecs=opus",
    "video": "video/mp4",
    "document": "application/octet-stream",
    "sticker": "image/webp",
}


def mime_type_of(content: bytes, kind: str) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return "audio/mp4" if kind == "audio" else "video/mp4"
    return next((mime for head, _, mime in SIGNATURES if content.startswith(head)), DEFAULT_TYPES[kind])


@cache
def sample(kind: str) -> tuple[bytes, str, str]:
    """(content, MIME type, file name) of the sandbox's own file."""
    if kind == "audio":
        return _voice_note(), "audio/ogg; codecs=opus", ""
    if kind == "document":
        return _document(), "application/pdf", "ornek.pdf"
    return _picture(), "image/png", ""


def _picture(width: int = 240, height: int = 160) -> bytes:
    """A small gradient as PNG."""
    rows = b"".join(
        b"\x00"
        + bytes(part for x in range(width) for part in (60 + x * 150 // width, 90 + y * 120 // height, 170))
        for y in range(height)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _document() -> bytes:
    """One page with a line of text as PDF."""
    text = b"BT /F1 18 Tf 60 760 Td (Invekto: ornek belge) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            count,
            table,
            count,
            len(out),
        )
    )


def _voice_note(seconds: int = 2) -> bytes:
    """Silence as Opus in an Ogg container (RFC 7845): 20 ms frames, 48 kHz, one channel."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"invekto" + struct.pack("<I", 0)
    frame, count = b"\xf8\xff\xfe", seconds * 50
    return (
        _page([head], kind=2, position=0, number=0)
        + _page([tags], kind=0, position=0, number=1)
        + _page([frame] * count, kind=4, position=count * 960, number=2)
    )


def _page(packets: list[bytes], *, kind: int, position: int, number: int) -> bytes:
    sizes = bytes(len(packet) for packet in packets)
    header = (
        b"OggS" + struct.pack("<BBqIII", 0, kind, position, 7106, number, 0) + bytes([len(sizes)]) + sizes
    )
    page = header + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(data: bytes) -> int:
    """Ogg's CRC-32: polynomial 0x04C11DB7, not reflected, starting at 0."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value
