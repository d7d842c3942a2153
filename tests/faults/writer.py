"""A process of its own that writes to the trail: `writer PROCESSES EACH` commits each entry, `writer` never commits."""

import os
import sys
import uuid

from flask import Flask

from program_admin.app import create_app
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.limits import Try
from program_admin.core.writing import transaction


def write() -> None:
    """Write one entry."""
    with transaction() as now:
        record("fault:write", "Fault", uuid.uuid4(), by=None, now=now)


def hold() -> None:
    """Write an entry and wait inside the transaction until the process is killed."""
    with transaction() as now:
        record("fault:write", "Fault", uuid.uuid4(), by=None, now=now)
        db.session.add(Try(key="fault", at=now))
        db.session.flush()
        sys.stdout.write("held\n")
        sys.stdout.flush()
        sys.stdin.read()


def write_at_once(app: Flask, processes: int, each: int) -> int:
    """Let so many processes, copies of this one, write so many entries each; returns how many of them failed."""
    children = []
    for _ in range(processes):
        child = os.fork()
        if child == 0:
            with app.app_context():
                for _ in range(each):
                    write()
            os._exit(0)
        children.append(child)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


if __name__ == "__main__":
    app = create_app()
    if len(sys.argv) > 1:
        sys.exit(write_at_once(app, int(sys.argv[1]), int(sys.argv[2])))
    with app.app_context():
        hold()
