"""The sandbox's own process: the outside world's servers, and the engine that posts their webhooks."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
application = get_wsgi_application()

from invekto.sandbox.delivery import engine  # noqa: E402 - models can be imported only now

engine.start()
