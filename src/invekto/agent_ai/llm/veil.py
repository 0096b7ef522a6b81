"""Personal data stays here: a model sees placeholders, and its answer gets the data back.

One veil per call. The same value has the same placeholder wherever it stands, so that the model can tell that the
order in the question is the order in the answer. What looks like a placeholder in somebody's words is defused first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from invekto.chat_analysis.services import known_words, mask_customer

_KIND = re.compile(r"\[(phone|email|iban|card|identity|number|link|account|plate|code|address|name)\]")
_PLACEHOLDER = re.compile(r"\[([A-Z]+_\d+)\]")
_BRACKETS = str.maketrans("[]", "()")
_SHORTEST = 2  # letters of a name worth hiding


class Veil:
    """``names``: of people in the talk. ``secrets``: values to hide wherever they stand, such as order numbers."""

    def __init__(self, *, names: Iterable[str] = (), secrets: Iterable[str] = ()) -> None:
        people = [name for name in names if name and name.strip()]
        self._known = known_words(people)
        parts = {part for name in people for part in (name, *name.split()) if len(part) > _SHORTEST}
        self._sure = [("NAME", part) for part in sorted(parts, key=len, reverse=True)]
        self._sure += [("ORDER", value) for value in sorted(set(secrets), key=len, reverse=True) if value]
        self._by_value: dict[str, str] = {}
        self._by_placeholder: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """The text as a model may see it."""
        text = text.translate(_BRACKETS)
        for kind, value in self._sure:
            pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
            text = pattern.sub(lambda match, kind=kind: self._placeholder(kind, match.group()), text)  # type: ignore[misc]
        return self._veiled(text, mask_customer(self._apart(text), self._known))

    def restore(self, text: str) -> str | None:
        """The model's words with the data back in their places; None when it made up a placeholder."""
        if any(found not in self._by_placeholder for found in _PLACEHOLDER.findall(text)):
            return None
        return _PLACEHOLDER.sub(lambda match: self._by_placeholder[match[1]], text)

    @property
    def hidden(self) -> int:
        """How many values are hidden."""
        return len(self._by_placeholder)

    def _placeholder(self, kind: str, value: str) -> str:
        known = self._by_value.get(value)
        if known is None:
            count = sum(one.startswith(f"{kind}_") for one in self._by_placeholder) + 1
            known = self._by_value[value] = f"{kind}_{count}"
            self._by_placeholder[known] = value
        return f"[{known}]"

    @staticmethod
    def _apart(text: str) -> str:
        """Our own placeholders as signs that no mask reads across or takes for an account or a code."""
        return _PLACEHOLDER.sub(lambda match: "\ufffc" * len(match.group()), text)

    def _veiled(self, text: str, masks: str) -> str:
        """``masks`` is ``text`` with kinds in place of what is personal: find what stood there, and number it."""
        kept: Sequence[str] = _KIND.split(masks)
        parts = [text[: len(kept[0])]]
        at = len(kept[0])
        for place in range(1, len(kept), 2):
            kind, after = kept[place], kept[place + 1]
            is_last = place + 2 >= len(kept)
            end = (
                len(text) - len(after)
                if is_last
                else self._apart(text).find(after, at + 1)
                if after
                else at + 1
            )
            if end <= at:  # cannot be told apart: hidden for good, and no answer will hold it
                return _KIND.sub(lambda match: f"[{match[1].upper()}_0]", masks.replace("\ufffc", ""))
            parts += [self._placeholder(kind.upper(), text[at:end]), text[end : end + len(after)]]
            at = end + len(after)
        return "".join(parts)
