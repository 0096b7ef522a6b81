"""What every Python peer does alike: read the rows, learn, answer, and print one JSON object as the last line.

    {"train_s": 1.2, "answers": [["order_status", 0.93], …], "single_ms": [0.4, …], "batch_s": 0.5}

Answers are in the order of the test, each with the peer's own probability. Times are CPU time of the whole
process: with one core and one thread that is what a quiet machine would take, and what others do on the
machine meanwhile does not count. Standard library only: each peer has an environment without ours.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

Answer = tuple[str, float]
Row = dict[str, Any]
# Answers a lot of messages at once; a single message is a lot of one, through the same call.
Answerer = Callable[[Sequence[str]], Sequence[Answer]]


def run(learn: Callable[[list[Row]], Answerer]) -> None:
    """Measure what ``learn`` makes of ``sys.argv``'s TRAIN and TEST, files of ``text`` and ``intent``."""
    train, test = (_rows(Path(name)) for name in sys.argv[1:3])
    texts = [row["text"] for row in test]
    started = process_time()
    answer = learn(train)
    train_s = process_time() - started
    answer(texts[:50])  # what is loaded or compiled at first use belongs to neither figure
    started = process_time()
    answers = answer(texts)
    batch_s = process_time() - started
    single_ms = [_single(answer, text) for text in texts]
    found = {"train_s": train_s, "answers": list(answers), "single_ms": single_ms, "batch_s": batch_s}
    print("\n" + json.dumps(found))


def _single(answer: Answerer, text: str) -> float:
    started = process_time()
    answer([text])
    return (process_time() - started) * 1000


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
