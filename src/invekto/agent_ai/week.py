"""A week of opening hours in words."""

from __future__ import annotations

from invekto.agent_ai.working_hours import Span, WorkingHours
from invekto.core import texts


def week_lines(hours: WorkingHours, language: str) -> list[str]:
    """ "Pazartesi-Cuma: 09:00-18:00", "Pazar: kapalı": neighbouring days with the same hours on one line."""
    groups: list[tuple[int, int, tuple[Span, ...]]] = []
    for day, spans in enumerate(hours.week):
        if groups and groups[-1][2] == spans:
            groups[-1] = (groups[-1][0], day, spans)
        else:
            groups.append((day, day, spans))
    lines = []
    for first, last, spans in groups:
        name = texts.text(f"hours-day-{first}", language)
        days = name if first == last else f"{name}-{texts.text(f'hours-day-{last}', language)}"
        shown = ", ".join(str(span) for span in spans) or texts.text("hours-day-closed", language)
        lines.append(f"{days}: {shown}")
    return lines
