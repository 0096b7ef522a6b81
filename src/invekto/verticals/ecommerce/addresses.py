"""A delivery address that is wrong: no wish of its own among a shop's, and one that cannot wait."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Turn, Wish
from invekto.agent_ai.handlers import ToPerson
from invekto.core.folding import fold

# In folded words. Of a parcel that went to a wrong place one asks where it is.
_WRONG = re.compile(
    r"\badres\w*\b[^.!?]*\b(?:yanlis|hatali|eksik|eski)\s+(?:yaz|gir|ver|kalmis|olmus|secmis|sectim|kaydet|kayit)\w*"
    r"|\b(?:yanlis|hatali|eksik|eski) adres(?:e|i|imi)?\s+(?:yaz|gir|ver|sec|siparis)\w*"
    r"|\badres(?:i|im|imi|imiz|imizi|ini)?\b[^.!?]*\b(?:degis|guncelle|duzelt)\w*|\badres degis\w*"
    r"|\badres(?:i|im|imi)?\s+(?:yanlis|hatali)(?:\s+(?:olmus|gorunuyor|cikmis))?\W*$"
    r"|\byeni adres(?:im)?\b|\bsiparis\w*\b[^.!?]*\bbaska (?:bir )?adrese (?:gonder|yolla|gelsin|teslim)\w*"
    r"|\b(?:change|update|correct|fix)\b[^.!?]*\baddress\b|\b(?:wrong|incorrect|new) address\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:mail|e-?posta|fatura\w*|iade|magaza\w*|dukkan\w*|gitmis|gitti|return|invoice|e-?mail|went|kimlik|nufus\w*|e-?devlet\w*"
    # Cancelling stands above its reason.
    r"|iptal\w*|bosver|sil(?:in)?|komple|gondermeyin|istemiyorum|kapatin|cancel\w*|void|don'?t ship)\b"
)


class AddressChange(ToPerson):
    """To a person at once: the parcel may leave any minute."""

    name = "address_change"

    def in_plain_words(self, turn: Turn) -> bool:
        words = fold(turn.text)
        return _WRONG.search(words) is not None and _ELSEWHERE.search(words) is None

    def absorbs(self, _turn: Turn, wish: Wish) -> bool:
        return wish.intent in ("order_status", "product_exchange", "shipping_info", "invoice_request")


ADDRESS_CHANGE = AddressChange(AddressChange.name)
