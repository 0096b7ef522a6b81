"""What is to be run, and in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Tell: TypeAlias = Callable[[str], None]  # shows what a step is doing right now, in a few words


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do before the services start. An exception ends the start; its text is shown.

    ``in_child`` runs it in a process of its own, so that its memory and connections are gone afterwards;
    what it changes in Python objects is gone then, too.
    """

    name: str
    run: Callable[[Tell], None]
    in_child: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """One process. ``run`` is called in a forked child and returns only when the service is over."""

    name: str  # in the process list, the log file's name, and messages: short, lower case
    run: Callable[[], None]
    ready: str | Callable[[], bool] | None = (
        None  # a URL that answers below 400, or a question; None: at once
    )
    port: int | None = None  # checked before anything starts
    port_option: str | None = None  # the option that chooses another port, such as "--port"
    grace: float = 5.0  # seconds to end by itself after SIGTERM


@dataclass(frozen=True, slots=True)
class Guard:
    """Something running that is not a child of ours to fork, such as the database server."""

    name: str
    alive: Callable[[], bool]
    restart: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything runs. ``seconds`` is the time it took, ``pids`` the service's process by its name."""

    seconds: float
    pids: dict[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """``after`` runs last, in reverse order, however it all ended."""

    services: Sequence[Service]
    on_ready: Callable[[Ready], None]
    logs: Path  # a folder; each service writes <name>.log there
    before: Sequence[Step] = ()
    guards: Sequence[Guard] = ()
    after: Sequence[Callable[[], None]] = ()
    language: str = "tr"
    patience: float = 60.0  # seconds for a service to become ready
    plain_errors: tuple[type[Exception], ...] = field(default=())  # whose text is all a person needs
