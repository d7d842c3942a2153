"""Asking a virus scanner about a file: clamd's INSTREAM, over a Unix socket or TCP, before any write lock."""

import re
import socket
import struct
from pathlib import Path
from typing import BinaryIO

from program_admin.core.settings import settings

PIECE = 1 << 16
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (.+) FOUND")
DOWN = "지금은 바이러스 검사를 할 수 없어 파일을 받지 못합니다. 잠시 뒤 다시 올려 주세요."


class ScannerDown(Exception):
    """The scanner does not answer, or answers that it could not look."""


def scan_objections(path: Path) -> list[str]:
    """Why the scanner keeps a file out; nothing is asked where the setting names no scanner.

    While the scanner is down nothing is taken: an unscanned file is never let in silently.
    """
    if not settings().virus_scanner:
        return []
    try:
        found = _signature_in(path)
    except ScannerDown:
        return [DOWN]
    if not found:
        return []
    return [
        f"바이러스 검사에서 악성 코드({found})가 나와 받지 않습니다. PC를 백신으로 검사한 뒤 깨끗한 파일을 올려 주세요."
    ]


def _signature_in(path: Path) -> str:
    try:
        with path.open("rb") as file, _connected() as line:
            answer = _asked(line, file)
    except OSError as broken:
        raise ScannerDown(str(broken)) from broken
    found = FOUND.fullmatch(answer)
    if found:
        return found.group(1)
    if answer != "stream: OK":
        raise ScannerDown(answer or "no answer")
    return ""


def _connected() -> socket.socket:
    """Connect to `unix:/path` or `tcp:host:port`, with the time the setting gives for each step."""
    kind, _, address = settings().virus_scanner.partition(":")
    seconds = settings().virus_scanner_seconds
    if kind == "tcp":
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(seconds)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _asked(line: socket.socket, file: BinaryIO) -> str:
    """Send the file in pieces, each after its length, an empty one last; the answer ends with a zero byte.

    A scanner to which the file is too large answers and hangs up before all was sent.
    """
    try:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (part := line.recv(LONGEST_ANSWER)):
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
