"""The marks reached on messages written by others: a change of the rules must not lose them."""

from __future__ import annotations

import pytest
from benchmarks.entities import HALVES, entity_scores, language_accuracy, read
from benchmarks.understanding import (
    HELDOUT,
    SIGNALS,
    VERTICALS,
    WRITERS,
    acted,
    routed,
    signal_figures,
    wish_figures,
)

from invekto.agent_ai.engine.served import always_to_person, for_people
from invekto.chat_analysis.evaluate import evaluate_vertical
from invekto.chat_analysis.services import load_curve
from invekto.core.env import cache_dir

_MENDED, _SCORED = HALVES
# F1 on the half the rules were never shown; a little under what was measured, since one message is much.
_MARKS = {
    "datetime": 0.85, "product": 0.72, "size": 0.92, "money": 0.93, "quantity": 0.83, "treatment": 0.69,
    "return_reason": 0.65, "channel": 0.84, "color": 0.77, "city": 0.87, "order_number": 0.84, "tax_number": 0.95,
    "phone": 0.92, "email": 0.95, "tracking_code": 0.95, "doctor": 0.85, "company": 0.6,
}  # fmt: skip


# Macro-F1, in-scope accuracy, out-of-scope recall, calibration error: .012 worse than was measured, calibration .015,
# and of the 57 to 118 messages outside the scope two more may be missed: another processor rounds otherwise.
_INTENTS = {
    "ecommerce": (0.917, 0.894, 0.890, 0.050),
    "ecommerce_b": (0.916, 0.903, 0.886, 0.048),
    "ecommerce_c": (0.958, 0.955, 0.931, 0.044),
    "ecommerce_d": (0.940, 0.923, 0.923, 0.060),
    "dental": (0.945, 0.938, 0.903, 0.053),
    "dental_b": (0.932, 0.928, 0.881, 0.036),
    "dental_c": (0.956, 0.966, 0.868, 0.042),
    "dental_d": (0.944, 0.929, 0.923, 0.044),
    "aesthetic": (0.938, 0.922, 0.873, 0.039),
    "aesthetic_b": (0.944, 0.935, 0.904, 0.038),
    "aesthetic_c": (0.948, 0.951, 0.874, 0.031),
    "aesthetic_d": (0.952, 0.934, 0.939, 0.042),
}


def test_every_set_of_intents_has_marks() -> None:
    assert set(_INTENTS) == {vertical + writer for vertical in VERTICALS for writer in WRITERS}


@pytest.mark.parametrize("name", _INTENTS)
def test_intents_keep_their_marks(name: str) -> None:
    found = evaluate_vertical(name.split("_")[0], HELDOUT / f"{name}.jsonl", cache_dir=cache_dir())
    macro_f1, in_scope, outside, error = _INTENTS[name]
    assert found.macro_f1 >= macro_f1
    assert found.in_scope_accuracy >= in_scope
    assert (found.oos_recall or 0) >= outside
    assert found.ece <= error


@pytest.mark.parametrize(
    ("name", "several", "exact", "singles", "split"),
    [("multi", 250, 170, 200, 10), ("multi_c", 160, 103, 80, 4), ("multi_e", 130, 86, 70, 11)],
)
def test_several_wishes_keep_their_marks(
    name: str, several: int, exact: int, singles: int, split: int
) -> None:
    found = wish_figures(name)
    assert (found.several, found.singles) == (several, singles)
    assert found.exact >= exact
    assert found.split <= split


@pytest.mark.parametrize("name", _MARKS)
def test_entities_keep_their_marks(name: str) -> None:
    assert entity_scores(read("entities", _MENDED))[name].f1 >= 0.95
    assert entity_scores(read("entities", _SCORED))[name].f1 >= _MARKS[name]


@pytest.mark.parametrize("half", HALVES)
def test_languages_keep_their_mark(half: str) -> None:
    assert language_accuracy(read("language", half)) >= 0.97


@pytest.mark.parametrize(
    ("name", "precision", "recall", "mood"),
    [
        ("redflags_c", 0.93, 0.99, None),
        ("redflags_d", 0.92, 0.99, None),
        ("b2b_c", 0.88, 0.94, None),
        ("b2b_d", 0.86, 0.83, None),
        ("mood_c", 0.82, 0.88, 0.84),
        ("mood_d", 0.87, 0.87, 0.86),
        ("redflags_e", 0.77, 0.97, None),
        ("b2b_e", 0.86, 0.93, None),
        ("mood_e", 0.8, 0.87, 0.78),
    ],
)
def test_signals_keep_their_marks(name: str, precision: float, recall: float, mood: float | None) -> None:
    found = signal_figures(*next(one for one in SIGNALS if one[0] == name))
    assert found.precision >= precision
    assert found.recall >= recall
    assert mood is None or (found.mood or 0) >= mood


@pytest.mark.parametrize("vertical", VERTICALS)
def test_the_models_own_curve_is_an_upper_estimate(vertical: str) -> None:
    """The confidence page says so (confidence-from-model-why): of strangers' messages fewer are misunderstood."""
    threshold, curve = load_curve(vertical, cache_dir=cache_dir())
    _, surely, wrong = curve[round(threshold * 100)].tolist()
    found = acted(vertical, always_to_person(vertical))
    assert found.answered >= 200
    assert found.mistaken / found.sure < wrong * 0.75
    assert found.wrong / found.answered < wrong
    assert found.sure / found.messages > surely


@pytest.mark.parametrize(("vertical", "asked"), [("ecommerce", 0.22), ("dental", 0.23), ("aesthetic", 0.18)])
def test_less_is_enough_for_what_a_person_serves(vertical: str, asked: float) -> None:
    """Fewer are asked what they mean, and few of those who are not come to a person with the wrong words on them."""
    for writers in (("", "_b"), ("_c", "_d")):
        found = routed(vertical, for_people(vertical), writers)
        assert found.asked <= found.messages * asked
        assert found.misled <= found.taken * 0.06
        assert found.newly_misled <= found.newly * 0.2
