"""Returns, exchanges, cancellations, invoices: which order, which item, why; then a person with all of it.

Such a wish is always reachable: who cannot prove or find an order is not turned away, but goes on to a person, whose
note says that nothing was proven.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, FlowFate, ListMenu, Reply, Turn, Wish
from invekto.agent_ai.engine.attachments import picture_line, pictures_of
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import (
    ALL,
    FLAG,
    OPTIONS,
    TEXT,
    TEXTS,
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Option,
    Scene,
    Slot,
    Slots,
    State,
    handed_over,
    named,
)
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.core.folding import fold
from invekto.integrations import services as integrations
from invekto.integrations.models import OrderStatus
from invekto.integrations.services import Freshness
from invekto.orders import services as orders
from invekto.orders.services import OrderView
from invekto.outbound.content import BUTTON_TITLE, ROWS
from invekto.verticals.ecommerce import claiming, finding, returns
from invekto.verticals.ecommerce.finding import FACT, MISSED, NUMBER, Found, refresh, which
from invekto.verticals.ecommerce.reasons import (
    REASON,
    SHOWN_IN_PICTURES,
    WANTED,
    asks_back,
    asks_for_it,
    in_words,
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
# With these words an order's whereabouts are asked for, beside the number.
_WHEREABOUTS = re.compile(
    r"\b(?:ner[ed]\w*|ne zaman|kac gun|gelmedi|gelecek|ulas\w*|kargo\w*|takip|durum\w*|where|when|track\w*|status)\b"
)


# A parcel that goes back to the shop: what is told of delivery says nothing of it.
_SENDS_BACK = re.compile(
    r"\biade\w*|\bgeri\b|\b(?:yolla|gonder|ver)(?:y?[ae]ca[gk]\w*|y?[ae]ce[gk]\w*|[iu]?cam|[iu]?cem|ica[mz]|ice[mz]|[ae]yim"
    r"|[iu]?cegi[mz]|mem|mam|me\w* lazim)\b|\byolluy?[ia]?c\w*|\breturn\w*|\bsend (?:it |them |this )?back\b"
)


def only_names_the_order(turn: Turn, wish: Wish) -> bool:
    return wish.intent == "order_status" and _WHEREABOUTS.search(fold(turn.text)) is None


def _is_of_return(turn: Turn, wish: Wish) -> bool:
    goes_back = wish.intent == "shipping_info" and _SENDS_BACK.search(fold(turn.text)) is not None
    return goes_back or only_names_the_order(turn, wish)


# Slots.


def _ask_item(scene: Scene[Freshness]) -> Content:
    items, reason = _options(scene), scene.get(REASON)
    # Whoever gave the reason already sees that it was heard.
    heard = f"{scene.t('ecommerce-collected', what=in_words(reason, scene.turn.language))} " if reason else ""
    return ListMenu(
        body=heard + scene.t("ecommerce-collect-which-item", count=len(items)),
        button=scene.t("ecommerce-collect-choose-item")[:BUTTON_TITLE],
        rows=tuple(scene.row(one.title, one.description, ITEM, one.value) for one in items[:ROWS]),
    )


def _pictures(turn: Turn, slots: Slots) -> tuple[str, ...] | None:
    """The ids of the messages that show something, with those from before."""
    new = pictures_of(turn)
    return tuple(dict.fromkeys([*(slots.get(PICTURES) or ()), *new])) if new else None


def _ask_picture(scene: Scene[Freshness]) -> Content:
    skip = scene.button(scene.t("ecommerce-return-no-picture"), NO_PICTURE, "yes")
    return Buttons(scene.t("ecommerce-return-ask-picture"), (skip,))


_QUESTIONS = 300  # characters kept of what they asked
_OWN_WISHES = frozenset({"return_request", "product_exchange", "stock_inquiry"})


def _is_open(turn: Turn) -> bool:
    return turn.flow is not None and turn.flow.name in _OWN_WISHES


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


ITEMS = Slot("items", OPTIONS)
ITEM = Slot(
    "item",
    TEXT,
    ask=_ask_item,
    rule="did-asked-item",
    options=ITEMS,
    clears=("item_title", "cancel_offered", "cancel_confirmed", "cancel_kept"),
)  # the platform's id of the line
ITEM_TITLE = Slot("item_title", TEXT, note=lambda turn, title: turn.staff("note-fact-item", value=title))
PICTURES = Slot(
    "pictures",
    TEXTS,
    hear=_pictures,
    ask=_ask_picture,
    rule="did-asked-picture",
    note=picture_line,
    got="ecommerce-return-got-picture",
)
NO_PICTURE = Slot("no_picture", FLAG)
UNPROVEN = Slot("unproven", FLAG)  # the number is kept as it was said
QUESTION = Slot(
    "question",
    TEXT,
    hear=_question,
    answered=_noted,
    note=lambda turn, words: turn.staff("note-fact-question", words=words),
)
QUESTION_IN_EXCHANGE = replace(QUESTION, hear=_question_in_exchange)
ORDER = (NUMBER, FACT, *finding.MEMORY, UNPROVEN)


# Decisions.


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


def find_order(scene: Scene[Freshness], wanted: frozenset[OrderStatus]) -> Go[Found]:
    """As for an order's status; only that what cannot be found or proven is left to the person."""
    if scene.get(UNPROVEN):
        return Go(Found.NO_PROOF)
    number, missed_before = scene.get(NUMBER), scene.get(MISSED)
    if number and not integrations.health(scene.turn.tenant.id):  # no platform knows this shop's orders
        return Go(Found.NO_PROOF, {UNPROVEN: True})
    found = finding.find(scene, wanted)
    if number and found.way is Found.NO_SUCH_NUMBER and missed_before:
        return Go(Found.NO_PROOF, {NUMBER: number, UNPROVEN: True})
    if found.way is not Found.THEIRS:
        return found
    return Go(Found.THEIRS, {**found.keep, **_items(scene, scene.here["order"])})


