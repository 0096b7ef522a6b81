"""scikit-learn: TF-IDF and logistic regression, as most people write it and with letters in place of words."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from protocol import Answer, Answerer, Row, run
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

VARIANTS = {
    "words": lambda: make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000)),
    "letters": lambda: make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000),
    ),
}


def learn(rows: list[Row]) -> Answerer:
    pipeline: Pipeline = VARIANTS[sys.argv[3]]()
    pipeline.fit([row["text"] for row in rows], [row["intent"] for row in rows])
    classes = pipeline.classes_.tolist()

    def answer(texts: Sequence[str]) -> list[Answer]:
        shares = pipeline.predict_proba(texts)
        best = shares.argmax(axis=1)
        return [(classes[one], float(row[one])) for one, row in zip(best, shares, strict=True)]

    return answer


if __name__ == "__main__":
    run(learn)
