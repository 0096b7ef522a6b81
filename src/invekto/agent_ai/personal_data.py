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
    r"|\b(?:delete|erase|remove) (?:all )?(?:of )?my (?:data|information|details|records?|account)\b"
)


def asked_about(text: str) -> bool:
    """ "Kişisel verilerimi silin", "KVKK başvurusu", "delete my data"."""
    return _ASKED.search(fold(text)) is not None
