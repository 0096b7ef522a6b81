"""Regular expressions that are compiled when they are first asked, so that importing costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from invekto.chat_analysis.entities.heads import Heads, heads_of


class Pattern:
    """A regular expression with the methods used here. The first call compiles it; the others are as fast as
    on a compiled one."""

    finditer: Callable[..., Iterator[re.Match[str]]]
    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags

    @cached_property
    def heads(self) -> Heads | None:
        """With which letters a match begins, where that can be told."""
        return None if self.flags else heads_of(self.source)

    def __getattr__(self, name: str) -> Any:
        if name not in Pattern.__annotations__:
            raise AttributeError(name)
        compiled = re.compile(self.source, self.flags)
        for method in Pattern.__annotations__:
            self.__dict__[method] = getattr(compiled, method)
        return self.__dict__[name]
