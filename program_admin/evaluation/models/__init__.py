"""Tables of evaluation, by subject."""

from program_admin.evaluation.models.evaluators import Evaluator, EvaluatorTie, TieKind
from program_admin.evaluation.models.panels import (
    Invitation,
    Panel,
    PanelCase,
    PanelSeat,
    PanelStatus,
    Recusal,
    RecusalKind,
)
from program_admin.evaluation.models.rankings import Outcome, RankedPlace, Ranking, RankingStatus
from program_admin.evaluation.models.sheets import (
    PanelOpinion,
    Sheet,
    SheetDraft,
    SheetOpinion,
    SheetScore,
    SheetSignature,
    SheetStatus,
)

__all__ = [
    "Evaluator",
    "EvaluatorTie",
    "Invitation",
    "Outcome",
    "Panel",
    "PanelCase",
    "PanelOpinion",
    "PanelSeat",
    "PanelStatus",
    "RankedPlace",
    "Ranking",
    "RankingStatus",
    "Recusal",
    "RecusalKind",
    "Sheet",
    "SheetDraft",
    "SheetOpinion",
    "SheetScore",
    "SheetSignature",
    "SheetStatus",
    "TieKind",
]
