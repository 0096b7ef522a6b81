"""The sandbox's own process: the outside world's servers, and the engine that posts their webhooks."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
django.setup(set_prefix=False)
# Providers know nothing of our sessions and pages, and every message of a demo passes here.
settings.MIDDLEWARE = ["invekto.core.middleware.HealthMiddleware"]
application = WSGIHandler()


def _start_engine() -> None:
    from invekto.sandbox.delivery import engine

    engine.start()


# The server imports this and then forks its worker: a thread started here would stay behind in the parent.
os.register_at_fork(after_in_child=_start_engine)
