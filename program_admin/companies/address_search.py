"""The address search of the Ministry of the Interior (juso.go.kr): road addresses by a word."""

from dataclasses import dataclass

from program_admin.core.outside import Unreachable, ask_json
from program_admin.core.settings import settings

PATH = "/addrlink/addrLinkApi.do"
MOST = 20


@dataclass(frozen=True, slots=True)
class Address:
    """One road address: its text, zip code, and the ten-digit code of its administrative area."""

    road: str
    zip_code: str
    area: str

    @property
    def sido(self) -> str:
        """The province's code."""
        return self.area[:2]

    @property
    def district(self) -> str:
        """The code of city, county or district."""
        return self.area[:5]


def is_on() -> bool:
    """Whether this installation may ask the service."""
    return settings().address_search


def find_addresses(keyword: str) -> tuple[Address, ...]:
    """Return road addresses for a word (network: never under the write lock); raises Unreachable."""
    chosen = settings()
    query: dict[str, str | int] = {
        "confmKey": chosen.address_search_key.get_secret_value(),
        "currentPage": 1,
        "countPerPage": MOST,
        "keyword": keyword,
        "resultType": "json",
    }
    answer = ask_json(f"{chosen.address_search_address}{PATH}", query)
    try:
        results = answer["results"]
        if results["common"]["errorCode"] != "0":
            raise Unreachable(f"주소를 찾지 못했습니다: {results['common'].get('errorMessage', '')}")
        return tuple(Address(row["roadAddr"], row["zipNo"], row["admCd"]) for row in results["juso"] or ())
    except (KeyError, TypeError) as broken:
        raise Unreachable("주소 찾기의 답을 읽지 못했습니다.") from broken
