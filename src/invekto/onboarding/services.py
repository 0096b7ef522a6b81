"""How tenants come into being: the door into this room."""

from __future__ import annotations

from invekto.onboarding.demo.seed import PASSWORD as DEMO_PASSWORD
from invekto.onboarding.demo.seed import seed_demo
from invekto.onboarding.people import (
    FreshKey,
    PersonRefused,
    add_operator,
    add_user,
    api_keys,
    create_api_key,
    find_tenant,
    revoke_api_key,
    set_password,
)
from invekto.onboarding.templates import SWITCHED_OFF as TEMPLATE_SWITCHED_OFF
from invekto.onboarding.templates import look_after_templates
from invekto.onboarding.tenant_file.applying import apply_tenant_file
from invekto.onboarding.tenant_file.changes import Outcome
from invekto.onboarding.tenant_file.exporting import NoSuchTenant, export_tenant
from invekto.onboarding.tenant_file.problems import Problem, TenantFileRefused
from invekto.onboarding.whatsapp_token import TokenRefused, change_access_token

__all__ = [
    "DEMO_PASSWORD",
    "TEMPLATE_SWITCHED_OFF",
    "FreshKey",
    "NoSuchTenant",
    "Outcome",
    "PersonRefused",
    "Problem",
    "TenantFileRefused",
    "TokenRefused",
    "add_operator",
    "add_user",
    "api_keys",
    "apply_tenant_file",
    "change_access_token",
    "create_api_key",
    "export_tenant",
    "find_tenant",
    "look_after_templates",
    "revoke_api_key",
    "seed_demo",
    "set_password",
]
