"""Flows as small typed state machines that read like their own diagram (``invekto flows`` draws it).

A flow declares what it needs to know (slots), and how it gets there (states)::

    class Found(Enum):
        MINE = "mine"
        UNKNOWN = "unknown"

    NUMBER = Slot(
        "order_number",
        TEXT,
        hear=lambda turn, _: last_heard(turn, "order_number"),      # anywhere, also in the first message
        answer=lambda turn, _: typed_number(turn.text),             # only when it was asked for
        ask=lambda scene: Text(scene.t("shop-ask-number")),
        rule="did-asked-number",                                    # what colleagues read was done
        note=lambda turn, number: turn.staff("note-fact-order-number", value=number),
    )

    def find(scene: Scene[None]) -> Go[Found]:                      # may read the database
        known = look_up(scene.need(NUMBER))
        return Go(Found.MINE) if known else Go(Found.UNKNOWN, forget=(NUMBER,))   # asks again

    WHERE = Machine(
        name="where",
        version=1,
        slots=(NUMBER,),
        states={
            "number": Ask(NUMBER, then="find", refused="person"),
            "find": Decide(find, {Found.MINE: "tell", Found.UNKNOWN: "number"}),
            "tell": End(tell),                                      # scene → Reply
            "person": End(give, to_person=True),                    # scene → handed_over(scene, …)
        },
        lost="person",
        fetch=nothing,                                              # or (turn, slots) → what is asked outside
        serves=frozenset({"order_status"}),
    )

The same object is the vertical's handler and its flow::

    Vertical(handlers={"order_status": WHERE}, flows={WHERE.name: WHERE}, …)

What the machine does by itself: fills slots in any order, several from one message; takes corrections ("39 değil
40", "o değil ötekisi"), "geri", "vazgeçtim", "bir dakika"; asks an unclear answer once more with a person's button,
then hands over (``lost``); asks again after a digression; goes on from states of an older version (``migrations``) or
begins anew with one sentence; closes with one sentence when it is left alone (``lifetime``). A choice between things
is a slot with ``options``, a second slot of kind OPTIONS that a Decide fills (``Go(…, keep={ITEMS: options})``) and
whose buttons come from ``scene.button`` and ``scene.row``. A person who is asked for in the middle finds the slots'
``note`` lines in the note.
"""

from invekto.agent_ai.machine.choosing import ALL, chosen, named
from invekto.agent_ai.machine.diagram import document, mermaid
from invekto.agent_ai.machine.machine import Machine, nothing
from invekto.agent_ai.machine.scene import Scene
from invekto.agent_ai.machine.slots import (
    FLAG,
    MOMENT,
    OBJECT,
    OPTIONS,
    TEXT,
    TEXTS,
    WHOLE,
    Kind,
    Option,
    Slot,
    Slots,
)
from invekto.agent_ai.machine.states import Ask, BadMachine, Decide, End, Go, State
from invekto.agent_ai.machine.walking import FlowStuck, handed_over
from invekto.agent_ai.machine.words import denied, heard, last_heard, leaves, mends, says_thanks

__all__ = [
    "ALL",
    "FLAG",
    "MOMENT",
    "OBJECT",
    "OPTIONS",
    "TEXT",
    "TEXTS",
    "WHOLE",
    "Ask",
    "BadMachine",
    "Decide",
    "End",
    "FlowStuck",
    "Go",
    "Kind",
    "Machine",
    "Option",
    "Scene",
    "Slot",
    "Slots",
    "State",
    "chosen",
    "denied",
    "document",
    "handed_over",
    "heard",
    "last_heard",
    "leaves",
    "mends",
    "mermaid",
    "named",
    "nothing",
    "says_thanks",
]
