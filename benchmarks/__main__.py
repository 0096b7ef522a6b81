"""`python -m benchmarks [NAME …]`: run all or the named ones (see ``ALL``) and print a table each."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import entities, intake, memory, reply, understanding

ALL: dict[str, Callable[[], str]] = {
    "intake": intake.measure,
    "reply": reply.measure,
    "memory": memory.measure,
    "entities": entities.measure,
    "understanding": understanding.measure,
}


def main() -> int:
    names = sys.argv[1:] or list(ALL)
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    for name in names:
        print(f"\n## {name}\n", flush=True)
        print(ALL[name](), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
