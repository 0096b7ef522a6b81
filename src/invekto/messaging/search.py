"""Find messages by their words, as people type them in Turkish: "sik" finds "şık", "ışıl" finds "Isil".

A word is found by its beginning, which is how Turkish inflects: "kargo" finds "kargom" and "kargoda". Everything
here runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from invekto.core.folding import words
from invekto.core.statements import run_prepared
from invekto.messaging.models import Message, MessageWords

# A word that stands in more messages than this says nothing; the newest are looked at.
MOST_FOUND = 1000
_SHORTEST = 2  # letters; one alone begins too many words

_STORE = """
INSERT INTO message_words (tenant_id, id, at, words)
SELECT app_tenant(), id, at, invekto_words(app_tenant(), string_to_array(words, ' '))
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[]) AS told (id, at, words)
ON CONFLICT (tenant_id, id) DO UPDATE SET words = excluded.words
"""
_FIND = """
SELECT DISTINCT ON (m.conversation_id) m.conversation_id, m.id
FROM invekto_found_messages(%s::text[], %s::int) AS found
JOIN messages m ON m.tenant_id = app_tenant() AND m.id = found.id
ORDER BY m.conversation_id, found.at DESC, found.id DESC
"""


def remember(messages: Iterable[Message]) -> None:
    """Have new messages found by their words."""
    told = [
        (message.pk, message.at, " ".join(words(message.text)))
        for message in messages
        if message.type != "notice" and message.text
    ]
    if spoken := [row for row in told if row[2]]:
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


def newest_by_conversation(beginnings: Sequence[str]) -> dict[UUID, UUID]:
    """Conversation → its newest message that has, for each of ``beginnings`` (folded), a word beginning with it.

    Of the newest ``MOST_FOUND`` such messages. Two queries at most, none without words.
    """
    if not beginnings:
        return {}
    return dict(run_prepared(_FIND, [list(beginnings), MOST_FOUND]))
