"""What must hold of requests and proposals, and which suppliers fit a need."""

from program_admin.matching.rules.asking import (
    NewProposal,
    NewRequest,
    employee_band,
    proposal_faults,
    request_faults,
)
from program_admin.matching.rules.recommending import (
    Candidate,
    Need,
    Offer,
    Recommendation,
    Record,
    Share,
    Weights,
    judge,
    left_out,
    recommend,
)

__all__ = [
    "Candidate",
    "Need",
    "NewProposal",
    "NewRequest",
    "Offer",
    "Recommendation",
    "Record",
    "Share",
    "Weights",
    "employee_band",
    "judge",
    "left_out",
    "proposal_faults",
    "recommend",
    "request_faults",
]
