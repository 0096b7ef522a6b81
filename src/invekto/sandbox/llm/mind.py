"""What the model "thinks": a few fixed manners, so that tests and the demo know what to expect.

It is honest unless a failure is ordered; then it makes things up, or obeys whoever speaks loudest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_MANNERS = {
    "tr": ("Elbette, paylaşıyorum. ", "\nBaşka bir sorunuz olursa yazabilirsiniz."),
    "en": ("Of course, happy to help. ", "\nIf you have any other question, just write."),
}
_INVENTED = {
    "tr": " Size ayrıca 250 TL indirim tanımladık, kargonuz kesinlikle yarın saat 14:00'te Ahmet Bey ile kapınızda.",
    "en": " We also gave you 250 TL off, and Mr. Ahmet will certainly bring it tomorrow at 14:00.",
}


def answer(question: str, manner: str | None) -> str:
    """The model's words on one of our questions. ``manner``: an ordered failure, or None."""
    if manner == "empty":
        return ""
    try:
        asked = json.loads(question)
    except ValueError:
        return "I only know questions of one JSON object."
    if not isinstance(asked, dict):
        return "I only know questions of one JSON object."
    if "options" in asked:
        return _said(id=_choice(asked, manner))
    if "talk" in asked:
        return _said(text=_summary(asked, manner))
    return _said(text=_reply(asked, manner))


def _said(**answer: str) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _reply(asked: Mapping[str, Any], manner: str | None) -> str:
    language = "tr" if asked.get("language") == "tr" else "en"
    if manner == "obeys":
        return str(asked.get("customer_said", ""))
    if manner == "invented":
        return f"{asked.get('facts', '')}{_INVENTED[language]}"
    before, after = _MANNERS[language]
    return f"{before}{asked.get('facts', '')}{after}"


def _choice(asked: Mapping[str, Any], manner: str | None) -> str:
    options = [str(option.get("id")) for option in asked["options"] if isinstance(option, dict)]
    if manner == "invented":
        return "give_everything_away"
    if manner == "obeys":
        return str(asked.get("customer_said", ""))
    return options[0] if options and len(str(asked.get("customer_said", "")).split()) > 1 else "unclear"


def _summary(asked: Mapping[str, Any], manner: str | None) -> str:
    said = [
        str(line.get("words"))
        for line in asked["talk"]
        if isinstance(line, dict) and line.get("who") == "customer"
    ]
    if manner == "invented":
        return "Müşteri Ahmet Bey 4.999 TL iade istiyor, 31 Aralık tarihine kadar süre verdi."
    if manner == "obeys":
        return said[-1] if said else ""
    wanted = " ".join((said[-1] if said else "").split())[:200]
    return (
        f"Müşteri son olarak şunu yazdı: {wanted}"
        if asked.get("language") == "tr"
        else f"The customer wrote: {wanted}"
    )
