"""Tables of applications."""

from program_admin.applications.models.application import (
    OPEN_STATES,
    Application,
    ReceiptCounter,
    SealOpening,
    Status,
    Submission,
)
from program_admin.applications.models.carried import CarriedField
from program_admin.applications.models.case_numbers import CaseNumber
from program_admin.applications.models.consents import (
    NAMED_ROLE_NAMES,
    ConsentReply,
    ConsentRequest,
    ConsentWithdrawal,
    NamedRole,
)
from program_admin.applications.models.contents import (
    Answer,
    ApplicationEngineer,
    BonusClaim,
    BudgetLine,
    Consent,
    FundingShare,
    KpiTarget,
    Paper,
    ProjectPlan,
)
from program_admin.applications.models.corrections import Correction, CorrectionContent, CorrectionStatus
from program_admin.applications.models.deadlines import Extension, ExtensionStatus, Word
from program_admin.applications.models.delegates import DelegateReview, Delegation
from program_admin.applications.models.drafts import DraftField, DraftRevision
from program_admin.applications.models.notices import CaseNotice, NoticeBatch, NoticeKind
from program_admin.applications.models.screening import (
    CheckResult,
    EventKind,
    ScreeningCheck,
    ScreeningProposal,
    SupplementAnswer,
    SupplementEvent,
    SupplementRequest,
    SupplementStatus,
    Verdict,
)

__all__ = [
    "NAMED_ROLE_NAMES",
    "OPEN_STATES",
    "Answer",
    "Application",
    "ApplicationEngineer",
    "BonusClaim",
    "BudgetLine",
    "CarriedField",
    "CaseNotice",
    "CaseNumber",
    "CheckResult",
    "Consent",
    "ConsentReply",
    "ConsentRequest",
    "ConsentWithdrawal",
    "Correction",
    "CorrectionContent",
    "CorrectionStatus",
    "DelegateReview",
    "Delegation",
    "DraftField",
    "DraftRevision",
    "EventKind",
    "Extension",
    "ExtensionStatus",
    "FundingShare",
    "KpiTarget",
    "NamedRole",
    "NoticeBatch",
    "NoticeKind",
    "Paper",
    "ProjectPlan",
    "ReceiptCounter",
    "ScreeningCheck",
    "ScreeningProposal",
    "SealOpening",
    "Status",
    "Submission",
    "SupplementAnswer",
    "SupplementEvent",
    "SupplementRequest",
    "SupplementStatus",
    "Verdict",
    "Word",
]
