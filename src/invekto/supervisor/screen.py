"""Progress for people, on standard error: standard output belongs to what the command prints at its end."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from invekto.supervisor.plan import Tell


class Screen:
    """One line per step: overwritten in a terminal, written twice into a file or a pipe."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._live = self._console.is_terminal

    @contextmanager
    def step(self, name: str) -> Iterator[Tell]:
        """Show that something goes on, then that it is done and how long it took, or that it failed."""
        started = time.monotonic()
        self._begin(name)
        try:
            yield lambda detail: self._detail(name, detail)
        except BaseException:
            self._end("✗", "red", name, started)
            raise
        self._end("✓", "green", name, started)

    def say(self, words: str, style: str | None = None) -> None:
        """A line of its own."""
        self._console.print(words, style=style)

    def _begin(self, name: str) -> None:
        if self._live:
            self._rewrite(f"· {name} …")
        else:
            self._console.print(f"· {name} …")

    def _detail(self, name: str, detail: str) -> None:
        if self._live:
            self._rewrite(f"· {name}: {detail} …")
        else:
            self._console.print(f"  {detail} …")

    def _end(self, mark: str, style: str, name: str, started: float) -> None:
        if self._live:
            self._rewrite("")
        self._console.print(mark, style=style, end=" ")
        self._console.print(f"{name}  {time.monotonic() - started:.1f} s")

    def _rewrite(self, words: str) -> None:
        # By hand and not rich's live display: that one refreshes from a thread, and we are about to fork.
        width = max(self._console.width - 1, 1)
        sys.stderr.write(f"\r\x1b[2K{words[:width]}")
        sys.stderr.flush()
