"""The roles of the programme, each with its Korean label."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be."""

    APPLICANT = "applicant"
    SUPPLIER = "supplier"
    EVALUATOR = "evaluator"
    OFFICER = "officer"
    APPROVER = "approver"
    VISITOR = "visitor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's name on screen."""
        return LABELS[self]


LABELS = {
    Role.APPLICANT: "도입기업",
    Role.SUPPLIER: "공급기업",
    Role.EVALUATOR: "평가위원",
    Role.OFFICER: "담당자",
    Role.APPROVER: "결재권자",
    Role.VISITOR: "점검위원",
    Role.AUDITOR: "감사",
    Role.ADMINISTRATOR: "시스템관리자",
}

STAFF = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR})
SECOND_FACTOR = STAFF | {Role.VISITOR}
