"""A stand-in for clamd: a small server that speaks INSTREAM and knows the EICAR test signature."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").encode()
MOST = 25 << 20


class Clamd(socketserver.StreamRequestHandler):
    """One question: zINSTREAM, pieces each after its length, an empty piece; one answer ending with a zero byte."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        self.server.commands.append(command)
        if self.server.silent:
            return
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(socket_file: Path | None = None, *, most: int = MOST, silent: bool = False) -> Iterator[tuple[str, list]]:
    """Run it on a Unix socket or a free TCP port; yields the setting's value and the commands it got."""
    server = _Unix(str(socket_file), Clamd) if socket_file else _Tcp(("127.0.0.1", 0), Clamd)
    server.commands, server.most, server.silent = [], most, silent
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"unix:{socket_file}" if socket_file else f"tcp:127.0.0.1:{server.server_address[1]}"
    try:
        yield address, server.commands
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
