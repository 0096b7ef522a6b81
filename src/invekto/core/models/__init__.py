"""Tables of the ground floor."""

from invekto.core.models.base import SecretField, TenantModel
from invekto.core.models.people import ApiKey, Role, Tenant, User, Vertical
from invekto.core.models.records import AuditEntry, DomainEvent, ScheduledJob

__all__ = [
    "ApiKey",
    "AuditEntry",
    "DomainEvent",
    "Role",
    "ScheduledJob",
    "SecretField",
    "Tenant",
    "TenantModel",
    "User",
    "Vertical",
]
