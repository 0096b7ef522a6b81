"""Everything that writes to a customer as the bot, each with talks in which it is about to: for the interleavings.

``since.reassure``, ``guards._tell``, ``expiry._close`` and the four of ``engine.writing`` (an answer, an apology, a
better time, an emergency's advice) are all there are: ``git grep Author.BOT``. ``resuming`` says nothing, and lets the
bot speak again. ``callback.announce_due`` tells pages only; ``say_again`` is a person's word (an act of the test).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.tenants import TenantKit

LEFT_FOR = timedelta(hours=3)  # by whoever spoke last, where somebody did


@dataclass(frozen=True)
class Writer:
    """``words``: what each customer has written, in turn; ``columns``: how their talks stand.

    ``times``: so often each of them wrote it; ``one_by_one``: each talk has a transaction of its own.
    """

    name: str
    words: tuple[str, ...]
    columns: dict[str, Any] = field(default_factory=dict)
    times: int = 1
    one_by_one: bool = False


_WAITING: dict[str, Any] = {"mode": "waiting", "handoff_reason": "asked", "note": {"lines": {}}}
_LEFT: dict[str, Any] = {"mode": "human", "handoff_reason": "asked"}

ANSWER = Writer("answer", ("merhaba", "bir yetkiliyle görüşmek istiyorum"))
APOLOGY = Writer("apology", ("merhaba",))
FLOOD = Writer("flood", ("merhaba orada mısınız",), times=40, one_by_one=True)
REASSURANCE = Writer("reassurance", ("kimse yok mu",), _WAITING)
BETTER_TIME = Writer("better time", ("yarın 10'da arayın",), _WAITING)
ADVICE = Writer("advice", ("yüzüm çok şişti nefes alamıyorum",), _LEFT)
EXPIRY = Writer("expiry", ())
RESUMED = Writer("resumed", ("merhaba",), _LEFT)

# Ten rounds of one clinic.
WRITERS = (ANSWER, APOLOGY, REASSURANCE, ANSWER, FLOOD, BETTER_TIME, ADVICE, ANSWER, EXPIRY, RESUMED)


def writer_of(number: int) -> Writer:
    """Of the round with this number. A flood's messages cost as much as four other rounds, so it comes less often."""
    writer = WRITERS[number % len(WRITERS)]
    return ANSWER if writer is FLOOD and number // len(WRITERS) % 3 else writer


def customers(kit: TenantKit, writer: Writer, now: datetime, many: int) -> list[UUID]:
    """So many talks in which ``writer`` is about to speak."""
    from invekto.messaging.models import Contact, Conversation

    first, kit.phones = kit.phones, kit.phones + many
    columns = writer.columns | _moments(kit, writer, now)
    with kit.scope():
        people = Contact.objects.bulk_create(
            Contact(tenant_id=kit.id, phone=f"+9053{number:08d}", created_at=now)
            for number in range(first, kit.phones)
        )
        talks = Conversation.objects.bulk_create(
            Conversation(
                tenant_id=kit.id,
                contact=one,
                number=kit.number,
                last_inbound_at=now,
                last_message_at=now,
                created_at=now,
                **{"waiting_since": now} | columns,
            )
            for one in people
        )
        if writer is not RESUMED:
            write(kit, writer, [talk.id for talk in talks], now)
        _break(kit, is_broken=writer is APOLOGY)
    return [talk.id for talk in talks]


def write(kit: TenantKit, writer: Writer, talks: list[UUID], now: datetime) -> None:
    """What the customers say. Inside the tenant's scope."""
    from invekto.messaging.models import Author, Message

    Message.objects.bulk_create(
        Message(
            tenant_id=kit.id,
            conversation_id=talk,
            author=Author.CUSTOMER,
            type="text",
            text=writer.words[number % len(writer.words)],
            at=now,
            received_at=now,
        )
        for number, talk in enumerate(talks)
        for _ in range(writer.times if writer.words else 0)
    )


def _moments(kit: TenantKit, writer: Writer, now: datetime) -> dict[str, Any]:
    if writer.columns is _LEFT:
        since = {"taken_over_at": now - LEFT_FOR, "handed_off_at": now - LEFT_FOR}
        return since | {"assigned_to": kit.agent} | ({"waiting_since": None} if writer is RESUMED else {})
    if writer.columns is _WAITING:
        booked = {"callback_at": now + timedelta(days=3)} if writer is BETTER_TIME else {}
        return booked | {"handed_off_at": now - timedelta(minutes=40)}
    if writer is EXPIRY:
        from invekto.agent_ai.contract import FlowState
        from invekto.agent_ai.engine import registry

        flow: Any = registry.vertical("dental").flows["booking"]
        return {"flow": FlowState(flow.name, flow.version, "what").to_json(now - timedelta(hours=5))}
    return {}


def _break(kit: TenantKit, *, is_broken: bool) -> None:
    """A limit that is no number: nothing this clinic's customers write can be read."""
    from invekto.core.models import Tenant

    Tenant.objects.filter(id=kit.id).update(intent_thresholds={"greeting": "?"} if is_broken else {})
