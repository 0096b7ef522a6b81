"""Plays a scenario through the control API, step by step. Nothing sleeps: every step settles."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from invekto.sandbox.scenario.expecting import Difference, Seen, compare
from invekto.sandbox.scenario.reading import METHODS, Scenario, Step

Json = dict[str, Any]
SETTLE = 30  # seconds
PATIENCE = 150.0  # seconds for one call: advancing over many moments settles at each
_SECRET = re.compile(r"\benv:(\w+)")
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class Refused(Exception):
    """The sandbox did not do what was asked of it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """``step`` counts from 1; 0 is what comes before the steps."""

    step: int
    line: int
    what: str
    expected: str
    came: str

    def as_json(self) -> Json:
        return {
            "step": self.step,
            "line": self.line,
            "what": self.what,
            "expected": self.expected,
            "came": self.came,
        }


@dataclass(frozen=True, slots=True)
class Result:
    scenario: Scenario
    failures: list[Failure]
    seconds: float

    @property
    def passed(self) -> bool:
        return not self.failures


def play(scenario: Scenario, http: httpx.Client) -> Result:
    """``http`` has the product's address as its base."""
    began = time.monotonic()
    failures = _Player(scenario, http).play()
    return Result(scenario, failures, time.monotonic() - began)


@dataclass(slots=True)
class _Player:
    scenario: Scenario
    http: httpx.Client
    tenant: str = ""
    saved: dict[str, str] = field(default_factory=dict)
    seen_up_to: dict[str, int] = field(default_factory=dict)  # phone → n of the last message looked at
    mails_seen: int = 0
    failures: list[Failure] = field(default_factory=list)

    def play(self) -> list[Failure]:
        try:
            self._begin()
        except (Refused, OSError, httpx.HTTPError) as error:
            self._fail(0, 1, "beginning", "a fresh sandbox", str(error) or type(error).__name__)
            return self.failures
        for number, step in enumerate(self.scenario.steps, start=1):
            try:
                self._step(number, step)
            except Refused as error:
                self._fail(number, step.line, "step", "to be possible", str(error))
            except httpx.HTTPError as error:
                self._fail(
                    number, step.line, "step", "an answer of the sandbox", f"{type(error).__name__} {error}"
                )
                break
        return self.failures

    def _begin(self) -> None:
        scenario = self.scenario
        self._call("POST", "reset", {"now": scenario.now} if scenario.now else {})
        if scenario.tenant_file is not None:
            text = scenario.tenant_file.read_text(encoding="utf-8")
            applied = self._call("POST", "tenants", {"file": text, "secrets": _secrets(text)})
            self.tenant = applied["tenant"]
        else:
            self.tenant = scenario.tenant or ""
        for phone in scenario.phones:
            self.seen_up_to[phone] = max((message["n"] for message in self._messages(phone)), default=0)
        for line, path, body in scenario.given:
            try:
                self._call("POST", path, body or {})
            except Refused as error:
                self._fail(0, line, f"given {path}", "to be accepted", str(error))
        self._settle()

    def _step(self, number: int, step: Step) -> None:
        phone = step.phone or self.scenario.phone or ""
        try:
            for kind, value in step.actions:
                ACTIONS[kind](self, phone, self._filled(value), step)
        finally:
            self._settle()
        if step.expect is None:
            return
        messages = self._messages(phone, self.seen_up_to.get(phone, 0)) if phone else []
        self.seen_up_to[phone] = max([self.seen_up_to.get(phone, 0), *(message["n"] for message in messages)])
        seen = Seen(messages, self._state(phone), self._mails(step.expect), self._sql)
        for difference in compare(self._filled(step.expect), seen):
            self._differs(number, step, difference)

    def _differs(self, number: int, step: Step, difference: Difference) -> None:
        self._fail(number, step.line, difference.what, difference.expected, difference.came)

    def _fail(self, number: int, line: int, what: str, expected: str, came: str) -> None:
        self.failures.append(Failure(number, line, what, expected, came))

    # What a step can do

    def _say(self, phone: str, texts: list[str], _: Step) -> None:
        for text in texts:
            self._send(phone, {"text": text}, _)

    def _send(self, phone: str, body: Json, _: Step) -> None:
        self._call("POST", f"phones/{quote(phone)}/messages", {"to": self.tenant} | body)

    def _tap(self, phone: str, part: str, step: Step) -> None:
        offers = [
            option
            for message in reversed(self._messages(phone))
            for option in (*message["buttons"], *message["list"])
        ]
        fitting = [option for option in offers if option["title"] == part] or [
            option for option in offers if part in option["title"]
        ]
        if not fitting:
            titles = ", ".join(dict.fromkeys(option["title"] for option in offers))
            raise Refused(f"nothing with “{part}” was offered; offered: {titles or 'nothing'}")
        self._send(phone, {"button": fitting[0]["id"]}, step)

    def _advance(self, _: str, duration: str, __: Step) -> None:
        self._call("POST", "clock", {"advance": duration})

    def _as_agent(self, phone: str, body: Json, _: Step) -> None:
        self._call("POST", "agents", {"tenant": self.tenant, "phone": phone} | body)

    def _call_step(self, _: str, call: Json, step: Step) -> None:
        method = next(method for method in METHODS if method in call)
        answer = self._call(method, str(call[method]).strip("/"), call.get("body"), status=call.get("status"))
        for name, path in step.save.items():
            self.saved[name] = str(_part(answer, path))

    # The control API

    def _call(self, method: str, path: str, body: Any = None, *, status: int | None = None) -> Any:
        answer = self.http.request(
            method, f"/sandbox/{path}", json=None if method == "GET" else (body or {}), timeout=PATIENCE
        )
        if answer.status_code != status if status else answer.is_error:
            raise Refused(f"{method} {path} answered {answer.status_code}: {_reason(answer)}")
        return answer.json() if answer.content else None

    def _settle(self) -> None:
        self._call("POST", "settle", {"timeout": SETTLE})

    def _messages(self, phone: str, after: int = 0) -> list[Json]:
        found: list[Json] = self._call("GET", f"phones/{quote(phone)}/messages?after={after}")
        return [message for message in found if message["tenant"] == self.tenant]

    def _state(self, phone: str) -> Json:
        """Empty while the phone has no conversation: nobody wrote yet."""
        if not phone:
            return {}
        answer = self.http.get(f"/sandbox/phones/{quote(phone)}/state", params={"tenant": self.tenant})
        if answer.status_code == 404:
            return {"handoff": False, "bot_silenced": False}
        if answer.is_error:
            raise Refused(f"GET state answered {answer.status_code}: {_reason(answer)}")
        state: Json = answer.json()
        return state

    def _mails(self, expect: Json) -> list[Json]:
        """What was sent since the last step that looked."""
        wanted = [expect, *expect.get("any_of", [])]
        if not any("outbox" in one or "outbox_not" in one for one in wanted):
            return []
        mails: list[Json] = self._call("GET", "outbox")
        fresh, self.mails_seen = mails[self.mails_seen :], len(mails)
        return fresh

    def _sql(self, query: str) -> Any:
        """One value, a row, or a list of them, as few brackets as the answer allows; None without a row."""
        rows = self._call("POST", "sql", {"query": query})["rows"]
        values = [row[0] if len(row) == 1 else row for row in rows]
        return None if not values else values[0] if len(values) == 1 else values

    def _filled(self, value: Any) -> Any:
        """With {{names}} replaced by what was saved."""
        if isinstance(value, str):
            return _VARIABLE.sub(lambda found: self._saved(found[1]), value)
        if isinstance(value, list):
            return [self._filled(part) for part in value]
        if isinstance(value, dict):
            return {self._filled(key): self._filled(part) for key, part in value.items()}
        return value

    def _saved(self, name: str) -> str:
        if name not in self.saved:
            raise Refused(f"{{{{{name}}}}} was not saved by an earlier step")
        return self.saved[name]


ACTIONS: dict[str, Callable[[_Player, str, Any, Step], None]] = {
    "say": _Player._say,
    "send": _Player._send,
    "tap": _Player._tap,
    "advance": _Player._advance,
    "as_agent": _Player._as_agent,
    "call": _Player._call_step,
}


def _secrets(tenant_file: str) -> dict[str, str]:
    """What ``env:NAME`` means in the file: the sandbox accepts any key, so that one may be made up."""
    names = set(_SECRET.findall(tenant_file))
    return {name: os.environ.get(name) or f"sandbox-{name.lower()}" for name in names}


def _part(answer: Any, path: str) -> Any:
    for key in path.split("."):
        try:
            answer = answer[int(key)] if isinstance(answer, list) else answer[key]
        except (LookupError, ValueError, TypeError):
            raise Refused(f"the answer has no “{path}”: {str(answer)[:200]}") from None
    return answer


def _reason(answer: httpx.Response) -> str:
    try:
        content = answer.json()
    except ValueError:
        return answer.text[:200]
    if isinstance(content, dict):
        return str(content.get("error") or content.get("unfinished") or content)
    return str(content)
