"""The demo's past talks, written into the tables in bulk.

A thread (data/threads/*.yaml) has ``phone``, ``name``, ``begins`` (``minutes`` ago, or ``days`` ago ``at`` a
time of day) and ``messages``, each with ``after`` the one before:

- ``customer``: what was written, with ``intent`` and ``confidence`` as understood; ``image`` or ``audio``
- ``bot``: what was answered, ``did`` (a text id) and ``buttons``; ``human``: a colleague's words, ``by`` whom
- ``template``: its name, with the rendered ``text``; ``taken_by`` and ``given_back_by``: lines in the thread
- ``note``: the hand-over note, each of its lines as ``text`` (a text id) and what goes into it (``with``)
- ``quotes``: the number of the message it answers, from 1; ``reacts``: the customer's emoji; ``failed``: a code
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from invekto.agent_ai.engine import registry
from invekto.agent_ai.services import note_of
from invekto.agent_ai.subjects import COURTESIES
from invekto.core.models import Tenant, User
from invekto.messaging.models import (
    Author,
    Contact,
    Conversation,
    DeliveryStatus,
    MediaFile,
    Message,
    Mode,
    WhatsAppNumber,
)
from invekto.messaging.search import remember
from invekto.messaging.services import search_key
from invekto.onboarding.demo.calendar import dated, local, rows, span
from invekto.outbound.content import Button, Buttons, Content, TemplateMessage, Text
from invekto.outbound.models import OutboundMessage, SendState

_MIME = {"image": "image/jpeg", "audio": "audio/ogg"}
# How long people and the bot take when the thread does not say.
_AFTER = {
    "customer": "1m",
    "bot": "1s",
    "human": "3m",
    "template": "1m",
    "taken_by": "3m",
    "given_back_by": "1m",
}
_NOTICES = {"taken_by": "handover-notice-taken", "given_back_by": "handover-notice-back"}


@dataclass(slots=True)
class _Written:
    """Rows of one tenant's threads, gathered to be inserted together."""

    contacts: list[Contact] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)
    media: list[MediaFile] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    ledger: list[OutboundMessage] = field(default_factory=list)


def store_demo_threads(tenant: Tenant, now: datetime) -> int:
    """Inside the tenant's scope, once; returns how many conversations there are now."""
    number = WhatsAppNumber.objects.get()
    people = {user.email.split("@")[0]: user for user in User.objects.filter(tenant=tenant)}
    written = _Written()
    for n, thread in enumerate(rows(f"threads/{tenant.slug}.yaml"), start=1):
        _Thread(tenant, number, people, thread, n, now).write(written)
    Contact.objects.bulk_create(written.contacts)
    Conversation.objects.bulk_create(written.conversations)
    MediaFile.objects.bulk_create(written.media)
    Message.objects.bulk_create(written.messages)
    remember(written.messages)
    OutboundMessage.objects.bulk_create(written.ledger)
    return len(written.conversations)


