"""Addresses inside an open thread: what is sent beside words, notes, and the person beside it."""

from __future__ import annotations

from django.urls import path

from invekto.dashboard.views import claims, customer, notices, writing

_THREAD = "inbox/<uuid:conversation_id>/"
_CUSTOMER = f"{_THREAD}customer/"

urlpatterns = [
    path(f"{_THREAD}file/", writing.send_file, name="thread-file"),
    path(f"{_THREAD}typing/", writing.typing, name="thread-typing"),
    path(f"{_THREAD}notes/", writing.add_note, name="thread-notes"),
    path(f"{_THREAD}notes/<uuid:note_id>/", writing.change_note, name="thread-note"),
    path(f"{_THREAD}messages/<uuid:message_id>/reaction/", writing.react, name="thread-react"),
    path(f"{_THREAD}orders/", customer.order_card, name="thread-orders"),
    path(_CUSTOMER, customer.pane, name="thread-customer"),
    path(f"{_CUSTOMER}change/", customer.change, name="customer-change"),
    path(f"{_CUSTOMER}order/", customer.order_verdict, name="customer-order"),
    path(f"{_CUSTOMER}cancellation/", customer.cancellations, name="customer-cancellations"),
    path(
        f"{_CUSTOMER}cancellation/<uuid:cancellation_id>/",
        customer.cancellation,
        name="customer-cancellation",
    ),
    path(f"{_CUSTOMER}claim/", claims.decide, name="customer-claim"),
    path(f"{_CUSTOMER}merge/", customer.merge, name="customer-merge"),
    path(f"{_CUSTOMER}merge/choices/", customer.merge_choices, name="customer-merge-choices"),
    path(f"{_CUSTOMER}merge/<uuid:merge_id>/part/", customer.part, name="customer-part"),
    path(f"{_CUSTOMER}<slug:name>/", customer.piece, name="customer-piece"),
    path("notices/", notices.told, name="notices"),
    path("preferences/notices/", notices.choices, name="notice-choices"),
]
