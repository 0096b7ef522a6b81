"""Addresses of the messaging room, below ``webhooks/whatsapp/``."""

from __future__ import annotations

from django.urls import path

from invekto.messaging.webhook import webhook

urlpatterns = [path("", webhook, name="whatsapp-webhook")]
