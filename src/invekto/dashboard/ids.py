"""Ids in addresses and forms."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from invekto.core.ids import id_of


def id_or_404(text: str | None) -> UUID:
    """What is no id names nothing: as if it were one that nobody has."""
    found = id_of(text)
    if found is None:
        raise Http404
    return found
