"""Which platform a customer names: "hepsiburadadan aldığım tişört"."""

from __future__ import annotations

import re

from invekto.core.folding import fold
from invekto.integrations.models import Provider

_NAMES = {
    # "hepsi burada" in two words and without an ending means that all of it is here.
    Provider.HEPSIBURADA: re.compile(r"\bhepsi(?:burada| burada(?:da|n))"),
    Provider.TRENDYOL: re.compile(r"\btrend(?:i?y)ol"),
}


def platform_named(text: str) -> str | None:
    """None also where two are named: then it is their orders that tell."""
    folded = fold(text)
    named = [provider for provider, name in _NAMES.items() if name.search(folded)]
    return named[0] if len(named) == 1 else None
