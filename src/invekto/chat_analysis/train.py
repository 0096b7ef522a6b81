"""``python -m invekto.chat_analysis.train VERTICAL FILE``: train one vertical and write its model file."""

from __future__ import annotations

import sys
from pathlib import Path

from invekto.chat_analysis.cache import training_rows
from invekto.chat_analysis.modelfile import write_model
from invekto.chat_analysis.training import train


def main(vertical: str, target: str) -> None:
    examples, borrowed = training_rows(vertical)
    write_model(train(examples, borrowed=borrowed), Path(target))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
