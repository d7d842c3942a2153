"""Use cases of agreements."""

from program_admin.agreements.services.conclusion import (
    approve_conclusion,
    conclusion_approved,
    put_conclusion_up,
    send_conclusion_back,
)
from program_admin.agreements.services.ending import cancel
from program_admin.agreements.services.inspection_results import (
    answer_supplement,
    approve_interim,
    confirm,
    put_up,
    send_back,
)
from program_admin.agreements.services.inspections import (
    TypedField,
    add_photo,
    hand_in,
    plan_inspection,
    remove_photo,
    save_field,
    save_sheet,
)
from program_admin.agreements.services.inspections import lacking as lacking_in_sheet
from program_admin.agreements.services.payees import CHECKABLE, Looked, check_payee, keep_payee_found
from program_admin.agreements.services.payments import (
    Paid,
    attach_payment_paper,
    claim,
    papers_asked,
    pay,
    return_claim,
)
from program_admin.agreements.services.payments import approve as approve_payment
from program_admin.agreements.services.payments import put_up as put_payment_up
from program_admin.agreements.services.payments import send_back as send_payment_back
from program_admin.agreements.services.reports import (
    Result,
    Written,
    approve_report,
    attach_report_paper,
    begin_report,
    remove_report_paper,
    return_report,
    save_report,
    submit_report,
)
from program_admin.agreements.services.reports import lacking as lacking_in_report
from program_admin.agreements.services.signing import Signed, sign
from program_admin.agreements.services.starting import (
    Period,
    change_period,
    discard,
    open_signing,
    start_agreement,
)

__all__ = [
    "CHECKABLE",
    "Looked",
    "Paid",
    "Period",
    "Result",
    "Signed",
    "TypedField",
    "Written",
    "add_photo",
    "answer_supplement",
    "approve_conclusion",
    "approve_interim",
    "approve_payment",
    "approve_report",
    "attach_payment_paper",
    "attach_report_paper",
    "begin_report",
    "cancel",
    "change_period",
    "check_payee",
    "claim",
    "conclusion_approved",
    "confirm",
    "discard",
    "hand_in",
    "keep_payee_found",
    "lacking_in_report",
    "lacking_in_sheet",
    "open_signing",
    "papers_asked",
    "pay",
    "plan_inspection",
    "put_conclusion_up",
    "put_payment_up",
    "put_up",
    "remove_photo",
    "remove_report_paper",
    "return_claim",
    "return_report",
    "save_field",
    "save_report",
    "save_sheet",
    "send_back",
    "send_conclusion_back",
    "send_payment_back",
    "sign",
    "start_agreement",
    "submit_report",
]
