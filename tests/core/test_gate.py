"""One request at a time computes; slow lines and long requests keep nobody out."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from program_admin.core.database import is_sqlite
from program_admin.core.gate import KEPT_IN_MEMORY, Gate, taken_in

LIMIT = 2 * KEPT_IN_MEMORY
SOON = 10


class Room:
    """An application that notes who is inside, and keeps whoever is named until told to let go."""

    def __init__(self, *kept):
        self.let_go = {name: threading.Event() for name in kept}
        self.entered = {name: threading.Event() for name in kept}
        self.order, self.inside, self.most = [], 0, 0
        self.counting = threading.Lock()

    def __call__(self, environ, start_response):
        name = environ["PATH_INFO"]
        with self.counting:
            self.order.append(name)
            self.inside += 1
            self.most = max(self.most, self.inside)
        if name in self.let_go:
            self.entered[name].set()
            assert self.let_go[name].wait(SOON)
        with self.counting:
            self.inside -= 1
        if name == "broken":
            raise ValueError(name)
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]


def asked(gate, name, body=b"", **environ):
    own = {"PATH_INFO": name, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body) or "")}
    return b"".join(gate(own | environ, lambda *_: None))


def waiting(gate, count):
    """Wait until so many stand before the gate."""
    pause = threading.Event()
    for _ in range(1000):
        if len(gate._waiting) == count:
            return
        pause.wait(0.005)
    raise AssertionError(f"{len(gate._waiting)} wait, not {count}")


def test_one_is_inside_at_a_time_first_come_first_served():
    room = Room("first")
    gate = Gate(room, body_at_most=LIMIT, patience=SOON)
    names = [f"{place}" for place in range(6)]
    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(asked, gate, "first")]
        assert room.entered["first"].wait(SOON)
        for place, name in enumerate(names):
            answers.append(threads.submit(asked, gate, name, name.encode()))
            waiting(gate, place + 1)
        room.let_go["first"].set()

    assert [answer.result() for answer in answers] == [b"", *(name.encode() for name in names)]
    assert (room.order, room.most) == (["first", *names], 1)


def test_who_takes_long_is_not_waited_for():
    room = Room("long")
    gate = Gate(room, body_at_most=LIMIT, patience=0.02)
    with ThreadPoolExecutor(2) as threads:
        long = threads.submit(asked, gate, "long")
        assert room.entered["long"].wait(SOON)
        assert asked(gate, "short", b"short") == b"short"
        assert not long.done()
        room.let_go["long"].set()

    assert room.most == 2


def test_a_body_that_comes_slowly_keeps_nobody_out():
    class SlowLine(io.BytesIO):
        asked_for, arrives = threading.Event(), threading.Event()

        def read(self, size=-1):
            self.asked_for.set()
            assert self.arrives.wait(SOON)
            return super().read(size)

    room, line = Room(), SlowLine(b"slow")
    gate = Gate(room, body_at_most=LIMIT, patience=SOON)
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(asked, gate, "slow", **{"wsgi.input": line, "CONTENT_LENGTH": "4"})
        assert line.asked_for.wait(SOON)
        assert asked(gate, "quick", b"quick") == b"quick"
        line.arrives.set()

    assert slow.result() == b"slow"
    assert room.order == ["quick", "slow"]


def test_a_request_that_breaks_opens_the_gate_again():
    gate = Gate(Room(), body_at_most=LIMIT, patience=SOON)

    with pytest.raises(ValueError, match="broken"):
        asked(gate, "broken")

    assert asked(gate, "next", b"next") == b"next"


@pytest.mark.parametrize("size", [1, KEPT_IN_MEMORY, KEPT_IN_MEMORY + 1, LIMIT])
def test_a_body_is_taken_in_whole(size):
    content = bytes(place % 251 for place in range(size))
    line = io.BytesIO(content + b"the next request")
    environ = {"wsgi.input": line, "CONTENT_LENGTH": str(size)}

    with taken_in(environ, LIMIT):
        assert line.tell() == size
        assert environ["wsgi.input"].read() == content


def test_a_body_without_a_length_is_read_to_its_end_or_to_what_is_too_much():
    for size, taken in ((10, 10), (LIMIT + 500, LIMIT + 1)):
        environ = {"wsgi.input": io.BytesIO(b"x" * size), "wsgi.input_terminated": True}
        with taken_in(environ, LIMIT):
            assert len(environ["wsgi.input"].read()) == taken


@pytest.mark.parametrize("declared", [{}, {"CONTENT_LENGTH": "0"}, {"CONTENT_LENGTH": str(LIMIT + 1)}])
def test_no_body_and_one_that_is_too_long_stay_on_the_line(declared):
    line = io.BytesIO(b"more than anybody wants")
    environ = {"wsgi.input": line} | declared

    with taken_in(environ, LIMIT):
        assert environ["wsgi.input"] is line
    assert line.tell() == 0


def test_a_line_that_breaks_gives_what_came():
    environ = {"wsgi.input": io.BytesIO(b"half"), "CONTENT_LENGTH": "8"}

    with taken_in(environ, LIMIT):
        assert environ["wsgi.input"].read() == b"half"


@pytest.mark.both_databases
def test_the_gate_stands_where_one_writes_at_a_time(app):
    assert isinstance(app.wsgi_app, Gate) == is_sqlite()
