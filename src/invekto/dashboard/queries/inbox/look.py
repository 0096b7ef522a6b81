"""How somebody looks at the list: a box, what narrows it, words. It lives in the address, so it can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.http import urlencode

from invekto.agent_ai.rehearsal import TERMINAL
from invekto.agent_ai.services import is_due
from invekto.core.ids import id_of
from invekto.core.models import User
from invekto.integrations.services import QUESTION_PROVIDERS
from invekto.messaging import notes
from invekto.messaging.models import Contact, Conversation, Mode
from invekto.messaging.services import WINDOW, WINDOW_MARGIN
from invekto.messaging.visibility import visible

LONGEST_SEARCH = 100
CLOSING_WITHIN = timedelta(hours=3)  # the window's end is near
# The assistant answers within moments. What it leaves unanswered for longer (a message that came days late)
# is for a person.
LEFT_TO_PEOPLE = timedelta(minutes=2)
_LONGEST_VALUE = 64
WHATSAPP = "whatsapp"
CHANNELS = (WHATSAPP, *QUESTION_PROVIDERS)
_WITH_PEOPLE = Q(mode__in=[Mode.WAITING, Mode.HUMAN])
_SWITCHES = ("unread", "vip", "closing")


class Filter(Enum):
    WAITING = "waiting"  # a person is needed and the customer has had no answer
    MINE = "mine"
    UNASSIGNED = "unassigned"
    MENTIONED = "mentioned"  # a note that they have not seen names them; a box only while there is one
    ALL = "all"  # everything open; with words to search for, the closed and the put off too
    SNOOZED = "snoozed"
    DONE = "done"


BOXES = (
    Filter.WAITING,
    Filter.MINE,
    Filter.UNASSIGNED,
    Filter.MENTIONED,
    Filter.ALL,
)  # in sight without a menu
# What a box is sorted by, and whether the smallest comes first.
_SORTING = {
    Filter.WAITING: ("waiting_since", True),
    Filter.SNOOZED: ("snoozed_until", True),
    Filter.DONE: ("done_at", False),
}


@dataclass(frozen=True, slots=True)
class Look:
    """``number``: the business's own, by id. ``intent``: what the talk is about. ``closing``: little time left."""

    box: Filter = Filter.ALL
    search: str = ""
    unread: bool = False
    vip: bool = False
    closing: bool = False
    number: UUID | None = None
    intent: str = ""
    tag: str = ""
    channel: str = ""  # WhatsApp or the marketplace whose questions are meant

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Look:
        """From an address; what it cannot mean is as if it were not there."""

        def words(name: str, longest: int = _LONGEST_VALUE) -> str:
            return str(told.get(name, ""))[:longest].replace("\x00", "").strip()

        box, number = words("filter"), words("number")
        return cls(
            box=Filter(box) if box in {one.value for one in Filter} else Filter.ALL,
            search=words("q", LONGEST_SEARCH),
            number=id_of(number),
            intent=words("intent"),
            tag=words("tag"),
            channel=channel if (channel := words("channel")) in CHANNELS else "",
            **{name: words(name) == "1" for name in _SWITCHES},
        )

    @property
    def values(self) -> dict[str, str]:
        """As it stands in an address, without what is as always."""
        told = {name: "1" for name in _SWITCHES if getattr(self, name)}
        told |= {
            name: str(value)
            for name in ("number", "intent", "tag", "channel")
            if (value := getattr(self, name))
        }
        if self.box is not Filter.ALL:
            told["filter"] = self.box.value
        return told | ({"q": self.search} if self.search else {})

    @property
    def query(self) -> str:
        return urlencode(self.values)

    def but(self, **changes: Any) -> Look:
        return replace(self, **changes)

    @property
    def is_narrow(self) -> bool:
        """More than a box and words."""
        return self.but(box=Filter.ALL, search="") != Look()

    @property
    def shows_talks(self) -> bool:
        return self.channel in ("", WHATSAPP)

    @property
    def sorting(self) -> tuple[str, bool]:
        """The column, and whether its smallest value comes first."""
        return _SORTING.get(self.box, ("last_message_at", False))

    def restriction(self, user: User, now: datetime) -> Q:
        """Everything but the words."""
        if not self.shows_talks:
            return Q(pk__in=[])
        found = box_restriction(self.box, user, now)
        if self.box is Filter.ALL and self.search:
            found = Q()
        if self.unread:
            found &= Q(unread__gt=0) | Q(marked_unread=True)
        if self.vip:
            found &= Q(contact_id__in=of_contacts(~Q(flags=[]), flags__contains=["vip"]))
        if self.closing:
            found &= closing(now)
        if self.number:
            found &= Q(number_id=self.number)
        if self.intent:
            found &= Q(intent=self.intent)
        if self.tag:
            found &= Q(contact_id__in=of_contacts(~Q(tags=[]), tags__contains=[self.tag]))
        return found


def of_contacts(*conditions: Q, **more: Any) -> QuerySet[Contact, Any]:
    """The ids of some contacts, to be asked for by conversations: looked up once, where a join would lead the
    database through every conversation's contact."""
    return Contact.objects.filter(*conditions, **more).values("id")


def customers_talks(user: User) -> QuerySet[Conversation]:
    """Those that ``user`` may see, but for what colleagues rehearsed in the terminal."""
    return Conversation.objects.filter(visible(user)).exclude(contact_id__in=of_contacts(user_id=TERMINAL))


def is_open(now: datetime) -> Q:
    """Neither closed nor put off."""
    return Q(done_at=None) & (Q(snoozed_until=None) | Q(snoozed_until__lte=now))


def needs_people(now: datetime) -> Q:
    """Open, and with people or left to them."""
    return is_open(now) & (_WITH_PEOPLE | _left_by_bot(now))


def box_restriction(box: Filter, user: User, now: datetime) -> Q:
    match box:
        case Filter.WAITING:
            awaited = _WITH_PEOPLE & Q(waiting_since__isnull=False) & is_due(now)
            return is_open(now) & (awaited | _left_by_bot(now))
        case Filter.MINE:
            return is_open(now) & _WITH_PEOPLE & Q(assigned_to_id=user.pk)
        case Filter.UNASSIGNED:
            return is_open(now) & (_WITH_PEOPLE & Q(assigned_to=None) | _left_by_bot(now))
        case Filter.MENTIONED:
            return notes.mentioned(user)
        case Filter.ALL:
            return is_open(now)
        case Filter.SNOOZED:
            return Q(done_at=None, snoozed_until__gt=now)
        case Filter.DONE:
            return Q(done_at__isnull=False)


def closing(now: datetime) -> Q:
    """Free text may still be written, but not for long (messaging.services.window_closes_at)."""
    opened_after, opened_before = now - WINDOW + WINDOW_MARGIN, now - WINDOW + CLOSING_WITHIN
    return Q(last_inbound_at__gt=opened_after, last_inbound_at__lte=opened_before) & (
        Q(window_refused_at=None) | Q(window_refused_at__lt=F("last_inbound_at"))
    )


def _left_by_bot(now: datetime) -> Q:
    return Q(mode=Mode.BOT, waiting_since__lt=now - LEFT_TO_PEOPLE)
