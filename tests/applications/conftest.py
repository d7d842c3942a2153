"""Applications are submitted here, so the job that renders documents must be known."""

from program_admin.documents import jobs

assert jobs  # registers the job that renders
