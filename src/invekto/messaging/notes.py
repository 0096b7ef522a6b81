"""Notes that colleagues leave one another in a thread, and whom they name. No customer ever sees one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from invekto.core import live
from invekto.core.folding import fold
from invekto.core.models import User
from invekto.messaging import visibility
from invekto.messaging.models import Conversation, InternalNote, NoteMention

LONGEST = 4000  # characters
_MOST = 200  # notes of one page of a thread


class NoteRefused(Exception):
    """``text_id``: why the note was not written, for a person."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def colleagues() -> list[User]:
    """Everybody of the tenant who can log in, by name. Inside the tenant's scope."""
    return list(User.objects.filter(is_active=True, tenant__isnull=False).order_by("name", "id"))


def add(
    conversation_id: UUID, user: User, text: str, now: datetime, *, key: UUID | None = None
) -> InternalNote:
    """Write a note; whoever is named in it with an @ before their name hears of it.

    ``key`` names the submission: the same one twice is one note. Raises Conversation.DoesNotExist, NoteRefused.
    """
    words = text.strip()
    if not words:
        raise NoteRefused("note-empty")
    if len(words) > LONGEST:
        raise NoteRefused("note-long")
    conversation = Conversation.objects.select_for_update(of=("self",)).get(id=conversation_id)
    if key is not None and (earlier := InternalNote.objects.filter(client_key=key).first()) is not None:
        return earlier
    note = InternalNote.objects.create(
        tenant_id=conversation.tenant_id,
        conversation=conversation,
        user=user,
        text=words,
        client_key=key,
        created_at=now,
    )
    named = [one for one in named_in(words, colleagues()) if one.pk != user.pk]
    # Being named opens no door: whoever may not see the conversation does not hear of it either.
    seen = visibility.seen_by([one.pk for one in named], [conversation.pk]) if named else {}
    named = [one for one in named if conversation.pk in seen.get(one.pk, ())]
    NoteMention.objects.bulk_create(
        NoteMention(tenant_id=note.tenant_id, note=note, user=one, created_at=now) for one in named
    )
    _tell(note)
    for one in named:
        live.announce("mention", tenant_id=note.tenant_id, conversation=conversation.pk, user=one.pk)
    return note


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Whom ``@name`` means: the longest name that fits, else everybody whose first name alone it is."""
    folded = fold(text)
    by_name: dict[str, list[User]] = {}
    for one in people:
        whole = fold(one.name)
        for name in {whole, whole.split(" ")[0]} - {""}:
            by_name.setdefault(name, []).append(one)
    found: dict[UUID, User] = {}
    for after in folded.split("@")[1:]:
        fitting = [
            name for name in by_name if after.startswith(name) and not after[len(name) :][:1].isalnum()
        ]
        if fitting:
            found |= {one.pk: one for one in by_name[max(fitting, key=len)]}
    return list(found.values())


def untold(notes: Iterable[InternalNote]) -> dict[UUID, list[User]]:
    """By note: whom it names who did not hear of it, because they could not see the conversation.

    ``notes``: as ``of_thread`` gives them. One query, and none where nobody is named.
    """
    naming = [note for note in notes if "@" in note.text]
    people = colleagues() if naming else []
    found: dict[UUID, list[User]] = {}
    for note in naming:
        heard = {note.user_id, *(one.user_id for one in note.mentions.all())}
        there = [one for one in people if one.created_at <= note.created_at]
        if missed := [one for one in named_in(note.text, there) if one.pk not in heard]:
            found[note.pk] = missed
    return found


def parts_of(text: str, named: Iterable[User]) -> list[tuple[str, bool]]:
    """The words of a note in pieces; True: this piece names one of ``named``."""
    names = sorted({name for one in named for name in (one.name, one.name.split(" ")[0]) if name}, key=len)
    if not names:
        return [(text, False)]
    found = re.compile("|".join(rf"@{re.escape(name)}(?!\w)" for name in reversed(names)), re.IGNORECASE)
    parts: list[tuple[str, bool]] = []
    end = 0
    for piece in found.finditer(text):
        parts += [(text[end : piece.start()], False), (piece[0], True)]
        end = piece.end()
    parts.append((text[end:], False))
    return [part for part in parts if part[0]]


def take_away(note_id: UUID, user: User, now: datetime) -> InternalNote:
    """Safe to repeat. Raises InternalNote.DoesNotExist for another's note as for a missing one."""
    return _mark(note_id, user, now)


def bring_back(note_id: UUID, user: User) -> InternalNote:
    """The undo of ``take_away``. Raises InternalNote.DoesNotExist."""
    return _mark(note_id, user, None)


def _mark(note_id: UUID, user: User, deleted_at: datetime | None) -> InternalNote:
    note = InternalNote.objects.select_for_update(of=("self",)).get(id=note_id, user=user)
    if (note.deleted_at is None) != (deleted_at is None):
        note.deleted_at = deleted_at
        note.save(update_fields=["deleted_at"])
        _tell(note)
    return note


def of_thread(
    conversation_id: UUID, *, since: datetime | None = None, before: datetime | None = None
) -> list[InternalNote]:
    """The notes written in ``[since, before)``, oldest first, with writers and those they name; two queries.

    One that was taken away is among them, so that whoever did it can bring it back.
    """
    found = InternalNote.objects.filter(conversation_id=conversation_id)
    if since is not None:
        found = found.filter(created_at__gte=since)
    if before is not None:
        found = found.filter(created_at__lt=before)
    named = Prefetch("mentions", NoteMention.objects.select_related("user"))
    newest = found.select_related("user").prefetch_related(named).order_by("-created_at", "-id")[:_MOST]
    return list(newest)[::-1]


def see(conversation_id: UUID, user: User, now: datetime) -> None:
    """``user`` has the thread before them: what names them there is no news any more."""
    seen = NoteMention.objects.filter(
        user=user, seen_at=None, note__conversation_id=conversation_id
    ).values_list("id", flat=True)
    if NoteMention.objects.filter(id__in=list(seen)).update(seen_at=now):
        live.announce("conversation", tenant_id=_tenant_of(user), conversation=conversation_id)


def mentioned(user: User) -> Q:
    """Conversations in which a note that ``user`` has not seen yet names them."""
    return Q(
        Exists(
            NoteMention.objects.filter(
                note__conversation_id=OuterRef("pk"), note__deleted_at=None, user=user, seen_at=None
            )
        )
    )


def _tenant_of(user: User) -> UUID:
    assert user.tenant_id is not None  # only people of a tenant are named in notes
    return user.tenant_id


def _tell(note: InternalNote) -> None:
    """The thread, and the customer's card beside it."""
    live.announce("contact", tenant_id=note.tenant_id, conversation=note.conversation_id)
