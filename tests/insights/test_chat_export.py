"""WhatsApp's own exports, as phones write them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from invekto.insights.chat_export import Chat, read_chat
from invekto.insights.chat_files import ChatFile, UnreadableFile, open_chats, read_chats

LRM, NNBSP = "\u200e", "\u202f"
ANDROID_TR = """\
12.03.2026 14:05 - Mesajlar ve aramalar uçtan uca şifrelidir. Bu sohbetin dışında kalan hiç kimse okuyamaz.
12.03.2026 14:05 - Ayşe Yılmaz: Merhaba
kargom nerede: söyler misiniz
12.03.2026 14:06 - Moda Butik: Hemen bakıyorum
12.03.2026 14:07 - Ayşe Yılmaz: <Medya dahil edilmedi>
12.03.2026 14:08 - Ayşe Yılmaz: IMG-20260312-WA0001.jpg (dosya ekli)
bu ürün stokta var mı
12.03.2026 14:09 - Moda Butik: Bu mesajı sildiniz
12.03.2026 14:10 - Ayşe Yılmaz: Bu mesaj silindi
12.03.2026 14:11 - Ayşe Yılmaz: tamam teşekkürler <Bu mesaj düzenlendi>
12.03.2026 14:12 - Ayşe Yılmaz ile güvenlik kodunuz değişti. Daha fazla bilgi için dokunun.
"""


def chat(text: str, name: str = "chat.txt") -> Chat:
    return read_chat(ChatFile(name, text))


def said(text: str) -> list[tuple[str, str]]:
    return [(message.sender, message.text) for message in chat(text).messages]


def moments(text: str) -> list[str]:
    return [str(message.at) for message in chat(text).messages]


def test_android_in_turkish_keeps_what_people_typed_and_nothing_else():
    assert said(ANDROID_TR) == [
        ("Ayşe Yılmaz", "Merhaba\nkargom nerede: söyler misiniz"),
        ("Moda Butik", "Hemen bakıyorum"),
        ("Ayşe Yılmaz", ""),
        ("Ayşe Yılmaz", "bu ürün stokta var mı"),
        ("Moda Butik", ""),
        ("Ayşe Yılmaz", ""),
        ("Ayşe Yılmaz", "tamam teşekkürler"),
    ]
    assert chat(ANDROID_TR).owner == "Moda Butik"
    assert chat(ANDROID_TR).language == "tr"
    assert moments(ANDROID_TR)[0] == "2026-03-12 14:05:00"


def test_android_in_english_with_the_month_first_and_afternoons():
    text = (
        f"3/12/26, 2:05{NNBSP}PM - Messages and calls are end-to-end encrypted. Only people in this chat can read.\n"
        f"3/12/26, 2:05{NNBSP}PM - John: is it in stock?\n"
        f"3/12/26, 12:30{NNBSP}AM - John: <Media omitted>\n"
        "3/12/26, 12:10 PM - Shop: This message was deleted\n"
        "3/12/26, 12:11 PM - Shop: PTT-20260312-WA0003.opus (file attached)\n"
    )
    assert said(text) == [("John", "is it in stock?"), ("John", ""), ("Shop", ""), ("Shop", "")]
    assert [message.at.hour for message in chat(text).messages] == [14, 0, 12, 12]
    assert moments(text)[0] == "2026-03-12 14:05:00"


def test_android_in_english_of_britain_has_the_day_first():
    assert moments("12/03/2026, 14:05 - John: This was edited <This message was edited>\n") == [
        "2026-03-12 14:05:00"
    ]


def test_an_iphone_in_turkish_with_its_marks():
    text = (
        f"[12.03.2026 14:05:33] Ayşe: {LRM}Mesajlar ve aramalar uçtan uca şifrelidir.\n"
        "[12.03.2026 14:05:40] Ayşe: Beden tablosu\n"
        "\n"
        "var mı?\n"
        f"{LRM}[12.03.2026 14:06:00] Ayşe: {LRM}görüntü dahil edilmedi\n"
        f"{LRM}[12.03.2026 14:06:10] Ayşe: bunun mavisi {LRM}görüntü dahil edilmedi\n"
        f"{LRM}[12.03.2026 14:06:20] Ayşe: {LRM}<00000012-PHOTO-2026-03-12-14-06-20.jpg eklendi>\n"
        f"[12.03.2026 14:06:30] Ayşe: {LRM}Bu mesaj silindi.\n"
        f"[12.03.2026 14:06:40] Ayşe: {LRM}Cevapsız sesli arama\n"
        f"[12.03.2026 14:07:00] Moda: var <Bu mesaj düzenlendi>\n"
    )
    assert said(text) == [
        ("Ayşe", "Beden tablosu\n\nvar mı?"),
        ("Ayşe", ""),
        ("Ayşe", "bunun mavisi"),
        ("Ayşe", ""),
        ("Ayşe", ""),
        ("Ayşe", ""),
        ("Moda", "var"),
    ]
    assert moments(text)[0] == "2026-03-12 14:05:40"


def test_an_iphone_in_english_with_unsaved_people_and_windows_line_ends():
    text = (
        f"\ufeff{LRM}[3/12/26, 2:05:33{NNBSP}PM] Moda: {LRM}Messages and calls are end-to-end encrypted.\r\n"
        f"[3/12/26, 2:05:34{NNBSP}PM] ~{NNBSP}John: hello\r\n"
        f"[3/12/26, 2:06:00{NNBSP}PM] ~{NNBSP}John: {LRM}sticker omitted\r\n"
        f"[3/12/26, 2:06:01{NNBSP}PM] ~{NNBSP}John: {LRM}<attached: 00000001-PHOTO.jpg>\r\n"
        f"[3/12/26, 2:06:02{NNBSP}PM] \u202a+90 532 111 22 33\u202c: how much?\r\n"
    )
    assert said(text) == [("John", "hello"), ("John", ""), ("John", ""), ("+90 532 111 22 33", "how much?")]
    assert moments(text)[0] == "2026-03-12 14:05:34"


def test_turkish_half_days_stand_before_the_hour():
    text = "12.03.2026 ÖS 2:05 - Ayşe: merhaba\n12.03.2026 ÖÖ 12:10 - Ayşe: gece\n"
    assert [message.at.hour for message in chat(text).messages] == [14, 0]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["3/4/26", "25/4/26"], "2026-04-03 10:00:00"),  # a day over twelve
        (["3/4/26", "4/25/26"], "2026-03-04 10:00:00"),
        (["3/4/26", "5/4/26", "1/5/26"], "2026-04-03 10:00:00"),  # time does not run backwards
        (["3/4/2026"], "2026-04-03 10:00:00"),  # nothing tells: the day first
        (["2026/04/03"], "2026-04-03 10:00:00"),
    ],
)
def test_one_order_of_day_and_month_is_found_for_the_whole_file(dates: list[str], first: str):
    assert moments("".join(f"{day}, 10:00 - Ayşe: merhaba\n" for day in dates))[0] == first


def test_a_turkish_phone_set_to_english_writes_the_month_first():
    text = (
        "3/4/26, 2:05 PM - Messages and calls are end-to-end encrypted.\n"
        "3/4/26, 2:05 PM - Ayşe: şu çantanın ağırlığı nedir, ışıklı mı?\n"
    )
    assert moments(text) == ["2026-03-04 14:05:00"]


def test_a_group_whose_name_has_a_colon_says_nothing_as_a_person():
    text = '12.03.2026 14:05 - Ayşe "Sipariş: acil" grubunu oluşturdu\n12.03.2026 14:06 - Ayşe: var mı\n'
    assert said(text) == [("Ayşe", "var mı")]


def test_what_somebody_pasted_from_another_phone_belongs_to_the_message():
    text = "12.03.2026 14:05 - Ayşe: bana şöyle yazmıştınız\n[10.03.2026 10:00:00] Moda: yarın gelir\n"
    assert said(text) == [("Ayşe", "bana şöyle yazmıştınız\n[10.03.2026 10:00:00] Moda: yarın gelir")]


def test_a_date_that_does_not_exist_is_no_new_message():
    text = "12.03.2026 14:05 - Ayşe: son gün\n45.45.2026 14:05 - değil mi\n"
    assert said(text) == [("Ayşe", "son gün\n45.45.2026 14:05 - değil mi")]


def test_an_archive_is_read_under_its_own_name(tmp_path: Path):
    path = tmp_path / "WhatsApp Sohbeti - Ayşe.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", "[12.03.2026 14:05:33] Ayşe: merhaba\n")
        archive.writestr("00000001-PHOTO.jpg", b"\xff\xd8")
    assert [file.name for file in open_chats(path)] == ["WhatsApp Sohbeti - Ayşe.zip"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1254"])
def test_what_an_editor_saved_anew_is_still_read(write_chat: Callable[..., Path], encoding: str):
    path = write_chat("12.03.2026 14:05 - Ayşe: ışığı yanıyor mu", encoding=encoding)
    assert [m.text for file in open_chats(path) for m in read_chat(file).messages] == ["ışığı yanıyor mu"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("Sayın 0532 111 22 33,\nek'te\n".encode(), 'begins with "Sayın #### ### ## ##,"'),
        (
            b"12.03.2026 14:05 - Mesajlar ve aramalar u\xc3\xa7tan uca \xc5\x9fifrelidir.\n",
            "no message of a person",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "no text file"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_a_file_that_is_no_export_is_named_with_what_is_wrong(content: bytes, sentence: str):
    with pytest.raises(UnreadableFile, match=r"chat\.txt") as refused:
        for file in read_chats("chat.txt", BytesIO(content)):
            read_chat(file)
    assert sentence in str(refused.value)
    assert refused.value.text_id.startswith("export-")
