"""The report as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from invekto.core import texts
from invekto.insights.asked import When
from invekto.insights.exported import Exported
from invekto.insights.report import Ranked, Report, Theme, wish_words

_BARS = " ▁▂▃▄▅▆▇█"
_BUSIEST = 2  # hours named per theme


def said_of_source(exported: Exported, language: str, *, on_command_line: bool = True) -> list[str]:
    """Who was taken for the business and how to change it, and how the dates were read.

    A guess is shown by its initials: it may be the customer.
    """
    kind = "feedback-business" if on_command_line else "feedback-business-unnamed"
    why = ", ".join(texts.text(f"feedback-how-{how.value}", language) for how in exported.business.how)
    orders = {chat.day_first for chat in exported.chats}
    order = "mixed" if len(orders) > 1 else "day-first" if True in orders else "month-first"
    return [
        texts.text(kind, language, names=", ".join(exported.business.shown), why=why),
        texts.text(f"feedback-dates-{order}", language),
    ]


def lines(report: Report, language: str) -> Iterator[str]:
    def own(name: str, /, **variables: Any) -> str:
        return texts.text(f"feedback-{name}", language, **variables)

    yield own("title", vertical=own(f"vertical-{report.vertical}"))
    yield own(
        "period",
        **{"from": _day(report.first), "to": _day(report.last)},
        messages=report.messages,
        customers=report.customers,
        wordless=report.wordless,
    )
    yield ""
    yield own("intents")
    yield f"      {own('columns')}"
    for place, row in enumerate(report.ranked, start=1):
        yield from _ranked(f"{place:>3}. ", row, report, language)
    if report.courtesies:
        yield ""
        yield own("courtesies")
        for row in report.courtesies:
            yield f"  {row.count:>6}  {wish_words(report.vertical, row.intent, language)}"
    yield ""
    if report.unclear.count:
        yield from _unclear(report, language)
    else:
        yield own("unclear-none")
    yield ""
    yield own("by-hour")
    yield f"  {_bars(report.when.hours)}  0–23"
    yield own("by-week")
    for monday, count in report.when.weeks:
        yield f"  {_day(monday)}  {count}"
    yield ""
    yield own("next")
    for theme in report.proposals:
        yield f"  {own('next-line', name=theme.name, month=theme.per_month)}"
    if not report.proposals:
        yield f"  {own('next-none')}"
    yield ""
    yield own("masked")


def _ranked(mark: str, row: Ranked, report: Report, language: str) -> Iterator[str]:
    figures = f"{row.count:>8} {_percent(row.share):>7}  {row.customers:>9} {_percent(row.sure):>5}"
    yield f"{mark} {figures}  {wish_words(report.vertical, row.intent, language)} ({row.intent})"
    for example in row.examples or row.guesses:
        yield f"        · {example.text}"


def _unclear(report: Report, language: str) -> Iterator[str]:
    unclear = report.unclear
    yield texts.text(
        "feedback-unclear",
        language,
        count=unclear.count,
        messages=report.messages,
        share=_percent(unclear.count / max(report.messages, 1)),
        below=unclear.below,
        outside=unclear.outside,
        threshold=f"{report.threshold:.2f}",
    )
    yield f"  {texts.text('feedback-hours', language)} {_bars(unclear.when.hours)}  0–23"
    if report.themes:
        yield texts.text("feedback-themes", language)
    for theme in report.themes:
        yield from _theme(theme, report, language)
    yield f"  {texts.text('feedback-unclear-rest', language, short=unclear.short, alone=unclear.alone)}"


def _theme(theme: Theme, report: Report, language: str) -> Iterator[str]:
    figures = texts.text(
        "feedback-theme", language, count=theme.count, customers=theme.customers, month=theme.per_month
    )
    yield f"  “{theme.name}”: {figures}"
    if theme.near:
        near = wish_words(report.vertical, theme.near, language)
        yield f"        {texts.text('feedback-theme-near', language, wish=near)}"
    hours = texts.text("feedback-hours", language)
    busiest = texts.text("feedback-busiest", language, hours=_busiest(theme.when))
    yield f"        {hours} {_bars(theme.when.hours)}  {busiest}"
    weeks = theme.when.weeks
    if len(weeks) > 1:
        since = texts.text("feedback-weeks", language, **{"from": _day(weeks[0][0])})
        yield f"        {since}: {' '.join(str(count) for _, count in weeks)}"
    for example in theme.examples:
        yield f"        · {example.text}"


def _bars(counts: tuple[int, ...]) -> str:
    most = max(counts) or 1
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in counts)


def _busiest(when: When) -> str:
    asked = [hour for hour in range(24) if when.hours[hour]]
    ordered = sorted(asked, key=lambda hour: (-when.hours[hour], hour))[:_BUSIEST]
    return ", ".join(f"{hour:02}:00" for hour in sorted(ordered))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %" if share >= 0.01 or share == 0 else "<1 %"


def _day(day: date) -> str:
    return day.isoformat()
