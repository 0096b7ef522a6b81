"""fastText, supervised: pairs of words and pieces of two to five letters, softmax, one thread."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import fasttext
from protocol import Answer, Answerer, Row, run

LABEL = "__label__"


def learn(rows: list[Row]) -> Answerer:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.txt"
        lines = [f"{LABEL}{row['intent']} {_plain(row['text'])}" for row in rows]
        file.write_text("\n".join(lines) + "\n", "utf-8")
        model = fasttext.train_supervised(
            str(file), lr=0.5, epoch=25, wordNgrams=2, minn=2, maxn=5, thread=1, seed=7, verbose=0
        )

    def answer(texts: Sequence[str]) -> list[Answer]:
        labels, shares = model.predict([_plain(text) for text in texts])
        # Its shares add up to a little more than one.
        return [
            (label[0].removeprefix(LABEL), min(float(share[0]), 1.0))
            for label, share in zip(labels, shares, strict=True)
        ]

    return answer


def _plain(text: str) -> str:
    """In one line, as the library demands, and in small letters, as its tutorial advises."""
    return " ".join(text.lower().split())


if __name__ == "__main__":
    run(learn)
