"""Tables of the ground floor."""

from invekto.core.models.base import SecretField, TenantModel
from invekto.core.models.people import ApiKey, InboxVisibility, Role, Tenant, TenantSecret, User, Vertical
from invekto.core.models.records import AuditEntry, AuditHead, DomainEvent, ScheduledJob

__all__ = [
    "ApiKey",
    "AuditEntry",
    "AuditHead",
    "DomainEvent",
    "InboxVisibility",
    "Role",
    "ScheduledJob",
    "SecretField",
    "Tenant",
    "TenantModel",
    "TenantSecret",
    "User",
    "Vertical",
]
