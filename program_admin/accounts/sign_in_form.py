"""The sign-in form, which also carries what somebody typed when the session ended."""

import json

from program_admin.core.fields import Hidden, Password, Phone
from program_admin.core.forms import ActForm


class SignInForm(ActForm):
    """Phone and password; `next_page` is where to go, `kept` the typed pairs (JSON) to be sent there."""

    phone = Phone("휴대전화 번호", attributes={"autocomplete": "username", "inputmode": "tel"})
    password = Password("비밀번호")
    next_page = Hidden()
    kept = Hidden()

    @property
    def kept_pairs(self) -> list[tuple[str, str]]:
        """The typed pairs; nothing when they can't be read."""
        try:
            found = json.loads(self.kept.data or "[]")
        except ValueError:
            return []
        pairs = found if isinstance(found, list) else []
        return [(str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2]
