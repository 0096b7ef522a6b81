"""Who of a tenant's people may see which conversations: the one rule behind every page, part, file and stream.

Owners and admins see everything. Everybody sees what is assigned to them. An agent sees, besides, what nobody has,
or everything where the team works as one (``Tenant.inbox_visibility``). A doctor sees their own patients, sales see
leads: what these are is known to higher rooms, which say so when the product starts (``install``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from invekto.core.models import InboxVisibility, Role, Tenant, User
from invekto.messaging.models import Conversation, Message

# A person, by id, or the place in an outer query where that id stands.
Who = UUID | OuterRef
Rule = Callable[[Who], Q]

_SEE_ALL = frozenset(
    {Role.OWNER, Role.ADMIN, Role.OPERATOR}
)  # an operator counts, and reaches no page of a tenant
_by_role: dict[Role, Rule] = {}


def install(rules: Mapping[Role, Rule]) -> None:
    """What a role sees besides what is assigned to the person, as a condition on Conversation."""
    _by_role.clear()
    _by_role.update(rules)


def sees_all(user: User) -> bool:
    """``visible`` restricts nothing for them."""
    return user.role in _SEE_ALL


def visible(user: User) -> Q:
    """The conversations that ``user`` may see, for ``Conversation.objects.filter``. Inside the tenant's scope."""
    return Q() if sees_all(user) else _rule(Role(user.role), user.pk)


def messages_visible(user: User) -> Q:
    """The same for ``Message.objects.filter``."""
    if sees_all(user):
        return Q()
    return Q(conversation__in=Conversation.objects.filter(visible(user)))


def sees_file(user: User, media_id: UUID) -> bool:
    """Whether a message that ``user`` may see holds this file."""
    return Message.objects.filter(messages_visible(user), media_id=media_id).exists()


def seen_by(people: Iterable[UUID], conversations: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Which of ``conversations`` each of ``people`` may see now; a query per restricted role, however many they are.

    Whoever may log in no more sees nothing.
    """
    talks = Conversation.objects.filter(pk__in=list(conversations))
    asked = User.objects.filter(pk__in=list(people), is_active=True)
    found: dict[UUID, set[UUID]] = {}
    roles = set(asked.values_list("role", flat=True))
    if all_seeing := roles & _SEE_ALL:
        every = set(talks.values_list("pk", flat=True))
        found |= dict.fromkeys(asked.filter(role__in=all_seeing).values_list("pk", flat=True), every)
    for role in sorted(roles - _SEE_ALL):
        seen: Any = ArraySubquery(talks.filter(_rule(Role(role), OuterRef("pk"))).values("pk"))
        rows = asked.filter(role=role).annotate(seen=seen).values_list("pk", "seen")
        found |= {person: set(ids) for person, ids in rows}
    return found


def saw_before(*, role: str, person: UUID, assigned_to: UUID | None) -> bool:
    """Whether somebody of this role saw a conversation while it was ``assigned_to`` that person, or nobody.

    True for everybody who may have: they look again, and see what they may see now.
    """
    return assigned_to == person or (assigned_to is None and role == Role.AGENT)


def deeper(who: Who) -> Who:
    """The same person, seen from a query inside the condition."""
    return OuterRef(who) if isinstance(who, OuterRef) else who


def _rule(role: Role, who: Who) -> Q:
    rule = of_agents if role == Role.AGENT else _by_role.get(role, _nothing)
    return Q(assigned_to=who) | rule(who)


def _nothing(_: Who) -> Q:
    return Q(pk__in=[])


def of_agents(_: Who) -> Q:
    """What an agent sees besides their own, of whatever has ``assigned_to``."""
    # One look for the whole query: there is one tenant in its scope.
    as_one = Tenant.objects.filter(inbox_visibility=InboxVisibility.TEAM)
    # Nobody answers in the name of a colleague who has left: their talks are everybody's again.
    gone = User.objects.filter(is_active=False).values("pk")
    return Q(assigned_to=None) | Q(assigned_to__in=gone) | Q(Exists(as_one))


__all__ = [
    "Who",
    "deeper",
    "install",
    "messages_visible",
    "of_agents",
    "saw_before",
    "seen_by",
    "sees_all",
    "sees_file",
    "visible",
]
