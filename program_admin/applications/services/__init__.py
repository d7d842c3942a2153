"""What can be done to an application, one use case per file."""

from program_admin.applications.services.as_shown import ChangedSince
from program_admin.applications.services.business_status import check_round, keep_status
from program_admin.applications.services.carrying import carry_over, confirm_carried
from program_admin.applications.services.consents import (
    NewNamed,
    answer_consent,
    ask_consent,
    ask_named,
    withdraw_consent,
)
from program_admin.applications.services.corrections import (
    approve_correction,
    begin_correction,
    discard_correction,
    keep_correction,
    propose_correction,
    put_correction_away,
    return_correction,
    take_correction_back,
)
from program_admin.applications.services.delegates import (
    NewDelegate,
    confirm_delegated,
    end_delegation,
    invite_delegate,
)
from program_admin.applications.services.drafting import TypedField, propose_kpis, save_field, save_section
from program_admin.applications.services.extensions import (
    NewExtension,
    approve_extension,
    propose_extension,
    return_extension,
    take_extension_back,
)
from program_admin.applications.services.outcomes import abandon, promote, record_outcome
from program_admin.applications.services.papers import (
    PaperFacts,
    attach_paper,
    keep_numbers,
    remove_paper,
    replace_masked,
)
from program_admin.applications.services.prepare import prepare
from program_admin.applications.services.reminders import remind_supplements
from program_admin.applications.services.screening import return_application, save_check, save_sheet, start_screening
from program_admin.applications.services.screening_decision import (
    confirm_screening,
    confirm_screenings,
    propose_screening,
    send_back_screening,
    withdraw_proposal,
)
from program_admin.applications.services.start import start_application
from program_admin.applications.services.submit import submit
from program_admin.applications.services.supplements import (
    NewAnswer,
    Wanted,
    accept_supplement,
    answer_supplement,
    ask_again,
    ask_supplement,
    extend_supplement,
)
from program_admin.applications.services.supplier import choose_supplier
from program_admin.applications.services.unseal import open_seal
from program_admin.applications.services.withdraw import restore, revise, withdraw

__all__ = [
    "ChangedSince",
    "NewAnswer",
    "NewDelegate",
    "NewExtension",
    "NewNamed",
    "PaperFacts",
    "TypedField",
    "Wanted",
    "abandon",
    "accept_supplement",
    "answer_consent",
    "answer_supplement",
    "approve_correction",
    "approve_extension",
    "ask_again",
    "ask_consent",
    "ask_named",
    "ask_supplement",
    "attach_paper",
    "begin_correction",
    "carry_over",
    "check_round",
    "choose_supplier",
    "confirm_carried",
    "confirm_delegated",
    "confirm_screening",
    "confirm_screenings",
    "discard_correction",
    "end_delegation",
    "extend_supplement",
    "invite_delegate",
    "keep_correction",
    "keep_numbers",
    "keep_status",
    "open_seal",
    "prepare",
    "promote",
    "propose_correction",
    "propose_extension",
    "propose_kpis",
    "propose_screening",
    "put_correction_away",
    "record_outcome",
    "remind_supplements",
    "remove_paper",
    "replace_masked",
    "restore",
    "return_application",
    "return_correction",
    "return_extension",
    "revise",
    "save_check",
    "save_field",
    "save_section",
    "save_sheet",
    "send_back_screening",
    "start_application",
    "start_screening",
    "submit",
    "take_correction_back",
    "take_extension_back",
    "withdraw",
    "withdraw_consent",
    "withdraw_proposal",
]
