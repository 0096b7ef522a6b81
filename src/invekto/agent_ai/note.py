"""The hand-over note: six fixed fields, from what is known; no model writes it.

It is composed in the tenant's language and kept with its texts, so that each reader has it in their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID

from invekto.agent_ai.contract import Handoff, Turn
from invekto.agent_ai.lines import Line, say, source
from invekto.agent_ai.wording import staff_wish
from invekto.core import texts
from invekto.messaging.models import Author, HandoffReason, Message

_LOOK_BACK = timedelta(hours=24)  # what the bot did before that belongs to another matter
_EARLIER = 10  # messages looked at for an earlier wish
_LONGEST_QUOTE = 300  # characters
_ANGRY = -0.6
_UNHAPPY = -0.25
_PLEASED = 0.3


class Note(TypedDict):
    wanted: str
    tried: list[str]
    facts: list[str]
    mood: str
    promised: str
    next_step: str


def to_json(note: Mapping[str, object]) -> dict[str, object]:
    """As it is stored: the words, and under "lines" what says them in another language."""
    lines = {
        name: [source(one) for one in value] if isinstance(value, list) else source(value)
        for name, value in note.items()
        if name in Note.__annotations__ and value
    }
    return {**note, "lines": lines}


def in_words(stored: Mapping[str, Any], language: str) -> Note:
    """For a reader of ``language``; a note without its texts, written by an older release, as it was written."""
    lines: Mapping[str, Any] = stored.get("lines") or {}

    def words(name: str) -> str:
        return say(lines.get(name), language) or str(stored.get(name) or "")

    def each(name: str) -> list[str]:
        written = stored.get(name) or []
        written = written if isinstance(written, list) else [written]
        kept = lines.get(name)
        if not isinstance(kept, list):
            return [str(one) for one in written if one]
        said = [say(one, language) for one in kept]
        return [one for one in said if one] if all(said) else [str(one) for one in written if one]

    return Note(
        wanted=words("wanted"),
        tried=each("tried"),
        facts=each("facts"),
        mood=words("mood"),
        promised=words("promised"),
        next_step=words("next_step"),
    )


def compose(turn: Turn, handoff: Handoff, *, promised: str) -> Note:
    """Inside the tenant's scope: reads what the bot did in this talk."""
    language = turn.tenant.language
    return Note(
        wanted=_wanted(turn),
        tried=tried(turn.conversation.id, now=turn.now, language=language),
        facts=list(dict.fromkeys([*handoff.facts, *_entities(turn), *turn.vertical.facts(turn)])),
        mood=_mood(turn),
        promised=promised,
        next_step=turn.staff(handoff.next_step or f"note-next-{handoff.reason.value.replace('_', '-')}"),
    )


def bare(reason: HandoffReason, *, words: str, promised: str, language: str) -> Note:
    """For a hand-over where nothing was understood: an error, or a message from outside the dialogue."""
    return Note(
        wanted=_quote(words, language),
        tried=[],
        facts=[],
        mood=Line.of("note-mood-unknown", language),
        promised=promised,
        next_step=Line.of(f"note-next-{reason.value.replace('_', '-')}", language),
    )


def _wanted(turn: Turn) -> str:
    quoted = _quote(turn.text, turn.tenant.language)
    if turn.understood and turn.wish.intent in turn.vertical.handlers:
        return _named(turn, turn.wish.intent, quoted)
    if turn.understood and turn.wish.intent == "human_request":
        quoted = _named(turn, turn.wish.intent, quoted)
    before = _wanted_before(turn)
    return turn.staff("note-wanted-before", wanted=quoted, before=before) if before else quoted


def _named(turn: Turn, intent: str, quoted: str) -> str:
    wish = staff_wish(turn.vertical.name, intent, turn.tenant.language)
    return turn.staff("note-wanted", wish=wish, words=quoted)


def _wanted_before(turn: Turn) -> str | None:
    """The last wish that the vertical serves, when the words at hand name none ("give me a person")."""
    earlier = Message.objects.filter(
        conversation_id=turn.conversation.id,
        author=Author.CUSTOMER,
        at__gte=turn.now - _LOOK_BACK,
        analysis__isnull=False,
    ).exclude(id__in=[message.id for message in turn.messages])
    for message in earlier.order_by("-at", "-id")[:_EARLIER]:
        analysis = message.analysis or {}
        if analysis.get("intent") in turn.vertical.handlers and analysis["confidence"] >= analysis.get(
            "threshold", 0
        ):
            return _named(turn, analysis["intent"], _quote(message.text, turn.tenant.language))
    return None


def _quote(words: str, language: str) -> str:
    line = " / ".join(part.strip() for part in words.splitlines() if part.strip())
    if not line:
        return Line.of("note-no-words", language)
    return Line.of("note-quote", language, words=line[:_LONGEST_QUOTE])


def tried(conversation_id: UUID, *, now: datetime, language: str) -> list[str]:
    """What the bot did since the talk began, oldest first, each kind once."""
    done = Message.objects.filter(
        conversation_id=conversation_id, author=Author.BOT, at__gte=now - _LOOK_BACK
    ).order_by("at", "id")
    rules = dict.fromkeys(str(why.get("rule", "")) for why in done.values_list("why", flat=True) if why)
    did: list[str] = [
        Line.of(rule, language)
        for rule in rules
        if rule and rule != "did-handed-over" and texts.has_text(rule, language)
    ]
    return did


# Entities worth telling, and the text that names each.
_TOLD = ("order_number", "tracking_code", "product", "size", "color", "treatment", "doctor", "phone", "email")


def _entities(turn: Turn) -> list[str]:
    told: list[str] = [
        turn.staff(f"note-fact-{name.replace('_', '-')}", value=value)
        for name in _TOLD
        if (value := turn.entity(name))
    ]
    # A time is quoted as it was said; its resolution belongs to a booking, not to a note.
    return told + [
        turn.staff("note-fact-datetime", value=entity.text)
        for entity in turn.analysis.entities.get("datetime", ())
    ]


def _mood(turn: Turn) -> str:
    analysis = turn.analysis
    if analysis.negative_review_signal:
        return turn.staff("note-mood-review")
    if analysis.sentiment <= _ANGRY:
        return turn.staff("note-mood-angry")
    if analysis.sentiment <= _UNHAPPY:
        return turn.staff("note-mood-unhappy")
    return turn.staff("note-mood-pleased" if analysis.sentiment >= _PLEASED else "note-mood-calm")


def is_angry(turn: Turn) -> bool:
    return turn.analysis.sentiment <= _ANGRY or turn.analysis.negative_review_signal
