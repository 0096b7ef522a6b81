"""People accept, change or refuse a suggestion, and take that back. Inside the tenant's scope.

Each locks the conversation's row first, then the suggestion's, so that two at once are one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from invekto.agent_ai import canned, services
from invekto.agent_ai.judging import NotJudgeable, judge_answer, judgements_of, withdraw_judgement
from invekto.agent_ai.models import CannedReply, Origin, Outcome, Source, SuggestedReply, Verdict
from invekto.agent_ai.suggestions.audience import is_seen_by
from invekto.agent_ai.suggestions.distance import edit_distance
from invekto.agent_ai.suggestions.passing import UNDECIDED, opened_again
from invekto.agent_ai.variables import Filled, fill, with_blanks
from invekto.core import live
from invekto.core.models import User
from invekto.messaging.models import Author, Conversation, Message
from invekto.outbound import services as outbound
from invekto.outbound.content import Text
from invekto.outbound.models import OutboundMessage

UNDO_FOR = timedelta(seconds=5)  # an accepted suggestion waits so long before it leaves
_SOMETHING_ELSE = 0.7  # of the longer text's characters; from here on the suggestion was no help


class Outdated(Exception):
    """The customer wrote again since the suggestion was made: read that first."""


class Decided(Exception):
    """Somebody has made something else of this suggestion."""


class TooLate(Exception):
    """The message has left, or is just leaving."""


def shown_text(suggestion: SuggestedReply, user: User) -> str:
    """As ``user`` would send it; blanks may be left."""
    return _signed(suggestion.reply_text, user).text


def accept(
    suggestion_id: UUID,
    user: User,
    now: datetime,
    *,
    text: str | None = None,
    entered: Mapping[str, str] | None = None,
    hold: timedelta = timedelta(),
) -> OutboundMessage:
    """Send it: word for word, or as ``text``; ``entered``: what was filled into its blanks. Once, however often asked.

    ``hold``: how long it can be taken back. Raises SuggestedReply.DoesNotExist also for one that ``user`` may not read,
    Outdated (only where ``text`` is not given), Decided, ContentRefused for an open blank, and what
    ``outbound.services.send`` raises; then nothing was changed.
    """
    suggestion = _locked(suggestion_id, reader=user)
    if suggestion.was_accepted and suggestion.sent_message_id is not None:
        if text is not None and text != suggestion.sent_text:
            raise Decided(suggestion_id)  # a colleague sent it meanwhile; these are other words
        return OutboundMessage.objects.get(message_id=suggestion.sent_message_id)
    if suggestion.outcome is not None:
        raise Decided(suggestion_id)
    if text is None and _is_outdated(suggestion):
        raise Outdated(suggestion_id)
    offered = with_blanks(shown_text(suggestion, user), entered or {})
    words = offered if text is None else text
    distance = edit_distance(offered, words)
    helped = distance < _SOMETHING_ELSE * max(len(offered), len(words))
    with transaction.atomic():
        if helped:
            # Decided before it is said: what is still open then was passed over.
            suggestion.outcome = Outcome.EDITED if distance else Outcome.ACCEPTED
            suggestion.was_accepted = True
            suggestion.save(update_fields=["outcome", "was_accepted"])
        sent = services.say(suggestion.conversation_id, user, Text(words), now, hold=hold)
        if helped:
            suggestion.sent_message_id, suggestion.sent_text = sent.message_id, words
            suggestion.edit_distance = distance
            signed = _signed(suggestion.reply_text, user).used
            suggestion.filled = {**suggestion.filled, **signed, **_places(entered or {})}
            suggestion.decided_at, suggestion.decided_by = now, user
            suggestion.judgement_id = _judge(suggestion, user, now)
            suggestion.save()
    return sent


def pick(
    conversation_id: UUID,
    reply_id: UUID,
    user: User,
    now: datetime,
    *,
    text: str,
    language: str,
    entered: Mapping[str, str] | None = None,
) -> OutboundMessage:
    """Send ``text``, which was made from a canned reply that ``user`` picked; what was changed in it is kept.

    Raises Conversation.DoesNotExist, CannedReply.DoesNotExist, and what ``outbound.services.send`` raises.
    """
    conversation = Conversation.objects.select_related("contact", "tenant").get(id=conversation_id)
    reply = CannedReply.objects.get(id=reply_id)
    known = canned.values_for(conversation.tenant, conversation.contact, now=now, language=language)
    chosen = canned.filled_for(reply, language, known)
    sent = services.say(conversation_id, user, Text(text), now)
    if chosen is None:
        return sent
    signed = _signed(chosen.filled.text, user)
    offered = with_blanks(signed.text, entered or {})
    distance = edit_distance(offered, text)
    if distance >= _SOMETHING_ELSE * max(len(offered), len(text)):
        return sent
    last = _last_words(conversation_id)
    SuggestedReply.objects.create(
        tenant_id=conversation.tenant_id,
        conversation_id=conversation_id,
        message=last,
        intent=str(((last.analysis if last else None) or {}).get("intent") or ""),
        reply_text=offered,
        created_at=now,
        source=Origin.CANNED,
        rank=0,
        language=chosen.language,
        canned=reply,
        filled={**chosen.filled.used, **signed.used, **_places(entered or {})},
        outcome=Outcome.EDITED if distance else Outcome.ACCEPTED,
        was_accepted=True,
        sent_message_id=sent.message_id,
        sent_text=text,
        edit_distance=distance,
        decided_at=now,
        decided_by=user,
    )
    return sent


def reject(suggestion_id: UUID, user: User, now: datetime) -> SuggestedReply:
    """Safe to repeat. Says nothing of how the message was understood: good words may be refused, too.

    Raises SuggestedReply.DoesNotExist also for one that ``user`` may not read, Decided.
    """
    suggestion = _locked(suggestion_id, reader=user)
    if suggestion.outcome == Outcome.REJECTED:
        return suggestion
    if suggestion.outcome is not None:
        raise Decided(suggestion_id)
    suggestion.outcome, suggestion.was_accepted = Outcome.REJECTED, False
    suggestion.decided_at, suggestion.decided_by = now, user
    suggestion.save(update_fields=["outcome", "was_accepted", "decided_at", "decided_by"])
    _announce(suggestion)
    return suggestion


def undo(suggestion_id: UUID, user: User, now: datetime) -> SuggestedReply:
    """As if nothing had been decided: a message that has not left is taken back. Safe to repeat.

    Whoever sees the thread may: what was sent stands there for all of them.
    Raises SuggestedReply.DoesNotExist, TooLate.
    """
    suggestion = _locked(suggestion_id)
    if suggestion.outcome in (None, Outcome.PASSED_OVER):
        return suggestion
    sent, judged = suggestion.sent_message_id, suggestion.judgement_id
    if sent is not None:
        if not outbound.withdraw(sent, now):
            raise TooLate(suggestion_id)
        opened_again(sent)
    for name, value in UNDECIDED.items():
        setattr(suggestion, name, value)
    suggestion.save()
    if judged is not None and suggestion.message_id is not None:
        withdraw_judgement(suggestion.message_id, user=user, source=Source.SUGGESTION, now=now, meant=judged)
    _announce(suggestion)
    return suggestion


def _signed(text: str, user: User) -> Filled:
    return fill(text, {"agent": canned.first_name(user)})


def _places(entered: Mapping[str, str]) -> dict[str, str]:
    return {f"{{{{?{label}}}}}": value.strip() for label, value in entered.items() if value.strip()}


def _locked(suggestion_id: UUID, *, reader: User | None = None) -> SuggestedReply:
    found = SuggestedReply.objects.filter(is_seen_by(reader)) if reader else SuggestedReply.objects
    talk = found.values_list("conversation_id", flat=True).get(id=suggestion_id)
    Conversation.objects.select_for_update().only("id").get(id=talk)
    return SuggestedReply.objects.select_for_update().get(id=suggestion_id)


def _is_outdated(suggestion: SuggestedReply) -> bool:
    last = _last_words(suggestion.conversation_id)
    return last is not None and last.pk != suggestion.message_id


def _last_words(conversation_id: UUID) -> Message | None:
    """The customer's newest message, whatever it is; reactions are none."""
    theirs = Message.objects.filter(conversation_id=conversation_id, author=Author.CUSTOMER)
    return theirs.exclude(type="reaction").order_by("-at", "-id").first()


def _judge(suggestion: SuggestedReply, user: User, now: datetime) -> UUID | None:
    """An answer that fits was made for what was understood. What a person said of that by itself stands."""
    message = suggestion.message_id
    if message is None or message in judgements_of([message]):
        return None
    verdict = Verdict.EDITED if suggestion.outcome == Outcome.EDITED else Verdict.ACCEPTED
    try:
        return judge_answer(message, verdict=verdict, user=user, source=Source.SUGGESTION, now=now).pk
    except (NotJudgeable, Message.DoesNotExist):
        return None


def _announce(suggestion: SuggestedReply) -> None:
    live.announce("conversation", tenant_id=suggestion.tenant_id, conversation=suggestion.conversation_id)
