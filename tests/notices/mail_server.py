"""A small mail server for tests: speaks enough SMTP to accept, refuse or break off."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps accepted mails; `answers` maps the first word of a line to the answer it gets instead of 250."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[EmailMessage] = []
        self.answers: dict[str, str] = {}

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return self.server_address[1]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            word = line.split()[0].decode().upper() if line.split() else ""
            if word == "QUIT":
                self._say("221 bye")
                return
            if word in self.server.answers:
                self._say(self.server.answers[word])
            elif word == "DATA":
                self._take()
            else:
                self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        if "MAIL-END" in self.server.answers:
            self._say(self.server.answers["MAIL-END"])
            return
        self.server.mails.append(mail)
        self._say("250 queued as 1")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """A mail server on a free port until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
