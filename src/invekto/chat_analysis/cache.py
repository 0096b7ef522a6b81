"""Trained models kept on disk, one per content of the corpora: the first process trains, the others wait."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from invekto.chat_analysis import encoder
from invekto.chat_analysis.cache_folder import alone, folder_troubles, is_held, remove_old
from invekto.chat_analysis.corpus import Example, digest, kin_examples, vertical_examples
from invekto.chat_analysis.marks import Marked, marked_examples
from invekto.chat_analysis.model import VERSION, Model
from invekto.chat_analysis.modelfile import CorruptModel, read_model
from invekto.chat_analysis.training_failures import TrainingFailed, TrainingKilled

# Several times what the slowest machine in mind needs; a training that hangs must not hang its callers.
_TRAINING_LIMIT = 600  # seconds
_KEY_SHOWN = 8  # digits of a model's key in what people see
# How a training ends that had no place to write to: the system's number for it is its last word.
CANNOT_WRITE = os.EX_IOERR


def vertical_model(vertical: str, *, cache_dir: Path) -> Model:
    """The vertical's model, trained now if its corpus, its kin's or the engine changed.

    Safe with any number of processes at once; a damaged file is made anew. Raises UnknownVertical,
    CorpusError, TrainingFailed, or CacheFolderTrouble when the folder cannot be written.
    """
    path = _path(vertical, cache_dir)
    model = kept_model(path, lambda target: _train_elsewhere(vertical, target))
    return replace(model, key=path.stem.removeprefix(f"{vertical}-")[:_KEY_SHOWN])


def kept_model(path: Path, make: Callable[[Path], None]) -> Model:
    """The model in ``path``; where there is none or a damaged one, ``make`` writes it, once for all who ask.

    Raises what ``make`` raises, and CacheFolderTrouble.
    """
    with folder_troubles(path.parent):
        try:
            return read_model(path)
        except (FileNotFoundError, CorruptModel):
            pass
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone(path.with_suffix(".lock")):
            try:
                return read_model(path)  # another process made it while this one waited
            except (FileNotFoundError, CorruptModel):
                make(path)
            model = read_model(path)
            remove_old(path)
            return model


def is_trained(vertical: str, *, cache_dir: Path) -> bool:
    """Whether the vertical's model lies ready; whether it can be read shows when it is loaded."""
    return _path(vertical, cache_dir).exists()


def stage_file(model: Path) -> Path:
    """Where a training that goes on writes which stage it is in."""
    return model.with_suffix(".stage")


def training_stage(vertical: str, *, cache_dir: Path) -> str:
    """``read``, ``check 1/3`` … or ``finish``; empty while the vertical is not being trained."""
    path = _path(vertical, cache_dir)
    if not is_held(path.with_suffix(".lock")):
        return ""  # whoever wrote a stage was killed together with the training
    try:
        return stage_file(path).read_text()
    except OSError:
        return ""


def vectors_file(folder: Path) -> Path:
    """Where the encoder's vectors lie for the models in ``folder``."""
    return folder / "vectors.npz"


def _path(vertical: str, cache_dir: Path) -> Path:
    return cache_dir / "models" / f"{vertical}-{_key(training_rows(vertical))}.model"


@dataclass(frozen=True, slots=True)
class TrainingRows:
    """What a vertical learns from: its own messages, those of its kin, and those marked with signals."""

    examples: list[Example]
    borrowed: list[Example]
    marked: list[Marked]


def training_rows(vertical: str) -> TrainingRows:
    examples = vertical_examples(vertical)
    borrowed = kin_examples(vertical, frozenset(example.intent for example in examples))
    return TrainingRows(examples, borrowed, marked_examples(vertical))


def _key(rows: TrainingRows) -> str:
    marks = [Example(one.text, json.dumps(one.marks), one.language, one.voice) for one in rows.marked]
    engine = f"{VERSION} {encoder.version()} {digest([rows.examples, rows.borrowed, marks])}"
    return sha256(engine.encode("ascii")).hexdigest()[:20]


def _train_elsewhere(vertical: str, path: Path) -> None:
    """In a process of its own, so that the training libraries' memory is given back."""
    try:
        finished = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-m", "invekto.chat_analysis.train", vertical, str(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TRAINING_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TrainingFailed(f"{vertical}: not done after {_TRAINING_LIMIT} seconds") from error
    finally:
        stage_file(path).unlink(missing_ok=True)  # who is killed leaves it
    if finished.returncode < 0:
        raise TrainingKilled(vertical, -finished.returncode)
    if finished.returncode == CANNOT_WRITE:
        number = int(finished.stdout.split()[-1])
        raise OSError(number, os.strerror(number))
    if finished.returncode != 0:
        raise TrainingFailed(f"{vertical}: {finished.stderr.strip()[-2000:]}")
