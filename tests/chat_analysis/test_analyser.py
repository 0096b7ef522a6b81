from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.services import Analyser, Analysis, UnknownVertical, load_analyser
from tests.chat_analysis.conftest import NOW

CONTRACT = {
    "text", "intent", "confidence", "intents", "language", "sentiment", "negative_review_signal", "entities",
    "signals", "explanation", "handoff",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("kargom nerde kaldi", "order_status"),
        ("siparişim ne zaman gelir", "order_status"),
        ("KARGOM HALA GELMEDİ!!!", "order_status"),
        ("krgm nrde", "order_status"),
        ("slm ya benim siparis ne alemde", "order_status"),
        ("merhaba kolay gelsin siparişim yola çıktı mı acaba", "order_status"),
        ("sipariş no 1020304050", "order_status"),
        ("where is my order", "order_status"),
        ("when is my parcel coming?", "order_status"),
        ("kargo ücreti ne kadar", "shipping_info"),
        ("kapida odeme varmi", "shipping_info"),
        ("izmire kac gune gelir alirsam", "shipping_info"),
        ("bu ürün orijinal mi", "product_info"),
        ("bunun fiyati ne kadar", "product_info"),
        ("kalıbı nasıl acaba dar mı", "product_info"),
    ],
)
def test_a_first_question_is_understood_and_sure_enough_to_answer(
    shop: Analyser, text: str, intent: str
) -> None:
    analysis = shop.analyze(text, now=NOW)
    assert analysis.intent == intent
    assert analysis.confidence > shop.threshold
    assert not analysis.handoff


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("temsilciye bağlayın", "human_request"),
        ("insanla gorusmek istiyorum artik", "human_request"),
        ("mesaj atmayın artık", "opt_out"),
        ("slm", "greeting"),
        ("iyi akşamlarr", "greeting"),
        ("sağolun", "thanks"),
        ("cok tesekkurler hocam", "thanks"),
        ("evet", "affirm"),
        ("hayır", "deny"),
        ("👍", "affirm"),
        ("👎", "deny"),
        ("hava nasıl bugün", "out_of_scope"),
        ("is basvurusu icin kime yazayim", "out_of_scope"),
        ("iade etmek istiyorum", "return_request"),
        ("siparişimi iptal edin", "order_cancel"),
    ],
)
def test_the_common_talk_around_it_is_understood(shop: Analyser, text: str, intent: str) -> None:
    assert shop.analyze(text, now=NOW).intent == intent


def test_a_person_is_called_when_asked_for_or_when_it_is_not_sure(shop: Analyser) -> None:
    assert shop.analyze("temsilciye bağlayın", now=NOW).handoff
    text = "siparişim nerede"
    assert not shop.analyze(text, now=NOW).handoff
    assert shop.analyze(text, now=NOW, threshold=1.0).handoff


def test_what_is_not_served_goes_to_a_person_only_in_hurry_or_anger(shop: Analyser) -> None:
    calm = shop.analyze("hava nasıl bugün", now=NOW)
    hurried = shop.analyze("acil hava nasıl bugün", now=NOW)
    assert (calm.intent, hurried.intent) == (OUT_OF_SCOPE, OUT_OF_SCOPE)
    assert not calm.handoff
    assert hurried.handoff