class _Thread:
    def __init__(
        self,
        tenant: Tenant,
        number: WhatsAppNumber,
        people: dict[str, User],
        thread: dict[str, Any],
        n: int,
        now: datetime,
    ) -> None:
        self.tenant, self.number, self.people, self.thread, self.now = tenant, number, people, thread, now
        self.language: str = thread.get("language", tenant.language)
        self.prefix = f"wamid.DEMO.{tenant.slug}.{n}"
        self.moments = self._moments()

    def _moments(self) -> list[datetime]:
        begins = self.thread["begins"]
        if "minutes" in begins:
            moment = self.now - timedelta(minutes=begins["minutes"])
        else:
            moment = local(self.now, -begins["days"], time.fromisoformat(begins["at"]))
        moments = []
        for n, entry in enumerate(self.thread["messages"]):
            kind = next(kind for kind in _AFTER if kind in entry)
            moment += span(entry.get("after", _AFTER[kind])) if n else timedelta()
            moments.append(moment)
        # A talk of yesterday evening must be over by now, also when the demo starts at night.
        late = max(moments[-1] - (self.now - timedelta(minutes=1)), timedelta())
        return [moment - late for moment in moments]

    def write(self, written: _Written) -> None:
        contact = self._contact()
        conversation = Conversation(
            tenant=self.tenant,
            contact=contact,
            number=self.number,
            mode=self.thread.get("mode", Mode.BOT),
            handoff_reason=self.thread.get("reason"),
            note=self._note(),
            assigned_to=self.people[self.thread["agent"]] if "agent" in self.thread else None,
            unread=self.thread.get("unread", 0),
            created_at=self.moments[0],
            last_message_at=self.moments[-1],
        )
        messages = [self._message(n, conversation) for n in range(len(self.moments))]
        for entry, message in zip(self.thread["messages"], messages, strict=True):
            if "quotes" in entry:
                message.quoted_wamid = messages[entry["quotes"] - 1].wamid
        self._sum_up(conversation, messages)
        sold = registry.vertical(self.tenant.vertical).leads
        asked = [one.at for one in messages if (one.analysis or {}).get("intent") in sold]
        contact.lead_since = min(asked, default=None)
        written.contacts.append(contact)
        written.conversations.append(conversation)
        written.media += [message.media for message in messages if message.media]
        written.messages += messages
        written.ledger += [
            self._ledger(entry, message, contact)
            for entry, message in zip(self.thread["messages"], messages, strict=True)
            if message.status is not None
        ]

    def _contact(self) -> Contact:
        contact = Contact(
            tenant=self.tenant,
            phone=self.thread["phone"],
            profile_name=self.thread["name"],
            language=self.language,
            tags=self.thread.get("tags", []),
            flags=self.thread.get("flags", []),
            created_at=self.moments[0],
        )
        if self.thread.get("opted_out"):
            contact.opted_out_at, contact.opted_out_how = self.moments[-1], "message"
        contact.search_key = search_key(contact)
        return contact

    def _note(self) -> dict[str, Any] | None:
        note: dict[str, Any] | None = self.thread.get("note")
        return note and note_of(note, self.tenant.language)

    def _message(self, n: int, conversation: Conversation) -> Message:
        entry, at = self.thread["messages"][n], self.moments[n]
        common: dict[str, Any] = {
            "tenant": self.tenant,
            "conversation": conversation,
            "at": at,
            "received_at": at,
        }
        if notice := next((kind for kind in _NOTICES if kind in entry), None):
            content = {"notice": _NOTICES[notice], "variables": {"name": self.people[entry[notice]].name}}
            return Message(author=Author.SYSTEM, type="notice", content=content, **common)
        common["wamid"] = f"{self.prefix}.{n + 1}"
        if "customer" in entry:
            return self._inbound(entry, common)
        status = self._status(entry, n)
        return Message(
            author=_author(entry),
            user=self.people[entry["by"]] if "by" in entry else None,
            type=_content(entry, self.language).kind,
            text=self._words(entry),
            content=_shown(entry, self.language),
            status=status,
            status_at=min(at + timedelta(seconds=40), self.now),
            failure_code=entry.get("failed"),
            reaction=entry.get("reacts"),
            why={"intent": self._asked(n), "confidence": None, "rule": entry["did"]}
            if "did" in entry
            else None,
            **common,
        )

    def _inbound(self, entry: dict[str, Any], common: dict[str, Any]) -> Message:
        kind = next((kind for kind in _MIME if entry.get(kind)), None)
        media = None
        if kind:
            # WhatsApp keeps files for a month; what is older than the demo was never fetched.
            media = MediaFile(
                tenant=self.tenant,
                mime_type=_MIME[kind],
                state=MediaFile.State.EXPIRED,
                created_at=common["at"],
            )
        tapped = bool(entry.get("tapped"))
        return Message(
            author=Author.CUSTOMER,
            type=kind or ("interactive" if tapped else "text"),
            text=entry["customer"],
            media=media,
            analysis=_analysis(entry, entry.get("language", self.language)) if "intent" in entry else None,
            answered_at=common["at"],
            **common,
        )

    def _asked(self, n: int) -> str | None:
        """The intent of the customer's message a bot's answer at ``n`` serves."""
        before = [entry for entry in self.thread["messages"][:n] if "intent" in entry]
        return str(before[-1]["intent"]) if before else None

    def _status(self, entry: dict[str, Any], n: int) -> str:
        if "failed" in entry:
            return DeliveryStatus.FAILED
        answered = any("customer" in later for later in self.thread["messages"][n + 1 :])
        return DeliveryStatus.READ if answered else DeliveryStatus.DELIVERED

    def _words(self, entry: dict[str, Any]) -> str:
        words = entry.get("bot") or entry.get("human") or entry["text"]
        return dated(words, self.now, self.language)

    def _sum_up(self, conversation: Conversation, messages: list[Message]) -> None:
        """What the list shows of the thread."""
        said = [message for message in messages if message.type != "notice"]
        inbound = [message for message in said if message.author == Author.CUSTOMER]
        last = said[-1]
        conversation.last_message_at = last.at
        conversation.last_type, conversation.last_author = last.type, last.author
        conversation.last_text = last.text[:200]
        intents = [message.analysis["intent"] for message in inbound if message.analysis]
        subjects = [intent for intent in intents if intent not in COURTESIES]
        conversation.intent = subjects[-1] if subjects else ""
        conversation.last_inbound_at = inbound[-1].at if inbound else None
        given = [message for message in said if message.why and message.why["rule"] == "did-handed-over"]
        if conversation.mode != Mode.BOT and given:
            conversation.handed_off_at = given[-1].at
        taken = [message for message in messages if message.content.get("notice") == _NOTICES["taken_by"]]
        if conversation.mode == Mode.HUMAN and taken:
            conversation.taken_over_at = taken[-1].at
        if conversation.mode == Mode.WAITING and given:
            asked = [message for message in inbound if message.at < given[-1].at]
            conversation.waiting_since = asked[-1].at
        elif conversation.mode == Mode.HUMAN and last.author == Author.CUSTOMER:
            conversation.waiting_since = last.at

    def _ledger(self, entry: dict[str, Any], message: Message, contact: Contact) -> OutboundMessage:
        failed = message.status == DeliveryStatus.FAILED
        content = _content(entry | {"words": message.text}, self.language)
        return OutboundMessage(
            tenant=self.tenant,
            number=self.number,
            contact=contact,
            conversation=message.conversation,
            message=message,
            author=message.author,
            kind=content.kind,
            body=content.to_json(),
            state=SendState.FAILED if failed else SendState.SENT,
            next_attempt_at=message.at,
            attempts=1,
            wamid=message.wamid,
            error_code=message.failure_code,
            created_at=message.at,
            settled_at=message.status_at,
        )


