"""What the documents name exists: tests and code in the requirements, and every relative link."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
REQUIREMENTS = PROJECT / "docs" / "requirements.md"
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("benchmarks/*.md")])
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def rows() -> list[list[str]]:
    """The cells of every row of the requirements' tables, without head and rule."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines if line[:2] == "| "]
    return [row for row in found if row[-1] != "state"]


def named(cell: str) -> list[str]:
    return [name for name in CODE.findall(cell) if name.startswith("tests/")]


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def exists(test: str) -> bool:
    file, _, function = test.partition("::")
    path = PROJECT / file
    return path.exists() and (not function or function in functions(path))


def test_the_tables_are_read() -> None:
    assert len(rows()) > 40
    assert {re.split(r"\W", row[-1])[0] for row in rows()} == {"done", "begun", "open"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:40])
def test_what_is_done_or_begun_names_the_tests_that_show_it(row: list[str]) -> None:
    shown_by, state = row[-2:]
    assert state.startswith("open") or any(
        name.endswith((".py", ".yaml")) or "::" in name for name in named(shown_by)
    )
    missing = [test for test in named(" ".join(row)) if not exists(test)]
    assert missing == []


def test_the_code_that_is_named_exists() -> None:
    words = CODE.findall(REQUIREMENTS.read_text(encoding="utf-8"))
    paths = {word for word in words if "/" in word and not word.startswith("tests/")}
    assert len(paths) > 10
    assert {path for path in paths if not (PROJECT / "src" / "invekto" / path).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_relative_link_leads_nowhere(document: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(document.read_text(encoding="utf-8"))]
    near = {link for link in links if link and not re.match(r"[a-z]+:", link)}
    assert {link for link in near if not (document.parent / link).exists()} == set()


def test_every_setting_is_in_the_operators_table() -> None:
    told = set(
        re.findall(r"`(INVEKTO_[A-Z_]+)`", (PROJECT / "docs/operations.md").read_text(encoding="utf-8"))
    )
    code = [*(PROJECT / "src").rglob("*.py"), PROJECT / "Makefile"]
    read = {
        name
        for path in code
        for name in re.findall(r"INVEKTO_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert read - told == set()
    assert told - read == set()