def test_the_alternatives_are_ranked_and_never_out_of_scope(shop: Analyser) -> None:
    analysis = shop.analyze("bunu değiştirsem mi geri mi versem bilemedim", now=NOW)
    found = analysis.alternatives(3)
    assert len(found) == 3
    assert {"product_exchange", "return_request"} & {guess.intent for guess in found}
    assert OUT_OF_SCOPE not in {guess.intent for guess in found}
    confidences = [guess.confidence for guess in analysis.ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1.0001


def test_a_bulk_buyer_is_recognised_by_their_words_and_a_supplier_is_none(shop: Analyser) -> None:
    buyer = shop.analyze("bu tişörtten 150 adet alsak toptan fiyat olur mu", now=NOW)
    assert buyer.signals.b2b
    assert "150 adet" in buyer.signals.b2b_evidence
    assert not shop.analyze(
        "kumaş ureticiyiz, size toptan urun satmak istiyoruz", now=NOW
    ).signals.b2b_evidence
    assert not shop.analyze("kargom nerede", now=NOW).signals.b2b


def test_the_explanation_shows_the_customers_own_words(shop: Analyser) -> None:
    text = "Merhaba, KARGOM nerde kaldı?"
    parts = shop.analyze(text, now=NOW).explanation
    assert {"KARGOM", "nerde"} & {part.text for part in parts}
    assert all(text[part.start : part.end] == part.text for part in parts)


def test_an_analysis_prints_the_public_contract(shop: Analyser) -> None:
    printed = json.loads(json.dumps(shop.analyze("sipariş no 1020304050", now=NOW).to_dict()))
    assert set(printed) == CONTRACT
    assert set(printed["signals"]) == {"b2b", "b2b_evidence", "urgent", "red_flag", "foreign_patient"}
    assert printed["intents"][0] == {
        "intent": printed["intent"],
        "confidence": printed["confidence"],
        "span": [0, 21],
    }
    assert printed["entities"] == {
        "order_number": [{"text": "1020304050", "start": 11, "end": 21, "value": "1020304050"}]
    }


def test_many_messages_at_once_give_the_same_answers_as_one_by_one(shop: Analyser) -> None:
    texts = ["kargom nerde", "", "iade etmek istiyorum", "👍", "how much is shipping"]
    together = shop.analyze_many(texts, now=NOW)
    for text, analysis in zip(texts, together, strict=True):
        alone = shop.analyze(text, now=NOW)
        assert (analysis.intent, analysis.entities) == (alone.intent, alone.entities)
        assert analysis.confidence == pytest.approx(alone.confidence, abs=0.01)
    assert shop.analyze_many([], now=NOW) == []


ODD = ["", " ", "\0", "\ud800", "😀" * 50, "א" * 100, "مرحبا أين طلبي", "a" * 4096, "1" * 4096, "1 " * 2048,
       "x@" * 2000, "\u200b" * 100, "kargom " * 580, "(" * 4096, "\r\n\t", "12.12.12.12.12", "0 " * 2048]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_no_message_breaks_it(shop: Analyser, text: str) -> None:
    analysis = shop.analyze(text, now=NOW)
    assert_sane(analysis, shop)


@given(st.text(alphabet=st.characters(), max_size=300))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_an_answer(shop: Analyser, text: str) -> None:
    assert_sane(shop.analyze(text, now=NOW), shop)


def assert_sane(analysis: Analysis, analyser: Analyser) -> None:
    assert analysis.intent in analyser.intents
    assert 0 <= analysis.confidence <= 1
    assert -1 <= analysis.sentiment <= 1
    for found in analysis.entities.values():
        for entity in found:
            assert analysis.text[entity.start : entity.end] == entity.text
    json.dumps(analysis.to_dict())


@pytest.mark.parametrize("text", ["", "   ", "\0", "\ud800"])
def test_a_message_without_content_is_never_answered_as_if_it_had_one(shop: Analyser, text: str) -> None:
    assert shop.analyze(text, now=NOW).intent == OUT_OF_SCOPE


def test_an_unknown_vertical_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownVertical, match=r"'bakery'.*aesthetic, dental, ecommerce"):
        load_analyser("bakery", cache_dir=tmp_path)


def test_an_analyser_from_the_cache_loads_neither_django_nor_the_training_libraries(
    shop: Analyser, model_cache: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from invekto.chat_analysis.services import load_analyser;"
        "load_analyser('ecommerce', cache_dir=Path(sys.argv[1]));"
        "print([name for name in ('django', 'sklearn', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(model_cache)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
