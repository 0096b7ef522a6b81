"""Archives made to hurt: the reading ends, with the chats or with a sentence, and unpacks no more than it may."""

from __future__ import annotations

import io
import os
import threading
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from invekto.insights.chat_files import ChatFile, Measure, UnreadableFile, open_chats, read_chats

CHAT = "05.03.2025 10:00 - Ayşe: kargom nerede\n"


def packed(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


def read(content: bytes, *, largest: int = 100_000) -> list[ChatFile]:
    return list(read_chats("chat.zip", io.BytesIO(content), Measure(largest)))


KINDS = pytest.mark.parametrize(
    ("kind", "refused"),
    [
        (zipfile.ZIP_STORED, "export-too-large"),
        (zipfile.ZIP_DEFLATED, "export-too-large"),
        (zipfile.ZIP_BZIP2, "export-foreign-zip"),
        (zipfile.ZIP_LZMA, "export-foreign-zip"),
    ],
)


@KINDS
def test_a_bomb_is_not_unpacked_beyond_its_measure(kind: int, refused: str) -> None:
    bomb = packed({"_chat.txt": b" " * 50_000_000}, kind)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile) as caught:
            read(bomb)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.text_id == refused
    assert most < 2_000_000


@KINDS
def test_many_members_together_have_the_measure_of_one(kind: int, refused: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(packed({f"{number}.txt": b"x" * 1000 for number in range(200)}, kind))
    assert caught.value.text_id == refused


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_how_a_picture_is_packed_does_not_matter(kind: int) -> None:
    raw = io.BytesIO(packed({"_chat.txt": CHAT.encode()}))
    with zipfile.ZipFile(raw, "a", kind) as archive:
        archive.writestr("photo.jpg", b"\xff\xd8" * 1000)
    assert [chat.text for chat in read(raw.getvalue())] == [CHAT]


@pytest.mark.parametrize("announced", [0, 1, 0xFFFFFFFE])
def test_a_size_that_is_a_lie_is_not_believed(announced: int) -> None:
    content = bytearray(packed({"_chat.txt": b" " * 500_000}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = announced.to_bytes(4, "little")
    try:
        unpacked = sum(len(chat.text) for chat in read(bytes(content)))
    except UnreadableFile:
        unpacked = 0
    assert unpacked <= 100_000


def test_a_name_that_leads_out_of_the_folder_is_only_a_name() -> None:
    (chat,) = read(packed({"../../etc/passwd.txt": CHAT.encode()}))
    assert chat == ChatFile("passwd.txt", CHAT)


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = packed({"_chat.txt": CHAT.encode()})
    with pytest.raises(UnreadableFile) as caught:
        read(packed({"inner.zip": inner}))
    assert caught.value.text_id == "export-empty-zip"
    with pytest.raises(UnreadableFile) as caught:
        read(packed({"inner.txt": inner}, zipfile.ZIP_STORED))
    assert caught.value.text_id == "export-no-text"


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_any_changed_byte_ends_in_the_chat_or_a_sentence(kind: int) -> None:
    whole = packed({"_chat.txt": CHAT.encode()}, kind)
    refused = 0
    for place in range(len(whole)):
        for change in (0x01, 0x80, 0xFF):
            damaged = bytearray(whole)
            damaged[place] ^= change
            try:
                read(bytes(damaged))
            except UnreadableFile:
                refused += 1
    assert refused > len(whole) // 2


def test_any_cut_ends_in_a_sentence() -> None:
    whole = packed({"_chat.txt": CHAT.encode()})
    for length in range(4, len(whole)):
        with pytest.raises(UnreadableFile):
            read(whole[:length])


def test_a_text_is_not_read_beyond_its_measure() -> None:
    text = io.BytesIO(b"a" * 5_000_000)
    with pytest.raises(UnreadableFile) as caught:
        list(read_chats("chat.txt", text, Measure(100_000)))
    assert caught.value.text_id == "export-too-large"
    assert text.tell() == 100_001


def test_an_archive_comes_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "chats"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(packed({"a.txt": CHAT.encode()}),))
    writer.start()
    assert [chat.text for chat in open_chats(pipe)] == [CHAT]
    writer.join()
