"""Everything under /sandbox/: the control calls, and the outside world as it speaks on the wire."""

from __future__ import annotations

from django.urls import path, re_path

from invekto.sandbox.control import phones, world
from invekto.sandbox.http import not_yet
from invekto.sandbox.whatsapp import graph

V = r"^whatsapp/v\d+\.\d+/"

urlpatterns = [
    path("phones/<str:number>/messages", phones.messages),
    path("phones/<str:number>/state", phones.state),
    path("phones/<str:number>/preferences", phones.preferences),
    path("contacts", phones.contacts),
    path("clock", world.clock_view),
    path("settle", world.settle),
    path("faults", world.faults_view),
    path("webhooks", world.webhooks),
    path("outbox", world.outbox),
    path("sql", world.sql),
    # What belongs to later parts of the product.
    path("appointments", not_yet("appointments")),
    path("links", not_yet("tracked links")),
    path("ads/click", not_yet("ads")),
    re_path(r"^(?:trendyol|hepsiburada)/questions$", not_yet("customers' questions")),
    re_path(r"^(?:trendyol|hepsiburada)/reviews$", not_yet("reviews")),
    re_path(r"^hepsiburada/.*$", not_yet("Hepsiburada")),
    re_path(r"^aras/.*$", not_yet("Aras Kargo")),
    re_path(r"^yurtici/.*$", not_yet("Yurtiçi Kargo")),
    re_path(r"^google/.*$", not_yet("Google Calendar")),
    # WhatsApp
    re_path(V + r"(?P<node>[^/]+)/messages/?$", graph.messages),
    re_path(V + r"(?P<node>[^/]+)/media/?$", graph.media),
    re_path(V + r"(?P<node>[^/]+)/message_templates/?$", graph.message_templates),
    re_path(V + r"(?P<node>[^/]+)/subscribed_apps/?$", graph.subscribed_apps),
    re_path(V + r"(?P<node>[^/]+)/phone_numbers/?$", graph.phone_numbers),
    re_path(V + r"(?P<node>[^/]+)/?$", graph.node),
    re_path(V + r".*$", graph.unknown),
    re_path(r"^whatsapp/media/(?P<token>[^/]+)$", graph.media_bytes),
]
