"""What the pages' templates need beyond texts: icons, moments, names, a customer's words as WhatsApp shows them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from invekto.agent_ai.variables import PLACE
from invekto.core import clock, phones, texts
from invekto.core.folding import fold
from invekto.dashboard import moments
from invekto.dashboard.whatsapp_marks import to_html

register = template.Library()
_BACKTICKS = re.compile(r"`([^`]+)`")
_TURKEY = ZoneInfo("Europe/Istanbul")


def _language(context: Context) -> str:
    return str(context.get("language", texts.DEFAULT_LANGUAGE))


def _zone(context: Context) -> ZoneInfo:
    zone = context.get("zone")
    return zone if isinstance(zone, ZoneInfo) else _TURKEY


def _now(context: Context) -> datetime:
    now = context.get("now")
    return now if isinstance(now, datetime) else clock.now()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of static/vendor/icons.svg (web/icons.txt); decoration only, the words stand beside it."""
    sprite = static("vendor/icons.svg")
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        sprite,
        name,
    )


@register.filter
def channel(provider: str) -> str:
    """The text that names where a question was asked."""
    return f"channel-{provider}"


@register.simple_tag(takes_context=True)
def clock_time(context: Context, moment: datetime) -> SafeString:
    """The time of day; the full moment on hover."""
    return _time(moment, moments.clock_time(moment, _zone(context)), context)


@register.simple_tag(takes_context=True)
def short_time(context: Context, moment: datetime) -> SafeString:
    """The time today, else the day; the full moment on hover."""
    return _time(moment, moments.short(moment, _now(context), _zone(context), _language(context)), context)


@register.simple_tag(takes_context=True)
def coming_time(context: Context, moment: datetime) -> SafeString:
    """A moment that is to come: "Pzt 09:00", "09:00" today; the full moment on hover."""
    zone, language = _zone(context), _language(context)
    return _time(moment, moments.coming(moment, _now(context), zone, language), context)


@register.simple_tag(takes_context=True)
def ago(context: Context, moment: datetime) -> SafeString:
    """ "3 dk önce", kept up to date by the page; the full moment on hover."""
    language = _language(context)
    passed = moments.span(_now(context) - moment, language)
    shown = texts.text("moment-ago", language, span=passed)
    return format_html(
        '<time datetime="{}" title="{}" data-ago="{}">{}</time>',
        moment.isoformat(),
        moments.full(moment, _zone(context), language),
        int(moment.timestamp()),
        shown,
    )


@register.simple_tag(takes_context=True)
def span_since(context: Context, moment: datetime, told: str = "") -> SafeString:
    """How long ago, without the "ago": "12 dk", kept up to date by the page. ``told``: a text with the ``moment``."""
    return _counted(context, moment, _now(context) - moment, "since", told)


@register.simple_tag(takes_context=True)
def span_until(context: Context, moment: datetime, told: str = "") -> SafeString:
    """How long from now: "21 sa 14 dk", kept up to date by the page. ``told``: a text with the ``moment``."""
    return _counted(context, moment, moment - _now(context), "until", told)


def _counted(context: Context, moment: datetime, length: Any, direction: str, told: str = "") -> SafeString:
    full = moments.full(moment, _zone(context), _language(context))
    return format_html(
        '<time datetime="{}" title="{}" data-{}="{}">{}</time>',
        moment.isoformat(),
        texts.text(told, _language(context), moment=full) if told else full,
        direction,
        int(moment.timestamp()),
        moments.span(length, _language(context)),
    )


def _time(moment: datetime, shown: str, context: Context) -> SafeString:
    full = moments.full(moment, _zone(context), _language(context))
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), full, shown)


@register.simple_tag(takes_context=True)
def clock_full(context: Context, moment: datetime) -> str:
    """ "23 Kas 2026 Pzt 14:05"; words to put beside a choice."""
    return moments.full(moment, _zone(context), _language(context))


@register.simple_tag(takes_context=True)
def full_day(context: Context, moment: datetime) -> SafeString:
    """The whole date; the full moment on hover."""
    return _time(moment, moments.long_day(moment, _zone(context), _language(context)), context)


@register.simple_tag(takes_context=True)
def day_month(context: Context, moment: datetime) -> str:
    """ "23 Kas", with the year if it is another; words to put into a sentence."""
    return moments.day_month(moment, _now(context), _zone(context), _language(context))


@register.filter
def initials(name: str) -> str:
    """The letters of a face; a drawn person where there is no name."""
    letters = moments.initials(name)
    return icon("user") if letters == "#" else letters


@register.filter
def code(words: str) -> SafeString:
    """What stands in backticks as code."""
    return mark_safe(_BACKTICKS.sub(r"<code>\1</code>", escape(words)))  # noqa: S308 - escaped before


@register.filter
def kind(line: Any) -> str:
    """Size and colour of an ordered line, as far as its name does not say them already."""
    said = set(fold(line.name).replace(",", " ").split())
    return " · ".join(part for part in (line.size, line.color) if part and fold(part) not in said)


@register.filter
def appointment_status(appointment: Any) -> str:
    """Text id of how an appointment stands."""
    return f"appointment-status-{appointment.status.replace('_', '-')}"


@register.filter
def phone(number: str | None) -> str:
    """ "+905321112233" → "+90 532 111 22 33"."""
    return phones.for_people(number) if number else ""


@register.filter
def blanks(words: str) -> SafeString:
    """What stands in double braces as the name of what is still to be filled in, all else escaped."""
    marked = PLACE.sub(
        lambda found: f'<mark class="blank">{found[1].partition("|")[0].strip(" ?")}</mark>', escape(words)
    )
    return mark_safe(marked)  # noqa: S308 - escaped before


@register.filter
def whatsapp(words: str) -> SafeString:
    """The words with WhatsApp's bold, italic, struck and fixed-width marks and with links, all else escaped."""
    return to_html(words)
