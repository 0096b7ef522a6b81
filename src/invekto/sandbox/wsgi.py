"""The sandbox's own process: the outside world's servers, and the engine that posts their webhooks."""

from __future__ import annotations

import os

from invekto.wsgi import application

__all__ = ["application"]


def _start_engine() -> None:
    from invekto.sandbox.delivery import engine

    engine.start()


# The server imports this and then forks its worker: a thread started here would stay behind in the parent.
os.register_at_fork(after_in_child=_start_engine)
