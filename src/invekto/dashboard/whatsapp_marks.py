"""WhatsApp's own marks in a text: *bold*, _italic_, ~struck~, ```fixed```, and addresses as links."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_FIXED = re.compile(r"```(.+?)```", re.DOTALL)
_LINK = re.compile(r"\bhttps?://[^\s<>\"']{3,2000}")
_TRAILING = ".,;:!?)]}…"
# A mark counts at the edge of words only: "2*3*4" and snake_case_names stay as they are.
_MARKS = [
    (
        re.compile(
            rf"(?<![\w{re.escape(mark)}]){re.escape(mark)}(?=\S)([^\n{re.escape(mark)}]{{1,1000}}?)(?<=\S){re.escape(mark)}(?!\w)"
        ),
        tag,
    )
    for mark, tag in (("*", "strong"), ("_", "em"), ("~", "s"))
]


def to_html(text: str) -> SafeString:
    """Everything that is not one of our tags comes out escaped."""
    parts: list[str] = []
    position = 0
    for found in _FIXED.finditer(text):
        parts += [_linked(text[position : found.start()]), f"<code>{escape(found[1])}</code>"]
        position = found.end()
    parts.append(_linked(text[position:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


def _linked(text: str) -> str:
    parts: list[str] = []
    position = 0
    for found in _LINK.finditer(text):
        address = found[0].rstrip(_TRAILING)
        parts.append(_marked(text[position : found.start()]))
        shown = escape(address)
        parts.append(f'<a href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{shown}</a>')
        position = found.start() + len(address)
    parts.append(_marked(text[position:]))
    return "".join(parts)


def _marked(text: str) -> str:
    shown = str(escape(text))
    for pattern, tag in _MARKS:
        shown = pattern.sub(rf"<{tag}>\1</{tag}>", shown)
    return shown
