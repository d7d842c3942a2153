"""How gunicorn serves the program: preloaded, threaded, few workers, a fresh database connection after each fork."""

import gc
import os
from pathlib import Path

from program_admin.core.database import db

on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "6" if on_postgres else "8"))
preload_app = True

timeout = 60
graceful_timeout = 4
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

accesslog = None
errorlog = "-"
loglevel = "info"
logger_class = "gunicorn.glogging.Logger"


NEW_OBJECTS_BEFORE_COLLECTING = 20_000


def pre_fork(server, _worker):
    """Close every connection the loading process opened: a forked child must never share a handle or socket.

    What was loaded lives as long as the process: setting it aside keeps its pages shared, and collecting short.
    """
    with server.app.callable.app_context():
        db.engine.dispose()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BEFORE_COLLECTING)
