"""The forms in which a list is kept under a name, and a kept view is named for deletion."""

import uuid

from program_admin.core.errors import Missing
from program_admin.core.fields import Text
from program_admin.core.forms import ActForm
from program_admin.core.lists.columns import Arguments


class ViewForm(ActForm):
    """The name under which a list is kept as it stands."""

    title = Text("보기 이름", longest=60)


def view_named(posted: Arguments) -> uuid.UUID:
    """The id of the view that a form names (`view`); raises Missing where it is none."""
    try:
        return uuid.UUID(posted.get("view", ""))
    except ValueError as broken:
        raise Missing("view") from broken
