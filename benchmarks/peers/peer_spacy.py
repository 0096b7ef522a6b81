"""spaCy's textcat on a blank Turkish pipeline: its bag of words, or its default ensemble with a small network."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import spacy
from protocol import Answer, Answerer, Row, run
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

# Without a set to stop by, the rounds are fixed; the loop is the one of spaCy's documentation.
ROUNDS = {"bow": 20, "ensemble": 10}
TOGETHER = 128
DROPOUT = 0.2
BAG_OF_WORDS = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "ngram_size": 1,
    "length": 262144,
    "no_output_layer": False,
}


def learn(rows: list[Row]) -> Answerer:
    variant = sys.argv[3]
    fix_random_seed(7)
    nlp = spacy.blank("tr")
    nlp.add_pipe("textcat", config={"model": BAG_OF_WORDS} if variant == "bow" else {})
    intents = sorted({row["intent"] for row in rows})
    examples = [
        Example.from_dict(
            nlp.make_doc(row["text"]),
            {"cats": {intent: float(intent == row["intent"]) for intent in intents}},
        )
        for row in rows
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(ROUNDS[variant]):
        random.shuffle(examples)
        for batch in minibatch(examples, size=TOGETHER):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT)

    def answer(texts: Sequence[str]) -> list[Answer]:
        docs = nlp.pipe(texts) if len(texts) > 1 else [nlp(texts[0])]
        return [max(doc.cats.items(), key=lambda pair: pair[1]) for doc in docs]

    return answer


if __name__ == "__main__":
    run(learn)
