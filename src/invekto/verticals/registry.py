"""The verticals there are: one folder and one line each."""

from __future__ import annotations

from invekto.agent_ai.contract import Vertical
from invekto.verticals.aesthetic.vertical import AESTHETIC
from invekto.verticals.dental.vertical import DENTAL
from invekto.verticals.ecommerce.vertical import ECOMMERCE

VERTICALS: dict[str, Vertical] = {vertical.name: vertical for vertical in (ECOMMERCE, DENTAL, AESTHETIC)}
