"""The room's door: load an analyser, analyse messages, mask what is personal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from invekto.chat_analysis import encoder
from invekto.chat_analysis.analyser import FOR_PEOPLE, Analyser
from invekto.chat_analysis.analysis import Analysis, Entity, Evidence, Guess, Limits, Signals
from invekto.chat_analysis.cache import vertical_model
from invekto.chat_analysis.cache_folder import CacheFolderTrouble
from invekto.chat_analysis.corpus import CorpusError, UnknownVertical, verticals
from invekto.chat_analysis.light import Floats
from invekto.chat_analysis.masking import is_name, known_words, mask_customer
from invekto.chat_analysis.memory import Lesson, Memory
from invekto.chat_analysis.normalise import fold as fold_with_places
from invekto.chat_analysis.reviews import threatens_review
from invekto.chat_analysis.sentiment import sentiment
from invekto.chat_analysis.training_failures import TrainingFailed

__all__ = [
    "FOR_PEOPLE",
    "Analyser",
    "Analysis",
    "CacheFolderTrouble",
    "CorpusError",
    "Entity",
    "Evidence",
    "Guess",
    "Lesson",
    "Limits",
    "Memory",
    "Signals",
    "TrainingFailed",
    "UnknownVertical",
    "is_name",
    "known_words",
    "load_analyser",
    "load_curve",
    "mask_customer",
    "sentence_vectors",
    "speaks_ill",
    "verticals",
]


def sentence_vectors(texts: Sequence[str]) -> encoder.Matrix | None:
    """One unit vector per text, near to each other where the texts mean the like; none without the encoder."""
    return encoder.encode(texts) if encoder.available() else None


def speaks_ill(text: str) -> bool:
    """Its very words are of bad mood or of a threat, whatever the analysis makes of it."""
    folded = fold_with_places(text)
    return sentiment(text, folded) < 0 or threatens_review(folded)


@lru_cache(maxsize=16)
def load_analyser(vertical: str, *, cache_dir: Path) -> Analyser:
    """The analyser of a vertical, from the cache or trained now (some seconds); one object per process.

    Raises UnknownVertical, CorpusError, TrainingFailed, or CacheFolderTrouble when ``cache_dir`` cannot be written.
    """
    model = vertical_model(vertical, cache_dir=cache_dir)
    if model.uses_encoder:
        encoder.encode([""])  # load it now rather than under the first message
    return Analyser(vertical, model)


@lru_cache(maxsize=16)
def load_curve(vertical: str, *, cache_dir: Path) -> tuple[float, Floats]:
    """A vertical's own limit and its ``Model.curve``, without what analysing needs. Raises as ``load_analyser``."""
    model = vertical_model(vertical, cache_dir=cache_dir)
    return model.threshold, model.curve
