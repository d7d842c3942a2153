"""Use cases of matching, one file each."""

from program_admin.matching.services.accepting import accept, withdraw
from program_admin.matching.services.answering import decline, propose, start_review
from program_admin.matching.services.asking import ask

__all__ = ["accept", "ask", "decline", "propose", "start_review", "withdraw"]
