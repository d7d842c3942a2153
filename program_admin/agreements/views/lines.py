"""The approval line of a record as rows: duty, position, who signed, when."""

from program_admin.agreements.services.approving import Subject, latest_line
from program_admin.core.korean import korean_datetime


def line_rows(subject: Subject) -> list[list[str]]:
    """The newest line of the record; empty when none was drafted."""
    approval = latest_line(subject)
    if approval is None:
        return []
    return [
        [
            seat.label,
            seat.position,
            seat.signed_name or "–",
            korean_datetime(seat.signed_at) if seat.signed_at else "대기",
            seat.opinion or "–",
        ]
        for seat in approval.seats
    ]
