"""Example messages: one JSON object with ``text`` and ``intent`` per line, in files beside their vertical."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

# The intents that the engine itself knows by name; the other names belong to the files of messages.
OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
WHOLESALE = "wholesale_inquiry"
# These mean the same in every vertical.
COMMON_INTENTS = frozenset({"greeting", "thanks", "affirm", "deny", "human_request", "opt_out", OUT_OF_SCOPE})

_KIN_SHARE = 0.5


class CorpusError(ValueError):
    """A file of example messages cannot be used; the text names the file and the line."""


class UnknownVertical(LookupError):
    """There is no such vertical; the text names those there are."""


@dataclass(frozen=True, slots=True)
class Example:
    """``language`` is the writer's own mark, or None where the file has none. ``voice`` names the hand that
    wrote it, as far as that is known: one file, one voice."""

    text: str
    intent: str
    language: str | None = None
    voice: str = ""


def read_examples(path: Path) -> list[Example]:
    """Raises CorpusError for a file that cannot be read or a line without ``text`` and ``intent``."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    examples = [
        _example(line, f"{path}, line {number}", path.stem)
        for number, line in enumerate(raw.split(b"\n"), start=1)
        if line.strip()
    ]
    if not examples:
        raise CorpusError(f"{path}: holds no messages")
    return examples


def _example(line: bytes, where: str, voice: str) -> Example:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where}: not valid JSON") from error
    if not isinstance(row, dict):
        raise CorpusError(f"{where}: not a JSON object")
    text, intent, language = row.get("text"), row.get("intent"), row.get("lang")
    if not isinstance(text, str):
        raise CorpusError(f'{where}: "text" is missing or not a string')
    if not isinstance(intent, str) or not intent:
        raise CorpusError(f'{where}: "intent" is missing or not a string')
    return Example(text, intent, language if isinstance(language, str) else None, voice)


def verticals() -> list[str]:
    """Every folder under ``verticals`` that has a corpus; a new vertical is a new folder."""
    root = _verticals_folder()
    return sorted(folder.name for folder in root.iterdir() if any((folder / "corpus").glob("*.jsonl")))


def vertical_examples(vertical: str) -> list[Example]:
    """All example messages of one vertical. Raises UnknownVertical."""
    known = verticals()
    if vertical not in known:
        raise UnknownVertical(f"{vertical!r} is not a vertical; there are {', '.join(known)}")
    paths = sorted((_verticals_folder() / vertical / "corpus").glob("*.jsonl"))
    return [example for path in paths for example in read_examples(path)]


def kin_examples(vertical: str, intents: frozenset[str]) -> list[Example]:
    """Messages of other verticals that this one can learn from: those of intents that both have.

    Only from kin, verticals that share most of their own intents (two kinds of clinic): there every shared
    intent gained 5 to 15 points of F1. Between a shop and a clinic the same name means different talk, and
    what one does not serve the other may, so ``out_of_scope`` is never shared.
    """
    own = intents - COMMON_INTENTS
    borrowed: list[Example] = []
    for other in verticals():
        if other == vertical:
            continue
        examples = vertical_examples(other)
        theirs = frozenset(example.intent for example in examples) - COMMON_INTENTS
        if len(own & theirs) > _KIN_SHARE * min(len(own), len(theirs)):
            shared = intents - {OUT_OF_SCOPE}
            borrowed.extend(example for example in examples if example.intent in shared)
    return borrowed


def digest(parts: Iterable[Sequence[Example]]) -> str:
    """Names the exact content, order included, of what a model learns from."""
    fingerprint = sha256()
    for examples in parts:
        for example in examples:
            row = json.dumps([example.text, example.intent, example.language, example.voice])
            fingerprint.update(row.encode("ascii") + b"\n")
        fingerprint.update(b"\n")
    return fingerprint.hexdigest()


def _verticals_folder() -> Path:
    return Path(str(files("invekto"))) / "verticals"
