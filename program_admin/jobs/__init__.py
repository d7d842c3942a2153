"""Work that runs after the act: queue, runner, schedule, progress, run log."""

from program_admin.jobs import sweep

__all__ = ["sweep"]
