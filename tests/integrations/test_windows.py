"""Whatever the pauses between readings, no moment of the platform's history is left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from invekto.integrations.contract import Reach
from invekto.integrations.windows import Cursor, Lane

REACH = Reach(history=timedelta(days=89), span=timedelta(days=14), overlap=timedelta(hours=4))
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def read_all(cursor: Cursor, lane: Lane, now: datetime) -> tuple[Cursor, list[tuple[datetime, datetime]]]:
    """Every window of a lane, each in two pages."""
    read = []
    for _ in range(100):
        window = cursor.next_window(now=now, reach=REACH, lane=lane)
        if window is None:
            return cursor, read
        read.append((window.since, window.until))
        cursor = cursor.after_page(window, "seite-2", reach=REACH)
        again = cursor.next_window(now=now + timedelta(minutes=1), reach=REACH, lane=lane)
        assert again is not None
        assert (again.since, again.until, again.position) == (window.since, window.until, "seite-2")
        cursor = Cursor.from_json(cursor.after_page(again, None, reach=REACH).to_json())
        if lane == "head" and cursor.is_up_to(window.began):
            return cursor, read
    raise AssertionError("the reading does not end")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 60 * 24 * 40), min_size=1, max_size=6))
def test_windows_cover_everything_and_overlap(pauses: list[int]) -> None:
    now, cursor = START, Cursor()
    covered: list[tuple[datetime, datetime]] = []
    for minutes in pauses:
        cursor, read = read_all(cursor, "head", now)
        covered += read
        assert cursor.head == now
        cursor, read = read_all(cursor, "past", now)
        covered += read
        assert cursor.imported == 1.0
        now += timedelta(minutes=minutes)
    covered.sort()
    assert all(until - since <= REACH.span for since, until in covered)
    assert covered[0][0] == START - REACH.history
    reached = covered[0][1]
    for since, until in covered[1:]:
        assert since <= reached - REACH.overlap
        reached = max(reached, until)
    assert cursor.head is not None
    assert reached >= cursor.head + REACH.overlap


def test_an_import_that_stood_still_goes_on_as_far_as_the_platform_still_knows() -> None:
    cursor, _ = read_all(Cursor(), "head", START)
    window = cursor.next_window(now=START, reach=REACH, lane="past")
    assert window is not None
    cursor = cursor.after_page(window, None, reach=REACH)
    later = START + timedelta(days=30)
    cursor, read = read_all(cursor, "past", later)
    assert min(since for since, _ in read) == later - REACH.history
    assert cursor.imported == 1.0


def test_progress_grows_from_nothing_to_all() -> None:
    cursor, _ = read_all(Cursor(), "head", START)
    seen = [cursor.imported]
    while window := cursor.next_window(now=START, reach=REACH, lane="past"):
        cursor = cursor.after_page(window, None, reach=REACH)
        seen.append(cursor.imported)
    assert seen == sorted(seen)
    assert 0 < seen[0] < 0.2
    assert seen[-1] == 1.0


def test_progress_moves_within_a_window_and_never_goes_back() -> None:
    cursor, seen = Cursor(), [0.0]

    def kept(following: Cursor) -> Cursor:
        following = Cursor.from_json(following.to_json())
        seen.append(following.imported)
        return following

    for lane in ("head", "past"):
        for place in range(40):
            window = cursor.next_window(now=START, reach=REACH, lane=lane)  # type: ignore[arg-type]
            if window is None or (lane == "head" and cursor.is_up_to(START)):
                break
            for page in range(4):
                cursor = kept(cursor.after_page(window, f"{page}", reach=REACH, done=(page + 1) / 5))
                window = cursor.next_window(now=START, reach=REACH, lane=lane)  # type: ignore[arg-type]
                assert window is not None
            if place == 2:  # the platform forgot our place: all of the window again
                cursor = kept(cursor.forget_position(lane))  # type: ignore[arg-type]
                window = cursor.next_window(now=START, reach=REACH, lane=lane)  # type: ignore[arg-type]
                assert window is not None
            cursor = kept(cursor.after_page(window, None, reach=REACH, done=1.0))
    assert seen == sorted(seen)
    assert len({round(share, 3) for share in seen}) > 25
    assert 0 < seen[1] < 0.05
    assert seen[-2] < 1.0 == seen[-1]
