"""Log lines as JSON, one per event, with the request's reference number."""

import json
import logging
import sys
from datetime import UTC, datetime

from flask import g, has_request_context, request


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback is one field of it."""
        values: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "source": record.name,
            "text": record.getMessage(),
        }
        if has_request_context():
            values |= {"reference": g.get("reference", ""), "method": request.method, "path": request.path}
        if record.exc_info:
            values["traceback"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False)


def set_up_logs() -> None:
    """Send every log line to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("fontTools", "weasyprint", "apscheduler.executors", "pyhanko"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
