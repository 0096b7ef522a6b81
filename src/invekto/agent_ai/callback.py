"""The moment at which a person will write, for those who asked out of hours; the customer may name a better one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.working_hours import WorkingHours
from invekto.chat_analysis.services import Entity
from invekto.core import live
from invekto.core.folding import fold
from invekto.core.models import Tenant
from invekto.messaging.models import Conversation, HandoffReason, Mode

_SOONEST = timedelta(minutes=5)
_LATEST = timedelta(days=14)
_LOOKED = timedelta(minutes=3)  # a little more than a sweep's period: told twice does no harm
# Asking to be written to or called, in folded words: told, asked politely, or left to a colleague ("arasınlar").
_WRITE = re.compile(
    r"\b(?:ara(?:yin\w*)?|yaz(?:in\w*)?|don(?:un\w*)?|ulas(?:in\w*)?|donus yap(?:in\w*)?"
    r"|(?:ara|yaz|donus yap)r?sa(?:n\w*|lar)|don(?:er)?se(?:n\w*|ler)|yazarsa(?:n\w*|lar)"
    r"|(?:ara|yaz)sin(?:lar)?|donsun(?:lar)?"
    r"|(?:aray|yaz|ulas|donus yap)abil\w*|doneb\w*"
    r"|(?:arar|yazar|doner|ulasir) ?mi?s[iu]n\w*|(?:gorus|konus)(?:elim|alim|ebil\w*|abil\w*)"
    r"|call|write|text|reach|contact|phone me|ring me)\b"
)
_FREE = re.compile(r"\b(?:musait\w*|uygun\w*|available|free)\b")
_ASKS = re.compile(
    r"\?|\bm[iu](?:s[iu]n\w*|y[iu][mz]|yd[iu]\w*|dir)?\b|\w{2,}m[iu]s[iu]n\w*|\w{2}[rlk]m[iu]\b"
    r"|\b(?:ne|nedir|neden|niye|nasil|kac\w*|nere\w*|hangi\w*"
    r"|how|what|when|where|which|who|why|are you|do you|can i|is it|is there|will it)\b"
)
_NOT = re.compile(
    r"\b(?:degil\w*|yok|istem\w*|\w+m[ae](?:yin\w*|sin(?:lar|ler)?)|\w{2,}[ae]m(?:[ae]m|[iu]yor\w*|[ae]z\w*)"
    r"|olma[mz]\w*|not|don['’]?t|can['’]?t|cannot|won['’]?t|isn['’]?t)\b"
)
# "yarın değil, cuma arayın ama öğleden sonra": what is said of one day holds for no other.
_CLAUSE_ENDS = re.compile(r"[.,;!\n](?!\d)|\b(?:ama|fakat|ancak|but)\b|\b(?:değil|degil)\b", re.IGNORECASE)
# Beside a time and these words, nothing else was said.
_BESIDE_A_TIME = re.compile(
    r"\b(?:olur mu|olabilir mi|uygun mu|mumkun mu|saat\w*|gibi|civar\w*|sular\w*|sonra\w*|once\w*|arasi\w*|gunu?"
    r"|sabah\w*|aksam\w*|ogle\w*|olur|olabilir|olsun|uygun\w*|uyar|musait\w*|daha|iyi|lutfen|tamam|tmm|ok|peki|evet|o|zaman"
    r"|bana|benim|icin|en|gec|erken|d[ae]n?|t[ae]n?|tesekkur\w*|ederim|sag ?ol\w*|bekliyorum|at|around"
    r"|about|after|before|please|works?|is|fine|good|for|me|on|the|in|then|would|be|better|thanks?|thank you)\b|[^\w]"
)
_NAMES_A_DAY = re.compile(
    r"\b(?:bugun|bu (?:gece|aksam|sabah)|yarin\w*|obur|ertesi|pazar\w*|sali\w*|cars\w*|pers\w*|cuma\w*|hafta\w*|gun\w*"
    r"|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week\w*|days?"
    r"|ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik)|\d[./]\d"
)
# What was asked then leaves no doubt what a time alone means; a wish that people serve may be about a time itself.
_TIME_ALONE = frozenset(
    {HandoffReason.ASKED, HandoffReason.LOW_CONFIDENCE, HandoffReason.ANGRY, HandoffReason.ERROR}
)


@dataclass(frozen=True, slots=True)
class Booked:
    """``at`` in the tenant's zone; ``as_asked``: the moment named, not the next opening after it; ``stands``: what was
    promised before is sooner, and stays."""

    at: datetime
    as_asked: bool
    stands: bool = False


def booked(tenant: Tenant, reason: HandoffReason, now: datetime) -> datetime | None:
    """The next opening, when the doors are closed now. An emergency waits for nothing."""
    hours = WorkingHours.of(tenant)
    if hours is None or reason == HandoffReason.EMERGENCY or hours.is_open(now):
        return None
    return hours.next_opening(now)


def better_time(turn: Turn) -> Booked | None:
    """The moment the customer would rather be written to; None when they say nothing of the kind."""
    talk = turn.conversation
    if talk.mode != Mode.WAITING or talk.callback_at is None:
        return None
    named = _named(turn)
    if named is None:
        return None
    try:
        begins, ends = (datetime.fromisoformat(str(named.value[edge])) for edge in ("from", "to"))  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None
    if not (ends > turn.now + _SOONEST and begins < turn.now + _LATEST):
        return None
    begins = max(begins, turn.now + _SOONEST).astimezone(turn.zone)
    hours = WorkingHours.of(turn.tenant)
    if hours is None or hours.is_open(begins):
        return Booked(begins, as_asked=True)
    opens = hours.next_opening(begins)
    if opens is None:
        return None
    as_asked = opens < ends
    if not as_asked and turn.now < talk.callback_at < opens and not _NAMES_A_DAY.search(fold(named.text)):
        # "akşam 9da arayın": an hour of no day means soon, and must not make anybody wait for longer.
        return Booked(talk.callback_at.astimezone(turn.zone), as_asked=False, stands=True)
    return Booked(opens, as_asked)


@dataclass(frozen=True, slots=True)
class _Clause:
    begins: int
    ends: int
    words: str  # folded
    is_denied: bool


def _named(turn: Turn) -> Entity | None:
    """The last time that the customer wants to be written to at, and not one that they ask about or rule out."""
    times = turn.analysis.entities.get("datetime", ())
    clauses = _clauses(turn.text)
    is_bare = all(_is_bare(turn.text, clause, times) for clause in clauses)
    for time in reversed(times):
        own = next((one for one in clauses if one.begins <= time.start < one.ends), None)
        if own is None or own.is_denied:
            continue
        if _WRITE.search(own.words):
            return time
        if is_bare and turn.conversation.handoff_reason in _TIME_ALONE:
            return time
        if _ASKS.search(own.words):
            continue
        elsewhere = any(
            not one.is_denied and _WRITE.search(one.words)
            for one in clauses
            if not any(one.begins <= other.start < one.ends for other in times)
        )
        if _FREE.search(own.words) or elsewhere:
            return time
    return None


def _clauses(text: str) -> list[_Clause]:
    clauses: list[_Clause] = []
    begins = 0
    for found in [*_CLAUSE_ENDS.finditer(text), None]:
        ends = found.start() if found else len(text)
        words = fold(text[begins:ends])
        ended_by_no = found is not None and fold(found.group()) == "degil"
        if words.strip():
            clauses.append(_Clause(begins, ends, words, ended_by_no or _NOT.search(words) is not None))
        begins = found.end() if found else ends
    return clauses


def _is_bare(text: str, clause: _Clause, times: Sequence[Entity]) -> bool:
    """A time and hardly anything else, or only what accompanies one."""
    rest = text[clause.begins : clause.ends]
    for time in times:
        if clause.begins <= time.start < clause.ends:
            rest = rest.replace(text[time.start : time.end], " ")
    return not _BESIDE_A_TIME.sub("", fold(rest)).strip()


def announce_due(tenant_id: UUID, now: datetime) -> None:
    """Open pages list those whose moment has come. Inside the tenant's scope."""
    due = Conversation.objects.filter(
        callback_at__gt=now - _LOOKED, callback_at__lte=now, mode__in=[Mode.WAITING, Mode.HUMAN]
    )
    live.announce_conversations(tenant_id, due.values_list("id", flat=True))
