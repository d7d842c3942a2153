"""A stand-in for the two outside services: speaks their real shapes, or fails the way a test asks."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY = "test-key"
STATUS_PATH = "/api/nts-businessman/v1/status"
ADDRESS_PATH = "/addrlink/addrLinkApi.do"
WORDS = {"01": "계속사업자", "02": "휴업자", "03": "폐업자"}


class OutsideService(ThreadingHTTPServer):
    """Answers from `statuses` (number → code, day of closing) and `addresses`; `failing` makes it fail."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.statuses: dict[str, tuple[str, str]] = {}
        self.addresses: list[dict[str, str]] = []
        self.failing = ""
        self.calls: list[list[str] | str] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Conversation(BaseHTTPRequestHandler):
    server: OutsideService

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        numbers = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["b_no"]
        self.server.calls.append(numbers)
        if self._failed():
            return
        if parts.path != STATUS_PATH or parse_qs(parts.query).get("serviceKey") != [KEY]:
            self._answer(400, {"code": -4, "msg": "등록되지 않은 인증키 입니다."})
        elif len(numbers) > 100:
            self._answer(413, {"status_code": "TOO_LARGE_REQUEST"})
        else:
            rows = [self._row(number) for number in numbers]
            self._answer(
                200,
                {
                    "status_code": "OK",
                    "request_cnt": len(numbers),
                    "match_cnt": len(self.server.statuses),
                    "data": rows,
                },
            )

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.calls.append(query.get("keyword", ""))
        if self._failed():
            return
        if parts.path != ADDRESS_PATH or query.get("confmKey") != KEY:
            common = {"errorCode": "E0001", "errorMessage": "승인되지 않은 KEY 입니다.", "totalCount": "0"}
            self._answer(200, {"results": {"common": common, "juso": None}})
            return
        found = [row for row in self.server.addresses if query["keyword"] in row["roadAddr"]]
        common = {"errorCode": "0", "errorMessage": "정상", "totalCount": str(len(found))}
        self._answer(200, {"results": {"common": common, "juso": found}})

    def _row(self, number: str) -> dict[str, str]:
        code, ended = self.server.statuses.get(number, ("", ""))
        known = "부가가치세 일반과세자" if code else "국세청에 등록되지 않은 사업자등록번호입니다."
        return {"b_no": number, "b_stt": WORDS.get(code, ""), "b_stt_cd": code, "tax_type": known, "end_dt": ended}

    def _failed(self) -> bool:
        match self.server.failing:
            case "error":
                self._answer(500, {})
            case "redirect":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()
            case "nonsense":
                self.send_response(200)
                self.end_headers()
                self.wfile.write("<html>점검 중</html>".encode())
            case "slow":
                time.sleep(2)
            case "other":
                self._answer(200, {"unexpected": True})
            case _:
                return False
        return True

    def _answer(self, status: int, content: dict) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content, ensure_ascii=False).encode())

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def outside_service(app, **failing: str) -> Iterator[OutsideService]:
    """Run the stand-in and switch both look-ups on."""
    service = OutsideService()
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    chosen = app.extensions["program_admin.settings"]
    chosen.business_status_lookup = chosen.address_search = True
    chosen.business_status_address = chosen.address_search_address = service.address
    chosen.business_status_key = type(chosen.business_status_key)(KEY)
    chosen.address_search_key = type(chosen.address_search_key)(KEY)
    chosen.outside_seconds = 1
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
        thread.join()
