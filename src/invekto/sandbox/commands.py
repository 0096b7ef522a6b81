"""`invekto scenario`."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from invekto.sandbox.scenario.playing import Result

FAILED, MALFORMED = 1, 2


@click.group()
def scenario() -> None:
    """Conversations written down as YAML, played against the sandbox."""


@scenario.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="A running demo's address; without it a throw-away one is started.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def run(files: tuple[Path, ...], url: str | None, form: str) -> None:
    """Play FILES one after the other, each from a freshly reset sandbox, and say what differed.

    Exit code 1 if anything differed, 2 if a file is no scenario (then none is played).
    """
    if url is not None and not url.startswith(("http://", "https://")):
        raise click.BadParameter(
            f"“{url}” is no address; write it as http://127.0.0.1:8000.", param_hint="--url"
        )
    import httpx

    from invekto.sandbox.scenario import playing, reading, stack

    scenarios = []
    malformed = False
    for file in files:
        try:
            scenarios.append(reading.read(file))
        except reading.Malformed as problem:
            click.echo(str(problem), err=True)
            malformed = True
    if malformed:
        sys.exit(MALFORMED)
    passed = True
    try:
        with (
            nullcontext(url) if url else stack.throw_away() as address,
            httpx.Client(base_url=address.rstrip("/"), trust_env=False, timeout=30.0) as http,
        ):
            for one in scenarios:
                result = playing.play(one, http)
                passed = passed and result.passed
                _tell(result, form)
    except stack.NoStack as problem:
        click.echo(str(problem), err=True)
        sys.exit(FAILED)
    if not passed:
        sys.exit(FAILED)


def _tell(result: Result, form: str) -> None:
    if form == "jsonl":
        line = {
            "name": result.scenario.name,
            "file": str(result.scenario.file),
            "passed": result.passed,
            "failures": [failure.as_json() for failure in result.failures],
            "seconds": round(result.seconds, 3),
        }
        click.echo(json.dumps(line, ensure_ascii=False))
        return
    mark = click.style("✓", fg="green") if result.passed else click.style("✗", fg="red")
    click.echo(f"{mark} {result.scenario.name}  {result.seconds:.1f} s")
    for failure in result.failures:
        where = f"step {failure.step}" if failure.step else "before the steps"
        click.echo(f"  {result.scenario.file}:{failure.line} ({where}) {failure.what}")
        click.echo(f"    expected: {_indented(failure.expected)}")
        click.echo(f"    came:     {_indented(failure.came)}")


def _indented(text: str) -> str:
    return text.replace("\n", "\n              ")
