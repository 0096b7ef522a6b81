"""Messages without words: say what came, and offer a way on."""

from __future__ import annotations

from invekto.agent_ai.contract import Buttons, FlowFate, Handoff, HandoffReason, Reply, Turn
from invekto.agent_ai.engine.buttons import button
from invekto.agent_ai.wording import button_title

# Reactions, stickers and WhatsApp's own notices want no answer.
_HEARD = {
    "audio": "dialogue-got-audio",
    "image": "dialogue-got-image",
    "video": "dialogue-got-image",
    "document": "dialogue-got-document",
    "location": "dialogue-got-location",
    "contacts": "dialogue-got-other",
    "order": "dialogue-got-other",
    "unsupported": "dialogue-got-other",
}
_LOOKED_AT = frozenset({"image", "video", "document"})


def answer(turn: Turn) -> Reply | None:
    """None when nothing needs to be said. An open question stays open."""
    kinds = [message.type for message in turn.messages if message.type in _HEARD]
    if not kinds:
        return None
    if turn.vertical.photos_to_person and _LOOKED_AT & set(kinds):
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(HandoffReason.POLICY, said=turn.t("dialogue-photo-to-person")),
        )
    person = button(button_title(turn, "human_request"), "human_request")
    return Reply(
        [Buttons(body=turn.t(_HEARD[kinds[-1]]), buttons=(person,))],
        rule="did-asked-for-words",
        flow=FlowFate.KEEP,
    )
