"""What the customer wrote, read from the database and understood."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from invekto.agent_ai import lessons
from invekto.agent_ai.contract import Choice, Flow, FlowState, Inbound, Vertical, Wish
from invekto.agent_ai.engine import registry
from invekto.agent_ai.engine.buttons import is_choice_id, read_choice_id, read_wish_id
from invekto.agent_ai.engine.language import conversation_language
from invekto.agent_ai.engine.served import for_people
from invekto.agent_ai.subjects import COURTESIES
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.chat_analysis.services import Analyser, Analysis, load_analyser
from invekto.core.folding import fold
from invekto.core.models import Tenant
from invekto.core.statements import run_prepared
from invekto.messaging.models import Author, Contact, Conversation, Message

# Their text is our own description of what came, not the customer's words.
_NO_WORDS = frozenset({"location", "contacts"})
_LONGEST_BURST = 20  # messages read together; of a longer burst the last ones count
_APART = re.compile(r"[\n;+?!]+|,\s|\.\s|\s[-–/]\s|\s(?:ayr[ıi]ca|bir de|bi de)\s", re.I)
_MOST_PARTS = 6  # read one by one
_CLEAR_PART = 0.8  # two matters that are set apart speak for each other; alone each would need more


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A conversation at one moment, with the customer's messages that nobody dealt with, oldest first.

    ``before``: language of the customer's last message before these; ``offered`` as in ``Turn``; ``taught``: what
    the tenant's people said of earlier messages.
    """

    tenant: Tenant
    contact: Contact
    conversation: Conversation
    vertical: Vertical
    messages: tuple[Inbound, ...]
    before: str | None
    offered: tuple[tuple[str, str], ...]
    taught: lessons.Taught

    @property
    def open_flow(self) -> FlowState | None:
        return FlowState.from_json(self.conversation.flow)


@dataclass(frozen=True, slots=True)
class Reading:
    """``own``: each written message's analysis; ``together``: of all of them.

    ``wishes``: best first, none when nothing was written; the first may be under the threshold, the others
    are not. ``spoken``: ISO code. ``guessed``: what the analysis took for the first wish, where a language model
    chose another or the same (``engine.composing``); it stays what is kept and judged.
    """

    own: Mapping[UUID, Analysis]
    together: Analysis
    wishes: tuple[Wish, ...]
    spoken: str
    guessed: Wish | None = None

    @property
    def is_emergency(self) -> bool:
        return any(analysis.signals.red_flag for analysis in (*self.own.values(), self.together))

    def stored(self, message: Inbound) -> dict[str, Any] | None:
        """What is kept with the message: its own analysis, and what the burst or the tap meant."""
        analysis = self.own.get(message.id)
        if analysis is None:
            return None
        kept = analysis.to_dict() | {"threshold": analysis.threshold, "version": analysis.version}
        first = self.guessed or self.wishes[0]
        if self.guessed:
            kept["helped"] = self.wishes[0].intent
        if first.tapped:
            kept |= {"intent": first.intent, "confidence": 1.0, "tapped": True}
        elif len(self.own) > 1:
            # Of several matters each message keeps its own; what says nothing by itself belongs to the first.
            limits = self.together.limits
            meant = next((wish for wish in self.wishes if wish.intent == analysis.intent), first)
            kept["together"] = {
                "intent": meant.intent,
                "confidence": round(meant.confidence, 4),
                "threshold": (limits.of_first if meant is first else limits.of)(meant.intent),
                "messages": [str(one) for one in self.own],
            }
        return kept


