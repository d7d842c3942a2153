"""A process of its own that writes to the trail: `writer COUNT` commits each entry, `writer hold` never commits."""

import sys
import uuid

from program_admin.app import create_app
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.limits import Try
from program_admin.core.writing import transaction


def write(*, by_hand: bool) -> None:
    """Write one entry; `by_hand` waits inside the transaction until the process is killed."""
    with transaction() as now:
        record("fault:write", "Fault", uuid.uuid4(), by=None, now=now)
        if by_hand:
            db.session.add(Try(key="fault", at=now))
            db.session.flush()
            sys.stdout.write("held\n")
            sys.stdout.flush()
            sys.stdin.read()


if __name__ == "__main__":
    with create_app().app_context():
        for _ in range(1 if sys.argv[1] == "hold" else int(sys.argv[1])):
            write(by_hand=sys.argv[1] == "hold")
