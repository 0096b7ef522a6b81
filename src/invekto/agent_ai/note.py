"""The hand-over note: six fixed fields, from what is known; no model writes it.

It is composed in the tenant's language and kept with its texts, so that each reader has it in their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from invekto.agent_ai.contract import Handoff, Turn
from invekto.agent_ai.engine.decide import CLARIFY
from invekto.agent_ai.lines import Line, say, source
from invekto.agent_ai.wording import staff_wish
from invekto.core import texts
from invekto.core.folding import fold
from invekto.core.ids import id_of
from invekto.messaging.models import Author, HandoffReason, Message

_LOOK_BACK = timedelta(hours=24)  # what the bot did before that belongs to another matter
_EARLIER = 10  # messages looked at for an earlier wish
_LONGEST_QUOTE = 300  # characters
_ONLY_ASKED = frozenset({"did-clarified", "did-greeted"})
_MOST_SINCE = 10  # messages after the hand-over that stand in the note; the newest
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
    since: NotRequired[list[str]]  # what the customer wrote after the hand-over; only where they did


class Links(TypedDict):
    """Which message each line comes from (ids as text; None: from none in particular)."""

    wanted: str | None
    tried: list[str | None]
    facts: list[str | None]
    mood: str | None
    promised: str | None
    next_step: str | None


class Written(Note):
    """A note as it is composed."""

    links: Links


@dataclass(frozen=True, slots=True)
class NoteLine:
    """``message``: where it was said; None in the note of an older release."""

    words: str
    message: UUID | None


def lines_of(stored: Mapping[str, Any], language: str) -> dict[str, list[NoteLine]]:
    """Each field's lines for a reader of ``language``, with their messages; a field without words has none."""
    links: Mapping[str, Any] = stored.get("links") or {}
    lines: dict[str, list[NoteLine]] = {}
    for name, said in in_words(stored, language).items():
        words = said if isinstance(said, list) else [said] if said else []
        ids = links.get(name)
        ids = ids if isinstance(ids, list) else [ids]
        # Lines that a reader's language lacks may be left out: then nobody knows which is whose.
        ids = ids if len(ids) == len(words) else [None] * len(words)
        lines[name] = [NoteLine(str(line), id_of(one)) for line, one in zip(words, ids, strict=True)]
    return lines


def with_promise(stored: Mapping[str, Any], promised: Line, said_in: str | None) -> dict[str, Any]:
    """The stored note, once another promise was made."""
    return {
        **stored,
        "promised": promised,
        "lines": {**(stored.get("lines") or {}), "promised": source(promised)},
        "links": {**(stored.get("links") or {}), "promised": said_in},
    }


def with_fact(stored: Mapping[str, Any], fact: Line, said_in: str) -> dict[str, Any]:
    """The stored note, once the customer added to it."""
    lines, links = stored.get("lines") or {}, stored.get("links") or {}
    facts = stored.get("facts") or []
    known = list(facts) if isinstance(facts, list) else [facts]

    def longer(kept: Any, one: object, missing: Any) -> list[Any]:
        """Beside every known fact something stands, or what is new would stand beside the wrong one."""
        before = list(kept) if isinstance(kept, list) and len(kept) == len(known) else missing
        return [*before, one]

    return {
        **stored,
        "facts": [*known, fact],
        "lines": {**lines, "facts": longer(lines.get("facts"), source(fact), known)},
        "links": {**links, "facts": longer(links.get("facts"), said_in, [None] * len(known))},
    }


def without_facts(stored: Mapping[str, Any], texts_of: Collection[str]) -> dict[str, Any]:
    """The stored note without the facts that these texts (ids) say; one that keeps no texts stays as it is."""
    lines, links = stored.get("lines") or {}, stored.get("links") or {}
    facts, kept = stored.get("facts") or [], lines.get("facts")
    if not isinstance(facts, list) or not isinstance(kept, list) or len(kept) != len(facts):
        return dict(stored)
    ids = links.get("facts")
    ids = ids if isinstance(ids, list) and len(ids) == len(facts) else [None] * len(facts)
    rows = [
        row
        for row in zip(facts, kept, ids, strict=True)
        if not (isinstance(row[1], Mapping) and row[1].get("text") in texts_of)
    ]
    return {
        **stored,
        "facts": [row[0] for row in rows],
        "lines": {**lines, "facts": [row[1] for row in rows]},
        "links": {**links, "facts": [row[2] for row in rows]},
    }


