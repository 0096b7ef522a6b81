"""The one gate to tenants' data: a transaction in which the database shows one tenant's rows.

Row-level security compares each row's ``tenant_id`` with a setting that lives as long as the
transaction. Outside a scope no tenant exists: reads and writes of tenant tables fail.

A *door* is the narrow way in for those who cannot know the tenant yet: a row is shown to whoever
already holds its identifier (the e-mail typed at log-in, a sending number's id in a webhook, an
account's token, the hash of an API key), and to nobody else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, TypeVar
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from invekto.core.sessions import begin_with_setting

log = logging.getLogger(__name__)

Result = TypeVar("Result")

Door = Literal[
    "email",
    "user_id",
    "phone_number_id",
    "waba_id",
    "verify_token_hash",
    "account_token",
    "api_key_hash",
    "slug",
]


@contextmanager
def tenant_scope(tenant_id: UUID) -> Iterator[None]:
    """One transaction in which only this tenant's rows exist. Never nested; no provider is called inside."""
    with transaction.atomic(durable=True):
        begin_with_setting("app.tenant_id", str(tenant_id))
        yield


@contextmanager
def door(name: Door, value: str) -> Iterator[None]:
    """One transaction in which only the rows whose ``name`` equals ``value`` can be read."""
    with transaction.atomic(durable=True):
        begin_with_setting(f"door.{name}", value)
        yield


@contextmanager
def doors(values: Mapping[Door, Iterable[str]]) -> Iterator[None]:
    """Several doors, each for several values (one a line), in one transaction; for tables whose policy reads lists."""
    with transaction.atomic(durable=True):
        for name, wanted in values.items():
            lines = list(wanted)
            if any("\n" in value for value in lines):
                raise ValueError(f"A value for the door {name} has more than one line.")
            begin_with_setting(f"door.{name}", "\n".join(lines))
        yield


def tenant_ids(having: str | None = None) -> list[UUID]:
    """Every tenant's id, for periodic work; the only thing readable without a scope.

    ``having``: only of those with something to look after, as a migration named it (``tenants_having``).
    """
    function = sql.Identifier(f"tenants_having_{having}" if having else "invekto_tenant_ids")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}()").format(function))
        return [row[0] for row in cursor.fetchall()]


class SomeTenantsFailed(Exception):
    """Periodic work failed for some tenants and was done for the others; the cause is the first one's."""


def for_each_tenant(work: Callable[[UUID], Result], *, having: str | None = None) -> list[Result]:
    """Do periodic ``work``, which opens its own scopes, for every tenant: one that fails holds up no other.

    ``having``: for those alone that have something to do, see ``tenant_ids``; one question instead of a
    transaction for each. Raises SomeTenantsFailed at the end, so that the job shows as failed.
    """
    done: list[Result] = []
    failures: list[Exception] = []
    every = tenant_ids(having)
    for tenant_id in every:
        try:
            done.append(work(tenant_id))
        except Exception as error:
            # Only the kind is logged here: a database's words may quote a customer.
            log.error("Periodic work failed: %s (tenant %s).", type(error).__name__, tenant_id)
            failures.append(error)
            connection.close_if_unusable_or_obsolete()
    if failures:
        raise SomeTenantsFailed(f"{len(failures)} of {len(every)}") from failures[0]
    return done
