"""spaCy's textcat on a blank Turkish pipeline: its bag of words."""

from __future__ import annotations

import random
from collections.abc import Sequence

import spacy
from protocol import Answer, Answerer, Row, run
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

# Chosen on a tenth of the shop's rows, kept back: at the default rate of 0.001 it had not learned after 12 rounds.
ROUNDS = 8
LEARN_RATE = 0.01
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
    fix_random_seed(7)
    nlp = spacy.blank("tr")
    nlp.add_pipe("textcat", config={"model": BAG_OF_WORDS})
    intents = sorted({row["intent"] for row in rows})
    examples = [
        Example.from_dict(
            nlp.make_doc(row["text"]),
            {"cats": {intent: float(intent == row["intent"]) for intent in intents}},
        )
        for row in rows
    ]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = LEARN_RATE
    for _ in range(ROUNDS):
        random.shuffle(examples)
        for batch in minibatch(examples, size=TOGETHER):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT)

    def answer(texts: Sequence[str]) -> list[Answer]:
        docs = nlp.pipe(texts) if len(texts) > 1 else [nlp(texts[0])]
        return [max(doc.cats.items(), key=lambda pair: pair[1]) for doc in docs]

    return answer


if __name__ == "__main__":
    run(learn)
