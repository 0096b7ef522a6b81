"""Jobs of the integrations room; each may be run twice."""

from __future__ import annotations

import contextlib
import logging
from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock, jobs
from invekto.core.tasks import lasting_task
from invekto.integrations import alarm, old_orders, quarantine, services
from invekto.integrations.carriers import learning, retention
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.questions import alarm as question_alarm

log = logging.getLogger(__name__)

WEBHOOK_CHECK = timedelta(hours=24)  # platforms switch webhooks off that failed for an hour


@app.task(name="integrations.sync_all", queue="integrations")
def sync_all() -> None:
    services.sync_all(clock.now())


@app.task(name="integrations.sync", queue="integrations")
def sync(tenant_id: str, account_id: str) -> None:
    with contextlib.suppress(IntegrationAccount.DoesNotExist):  # removed meanwhile
        services.sync_account(UUID(tenant_id), UUID(account_id), clock.now())


@app.task(name="integrations.check_all", queue="integrations")
def check_all() -> None:
    services.check_all(clock.now())


@app.task(name="integrations.check", queue="integrations")
def check(tenant_id: str, account_id: str) -> None:
    with contextlib.suppress(IntegrationAccount.DoesNotExist):  # removed meanwhile
        services.check_account(UUID(tenant_id), UUID(account_id), clock.now())


@lasting_task("integrations.tell_owner", queue="integrations")
def tell_owner(tenant_id: str, alert_id: str) -> None:
    alarm.tell_owner(UUID(tenant_id), UUID(alert_id), clock.now())


@app.task(name="integrations.claims_all", queue="integrations")
def claims_all() -> None:
    services.sync_all_claims(clock.now())


@app.task(name="integrations.claims", queue="integrations")
def claims(tenant_id: str, account_id: str) -> None:
    services.sync_claims(UUID(tenant_id), UUID(account_id), clock.now())


@app.task(name="integrations.track_all", queue="integrations")
def track_all() -> None:
    services.track_all(clock.now())


@app.task(name="integrations.track", queue="integrations")
def track(tenant_id: str, carrier: str) -> None:
    services.track_carrier(UUID(tenant_id), carrier, clock.now())


@app.task(name="integrations.questions_all", queue="integrations")
def questions_all() -> None:
    services.read_all_questions(clock.now())


@app.task(name="integrations.questions", queue="integrations")
def questions(tenant_id: str, account_id: str) -> None:
    with contextlib.suppress(IntegrationAccount.DoesNotExist):  # removed meanwhile
        services.read_questions(UUID(tenant_id), UUID(account_id), clock.now())


@lasting_task("integrations.answer", queue="integrations")
def answer(tenant_id: str, answer_id: str) -> None:
    services.send_answer(UUID(tenant_id), UUID(answer_id), now=clock.now())


@lasting_task("integrations.tell_of_questions", queue="integrations")
def tell_of_questions(tenant_id: str, user_id: str, question_ids: list[str]) -> None:
    question_alarm.tell(UUID(tenant_id), UUID(user_id), [UUID(one) for one in question_ids], clock.now())


@app.task(name="integrations.listings_all", queue="integrations")
def listings_all() -> None:
    services.read_all_listings(clock.now())


@app.task(name="integrations.listings", queue="integrations")
def listings(tenant_id: str, account_id: str) -> None:
    with contextlib.suppress(IntegrationAccount.DoesNotExist):  # removed meanwhile
        services.read_listings(UUID(tenant_id), UUID(account_id), clock.now())


@app.task(name="integrations.learn_paces", queue="integrations")
def learn_paces() -> None:
    """Every night: how long parcels usually take. Safe to repeat."""
    learning.learn(clock.now())


@lasting_task("integrations.received", queue="integrations")
def received(tenant_id: str, account_id: str) -> None:
    services.process_received(UUID(tenant_id), UUID(account_id), now=clock.now())


@lasting_task("integrations.reread", queue="integrations")
def reread(tenant_id: str, account_id: str, number: str) -> None:
    services.reread(UUID(tenant_id), UUID(account_id), number, now=clock.now())


@lasting_task("integrations.webhook", queue="integrations")
def webhook(tenant_id: str, account_id: str) -> None:
    """Register our webhook or look after it, and come again tomorrow; for an account that is off, end it."""
    try:
        if not services.look_after_webhook(UUID(tenant_id), UUID(account_id)):
            return
    except services.Refused as error:
        if not error.problem.needs_person:  # a dead key is told by the account itself
            services.note_webhook_refused(UUID(tenant_id), UUID(account_id))
        log.info("The webhook of account %s was refused: %s", account_id, error)
    except services.TryAgainLater as error:
        # Orders still arrive by asking; the account's own health is told by that.
        log.info("The webhook of account %s could not be looked after: %s", account_id, error)
    except IntegrationAccount.DoesNotExist:
        return
    jobs.defer_at(
        clock.now() + WEBHOOK_CHECK,
        "integrations.webhook",
        key=f"webhook:{account_id}",
        tenant_id=tenant_id,
        account_id=account_id,
    )


@app.task(name="integrations.forget", queue="integrations")
def forget() -> None:
    """Personal data that was kept aside, and parcels that arrived long ago, are not kept for ever."""
    quarantine.forget_old(clock.now())
    services.forget_questions(clock.now())
    retention.forget_old(clock.now())
    old_orders.forget_old(clock.now())
