"""The door of this package: `run(plan)` starts everything, watches it, and stops it again."""

import contextlib
import http.client
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from urllib.parse import urlsplit

from invekto.core.embedded_postgres import EmbeddedPostgresError
from invekto.core.texts import has_text, text
from invekto.core.troubles import disk_is_full, trouble_of
from invekto.supervisor import ports
from invekto.supervisor.plan import Guard, Plan, Ready, Service, Step, Tell
from invekto.supervisor.processes import die_with_parent, fork
from invekto.supervisor.screen import Screen
from invekto.supervisor.servers import run_gunicorn, run_uvicorn

__all__ = ["Guard", "Plan", "Ready", "Service", "Step", "Tell", "run", "run_gunicorn", "run_uvicorn"]

LOOK_AGAIN = 0.05  # seconds between two looks at a service that is not ready yet
GUARD_EVERY = 1.0  # seconds between two looks at what is guarded
LONGEST_WAIT = 30.0  # seconds between two attempts at most
HEALTHY_AFTER = 60.0  # seconds after which a crash counts as the first again
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(plan: Plan) -> int:
    """Carry out the plan until a signal ends it, and clean up.

    Returns the exit code: 0 when it was ended, 1 when it failed, 130 when it was interrupted before all ran.
    Call it in the main thread. With INVEKTO_END_WITH_PARENT=1 it also ends when the process that called it
    does, as `make demo` wants it.
    """
    if os.environ.pop("INVEKTO_END_WITH_PARENT", "") == "1":
        die_with_parent(os.getppid(), signal.SIGTERM)
    return _Supervisor(plan).run()


class _Interrupted(BaseException):
    """A signal asked for the end while something was being prepared."""


class _Failed(Exception):
    """The start failed for a reason that one sentence tells."""


@dataclass(slots=True)
class _Child:
    service: Service
    pid: int = 0
    started: float = 0.0
    crashes: int = 0
    restart_at: float | None = None
    coming_back: bool = False

    def ended(self) -> int | None:
        """Its wait status once it is over; None while it runs."""
        status = _collect(self.pid) if self.pid else 0
        if status is not None:
            self.pid = 0
        return status


@dataclass(slots=True)
class _Watch:
    guard: Guard
    failures: int = 0
    told: str = ""  # why it could not be brought back, so that it is said once
    look_at: float = field(default_factory=time.monotonic)


