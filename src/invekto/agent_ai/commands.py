"""`invekto chat`: talk to a tenant's bot in the terminal."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

import click

from invekto.agent_ai import services
from invekto.agent_ai.contract import Buttons, Content, ListMenu
from invekto.agent_ai.engine.answer import answer
from invekto.agent_ai.rehearsal import TERMINAL
from invekto.core import clock
from invekto.core.models import Tenant
from invekto.core.phones import to_e164
from invekto.core.tenancy import door, tenant_scope
from invekto.messaging import services as messaging
from invekto.messaging.models import (
    Author,
    Contact,
    Conversation,
    DeliveryStatus,
    Message,
    Mode,
    WhatsAppNumber,
)
from invekto.outbound.content import Media, Reaction, TemplateMessage

Json = dict[str, Any] | None


@click.command()
@click.option("--tenant", "slug", required=True, help="Whose bot to talk to.")
@click.option(
    "--phone", help="Write as the customer with this number: their orders, their thread in the inbox."
)
def chat(slug: str, phone: str | None) -> None:
    """Talk to the bot here; nothing is sent to WhatsApp.

    Without --phone it is a rehearsal: the inbox and the figures of the pages leave it out.

    The same engine answers as on the phone, from the same data. A number chooses a button. /bot gives the
    conversation back to the bot after a hand-over, /quit ends.
    """
    with door("slug", slug):
        tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        _refuse(f"There is no tenant called {slug}.")
    e164 = to_e164(phone) if phone else None
    if phone and e164 is None:
        _refuse(f"{phone} is not a phone number.")
    _Chat(tenant.id, _conversation(tenant, e164)).run()


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def _conversation(tenant: Tenant, phone: str | None) -> UUID:
    now = clock.now()
    with tenant_scope(tenant.id):
        number = WhatsAppNumber.objects.order_by("created_at").first()
        if number is not None:
            contact = _contact(tenant.id, phone, now)
            return messaging.open_conversation(contact, number_id=number.id, now=now).id
    _refuse(f"{tenant.name} has no WhatsApp number yet.")


def _contact(tenant_id: UUID, phone: str | None, now: datetime) -> Contact:
    if phone is not None:
        return messaging.contact_with_phone(phone, tenant_id=tenant_id, now=now)
    contact, _ = Contact.objects.get_or_create(
        tenant_id=tenant_id, user_id=TERMINAL, defaults={"profile_name": "Terminal", "created_at": now}
    )
    return contact


class _Terminal:
    """Where WhatsApp would be."""

    def __init__(self, chat: _Chat, now: datetime) -> None:
        self._chat, self._now = chat, now

    def add(self, *, conversation: Conversation, content: Content, author: Author, why: Json = None) -> None:
        self._chat.show(conversation, content, author, why, self._now)

    def write(self) -> None:
        """Nothing waits: what is added is shown at once."""


class _Chat:
    """The thread of one terminal; remembers which buttons were shown last."""

    def __init__(self, tenant_id: UUID, conversation_id: UUID) -> None:
        self._tenant_id = tenant_id
        self._conversation_id = conversation_id
        self._offered: list[tuple[str, str]] = []

    def run(self) -> None:
        while (line := self._read()) is not None:
            if line == "/bot":
                with tenant_scope(self._tenant_id):
                    services.hand_back(self._conversation_id, None, clock.now())
                click.echo("The bot answers again.")
            elif line:
                self._customer_writes(line)
                answer(self._tenant_id, [self._conversation_id], outgoing=lambda now: _Terminal(self, now))
                self._tell_who_speaks()

    def _read(self) -> str | None:
        """None at the end."""
        try:
            line = click.prompt(">", prompt_suffix=" ", default="", show_default=False).strip()
        except click.Abort:
            return None
        return None if line in ("/quit", "/q") else line

    def _customer_writes(self, line: str) -> None:
        content: dict[str, Any] = {}
        kind = "text"
        if line.isdecimal() and 0 < int(line) <= len(self._offered):
            identifier, line = self._offered[int(line) - 1]
            content, kind = {"reply_id": identifier}, "interactive"
        now = clock.now()
        with tenant_scope(self._tenant_id):
            Conversation.objects.filter(id=self._conversation_id).update(
                last_inbound_at=now,
                last_message_at=now,
                last_text=line[:200],
                last_type=kind,
                last_author=Author.CUSTOMER,
            )
            Message.objects.create(
                tenant_id=self._tenant_id,
                conversation_id=self._conversation_id,
                author=Author.CUSTOMER,
                type=kind,
                text=line,
                content=content,
                at=now,
                received_at=now,
            )

    def show(
        self, conversation: Conversation, content: Content, author: Author, why: Json, now: datetime
    ) -> None:
        """The words go to the terminal and into the thread, not to a phone."""
        self._offered = _choices(content) or self._offered
        words = _words(content)
        click.echo(words)
        for place, (_, title) in enumerate(_choices(content), start=1):
            click.echo(f"  [{place}] {title}")
        Message.objects.create(
            tenant_id=conversation.tenant_id,
            conversation=conversation,
            author=author,
            type=content.kind,
            text=words,
            content={"buttons": [{"id": key, "title": title} for key, title in _choices(content)]},
            at=now,
            received_at=now,
            status=DeliveryStatus.DELIVERED,
            status_at=now,
            why=why,
        )

    def _tell_who_speaks(self) -> None:
        with tenant_scope(self._tenant_id):
            conversation = Conversation.objects.get(id=self._conversation_id)
        if conversation.mode != Mode.BOT:
            click.echo(
                f"A person is needed ({conversation.handoff_reason}); the bot is silent. /bot brings it back."
            )


def _words(content: Content) -> str:
    match content:
        case TemplateMessage(name):
            return name
        case Media(media_kind, caption=caption):
            return caption or media_kind
        case Reaction(emoji=emoji):
            return emoji
        case _:
            return content.body


def _choices(content: Content) -> list[tuple[str, str]]:
    match content:
        case Buttons(buttons=buttons):
            return [(button.id, button.title) for button in buttons]
        case ListMenu(rows=rows):
            return [(row.id, row.title) for row in rows]
        case _:
            return []
