"""A scenario file: read with its lines, every key checked before anything is played."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from invekto.sandbox import durations

MAX_BYTES = 1_000_000
FILE_KEYS = {"name", "tenant", "tenant_file", "phone", "now", "given", "steps"}
STEP_KEYS = {"phone", "say", "tap", "send", "advance", "as_agent", "call", "save", "expect"}
CALL_KEYS = {"GET", "POST", "PATCH", "DELETE", "body", "status"}
METHODS = ("GET", "POST", "PATCH", "DELETE")
# What people write in these keys is text, even where YAML would see a number or a truth value ("say: no").
TEXT_KEYS = {
    "advance",
    "button",
    "buttons",
    "handoff_reason",
    "intent",
    "language",
    "name",
    "note",
    "now",
    "number",
    "phone",
    "query",
    "reply",
    "reply_not",
    "say",
    "tap",
    "template",
    "tenant",
    "tenant_file",
    "text",
    "type",
}
REGULAR_EXPRESSIONS = {"reply", "reply_not", "note"}
EXPECT_KEYS = {
    "any_of",
    "assigned_to",
    "bot_silenced",
    "buttons",
    "buttons_not",
    "confidence",
    "flags",
    "flags_not",
    "flow",
    "handoff",
    "handoff_reason",
    "intent",
    "language",
    "note",
    "outbox",
    "outbox_not",
    "replies",
    "reply",
    "reply_not",
    "sql",
    "tags",
    "tags_not",
    "tasks",
    "template",
    "type",
}


class Malformed(Exception):
    """A file that is no scenario: where, and why."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")