class _Supervisor:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._screen = Screen()
        self._children = [_Child(service) for service in plan.services]
        self._watches = [_Watch(guard) for guard in plan.guards]
        self._preparing = True
        self._endings = 0
        self._full = False  # the disk, as was told last
        self._wake: int = -1

    def run(self) -> int:
        with self._signals():
            try:
                self._check_ports()
                try:
                    self._start(time.monotonic())
                    self._watch_over()
                finally:
                    self._preparing = False
                    self._stop()
            except _Interrupted:
                self._screen.say(self._text("interrupted"))
                return 130
            except _Failed as failure:
                self._screen.say(str(failure), style="red")
                return 1
            except Exception as error:
                if (sentence := self._sentence(error)) is None:
                    raise
                self._screen.say(sentence, style="red")
                return 1
        return 0

    def _start(self, begun: float) -> None:
        for step in self._plan.before:
            self._prepare(step)
        self._plan.logs.mkdir(parents=True, exist_ok=True)
        self._start_services()
        self._preparing = False
        pids = {child.service.name: child.pid for child in self._children}
        self._plan.on_ready(Ready(time.monotonic() - begun, pids))

    def _text(self, sentence: str, /, **facts: object) -> str:
        return text(f"supervisor-{sentence}", self._plan.language, **facts)

    def _shown(self, name: str) -> str:
        """A service in plain words, where there are some; log files and processes keep the short name."""
        text_id = f"supervisor-service-{name}"
        return text(text_id, self._plan.language) if has_text(text_id, self._plan.language) else name

    def _sentence(self, error: BaseException) -> str | None:
        """What a person needs to know of this error; None where only its traceback tells."""
        if isinstance(error, EmbeddedPostgresError):
            return error.in_turkish if self._plan.language == "tr" else error.in_english
        if isinstance(error, self._plan.plain_errors):
            return str(error)
        kind = trouble_of(error)
        path = str(getattr(error, "filename", None) or self._plan.logs.parent)
        return self._text(kind, path=path) if kind else None

    # Signals: while something is prepared they interrupt it; later they wake the loop.

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        self._wake, write = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(write, False)
        before = {number: signal.signal(number, self._on_signal) for number in (*ENDINGS, signal.SIGCHLD)}
        old_wakeup = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(old_wakeup)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._wake)
            os.close(write)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGCHLD:
            return
        self._endings += 1
        if self._preparing:
            self._preparing = False  # a second signal must not interrupt the cleaning up
            raise _Interrupted

    def _sleep(self, seconds: float) -> None:
        """Until a signal arrives, a child ends, or the time is over."""
        select.select([self._wake], [], [], max(seconds, 0))
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 4096)

    # The start.

    def _check_ports(self) -> None:
        ours = {service.port for service in self._plan.services if service.port}
        for service in self._plan.services:
            if service.port:
                self._check_port(service, service.port, ours)

    def _check_port(self, service: Service, port: int, ours: set[int]) -> None:
        option = service.port_option or ""
        try:
            busy = ports.taken(port)
        except OverflowError:
            raise _Failed(self._text("port-invalid", port=str(port))) from None
        except PermissionError:
            raise _Failed(
                self._text("port-forbidden", port=str(port), name=service.name, option=option)
            ) from None
        if busy and option:
            free = str(ports.next_free(port, ours))
            raise _Failed(
                self._text("port-busy", port=str(port), name=service.name, option=option, free=free)
            )
        if busy:
            raise _Failed(self._text("port-busy-fixed", port=str(port), name=service.name))

    def _prepare(self, step: Step) -> None:
        with self._screen.step(step.name) as tell:
            if step.in_child:
                self._prepare_in_child(step, tell)
            else:
                step.run(tell)

    def _prepare_in_child(self, step: Step, tell: Tell) -> None:
        read, write = os.pipe()

        def work() -> None:
            try:
                step.run(tell)
            except Exception as error:
                if (sentence := self._sentence(error)) is None:
                    raise
                os.write(write, sentence.encode())
                sys.exit(1)

        pid = fork(work, title=f"invekto: {step.name}", log=None)
        os.close(write)
        with open(read, "rb") as said:
            try:
                _, status = os.waitpid(pid, 0)
            except BaseException:
                _end_group(pid)
                raise
            if status:
                raise _Failed(said.read().decode() or f"{step.name}: {self._how(status)}")

    def _start_services(self) -> None:
        for child in self._children:
            self._spawn(child)
        for child in self._children:
            with self._screen.step(self._text("starting", name=self._shown(child.service.name))):
                deadline = time.monotonic() + self._plan.patience
                while not _is_ready(child.service):
                    for other in self._children:
                        if (status := other.ended()) is not None:
                            raise _Failed(self._about("died-at-start", other, how=self._how(status)))
                    if time.monotonic() > deadline:
                        if disk_is_full(self._plan.logs):
                            raise _Failed(self._text("no-space", path=str(self._plan.logs.parent)))
                        raise _Failed(self._about("not-ready", child, seconds=round(self._plan.patience)))
                    self._sleep(LOOK_AGAIN)

    def _spawn(self, child: _Child) -> None:
        name = child.service.name
        log = self._plan.logs / f"{name}.log"
        child.pid = fork(child.service.run, title=f"invekto: {name}", log=log)
        child.started = time.monotonic()
        child.restart_at = None

    # The watch.

    def _watch_over(self) -> None:
        while not self._endings:
            now = time.monotonic()
            self._disk_is_full()
            for watch in self._watches:
                self._look_at(watch, now)
            for child in self._children:
                self._look_after(child, now)
            waiting = any(child.restart_at is not None or child.coming_back for child in self._children)
            self._sleep(LOOK_AGAIN if waiting else GUARD_EVERY)

    def _disk_is_full(self) -> bool:
        """Whether it is; told once, and once more when there is space again."""
        full = disk_is_full(self._plan.logs)
        if full != self._full:
            self._full = full
            sentence = "no-space-running" if full else "space-again"
            words = self._text(sentence, path=str(self._plan.logs.parent))
            self._screen.say(words, style="red" if full else "green")
        return full

    def _look_after(self, child: _Child, now: float) -> None:
        if child.restart_at is None:
            if (status := child.ended()) is not None:
                self._crashed(child, status, now)
            elif child.coming_back and _is_ready(child.service):
                child.coming_back = False
                self._screen.say(self._text("back", name=child.service.name), style="green")
        elif now >= child.restart_at:
            child.coming_back = True
            self._spawn(child)

    def _crashed(self, child: _Child, status: int, now: float) -> None:
        child.crashes = 1 if now - child.started > HEALTHY_AFTER else child.crashes + 1
        wait = _pause(child.crashes)
        child.restart_at = now + wait
        if self._disk_is_full():
            return
        self._screen.say(
            self._about("died", child, how=self._how(status), seconds=round(wait)), style="yellow"
        )

    def _look_at(self, watch: _Watch, now: float) -> None:
        if now < watch.look_at:
            return
        watch.look_at = now + GUARD_EVERY
        if watch.guard.alive():
            watch.failures, watch.told = 0, ""
            return
        try:
            with self._screen.step(self._text("starting", name=self._shown(watch.guard.name))):
                watch.guard.restart()
        except Exception as error:
            if (sentence := self._sentence(error)) is None:
                raise
            if sentence != watch.told:
                self._screen.say(sentence, style="red")
            watch.told = sentence
            watch.failures += 1
            watch.look_at = now + _pause(watch.failures)

    def _about(self, sentence: str, child: _Child, **facts: object) -> str:
        log = str(self._plan.logs / f"{child.service.name}.log")
        return self._text(sentence, name=child.service.name, log=log, **facts)

    def _how(self, status: int) -> str:
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            return self._text("signal", name=signal.Signals(-code).name)
        return self._text("exit-code", code=code)

    # The end.

    def _stop(self) -> None:
        running = [child for child in self._children if child.pid]
        if running or self._plan.after:
            with self._screen.step(self._text("stopping")):
                self._stop_services(running)
                for last in reversed(self._plan.after):
                    last()
        if running:
            self._screen.say(self._text("stopped"))

    def _stop_services(self, running: list[_Child]) -> None:
        for child in reversed(running):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGTERM)
        begun, endings = time.monotonic(), self._endings
        while running := [child for child in running if child.ended() is None]:
            impatient = self._endings > endings
            for child in running:
                if impatient or time.monotonic() - begun > child.service.grace:
                    self._screen.say(self._text("forced", name=child.service.name), style="yellow")
                    _end_group(child.pid)
            self._sleep(LOOK_AGAIN)


def _pause(attempt: int) -> float:
    """Seconds before this attempt: 1, 2, 4 … 30."""
    return min(2.0 ** (attempt - 1), LONGEST_WAIT)


def _collect(pid: int) -> int | None:
    """The wait status of a child that is over; None while it runs. What it left in its group is ended."""
    # Looked at before it is collected: until then its number, and so its group, cannot be anybody else's.
    if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        return None
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says so of a group of zombies
        os.killpg(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def _end_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _is_ready(service: Service) -> bool:
    if service.ready is None:
        return True
    return _answers(service.ready) if isinstance(service.ready, str) else service.ready()


def _answers(url: str) -> bool:
    """Whether the address answers with a good status. Straight to it: no proxy of the environment."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or ports.HOST, parts.port, timeout=2)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
