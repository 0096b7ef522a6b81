"""Every peer and our engine on the same splits in the same run: how well, how sure, how fast, on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.peers.install import HERE, NotInstallable, node_peer, python_peer
from benchmarks.understanding import HELDOUT, VERTICALS, WRITERS
from invekto.chat_analysis.corpus import OUT_OF_SCOPE, Example, read_examples, vertical_examples

# One definition of each figure, that of `invekto evaluate`.
from invekto.chat_analysis.evaluate import _macro_f1, calibration_error

# Several times what the slowest peer took on a busy machine; one that hangs must not hang the others.
_LIMIT = 3600  # seconds
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class PeerFailed(Exception):
    """A peer ended without answers; the text holds its last words."""


@dataclass(frozen=True, slots=True)
class Peer:
    """``command`` makes what is run before TRAIN and TEST, and what after. It may raise NotInstallable."""

    name: str
    command: Callable[[], tuple[list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers in the order of the test with the peer's own probabilities; CPU time in seconds and ms."""

    train_s: float
    answers: list[tuple[str, float]]
    single_ms: list[float]
    batch_s: float


def _ours() -> tuple[list[str], list[str]]:
    return [sys.executable, str(HERE / "peer_invekto.py")], []


def _python(package: str, script: str, *arguments: str) -> Callable[[], tuple[list[str], list[str]]]:
    return lambda: ([*python_peer(package), str(HERE / script)], list(arguments))


def _node() -> tuple[list[str], list[str]]:
    node, home = node_peer()
    return [*node, str(HERE / "peer_node_nlp.cjs")], [str(home)]


PEERS = (
    Peer("**Invekto**", _ours),
    Peer("scikit-learn, words", _python("scikit-learn", "peer_sklearn.py", "words")),
    Peer("scikit-learn, letters", _python("scikit-learn", "peer_sklearn.py", "letters")),
    Peer("fastText", _python("fasttext-numpy2-wheel", "peer_fasttext.py")),
    Peer("spaCy, bag of words", _python("spacy", "peer_spacy.py")),
    Peer("node-nlp", _node),
)


def measure() -> str:
    failures: list[str] = []
    tables: list[str] = []
    times: dict[str, list[Outcome]] = {}
    for vertical in VERTICALS:
        tests = [read_examples(HELDOUT / f"{vertical}{writer}.jsonl") for writer in WRITERS]
        outcomes = _outcomes(vertical, vertical_examples(vertical), tests, failures)
        for name, outcome in outcomes.items():
            times.setdefault(name, []).append(outcome)
        tables.append(_quality(vertical, tests, outcomes))
    return "\n\n".join([*tables, _speed(times), *dict.fromkeys(failures)])


def _outcomes(
    vertical: str, train: Sequence[Example], tests: Sequence[Sequence[Example]], failures: list[str]
) -> dict[str, Outcome]:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "train.jsonl", Path(folder) / "test.jsonl"]
        _write(files[0], train)
        _write(files[1], [example for test in tests for example in test])
        for peer in PEERS:
            print(f"{vertical}: {peer.name} …", file=sys.stderr, flush=True)
            try:
                found[peer.name] = _run(peer, files)
            except NotInstallable as error:
                failures.append(f"{peer.name}: cannot be installed here ({error}).")
            except PeerFailed as error:
                failures.append(f"{peer.name}: gave no answers for {vertical} ({error}).")
    return found


def _write(path: Path, examples: Sequence[Example]) -> None:
    rows = [
        {"text": one.text, "intent": one.intent, "lang": one.language, "voice": one.voice} for one in examples
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _run(peer: Peer, files: Sequence[Path]) -> Outcome:
    before, after = peer.command()
    try:
        ended = subprocess.run(
            [*before, *map(str, files), *after],
            env=os.environ | _ONE_THREAD,
            preexec_fn=_one_core,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LIMIT,
        )
    except subprocess.TimeoutExpired as error:
        raise PeerFailed(f"not done after {_LIMIT} seconds") from error
    if ended.returncode:
        raise PeerFailed(" ".join(ended.stderr.strip().splitlines()[-2:]))
    # The last line; libraries like to talk before it.
    found = json.loads(ended.stdout.strip().rsplit("\n", 1)[-1])
    answers = [(intent, share) for intent, share in found["answers"]]
    return Outcome(found["train_s"], answers, found["single_ms"], found["batch_s"])


def _one_core() -> None:
    """Threads that a library starts all the same share one core, the last that this process may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _quality(vertical: str, tests: Sequence[Sequence[Example]], outcomes: dict[str, Outcome]) -> str:
    sizes = " / ".join(str(len(test)) for test in tests)
    lines = [
        f"| {vertical} ({sizes}) | accuracy | macro-F1 | in-scope accuracy | out-of-scope recall | "
        "calibration error |",
        "|---|---|---|---|---|---|",
    ]
    for name, outcome in outcomes.items():
        columns = zip(*_by_set(tests, outcome.answers), strict=True)
        cells = [" / ".join(f"{figure:.3f}" for figure in column) for column in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _by_set(
    tests: Sequence[Sequence[Example]], answers: Sequence[tuple[str, float]]
) -> list[tuple[float, ...]]:
    found, start = [], 0
    for test in tests:
        found.append(_figures([one.intent for one in test], answers[start : start + len(test)]))
        start += len(test)
    return found


def _figures(true: Sequence[str], answers: Sequence[tuple[str, float]]) -> tuple[float, ...]:
    """Accuracy, macro-F1, in-scope accuracy, out-of-scope recall, calibration error."""
    said = [intent for intent, _ in answers]
    right = np.array([a == b for a, b in zip(true, said, strict=True)])
    served = np.array([intent != OUT_OF_SCOPE for intent in true])
    return (
        float(right.mean()),
        _macro_f1(true, said),
        float(right[served].mean()),
        float(right[~served].mean()),
        calibration_error([share for _, share in answers], right.tolist()),
    )


def _speed(times: dict[str, list[Outcome]]) -> str:
    lines = [
        f"| CPU time, one core ({' / '.join(VERTICALS)}) | one message p50 ms | p99 ms | messages/s in a lot | "
        "training s |",
        "|---|---|---|---|---|",
    ]
    for name, outcomes in times.items():
        columns = (
            [f"{np.percentile(one.single_ms, 50):.2f}" for one in outcomes],
            [f"{np.percentile(one.single_ms, 99):.2f}" for one in outcomes],
            [f"{len(one.answers) / one.batch_s:.0f}" for one in outcomes],
            [f"{one.train_s:.0f}" for one in outcomes],
        )
        lines.append(f"| {name} | {' | '.join(' / '.join(column) for column in columns)} |")
    return "\n".join(lines)
