"""The undo of a merge: both contacts are as they were, and what either wrote since stays with who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from invekto.core.models import User
from invekto.messaging.contacts import tell_pages_of
from invekto.messaging.ingest.people import search_key
from invekto.messaging.kept_rows import columns, restored
from invekto.messaging.merging import Address, MergeRefused, record
from invekto.messaging.models import Author, Contact, ContactAlias, ContactMerge, Conversation, Message, Mode


def part(merge_id: UUID, *, user: User, now: datetime) -> Contact:
    """The undo: both are as they were, and what either wrote since stays with who wrote it. Safe to repeat.

    The newest merge of a contact first. Raises ContactMerge.DoesNotExist, MergeRefused.
    """
    made = ContactMerge.objects.select_for_update(of=("self",)).select_related("kept").get(pk=merge_id)
    if made.undone_at is not None:
        return made.kept
    newer = ContactMerge.objects.filter(kept=made.kept, undone_at=None, pk__gt=made.pk)
    if newer.exists():
        raise MergeRefused("merge-newer-first")
    list(Conversation.objects.select_for_update().filter(contact_id=made.kept_id).order_by("id"))
    keep = Contact.objects.select_for_update().get(pk=made.kept_id)
    address = _divide_addresses(made, keep)
    removed = [restored(row) for row in made.removed]
    # Rows point at what exists: the contact comes back before its threads, and these before what stood in them.
    removed.sort(key=lambda one: 0 if isinstance(one, Contact) else 1 if isinstance(one, Conversation) else 2)
    for row in removed:
        if isinstance(row, Contact):
            _give_address(row, address)
        row.save_base(raw=True, force_insert=True)
    for move in reversed(made.moved):
        model = apps.get_model(move["model"])
        rows = model._default_manager.filter(**{"pk__in": move["ids"], move["field"]: move["new"]})
        rows.update(**{move["field"]: move["old"]})
    _take_notices_away(made)
    spoken, talk_of_people = _spoken_since(made), [name.removesuffix("_id") for name in _HANDED_OVER]
    for change in made.changed:
        if change["id"] == str(made.kept_id):
            _change_back(change, leave=_ADDRESS)
        else:
            _change_back(change, leave=talk_of_people if change["id"] in spoken else ())
    _name_again(made.kept_id)
    _split_what_came_since(made)
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    record("contact.parted", made, user, now)
    tell_pages_of(made.gone_id, made.tenant_id)
    return Contact.objects.get(pk=made.kept_id)


# ``_divide_addresses`` gives these back, from wherever they stand by now.
_ADDRESS = ("phone", "user_id", "search_key")


def _divide_addresses(made: ContactMerge, keep: Contact) -> Address:
    """Each side gets back its own, wherever it stands by now; returns the one of the contact that comes back.

    An address that was learnt better meanwhile (a user id beside the phone) goes back as it is known now.
    """
    aliases = list(ContactAlias.objects.select_for_update().filter(contact=keep).order_by("id"))
    pool: list[Address] = [(keep.phone, keep.user_id), *((one.phone, one.user_id) for one in aliases)]
    theirs = [address for address in pool if any(_meet(address, was) for was in made.addresses)]
    ours = [address for address in pool if address not in theirs]
    own = _gone(made)
    gone = next((one for one in theirs if _meet(one, (own["phone"], own["user_id"]))), None)
    rest = [one for one in theirs if one != gone]
    going = {id_ for move in made.moved if move["model"] == ContactAlias._meta.label for id_ in move["ids"]}
    left = [one for one in aliases if one.merge_id != made.pk]
    ContactAlias.objects.filter(pk__in=[one.pk for one in aliases]).update(phone=None, user_id=None)
    ContactAlias.objects.filter(merge=made).delete()
    mine = (keep.phone, keep.user_id)
    if mine not in ours:  # what was theirs before the merge, as far as it is still theirs
        mine = next((one for one in ours if _meet(one, _own_before(made))), ours[0] if ours else (None, None))
    others = [one for one in ours if one != mine]
    for alias in left:
        side = rest if str(alias.pk) in going else others
        alias.phone, alias.user_id = side.pop(0) if side else (None, None)
        alias.save(update_fields=["phone", "user_id"])
    if (keep.phone, keep.user_id) != mine:
        keep.phone, keep.user_id = mine
        keep.save(update_fields=["phone", "user_id"])
    return gone or (own["phone"], own["user_id"])


def _take_notices_away(made: ContactMerge) -> None:
    """A note that the merge put aside is a note again (``joining``)."""
    threads = [row["pk"] for row in made.removed if row["model"] == Conversation._meta.label_lower]
    put_aside = Message.objects.filter(
        conversation__contact_id=made.kept_id, type="notice", content__variables__merged__in=threads
    )
    put_aside.delete()


def _own_before(made: ContactMerge) -> Address:
    """The address that the contact which stayed gave up for the other's; nothing if it kept its own."""
    changes = [one["before"] for one in made.changed if one["id"] == str(made.kept_id)]
    before: dict[str, Any] = changes[0] if changes else {}
    return before.get("phone"), before.get("user_id")


def _name_again(contact_id: UUID) -> None:
    """What the search finds them by, of the name and the address that are theirs again."""
    contact = Contact.objects.get(pk=contact_id)
    contact.search_key = search_key(contact)
    contact.save(update_fields=["search_key"])


def _meet(one: Sequence[str | None], other: Sequence[str | None]) -> bool:
    return any(a is not None and a == b for a, b in zip(one, other, strict=True))


def _gone(made: ContactMerge) -> dict[str, Any]:
    """The columns of the contact that is gone."""
    fields: dict[str, Any] = next(row["fields"] for row in made.removed if row["pk"] == str(made.gone_id))
    return fields


