"""Pages that span packages."""

from program_admin.portal.views import (
    cases,
    desk,
    inbox,
    jobs,
    messages,
    outside,
    public,
    saved_views,
    search,
    statistics,
    trail,
)
from program_admin.portal.views.blueprint import pages

__all__ = [
    "cases",
    "desk",
    "inbox",
    "jobs",
    "messages",
    "outside",
    "pages",
    "public",
    "saved_views",
    "search",
    "statistics",
    "trail",
]
