"""Messages marked with what they carry besides their intent: a danger, a bulk buyer, a mood, a bad review.

Files of JSON lines: ``signals/`` beside a vertical's corpus for what only its customers say, and ``everyday_moods``
here for what people say to any business. A row has ``text`` and its marks; one file is one voice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from invekto.chat_analysis.corpus import EMERGENCY, WHOLESALE, CorpusError

RED_FLAG, B2B, BAD_REVIEW, ANGRY, PLEASED = "red_flag", "b2b", "negative_review", "negative", "positive"
SIGNALS = (RED_FLAG, B2B, BAD_REVIEW, ANGRY, PLEASED)
# Whoever has the intent carries the signal, and nobody else of the vertical's examples does.
SAID_BY_INTENT = {RED_FLAG: EMERGENCY, B2B: WHOLESALE}
_MOODS = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class Marked:
    """``marks`` says of each signal that the writer thought about whether the message carries it."""

    text: str
    marks: Mapping[str, bool]
    language: str | None = None
    voice: str = ""


def read_marked(path: Path) -> list[Marked]:
    """Raises CorpusError for a file that cannot be read or a line without ``text`` and a mark."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error})") from error
    return [
        _marked(line, f"{path}, line {number}", path.stem)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _marked(line: str, where: str, voice: str) -> Marked:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where}: not valid JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise CorpusError(f'{where}: "text" is missing or not a string')
    marks = {signal: row[signal] for signal in (RED_FLAG, B2B, BAD_REVIEW) if signal in row}
    if not all(isinstance(mark, bool) for mark in marks.values()):
        raise CorpusError(f"{where}: a mark is true or false")
    if (mood := row.get("mood")) is not None:
        if mood not in _MOODS:
            raise CorpusError(f'{where}: "mood" is one of {", ".join(_MOODS)}')
        marks |= {ANGRY: mood == "negative", PLEASED: mood == "positive"}
    if not marks:
        raise CorpusError(f"{where}: has no mark")
    language = row.get("lang")
    return Marked(row["text"], marks, language if isinstance(language, str) else None, voice)


def marked_examples(vertical: str) -> list[Marked]:
    """What teaches a vertical its signals: its own files, those of kin that mark the same, and the moods.

    A danger is a danger in either kind of clinic.
    """
    root = Path(str(files("invekto")))
    own = sorted((root / "verticals" / vertical / "signals").glob("*.jsonl"))
    subjects = {path.stem.rpartition("_")[0] for path in own}
    kin = [
        path
        for path in sorted((root / "verticals").glob("*/signals/*.jsonl"))
        if path not in own and path.stem.rpartition("_")[0] in subjects
    ]
    moods = sorted((root / "chat_analysis" / "everyday_moods").glob("*.jsonl"))
    return [one for path in (*own, *kin, *moods) for one in read_marked(path)]
