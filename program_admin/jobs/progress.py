"""How far a running task has come, as the task tells it."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """What the progress page shows: steps done of all (0 of 0 = not counted), a short Korean text."""

    done: int = 0
    total: int = 0
    text: str = ""


class Progress:
    """Handed to a task; the runner writes what it reports beside the task's own transactions."""

    def __init__(self, job_id: uuid.UUID, requested_by: uuid.UUID | None = None) -> None:
        self.job_id = job_id
        self.requested_by = requested_by
        self.reading = Reading()
        self.result_location = ""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` steps are finished; `text` is shown under the bar."""
        self.reading = Reading(max(done, 0), max(total, 0), (text or self.reading.text)[:200])

    def leads_to(self, location: str) -> None:
        """Name the page or file the person is led to when the job is done (a path on this site)."""
        self.result_location = location[:400]