def with_since(stored: Mapping[str, Any], quoted: str, said_in: str) -> dict[str, Any]:
    """The stored note, once the customer wrote on."""
    lines, links = stored.get("lines") or {}, stored.get("links") or {}

    def newest(kept: object, one: object) -> list[Any]:
        return [*(kept if isinstance(kept, list) else []), one][-_MOST_SINCE:]

    return {
        **stored,
        "since": newest(stored.get("since"), quoted),
        "lines": {**lines, "since": newest(lines.get("since"), source(quoted))},
        "links": {**links, "since": newest(links.get("since"), said_in)},
    }


def with_next_step(stored: Mapping[str, Any], next_step: Line, said_in: str) -> dict[str, Any]:
    """The stored note, once there is something else to do."""
    return {
        **stored,
        "next_step": next_step,
        "lines": {**(stored.get("lines") or {}), "next_step": source(next_step)},
        "links": {**(stored.get("links") or {}), "next_step": said_in},
    }


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

    read = Note(
        wanted=words("wanted"),
        tried=each("tried"),
        facts=each("facts"),
        mood=words("mood"),
        promised=words("promised"),
        next_step=words("next_step"),
    )
    if since := each("since"):
        read["since"] = since
    return read


def compose(turn: Turn, handoff: Handoff, *, promised: str) -> Written:
    """Inside the tenant's scope: reads what the bot did in this talk. The caller adds where it was promised."""
    language = turn.tenant.language
    did = what_was_done(turn.conversation.id, now=turn.now, language=language)
    facts = list(dict.fromkeys([*handoff.facts, *_entities(turn), *turn.vertical.facts(turn)]))
    heard = _heard(turn)
    said = _said_in(heard, handoff.words) or _said_first(turn)
    return Written(
        wanted=_wanted(turn, handoff),
        tried=[words for words, _ in did],
        facts=facts,
        mood=_mood(turn),
        promised=promised,
        next_step=turn.staff(handoff.next_step or f"note-next-{handoff.reason.value.replace('_', '-')}"),
        links=Links(
            wanted=said,
            tried=[message for _, message in did],
            facts=[_told_in(heard, fact) or handoff.sources.get(fact) or said for fact in facts],
            mood=str(turn.messages[-1].id) if turn.messages else None,
            promised=None,
            next_step=said,
        ),
    )


def bare(
    reason: HandoffReason, *, words: str, promised: str, language: str, said: UUID | None = None
) -> Written:
    """For a hand-over where nothing was understood: an error, or a message from outside the dialogue.

    ``said``: the message that holds ``words``, or the first of them.
    """
    link = str(said) if said else None
    return Written(
        wanted=quote(words, language),
        tried=[],
        facts=[],
        mood=Line.of("note-mood-unknown", language),
        promised=promised,
        next_step=Line.of(f"note-next-{reason.value.replace('_', '-')}", language),
        links=Links(wanted=link, tried=[], facts=[], mood=link, promised=None, next_step=link),
    )


def _heard(turn: Turn) -> list[tuple[str, str]]:
    """What the customer wrote lately, newest first: each message's id and folded words."""
    earlier = (
        Message.objects.filter(
            conversation_id=turn.conversation.id, author=Author.CUSTOMER, at__gte=turn.now - _LOOK_BACK
        )
        .exclude(id__in=[message.id for message in turn.messages])
        .order_by("-at", "-id")
    )
    now = [(message.id, message.text) for message in reversed(turn.messages)]
    rows = [*now, *earlier.values_list("id", "text")[:_EARLIER]]
    return [(str(message), fold(text)) for message, text in rows]


