"""What narrows the list: what there is to choose, and what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Func, QuerySet, TextField

from invekto.core.folding import fold
from invekto.core.models import User
from invekto.core.phones import for_people
from invekto.core.texts import text
from invekto.dashboard.bubbles import intent_words
from invekto.dashboard.queries.inbox import marketplace_questions
from invekto.dashboard.queries.inbox.look import WHATSAPP, Filter, Look, customers_talks, is_open
from invekto.messaging.models import Contact, WhatsAppNumber

_SWITCH_ICONS = {"unread": "mail", "vip": "crown", "closing": "hourglass"}
_BOX_ICONS = {Filter.SNOOZED: "alarm", Filter.DONE: "circle-check"}
_CHANNEL_ICONS = {WHATSAPP: "message-circle"}
_MOST = 40  # intents or tags that are offered


@dataclass(frozen=True, slots=True)
class Choice:
    """``query``: the address's end that chooses it, or takes it back when it is chosen."""

    words: str
    icon: str
    query: str
    is_chosen: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """``title``: text id."""

    title: str
    choices: list[Choice]


def groups(user: User, look: Look, *, vertical: str, language: str, now: datetime) -> list[Group]:
    """Everything there is to narrow by. Four queries."""
    numbers = list(WhatsAppNumber.objects.only("id", "display_phone", "tenant_id").order_by("display_phone"))
    theirs = customers_talks(user)
    told = theirs.filter(is_open(now)).exclude(intent="")
    intents = _counted(told.values_list("intent"))
    tagged = Contact.objects.exclude(tags=[]).filter(id__in=theirs.values("contact_id"))
    tags = _counted(tagged.values_list(_Each("tags")))
    asked_at = marketplace_questions.channels(user)
    channels = [(WHATSAPP, 0), *asked_at] if asked_at or look.channel else []
    found = [
        Group(
            "inbox-group-state",
            [_box(one, look, language) for one in _BOX_ICONS]
            + [_switch(name, look, language) for name in _SWITCH_ICONS],
        ),
        Group(
            "inbox-group-channel",
            [_channel(name, look, language, count) for name, count in channels],
        ),
        Group(
            "inbox-group-number",
            [
                _value("number", one.id, for_people(one.display_phone), "phone", look)
                for one in numbers
                if len(numbers) > 1
            ],
        ),
        Group(
            "inbox-group-intent",
            [
                _value(
                    "intent", intent, intent_words(vertical, intent, language), "message-circle", look, count
                )
                for intent, count in intents
            ],
        ),
        Group(
            "inbox-group-tag",
            [_value("tag", tag, tag, "tag", look, count) for tag, count in tags],
        ),
    ]
    return [group for group in found if group.choices]


class _Each(Func):
    """Every entry of an array, a row each."""

    function = "unnest"
    set_returning = True
    output_field = TextField()


def _counted(values: QuerySet[Any, Any]) -> list[tuple[str, int]]:
    """The most frequent of a single column, with how often it is there."""
    counted = values.annotate(count=Count("pk")).order_by("-count")[:_MOST]
    return sorted(counted, key=lambda one: (-one[1], fold(one[0])))


def chips(look: Look, *, vertical: str, language: str) -> list[Choice]:
    """What is chosen beyond the boxes; each leads to the list without it. One query, for a number."""
    chosen = [_box(look.box, look, language)] if look.box in _BOX_ICONS else []
    chosen += [_switch(name, look, language) for name in _SWITCH_ICONS if getattr(look, name)]
    if look.channel:
        chosen.append(_channel(look.channel, look, language))
    if look.number:
        phone = WhatsAppNumber.objects.filter(id=look.number).values_list("display_phone", flat=True).first()
        chosen.append(_value("number", look.number, for_people(phone) if phone else "?", "phone", look))
    if look.intent:
        words = intent_words(vertical, look.intent, language)
        chosen.append(_value("intent", look.intent, words, "message-circle", look))
    if look.tag:
        chosen.append(_value("tag", look.tag, look.tag, "tag", look))
    return chosen


def _box(box: Filter, look: Look, language: str) -> Choice:
    is_chosen = look.box is box
    query = look.but(box=Filter.ALL if is_chosen else box).query
    return Choice(text(f"inbox-box-{box.value}", language), _BOX_ICONS[box], query, is_chosen)


def _channel(name: str, look: Look, language: str, count: int = 0) -> Choice:
    icon = _CHANNEL_ICONS.get(name, "building-store")
    return _value("channel", name, text(f"channel-{name}", language), icon, look, count)


def _switch(name: str, look: Look, language: str) -> Choice:
    is_chosen = bool(getattr(look, name))
    query = look.but(**{name: not is_chosen}).query
    return Choice(text(f"inbox-only-{name}", language), _SWITCH_ICONS[name], query, is_chosen)


def _value(name: str, value: Any, words: str, icon: str, look: Look, count: int = 0) -> Choice:
    is_chosen = getattr(look, name) == value
    query = look.but(**{name: None if name == "number" else ""} if is_chosen else {name: value}).query
    return Choice(words, icon, query, is_chosen, count)
