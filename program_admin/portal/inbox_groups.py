"""A person's messages put together: those about one case, or those that say the same about several."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from program_admin.notices.models import Message
from program_admin.portal.message_text import message_text
from program_admin.portal.subjects import Names

SHOWN = 2
BY_CASE, BY_KIND = "case", "kind"
WAYS = {BY_CASE: "건별", BY_KIND: "내용별"}
OTHERS = "그 밖의 알림"


@dataclass(slots=True)
class Group:
    """Messages that belong together, newest first; the unread ones can be marked read in one act."""

    title: str
    messages: list[tuple[Message, Markup]] = field(default_factory=list)

    @property
    def unread(self) -> list[uuid.UUID]:
        """The ids of what was not read yet."""
        return [message.id for message, _ in self.messages if message.read_at is None]

    @property
    def first(self) -> list[tuple[Message, Markup]]:
        """What is shown at once."""
        return self.messages[:SHOWN]

    @property
    def others(self) -> list[tuple[Message, Markup]]:
        """What is folded away."""
        return self.messages[SHOWN:]


def grouped(messages: Iterable[Message], way: str) -> list[Group]:
    """The groups, those with unread messages first, else in the order of their newest message."""
    name_of = _by_title if way == BY_KIND else _by_subject(Names())
    groups: dict[str, Group] = {}
    for message in messages:
        title = name_of(message)
        groups.setdefault(title, Group(title)).messages.append((message, message_text(message.body)))
    return sorted(groups.values(), key=lambda group: not group.unread)


def _by_title(message: Message) -> str:
    return message.title or OTHERS


def _by_subject(names: Names) -> Callable[[Message], str]:
    def named(message: Message) -> str:
        if message.subject_kind is None or message.subject_id is None:
            return OTHERS
        return names.with_kind(message.subject_kind, message.subject_id)

    return named
