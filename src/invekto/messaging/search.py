"""Find messages by their words, as people type them in Turkish: "sik" finds "şık", "ışıl" finds "Isil".

A word is found by its beginning, which is how Turkish inflects: "kargo" finds "kargom" and "kargoda". Everything
here runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from invekto.core.folding import words
from invekto.core.statements import run_prepared
from invekto.messaging.models import Conversation, Message, MessageWords

# A word that stands in more conversations than this, of those that were asked for, says nothing: the newest count.
MOST_FOUND = 1000
_SHORTEST = 2  # letters; one alone begins too many words

_STORE = """
INSERT INTO message_words (tenant_id, id, conversation_id, at, words)
SELECT app_tenant(), id, conversation_id, at, invekto_words(app_tenant(), string_to_array(words, ' '))
FROM unnest(%s::uuid[], %s::uuid[], %s::timestamptz[], %s::text[]) AS told (id, conversation_id, at, words)
ON CONFLICT (tenant_id, id) DO UPDATE SET words = excluded.words
"""
# Cut off last: one busy conversation, or many that somebody may not see, must not hide the others.
_FIND = """
SELECT found.conversation_id, found.id FROM invekto_found_messages(%s::text[]) AS found
WHERE found.conversation_id IN ({among})
ORDER BY found.at DESC, found.id DESC LIMIT %s
"""


def remember(messages: Iterable[Message]) -> None:
    """Have new messages found by their words."""
    told = [
        (message.pk, message.conversation_id, message.at, " ".join(words(message.text)))
        for message in messages
        if message.type != "notice" and message.text
    ]
    if spoken := [row for row in told if row[3]]:
        run_prepared(_STORE, [list(column) for column in zip(*spoken, strict=True)])


def remember_anew(messages: Iterable[Message]) -> None:
    """As ``remember``, of messages whose words changed; one that has none any more is found no more."""
    changed = list(messages)
    if silent := [message.pk for message in changed if not words(message.text)]:
        MessageWords.objects.filter(id__in=silent).delete()
    remember(changed)


def searchable(typed: str) -> list[str]:
    """The words of what was typed that a search can go by."""
    return [word for word in words(typed) if len(word) >= _SHORTEST]


def newest_by_conversation(
    beginnings: Sequence[str], among: QuerySet[Conversation] | None = None
) -> dict[UUID, UUID]:
    """Conversation → its newest message that has, for each of ``beginnings`` (folded), a word beginning with it.

    The newest ``MOST_FOUND`` conversations of ``among`` (None: all of the tenant's). One query, none without words.
    """
    if not beginnings:
        return {}
    talks = Conversation.objects.all() if among is None else among
    try:
        wanted, values = talks.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:  # nobody has to ask for none
        return {}
    with connection.cursor() as cursor:
        # Django's own statement of which conversations; every value is a parameter.
        cursor.execute(_FIND.format(among=wanted), [list(beginnings), *values, MOST_FOUND])
        return dict(cursor.fetchall())
