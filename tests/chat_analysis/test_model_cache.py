from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from invekto.chat_analysis import vectors
from invekto.chat_analysis.cache import is_trained, kept_model, vertical_model
from invekto.chat_analysis.corpus import CorpusError, Example, digest, read_examples, vertical_examples
from invekto.chat_analysis.model import VERSION, Model
from invekto.chat_analysis.modelfile import CorruptModel, read_model, write_model
from invekto.chat_analysis.services import Analyser
from invekto.chat_analysis.training import train
from invekto.chat_analysis.training_failures import TrainingFailed


@pytest.fixture(scope="module")
def small() -> Model:
    return train(vertical_examples("ecommerce")[:200], use_encoder=False)


def assert_same(first: Model, second: Model) -> None:
    for field in fields(Model):
        one, other = getattr(first, field.name), getattr(second, field.name)
        assert np.array_equal(one, other), field.name


def test_training_twice_gives_the_same_model(small: Model) -> None:
    assert_same(train(vertical_examples("ecommerce")[:200], use_encoder=False), small)


def test_a_model_comes_back_from_its_file_as_it_was(small: Model, tmp_path: Path) -> None:
    path = tmp_path / "folder with spaces" / "a.model"
    write_model(small, path)
    assert_same(read_model(path), small)
    assert [file.name for file in path.parent.iterdir()] == ["a.model"]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign"])
def test_a_damaged_file_is_refused(small: Model, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.model"
    write_model(small, path)
    raw = bytearray(path.read_bytes())
    if damage == "cut":
        raw = raw[: len(raw) // 2]
    elif damage == "flip":
        raw[-1000] ^= 1
    elif damage == "empty":
        raw = bytearray()
    else:
        raw = bytearray(b"no model at all " * 100)
    path.write_bytes(raw)
    with pytest.raises(CorruptModel):
        read_model(path)


@pytest.mark.parametrize("before", [None, b"rubbish" * 100])
def test_a_missing_or_damaged_model_is_made_once_however_many_ask(
    small: Model, tmp_path: Path, before: bytes | None
) -> None:
    path = tmp_path / "models" / "a.model"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
    made: list[Path] = []

    def make(target: Path) -> None:
        made.append(target)
        write_model(train(vertical_examples("ecommerce")[:200], use_encoder=False), target)

    with ThreadPoolExecutor(4) as callers:
        loaded = list(callers.map(lambda _: kept_model(path, make), range(4)))
    assert made == [path]
    for model in loaded:
        assert_same(model, small)


def test_a_failed_making_is_told_and_the_next_caller_tries_again(small: Model, tmp_path: Path) -> None:
    path = tmp_path / "a.model"

    def fail(_: Path) -> None:
        raise TrainingFailed("ecommerce: killed")

    with pytest.raises(TrainingFailed, match="killed"):
        kept_model(path, fail)
    assert_same(kept_model(path, lambda target: write_model(small, target)), small)


def test_the_kept_model_of_a_vertical_is_read_and_not_made_again(shop: Analyser, model_cache: Path) -> None:
    (path,) = (model_cache / "models").glob("ecommerce-*.model")
    assert shop.version == f"ecommerce-{VERSION}-{path.stem.rpartition('-')[2][:8]}"
    before = path.stat().st_mtime_ns
    assert is_trained("ecommerce", cache_dir=model_cache)
    assert vertical_model("ecommerce", cache_dir=model_cache).classes == shop.intents
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{nonsense", "not valid JSON"),
        (b'"text"', "not a JSON object"),
        (b'{"intent": "greeting"}', '"text" is missing'),
        (b'{"text": "slm"}', '"intent" is missing'),
        (b'{"text": "\xff", "intent": "a"}', "not valid JSON"),
    ],
)
def test_a_bad_line_is_named_with_its_file_and_number(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"text": "slm", "intent": "greeting"}\n\n' + line + b"\n")
    with pytest.raises(CorpusError) as caught:
        read_examples(path)
    assert str(caught.value).startswith(f"{path}, line 3: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize("cut", [0, 4, 200, 1286])
def test_a_damaged_file_of_vectors_only_costs_time(tmp_path: Path, cut: int) -> None:
    keep = tmp_path / "vectors.npz"
    texts = ["kargom nerde", "iade etmek istiyorum"]
    before = vectors.written_and_folded(texts, keep)
    keep.write_bytes(keep.read_bytes()[:cut])
    after = vectors.written_and_folded(texts, keep)
    assert all(np.allclose(old, new, atol=1e-3) for old, new in zip(before, after, strict=True))
    with np.load(keep) as stored:
        assert len(stored["keys"])


def test_a_corpus_by_other_hands_is_another_corpus() -> None:
    rows = [Example("selam", "greeting", "tr", "a"), Example("merhaba", "greeting", "tr", "a")]
    assert digest([rows]) != digest([[replace(row, voice="b") for row in rows]])
