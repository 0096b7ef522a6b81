"""How well entities and languages are read, on messages written by others than the engine's authors.

Every set falls into two halves by a hash of its text: the rules were mended on the first, the second was
only ever scored. A free name (product, treatment, doctor, company) counts as right in any spelling that
folds to the same letters; every other value must be equal.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from invekto.chat_analysis.entities.finder import find_entities
from invekto.chat_analysis.language import detect
from invekto.chat_analysis.normalise import fold, fold_text

HELDOUT = Path(__file__).parent / "heldout"
HALVES = ("mended on", "only scored")
_ZONE = ZoneInfo("Europe/Istanbul")
_FREE_NAMES = frozenset({"product", "treatment", "doctor", "company"})


@dataclass(slots=True)
class Tally:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def read(name: str, half: str | None) -> list[dict[str, Any]]:
    """One half of a set, or all of it, in the order of its file."""
    lines = (HELDOUT / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if half in (None, _half(row))]


def _half(row: dict[str, Any]) -> str:
    text = row["text"] if "text" in row else "\n".join(turn["text"] for turn in row["turns"])
    return HALVES[int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2]


def entity_scores(rows: Iterable[dict[str, Any]]) -> dict[str, Tally]:
    """By the name of the entity, best known first."""
    scores: dict[str, Tally] = {}
    for row in rows:
        expected = {name: [item["value"] for item in items] for name, items in row["entities"].items()}
        found = {
            name: [entity.value for entity in entities]
            for name, entities in find_entities(
                row["text"],
                fold(row["text"]),
                now=datetime.fromisoformat(row["now"]),
                zone=_ZONE,
                sells_goods=row["vertical"] == "ecommerce",
            ).items()
        }
        for name in expected.keys() | found.keys():
            wanted = Counter(_key(name, value) for value in expected.get(name, []))
            got = Counter(_key(name, value) for value in found.get(name, []))
            tally = scores.setdefault(name, Tally())
            tally.right += (wanted & got).total()
            tally.wrong += (got - wanted).total()
            tally.missed += (wanted - got).total()
    return dict(sorted(scores.items(), key=lambda item: -(item[1].right + item[1].missed)))


def _key(name: str, value: Any) -> str:
    return fold_text(value) if name in _FREE_NAMES else json.dumps(value, sort_keys=True)


def language_accuracy(rows: Sequence[dict[str, Any]]) -> float:
    """Each turn with the language that the turns before it gave."""
    right = total = 0
    for row in rows:
        language: str | None = None
        for turn in row["turns"]:
            language = detect(turn["text"], fold(turn["text"]), language)
            right += language == turn["language"]
            total += 1
    return right / total


def measure() -> str:
    """One table of both halves and of a set by another writer, and a line on languages."""
    halves = [read("entities", half) for half in HALVES]
    first, second = (entity_scores(rows) for rows in halves)
    third = entity_scores(read("entities_c", half=None))
    lines = [
        f"| entity | in both halves | {HALVES[0]}: P / R / F1 | {HALVES[1]}: P / R / F1 | "
        "of another writer | P / R / F1 |",
        "|---|---|---|---|---|---|",
    ]
    for name in first | second:
        left, right = first.get(name, Tally()), second.get(name, Tally())
        count = left.right + left.missed + right.right + right.missed
        other = third.get(name, Tally())
        lines.append(
            f"| {name} | {count} | {_figures(left)} | {_figures(right)} | {other.right + other.missed} | "
            f"{_figures(other)} |"
        )
    languages = [language_accuracy(read("language", half)) for half in HALVES]
    lines += ["", f"Language: {languages[0]:.3f} of the turns {HALVES[0]}, {languages[1]:.3f} {HALVES[1]}."]
    return "\n".join(lines)


def _figures(tally: Tally) -> str:
    return f"{tally.precision:.2f} / {tally.recall:.2f} / {tally.f1:.2f}"
