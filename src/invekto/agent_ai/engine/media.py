"""Messages without words: say what came, and offer a way on."""

from __future__ import annotations

from invekto.agent_ai.contract import Buttons, FlowFate, Handoff, HandoffReason, Reply, Turn
from invekto.agent_ai.engine.buttons import button
from invekto.agent_ai.wording import button_title

# They want no answer. Anything else that we cannot read gets one: nobody should wait for nothing.
_QUIET = frozenset({"reaction", "sticker", "system", "notice", "request_welcome"})
_HEARD = {
    "audio": "dialogue-got-audio",
    "image": "dialogue-got-image",
    "video": "dialogue-got-image",
    "document": "dialogue-got-document",
    "location": "dialogue-got-location",
}
_LOOKED_AT = frozenset({"image", "video", "document"})


def answer(turn: Turn) -> Reply | None:
    """None when nothing needs to be said. An open question stays open."""
    kinds = [message.type for message in turn.messages if message.type not in _QUIET]
    if not kinds:
        return None
    if turn.vertical.photos_to_person and _LOOKED_AT & set(kinds):
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(HandoffReason.POLICY, said=turn.t("dialogue-photo-to-person")),
        )
    person = button(button_title(turn, "human_request"), "human_request")
    return Reply(
        [Buttons(body=turn.t(_HEARD.get(kinds[-1], "dialogue-got-other")), buttons=(person,))],
        rule="did-asked-for-words",
        flow=FlowFate.KEEP,
    )