def _items(scene: Scene[Freshness], order: OrderView) -> dict[Slot[Any], Any]:
    """What the order holds; the item itself when there is but one, or when it was named."""
    turn = scene.turn
    titles: dict[str, Option] = {}
    for line in order.lines:
        kind = " · ".join(filter(None, [line.color, line.size]))
        titles.setdefault(f"{line.name} {kind}", Option(line.line_id, line.name, kind, kind))
    options = tuple(titles.values())[: ROWS - 1]
    if not options:
        return {}
    item = scene.get(ITEM)
    if item is None:
        only = options[0] if len(options) == 1 else named(turn.text, options)
        item = only.value if only else None
    if len(options) > 1:
        every = scene.t("ecommerce-collect-all-items")
        options = (*options, Option(ALL, every, "", scene.t("ecommerce-collect-all-words")))
    keep: dict[Slot[Any], Any] = {ITEMS: options}
    chosen = next((one for one in options if one.value == item), None)
    if chosen is not None:
        whole = scene.t("ecommerce-item-all")
        title = (
            whole
            if item == ALL
            else f"{chosen.title} ({chosen.description})"
            if chosen.description
            else chosen.title
        )
        keep |= {ITEM: chosen.value, ITEM_TITLE: title}
    return keep


def has_several_items(scene: Scene[Freshness]) -> bool:
    return len(_options(scene)) > 1


def _options(scene: Scene[Freshness]) -> tuple[Option, ...]:
    return scene.get(ITEMS) or ()


def _shows(scene: Scene[Freshness]) -> bool:
    """A picture would help, and was not declined."""
    return (scene.get(REASON) or "").partition(":")[0] in SHOWN_IN_PICTURES and not scene.get(NO_PICTURE)


# Ends.


def give(intent: str) -> End[Freshness]:
    """Says back what was collected, so that a mistake shows before a person works on it, and hands over."""
    slug = intent.replace("_", "-")

    def say(scene: Scene[Freshness]) -> Reply:
        collected = _collected(scene)
        late = returns.lateness(scene.turn, scene.here.get("order")) if intent == "return_request" else None
        facts = [late.for_staff(scene.turn)] if late else []
        next_step = (
            _cancel_step(scene.here.get("order")) if intent == "order_cancel" else f"ecommerce-next-{slug}"
        )
        reply = handed_over(scene, f"ecommerce-ack-{slug}", next_step=next_step, facts=facts)
        assert reply.handoff is not None
        told = [scene.t("ecommerce-collected", what=collected)] if collected else []
        order: OrderView | None = scene.here.get("order")
        if intent == "product_exchange" and order is not None:
            platform = scene.t(orders.platform_text_id(order.provider))
            told.append(scene.t("ecommerce-exchange-depends", platform=platform))
        # What came broken or wrong is not bound to the days in which one may change one's mind.
        if late and (scene.get(REASON) or "").partition(":")[0] not in SHOWN_IN_PICTURES:
            told.append(late.for_customer(scene.turn))
        return replace(reply, handoff=replace(reply.handoff, said=" ".join([*told, reply.handoff.said])))

    return End(say, to_person=True)


def _cancel_step(order: OrderView | None) -> str:
    """What is still possible of it."""
    if order is None or order.status in orders.NOT_SHIPPED:
        return "ecommerce-next-order-cancel"
    gone = "delivered" if order.status in orders.DELIVERED else "shipped"
    return f"ecommerce-next-order-cancel-{gone}"


