"""The inbox's list: anew, further down, or what became of some rows; and what narrows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.models import Tenant, User
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.queries import inbox as queries
from invekto.dashboard.queries.inbox import BOXES, Counts, Filter, Look, Page

MOST_CHANGED = 50  # rows looked at again in one go; a page that missed more asks for all


@dataclass(frozen=True, slots=True)
class Box:
    value: str
    url: str
    is_here: bool
    count: int

    @property
    def text(self) -> str:
        return f"inbox-box-{self.value}"


def look_of(request: HttpRequest) -> Look:
    return Look.read(request.GET if request.method == "GET" else request.POST)


def the_list(request: HttpRequest, counted: Counts, *, after: str | None = None) -> dict[str, Any]:
    """What the list shows, and what stands above it."""
    look = look_of(request)
    found = queries.page(person(request), look, now=clock.now(), after=after, questions=counted.questions)
    return about_list(look, counted, found, person(request)) | {"chips": _chips(request, look)}


def about_list(look: Look, counted: Counts, found: Page, user: User) -> dict[str, Any]:
    """Without the chips, which changes leave as they are."""
    address = reverse("inbox")
    mentioned = queries.mentioned(user)
    boxes = [
        Box(
            one.value,
            f"{address}?{look.but(box=one).query}",
            one is look.box,
            mentioned if one is Filter.MENTIONED else counted.of(one),
        )
        for one in BOXES
        if one is not Filter.MENTIONED or mentioned or one is look.box
    ]
    return {
        "page": found,
        "boxes": boxes,
        "look": look,
        "upwards": look.sorting[1],
        "filter": look.box.value,
        "search": look.search,
    }


def _chips(request: HttpRequest, look: Look) -> list[queries.Choice]:
    if look.but(search="") == Look(look.box) and look.box in BOXES:
        return []
    return queries.chips(look, vertical=tenant_of(request).vertical, language=language(request))


def tenant_of(request: HttpRequest) -> Tenant:
    """Of whoever is logged in."""
    return Tenant.objects.get(pk=str(person(request).tenant_id))


@require_GET
@for_tenant
def rows(request: HttpRequest) -> HttpResponse:
    """The list: anew for another look at it, or with ``after`` the rows that follow."""
    after = request.GET.get("after")
    counted = queries.counts(person(request), clock.now())
    context = the_list(request, counted, after=after) | {"is_later": after is not None}
    part = "_row_items" if after is not None else "_lists"
    return show(request, f"dashboard/inbox/{part}.html", "inbox", context, counted=counted)


@require_GET
@for_tenant
def changes(request: HttpRequest) -> HttpResponse:
    """What became of some rows: ``changed`` names conversations, or ``all`` asks for the first page."""
    asked = request.GET.get("changed", "all").split(",")
    if asked == ["all"] or len(asked) > MOST_CHANGED:
        counted = queries.counts(person(request), clock.now())
        context = the_list(request, counted) | {"whole": True, "asked": ""}
        return show(request, "dashboard/inbox/_changes.html", "inbox", context, counted=counted)
    return changed_rows(request, ids_of(asked), "_changes")


def changed_rows(
    request: HttpRequest, ids: list[UUID], part: str, told: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """How some rows stand now, in the template ``part``; ``told``: what else it shows."""
    user, look = person(request), look_of(request)
    counted = queries.counts(user, clock.now())
    found = queries.rows(user, look, ids, now=clock.now())
    asked = ",".join(map(str, ids))
    context = about_list(look, counted, Page(found, None), user) | {"whole": False, "asked": asked}
    return show(
        request,
        f"dashboard/inbox/{part}.html",
        "inbox",
        context | (told or {}),
        counted=counted,
        status=status,
    )


def ids_of(asked: list[str]) -> list[UUID]:
    """Raises Http404 for what is no id."""
    return [id_or_404(one) for one in asked]


@require_GET
@for_tenant
def filters(request: HttpRequest) -> HttpResponse:
    """Everything the list can be narrowed by."""
    look, words = look_of(request), language(request)
    groups = queries.groups(
        person(request), look, vertical=tenant_of(request).vertical, language=words, now=clock.now()
    )
    context = {"groups": groups, "look": look}
    return show(request, "dashboard/inbox/_filters.html", "inbox", context)


@require_GET
@for_tenant
def nav_counts(request: HttpRequest) -> HttpResponse:
    """How many customers wait for a person, for the pages that have no list."""
    return show(request, "dashboard/parts/nav_counts.html", "inbox", {})
