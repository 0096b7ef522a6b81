"""Invekto's own engine, without the messages it would borrow from kin: it learns from what the peers do."""

from __future__ import annotations

from collections.abc import Sequence

from protocol import Answer, Answerer, Row, run

from invekto.chat_analysis.corpus import Example
from invekto.chat_analysis.reading import read
from invekto.chat_analysis.training import train


def learn(rows: list[Row]) -> Answerer:
    model = train([Example(row["text"], row["intent"], row["lang"], row["voice"]) for row in rows])

    def answer(texts: Sequence[str]) -> list[Answer]:
        scored = [one.scores for one in read(texts, model)]
        return [(model.classes[scores.best], float(scores.confidence)) for scores in scored]

    return answer


if __name__ == "__main__":
    run(learn)
