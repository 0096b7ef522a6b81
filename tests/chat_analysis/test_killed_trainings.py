"""Trainings that are killed: what is said of them, and what they leave behind in the models' folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from invekto.chat_analysis.cache import training_stage
from invekto.chat_analysis.cache_folder import alone, is_held, remove_old
from invekto.chat_analysis.training_failures import TrainingKilled

OLD, NEW = (f"dental-{number:020x}" for number in (1, 2))


@contextmanager
def training(cache: Path, language: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`invekto analyze` in an empty folder, and the process that trains for it, once it is at work."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "invekto.cli", "analyze", "--vertical", "ecommerce"],
        env=os.environ | {"INVEKTO_CACHE_DIR": str(cache), "LANG": language},
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
    ) as running:
        try:
            while not any(stage.read_text() for stage in (cache / "models").glob("*.stage")):
                with suppress(subprocess.TimeoutExpired):
                    pytest.fail(f"it ended with {running.wait(timeout=0.05)}")
            children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text()
            yield running, int(children)
        finally:
            running.kill()


def test_a_killed_training_is_told_and_leaves_no_stage(tmp_path: Path) -> None:
    with training(tmp_path, "en_GB.UTF-8") as (running, trainer):
        assert training_stage("ecommerce", cache_dir=tmp_path)
        os.kill(trainer, signal.SIGKILL)
        _, said = running.communicate("slm\n")
    assert running.returncode == 2
    assert said.startswith("The training of the ecommerce model was killed by signal 9, probably because")
    assert said.count("\n") == 1
    assert not list((tmp_path / "models").glob("*.stage"))


def test_what_a_killed_command_leaves_is_no_running_training(tmp_path: Path) -> None:
    with training(tmp_path, "en_GB.UTF-8") as (running, trainer):
        running.kill()
        os.kill(trainer, signal.SIGKILL)
        running.wait()
    (left,) = (tmp_path / "models").glob("*.stage")
    assert left.read_text()
    assert training_stage("ecommerce", cache_dir=tmp_path) == ""


@pytest.mark.parametrize(
    ("language", "memory", "helper"),
    [
        ("tr", "belleği yetmedi", "makinenin yöneticisi"),
        ("en", "out of memory", "the machine's administrator"),
    ],
)
def test_the_signal_and_who_can_help_are_named_and_memory_only_where_it_is_likely(
    language: str, memory: str, helper: str
) -> None:
    for number, likely in ((signal.SIGKILL, True), (signal.SIGSEGV, False)):
        told = TrainingKilled("dental", number).told(language)
        assert str(int(number)) in told
        assert helper in told
        assert (memory in told) is likely


def laid_out(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"")


def test_locks_and_stages_of_models_that_are_no_more_go(tmp_path: Path) -> None:
    others = (f"ecommerce-{1:020x}.lock", "dental-own.lock", "vectors.lock")
    laid_out(tmp_path, *others, f"{OLD}.lock", f"{OLD}.stage", f"dental-{3:020x}.stage")
    laid_out(tmp_path, f"{NEW}.model", f"{NEW}.lock", f"{NEW}.stage")
    remove_old(tmp_path / f"{NEW}.model")
    assert {file.name for file in tmp_path.iterdir()} == {*others, f"{NEW}.model", f"{NEW}.lock"}


def test_the_lock_and_the_stage_of_a_training_that_goes_on_stay(tmp_path: Path) -> None:
    laid_out(tmp_path, f"{NEW}.model", f"{OLD}.stage")
    with alone(tmp_path / f"{OLD}.lock"):
        remove_old(tmp_path / f"{NEW}.model")
        assert {file.name for file in tmp_path.iterdir()} == {f"{NEW}.model", f"{OLD}.lock", f"{OLD}.stage"}


def test_who_waited_at_a_lock_that_was_removed_goes_to_the_one_all_others_see(tmp_path: Path) -> None:
    lock = tmp_path / f"{OLD}.lock"

    def enter() -> bool:
        with alone(lock):
            return is_held(lock)

    with ThreadPoolExecutor(1) as pool:
        with alone(lock):
            inode = f":{lock.stat().st_ino} "
            waiting = pool.submit(enter)
            while not any(
                "->" in line and inode in line for line in Path("/proc/locks").read_text().splitlines()
            ):
                assert not wait([waiting], timeout=0.01).done
            lock.unlink()
        assert waiting.result()
    assert not is_held(lock)
