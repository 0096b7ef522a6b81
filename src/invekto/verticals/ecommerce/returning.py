"""Returns and exchanges: which order, which item, why, what instead; then a person, or the platform's own word."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from invekto.agent_ai.contract import FlowFate, Reply, Turn, Wish
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import (
    TEXT,
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Scene,
    Slot,
    Slots,
    handed_over,
)
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.core.folding import fold
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.verticals.ecommerce import claiming, confirming, returns
from invekto.verticals.ecommerce.collecting import (
    ITEM,
    ITEM_TITLE,
    ITEMS,
    NO_PICTURE,
    ORDER,
    PICTURES,
    about,
    find_order,
    give,
    has_several_items,
    only_names_the_order,
    order_states,
    shows,
)
from invekto.verticals.ecommerce.finding import NUMBER, Found, refresh
from invekto.verticals.ecommerce.reasons import (
    REASON,
    WANTED,
    WHEN_IT_COMES,
    asks_back,
    asks_for_it,
    said_reason,
)

# Asked about a return rather than wanting one: where the money is, who pays, until when. In folded words.
_QUESTION = re.compile(
    r"\b(?:para\w*|ucret\w*|odeme\w*|iadem\w*|refund|money)\b.*\b(?:ne zaman|nere?de\w*|yat\w*|gecmedi|gelmedi|odenmedi"
    r"|durum\w*)|\bkargo\w*\b.*\b(?:kim\w*|ucret\w*|bedava|benden|bende|bana|sizden|sizde|ben mi|siz mi|ait|para\w*"
    r"|ode\w*|karsi\w*|tutar\w*|kac)\b|\b(?:iade|degisim)\w*\s+(?:sur|sart|kosul)\w*"
    r"|\bkac gun\b|\bwhere\b.*\b(?:refund|money)|\bwhen\b.*\b(?:refund|money)|\bwho pays\b|\breturn policy\b"
)
_WANTS = re.compile(
    r"\b(?:iade|degis\w*)\s+(?:et[mc]\w*|edi?c\w*|ede[cy]\w*|edebil\w*|yap\w*|ist\w*)|\bwant to\b|\bwould like\b"
)
# A return and an exchange are always within reach of who asks for them outright.
_RETURN = re.compile(
    r"\biade\s+(?:olsun|edelim|etmek(?! istem)|etcem|edecegim|edicem|edecem|edicegim|etmem|edebilir"
    r"|yapmak|yapacagim|istiyorum|talebi)"
    r"|(?<!n't )(?<!n’t )(?<!dont )(?<!not )\b(?:want|like|need) to (?:return|send back)\b"
    r"|\breturn (?:my|this|the|it)\b"
)
_EXCHANGE = re.compile(
    r"\bdegis(?:im|tirme)\s+(?:yapmak|yapcam|yapicam|yapacagim|istiyorum|talebi)"
    r"|\bdegistirmek ist(?!em)|\bdegistirebilir m"
    r"|(?<!n't )(?<!n’t )(?<!dont )(?<!not )\b(?:want|like|need) to (?:exchange|change|swap) (?:it|my|this|the)\b"
)

# A parcel that goes back to the shop: what is told of delivery says nothing of it.
_SENDS_BACK = re.compile(
    r"\biade\w*|\bgeri\b|\b(?:yolla|gonder|ver)(?:y?[ae]ca[gk]\w*|y?[ae]ce[gk]\w*|[iu]?cam|[iu]?cem|ica[mz]|ice[mz]|[ae]yim"
    r"|[iu]?cegi[mz]|mem|mam|me\w* lazim)\b|\byolluy?[ia]?c\w*|\breturn\w*|\bsend (?:it |them |this )?back\b"
)


def _is_of_return(turn: Turn, wish: Wish) -> bool:
    goes_back = wish.intent == "shipping_info" and _SENDS_BACK.search(fold(turn.text)) is not None
    return goes_back or only_names_the_order(turn, wish)


_QUESTIONS = 300  # characters kept of what they asked
_OWN_FLOWS = frozenset({"return_request", "product_exchange"})
_OWN_WISHES = _OWN_FLOWS | {"stock_inquiry"}


def _is_open(turn: Turn) -> bool:
    return turn.flow is not None and turn.flow.name in _OWN_FLOWS


def _question(turn: Turn, slots: Slots) -> str | None:
    """What they ask about the return; with those from before. What the shop answers otherwise is none for it."""
    folded = fold(turn.text)
    is_anothers = turn.understood and turn.wish.intent not in _OWN_WISHES | {OUT_OF_SCOPE}
    if turn.beside or turn.wish.tapped or is_anothers:
        return None
    if _is_open(turn):
        asks = asks_back(turn) and not _WANTS.search(folded)
    else:
        asks = turn.wish.intent == "return_request" and _QUESTION.search(folded) is not None
    if not asks:
        return None
    before, words = slots.get(QUESTION) or "", " ".join(turn.text.split())
    return before if words in before else " / ".join(filter(None, [before, words]))[:_QUESTIONS]


def _question_in_exchange(turn: Turn, slots: Slots) -> str | None:
    """Here "is there a larger one" tells what is wanted."""
    return None if asks_for_it(turn) else _question(turn, slots)


def _noted(turn: Turn, _: str) -> str:
    """The question is not lost; what the shop itself has told is answered."""
    return returns.window_told(turn) if returns.asks_window(turn) else turn.t("ecommerce-question-noted")


QUESTION = Slot(
    "question",
    TEXT,
    hear=_question,
    answered=_noted,
    note=lambda turn, words: turn.staff("note-fact-question", words=words),
)
QUESTION_IN_EXCHANGE = replace(QUESTION, hear=_question_in_exchange)


class Wanted(Enum):
    IT_DONE = "it_done"
    AN_ANSWER = "an_answer"
    A_CLAIM = "a_claim"


def _what(scene: Scene[Freshness]) -> Go[Wanted]:
    """A question about returns begins no return: it is answered from the platform's word, or by a person at once."""
    words = scene.get(QUESTION)
    asks = not _is_open(scene.turn) and claiming.asks_how_it_stands(scene.turn)
    if asks and (told := claiming.told(scene.turn)):
        scene.here["claims"] = told
        return Go(Wanted.A_CLAIM)
    if (
        words is None
        or _is_open(scene.turn)
        or _WANTS.search(fold(words))
        or scene.get(NUMBER)
        or scene.get(REASON)
    ):
        return Go(Wanted.IT_DONE)
    return Go(Wanted.AN_ANSWER)


