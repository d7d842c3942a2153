"""Messages to people: outbox rows written with the act, delivered afterwards."""

from program_admin.notices import deliver

__all__ = ["deliver"]
