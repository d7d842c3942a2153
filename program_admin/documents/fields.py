"""The form field for files that may have come in pieces before the form was sent."""

import uuid
from typing import Any

from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms.utils import unset_value

from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.fields import File
from program_admin.documents.models import ArrivingUpload
from program_admin.documents.services.arriving import arrived_stream, own_arriving

NOT_WHOLE = "다 올라오지 않은 파일이 있습니다. 파일을 다시 골라 주세요."
_ARRIVED = Markup(
    '<li><span class="name">{name}</span><span class="meta">올려 둔 파일입니다</span>'
    '<input type="hidden" name="{field}" value="{id}"></li>'
)


class SentFile(File):
    """Files sent with the form, and files that arrived before: their ids stand in `<name>-arrived`."""

    arrived: tuple[ArrivingUpload, ...] = ()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read what was sent with the form, then what arrived before it."""
        super().process(formdata, data, extra_filters)
        ids = formdata.getlist(f"{self.name}-arrived") if formdata is not None else []
        sent = [file for each in dict.fromkeys(ids) if (file := self._arrived(each)) is not None]
        if sent:
            self.data = [*(self.data or []), *sent] if self.many else sent[0]

    def refused(self, broken: RuleBroken) -> None:
        """Let go of what arrived when the files themselves were refused; another fault leaves them with the form."""
        if not broken.fields:
            self.arrived = ()

    def _arrived(self, arriving_id: str) -> FileStorage | None:
        try:
            row = own_arriving(uuid.UUID(arriving_id), current_user)
        except (ValueError, Missing):
            row = None
        stream = arrived_stream(row) if row is not None else None
        if row is None or stream is None:
            self.process_errors = [*self.process_errors, NOT_WHOLE]
            return None
        self.arrived = (*self.arrived, row)
        return FileStorage(stream, row.name)  # type: ignore[arg-type]

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The control; files that arrived stay with a form that is shown again."""
        control = super().draw(attributes)
        if not self.arrived:
            return control
        lines = [_ARRIVED.format(name=row.name, field=f"{self.name}-arrived", id=row.id) for row in self.arrived]
        return Markup('<ul class="upload-list" data-upload-list>{}</ul>{}').format(Markup().join(lines), control)
