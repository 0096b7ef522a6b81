"""Everything under /sandbox/: the control calls, and the outside world as it speaks on the wire."""

from __future__ import annotations

from django.urls import include, path, re_path

from invekto.sandbox import page, panels
from invekto.sandbox.carriers import aras, parcels, yurtici
from invekto.sandbox.control import mishaps, phones, product, world
from invekto.sandbox.http import not_yet, nothing_here
from invekto.sandbox.llm import views as llm
from invekto.sandbox.trendyol import cancelling as trendyol_cancelling
from invekto.sandbox.trendyol import claims as trendyol_claims
from invekto.sandbox.trendyol import questions
from invekto.sandbox.trendyol import views as trendyol
from invekto.sandbox.whatsapp import graph

T = r"^trendyol/integration/"
C = r"^(?P<provider>aras|yurtici)/"
K = "yurtici/KOPSWebServices/"
V = r"^whatsapp/v\d+\.\d+/"

urlpatterns = [
    path("", page.page, name="sandbox"),
    path("page/orders", panels.orders, name="sandbox-orders"),
    path("phones/<str:number>/messages", phones.messages),
    path("phones/<str:number>/state", phones.state),
    path("phones/<str:number>/preferences", phones.preferences),
    path("contacts", phones.contacts),
    path("agents", product.agents),
    path("answers", product.answers),
    path("tenants", product.tenants),
    path("reset", product.reset),
    path("clock", world.clock_view),
    path("settle", world.settle),
    path("faults", world.faults_view),
    path("webhooks", world.webhooks),
    path("processes", mishaps.processes),
    path("deploys", mishaps.deploys),
    path("outbox", world.outbox),
    path("sql", world.sql),
    path("trendyol/sellers", trendyol.control_sellers),
    path("trendyol/orders", trendyol.control_orders),
    path("trendyol/orders/<str:number>", trendyol.control_order),
    path("trendyol/products", trendyol.control_products),
    path("trendyol/questions", questions.control_questions),
    path("trendyol/questions/<int:number>", questions.control_question),
    re_path(C + r"parcels$", parcels.control_parcels),
    re_path(C + r"parcels/(?P<code>[^/]+)$", parcels.control_parcel),
    re_path(C + r"accounts$", parcels.control_accounts),
    path("llm", llm.switch),
    path("llm/openai/v1/chat/completions", llm.chat_completions),
    path("llm/anthropic/v1/messages", llm.messages),
    # What belongs to later parts of the product.
    path("appointments", not_yet("appointments")),
    path("links", not_yet("tracked links")),
    path("ads/click", not_yet("ads")),
    re_path(r"^(?:trendyol|hepsiburada)/reviews$", not_yet("reviews")),
    path("hepsiburada/", include("invekto.sandbox.hepsiburada.urls")),
    re_path(r"^google/.*$", not_yet("Google Calendar")),
    # Trendyol
    re_path(T + r"order/sellers/(?P<seller>[^/]+)/v2/orders/?$", trendyol.paged),
    re_path(T + r"order/sellers/(?P<seller>[^/]+)/orders/stream/?$", trendyol.stream),
    re_path(T + r"order/sellers/(?P<seller>[^/]+)/orders/?$", trendyol.retired),
    re_path(T + r"order/sellers/(?P<seller>[^/]+)/claims/?$", trendyol_claims.claims),
    re_path(T + r"order/sellers/(?P<seller>[^/]+)/claims/create/?$", trendyol_claims.create),
    re_path(
        T + r"order/sellers/(?P<seller>[^/]+)/claims/items/(?P<unit>[^/]+)/audit/?$", trendyol_claims.audit
    ),
    re_path(T + r"order/claim-issue-reasons/?$", trendyol_claims.reasons),
    re_path(
        T + r"order/sellers/(?P<seller>[^/]+)/claims/(?P<claim>[^/]+)/items/approve/?$",
        trendyol_claims.approve,
    ),
    re_path(T + r"order/sellers/(?P<seller>[^/]+)/claims/(?P<claim>[^/]+)/issue/?$", trendyol_claims.issue),
    re_path(
        T + r"order/sellers/(?P<seller>[^/]+)/shipment-packages/(?P<package>[^/]+)/items/unsupplied/?$",
        trendyol_cancelling.unsupplied,
    ),
    re_path(
        T + r"product/sellers/(?P<seller>[^/]+)/products/approved/inventory-and-price/?$", trendyol.inventory
    ),
    re_path(T + r"product/sellers/(?P<seller>[^/]+)/products/approved/?$", trendyol.approved),
    re_path(T + r"webhook/sellers/(?P<seller>[^/]+)/webhooks/?$", trendyol.hooks),
    re_path(T + r"webhook/sellers/(?P<seller>[^/]+)/webhooks/(?P<hook>[^/]+)/?$", trendyol.hook),
    re_path(
        T + r"webhook/sellers/(?P<seller>[^/]+)/webhooks/(?P<hook>[^/]+)/(?P<switch>activate|deactivate)/?$",
        trendyol.hook_switch,
    ),
    re_path(T + r"qna/sellers/(?P<seller>[^/]+)/questions/filter/?$", questions.asked),
    re_path(T + r"qna/sellers/(?P<seller>[^/]+)/questions/(?P<number>\d+)/?$", questions.one),
    re_path(T + r"qna/sellers/(?P<seller>[^/]+)/questions/(?P<number>\d+)/answers/?$", questions.answers),
    re_path(T + r"qna/sellers/(?P<seller>[^/]+)/questions/?$", questions.stage),
    re_path(T + r"test/order/orders/core/?$", trendyol.test_order),
    re_path(
        T + r"test/order/sellers/(?P<seller>[^/]+)/shipment-packages/(?P<package>[^/]+)/status/?$",
        trendyol.test_move,
    ),
    re_path(T + r"test/order/sellers/(?P<seller>[^/]+)/claims/waiting-in-action/?$", trendyol.test_claims),
    re_path(T + r"[a-z]+/sellers/(?P<seller>[^/]+)/.*$", trendyol.unknown),
    # Carriers
    re_path(r"^aras/(?:[^/]+/)*ArasCargoIntegrationService\.svc$", aras.query_service),
    path(K + "ShippingOrderDispatcherServices", yurtici.dispatcher),
    path(K + "WsReportWithReferenceServices", yurtici.reports),
    re_path(r"^aras/.*$", not_yet("this service of Aras")),
    re_path(r"^yurtici/.*$", not_yet("this service of Yurtiçi")),
    # WhatsApp
    re_path(V + r"(?P<node>[^/]+)/messages/?$", graph.messages),
    re_path(V + r"(?P<node>[^/]+)/media/?$", graph.media),
    re_path(V + r"(?P<node>[^/]+)/message_templates/?$", graph.message_templates),
    re_path(V + r"(?P<node>[^/]+)/subscribed_apps/?$", graph.subscribed_apps),
    re_path(V + r"(?P<node>[^/]+)/phone_numbers/?$", graph.phone_numbers),
    re_path(V + r"(?P<node>[^/]+)/?$", graph.node),
    re_path(V + r".*$", graph.unknown),
    re_path(r"^whatsapp/media/(?P<token>[^/]+)$", graph.media_bytes),
    re_path(r"^.+$", nothing_here),
]
