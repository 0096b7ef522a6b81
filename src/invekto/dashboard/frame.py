"""What surrounds every page: the rooms a person may enter, their tenant, the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from invekto.agent_ai.services import seat_of
from invekto.core import clock
from invekto.core.models import Tenant, User, Vertical
from invekto.core.texts import language_of
from invekto.dashboard.queries.inbox import Counts, counts

Room = Literal["home", "inbox", "questions", "connections", "confidence", "team", "replies", "operator"]
_DEFAULT_ZONE = ZoneInfo("Europe/Istanbul")


@dataclass(frozen=True, slots=True)
class RoomLink:
    """``text`` and ``short_text`` are text ids; ``count`` is shown on the icon when it is not 0.

    ``in_bar``: has a place in a phone's bar, which holds four and the menu; the others stand in the menu.
    """

    key: Room
    url: str
    icon: str
    is_here: bool
    count: int = 0
    in_bar: bool = True

    @property
    def text(self) -> str:
        return f"rooms-{self.key}"

    @property
    def short_text(self) -> str:
        return f"rooms-{self.key}-short"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    icon: str

    @property
    def text(self) -> str:
        return f"profile-theme-{self.value}"


@dataclass(frozen=True, slots=True)
class Key:
    """``name`` is the end of a text id."""

    name: str
    keys: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"keys-{self.name}"


THEMES = (Choice("light", "sun"), Choice("dark", "moon"), Choice("system", "device-desktop"))
KEYS = (
    Key("search", ("/",)),
    Key("next", ("J",)),
    Key("previous", ("K",)),
    Key("write", ("R",)),
    Key("note", ("N",)),
    Key("speak", ("O",)),
    Key("offer", ("1", "2", "3")),
    Key("offer-edit", ("D",)),
    Key("offer-reject", ("V",)),
    Key("done", ("E",)),
    Key("snooze", ("S",)),
    Key("tag", ("T",)),
    Key("assign", ("A",)),
    Key("unread", ("U",)),
    Key("select", ("X",)),
    Key("undo", ("Z",)),
    Key("send", ("Enter",)),
    Key("line", ("Shift", "Enter")),
    Key("leave", ("Esc",)),
    Key("help", ("?",)),
)


def person(request: HttpRequest) -> User:
    """Whoever is logged in; the guards let nobody else reach a view."""
    return cast(User, request.user)


def language(request: HttpRequest) -> str:
    return language_of(request)


def surroundings(request: HttpRequest, room: Room, counted: Counts | None = None) -> dict[str, Any]:
    """Context of the frame and of every part in it; inside the tenant's scope, two queries at most."""
    user = person(request)
    tenant = Tenant.objects.get(pk=user.tenant_id) if user.tenant_id else None
    if tenant is not None and counted is None:
        counted = counts(user, clock.now())
    return {
        "user": user,
        "tenant": tenant,
        "sells": tenant is not None and tenant.vertical == Vertical.ECOMMERCE,
        "zone": ZoneInfo(tenant.timezone) if tenant else _DEFAULT_ZONE,
        "now": clock.now(),
        "rooms": _rooms(user, room, counted),
        "user_role_text": f"role-{user.role}",
        "seat": SimpleLazyObject(lambda: seat_of(user)),  # whole pages show it, parts do not ask
        "themes": THEMES,
        "keys": KEYS,
    }


def _rooms(user: User, here: Room, counted: Counts | None) -> list[RoomLink]:
    if user.tenant_id is None:
        return [RoomLink("operator", reverse("operator"), "building-store", here == "operator")]
    waiting = counted.waiting if counted else 0
    links = [
        RoomLink("home", reverse("home"), "home", here == "home"),
        RoomLink("inbox", reverse("inbox"), "inbox", here == "inbox", waiting),
    ]
    if user.manages:
        links.append(RoomLink("questions", reverse("questions"), "chart-bar", here == "questions"))
        links.append(
            RoomLink("connections", reverse("settings-integrations"), "plug-connected", here == "connections")
        )
        at, is_here = reverse("settings-confidence"), here == "confidence"
        links.append(RoomLink("confidence", at, "adjustments", is_here, in_bar=False))
        links.append(
            RoomLink("replies", reverse("settings-replies"), "notes", here == "replies", in_bar=False)
        )
    links.append(RoomLink("team", reverse("settings-team"), "users", here == "team", in_bar=False))
    return links


def show(
    request: HttpRequest,
    template: str,
    room: Room,
    context: Mapping[str, Any],
    *,
    counted: Counts | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page, or a part of one that stands in the same surroundings."""
    whole = surroundings(request, room, counted) | dict(context)
    response = render(request, template, whole, status=status)
    # Customers' words: no cache on the way may keep them, and none in the browser after log-out.
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request, Cookie"
    # The sandbox moves the product's clock while a page is open: what counts there counts from this moment.
    response["X-Now"] = f"{whole['now'].timestamp():.3f}"
    return response
