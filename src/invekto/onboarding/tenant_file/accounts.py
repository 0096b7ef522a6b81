"""``integrations:`` of a tenant file, made of the providers' entries: a new provider brings its section along."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from invekto.integrations.services import ENTRIES, Entry, IdKind
from invekto.onboarding.tenant_file.sections import AccountEntry, TenantFile
from invekto.onboarding.tenant_file.values import Digits, Secret, Slug, Text

# Where nothing names a tenant's account at a provider: its user does.
ONLY_ONE = "default"
_KINDS: dict[IdKind, Any] = {IdKind.TEXT: Text, IdKind.NUMBER: Digits, IdKind.DOCTOR: Slug}


def file_model() -> type[TenantFile]:
    """A tenant file with the accounts of every provider of the registry."""
    return _file_model(tuple(ENTRIES.values()))


@cache
def _file_model(entries: tuple[Entry, ...]) -> type[TenantFile]:
    models = reduce(or_, map(_account_model, entries))
    accounts: Any = tuple[Annotated[models, Field(discriminator="provider")], ...]  # type: ignore[valid-type]
    return create_model("TenantFile", __base__=TenantFile, integrations=(accounts, ()))


def _account_model(entry: Entry) -> Any:
    fields: dict[str, Any] = {"provider": (Literal[entry.name], ...)}
    if name := entry.account_id.file_key:
        fields[name] = (_KINDS[entry.account_id.kind], ...)
    for key in entry.keys:
        fields[key.name] = (Secret, ...) if key.default is None else (Text, key.default)
    return create_model(f"{entry.name}_account", __base__=AccountEntry, **fields)


def provider_names() -> str:
    return ", ".join(map(repr, ENTRIES))


def external_id(account: AccountEntry) -> str:
    """What tells a tenant's accounts at one provider apart; a calendar is its doctor's."""
    name = ENTRIES[account.provider].account_id.file_key
    return str(getattr(account, name)) if name else ONLY_ONE


def doctor_of(account: AccountEntry) -> str | None:
    return external_id(account) if ENTRIES[account.provider].account_id.kind is IdKind.DOCTOR else None
