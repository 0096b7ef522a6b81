"""What a tenant's people taught, blended into what the model says."""

from __future__ import annotations

import numpy as np
import pytest

from invekto.chat_analysis.corpus import Example
from invekto.chat_analysis.memory import MOST_LESSONS, Lesson, Memory, see
from invekto.chat_analysis.services import Analyser
from invekto.chat_analysis.training import train
from tests.chat_analysis.conftest import NOW

CLEAR = "siparişim nerede kaldı"  # the model is sure of it
TAUGHT = "bizim mor kutu yola düştü mü acaba"


@pytest.fixture(scope="session")
def light() -> Analyser:
    """Two intents, without the encoder."""
    examples = [
        *(Example(f"kargom nerede {n}", "order_status") for n in ("acaba", "kaldı", "şimdi", "hâlâ")),
        *(Example(f"iade etmek istiyorum {n}", "return_request") for n in ("bunu", "hemen", "ürünü", "geri")),
    ]
    return Analyser("tiny", train(examples, use_encoder=False))


def probabilities(analyser: Analyser, text: str, memory: Memory | None) -> dict[str, float]:
    ranking = analyser.analyze(text, now=NOW, memory=memory).ranking
    return {guess.intent: guess.confidence for guess in ranking}


def test_the_very_words_are_understood_as_they_were_corrected(shop: Analyser):
    assert shop.analyze(CLEAR, now=NOW).intent == "order_status"
    memory = shop.memory([Lesson(CLEAR, "complaint")])
    corrected = shop.analyze("SIPARISIM  nerede kaldi", now=NOW, memory=memory)  # folded alike
    assert corrected.intent == "complaint"
    assert corrected.confidence > 0.9
    assert not corrected.handoff


def test_a_correction_changes_nothing_for_a_message_that_is_not_alike(shop: Analyser):
    memory = shop.memory([Lesson("iade kargo ücretini kim öder", "shipping_info")])
    for text in (CLEAR, "fatura keser misiniz", "temsilciye bağlayın"):
        assert shop.analyze(text, now=NOW, memory=memory) == shop.analyze(text, now=NOW)


def test_one_contradicting_correction_does_not_turn_what_is_only_somewhat_alike(shop: Analyser):
    memory = shop.memory([Lesson("siparişim nerede üretiliyor, yerli mi", "product_info")])
    assert shop.analyze(CLEAR, now=NOW, memory=memory).intent == "order_status"


def test_a_message_much_like_a_corrected_one_follows_it(shop: Analyser):
    alike = "bizim mor kutu yola düştü mü"
    before = probabilities(shop, alike, None)
    memory = shop.memory([Lesson(TAUGHT, "order_status")])
    after = shop.analyze(alike, now=NOW, memory=memory)
    assert after.intent == "order_status"
    assert after.confidence > before.get("order_status", 0.0) + 0.2


def test_what_was_confirmed_makes_surer_and_never_too_sure(shop: Analyser):
    text = "kutum gelmedi gibi"
    confirmed = shop.analyze(text, now=NOW).intent
    before = probabilities(shop, text, None)[confirmed]
    after = probabilities(shop, text, shop.memory([Lesson(text, confirmed)]))[confirmed]
    assert before < after < 1.0


def test_what_is_only_known_to_be_wrong_is_asked_about(shop: Analyser):
    memory = shop.memory([Lesson(CLEAR, None, wrong="order_status")])
    analysis = shop.analyze(CLEAR, now=NOW, memory=memory)
    assert analysis.handoff
    assert analysis.confidence < analysis.threshold


def test_the_probabilities_never_add_up_to_more_than_one(shop: Analyser):
    lessons = [Lesson(CLEAR, "complaint"), Lesson("siparişim nerede", "shipping_info")]
    memory = shop.memory([*lessons, Lesson("siparişim nerde kaldı acaba", None, wrong="order_status")])
    for text in (CLEAR, "siparişim nerede acaba", "nerede kaldı bu sipariş"):
        assert sum(probabilities(shop, text, memory).values()) <= 1.0001


def test_of_contradicting_lessons_on_the_same_words_the_newest_counts(shop: Analyser):
    newest_first = [Lesson(CLEAR, "shipping_info"), Lesson(CLEAR, "complaint")]
    memory = shop.memory(newest_first)
    assert len(memory) == 1
    assert shop.analyze(CLEAR, now=NOW, memory=memory).intent == "shipping_info"


