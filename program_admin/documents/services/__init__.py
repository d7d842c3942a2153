"""What the packages above call: issue a document, take files in, give bytes out."""

from program_admin.documents.queries import document_bytes
from program_admin.documents.services.issue import issue
from program_admin.documents.services.numbers import answer_number_warning, mask_numbers
from program_admin.documents.services.photos import check_in_together
from program_admin.documents.services.receive import CheckedFile, FileTooLarge, check_in, keep, receive

__all__ = [
    "CheckedFile",
    "FileTooLarge",
    "answer_number_warning",
    "check_in",
    "check_in_together",
    "document_bytes",
    "issue",
    "keep",
    "mask_numbers",
    "receive",
]