def _author(entry: dict[str, Any]) -> Author:
    if "human" in entry:
        return Author.HUMAN
    return Author.BOT if "bot" in entry else Author.SYSTEM


def _content(entry: dict[str, Any], language: str) -> Content:
    words = entry.get("words") or entry.get("bot") or entry.get("human") or entry["text"]
    if "template" in entry:
        return TemplateMessage(entry["template"], language)
    if "buttons" in entry:
        return Buttons(words, tuple(Button(f"demo:{n}", title) for n, title in enumerate(entry["buttons"])))
    return Text(words)


def _shown(entry: dict[str, Any], language: str) -> dict[str, Any]:
    content = _content(entry, language)
    if isinstance(content, TemplateMessage):
        return {"template": content.name, "template_language": language}
    return {"buttons": content.to_json()["buttons"]} if isinstance(content, Buttons) else {}


def _analysis(entry: dict[str, Any], language: str) -> dict[str, Any]:
    """As `invekto analyze` would have written it, without the parts nobody looks back at."""
    guess = {"intent": entry["intent"], "confidence": entry["confidence"]}
    return {
        "text": entry["customer"],
        **guess,
        "intents": [guess | {"span": [0, len(entry["customer"])]}],
        "language": language,
        "sentiment": entry.get("mood", 0.0),
        "negative_review_signal": entry.get("review", False),
        "entities": {},
        "signals": {
            "b2b": entry["intent"] == "wholesale_inquiry",
            "b2b_evidence": [],
            "urgent": entry.get("urgent", False),
            "red_flag": entry["intent"] == "emergency",
            "foreign_patient": entry["intent"] == "foreign_patient",
        },
        "explanation": [],
        "handoff": entry["intent"] in ("human_request", "emergency"),
    } | ({"tapped": True} if entry.get("tapped") else {})
