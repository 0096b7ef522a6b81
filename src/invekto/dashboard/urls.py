"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path

from invekto.dashboard import thread_urls
from invekto.dashboard.views import (
    actions,
    confidence,
    connections,
    customers_ask,
    desk,
    home,
    inbox,
    judging,
    language_model,
    lists,
    marketplace_questions,
    operator,
    parcel_messages,
    replies,
    session,
    suggestions,
    team,
)

_THREAD = "inbox/<uuid:conversation_id>/"
_ASKED = "inbox/questions/<uuid:question_id>/"
_CONNECTIONS = "settings/integrations/"
_CONFIDENCE = "settings/confidence/"
_TEAM = "settings/team/"
_REPLIES = "settings/replies/"

urlpatterns = [
    path("", home.today, name="home"),
    path("login/", session.log_in, name="login"),
    path("logout/", session.log_out, name="logout"),
    path("preferences/", session.preferences, name="preferences"),
    path("inbox/", inbox.page, name="inbox"),
    path("inbox/rows/", lists.rows, name="inbox-rows"),
    path("inbox/changes/", lists.changes, name="inbox-changes"),
    path("inbox/counts/", lists.nav_counts, name="nav-counts"),
    path("inbox/filters/", lists.filters, name="inbox-filters"),
    path("inbox/acts/", desk.act, name="desk-act"),
    path("inbox/acts/<slug:sheet>/", desk.sheet, name="desk-sheet"),
    path("inbox/undo/<uuid:action_id>/", desk.undo, name="desk-undo"),
    path("inbox/undo/merge/<uuid:merge_id>/", desk.part, name="desk-part"),
    path(_ASKED, marketplace_questions.page, name="asked"),
    path(f"{_ASKED}answer/", marketplace_questions.answer, name="asked-answer"),
    path(f"{_ASKED}check/", marketplace_questions.check, name="asked-check"),
    path(f"{_ASKED}notes/", marketplace_questions.notes, name="asked-notes"),
    path(f"{_ASKED}take/", marketplace_questions.take, name="asked-take"),
    path(_THREAD, inbox.page, name="thread"),
    path(f"{_THREAD}messages/", inbox.messages, name="thread-messages"),
    *thread_urls.urlpatterns,
    path(f"{_THREAD}templates/", inbox.template_picker, name="thread-templates"),
    path(f"{_THREAD}send/", actions.send, name="thread-send"),
    path(f"{_THREAD}template/", actions.send_template, name="thread-template"),
    path(f"{_THREAD}take-over/", actions.take_over, name="thread-take-over"),
    path(f"{_THREAD}hand-back/", actions.hand_back, name="thread-hand-back"),
    path(f"{_THREAD}keystroke/", actions.keystroke, name="thread-keystroke"),
    path(f"{_THREAD}read/", actions.read, name="thread-read"),
    path(f"{_THREAD}suggestions/<uuid:suggestion_id>/", suggestions.decide, name="thread-suggestion"),
    path(f"{_THREAD}replies/", suggestions.canned_list, name="thread-replies"),
    path(f"{_THREAD}messages/<uuid:message_id>/again/", actions.send_again, name="thread-send-again"),
    path(f"{_THREAD}messages/<uuid:message_id>/judgement/", judging.judgement, name="thread-judgement"),
    path(_CONFIDENCE, confidence.page, name="settings-confidence"),
    path(f"{_CONFIDENCE}judgements/<uuid:judgement_id>/", confidence.remove, name="judgement-remove"),
    path("presence/", team.heartbeat, name="presence"),
    path("presence/availability/", team.availability, name="availability"),
    path(_TEAM, team.page, name="settings-team"),
    path(f"{_TEAM}desk/", team.desk, name="team-desk"),
    path(f"{_TEAM}people/<uuid:user_id>/", team.change, name="team-change"),
    path(_REPLIES, replies.page, name="settings-replies"),
    path(f"{_REPLIES}report/", replies.report, name="replies-report"),
    path(f"{_REPLIES}<uuid:reply_id>/remove/", replies.remove, name="reply-remove"),
    path(f"{_REPLIES}proposals/<slug:key>/", replies.proposal, name="reply-proposal"),
    path("questions/", customers_ask.page, name="questions"),
    path("questions/csv/", customers_ask.download, name="questions-csv"),
    path("questions/upload/", customers_ask.upload, name="questions-upload"),
    path(_CONNECTIONS, connections.page, name="settings-integrations"),
    path(f"{_CONNECTIONS}<uuid:account_id>/test/", connections.test, name="account-test"),
    path(f"{_CONNECTIONS}<uuid:account_id>/key/", connections.change_key, name="account-key"),
    path(f"{_CONNECTIONS}<uuid:account_id>/off/", connections.switch_off, name="account-off"),
    path("settings/templates/refresh/", connections.refresh_templates, name="templates-refresh"),
    path(f"{_CONNECTIONS}<uuid:account_id>/import/", connections.pause_import, name="account-import"),
    path(f"{_CONNECTIONS}<uuid:account_id>/unreadable/", connections.unreadable, name="account-unreadable"),
    path(
        f"{_CONNECTIONS}<uuid:account_id>/unreadable/<uuid:row_id>/",
        connections.unreadable_row,
        name="account-unreadable-row",
    ),
    path(f"{_CONNECTIONS}<uuid:account_id>/remove/", connections.remove, name="account-remove"),
    path("settings/numbers/<uuid:number_id>/resume/", connections.resume_number, name="number-resume"),
    path("settings/numbers/<uuid:number_id>/token/", connections.change_token, name="number-token"),
    path("settings/language-model/", language_model.save, name="settings-language-model"),
    path("settings/parcel-messages/", parcel_messages.save, name="settings-parcel-messages"),
    path("operator/", operator.overview, name="operator"),
]
