"""What `invekto check` looks at: nothing here needs a database."""

from __future__ import annotations

import ast as python
import re
from pathlib import Path

from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

from invekto.core.texts import LANGUAGES, PACKAGE, files

_ID = re.compile(r"[a-z]+(?:-[a-z0-9_]+)+")
_TEMPLATE_USE = re.compile(r"""{%\s*t\s+(?:"|')([a-z][a-z0-9_-]*)(?:"|')""")


def migrations_behind() -> list[str]:
    """One sentence per model change that no migration carries."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
        graph=loader.graph
    )
    return [
        f"{app}: {operation.describe()} (no migration carries it)"
        for app, migrations in changes.items()
        if app in {config.label for config in apps.get_app_configs() if config.name.startswith("invekto.")}
        for migration in migrations
        for operation in migration.operations
    ]


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def _messages(language: str) -> tuple[dict[str, set[str]], list[str]]:
    """Message id → variables it uses; and what is wrong with the files."""
    found: dict[str, set[str]] = {}
    problems: list[str] = []
    for path in files(language):
        shown = path.relative_to(PACKAGE)
        for entry in parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                problems.append(f"{shown}: cannot be read near {(entry.content or '').strip()[:60]!r}")
            elif isinstance(entry, ast.Message):
                if entry.id.name in found:
                    problems.append(f"{shown}: {entry.id.name} is defined twice")
                visitor = _Variables()
                visitor.visit(entry)
                found[entry.id.name] = visitor.names
    return found, problems


def text_problems() -> list[str]:
    """Every text exists in every language with the same variables, and every template's text exists."""
    by_language: dict[str, dict[str, set[str]]] = {}
    problems: list[str] = []
    for language in LANGUAGES:
        by_language[language], trouble = _messages(language)
        problems += trouble
    everywhere = set().union(*by_language.values())
    for message_id in sorted(everywhere):
        missing = [language for language in LANGUAGES if message_id not in by_language[language]]
        if missing:
            problems.append(f"{message_id}: missing in {', '.join(missing)}")
        elif len({frozenset(by_language[language][message_id]) for language in LANGUAGES}) > 1:
            problems.append(f"{message_id}: its variables differ between languages")
    for path in _templates():
        for message_id in _TEMPLATE_USE.findall(path.read_text(encoding="utf-8")):
            if message_id not in everywhere:
                problems.append(f"{path.relative_to(PACKAGE)}: no text is called {message_id}")
    return problems


# Calls whose first argument is a text's id, and the names under which one is kept or handed on.
_CALLS = frozenset({"text", "t", "staff", "say"})
_HOLDERS = frozenset({"text_id", "state_text"})


def _ids_in_code(source: str) -> list[str]:
    """Text ids written out in Python; those put together at run time cannot be told here."""
    return [
        found.value
        for node in python.walk(python.parse(source))
        for found in _id_places(node)
        if isinstance(found, python.Constant) and isinstance(found.value, str) and _ID.fullmatch(found.value)
    ]


def _id_places(node: python.AST) -> list[python.expr]:
    if isinstance(node, python.Call):
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        held = [word.value for word in node.keywords if word.arg in _HOLDERS]
        return [*(node.args[:1] if name in _CALLS else []), *held]
    if isinstance(node, python.Assign):
        names = {getattr(target, "id", None) or getattr(target, "attr", None) for target in node.targets}
        return [node.value] if names & _HOLDERS else []
    return []


def code_text_problems(root: Path = PACKAGE) -> list[str]:
    """Every text that Python code names exists."""
    known = set(_messages(LANGUAGES[0])[0])
    return [
        f"{path.relative_to(root)}: no text is called {message_id}"
        for path in sorted(root.rglob("*.py"))
        for message_id in _ids_in_code(path.read_text(encoding="utf-8"))
        if message_id not in known
    ]


def _templates() -> list[Path]:
    return sorted(PACKAGE.glob("*/templates/**/*.html"))