class _Mapping(dict[str, Any]):
    """A mapping that knows the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Step:
    line: int
    phone: str | None
    # What happens, in the order it is written: ("say", ["…"]), ("advance", "24h"), ("call", {…}) …
    actions: list[tuple[str, Any]]
    save: dict[str, str]
    expect: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Scenario:
    file: Path
    name: str
    tenant: str | None
    tenant_file: Path | None
    phone: str | None
    now: str | None
    given: list[tuple[int, str, Any]]  # line, path under /sandbox/, body
    steps: list[Step] = field(default_factory=list)

    @property
    def phones(self) -> set[str]:
        """Every phone that has a part in it."""
        return {phone for phone in (self.phone, *(step.phone for step in self.steps)) if phone}


def read(file: Path) -> Scenario:
    """Raises Malformed."""
    root = _compose(file)
    reader = _Reader(file)
    content = reader.plain(root, None)
    if not isinstance(content, _Mapping):
        raise Malformed(file, 1, "expected keys such as name:, tenant: and steps:")
    return reader.scenario(content)


def _compose(file: Path) -> yaml.Node:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Malformed(file, 1, f"cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise Malformed(file, 1, "larger than 1 MB")
    try:
        node = yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise Malformed(file, 1, "not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Malformed(file, mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise Malformed(file, 1, f"not YAML: {error}") from None
    if node is None:
        raise Malformed(file, 1, "the file is empty")
    return node


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS: dict[str, Any] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "~": None,
    "": None,
}


@dataclass(frozen=True, slots=True)
class _Reader:
    file: Path

    def fail(self, line: int, message: str) -> Malformed:
        return Malformed(self.file, line, message)

    # YAML → plain data

    def plain(self, node: yaml.Node, key: str | None) -> Any:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, key) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            found = _Mapping(line)
            for key_node, value_node in node.value:
                at = key_node.start_mark.line + 1
                if not isinstance(key_node, yaml.ScalarNode):
                    raise self.fail(at, "a key must be a word")
                name = key_node.value
                if name in found:
                    raise self.fail(at, f"“{name}” is written twice")
                found.lines[name] = at
                found[name] = self.plain(value_node, name)
            return found
        value: str = node.value
        if getattr(node, "style", None) is not None or key in TEXT_KEYS:
            return value
        if value in _WORDS:
            return _WORDS[value]
        if _INTEGER.fullmatch(value):
            return int(value)
        return float(value) if _NUMBER.fullmatch(value) else value

    # plain data → scenario

    def scenario(self, content: _Mapping) -> Scenario:
        self.only(content, FILE_KEYS)
        for key in ("name", "steps"):
            if not content.get(key):
                raise self.fail(content.line, f"“{key}” is missing")
        if bool(content.get("tenant")) == bool(content.get("tenant_file")):
            raise self.fail(content.line, "write either “tenant” or “tenant_file”")
        tenant_file = content.get("tenant_file")
        scenario = Scenario(
            file=self.file,
            name=content["name"],
            tenant=content.get("tenant"),
            tenant_file=self.file.parent / tenant_file if tenant_file else None,
            phone=content.get("phone"),
            now=content.get("now"),
            given=list(self.given(content)),
        )
        if not isinstance(content["steps"], list):
            raise self.fail(content.lines["steps"], "“steps” must be a list")
        scenario.steps.extend(self.step(step, content, scenario.phone) for step in content["steps"])
        return scenario

    def given(self, content: _Mapping) -> Iterator[tuple[int, str, Any]]:
        listed = content.get("given") or []
        if not isinstance(listed, list):
            raise self.fail(content.lines["given"], "“given” must be a list of control calls")
        for entry in listed:
            if not isinstance(entry, _Mapping) or not entry:
                raise self.fail(content.lines["given"], "each of “given” is a path with its body")
            for path, body in entry.items():
                yield entry.lines[path], path.strip("/"), body

    def step(self, content: Any, whole: _Mapping, phone: str | None) -> Step:
        if not isinstance(content, _Mapping) or not content:
            raise self.fail(whole.lines["steps"], "each step has keys such as say: and expect:")
        self.only(content, STEP_KEYS)
        actions: list[tuple[str, Any]] = []
        for key, value in content.items():
            if key in CHECKS:
                actions.append((key, CHECKS[key](self, value, content.lines[key])))
        if any(key in ("say", "tap", "send", "as_agent") for key, _ in actions) and not (
            content.get("phone") or phone
        ):
            raise self.fail(content.line, "whose phone? write “phone” here or at the top")
        save = content.get("save") or {}
        if save and (not isinstance(save, _Mapping) or "call" not in content):
            raise self.fail(content.lines["save"], "“save” names parts of the answer of a “call”")
        expect = content.get("expect")
        if "expect" in content:
            self.expect(expect, content.lines["expect"])
        return Step(
            content.line,
            content.get("phone"),
            actions,
            {name: str(path) for name, path in save.items()},
            expect,
        )

    def say(self, value: Any, line: int) -> list[str]:
        texts = value if isinstance(value, list) else [value]
        if not texts or any(not isinstance(text, str) or not text for text in texts):
            raise self.fail(line, "“say” is a text, or a list of texts")
        return texts

    def tap(self, value: Any, line: int) -> str:
        if not isinstance(value, str) or not value:
            raise self.fail(line, "“tap” is part of a title that was offered")
        return value

    def body(self, value: Any, line: int) -> dict[str, Any]:
        if not isinstance(value, dict) or not value:
            raise self.fail(line, "expected keys with values, such as {image: true}")
        return value

    def advance(self, value: Any, line: int) -> str:
        if not isinstance(value, str) or durations.parse(value) is None:
            raise self.fail(line, "“advance” is a duration such as 30m, 24h or 7d")
        return value

    def call(self, value: Any, line: int) -> dict[str, Any]:
        if not isinstance(value, _Mapping):
            raise self.fail(line, "“call” is a method with a path, such as {POST: faults, body: {…}}")
        self.only(value, CALL_KEYS)
        if len([method for method in METHODS if method in value]) != 1:
            raise self.fail(line, f"“call” needs one of {', '.join(METHODS)}")
        return value

    def expect(self, value: Any, line: int) -> None:
        if not isinstance(value, _Mapping) or not value:
            raise self.fail(line, "“expect” needs keys such as reply: or handoff:")
        self.only(value, EXPECT_KEYS)
        for key, wanted in value.items():
            at = value.lines[key]
            if key in REGULAR_EXPRESSIONS:
                for pattern in as_list(wanted):
                    self.pattern(pattern, at)
            if key == "any_of":
                if not isinstance(wanted, list) or not wanted:
                    raise self.fail(at, "“any_of” is a list of expectations")
                for one in wanted:
                    self.expect(one, at)
            if key in ("handoff", "bot_silenced") and not isinstance(wanted, bool):
                raise self.fail(at, f"“{key}” is true or false")
            if key in ("replies", "confidence"):
                self.amount(key, wanted, at)
            if key in ENTRIES:
                self.entries(key, wanted, at)

    def amount(self, key: str, wanted: Any, line: int) -> None:
        numbers = list(wanted.values()) if isinstance(wanted, _Mapping) else [wanted]
        if isinstance(wanted, _Mapping):
            self.only(wanted, {"min", "max"})
        if not numbers or any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
            raise self.fail(line, f"“{key}” is a number, or has min and max")

    def entries(self, key: str, wanted: Any, line: int) -> None:
        if not isinstance(wanted, list):
            raise self.fail(line, f"“{key}” is a list")
        for entry in wanted:
            if not isinstance(entry, _Mapping) or not entry:
                raise self.fail(line, f"each of “{key}” has keys")
            self.only(entry, ENTRIES[key])
            for name in ("body", "subject"):
                if name in entry:
                    self.pattern(entry[name], entry.lines[name])
            if key == "sql" and set(entry) != {"query", "equals"}:
                raise self.fail(entry.line, "“sql” needs query and equals")

    def pattern(self, value: Any, line: int) -> None:
        if not isinstance(value, str):
            raise self.fail(line, "expected a regular expression")
        try:
            re.compile(value)
        except re.error as error:
            raise self.fail(line, f"“{value}” is no regular expression: {error}") from None

    def only(self, content: _Mapping, known: set[str]) -> None:
        for key in content:
            if key not in known:
                raise self.fail(content.lines[key], f"unknown key “{key}”; known: {', '.join(sorted(known))}")


CHECKS: dict[str, Callable[[_Reader, Any, int], Any]] = {
    "say": _Reader.say,
    "tap": _Reader.tap,
    "send": _Reader.body,
    "advance": _Reader.advance,
    "as_agent": _Reader.body,
    "call": _Reader.call,
}
ENTRIES = {
    "sql": {"query", "equals"},
    "outbox": {"kind", "to", "subject", "body"},
    "outbox_not": {"kind", "to", "subject", "body"},
    "tasks": {"kind", "for", "done"},
}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