def _answered_by_person(scene: Scene[Freshness]) -> Reply:
    return handed_over(scene, "ecommerce-return-question", next_step="ecommerce-next-return-question")


def _collected(scene: Scene[Freshness]) -> str:
    """What was understood, said back in one line, so that a mistake can be mended before the person reads it."""
    reason, wanted = scene.get(REASON), scene.get(WANTED)
    parts = [
        scene.get(NUMBER),
        scene.get(ITEM_TITLE),
        in_words(reason, scene.turn.language) if reason else None,
        scene.t("ecommerce-collected-wanted", wanted=wanted) if wanted else None,
    ]
    return " · ".join(part for part in parts if part)


def _about(scene: Scene[Freshness]) -> str:
    """Which order and item was understood, as soon as a question is asked about it."""
    if not scene.get(NUMBER) or scene.get(UNPROVEN):
        return ""
    what = " · ".join(filter(None, [scene.get(NUMBER), scene.get(ITEM_TITLE)]))
    return scene.t("ecommerce-collect-about", what=what)


# Flows.


def order_states(
    wanted: frozenset[OrderStatus],
    then: str,
    *,
    find: Callable[[Scene[Freshness]], Go[Found]] | None = None,
) -> dict[str, State]:
    """Finding the order; every way that finds none leads on as well."""
    return {
        "find": Decide(
            find or partial(find_order, wanted=wanted),
            {
                Found.THEIRS: then,
                Found.SEVERAL: "which",
                Found.NO_NUMBER: "number",
                Found.NO_SUCH_NUMBER: "number",
                Found.NEEDS_PROOF: "proof",
                Found.NO_PROOF: then,
                Found.TOO_MANY_TRIES: then,
                Found.PLATFORM_DOWN: then,
            },
        ),
        "number": Ask(NUMBER, then="find", refused=then),
        "which": Ask(NUMBER, then="find", refused=then, question=which("ecommerce-collect-which")),
        "proof": Ask(FACT, then="find", refused=then),
    }


RETURN = Machine(
    name="return_request",
    version=1,
    slots=(*ORDER, ITEM, ITEMS, ITEM_TITLE, REASON, PICTURES, NO_PICTURE, QUESTION),
    states={
        "wish": Decide(
            _what,
            {Wanted.IT_DONE: "find", Wanted.AN_ANSWER: "question", Wanted.A_CLAIM: "claim"},
        ),
        **order_states(orders.DELIVERED, "item"),
        "item": Ask(ITEM, then="reason", refused="reason", needed=has_several_items),
        "reason": Ask(REASON, then="picture", refused="person"),
        "picture": Ask(PICTURES, then="person", refused="person", needed=_shows),
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
    about=_about,
    plain_words=_RETURN,
)


class Returns:
    """Begins a return; how many days there are for one is answered where the shop has told it."""

    hands_over = True

    def prepare(self, turn: Turn) -> Freshness | None:
        return None if self._only_asks(turn) else RETURN.prepare(turn)

    def handle(self, turn: Turn, prepared: Freshness | None) -> Reply:
        if prepared is not None:
            return RETURN.handle(turn, prepared)
        told = with_buttons(turn, returns.window_told(turn), ("return_request", "human_request"))
        return Reply(told, rule="did-told-return-window", flow=FlowFate.KEEP)

    @staticmethod
    def _only_asks(turn: Turn) -> bool:
        wants = turn.wish.tapped or turn.wish.slots or _WANTS.search(fold(turn.text))
        tells = turn.entity("order_number") or said_reason(turn, Slots())
        return not wants and not tells and returns.asks_window(turn)


EXCHANGE = Machine(
    name="product_exchange",
    version=1,
    slots=(*ORDER, ITEM, ITEMS, ITEM_TITLE, WANTED, REASON, PICTURES, NO_PICTURE, QUESTION_IN_EXCHANGE),
    states={
        **order_states(orders.DELIVERED, "item"),
        "item": Ask(ITEM, then="wanted", refused="wanted", needed=has_several_items),
        "wanted": Ask(WANTED, then="picture", refused="picture"),
        "picture": Ask(PICTURES, then="person", refused="person", needed=_shows),
        "person": give("product_exchange"),
    },
    lost="person",
    fetch=refresh,
    # Whether the wanted size is there is a person's to see; here it says what is wanted.
    serves=frozenset({"product_exchange", "stock_inquiry"}),
    replaces=frozenset({"return_request"}),
    absorbs=only_names_the_order,
    opening="ecommerce-product-exchange-opening",
    about=_about,
    plain_words=_EXCHANGE,
)
