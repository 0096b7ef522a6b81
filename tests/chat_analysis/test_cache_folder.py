"""The folder of the models: who can mend it when it cannot be written, and what is cleared out of it."""

from __future__ import annotations

import errno
import os
import struct
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest

from invekto.chat_analysis.cache import CANNOT_WRITE, kept_model, vertical_model
from invekto.chat_analysis.cache_folder import CacheFolderTrouble, remove_old
from invekto.chat_analysis.corpus import vertical_examples
from invekto.chat_analysis.model import Model
from invekto.chat_analysis.modelfile import CorruptModel, read_model, write_model
from invekto.chat_analysis.training import train

OLDEST, OLDER, NEWER, NEWEST = (f"dental-{number:020x}.model" for number in range(4))


@pytest.fixture(scope="module")
def small() -> Model:
    return train(vertical_examples("ecommerce")[:200], use_encoder=False)


def kept_in(folder: Path, model: Model, *names: str) -> None:
    """As if written a day apart, the last one last."""
    for age, name in enumerate(reversed(names)):
        write_model(model, folder / name)
        moment = 1_700_000_000 - age * 86_400
        os.utime(folder / name, (moment, moment))


def test_a_file_in_the_folders_place_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").write_text("")
    for language, words in (("tr_TR.UTF-8", "yerinde bir dosya var"), ("en_GB.UTF-8", "a file stands where")):
        monkeypatch.setenv("LANG", language)
        with pytest.raises(CacheFolderTrouble) as caught:
            vertical_model("ecommerce", cache_dir=tmp_path)
        assert words in str(caught.value)
        assert str(tmp_path / "models") in str(caught.value)
        assert "INVEKTO_CACHE_DIR" in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_of_somebody_else_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CacheFolderTrouble) as caught:
            vertical_model("ecommerce", cache_dir=tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert "may not write there" in caught.value.told("en")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, {"tr": "yazma izni yok", "en": "may not write"}),
        (errno.EROFS, {"tr": "yalnızca okunabiliyor", "en": "only be read"}),
        (errno.ENOSPC, {"tr": "disk dolu", "en": "disk is full"}),
        (errno.EIO, {"tr": os.strerror(errno.EIO), "en": os.strerror(errno.EIO)}),
    ],
)
def test_whatever_the_system_refuses_while_a_model_is_made_is_told(
    tmp_path: Path, number: int, words: dict[str, str]
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(CacheFolderTrouble) as caught:
        kept_model(tmp_path / "a.model", refuse)
    for language, part in words.items():
        assert part in caught.value.told(language)
        assert str(tmp_path) in caught.value.told(language)


def test_a_training_says_why_it_had_no_place_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("")
    target = str(tmp_path / "models" / "a.model")
    command = [sys.executable, "-m", "invekto.chat_analysis.train", "ecommerce", target]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == CANNOT_WRITE
    assert int(ended.stdout.split()[-1]) == errno.ENOTDIR


def test_the_command_ends_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("")
    command = [sys.executable, "-m", "invekto.cli", "analyze", "--vertical", "ecommerce"]
    surroundings = os.environ | {"INVEKTO_CACHE_DIR": str(tmp_path), "LANG": "en_GB.UTF-8"}
    ended = subprocess.run(
        command, input="slm", env=surroundings, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("The models cannot be kept under")
    assert ended.stderr.count("\n") == 1


def test_the_newest_two_of_a_vertical_stay_and_others_are_not_touched(small: Model, tmp_path: Path) -> None:
    strangers = ("dental-own.model", f"ecommerce-{7:020x}.model", "dental.model")
    kept_in(tmp_path, small, *strangers, OLDEST, OLDER, NEWER, NEWEST)
    remove_old(tmp_path / NEWEST)
    assert {file.name for file in tmp_path.iterdir()} == {*strangers, NEWER, NEWEST}


def test_a_new_model_clears_the_old_ones_away(small: Model, tmp_path: Path) -> None:
    kept_in(tmp_path, small, OLDEST, OLDER, NEWER)
    kept_model(tmp_path / NEWEST, lambda target: write_model(small, target))
    assert {file.name for file in tmp_path.glob("*.model")} == {NEWER, NEWEST}


def test_a_model_that_another_process_reads_stays_until_it_has_ended(small: Model, tmp_path: Path) -> None:
    kept_in(tmp_path, small, OLDEST, OLDER, NEWER, NEWEST)
    program = (
        "import sys, pathlib\nfrom invekto.chat_analysis.modelfile import read_model\n"
        "model = read_model(pathlib.Path(sys.argv[1]))\nprint('reads', flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / OLDEST)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"reads\n"
        remove_old(tmp_path / NEWEST)
        assert {file.name for file in tmp_path.iterdir()} == {OLDEST, NEWER, NEWEST}
        reader.communicate()
    remove_old(tmp_path / NEWEST)
    assert {file.name for file in tmp_path.iterdir()} == {NEWER, NEWEST}


def test_half_written_files_go_when_nobody_can_still_be_writing_them(small: Model, tmp_path: Path) -> None:
    kept_in(tmp_path, small, NEWEST)
    old, young = tmp_path / f".{OLDER}.abc", tmp_path / f".{OLDER}.def"
    for path, before in ((old, 7200), (young, 60)):
        path.write_bytes(b"half")
        os.utime(path, (1_700_000_000 - before,) * 2)
    remove_old(tmp_path / NEWEST)
    assert {file.name for file in tmp_path.iterdir()} == {NEWEST, young.name}


@pytest.mark.parametrize(
    "description", [b"{}", b"[]", b"null", b"{", b"\xff", b"[" * 5000, b'{"scalars": {"version": "3.3"}}']
)
def test_a_description_that_does_not_fit_is_a_damaged_model_and_made_anew(
    small: Model, tmp_path: Path, description: bytes
) -> None:
    path = tmp_path / "a.model"
    path.write_bytes(struct.pack("<8sIQ", b"INVEKTO\x01", crc32(description), len(description)) + description)
    with pytest.raises(CorruptModel):
        read_model(path)
    assert kept_model(path, lambda target: write_model(small, target)).classes == small.classes
