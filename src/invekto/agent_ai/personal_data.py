"""A customer who asks about their own data (KVKK, article 11; GDPR): a request that the law gives a person 30 days for.

By words alone: it is rare, and may not be taken for something else.
"""

from __future__ import annotations

import re

from invekto.core.folding import fold

DATA_REQUEST = "data_request"  # no intent of the analysis; named so in notes and texts
_ASKED = re.compile(
    r"\bkvkk\b|\bgdpr\b|\bkisisel (?:veri|bilgi)\w*|\bpersonal data\b|\bright to be forgotten\b"
    r"|\b(?:veri|bilgi|kayit|kayd|hesab)\w*(?:imi|umu|leri|lari) (?:\w+ ){0,2}(?:sil|kaldir|yok ed|imha)\w*"
    r"|\b(?:numara|telefon|iletisim|uyelig|mail|e ?-?posta)\w*(?:\s+\w+){0,3}?\s+(?:sil|kaldir|yok ed|imha)"
    r"(?!ip |di|mis|m[ei])\w*"
    r"|\b(?:sistem|kayit|veri ?taban)\w*\s+(?:adimi|ismimi|beni)\s+(?:sil|kaldir|cikar)\w*"
    r"|\b(?:adimi|ismimi|beni)\s+(?:sistem|kayit|veri ?taban)\w*\s+(?:sil|kaldir|cikar)\w*"
    r"|\b(?:delete|erase|remove) (?:all )?(?:of )?my (?:phone |telephone )?"
    r"(?:data|information|details|records?|account|numbers?|phone|e-?mail)\b"
)
# A list, a group, an appointment or an order is left, and nothing is kept of that but the wish; one's own things only.
_NOT_DATA = re.compile(r"\b(?:liste|grup|rehber|randevu|siparis|fatura|list|group|appointment|order)\w*\b")
_ALWAYS = re.compile(
    r"\bkvkk\b|\bgdpr\b|\bkisisel\b|\bpersonal data\b|\bright to be forgotten\b|\b(?:veri|bilgi|kayit|kayd|hesab)\w*"
    r"|\bmy (?:data|information|details|records?|account)\b"
)
_OWN = re.compile(r"\b\w+(?:imi|umu|ami|emi)(?:n\w*)?\b|\b(?:adimi|ismimi|uyeligim\w*)\b|\bmy\b|\bbenim\b")


def asked_about(text: str) -> bool:
    """ "Kişisel verilerimi silin", "KVKK başvurusu", "delete my data", "numaramı silin"."""
    folded = fold(text)
    if _ASKED.search(folded) is None:
        return False
    return _ALWAYS.search(folded) is not None or (
        _OWN.search(folded) is not None and _NOT_DATA.search(folded) is None
    )
