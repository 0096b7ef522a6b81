from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from invekto.chat_analysis import cache
from invekto.chat_analysis.corpus import CorpusError, read_examples, vertical_examples
from invekto.chat_analysis.model import Model
from invekto.chat_analysis.modelfile import CorruptModel, read_model, write_model
from invekto.chat_analysis.services import Analyser
from invekto.chat_analysis.training import train


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


def test_a_damaged_cache_file_is_made_anew_and_two_callers_at_once_train_once(
    shop: Analyser, model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Model
) -> None:
    (name,) = [path.name for path in (model_cache / "models").glob("ecommerce-*.model")]
    target = tmp_path / "models" / name
    target.parent.mkdir()
    target.write_bytes(b"rubbish" * 100)
    trained: list[str] = []

    def quick(vertical: str, path: Path) -> None:
        # The real training takes half a minute and is what the session's cache was made with.
        trained.append(vertical)
        shutil.copy(model_cache / "models" / name, path)

    monkeypatch.setattr(cache, "_train_elsewhere", quick)
    loaded: list[Model] = []
    callers = [
        Thread(target=lambda: loaded.append(cache.vertical_model("ecommerce", cache_dir=tmp_path)))
        for _ in range(4)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert trained == ["ecommerce"]
    assert len(loaded) == 4
    assert all(model.classes == shop.intents for model in loaded)


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
