"""Use cases of aftercare, one file each."""

from program_admin.aftercare.services.content import SheetContent, sheet_content
from program_admin.aftercare.services.correcting import answer, ask_again, close, remind
from program_admin.aftercare.services.drafting import TypedField, add_photo, remove_photo, save_field, save_sheet
from program_admin.aftercare.services.finishing import faults_now, finish
from program_admin.aftercare.services.planning import Assignment, assign, cancel, plan_visits

__all__ = [
    "Assignment",
    "SheetContent",
    "TypedField",
    "add_photo",
    "answer",
    "ask_again",
    "assign",
    "cancel",
    "close",
    "faults_now",
    "finish",
    "plan_visits",
    "remind",
    "remove_photo",
    "save_field",
    "save_sheet",
    "sheet_content",
]
