"""Messages without words: say what came, and offer a way on."""

from __future__ import annotations

from invekto.agent_ai.contract import FlowFate, FlowState, Handoff, HandoffReason, Reply, Text, Turn
from invekto.agent_ai.engine.attachments import pictures_of
from invekto.agent_ai.engine.decide import MEDIA
from invekto.agent_ai.handlers import FLOW_VERSION, with_buttons

# They want no answer. Anything else that we cannot read gets one: nobody should wait for nothing.
_QUIET = frozenset({"reaction", "sticker", "system", "notice", "request_welcome"})
_HEARD = {
    "audio": "dialogue-got-audio",
    "image": "dialogue-got-image",
    "video": "dialogue-got-image",
    "document": "dialogue-got-document",
    "location": "dialogue-got-location",
    "contacts": "dialogue-got-contact",
}
_PERSON = ("human_request",)


def answer(turn: Turn) -> Reply | None:
    """None when nothing needs to be said. An open question stays open, and what was shown stays known."""
    kinds = [message.type for message in turn.messages if message.type not in _QUIET]
    if not kinds:
        return None
    pictures = pictures_of(turn)
    if turn.vertical.photos_to_person and pictures:
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(HandoffReason.POLICY, said=turn.t("dialogue-photo-to-person")),
        )
    if _asked_before(turn) and kinds[-1] == "audio":
        return Reply(
            rule="did-handed-over",
            handoff=Handoff(HandoffReason.LOW_CONFIDENCE, said=turn.t("dialogue-audio-to-person")),
        )
    said = turn.t(_HEARD.get(kinds[-1], "dialogue-got-other"))
    if _is_matter_open(turn):
        return Reply([Text(said)], rule="did-asked-for-words", flow=FlowFate.KEEP)
    before = turn.flow.slots.get("pictures", ()) if turn.flow and turn.flow.name == MEDIA else ()
    return Reply(
        with_buttons(turn, said, turn.vertical.photo_menu if pictures else _PERSON),
        rule="did-asked-for-words",
        flow=FlowState(MEDIA, FLOW_VERSION, kinds[-1], {"pictures": [*before, *pictures]}, attempts=1),
    )


def _is_matter_open(turn: Turn) -> bool:
    return turn.flow is not None and not turn.flow.over and turn.flow.name in turn.vertical.flows


def _asked_before(turn: Turn) -> bool:
    """They were already told that we cannot listen, and have written nothing since."""
    state = turn.flow
    if state is None:
        return False
    return state.step == "audio" if state.name == MEDIA else state.detours > 0
