"""``{% t "inbox-empty-title" count=3 %}`` and filters that show times and money as people write them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from invekto.core import texts

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: Context, message_id: str, **variables: Any) -> str:
    """The text in the reader's language. Raises TextMissing."""
    return texts.text(message_id, context.get("language") or texts.DEFAULT_LANGUAGE, **variables)
