"""The figures of "What customers ask" as the page shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from invekto.core.texts import text
from invekto.dashboard.percents import percent
from invekto.insights.services import Overview, Report, Theme, wish_words

PERIODS = (7, 30, 90)  # days
_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Line:
    """An intent of the ranking: messages in which the assistant was sure of it.

    ``unsure``: how many more it may be; ``sure``: the share of the others. ``width``: of its bar, in per cent of the
    longest.
    """

    intent: str
    words: str
    count: int
    unsure: int
    share: str
    customers: int
    sure: float
    width: int
    change: Change | None
    examples: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """Messages of which the assistant was not sure, by what they look like most."""

    words: str
    count: int
    examples: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Change:
    """``words``: "+12 %"; ``direction``: up, down or same."""

    words: str
    direction: str


@dataclass(frozen=True, slots=True)
class ThemeLine:
    theme: Theme
    near: str
    busiest: str


@dataclass(frozen=True, slots=True)
class Figures:
    report: Report
    lines: list[Line]
    guesses: list[Guess]
    themes: list[ThemeLine]
    unclear_share: str
    unclear_change: Change | None
    messages_change: Change | None
    courtesies: int
    taps: int
    charts: dict[str, str]  # name → what the chart is drawn from, as JSON
    hours: list[tuple[str, int, int]]  # the same for those who read: label, all, not understood
    weekdays: list[tuple[str, int, int]]
    weeks: list[tuple[str, int, int]]
    busiest_hour: str
    looked_at: int
    is_capped: bool
    waiting: int


def figures(report: Report, language: str, overview: Overview | None = None) -> Figures:
    """``overview``: where there is a time before to compare with."""
    before = overview.before if overview and overview.messages_before else None
    sure = sorted((row for row in report.ranked if row.clear), key=lambda row: (-row.clear, row.intent))
    guessed = sorted(
        (row for row in (*report.ranked, *report.courtesies) if row.unsure),
        key=lambda row: (-row.unsure, row.intent),
    )
    longest = sure[0].clear if sure else 1
    unclear = report.unclear
    hours = [(f"{hour:02}", report.when.hours[hour], unclear.when.hours[hour]) for hour in range(24)]
    weekdays = [
        (
            text(f"moment-weekday-short-{day + 1}", language),
            report.when.weekdays[day],
            unclear.when.weekdays[day],
        )
        for day in range(7)
    ]
    weeks = [
        (_day(monday, language), count, missed)
        for (monday, count), (_, missed) in zip(report.when.weeks, unclear.when.weeks, strict=True)
    ]
    return Figures(
        report=report,
        lines=[
            Line(
                intent=row.intent,
                words=wish_words(report.vertical, row.intent, language),
                count=row.clear,
                unsure=row.unsure,
                share=percent(row.clear / max(report.messages, 1), language),
                customers=row.clear_customers,
                sure=row.sure,
                width=max(1, round(row.clear * _PER_CENT / longest)),
                change=_change(row.clear, before, row.intent, language),
                examples=row.examples,
            )
            for row in sure
        ],
        guesses=[
            Guess(wish_words(report.vertical, row.intent, language), row.unsure, row.guesses)
            for row in guessed
        ],
        themes=[
            ThemeLine(
                theme=theme,
                near=wish_words(report.vertical, theme.near, language) if theme.near else "",
                busiest=_hour(theme.when.hours),
            )
            for theme in report.themes
        ],
        unclear_share=percent(unclear.count / max(report.messages, 1), language),
        unclear_change=None
        if before is None or overview is None
        else change(unclear.count, overview.unclear_before, language),
        messages_change=None
        if before is None or overview is None
        else change(report.messages, overview.messages_before, language),
        courtesies=sum(row.clear for row in report.courtesies),
        taps=overview.taps if overview else 0,
        charts={
            name: _chart(rows, language)
            for name, rows in (("hours", hours), ("weekdays", weekdays), ("weeks", weeks))
        },
        hours=hours,
        weekdays=weekdays,
        weeks=weeks,
        busiest_hour=_hour(report.when.hours),
        looked_at=overview.looked_at if overview else unclear.count,
        is_capped=overview is not None and overview.looked_at < unclear.count,
        waiting=overview.waiting if overview else 0,
    )


def rows_of_csv(shown: Figures, language: str) -> list[list[str]]:
    """A head and a row per intent and theme; numbers without signs, so that a spreadsheet counts with them."""
    head = ("kind", "name", "count", "share", "customers", "sure", "month", "example")
    rows = [[text(f"questions-csv-{name}", language) for name in head]]
    rows += [
        [
            text("questions-csv-intent", language),
            line.words,
            str(line.count),
            _decimal(line.count / max(shown.report.messages, 1), language),
            str(line.customers),
            _decimal(line.sure, language),
            "",
            line.examples[0].text if line.examples else "",
        ]
        for line in shown.lines
    ]
    rows += [
        [
            text("questions-csv-guess", language),
            guess.words,
            str(guess.count),
            _decimal(guess.count / max(shown.report.messages, 1), language),
            "",
            "",
            "",
            guess.examples[0].text if guess.examples else "",
        ]
        for guess in shown.guesses
    ]
    for line in shown.themes:
        theme = line.theme
        rows.append(
            [
                text("questions-csv-proposal" if theme.proposed else "questions-csv-theme", language),
                theme.name,
                str(theme.count),
                _decimal(theme.count / max(shown.report.messages, 1), language),
                str(theme.customers),
                "",
                str(theme.per_month),
                theme.examples[0].text if theme.examples else "",
            ]
        )
    return [[_harmless(cell) for cell in row] for row in rows]


def change(now: int, before: int, language: str) -> Change | None:
    if before == 0:
        return Change(text("questions-new", language), "up") if now else None
    share = (now - before) / before
    if abs(share) < 0.005:
        return Change(percent(0, language), "same")
    sign = "+" if share > 0 else "−"
    return Change(f"{sign}{percent(abs(share), language)}", "up" if share > 0 else "down")


def _change(count: int, before: Mapping[str, int] | None, intent: str, language: str) -> Change | None:
    return None if before is None else change(count, before.get(intent, 0), language)


def _chart(rows: Sequence[tuple[str, int, int]], language: str) -> str:
    return json.dumps(
        {
            "labels": [label for label, _, _ in rows],
            "understood": [count - missed for _, count, missed in rows],
            "unclear": [missed for _, _, missed in rows],
            "names": [text("questions-understood", language), text("questions-unclear", language)],
        }
    )


def _hour(hours: Sequence[int]) -> str:
    busiest = max(range(24), key=lambda hour: (hours[hour], -hour))
    return f"{busiest:02}:00–{(busiest + 1) % 24:02}:00"


def _day(day: date, language: str) -> str:
    return text(
        "moment-day-month",
        language,
        day=str(day.day),
        month=text(f"moment-month-short-{day.month}", language),
    )


def _decimal(share: float, language: str) -> str:
    written = f"{share * _PER_CENT:.1f}"
    return written.replace(".", ",") if language == "tr" else written


def _harmless(cell: str) -> str:
    """A customer's words must not become a formula of a spreadsheet."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
