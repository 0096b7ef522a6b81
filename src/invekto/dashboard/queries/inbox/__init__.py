"""The list of conversations: what it shows, in which order, how many, and how one searches in it."""

from invekto.dashboard.queries.inbox.choices import Choice, Group, chips, groups
from invekto.dashboard.queries.inbox.counting import Counts, counts, mentioned
from invekto.dashboard.queries.inbox.look import BOXES, Filter, Look, customers_talks
from invekto.dashboard.queries.inbox.rows import Page, Row, most_urgent, page, rows, shown_name

__all__ = [
    "BOXES",
    "Choice",
    "Counts",
    "Filter",
    "Group",
    "Look",
    "Page",
    "Row",
    "chips",
    "counts",
    "customers_talks",
    "groups",
    "mentioned",
    "most_urgent",
    "page",
    "rows",
    "shown_name",
]
