"""Of a parcel under way: "yolda mı", "hangi kargoyla geliyor", "takip no ne", "ne zaman gelir" in whatever spelling.

So few words look like a question about stock or about delivery before buying. Who has an order under way, or was just
told of one, means that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from invekto.agent_ai.contract import Reply, Turn, Wish
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.verticals.ecommerce.asked_of_parcel import HOUR, UNTIL
from invekto.verticals.ecommerce.order_status import ORDER_STATUS
from invekto.verticals.ecommerce.shipping import ShippingInfo

_LONGEST = 9  # words; whoever writes more says something besides
# In folded words.
_COMES = (
    r"(?:gel(?:ir|ecek|cek|icek|iyor|iyo|io|di)?\w{0,4}|ulas(?:ir|acak|cak)\w{0,3}"
    r"|eli(?:me|mde)\s+\w+|teslim\s+\w+)"
)
_SPELT = r"ne\s?(?:zaman|zmn|zamn|vakit)|nezmn"
_WHEN = rf"(?:{_SPELT}|kac\s?gun(?:e|de)?)\W+(?:\w+\W+){{0,2}}?{_COMES}|{_COMES}\W+(?:{_SPELT})"
_DAY = (
    r"(?:bugun|yarin|aksama?|hafta\s?sonu\w*|bu hafta|haftaya|pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar)"
    r"(?:\s?(?:icinde|gunu))?"
)
_THAT_DAY = rf"{_DAY}\W+(?:\w+\W+){{0,2}}?{_COMES}\s?m[iu]\w{{0,3}}|{_COMES}\s?m[iu]\w{{0,3}}\W+{_DAY}"
_ON_ITS_WAY = (
    r"yolda\s?m[iu]\w{0,3}|yola\s+cik\w+\s?(?:m[iu]\w{0,3})?|kargoda\s?m[iu]\w{0,3}"
    r"|(?:kargoya\s+)?veril(?:di|mis)\s?m[iu]\w{0,3}|cikti\s?m[iu]\w{0,3}|geliyor?\s?m[iu]\w{0,3}"
    r"|dagit(?:im|imda|ima|iliyor)\s?(?:da|a)?\s?(?:cik\w+\s?)?m[iu]\w{0,3}|dagitima\s+cik\w+"
)
_BY_WHOM = (
    r"hangi\s+(?:kargo|firma|kurye)\w*(?:\s+(?:firma|sirket)\w*)?(?:\s+(?:ile|la))?"
    r"\s+(?:gel|yolla[nd]|gonderil|gonderdi|verildi|cikti)\w*"
)
_CARRIER = r"(?:kargo|kurye)\w*\s+(?:firma|sirket)\w*\s+(?:hangisi|hangi|ne|nedir|kim)\w*"
_TO_ANOTHER = r"(?:komsu|kapici|guvenlig?|bakkal|apartman gorevlisi)\w*\s+(?:birak|ver|teslim)\w*"
_NUMBER = r"(?:kargo\s+)?takip\s*(?:no|nu|numara|kod|link)\w*|kargo\s+(?:no|numara|kod|takip|link)\w*"
_INFO = r"kargo\w*\s+(?:bilgi|durum)\w*"
_AROUND = (
    r"merhaba|selam|slm|hocam|iyi|gunler|tamam|tmm|ok|okey|anladim|e|ee|peki|ya|yaa|abi|acaba|pardon|bi|bir|de|da|lutfen"
    r"|benim|bu|su|o|urun\w*|siparis\w*|kargo\w*|kurye\w*|paket\w*|hala|simdi|su\s+an|tam|olarak|hangi\s+gun|bana|elime|ne|nedir|neydi"
    r"|kac|nerede|nerde|var|yok|yaz\w*|at\w*|ver\w*|soyle\w*|gonder\w*|ogren\w*|alabil\w*|rica|ederim|olur|m[iu]\w*|misin\w*"
    r"|hi|hello|please|the|my|and|so|is|it|what|s"
)
_ENGLISH = (
    r"(?:is\s+it|has\s+it)\s+(?:on\s+(?:its|the)\s+way|shipped|been\s+shipped|left)(?:\s+yet)?|which\s+(?:carrier|courier)\s+(?:is|has|brings)\w*"
    r"|tracking\s+(?:number|no|code|link)"
    r"|(?:will|is)\s+it\s+(?:come|coming|arrive|arriving|be here|here)\s+(?:today|tomorrow)"
    r"|when\s+(?:will|does|is)\s+it\s+(?:come|arrive|get here|coming|arriving)"
)
_ASKED = re.compile(
    rf"\b(?:{_WHEN}|{_THAT_DAY}|{_CARRIER}|{_TO_ANOTHER}|{_ON_ITS_WAY}|{_BY_WHOM}|{_NUMBER}|{HOUR}|{UNTIL}|{_INFO}|{_ENGLISH})"
)
_OF_ALL = re.compile(rf"\bkac\s?gun|\b{_THAT_DAY}")
_REST = re.compile(rf"^(?:\W|\b(?:{_AROUND})\b)*$")


class UnderWay:
    """Answered like "where is my order"; of a parcel that is nobody's yet, like any question about delivery."""

    name = "under_way"
    hands_over = False

    def in_plain_words(self, turn: Turn) -> bool:
        if turn.flow is not None and turn.flow.name in turn.vertical.flows and not turn.flow.over:
            return False
        words = fold(turn.text)
        if len(words.split()) > _LONGEST or (found := _ASKED.search(words)) is None:
            return False
        return (
            _REST.match(words[: found.start()]) is not None and _REST.match(words[found.end() :]) is not None
        )

    def absorbs(self, _turn: Turn, wish: Wish) -> bool:
        return wish.intent in ("order_status", "shipping_info", "stock_inquiry")

    def prepare(self, turn: Turn) -> Freshness:
        return ORDER_STATUS.prepare(turn)

    def handle(self, turn: Turn, prepared: Freshness) -> Reply:
        known: Mapping[str, Any] = turn.tenant.settings.get("shipping") or {}
        words = fold(turn.text)
        asks_whom = re.search(_BY_WHOM, words) is not None and bool(known.get("carriers"))
        # "Kaç günde gelir" is what one asks before buying.
        asks_of_all = turn.analysis.intent == "shipping_info" and _OF_ALL.search(words) is not None
        asks_of_all = asks_of_all or re.search(rf"\b{_INFO}", words) is not None
        if (asks_whom or asks_of_all) and not orders.orders_of(turn.contact, turn.now):
            return ShippingInfo().reply(turn)
        return ORDER_STATUS.handle(turn, prepared)


UNDER_WAY = UnderWay()
