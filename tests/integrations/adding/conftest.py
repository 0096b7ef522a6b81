"""The example on the registry as long as a test asks for it, and a twin of it to talk to."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.dashboard.conftest import client_of, owner
from tests.integrations.adding.twin import Twin, running

if TYPE_CHECKING:
    from invekto.integrations.entry import Entry

__all__ = ["client_of", "owner"]


@pytest.fixture
def n11() -> Iterator[Entry]:
    """In the product: a line in the registry, and files where texts are looked for by themselves."""
    from fluent.runtime import FluentResource

    from invekto.core import texts
    from invekto.integrations import registry
    from tests.integrations.adding.n11.entry import ENTRY

    for language in texts.LANGUAGES:
        words = (Path(__file__).parent / f"n11/texts/{language}/n11.ftl").read_text(encoding="utf-8")
        texts._bundle(language).add_resource(FluentResource(words), allow_overrides=True)
    registry.add(ENTRY)
    yield ENTRY
    del registry.ENTRIES[ENTRY.name], registry.ORDER_PROVIDERS[ENTRY.name]


@pytest.fixture
def twin(n11: Entry) -> Iterator[Twin]:
    """A shop of its own for every test: calls are counted per shop."""
    from django.test import override_settings

    with (
        running(Twin(str(secrets.randbelow(10**9) + 1))) as peer,
        override_settings(N11_API_URL=peer.url),
    ):
        yield peer
