"""Endless words, hostile archives, damaged vectors: read to an end, cut to measure, or refused; never believed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from invekto.chat_analysis import encoder, vectors
from invekto.chat_analysis.corpus import CorpusError, Example, read_examples, vertical_examples
from invekto.chat_analysis.features import hashes_by_block, tokens
from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.services import Analyser, mask_customer
from invekto.chat_analysis.training import train
from tests.chat_analysis.conftest import NOW
from tests.support.steps import steps

LONGEST = 4096  # characters; WhatsApp allows no more


def filled(part: str) -> str:
    return (part * LONGEST)[:LONGEST]


# The message, and the words that are left of it.
ENDLESS = [
    pytest.param(filled("a"), ["a"], id="one letter"),
    pytest.param(filled("ab"), [filled("ab")], id="one word"),
    pytest.param(filled("7"), ["0" * 5], id="one number"),
    pytest.param(filled("\u0301"), [], id="marks on nothing"),
    pytest.param("a" + "\u0301" * (LONGEST - 1), ["a"], id="marks on a letter"),
    pytest.param(filled("e\u0301"), ["e"], id="a mark on every letter"),
    pytest.param(filled("😀"), ["😀"], id="one emoji"),
    pytest.param(filled("👩🏽\u200d⚕️"), None, id="joined emoji"),
    pytest.param(filled("א"), ["א"], id="right to left"),
    pytest.param(filled("\u202eab"), [filled("ab")[: LONGEST // 3 * 2]], id="turned round"),
    pytest.param(filled("\u200b"), [], id="nothing to see"),
    pytest.param("\u200b".join("kargo"), ["kargo"], id="nothing to see between letters"),
    pytest.param(filled("\0"), [], id="zeros"),
    pytest.param(filled(" "), [], id="spaces"),
    pytest.param(filled("\ufdfa"), None, id="a sign that stands for eighteen letters"),
    pytest.param(filled("\ud800"), [], id="half characters"),
]


@pytest.mark.parametrize(("text", "words"), ENDLESS)
def test_endless_words_are_folded_and_cut_into_words(text: str, words: list[str] | None) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert folded.origin == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)
    found = tokens(folded)
    assert all(folded.text[token.start : token.end] for token in found)
    if words is not None:
        assert [token.text for token in found] == words
    assert all(
        0 <= one < 2**32 for block in hashes_by_block([token.text for token in found]) for one in block
    )


@pytest.mark.parametrize(("text", "words"), ENDLESS)
def test_endless_words_are_analysed_and_mean_nothing_served(
    clinic: Analyser, text: str, words: list[str] | None
) -> None:
    analysis = clinic.analyze(text, now=NOW)
    assert 0 <= analysis.confidence <= 1
    assert not analysis.signals.red_flag
    for entity in (one for found in analysis.entities.values() for one in found):
        assert 0 <= entity.start < entity.end <= len(text)


def test_a_danger_is_heard_behind_four_thousand_signs_that_nobody_sees(clinic: Analyser) -> None:
    text = filled("\u200b")[: LONGEST - 60] + " dişim kırıldı durmadan kanıyor çok ağrıyor"
    assert clinic.analyze(text, now=NOW).signals.red_flag


@pytest.mark.parametrize("part", ["botox ", "implant, ", "toptan ", "40 koli "])
def test_twice_the_message_is_no_more_than_twice_the_work(clinic: Analyser, part: str) -> None:
    clinic.analyze(part, now=NOW)  # tables are made once
    half, whole = (part * (length // len(part)) for length in (LONGEST // 2, LONGEST))
    one, two = (steps(lambda text=text: clinic.analyze(text, now=NOW)) for text in (half, whole))
    assert two < 2.2 * one


def test_of_an_endless_word_the_explanation_quotes_the_beginning(clinic: Analyser) -> None:
    text = "merhaba " + "implant" * 15_000
    analysis = clinic.analyze(text, now=NOW)
    long = [part for part in analysis.explanation if part.start == 8]
    assert [part.text for part in long] == [("implant" * 15)[:100]]
    assert all(text[part.start : part.end] == part.text for part in analysis.explanation)
    assert len(json.dumps(analysis.to_dict())) < len(text) + 3000


@pytest.mark.parametrize("word", ["aaas", "aaa", "yordu", "dan"])
def test_an_address_is_seen_beside_an_endless_word(word: str) -> None:
    text = f"{word * 1000} merkez mahallesi menekşe sokakta no 12"
    masked = mask_customer(text)
    assert masked.endswith("[address]")
    assert "menekşe" not in masked


def test_a_corpus_of_endless_words_is_learned_from() -> None:
    sound = vertical_examples("ecommerce")[:200]
    hostile = [Example(parameter.values[0], sound[0].intent, "tr") for parameter in ENDLESS]
    model = train([*sound, *hostile], use_encoder=False)
    assert set(model.classes) == {example.intent for example in sound}
    for field in fields(model):
        array = getattr(model, field.name)
        if isinstance(array, np.ndarray) and array.dtype.kind == "f":
            assert np.isfinite(array).all(), field.name


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"text": ' * 50_000,
        b'{"text": "a", "intent": ["a"]}',
        b'{"text": "a", "intent": ""}',
        b"\0" * 9,
    ],
)
def test_a_hostile_line_of_a_corpus_is_refused_with_its_place(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"text": "slm", "intent": "greeting"}\n' + line)
    with pytest.raises(CorpusError, match=r"rows\.jsonl, line 2: "):
        read_examples(path)


TEXTS = ["kargom nerede kaldı", "ürünü iade etmek istiyorum"]


def saved(**arrays: np.ndarray) -> bytes:
    raw = io.BytesIO()
    np.savez(raw, **arrays)
    return raw.getvalue()


def with_member(name: str, content: bytes, kind: int = zipfile.ZIP_STORED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", kind) as archive:
        archive.writestr(name, content)
        archive.writestr("vectors.npy", b"")
    return raw.getvalue()


def announcing(shape: str) -> bytes:
    header = f"{{'descr': '<u8', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(117) + b"\n"
    return with_member("keys.npy", b"\x93NUMPY\x01\x00\x76\x00" + header)


def keys_of(keep: Path) -> np.ndarray:
    with np.load(keep) as stored:
        return np.array(stored["keys"])


class Trap:
    """Calls its function when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (pytest.fail, ("a pickled object was run",))


