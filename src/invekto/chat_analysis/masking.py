"""Personal numbers and addresses made unreadable, for logs and for people who need not see them."""

from __future__ import annotations

from invekto.chat_analysis.entities.contact import (
    card_spans,
    email_spans,
    iban_spans,
    identity_spans,
    phone_like_spans,
)


def mask_personal(text: str) -> str:
    """The text with e-mail addresses, IBANs, card, identity and telephone numbers replaced by their kind."""
    spans: list[tuple[int, int, str]] = []
    for kind, finder in (
        ("[email]", email_spans),
        ("[iban]", iban_spans),
        ("[card]", card_spans),
        ("[identity]", identity_spans),
        ("[phone]", phone_like_spans),
    ):
        for start, end in finder(text):
            if all(end <= s or start >= e for s, e, _ in spans):
                spans.append((start, end, kind))
    parts, at = [], 0
    for start, end, kind in sorted(spans):
        parts += [text[at:start], kind]
        at = end
    return "".join([*parts, text[at:]])
