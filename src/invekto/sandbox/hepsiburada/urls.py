"""Below ``/sandbox/hepsiburada/``: every host of the real thing under one address."""

from __future__ import annotations

from django.urls import path, re_path

from invekto.sandbox.hepsiburada import views

# The hosts of orders take either casing, the listing only the lower one (section 2).
M = r"merchant[iI]d/(?P<merchant>[^/]+)"
Q = r"^api/v1\.0/issues"

urlpatterns = [
    path("merchants", views.control_merchants),
    path("webhooks", views.control_hooks),
    path("orders", views.control_orders),
    path("orders/<str:number>", views.control_order),
    path("products", views.control_products),
    path("questions", views.control_questions),
    path("questions/<int:number>", views.control_question),
    re_path(rf"^orders/{M}/paymentawaiting/?$", views.awaiting),
    re_path(rf"^orders/{M}/cancelled/?$", views.cancelled),
    re_path(rf"^orders/{M}/ordernumber/(?P<number>[^/]+)/?$", views.by_number),
    re_path(rf"^orders/{M}/?$", views.open_lines),
    re_path(rf"^packages/{M}/?$", views.packages),
    re_path(rf"^packages/{M}/shipped/?$", views.shipped),
    re_path(rf"^packages/{M}/delivered/?$", views.delivered),
    re_path(rf"^packages/{M}/undelivered/?$", views.undelivered),
    re_path(rf"^packages/{M}/status/unpacked/?$", views.unpacked),
    re_path(rf"^packages/{M}/missing-invoice/?$", views.missing_invoice),
    re_path(rf"^packages/{M}/packagenumber/(?P<number>[^/]+)/?$", views.tracking),
    re_path(rf"^lineitems/{M}/id/(?P<line>[^/]+)/cancelbymerchant/?$", views.line_cancel),
    re_path(rf"^claims/{M}/?$", views.claims),
    re_path(rf"^claims/{M}/status/(?P<status>[^/]+)/?$", views.claims),
    re_path(r"^claims/number/(?P<number>[^/]+)/accept/?$", views.claim_accept),
    re_path(r"^claims/number/(?P<number>[^/]+)/reject/?$", views.claim_reject),
    re_path(r"^claims/number/(?P<number>[^/]+)/preapprovalconfirm/?$", views.claim_preapproval),
    re_path(r"^listings/merchantid/(?P<merchant>[^/]+)/?$", views.listings),
    re_path(r"^product/api/products/all-products-of-merchant/(?P<merchant>[^/]+)/?$", views.catalogue),
    re_path(Q + r"/?$", views.issues),
    re_path(Q + r"/count/?$", views.issue_count),
    re_path(Q + r"/(?P<number>\d+)/?$", views.issue),
    re_path(Q + r"/(?P<number>\d+)/answer/?$", views.issue_answer),
    re_path(Q + r"/(?P<number>\d+)/reject/?$", views.issue_reject),
    re_path(rf"^[a-z]+/{M}(?:/.*)?$", views.unknown),
]
