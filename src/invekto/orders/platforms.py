"""Which platform a customer names: "hepsiburadadan aldığım tişört"."""

from __future__ import annotations

from invekto.core.folding import fold
from invekto.integrations.services import ORDER_PROVIDERS


def platform_named(text: str) -> str | None:
    """None also where two are named: then it is their orders that tell."""
    folded = fold(text)
    named = [name for name, entry in ORDER_PROVIDERS.items() if entry.named and entry.named.search(folded)]
    return named[0] if len(named) == 1 else None