ROWS = np.zeros((4, encoder.DIMENSIONS), dtype=np.float16)
HOSTILE = {
    "nothing": lambda keys: b"",
    "no archive": lambda keys: b"PK\x03\x04" + b"x" * 500,
    "an archive of other things": lambda keys: with_member("readme.txt", b"hello"),
    "a path out of the folder": lambda keys: with_member("../../keys.npy", b"hello"),
    "a pickled object": lambda keys: saved(keys=np.array([Trap()], dtype=object), vectors=ROWS),
    "a shape beyond all memory": lambda keys: announcing("(10000000000000000,)"),
    "a shape below nothing": lambda keys: announcing("(-5,)"),
    "a shape that is no shape": lambda keys: announcing("(lambda: 1)"),
    "fewer vectors than keys": lambda keys: saved(keys=keys, vectors=ROWS[:2]),
    "short vectors": lambda keys: saved(keys=keys, vectors=ROWS[:, :3]),
    "vectors of words": lambda keys: saved(keys=keys, vectors=np.full(ROWS.shape, "a")),
    "vectors that are no numbers": lambda keys: saved(keys=keys, vectors=np.full_like(ROWS, np.nan)),
    "keys of another kind": lambda keys: saved(keys=keys.astype(np.float32), vectors=ROWS),
    "a number for a list": lambda keys: saved(keys=np.uint64(1), vectors=ROWS),
    "zeros without end": lambda keys: with_member("keys.npy", b"\0" * 50_000_000, zipfile.ZIP_DEFLATED),
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_file_of_vectors_only_costs_time(tmp_path: Path, attack: str) -> None:
    keep = tmp_path / "vectors.npz"
    honest = vectors.written_and_folded(TEXTS, keep)
    keys = np.sort(keys_of(keep))
    assert len(keys) == 4
    keep.write_bytes(HOSTILE[attack](keys))
    again = vectors.written_and_folded(TEXTS, keep)
    assert all(np.allclose(one, other, atol=1e-3) for one, other in zip(honest, again, strict=True))
    assert np.array_equal(np.sort(keys_of(keep)), keys)


def test_a_file_of_vectors_that_is_larger_than_any_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = tmp_path / "vectors.npz"
    vectors.written_and_folded(TEXTS, keep)
    planted = np.ones((4, encoder.DIMENSIONS), dtype=np.float16)
    keep.write_bytes(saved(keys=keys_of(keep), vectors=planted))
    believed, _ = vectors.written_and_folded(TEXTS, keep)
    assert (believed == 1).all()
    monkeypatch.setattr(vectors, "_LARGEST", 1000)
    encoded, _ = vectors.written_and_folded(TEXTS, keep)
    assert not (encoded == 1).any()
