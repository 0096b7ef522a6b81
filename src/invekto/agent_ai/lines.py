"""What colleagues read, said in the tenant's language and able to be said in another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invekto.core import texts

Json = dict[str, Any]


class Line(str):
    """Words that know which text they are and what was put into it; a plain string everywhere else."""

    text_id: str
    variables: Mapping[str, Any]

    @classmethod
    def of(cls, text_id: str, language: str, /, **variables: Any) -> Line:
        line = cls(texts.text(text_id, language, **variables))
        line.text_id, line.variables = text_id, variables
        return line


def source(words: object) -> Json | str:
    """How ``words`` are kept so that ``say`` can say them anew: a Line by its text, anything else as it is."""
    if not isinstance(words, Line):
        return str(words)
    return {"text": words.text_id, "with": {name: source(value) for name, value in words.variables.items()}}


def say(kept: object, language: str) -> str | None:
    """None for what an older or a newer release wrote in a way we do not know."""
    if isinstance(kept, str):
        return kept
    if not isinstance(kept, Mapping) or not texts.has_text(str(kept.get("text")), language):
        return None
    variables = {}
    for name, value in (kept.get("with") or {}).items():
        if (said := say(value, language)) is None:
            return None
        variables[str(name)] = said
    try:
        return texts.text(str(kept["text"]), language, **variables)
    except texts.TextMissing:
        return None
