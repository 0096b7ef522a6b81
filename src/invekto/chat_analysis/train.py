"""``python -m invekto.chat_analysis.train VERTICAL FILE``: train one vertical and write its model file."""

from __future__ import annotations

import sys
from pathlib import Path

from invekto.chat_analysis.cache import CANNOT_WRITE, stage_file, training_rows, vectors_file
from invekto.chat_analysis.modelfile import write_model
from invekto.chat_analysis.training import train


def _note(stage: Path, words: str) -> None:
    stage.write_text(words)


def main(vertical: str, target: str) -> None:
    rows = training_rows(vertical)
    stage = stage_file(Path(target))
    try:
        model = train(
            rows.examples,
            borrowed=rows.borrowed,
            marked=rows.marked,
            vectors=vectors_file(Path(target).parent),
            tell=lambda words: _note(stage, words),
        )
        write_model(model, Path(target))
    finally:
        stage.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2])
    except OSError as error:
        if error.errno is None:
            raise
        sys.stdout.write(f"{error.errno}\n")
        sys.exit(CANNOT_WRITE)
