from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from invekto.chat_analysis.corpus import vertical_examples
from invekto.chat_analysis.services import Analyser, load_analyser
from invekto.chat_analysis.training import train

ISTANBUL = ZoneInfo("Europe/Istanbul")
# A Wednesday.
NOW = datetime(2025, 3, 5, 10, 0, tzinfo=ISTANBUL)


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for the whole run, so that parallel test processes train once."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "model cache"


@pytest.fixture(scope="session")
def shop(model_cache: Path) -> Analyser:
    return load_analyser("ecommerce", cache_dir=model_cache)


@pytest.fixture(scope="session")
def clinic() -> Analyser:
    """A dental analyser from a small part of the corpus: enough for what rules decide, in a second."""
    taken: dict[str, int] = {}
    examples = []
    for example in vertical_examples("dental"):
        taken[example.intent] = taken.get(example.intent, 0) + 1
        if taken[example.intent] <= 15:
            examples.append(example)
    return Analyser("dental", train(examples, use_encoder=False))
