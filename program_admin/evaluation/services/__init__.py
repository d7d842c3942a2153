"""What can be done in the evaluation, one use case per file."""

from program_admin.evaluation.services.evaluators import (
    NewTie,
    Profile,
    add_evaluator,
    add_tie,
    change_evaluator,
    end_tie,
)
from program_admin.evaluation.services.invitations import answer, sign_pledge
from program_admin.evaluation.services.panels import (
    NewPanel,
    add_cases,
    candidates_for,
    confirm_panel,
    exclude,
    form_panel,
    invite_members,
    name_chair,
    propose_seat,
    remove_case,
    start_scoring,
    suggest_seats,
)
from program_admin.evaluation.services.publishing import promote_reserve
from program_admin.evaluation.services.ranking import (
    discard_ranking,
    draft_ranking,
    raise_ranking,
    return_ranking,
    sign_ranking,
)
from program_admin.evaluation.services.recusals import declare, record_recusal
from program_admin.evaluation.services.scoring import save_sheet, save_value
from program_admin.evaluation.services.signing import sign_sheets, write_opinion

__all__ = [
    "NewPanel",
    "NewTie",
    "Profile",
    "add_cases",
    "add_evaluator",
    "add_tie",
    "answer",
    "candidates_for",
    "change_evaluator",
    "confirm_panel",
    "declare",
    "discard_ranking",
    "draft_ranking",
    "end_tie",
    "exclude",
    "form_panel",
    "invite_members",
    "name_chair",
    "promote_reserve",
    "propose_seat",
    "raise_ranking",
    "record_recusal",
    "remove_case",
    "return_ranking",
    "save_sheet",
    "save_value",
    "sign_pledge",
    "sign_ranking",
    "sign_sheets",
    "start_scoring",
    "suggest_seats",
    "write_opinion",
]
