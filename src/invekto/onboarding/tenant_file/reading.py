"""YAML text → plain data that still knows its lines.

Every scalar stays the text that was written (``18:00``, ``2026-12-31`` and ``no`` are not what YAML 1.1
would make of them); the sections' models say what a text means. Aliases are refused: the format needs
none, and a few of them can grow into gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from invekto.onboarding.tenant_file.problems import Problem, TenantFileRefused

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}
_NULLS = {"", "~", "null", "Null", "NULL"}

Path = tuple[str | int, ...]


class _Refused(yaml.MarkedYAMLError):
    pass


class _Loader(yaml.SafeLoader):
    """Composes nodes only; nothing is constructed from tags."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs
        if self.check_event(yaml.AliasEvent):
            said = "anchors and aliases are not allowed; write the value out"
            raise _Refused(problem=said, problem_mark=event.start_mark)
        if self.depth >= MAX_DEPTH:
            raise _Refused(problem=f"nested deeper than {MAX_DEPTH} levels", problem_mark=event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


@dataclass(frozen=True, slots=True)
class Document:
    """The file's content, and where each key and value stands."""

    name: str
    data: dict[str, Any]
    lines: dict[Path, int] = field(repr=False)

    def line(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing above it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(content: str | bytes, name: str) -> Document:
    """Raises TenantFileRefused when it is not YAML of the plain kind."""
    root = _compose(_text(content, name), name)
    lines: dict[Path, int] = {}
    problems: list[Problem] = []
    data = _plain(root, (), lines, problems) if root is not None else None
    if not problems and not isinstance(data, dict):
        problems.append(Problem(1, "", "expected sections such as tenant:, users: and whatsapp:"))
    if problems:
        raise TenantFileRefused(name, problems)
    return Document(name, data, lines)  # type: ignore[arg-type]  # a dict, as just checked


def _text(content: str | bytes, name: str) -> str:
    if len(content) > MAX_BYTES:
        raise TenantFileRefused(name, [Problem(1, "", f"larger than {MAX_BYTES // 1_000_000} MB")])
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TenantFileRefused(name, [Problem(line, "", "not UTF-8 text; save the file as UTF-8")]) from None


def _compose(text: str, name: str) -> yaml.Node | None:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or "not YAML"
        message = said if isinstance(error, _Refused) else f"not YAML: {said}"
        raise TenantFileRefused(name, [Problem(mark.line + 1 if mark else 1, "", message)]) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise TenantFileRefused(
            name, [Problem(line, "", "a character that may not stand in a text file")]
        ) from None
    finally:
        if loader is not None:
            loader.dispose()


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], problems: list[Problem]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if node.tag not in _PLAIN_TAGS:
        problems.append(Problem(node.start_mark.line + 1, shown(path), f"the tag {node.tag} is not allowed"))
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), lines, problems) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, problems)
    return _scalar(node, path, problems)


def _mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], problems: list[Problem]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(line, shown(path), "a key must be one word"))
            continue
        key = key_node.value
        if key in data:
            problems.append(
                Problem(line, shown((*path, key)), f"written twice; first in line {lines[(*path, key)]}")
            )
            continue
        lines[(*path, key)] = line
        data[key] = _plain(value_node, (*path, key), lines, problems)
    return data


def _scalar(node: yaml.Node, path: Path, problems: list[Problem]) -> str | None:
    value: str = node.value
    if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
        problems.append(
            Problem(node.start_mark.line + 1, shown(path), "a character that may not stand in a text")
        )
        return None
    if getattr(node, "style", None) is None and value in _NULLS:
        said = 'nothing is written here; leave the key out, or write [] or "" to empty it'
        problems.append(Problem(node.start_mark.line + 1, shown(path), said))
        return None
    return value


def shown(path: Path) -> str:
    """``("users", 0, "email")`` → ``users[0].email``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
