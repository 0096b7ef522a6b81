"""What customers ask: ranked intents, what was not understood, and what to teach next."""

from __future__ import annotations

import csv
from io import StringIO
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers
from invekto.dashboard.queries.customers_ask import PERIODS, figures, rows_of_csv
from invekto.insights import services as insights

_EXAMPLES = 3
_LARGEST_UPLOAD = 20 * 1024 * 1024  # bytes, all files together
_MOST_UPLOADED = 4000  # messages: about ten seconds
_LONGEST_NAME = 100


def _tenant_id(request: HttpRequest) -> UUID:
    return cast(UUID, person(request).tenant_id)


def _days(request: HttpRequest) -> int:
    wanted = request.GET.get("days", "")
    return int(wanted) if wanted in map(str, PERIODS) else 30


@own_scope  # grouping takes a second or two, which is long for a transaction
@require_GET
@for_managers
def page(request: HttpRequest) -> HttpResponse:
    """At once the page with bones; for htmx the figures."""
    tenant_id, days, words = _tenant_id(request), _days(request), language(request)
    context = {"days": days, "periods": PERIODS, "largest": _LARGEST_UPLOAD // 1024 // 1024}
    if not request.headers.get("HX-Request"):
        with tenant_scope(tenant_id):
            return show(request, "dashboard/questions/page.html", "questions", context)
    overview = insights.overview(tenant_id, days=days, now=clock.now(), examples=_EXAMPLES)
    shown = figures(overview.report, words, overview) if overview else None
    with tenant_scope(tenant_id):
        return show(request, "dashboard/questions/_figures.html", "questions", context | {"shown": shown})


@own_scope
@require_GET
@for_managers
def download(request: HttpRequest) -> HttpResponse:
    """The figures as CSV for a Turkish or English spreadsheet."""
    words, days = language(request), _days(request)
    now = clock.now()
    overview = insights.overview(_tenant_id(request), days=days, now=now, examples=_EXAMPLES)
    lines = StringIO()
    if overview is not None:
        writer = csv.writer(lines, delimiter=";" if words == "tr" else ",")
        writer.writerows(rows_of_csv(figures(overview.report, words, overview), words))
    # The mark at the beginning tells Excel that the letters are UTF-8.
    response = HttpResponse("\ufeff" + lines.getvalue(), content_type="text/csv; charset=utf-8")
    name = text("questions-csv-file", words)
    response["Content-Disposition"] = f'attachment; filename="{name}-{now:%Y-%m-%d}-{days}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@own_scope  # reading takes seconds
@require_POST
@for_managers
def upload(request: HttpRequest) -> HttpResponse:
    """Exported chats, read in this request; nothing of them is stored.

    POST: ``files``, and ``business``, the sender's name, where it is not found by itself.
    """
    tenant_id, words = _tenant_id(request), language(request)
    files = request.FILES.getlist("files")
    name = request.POST.get("business", "").strip()[:_LONGEST_NAME]
    context: dict[str, object] = {"days": 30, "uploaded": True}
    try:
        if not files:
            raise insights.UnreadableFile("no file", "questions-upload-none")
        if sum(file.size or 0 for file in files) > _LARGEST_UPLOAD:
            size = _LARGEST_UPLOAD // 1024 // 1024
            raise insights.UnreadableFile("too large", "questions-upload-too-large", size=size)
        exported = insights.report_of_uploads(
            tenant_id,
            [(file.name or "", file) for file in files],
            business=[name] if name else [],
            examples=_EXAMPLES,
            most=_MOST_UPLOADED,
        )
    except insights.UnreadableFile as error:
        context["problem"] = text(error.text_id, words, **error.variables)
    except insights.NoSuchSender as error:
        context["problem"] = text("export-no-such-sender", words, name=error.name)
    else:
        context["shown"] = figures(exported.report, words)
        context["source"] = insights.said_of_source(exported, words, on_command_line=False)
    with tenant_scope(tenant_id):
        template = "dashboard/questions/_uploaded.html"
        status = 422 if "problem" in context else 200
        return show(request, template, "questions", context, status=status)
