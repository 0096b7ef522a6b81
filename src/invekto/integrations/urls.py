"""Included below ``webhooks/``."""

from __future__ import annotations

from django.urls import path

from invekto.integrations.webhook import receive

urlpatterns = [
    path("<str:provider>/<str:token>/", receive, name="provider-webhook"),
    path("<str:provider>/<str:token>/<path:event>", receive, name="provider-webhook-event"),
]