def _said_in(heard: Sequence[tuple[str, str]], words: str) -> str | None:
    """The message that ``words`` begin with, which may be those of a burst in one line."""
    begun = fold(" ".join(words.split()))
    for message, text in heard:
        said = " ".join(text.split())
        if said and begun and (begun.startswith(said) or begun in said):
            return message
    return None


def _said_first(turn: Turn) -> str | None:
    """The first of the messages that has words; of a burst it is where the wish begins."""
    written = [message for message in turn.messages if message.text.strip()] or list(turn.messages)
    return str(written[0].id) if written else None


def _told_in(heard: Sequence[tuple[str, str]], fact: str) -> str | None:
    """The newest message in which the customer wrote what a fact repeats."""
    if not isinstance(fact, Line):
        return None
    told = [folded for value in fact.variables.values() if (folded := fold(str(value)))]
    whole = [re.compile(rf"(?<!\w){re.escape(one)}(?!\w)") for one in told]
    return next((message for message, text in heard if any(one.search(text) for one in whole)), None)


def _wanted(turn: Turn, handoff: Handoff) -> str:
    if handoff.wish is not None and handoff.wish in {*turn.vertical.handlers, *turn.vertical.plain}:
        said = dict.fromkeys([*handoff.words.splitlines(), *turn.text.splitlines()])
        return _named(turn, handoff.wish, quote("\n".join(said), turn.tenant.language))
    is_unclear = turn.flow is not None and turn.flow.name == CLARIFY
    words = [*(_unanswered(turn) if is_unclear else []), *turn.text.splitlines()]
    quoted = quote("\n".join(words), turn.tenant.language)
    if turn.understood and turn.wish.intent in turn.vertical.handlers:
        return _named(turn, turn.wish.intent, quoted)
    if turn.understood and turn.wish.intent == "human_request":
        quoted = _named(turn, turn.wish.intent, quoted)
    before = _wanted_before(turn)
    return turn.staff("note-wanted-before", wanted=quoted, before=before) if before else quoted


def _unanswered(turn: Turn) -> list[str]:
    """What they wrote that nothing but a question came back for, oldest first: nobody has understood it yet."""
    talk = Message.objects.filter(
        conversation_id=turn.conversation.id, at__gte=turn.now - _LOOK_BACK, revoked_at=None
    ).exclude(id__in=[message.id for message in turn.messages])
    words: list[str] = []
    for author, text, why in talk.order_by("-at", "-id").values_list("author", "text", "why")[: _EARLIER * 2]:
        if author == Author.CUSTOMER:
            words += [line for line in reversed(text.splitlines()) if line.strip()]
        elif author != Author.BOT or (why or {}).get("rule") not in _ONLY_ASKED:
            break
    return list(dict.fromkeys(reversed(words)))


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
            return _named(turn, analysis["intent"], quote(message.text, turn.tenant.language))
    return None


def quote(words: str, language: str) -> str:
    line = " / ".join(part.strip() for part in words.splitlines() if part.strip())
    if not line:
        return Line.of("note-no-words", language)
    return Line.of("note-quote", language, words=line[:_LONGEST_QUOTE])


def what_was_done(conversation_id: UUID, *, now: datetime, language: str) -> list[tuple[str, str]]:
    """What the bot did since the talk began, oldest first, each kind once with its first message's id."""
    return done_in_each([conversation_id], now=now, language=language).get(conversation_id, [])


def done_in_each(
    conversation_ids: Sequence[UUID], *, now: datetime, language: str
) -> dict[UUID, list[tuple[str, str]]]:
    """``what_was_done`` in many conversations; those in which nothing was are not in it. One query."""
    done = Message.objects.filter(
        conversation_id__in=list(conversation_ids), author=Author.BOT, at__gte=now - _LOOK_BACK
    ).order_by("at", "id")
    first: dict[UUID, dict[str, str]] = {}
    for talk, message, why in done.values_list("conversation_id", "id", "why"):
        first.setdefault(talk, {}).setdefault(str((why or {}).get("rule", "")), str(message))
    return {
        talk: [
            (Line.of(rule, language), message)
            for rule, message in rules.items()
            if rule and rule != "did-handed-over" and texts.has_text(rule, language)
        ]
        for talk, rules in first.items()
    }


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
