"""``invekto analyze`` and ``invekto evaluate``: the engine from the command line, without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from invekto.chat_analysis.services import (
    CorpusError,
    TrainingFailed,
    UnknownVertical,
    load_analyser,
)
from invekto.core.env import cache_dir
from invekto.core.zones import zone_named

_BAD_INPUT = 2
_ZONE = "Europe/Istanbul"
_LONGEST_LINE = 1_000_000  # bytes; a message has 4,096 characters at most


class BadLine(ValueError):
    """A line of the input cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    now: datetime
    timezone: str


@click.command()
@click.option("--vertical", required=True, help="ecommerce, dental or aesthetic.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    help="jsonl: every line is an object with text and, if wanted, now (ISO) and timezone.",
)
def analyze(vertical: str, form: str) -> None:
    """Read messages from stdin, one per line; print one JSON object per line. Blank lines are passed over."""
    try:
        analyser = load_analyser(vertical, cache_dir=cache_dir())
    except (UnknownVertical, CorpusError, TrainingFailed, OSError) as error:
        _stop(str(error))
    for number, line in enumerate(_lines(), start=1):
        if not line.strip():
            continue
        try:
            if len(line) > _LONGEST_LINE:
                raise BadLine(f"longer than {_LONGEST_LINE:,} bytes")
            asked = _from_json(line) if form == "jsonl" else _from_text(line)
        except BadLine as error:
            _stop(f"<stdin>, line {number}: {error}")
        analysis = analyser.analyze(asked.text, now=asked.now, timezone=asked.timezone)
        click.echo(json.dumps(analysis.to_dict(), ensure_ascii=not _writable(asked.text)))


@click.command()
@click.option("--vertical", help="Judge this vertical's own model.")
@click.option(
    "--train",
    type=click.Path(path_type=Path),
    help="Train on this file instead and judge the result.",
)
@click.option("--oos", help="The label that means: none of these. It must stand in TRAIN or TEST.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.argument("test", type=click.Path(path_type=Path))
def evaluate(vertical: str | None, train: Path | None, oos: str | None, form: str, test: Path) -> None:
    """Measure the engine on TEST, a JSONL file with text and intent per line.

    With --vertical each message is answered as a customer's would be. With --train it is taken as one wish; where
    TRAIN has no examples of --oos, or fewer than 200, a message that looks like nothing in it is refused.

    ece, the calibration error, is of the answers that have a confidence of their own: all but those refusals. The
    times are those of the intents alone.
    """
    from invekto.chat_analysis.evaluate import evaluate_split, evaluate_vertical

    if (vertical is None) == (train is None):
        raise click.UsageError("give either --vertical or --train")
    if oos is not None and train is None:
        raise click.UsageError("--oos goes with --train")
    try:
        if train is not None:
            result = evaluate_split(train, test, oos_label=oos)
        else:
            assert vertical is not None
            result = evaluate_vertical(vertical, test, cache_dir=cache_dir())
    except (UnknownVertical, CorpusError, TrainingFailed, OSError) as error:
        _stop(str(error))
    figures = result.to_dict()
    if form == "json":
        click.echo(json.dumps(figures))
        return
    pairs = figures.pop("confusion")
    for name, value in figures.items():
        click.echo(f"{name:<18} {'-' if value is None else value}")
    for pair in pairs:
        click.echo(f"{pair['count']:>6}  {pair['intent']} -> {pair['taken_for']}")


def _lines() -> Iterator[bytes]:
    """Lines as they come, so that another program can hold a conversation through a pipe.

    Of one that is too long only as much as shows that it is: whoever reads it has to stop there.
    """
    while line := sys.stdin.buffer.readline(_LONGEST_LINE + len(b"\r\n")):
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _from_text(line: bytes) -> _Asked:
    return _Asked(line.decode("utf-8", "replace"), datetime.now(UTC), _ZONE)


def _from_json(line: bytes) -> _Asked:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("not valid JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadLine('not an object with a "text"')
    zone = row.get("timezone", _ZONE)
    return _Asked(row["text"], _moment(row.get("now"), zone), zone)


def _moment(written: object, zone: object) -> datetime:
    """``now`` as given, in the row's zone when it has no offset; else the present."""
    place = zone_named(zone) if isinstance(zone, str) else None
    if place is None:
        raise BadLine('"timezone" is no known time zone')
    if written is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise BadLine('"now" is not an ISO date and time')
    return moment if moment.tzinfo else moment.replace(tzinfo=place)


def _writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(_BAD_INPUT)