def _answered_by_person(scene: Scene[Freshness]) -> Reply:
    return handed_over(scene, "ecommerce-return-question", next_step="ecommerce-next-return-question")


# What was bought by mistake is mostly still with the shop. In folded words.
_REGRETS = re.compile(
    r"\byanlis(?:lik)?(?:la)? (?:siparis|almis|aldim|bas)\w*|\b(?:az once|demin|yeni|simdi"
    r"|bugun) (?:siparis|verdigim"
    r"|aldim)\w*"
    r"|\b(?:cocu[gk]|torun|oglu|kizi|kardes)\w*\b[^.!?]*\b(?:basmis|almis|siparis)\w*|\bby (?:mistake"
    r"|accident)\b|\bjust ordered\b"
)


def _find_for_return(scene: Scene[Freshness]) -> Go[Found]:
    regrets = _REGRETS.search(fold(scene.words)) is not None
    return find_order(scene, orders.NOT_SHIPPED if regrets else orders.DELIVERED)


RETURN = Machine(
    name="return_request",
    version=1,
    slots=(
        *(*ORDER, ITEM, ITEMS, ITEM_TITLE, REASON, PICTURES, NO_PICTURE, QUESTION, WHEN_IT_COMES),
        *confirming.MEMORY,
    ),
    states={
        "wish": Decide(
            _what,
            {Wanted.IT_DONE: "find", Wanted.AN_ANSWER: "question", Wanted.A_CLAIM: "claim"},
        ),
        **order_states(orders.DELIVERED, "arrived", find=_find_for_return),
        **confirming.instead("item"),
        "item": Ask(ITEM, then="reason", refused="reason", needed=has_several_items),
        "reason": Ask(REASON, then="picture", refused="person"),
        "picture": Ask(PICTURES, then="person", refused="person", needed=shows),
        "question": End(_answered_by_person, to_person=True),
        "claim": End(claiming.answered, to_person=True),
        "person": give("return_request"),
    },
    lost="person",
    fetch=claiming.refresh_with_claims,
    serves=frozenset({"return_request"}),
    replaces=frozenset({"product_exchange"}),
    absorbs=_is_of_return,
    opening="ecommerce-return-request-opening",
    about=about,
    plain_words=_RETURN,
)


class InTime:
    """Begins a return or an exchange; whether and how long one is possible is answered where the shop has told it."""

    hands_over = True

    def __init__(self, flow: Machine[Freshness]) -> None:
        self._flow = flow

    def prepare(self, turn: Turn) -> Freshness | None:
        return None if self._only_asks(turn) else self._flow.prepare(turn)

    def handle(self, turn: Turn, prepared: Freshness | None) -> Reply:
        if prepared is not None:
            return self._flow.handle(turn, prepared)
        said = " ".join(filter(None, [returns.window_told(turn), _late(turn)]))
        told = with_buttons(turn, said, ("return_request", "human_request"))
        return Reply(told, rule="did-told-return-window", flow=FlowFate.KEEP)

    @staticmethod
    def _only_asks(turn: Turn) -> bool:
        wants = turn.wish.tapped or turn.wish.slots or _WANTS.search(fold(turn.text))
        tells = turn.entity("order_number") or said_reason(turn, Slots())
        # "Yapıyor musunuz" looks like a wish, and asks.
        whether = not (turn.wish.tapped or turn.wish.slots) and returns.asks_whether(turn)
        return not tells and (whether or (not wants and returns.asks_window(turn)))


def _late(turn: Turn) -> str:
    """Of the order they can only mean."""
    mine = [one for one in orders.orders_of(turn.contact, turn.now) if one.status in orders.DELIVERED]
    late = returns.lateness(turn, mine[0]) if len(mine) == 1 else None
    return late.for_customer(turn) if late else ""


EXCHANGE = Machine(
    name="product_exchange",
    version=1,
    slots=(
        *(*ORDER, ITEM, ITEMS, ITEM_TITLE, WANTED, REASON, PICTURES, NO_PICTURE, QUESTION_IN_EXCHANGE),
        *confirming.MEMORY,
    ),
    states={
        **order_states(orders.DELIVERED, "arrived"),
        **confirming.instead("item"),
        "item": Ask(ITEM, then="wanted", refused="wanted", needed=has_several_items),
        "wanted": Ask(WANTED, then="picture", refused="picture"),
        "picture": Ask(PICTURES, then="person", refused="person", needed=shows),
        "person": give("product_exchange"),
    },
    lost="person",
    fetch=refresh,
    # Whether the wanted size is there is a person's to see; here it says what is wanted.
    serves=frozenset({"product_exchange", "stock_inquiry"}),
    replaces=frozenset({"return_request"}),
    absorbs=only_names_the_order,
    opening="ecommerce-product-exchange-opening",
    about=about,
    plain_words=_EXCHANGE,
)
