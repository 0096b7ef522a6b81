"""What people keep changing in a text becomes a new text, for the owner to take over. Inside the tenant's scope.

Proposals are counted anew each time; only the owner's word on one is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from invekto.agent_ai import canned
from invekto.agent_ai.models import CannedReply, Origin, Outcome, ReplyProposal, SuggestedReply
from invekto.agent_ai.suggestions.candidates import same
from invekto.agent_ai.suggestions.harmless import for_everybody
from invekto.agent_ai.variables import PLACE, BadReply, check
from invekto.agent_ai.wording import vertical_text
from invekto.core import texts
from invekto.core.models import Tenant, User

SEEN_FOR = timedelta(days=90)
_USES = 30  # the newest of a text
_FEWEST = 3  # people's texts that say the same
_OFTEN = 0.5  # of the uses
_MOST_ROWS = 3000
_TELLING = 3  # characters; a value this long stands in a text twice only when it is meant twice


@dataclass(frozen=True, slots=True)
class Proposal:
    """``reply``: the canned reply it would change; None: a new one for ``intent``, whose words the bot makes.

    ``edits`` of ``uses`` ended in words like ``text``. ``key`` names it as long as it says the same.
    """

    key: str
    reply: CannedReply | None
    intent: str
    language: str
    text: str
    former: str
    edits: int
    uses: int


Kind = tuple[UUID | None, str, str]  # canned reply, intent (of a handler's words), language


def proposals(now: datetime) -> list[Proposal]:
    """Those that the owner has not spoken of, most used first."""
    used = _used(now)
    spoken = list(ReplyProposal.objects.filter(at__gt=now - SEEN_FOR))
    found = []
    for kind, rows in used.items():
        proposal = _proposal(kind, rows)
        if proposal is not None and not any(
            (one.canned_id, one.language) == (kind[0], kind[2])
            and (kind[0] is not None or one.intent == kind[1])
            and same(one.text, proposal.text)
            for one in spoken
        ):
            found.append(proposal)
    return sorted(found, key=lambda one: (-one.edits, one.key))


def take(key: str, *, tenant: Tenant, user: User, now: datetime) -> ReplyProposal | None:
    """Its text from now on; None: there is no such proposal any more. Raises BadReply; then nothing was changed."""
    found = next((one for one in proposals(now) if one.key == key), None)
    if found is None:
        return None
    reply = found.reply
    kept = canned.save(
        _draft(found, tenant), tenant=tenant, user=user, now=now, reply_id=reply.pk if reply else None
    )
    return _spoken(found, kept.pk, is_taken=True, tenant=tenant, user=user, now=now)


def decline(key: str, *, tenant: Tenant, user: User, now: datetime) -> ReplyProposal | None:
    """Not this text; None: there is no such proposal any more."""
    found = next((one for one in proposals(now) if one.key == key), None)
    if found is None:
        return None
    canned_id = found.reply.pk if found.reply else None
    return _spoken(found, canned_id, is_taken=False, tenant=tenant, user=user, now=now)


def take_back(proposal_id: UUID, *, tenant: Tenant, user: User, now: datetime) -> bool:
    """What the owner said of it is undone; False: the text was changed since, and stays.

    Raises ReplyProposal.DoesNotExist.
    """
    spoken = ReplyProposal.objects.select_for_update().get(id=proposal_id)
    if spoken.is_taken and spoken.canned_id is not None:
        reply = CannedReply.objects.select_for_update().get(id=spoken.canned_id)
        if reply.body(spoken.language) != spoken.text:
            return False
        if spoken.former_text:
            draft = _with_body(reply, spoken.language, spoken.former_text)
            canned.save(draft, tenant=tenant, user=user, now=now, reply_id=reply.pk)
        else:
            canned.remove(reply.pk, user=user, now=now)
    spoken.delete()
    return True


def _used(now: datetime) -> Mapping[Kind, list[SuggestedReply]]:
    """The newest uses of each text: people's own and those of the bot's handlers."""
    rows = (
        SuggestedReply.objects.filter(decided_at__gt=now - SEEN_FOR, was_accepted=True)
        .filter(Q(source=Origin.HANDLER) | Q(canned__removed_at=None, source=Origin.CANNED))
        .select_related("canned", "conversation__contact")
        .order_by("-decided_at")[:_MOST_ROWS]
    )
    used: dict[Kind, list[SuggestedReply]] = defaultdict(list)
    for row in rows:
        kind = (row.canned_id, "" if row.canned_id else row.intent, row.language)
        if len(used[kind]) < _USES:
            used[kind].append(row)
    return used


def _proposal(kind: Kind, rows: Sequence[SuggestedReply]) -> Proposal | None:
    edited = [text for row in rows if row.outcome == Outcome.EDITED and (text := _general(row)) is not None]
    if len(edited) < max(_FEWEST, _OFTEN * len(rows)):
        return None
    text, alike = max(((one, _alike(one, edited)) for one in edited), key=lambda pair: (pair[1], pair[0]))
    if alike < max(_FEWEST, _OFTEN * len(rows)):
        return None
    reply = rows[0].canned
    former = reply.body(kind[2]) if reply else ""
    if text == former:
        return None
    key = hashlib.sha256("\0".join(map(str, (*kind, text))).encode()).hexdigest()[:24]
    return Proposal(key, reply, kind[1] or rows[0].intent, kind[2], text, former, alike, len(rows))


def _alike(text: str, others: Iterable[str]) -> int:
    return sum(same(text, other) for other in others)


def _general(row: SuggestedReply) -> str | None:
    """What was sent, with facts turned into their places again; None: it still holds somebody's own."""
    text = row.sent_text or ""
    for place, value in sorted(row.filled.items(), key=lambda pair: -len(pair[1])):
        whole = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
        times = len(whole.findall(text)) if value and place not in text else 0
        if times > 1 and len(value) < _TELLING:  # which of them was it?
            return None
        if times:
            text = whole.sub(place.replace("\\", r"\\"), text)
    try:
        check(text, "body_tr")
    except BadReply:
        return None
    contact = row.conversation.contact
    bare = PLACE.sub("…", text)
    return text if for_everybody(bare, (contact.name, contact.profile_name)) == bare.strip() else None


def _draft(found: Proposal, tenant: Tenant) -> canned.Draft:
    if found.reply is not None:
        return _with_body(found.reply, found.language, found.text)
    title_id = vertical_text(tenant.vertical, "button", found.intent)
    title = (
        texts.text(title_id, tenant.language) if texts.has_text(title_id, tenant.language) else found.intent
    )
    taken = {one.code for one in canned.replies()}
    base = found.intent.replace("_", "-")[:17]
    code = next(one for one in (base, *(f"{base}-{n}" for n in range(2, 99))) if one not in taken)
    body = {"body_tr" if found.language == "tr" else "body_en": found.text}
    return canned.Draft(code=code, title=title, intents=(found.intent,), **body)


def _with_body(reply: CannedReply, language: str, body: str) -> canned.Draft:
    return canned.Draft(
        code=reply.code,
        title=reply.title,
        category=reply.category,
        body_tr=body if language == "tr" else reply.body_tr,
        body_en=reply.body_en if language == "tr" else body,
        intents=tuple(reply.intents),
    )


def _spoken(
    found: Proposal, canned_id: UUID | None, *, is_taken: bool, tenant: Tenant, user: User, now: datetime
) -> ReplyProposal:
    return ReplyProposal.objects.create(
        tenant_id=tenant.id,
        canned_id=canned_id,
        intent=found.intent,
        language=found.language,
        text=found.text,
        former_text=found.former,
        is_taken=is_taken,
        user=user,
        at=now,
    )
