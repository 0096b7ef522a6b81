"""How long questions, listings and claims rest that could not be read, and who is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from invekto.integrations.contract import Problem, TryAgainLater
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DOWN = TryAgainLater(Problem.PLATFORM_DOWN, "test")


@pytest.fixture
def account(tenant: TenantKit) -> IntegrationAccount:
    from invekto.integrations import services

    with tenant.scope():
        return services.add_account(
            tenant_id=tenant.id,
            provider="trendyol",
            external_id="2738",
            secrets={"api_key": "a", "api_secret": "b"},
            now=clock.now(),
            actor="test",
        )


def test_each_pause_is_twice_the_one_before_up_to_the_longest() -> None:
    from invekto.integrations.feeds import Pauses

    pauses = Pauses(MINUTE, HOUR)
    assert [pauses.after(failures) / MINUTE for failures in (1, 2, 3, 6, 7, 400)] == [1, 2, 4, 32, 60, 60]


def test_what_the_platform_asked_for_is_the_least() -> None:
    from invekto.integrations.feeds import Pauses

    assert Pauses(MINUTE, HOUR).after(1, 90.0) == timedelta(seconds=90)
    assert Pauses(MINUTE, HOUR).after(3, 90.0) == 4 * MINUTE
    assert Pauses(MINUTE, HOUR, every=MINUTE).after(1, 45.0) == timedelta(seconds=45)


@pytest.mark.parametrize(("kind", "every"), [("listings", 10 * MINUTE), ("questions", 2 * MINUTE)])
def test_the_round_that_comes_when_a_pause_is_over_finds_it_over(
    tenant: TenantKit, account: IntegrationAccount, kind: str, every: timedelta
) -> None:
    """A reading fails some seconds after the round that began it."""
    from invekto.integrations import feeds
    from invekto.integrations.listings import reading as listings
    from invekto.integrations.models import ListingFeed, QuestionFeed
    from invekto.integrations.questions import reading as questions

    model = ListingFeed if kind == "listings" else QuestionFeed
    pauses = (listings if kind == "listings" else questions).PAUSES
    rounds = clock.now()
    with tenant.scope():
        feed = model.objects.create(tenant_id=tenant.id, account=account)
        feeds.note_failure(feed, DOWN, rounds + timedelta(seconds=7), pauses)
        assert feeds.awake([account.id], model, rounds + MINUTE / 2) == []
        assert feeds.awake([account.id], model, rounds + every) == [account.id]
        feeds.note_failure(feed, DOWN, rounds + every, pauses)
        assert feeds.awake([account.id], model, rounds + 2 * every) == []
        assert feeds.awake([account.id], model, rounds + 3 * every) == [account.id]


def test_our_own_pause_is_no_failure_and_what_was_read_is_well(
    tenant: TenantKit, account: IntegrationAccount
) -> None:
    from invekto.integrations import feeds
    from invekto.integrations.models import ListingFeed

    ours = TryAgainLater(Problem.RATE_LIMITED, "our pause", seconds=30)
    now, pauses = clock.now(), feeds.Pauses(MINUTE, HOUR)
    with tenant.scope():
        feed = ListingFeed.objects.create(tenant_id=tenant.id, account=account)
        feeds.note_failure(feed, ours, now, pauses)
        feed.refresh_from_db()
        assert (feed.problem, feed.failures, feed.retry_at) == (None, 0, now + MINUTE / 2)
        feeds.note_failure(feed, DOWN, now, pauses)
        ListingFeed.objects.filter(pk=feed.pk).update(**feeds.well())
        feed.refresh_from_db()
        assert (feed.problem, feed.problem_at, feed.failures, feed.retry_at) == (None, None, 0, None)
