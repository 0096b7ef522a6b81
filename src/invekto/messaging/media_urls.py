"""Addresses of stored files, below ``media/``."""

from __future__ import annotations

from django.urls import path

from invekto.messaging.media_view import media

urlpatterns = [path("<uuid:media_id>/", media, name="media")]
