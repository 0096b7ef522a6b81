"""`python -m benchmarks [NAME …]`: the named ones, or all but ``APART`` (see ``ALL``); each prints its tables."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import entities, inbox, intake, live, memory, orders, reply, suggestions, understanding
from benchmarks.peers import compare

ALL: dict[str, Callable[[], str]] = {
    "intake": intake.measure,
    "reply": reply.measure,
    "suggestions": suggestions.measure,
    "live": live.measure,
    "inbox": inbox.measure,
    "memory": memory.measure,
    "import": orders.measure_import,
    "lookup": orders.measure_lookup,
    "entities": entities.measure,
    "understanding": understanding.measure,
    "peers": compare.measure,
}
# Only when asked for by name: it installs other people's packages.
APART = frozenset({"peers"})


def main() -> int:
    names = sys.argv[1:] or [name for name in ALL if name not in APART]
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
