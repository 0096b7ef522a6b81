"""``invekto feedback``: what customers ask, from exported chats or from a tenant's own history."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from invekto.chat_analysis.services import CorpusError, TrainingFailed, UnknownVertical, load_analyser
from invekto.core.env import cache_dir
from invekto.insights import printing
from invekto.insights.business import NoSuchSender
from invekto.insights.chat_files import ChatFile, UnreadableFile, open_chats
from invekto.insights.exported import Exported, report_of_exports
from invekto.insights.reading import Reader
from invekto.insights.report import Report

_REFUSED = 1
_WORTH_TELLING = 2000  # messages; fewer take some seconds
_PAUSE = 5.0  # seconds between two lines of progress in a file or a pipe


@click.command()
@click.option("--vertical", help="ecommerce, dental or aesthetic: whose intents to look for.")
@click.option("--tenant", "slug", help="Read this tenant's own history instead of files.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="With --tenant: from this day on (default: 90 days)."
)
@click.option(
    "--business", "business", multiple=True, help="Name of the sender that is the business; repeatable."
)
@click.option("--timezone", help="Where the phone was (default Europe/Istanbul), or the tenant's zone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--examples", type=click.IntRange(0, 3), default=3, show_default=True, help="Per intent and theme."
)
@click.option(
    "--language", type=click.Choice(["tr", "en"]), default="en", show_default=True, help="Of the report."
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def feedback(
    vertical: str | None,
    slug: str | None,
    since: datetime | None,
    business: tuple[str, ...],
    timezone: str | None,
    form: str,
    examples: int,
    language: str,
    files: tuple[Path, ...],
) -> None:
    """What do customers ask most, and what is not understood yet?

    FILE… are chats exported from WhatsApp ("Export chat"; .txt or .zip, Android or iPhone, Turkish or English).
    Nothing leaves this machine or is stored. Names and numbers are masked in everything that is shown.
    """
    zone = _zone(timezone)
    if slug is not None:
        if files or vertical or business:
            raise click.UsageError(
                "--tenant reads our own history: leave --vertical, --business and FILE away"
            )
        report = _of_history(slug, since.date() if since else None, zone, examples)
        _show(report, None, form, language)
        return
    if vertical is None or not files:
        raise click.UsageError("give --vertical and at least one FILE, or --tenant")
    if since is not None:
        raise click.UsageError("--since goes with --tenant")
    exported = _of_files(files, vertical, business, examples)
    _show(exported.report, exported, form, language, (zone or ZoneInfo("Europe/Istanbul")).key)


def _of_files(files: tuple[Path, ...], vertical: str, business: tuple[str, ...], examples: int) -> Exported:
    try:
        reader = Reader(load_analyser(vertical, cache_dir=cache_dir()))
        return report_of_exports(
            _opened(files), reader, business=business, examples=examples, progress=_Progress()
        )
    except NoSuchSender as error:
        _stop(f'Nobody in these chats is called "{error.name}". Write the name as it stands in the file.')
    except (UnreadableFile, UnknownVertical, CorpusError, TrainingFailed, OSError) as error:
        _stop(str(error))


def _opened(files: tuple[Path, ...]) -> Iterator[ChatFile]:
    for path in dict.fromkeys(files):
        yield from open_chats(path)


def _of_history(slug: str, since: date | None, zone: ZoneInfo | None, examples: int) -> Report:
    from invekto.commands.database import prepare

    prepare()
    from invekto.insights import services

    try:
        report = services.tenant_report(slug, since=since, zone=zone, examples=examples)
    except services.UnknownTenant:
        _stop(f"There is no tenant called {slug}.")
    except services.NothingAsked:
        _stop(f"No customer of {slug} has written anything in that time.")
    return report


def _show(
    report: Report, exported: Exported | None, form: str, language: str, zone: str | None = None
) -> None:
    if form == "json":
        source = {} if exported is None else _source(exported)
        place = {} if zone is None else {"timezone": zone}
        click.echo(json.dumps(source | place | report.to_dict(), ensure_ascii=False, indent=2))
        return
    for line in printing.said_of_source(exported, language) if exported else []:
        click.echo(line)
    for line in printing.lines(report, language):
        click.echo(line)


def _source(exported: Exported) -> dict[str, object]:
    return {
        "business": list(exported.business.shown),
        "business_found_by": [how.value for how in exported.business.how],
        "files": [
            {
                "messages": len(chat.messages),
                "senders": len(chat.senders),
                "language": chat.language,
                "day_first": chat.day_first,
            }
            for chat in exported.chats
        ],
    }


class _Progress:
    """On a terminal one line that moves; elsewhere a line every few seconds. Silent where it is over at once."""

    def __init__(self) -> None:
        self._last = monotonic()

    def __call__(self, done: int, of: int) -> None:
        if of < _WORTH_TELLING:
            return
        moves = sys.stderr.isatty()
        if done < of and monotonic() - self._last < (0.2 if moves else _PAUSE):
            return
        self._last = monotonic()
        line = f"{done:,} of {of:,} messages read ({done * 100 // of} %)"
        click.echo(f"\r{line}" if moves else line, err=True, nl=not moves or done == of)


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _stop(f"{name} is no known time zone; write one such as Europe/Istanbul.")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(_REFUSED)