def _give_address(row: Contact, address: Address) -> None:
    """Somebody else may have the number by now: then the contact comes back without it."""
    before = (row.phone, row.user_id)
    row.phone, row.user_id = address
    for name in ("phone", "user_id"):
        value = getattr(row, name)
        if value and Contact.objects.filter(**{name: value}).exists():
            setattr(row, name, None)
    if (row.phone, row.user_id) != before:
        row.search_key = search_key(row)


def _spoken_since(made: ContactMerge) -> set[str]:
    """Threads that stayed in which a person wrote since, or took over: the bot does not get them back by this."""
    talks = Conversation.objects.filter(contact_id=made.kept_id)
    wrote = Message.objects.filter(conversation__in=talks, author=Author.HUMAN, at__gte=made.merged_at)
    took = talks.filter(mode=Mode.HUMAN, taken_over_at__gte=made.merged_at)
    ids = [*wrote.values_list("conversation_id", flat=True).distinct(), *took.values_list("pk", flat=True)]
    return {str(one) for one in ids}


def _change_back(change: dict[str, Any], *, leave: Sequence[str] = ()) -> None:
    """Each column that still is what the merge made of it; what was changed since by hand stays, and ``leave``."""
    model = apps.get_model(change["model"])
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=change["id"]).first()
    if row is None:
        return
    now = columns(row)
    names = [name for name, value in change["after"].items() if now.get(name) == value and name not in leave]
    before = restored(
        {"model": model._meta.label_lower, "pk": change["id"], "fields": now | change["before"]}
    )
    for name in names:
        column = model._meta.get_field(name).attname
        setattr(row, column, getattr(before, column))
    row.save(update_fields=names)


def _split_what_came_since(made: ContactMerge) -> None:
    """Messages that came from the other's address since go back with them (``content.from``)."""
    addresses = [one for address in made.addresses for one in address if one]
    if not addresses:
        return
    theirs = Message.objects.filter(
        conversation__contact_id=made.kept_id,
        author=Author.CUSTOMER,
        received_at__gte=made.merged_at,
        content__from__in=addresses,
    )
    for talk in Conversation.objects.filter(contact_id=made.kept_id).order_by("id"):
        ids = list(theirs.filter(conversation=talk).values_list("pk", flat=True))
        if not ids:
            continue
        other, _ = Conversation.objects.get_or_create(
            tenant_id=made.tenant_id,
            contact_id=made.gone_id,
            number_id=talk.number_id,
            defaults={"last_message_at": talk.last_message_at, "created_at": made.merged_at},
        )
        _share_state(made, talk, other, ids)
        Message.objects.filter(pk__in=ids).update(conversation=other)
        for one in (talk, other):
            _show_last(one)


# A hand-over, and who has it.
_HANDED_OVER = (
    "mode",
    "handoff_reason",
    "handed_off_at",
    "note",
    "assigned_to_id",
    "given_at",
    "taken_over_at",
    "callback_at",
)


def _share_state(made: ContactMerge, talk: Conversation, other: Conversation, ids: list[UUID]) -> None:
    """Who waits, what nobody has read and the hand-over go with the messages that led to them (``ids``)."""
    said = Message.objects.filter(conversation=talk, author=Author.CUSTOMER)
    moved, stays = said.filter(pk__in=ids), said.exclude(pk__in=ids)
    unread = min(talk.unread, len(ids))
    other.unread += unread
    talk.unread = min(talk.unread - unread, stays.count())
    if since := talk.waiting_since:
        word = Message.objects.filter(
            conversation=talk, author__in=[Author.BOT, Author.HUMAN], received_at__lt=since
        )
        # ``waiting_since`` is when the first of them was read in, a moment after it was received.
        answered = word.order_by("-received_at").values_list("received_at", flat=True).first()
        theirs, ours = (
            (rows.filter(received_at__gt=answered) if answered else rows)
            .order_by("received_at")
            .values_list("received_at", flat=True)
            .first()
            for rows in (moved, stays)
        )
        other.waiting_since = min(filter(None, [other.waiting_since, theirs]), default=None)
        talk.waiting_since = max(ours, since) if ours else None
    if talk.mode != Mode.BOT and other.mode == Mode.BOT:
        at = talk.handed_off_at
        led = said.filter(received_at__lte=at).order_by("-received_at", "-pk").first() if at else None
        if at is not None and at >= made.merged_at and led is not None and led.pk in ids:
            for name in _HANDED_OVER:
                setattr(other, name, getattr(talk, name))
            if talk.waiting_since is None:
                for name in _HANDED_OVER:
                    setattr(talk, name, Mode.BOT if name == "mode" else None)
        elif other.waiting_since is not None:
            # The bot kept silent for the other's sake, and will not come back to what it did not answer.
            other.mode, other.handoff_reason, other.handed_off_at = Mode.WAITING, talk.handoff_reason, at
    for one in (talk, other):
        one.save(
            update_fields=[*(name.removesuffix("_id") for name in _HANDED_OVER), "unread", "waiting_since"]
        )


def _show_last(talk: Conversation) -> None:
    last = Message.objects.filter(conversation=talk).exclude(type="reaction").order_by("-at", "-id").first()
    inbound = Message.objects.filter(conversation=talk, author=Author.CUSTOMER).order_by("-at").first()
    if last is not None:
        talk.last_message_at, talk.last_type = last.at, last.type
        talk.last_text, talk.last_author = last.text[:200], last.author
    else:  # nothing was ever said in it but by the other
        talk.last_type = talk.last_text = talk.last_author = ""
    talk.last_inbound_at = inbound.at if inbound else None
    talk.save(update_fields=["last_message_at", "last_type", "last_text", "last_author", "last_inbound_at"])