def snapshots(conversation_ids: Sequence[UUID]) -> list[Snapshot]:
    """Of those conversations in which something waits for an answer. Inside the tenant's scope."""
    unanswered: dict[UUID, list[Message]] = {}
    for message in Message.objects.filter(
        conversation_id__in=list(conversation_ids), author=Author.CUSTOMER, answered_at=None
    ).order_by("id"):
        unanswered.setdefault(message.conversation_id, []).append(message)
    if not unanswered:
        return []
    conversations = Conversation.objects.select_related("contact", "tenant").filter(id__in=list(unanswered))
    said, asked = _last_words(list(unanswered))
    taught = lessons.taught(next(iter(unanswered.values()))[0].tenant_id)
    return [
        Snapshot(
            tenant=conversation.tenant,
            contact=conversation.contact,
            conversation=conversation,
            vertical=registry.vertical(conversation.tenant.vertical),
            messages=tuple(_inbound(message) for message in unanswered[conversation.id]),
            before=said.get(conversation.id),
            offered=_offered(asked.get(conversation.id)),
            taught=taught,
        )
        for conversation in conversations.order_by("id")
    ]


_LAST_WORDS = """
SELECT talk.id, said.language, asked.content::text
FROM unnest(%s::uuid[]) AS talk (id)
LEFT JOIN LATERAL (
    SELECT m.analysis ->> 'language' AS language FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = talk.id AND m.author = 'customer'
      AND m.answered_at IS NOT NULL
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS said ON true
LEFT JOIN LATERAL (
    SELECT m.content FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = talk.id AND m.author = 'bot'
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS asked ON true
"""


def _last_words(talks: list[UUID]) -> tuple[dict[UUID, str], dict[UUID, dict[str, Any]]]:
    """By conversation: the language of the customer's last message before, and what the bot's last one held."""
    rows = run_prepared(_LAST_WORDS, [talks])
    said = {talk: language for talk, language, _ in rows if language}
    asked = {talk: json.loads(content) for talk, _, content in rows if content}
    return said, asked


def _inbound(message: Message) -> Inbound:
    return Inbound(
        id=message.id,
        type=message.type,
        text="" if message.revoked_at else message.text,
        reply_id=message.content.get("reply_id"),
        at=message.at,
        late=bool(message.content.get("late")),
    )