def test_a_memory_works_without_the_encoder(light: Analyser):
    text = "mor kutu yola düştü mü"
    memory = light.memory([Lesson("mor kutu yola düştü mü acaba", "return_request")])
    assert light.analyze(text, now=NOW, memory=memory).intent == "return_request"
    far = "kargom nerede"
    assert light.analyze(far, now=NOW, memory=memory) == light.analyze(far, now=NOW)


def test_lessons_of_unknown_intents_and_without_words_teach_nothing(shop: Analyser):
    assert (
        len(shop.memory([Lesson(CLEAR, "time_travel"), Lesson("", "complaint"), Lesson("   ", "thanks")]))
        == 0
    )


def test_no_more_than_the_newest_count(light: Analyser):
    lessons = [
        Lesson(f"soru {'a' * (n % 50)} {'b' * (n // 50)}", "order_status") for n in range(MOST_LESSONS)
    ]
    memory = light.memory([*lessons, Lesson("en eski söz", "return_request")])
    assert "en eski söz" not in {lesson.text for lesson in memory.lessons}
    assert len(memory) == len({see(lesson.text, light._model).key for lesson in lessons})


def test_a_long_memory_is_read_in_turns_and_the_work_is_kept(shop: Analyser):
    lessons = [
        Lesson(f"model {chr(97 + n % 26)}{chr(97 + n // 26)} var mı", "stock_inquiry") for n in range(130)
    ]
    first = shop.memory(lessons)
    assert not first.is_complete
    second = shop.memory(lessons, grown_from=first)
    assert second.is_complete
    known = "model aa var mı"
    assert np.array_equal(first._vectors[known], second._vectors[known])


def test_nobody_teaches_an_emergency_away(clinic: Analyser):
    text = "nefes alamıyorum dilim şişti"
    assert clinic.analyze(text, now=NOW).signals.red_flag
    memory = clinic.memory([Lesson(text, "thanks")])
    analysis = clinic.analyze(text, now=NOW, memory=memory)
    assert (analysis.intent, analysis.signals.red_flag, analysis.handoff) == ("emergency", True, True)


def test_a_person_may_teach_an_emergency(clinic: Analyser):
    text = "bizim minik yine o şeyi yuttu"
    assert not clinic.analyze(text, now=NOW).signals.red_flag
    analysis = clinic.analyze(text, now=NOW, memory=clinic.memory([Lesson(text, "emergency")]))
    assert analysis.signals.red_flag


def test_an_intents_own_limit_goes_before_the_general_one(shop: Analyser):
    free = shop.analyze(CLEAR, now=NOW, threshold=1.0, thresholds={"order_status": 0.1})
    held = shop.analyze(CLEAR, now=NOW, threshold=0.1, thresholds={"order_status": 1.0})
    other = shop.analyze(CLEAR, now=NOW, threshold=0.1, thresholds={"return_request": 1.0})
    assert (free.handoff, free.threshold) == (False, 0.1)
    assert (held.handoff, held.threshold) == (True, 1.0)
    assert (other.handoff, other.threshold) == (False, 0.1)


def test_no_limit_holds_an_emergency_back(clinic: Analyser):
    limits = clinic.limits(1.0, {"emergency": 1.0})
    assert limits.of("emergency") == min(clinic.threshold, 0.8)
    assert clinic.limits(0.1).of("emergency") == 0.1


def test_the_model_keeps_what_each_limit_costs(shop: Analyser):
    curve = shop._model.curve
    assert curve.shape == (101, 3)
    threshold, coverage, wrong = curve.T
    assert np.allclose(threshold, np.arange(101) / 100)
    assert coverage[0] == 1.0
    assert (np.diff(coverage) <= 0).all()
    chosen = round(shop.threshold * 100)
    assert 0 < wrong[chosen] < wrong[0]
    assert 0 < coverage[chosen] < 1


@pytest.mark.parametrize("text", ["bir yetkiliyle görüşmek istiyorum", "bana mesaj atmayın artık"])
def test_the_way_to_a_person_and_out_of_messages_cannot_be_taught_away(shop: Analyser, text: str):
    before = shop.analyze(text, now=NOW)
    assert before.intent in {"human_request", "opt_out"}
    taught = shop.analyze(text, now=NOW, memory=shop.memory([Lesson(text, "thanks")]))
    assert (taught.intent, taught.handoff) == (before.intent, before.handoff)


def test_what_was_said_of_other_words_answers_nothing_against_a_sure_model(shop: Analyser):
    crowd = [Lesson(f"{CLEAR} {word}", "thanks") for word in ("acaba", "ya", "merhaba", "bugün", "hocam")]
    found = shop.analyze(CLEAR, now=NOW, memory=shop.memory(crowd))
    assert found.intent == "order_status" or found.handoff
