"""One request at a time computes in a process: threads are there for slow lines, not for sharing one interpreter.

Threads of one Python process that compute together only take turns, and while one of them holds SQLite's write lock
everybody else waits for it longer. What this is good for was measured: docs/decisions/the-deadline-minute.md.
"""

import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE_SECONDS = 0.5
PIECE = KEPT_IN_MEMORY = 256 * 1024


class Gate:
    """Let the requests of a process into the application one by one, first come, first served, bodies taken in before.

    Whoever has been inside for longer than the patience (a preview, a large file) is not waited for any more: the next
    one goes in beside. Answers are sent outside, however slowly they are taken.
    """

    def __init__(self, app: WSGIApplication, *, body_at_most: int, patience: float = PATIENCE_SECONDS) -> None:
        self.app = app
        self.body_at_most = body_at_most
        self.patience = patience
        self._changing = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._inside: dict[threading.Event, float] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Take the body in, wait for the turn, answer."""
        with taken_in(environ, self.body_at_most):
            turn = self._enter()
            try:
                return self.app(environ, start_response)
            finally:
                self._leave(turn)

    def _enter(self) -> threading.Event:
        turn = threading.Event()
        with self._changing:
            self._waiting.append(turn)
            self._let_the_next_in()
        while not turn.wait(self.patience):
            with self._changing:
                self._let_the_next_in()
        return turn

    def _leave(self, turn: threading.Event) -> None:
        with self._changing:
            del self._inside[turn]
            self._let_the_next_in()

    def _let_the_next_in(self) -> None:
        """Give the first in the row its turn unless somebody went in just now (call while holding `_changing`)."""
        now = time.monotonic()
        if self._waiting and all(now - since >= self.patience for since in self._inside.values()):
            turn = self._waiting.popleft()
            self._inside[turn] = now
            turn.set()


@contextmanager
def taken_in(environ: WSGIEnvironment, at_most: int) -> Iterator[None]:
    """Put the body, read to its end, in the place of the line it comes from; kept until the answer is made.

    One that is longer than allowed (bytes) stays as it is, to be refused; without a declared length it is read up to
    one byte more than allowed, enough to be refused by.
    """
    stream: InputStream = environ["wsgi.input"]
    declared = environ.get("CONTENT_LENGTH") or ""
    left = int(declared) if declared.isdecimal() else at_most + 1 if environ.get("wsgi.input_terminated") else 0
    if left == 0 or (declared and left > at_most):
        yield
        return
    with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) as body:
        while left and (piece := stream.read(min(left, PIECE))):
            body.write(piece)
            left -= len(piece)
        body.seek(0)
        environ["wsgi.input"] = body
        yield
