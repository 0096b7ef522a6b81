"""The light view in numbers: a batch and a run of words say what each message says by itself."""

from __future__ import annotations

import numpy as np
import pytest
from django.conf import settings

from invekto.chat_analysis.cache import vertical_model
from invekto.chat_analysis.features import tokens
from invekto.chat_analysis.light import weighted
from invekto.chat_analysis.model import Model
from invekto.chat_analysis.normalise import fold

MESSAGES = [
    "kargom nerde kaldi ve ayrıca fatura istiyorum",
    "👍",
    "",
    "Zzyzx qwrt",
    "beden 38 var mı, yarın gelir mi? 1020304050",
]


@pytest.fixture
def model() -> Model:
    return vertical_model("ecommerce", cache_dir=settings.CACHE_DIR)


def words_of(text: str) -> list[str]:
    return [token.text for token in tokens(fold(text))]


def test_messages_read_together_have_the_features_they_have_alone(model: Model) -> None:
    together = model.light_rows([words_of(text) for text in MESSAGES])
    for number, text in enumerate(MESSAGES):
        alone = model.light_rows([words_of(text)])
        assert together.row(number)[0].tolist() == alone.row(0)[0].tolist()
        np.testing.assert_allclose(together.row(number)[1], alone.row(0)[1], rtol=1e-5)
        assert together.known_words[number] == alone.known_words[0]


def test_a_run_of_words_votes_like_a_message_of_these_words(model: Model) -> None:
    words = words_of("kargom nerde kaldi acaba faturamı da isterim")
    runs = [(0, 2), (2, 3), (3, len(words)), (0, len(words))]
    found = model.run_votes(words).margins(runs)
    alone = weighted(model.light_rows([words[a:b] for a, b in runs]), model.weights[:, : len(model.classes)])
    # Features that come twice count a little more here.
    np.testing.assert_allclose(found * model.scales, alone * model.scales, atol=0.06)
    assert found.argmax(axis=1).tolist() == alone.argmax(axis=1).tolist()


def test_a_message_of_unknown_signs_has_no_votes(model: Model) -> None:
    assert not model.run_votes(["ǂ"]).margins([(0, 1)]).any()
