"""Names that may be a customer's: WhatsApp names a chat's file after whom it was with, and guesses can be wrong."""

from __future__ import annotations

import re

# "WhatsApp Chat with Ayşe.txt", "Ayşe ile WhatsApp Sohbeti.txt", "WhatsApp Sohbeti - Ayşe (1).zip"
_NAMED = re.compile(
    r"whatsapp chat with (?P<with>.+)|whatsapp (?:chat|sohbeti) - (?P<dash>.+)|(?P<ile>.+?) ile whatsapp sohbeti",
    re.IGNORECASE,
)
_END = re.compile(r"(?: ?\(\d{1,9}\)){0,3}(?:\.(?:txt|zip))?$", re.IGNORECASE)


def customer_in(file_name: str) -> str | None:
    """Whom the chat was with, by the name that WhatsApp gave its file."""
    place = _place(file_name)
    return file_name[slice(*place)] if place else None


def masked_file(file_name: str) -> str:
    """ "WhatsApp Chat with A… Y….txt"; a name that WhatsApp did not give is as it was."""
    place = _place(file_name)
    if place is None:
        return file_name
    begin, end = place
    return file_name[:begin] + initials(file_name[begin:end]) + file_name[end:]


def initials(name: str) -> str:
    """Enough for whoever knows the person, and for nobody else: "A… Y…"; of a number nothing."""
    return " ".join(f"{word[0]}…" for word in name.split() if word[0].isalpha()) or "…"


def _place(file_name: str) -> tuple[int, int] | None:
    end = _END.search(file_name)
    match = _NAMED.fullmatch(file_name, 0, end.start() if end else len(file_name))
    return match.span(str(match.lastgroup)) if match else None
