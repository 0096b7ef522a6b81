"""Who of a shop's people may see which questions: the rule of the talks (``messaging.visibility``), told of questions.

Owners and admins see everything, everybody what is assigned to them, an agent besides what nobody has, or all where
the team works as one. Patients and leads are no matter of a marketplace's.
"""

from __future__ import annotations

from django.db.models import Q

from invekto.core.models import Role, User
from invekto.messaging.visibility import of_agents, sees_all


def visible_questions(user: User) -> Q:
    """For ``MarketplaceQuestion.objects.filter``, inside the tenant's scope."""
    if sees_all(user):
        return Q()
    theirs = Q(assigned_to=user.pk)
    return theirs | of_agents(user.pk) if user.role == Role.AGENT else theirs