def _offered(content: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    if content is None:
        return ()
    rows = (content.get("list") or {}).get("rows", [])
    offered = [*content.get("buttons", []), *rows]
    return tuple((item["id"], item["title"]) for item in offered if item.get("id"))  # a template's have none


def analyser(vertical: str) -> Analyser:
    return load_analyser(vertical, cache_dir=settings.CACHE_DIR)


def understand(seen: Snapshot, *, known_intents: frozenset[str], now: datetime) -> Reading:
    """Outside every scope: it takes a millisecond per message and no database."""
    written = [one for one in seen.messages if one.text.strip() and one.type not in _NO_WORDS]
    spoken_before = seen.contact.language
    engine = analyser(seen.vertical.name)
    joined = "\n".join(message.text for message in written[-_LONGEST_BURST:])
    own_texts = [message.text for message in written]
    every = engine.analyze_many(
        own_texts if len(written) == 1 else [*own_texts, joined],  # one message is read once
        now=now,
        timezone=seen.tenant.timezone,
        previous_language=spoken_before,
        threshold=seen.tenant.confidence_threshold,
        thresholds=seen.tenant.intent_thresholds,
        for_people=for_people(seen.vertical.name),
        memory=lessons.memory(seen.taught, engine),
    )
    together = every[-1]
    own = {message.id: analysis for message, analysis in zip(written, every, strict=False)}
    if not written:
        return Reading({}, together, (), spoken_before or seen.tenant.language)
    tap = _tap(written[-1], seen.offered, known_intents, seen.vertical.flows)
    wishes = (tap,) if tap else _wishes(together)
    is_unclear = wishes[0].confidence < together.limits.of_first(wishes[0].intent)
    if not tap and len(parts := _parts(joined)) > (1 if is_unclear else len(wishes)):
        read = engine.analyze_many(
            parts,
            now=now,
            timezone=seen.tenant.timezone,
            previous_language=spoken_before,
            threshold=seen.tenant.confidence_threshold,
            thresholds=seen.tenant.intent_thresholds,
            for_people=for_people(seen.vertical.name),
            memory=lessons.memory(seen.taught, engine),
        )
        found = _part_by_part(read, people=for_people(seen.vertical.name))
        known = {wish.intent for wish in found}
        rest = () if is_unclear else tuple(wish for wish in wishes if wish.intent not in known)
        wishes = (*found, *rest) if found else wishes
    return Reading(
        own=own,
        together=together,
        wishes=wishes,
        spoken=conversation_language(
            spoken=spoken_before,
            detected=together.language,
            # The words on a button are ours and tell nothing of the customer.
            text="" if tap else joined,
            before=seen.before,
            default=seen.tenant.language,
        ),
    )


def _tap(
    message: Inbound,
    offered: tuple[tuple[str, str], ...],
    known: frozenset[str],
    flows: Mapping[str, Flow],
) -> Wish | None:
    """A tapped button or row, also when its title was typed instead."""
    identifier = message.reply_id
    if identifier is None:
        typed = fold(message.text)
        identifier = next((offer for offer, title in offered if fold(title) == typed), None)
    if is_choice_id(identifier):
        return _chosen(read_choice_id(identifier) or _NO_CHOICE, known, flows)
    meant = read_wish_id(identifier)
    if meant is None or meant[0] not in known:
        return None
    return Wish(intent=meant[0], confidence=1.0, slots=meant[1], tapped=True)


_NO_CHOICE = Choice("", 0, "", "", "")


def _chosen(choice: Choice, known: frozenset[str], flows: Mapping[str, Flow]) -> Wish:
    """What was chosen in a flow's question; which question, the engine must still compare with the open one."""
    flow = flows.get(choice.flow)
    served = sorted(flow.serves & known, key=lambda intent: intent != choice.flow) if flow else [OUT_OF_SCOPE]
    intents = served or [choice.flow]  # a flow that plain words begin has its own name for a wish
    return Wish(intents[0], confidence=1.0, tapped=True, choice=choice)


def _wishes(analysis: Analysis) -> tuple[Wish, ...]:
    first, *others = analysis.intents
    if not _says_something(analysis):
        return (Wish(first.intent, 0.0),)
    return (
        Wish(first.intent, first.confidence),
        *(
            Wish(guess.intent, guess.confidence)
            for guess in others
            if guess.confidence >= analysis.limits.of(guess.intent)
        ),
    )


def _parts(text: str) -> list[str]:
    """What a writer sets apart: lines, and the pieces of a list ("botoks fiyatı + cumartesi açık mı + otopark")."""
    parts = [part.strip() for part in _APART.split(text)]
    written = [part for part in parts if any(map(str.isalpha, part))]
    return written if 2 <= len(written) <= _MOST_PARTS else []


def _part_by_part(read: Sequence[Analysis], *, people: Collection[str]) -> tuple[Wish, ...]:
    """Several matters whose words blur each other, where each alone is clear; none unless two of them are.

    Only what is answered from what the tenant wrote down: wishes that end with ``people`` are asked about as before.
    """
    clear: dict[str, Wish] = {}
    for analysis in read:
        guess = analysis.intents[0]
        is_matter = guess.intent not in COURTESIES and guess.intent not in people
        limits = analysis.limits
        if is_matter and guess.confidence >= limits.own.get(guess.intent, min(limits.general, _CLEAR_PART)):
            sure = max(guess.confidence, limits.of(guess.intent))
            clear.setdefault(guess.intent, Wish(guess.intent, sure))
    return tuple(clear.values()) if len(clear) > 1 else ()


def _says_something(analysis: Analysis) -> bool:
    """A lone "?" or "1" looks a little like many wishes and is none; an emoji or an order number is one."""
    return bool(analysis.entities) or any(
        char.isalpha() or unicodedata.category(char) == "So" for char in analysis.text
    )
