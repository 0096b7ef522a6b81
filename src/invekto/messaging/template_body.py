"""The words of a template: ours name their variables, WhatsApp numbers them."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


def variables(body: str) -> list[str]:
    """Names in order of first appearance: Meta knows them as {{1}}, {{2}} …"""
    return list(dict.fromkeys(VARIABLE.findall(body)))


def numbered(body: str) -> str:
    """As it is submitted to Meta."""
    places = {name: str(place) for place, name in enumerate(variables(body), start=1)}
    return VARIABLE.sub(lambda found: "{{" + places[found[1]] + "}}", body)
