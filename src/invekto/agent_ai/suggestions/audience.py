"""Who may read a suggestion: those who see its thread; and of one that a colleague once wrote, those who see that too.

A suggestion is one row for everybody who opens the thread, so this is asked anew for each of them: what was made while
an owner had the conversation may not be read by the agent who has it now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from invekto.core.models import User
from invekto.messaging import visibility
from invekto.messaging.models import Message


def is_seen_by(user: User) -> Q:
    """Of suggestions, in threads that ``user`` sees. Inside the tenant's scope."""
    answers = Message.objects.filter(visibility.messages_visible(user), id=OuterRef("past_id"))
    return Q(past=None) | Q(Exists(answers))


def seen_talks(people: Collection[UUID], talks: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    """Which of ``talks`` each of ``people`` sees: nobody is offered what they could not read."""
    return visibility.seen_by(people, talks) if people and talks else {}
